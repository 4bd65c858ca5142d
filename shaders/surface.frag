#include "frame.glsl"
#include "material.glsl"
#include "tone.glsl"
#include "fog.glsl"
#include "brdf.glsl"
layout(binding = 0) uniform sampler2DArray base_colour_map;
layout(binding = 1) uniform sampler2DArray metallic_roughness_map;
layout(binding = 2) uniform sampler2DArray normal_map;
layout(binding = 3) uniform sampler2DArray occlusion_map;
layout(binding = 4) uniform sampler2DArray emissive_map;
#include "passed_on.glsl"
layout(location = 0) out vec4 colour;
#include "ambient.glsl"
#include "shadows.glsl"
#include "lamps.glsl"

// Light that one source adds.
vec3 reflected(vec3 l, vec3 n, vec3 v, float n_dot_v, vec3 diffuse, vec3 f0, vec3 f90, float alpha) {
    float n_dot_l = dot(n, l);
    if (n_dot_l <= 0.0) return vec3(0.0);
    vec3 h = normalize(l + v);
    float n_dot_h = clamp(dot(n, h), 0.0, 1.0);
    float v_dot_h = clamp(dot(v, h), 0.0, 1.0);
    vec3 fresnel = schlick(f0, f90, v_dot_h);
    float shine = ggx(n_dot_h, alpha) * smith(n_dot_l, n_dot_v, alpha);
    return (diffuse * (1.0 - fresnel) / PI + fresnel * shine) * n_dot_l;
}

vec3 mapped_normal(vec3 geometric, vec3 sampled, float facing) {
    vec3 t = tangent.xyz - geometric * dot(geometric, tangent.xyz);
    if (dot(t, t) <= 1e-12) return geometric;
    t = normalize(t);
    vec3 b = cross(geometric, t) * tangent.w;
    sampled.xy *= facing;
    return normalize(t * sampled.x + b * sampled.y + geometric * sampled.z);
}

#ifdef WATER
#include "noise.glsl"
#include "water.glsl"
#endif
#ifdef LAYERS
#include "layers.glsl"
#endif
#ifdef TOON
#include "toon.glsl"
#endif

