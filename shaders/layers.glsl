// Clear coat, sheen, transmission, volume, index of refraction, specular: the KHR_materials extensions of glTF.
#include "extras.glsl"
layout(binding = 16) uniform sampler2DArray clearcoat_map;
layout(binding = 17) uniform sampler2DArray clearcoat_roughness_map;
layout(binding = 18) uniform sampler2DArray clearcoat_normal_map;
layout(binding = 19) uniform sampler2DArray sheen_colour_map;
layout(binding = 20) uniform sampler2DArray sheen_roughness_map;
layout(binding = 21) uniform sampler2DArray transmission_map;
layout(binding = 22) uniform sampler2DArray thickness_map;
layout(binding = 23) uniform sampler2DArray specular_map;
layout(binding = 24) uniform sampler2DArray specular_colour_map;
const uint LAYER_NUMBERS = 5u;
#ifdef TRANSMISSION
layout(binding = 25) uniform sampler2DArray backdrop;  // the picture without glass, a layer for each view, ever softer
in float metres;                                       // length in the world of one in the mesh's space
#endif

struct Layers {
    float coat, coat_alpha, coat_roughness;
    vec3 coat_normal;
    vec3 sheen;
    float sheen_roughness;
    float transmission;
    float thickness;      // of the volume beneath, metres; 0 for a thin wall
    vec3 volume;          // what it lets pass
    float ior;
    vec3 f0;              // of the surface where it is no metal
    float f90;
};

Layers read_layers(vec4 st, vec3 geometric, float facing) {
    vec4 a = extra(0u), b = extra(1u), c = extra(2u), d = extra(3u), e = extra(4u);
    Layers m;
    m.coat = a.x;
    m.coat_roughness = a.y;
#ifdef CLEARCOAT_MAP
    m.coat *= texture(clearcoat_map, extra_coordinates(st, LAYER_NUMBERS, 0u)).r;
#endif
#ifdef CLEARCOAT_ROUGHNESS_MAP
    m.coat_roughness *= texture(clearcoat_roughness_map, extra_coordinates(st, LAYER_NUMBERS, 1u)).g;
#endif
    m.coat_roughness = clamp(m.coat_roughness, 0.045, 1.0);
    m.coat_alpha = m.coat_roughness * m.coat_roughness;
    m.coat_normal = geometric;
#ifdef CLEARCOAT_NORMAL_MAP
    vec3 sampled = texture(clearcoat_normal_map, extra_coordinates(st, LAYER_NUMBERS, 2u)).xyz * 2.0 - 1.0;
    m.coat_normal = mapped_normal(geometric, sampled * vec3(a.zz, 1.0), facing);
#endif
    m.sheen = b.rgb;
    m.sheen_roughness = b.w;
#ifdef SHEEN_COLOUR_MAP
    m.sheen *= texture(sheen_colour_map, extra_coordinates(st, LAYER_NUMBERS, 3u)).rgb;
#endif
#ifdef SHEEN_ROUGHNESS_MAP
    m.sheen_roughness *= texture(sheen_roughness_map, extra_coordinates(st, LAYER_NUMBERS, 4u)).a;
#endif
    m.sheen_roughness = clamp(m.sheen_roughness, 0.07, 1.0);
    m.transmission = a.w;
#ifdef TRANSMISSION_MAP
    m.transmission *= texture(transmission_map, extra_coordinates(st, LAYER_NUMBERS, 5u)).r;
#endif
    m.thickness = d.x;
#ifdef TRANSMISSION
    m.thickness *= metres;
#endif
#ifdef THICKNESS_MAP
    m.thickness *= texture(thickness_map, extra_coordinates(st, LAYER_NUMBERS, 6u)).g;
#endif
    m.volume = pow(max(c.rgb, 1e-4), vec3(m.thickness / max(c.w, 1e-4)));
    m.ior = d.y;
    float specular = d.z;
    vec3 tint_at_f0 = e.rgb;
#ifdef SPECULAR_MAP
    specular *= texture(specular_map, extra_coordinates(st, LAYER_NUMBERS, 7u)).a;
#endif
#ifdef SPECULAR_COLOUR_MAP
    tint_at_f0 *= texture(specular_colour_map, extra_coordinates(st, LAYER_NUMBERS, 8u)).rgb;
#endif
    float step_of_ior = (m.ior - 1.0) / (m.ior + 1.0);
    m.f0 = min(step_of_ior * step_of_ior * tint_at_f0, vec3(1.0)) * specular;
    m.f90 = specular;
    return m;
}

#ifdef TRANSMISSION
// The light that comes through: what is drawn where the bent ray leaves the volume, ever softer with roughness.
vec3 light_behind(Layers m, vec3 n, vec3 v, float roughness) {
    vec3 way = m.thickness > 0.0 ? refract(-v, n, 1.0 / max(m.ior, 1.0)) : -v;
    vec4 place = clip_from_world * vec4(world + way * m.thickness, 1.0);
    vec2 at = clamp(place.xy / max(place.w, 1e-4) * 0.5 + 0.5, 0.0, 1.0);
    float scatter = roughness * clamp(2.0 * m.ior - 2.0, 0.0, 1.0);
    float level = scatter * log2(float(textureSize(backdrop, 0).y));
    return light_of(textureLod(backdrop, vec3(at, float(VIEW)), level).rgb);
}
#endif

// Cloth: Charlie's distribution (Estevez and Kulla 2017) with Neubelt's shadowing.
float charlie(float n_dot_h, float n_dot_l, float n_dot_v, float roughness) {
    float power = 1.0 / (roughness * roughness);
    float sine = sqrt(max(1.0 - n_dot_h * n_dot_h, 0.0));
    float d = (2.0 + power) * pow(sine, power) / (2.0 * PI);
    return d / max(4.0 * (n_dot_l + n_dot_v - n_dot_l * n_dot_v), 1e-3);
}

// What coat and sheen add for one source, and what they leave of the surface below.
vec3 over_layers(Layers m, vec3 below, vec3 l, vec3 n, vec3 v, float n_dot_v, float sheen_whole) {
    vec3 h = normalize(l + v);
    vec3 light = below;
#ifdef SHEEN
    float n_dot_l = max(dot(n, l), 0.0);
    light = light * sheen_whole + m.sheen * charlie(max(dot(n, h), 0.0), n_dot_l, n_dot_v, m.sheen_roughness) * n_dot_l;
#endif
#ifdef CLEARCOAT
    float c_dot_l = max(dot(m.coat_normal, l), 0.0), c_dot_v = max(dot(m.coat_normal, v), 1e-3);
    float fresnel = (0.04 + 0.96 * pow(1.0 - max(dot(v, h), 0.0), 5.0)) * m.coat;
    float shine = ggx(max(dot(m.coat_normal, h), 0.0), m.coat_alpha) * smith(c_dot_l, c_dot_v, m.coat_alpha);
    light = light * (1.0 - fresnel) + fresnel * shine * c_dot_l;
#endif
    return light;
}
