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
in vec3 world;
in vec3 normal;
in vec4 tangent;
in vec4 uv;
in vec4 tint;
flat in uint lights;
layout(location = 0) out vec4 colour;
#include "ambient.glsl"
#include "shadows.glsl"
#include "lamps.glsl"

// Light that one source adds.
vec3 reflected(vec3 l, vec3 n, vec3 v, float n_dot_v, vec3 diffuse, vec3 f0, float alpha) {
    float n_dot_l = dot(n, l);
    if (n_dot_l <= 0.0) return vec3(0.0);
    vec3 h = normalize(l + v);
    float n_dot_h = clamp(dot(n, h), 0.0, 1.0);
    float v_dot_h = clamp(dot(v, h), 0.0, 1.0);
    vec3 fresnel = schlick(f0, vec3(1.0), v_dot_h);
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

void main() {
    vec4 base = base_colour * tint;
#ifdef BASE_COLOUR_MAP
    base *= texture(base_colour_map, coordinates(uv, 0));
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
    emitted *= texture(emissive_map, coordinates(uv, 4)).rgb;
#endif
#ifdef UNLIT
    vec3 light = base.rgb;
#else
    float facing = gl_FrontFacing ? 1.0 : -1.0;
    vec3 geometric = normalize(normal) * facing;
    vec3 n = geometric;
#ifdef NORMAL_MAP
    vec3 sampled = texture(normal_map, coordinates(uv, 2)).xyz * 2.0 - 1.0;
    n = mapped_normal(geometric, sampled * vec3(surface.zz, 1.0), facing);
#endif
    float metallic = surface.x, roughness = surface.y;
    float open = ball_occlusion(n) * openness(geometric);
#ifdef METALLIC_ROUGHNESS_MAP
    vec2 rough_metal = texture(metallic_roughness_map, coordinates(uv, 1)).gb;
    roughness *= rough_metal.x;
    metallic *= rough_metal.y;
#endif
#ifdef OCCLUSION_MAP
    open *= 1.0 + surface.w * (texture(occlusion_map, coordinates(uv, 3)).r - 1.0);
#endif
    roughness = clamp(roughness, 0.045, 1.0);
    vec3 v = normalize(eye.xyz - world);
    float n_dot_v = clamp(dot(n, v), 1e-3, 1.0);
    vec3 l = sun_direction.xyz;
    float sun = dot(geometric, l) > 0.0 ? mix(1.0, sun_visibility(geometric, dot(geometric, l)), sun_colour.w) : 0.0;
    vec3 around = ambient_light(n) * open;
#ifdef TOON
    float lit = smoothstep(-0.05, 0.25, dot(n, l)) * sun;
    vec3 lamps = vec3(0.0);
    for (uint bits = lights; bits != 0u; bits &= bits - 1u) {
        vec3 to;
        int i = findLSB(bits);
        vec3 strength = lamp(i, to) * lamp_visibility(i, geometric, to);
        lamps += strength * smoothstep(-0.1, 0.3, dot(n, to));
    }
    vec3 shade = shade_colour.rgb;
    vec3 light = base.rgb * around * mix(shade, vec3(1.0), 0.6)
        + mix(shade * base.rgb, base.rgb, lit) * (sun_colour.rgb * max(lit, 0.25 * sun) + lamps) / PI;
#else
    float alpha = roughness * roughness;
    vec3 diffuse = base.rgb * (1.0 - metallic);
    vec3 f0 = mix(vec3(0.04), base.rgb, metallic);
    vec2 split = reflectance(n_dot_v, roughness);
    vec3 mirrored = f0 * split.x + split.y;
    // What bounces more than once between the facets is not lost (Turquin 2019).
    vec3 whole = 1.0 + f0 * (1.0 / max(split.x + split.y, 1e-3) - 1.0);
    vec3 light = sun_colour.rgb * sun * reflected(l, n, v, n_dot_v, diffuse, f0 * whole, alpha);
    for (uint bits = lights; bits != 0u; bits &= bits - 1u) {
        vec3 to;
        int i = findLSB(bits);
        vec3 strength = lamp(i, to);
        strength *= lamp_visibility(i, geometric, to);
#ifdef MATT_LAMPS
        light += strength * diffuse * (max(dot(n, to), 0.0) / PI);
#else
        light += strength * reflected(to, n, v, n_dot_v, diffuse, f0 * whole, alpha);
#endif
    }
    vec3 r = reflect(-v, n);
    vec3 shine = mirrored_light(r, roughness) * mirrored * whole;
    float seen = mirror_openness(n_dot_v, open, roughness, r, geometric);
    light += around * diffuse * (1.0 - mirrored * whole) + shine * seen;
#endif
#endif
    colour = vec4(dithered(tone_mapped(fogged(light + emitted, world))), base.a);
}