void main() {
    take_over();
    vec4 st = uv;
#ifdef TOON
    st = animated(uv);
#endif
    vec4 base = base_colour * tint;
#ifdef BASE_COLOUR_MAP
    base *= texture(base_colour_map, coordinates(st, 0));
#endif
#ifdef MASKED
#ifdef SAMPLES_FROM_ALPHA
    // The share of samples follows alpha, sharpened to one pixel round the cutoff.
    base.a = clamp((base.a - emissive.w) / max(fwidth(base.a), 1e-4) + 0.5, 0.0, 1.0);
    if (base.a <= 0.0) discard;
#else
    if (base.a < emissive.w) discard;
    base.a = 1.0;
#endif
#elif !defined(BLENDED)
    base.a = 1.0;
#endif
    vec3 emitted = emissive.rgb;
#ifdef EMISSIVE_MAP
    emitted *= texture(emissive_map, coordinates(st, 4)).rgb;
#endif
#ifdef UNLIT
    vec3 light = base.rgb;
#else
#ifdef OUTLINE_HULL
    float facing = 1.0;
#else
    float facing = gl_FrontFacing ? 1.0 : -1.0;
#endif
    vec3 geometric = normalize(normal) * facing;
    vec3 n = geometric;
#ifdef NORMAL_MAP
    vec3 sampled = texture(normal_map, coordinates(st, 2)).xyz * 2.0 - 1.0;
    n = mapped_normal(geometric, sampled * vec3(surface.zz, 1.0), facing);
#endif
#ifdef WATER
    float lost;
    vec2 slope = wave_slope(world.xz, length(world - eye.xyz), surface.z, lost);
    n = normalize(vec3(-slope.x, 1.0, -slope.y));
    float open = 1.0;
#else
    float open = ball_occlusion(n) * openness(geometric);
#endif
#ifdef OCCLUSION_MAP
    open *= 1.0 + surface.w * (texture(occlusion_map, coordinates(st, 3)).r - 1.0);
#endif
    vec3 v = normalize(eye.xyz - world);
    vec3 l = sun_direction.xyz;
#ifdef TOON
    // Toon light reaches round the edge of what is lit: what is turned away is dark by its own steps, and asks for
    // others' shadows where it does not stand in its own.
    vec3 here = world;
    bool away = dot(geometric, l) <= 0.0;
    if (away) world += l * TOON_BODY_M;
    float sun = mix(1.0, sun_visibility(away ? l : geometric, away ? 1.0 : dot(geometric, l)), sun_colour.w);
    world = here;
#else
    float sun = dot(geometric, l) > 0.0 ? mix(1.0, sun_visibility(geometric, dot(geometric, l)), sun_colour.w) : 0.0;
#endif
#ifdef TOON
    vec3 light = toon_light(base.rgb, st, n, geometric, v, sun, open);
#ifdef OUTLINE_HULL
    vec4 outline = extra(3u);
    light = outline.rgb * mix(vec3(1.0), light, outline.w);
    emitted = vec3(0.0);
#endif
#else
    float metallic = surface.x, roughness = surface.y;
#ifdef METALLIC_ROUGHNESS_MAP
    vec2 rough_metal = texture(metallic_roughness_map, coordinates(st, 1)).gb;
    roughness *= rough_metal.x;
    metallic *= rough_metal.y;
#endif
#ifdef WATER
    roughness += 0.5 * lost;
#endif
    roughness = clamp(roughness, 0.045, 1.0);
    float n_dot_v = clamp(dot(n, v), 1e-3, 1.0);
    vec3 around = ambient_light(n) * open;
    float alpha = roughness * roughness;
    vec3 diffuse = base.rgb * (1.0 - metallic);
    vec3 f0 = mix(vec3(0.04), base.rgb, metallic), f90 = vec3(1.0);
#ifdef LAYERS
    Layers layers = read_layers(st, geometric, facing);
    f0 = mix(layers.f0, base.rgb, metallic);
    f90 = vec3(mix(layers.f90, 1.0, metallic));
    float sheen_whole = 1.0;
#ifdef SHEEN
    float sheen_return = reflectance(n_dot_v, layers.sheen_roughness).b;
    sheen_whole = 1.0 - max(layers.sheen.r, max(layers.sheen.g, layers.sheen.b)) * sheen_return;
#endif
#endif
    vec2 split = reflectance(n_dot_v, roughness).rg;
    vec3 mirrored = f0 * split.x + f90 * split.y;
    // What bounces more than once between the facets is not lost (Turquin 2019).
    vec3 whole = 1.0 + f0 * (1.0 / max(split.x + split.y, 1e-3) - 1.0);
#ifdef TRANSMISSION
    vec3 through = (1.0 - metallic) * layers.transmission * base.rgb * layers.volume * (1.0 - mirrored * whole);
    diffuse *= 1.0 - layers.transmission;
#endif
    vec3 light = sun_colour.rgb * sun * reflected(l, n, v, n_dot_v, diffuse, f0 * whole, f90, alpha);
#ifdef LAYERS
    light = sun_colour.rgb * sun
        * over_layers(layers, reflected(l, n, v, n_dot_v, diffuse, f0 * whole, f90, alpha), l, n, v, n_dot_v, sheen_whole);
#endif
    for (uint bits = lights; bits != 0u; bits &= bits - 1u) {
        vec3 to;
        int i = findLSB(bits);
        vec3 strength = lamp(i, to);
        strength *= lamp_visibility(i, geometric, to);
#ifdef MATT_LAMPS
        light += strength * diffuse * (max(dot(n, to), 0.0) / PI);
#else
        vec3 part = reflected(to, n, v, n_dot_v, diffuse, f0 * whole, f90, alpha);
#ifdef LAYERS
        part = over_layers(layers, part, to, n, v, n_dot_v, sheen_whole);
#endif
        light += strength * part;
#endif
    }
    vec3 r = reflect(-v, n);
#ifdef WATER
    r.y = abs(r.y);
#endif
    float seen = mirror_openness(n_dot_v, open, roughness, mix(r, n, alpha * alpha), geometric);
    // Rough surfaces mirror most from nearer their normal (Lagarde 2014).
    vec3 shine = mirrored_light(mix(r, n, alpha * alpha), roughness);
    vec3 ambient = around * diffuse * (1.0 - mirrored * whole) + shine * mirrored * whole * seen;
#ifdef TRANSMISSION
    ambient += through * light_behind(layers, n, v, roughness);
#endif
#ifdef SHEEN
    ambient = ambient * sheen_whole + layers.sheen * sheen_return * mirrored_light(r, layers.sheen_roughness) * seen;
#endif
#ifdef CLEARCOAT
    vec3 coat_r = reflect(-v, layers.coat_normal);
    float coat_v = clamp(dot(layers.coat_normal, v), 1e-3, 1.0);
    vec2 coat_split = reflectance(coat_v, layers.coat_roughness).rg;
    float coat = (0.04 * coat_split.x + coat_split.y) * layers.coat;
    float coat_seen = mirror_openness(coat_v, open, layers.coat_roughness, coat_r, geometric);
    ambient = ambient * (1.0 - coat) + mirrored_light(coat_r, layers.coat_roughness) * coat * coat_seen;
    emitted *= 1.0 - coat;
#endif
    light += ambient;
#endif
#endif
    colour = vec4(dithered(tone_mapped(fogged(light + emitted, world))), base.a);
}
