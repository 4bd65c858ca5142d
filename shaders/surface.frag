#include "frame.glsl"
#include "material.glsl"
#include "tone.glsl"
#include "fog.glsl"
#include "octahedron.glsl"
layout(binding = 0) uniform sampler2DArray base_colour_map;
layout(binding = 1) uniform sampler2DArray metallic_roughness_map;
layout(binding = 2) uniform sampler2DArray normal_map;
layout(binding = 3) uniform sampler2DArray occlusion_map;
layout(binding = 4) uniform sampler2DArray emissive_map;
layout(binding = 5) uniform sampler2D reflection_map;
layout(binding = 6) uniform sampler2DArrayShadow shadow_map;
in vec3 world;
in vec3 normal;
in vec4 tangent;
in vec4 uv;
in vec4 tint;
flat in uint lights;
layout(location = 0) out vec4 colour;

const float PI = 3.14159265;
const float REFLECTION_LEVELS = 5.0;

vec3 ambient_light(vec3 n) {
    return max(irradiance[0].rgb + irradiance[1].rgb * n.y + irradiance[2].rgb * n.z + irradiance[3].rgb * n.x
        + irradiance[4].rgb * (n.x * n.y) + irradiance[5].rgb * (n.y * n.z) + irradiance[6].rgb * (3.0 * n.z * n.z - 1.0)
        + irradiance[7].rgb * (n.x * n.z) + irradiance[8].rgb * (n.x * n.x - n.y * n.y), vec3(0.0));
}

float shadow_in_map(int layer, vec3 place) {
    vec4 p = shadow_from_world[layer] * vec4(place, 1.0);
    float texel = shadow_texel.z;
    float sum = 0.0;
#ifdef SOFT_SHADOWS
    for (int y = -1; y <= 1; ++y) {
        for (int x = -1; x <= 1; ++x) {
            sum += texture(shadow_map, vec4(p.xy + vec2(x, y) * texel * 1.25, float(layer), p.z));
        }
    }
    return sum / 9.0;
#else
    return texture(shadow_map, vec4(p.xy, float(layer), p.z));
#endif
}

float sun_visibility(vec3 geometric, float n_dot_l) {
    int maps = int(tone.w);
    for (int layer = 0; layer < maps; ++layer) {
        float bias = shadow_texel[layer] * (1.2 + 2.0 * sqrt(max(1.0 - n_dot_l * n_dot_l, 0.0)));
        vec3 place = world + geometric * bias;
        vec3 p = (shadow_from_world[layer] * vec4(place, 1.0)).xyz;
        vec3 inside = abs(p - 0.5);
        if (max(inside.x, inside.y) < 0.48 && inside.z < 0.5) {
            float lit = shadow_in_map(layer, place);
            if (layer + 1 == maps) {
                float edge = smoothstep(0.40, 0.48, max(inside.x, inside.y));
                lit = mix(lit, 1.0, edge);
            }
            return lit;
        }
    }
    return 1.0;
}

// Light that one source adds: Lambert and GGX with the height-correlated Smith term (Heitz 2014), Fresnel by Schlick.
vec3 reflected(vec3 l, vec3 n, vec3 v, float n_dot_v, vec3 diffuse, vec3 f0, float alpha) {
    float n_dot_l = dot(n, l);
    if (n_dot_l <= 0.0) return vec3(0.0);
    vec3 h = normalize(l + v);
    float n_dot_h = clamp(dot(n, h), 0.0, 1.0);
    float v_dot_h = clamp(dot(v, h), 0.0, 1.0);
    float a2 = alpha * alpha;
    float d = n_dot_h * n_dot_h * (a2 - 1.0) + 1.0;
    float distribution = a2 / (PI * d * d);
    float visibility = 0.5 / max(mix(2.0 * n_dot_l * n_dot_v, n_dot_l + n_dot_v, alpha), 1e-4);
    vec3 fresnel = f0 + (1.0 - f0) * pow(1.0 - v_dot_h, 5.0);
    return (diffuse * (1.0 - fresnel) / PI + fresnel * distribution * visibility) * n_dot_l;
}

vec3 lamp(int i, out vec3 l) {
    vec4 kind = light_colour[i];
    if (kind.w > 1.5) {
        l = -light_direction[i].xyz;
        return kind.rgb;
    }
    vec3 to = light_position[i].xyz - world;
    float d2 = dot(to, to);
    l = to * inversesqrt(max(d2, 1e-8));
    float part = d2 / (light_position[i].w * light_position[i].w);
    float window = clamp(1.0 - part * part, 0.0, 1.0);
    float strength = window * window / max(d2, 0.01);
    if (kind.w > 0.5) {
        strength *= smoothstep(light_direction[i].w, light_inner[i].x, dot(-l, light_direction[i].xyz));
    }
    return kind.rgb * strength;
}

// How much of the ambient light a ball hides (Iñigo Quilez, sphere ambient occlusion).
float ball_occlusion(vec3 n) {
    float open = 1.0;
    int balls = int(fog_shape.z);
    for (int i = 0; i < balls; ++i) {
        vec4 ball = occluder[i];
        vec3 to = ball.xyz - world;
        float d2 = dot(to, to);
        float part = max(dot(n, to) * inversesqrt(d2), 0.0) * ball.w * ball.w / max(d2, ball.w * ball.w);
        open *= 1.0 - clamp(part, 0.0, 0.9);
    }
    return open;
}

void main() {
    vec4 base = base_colour * tint;
#ifdef BASE_COLOUR_MAP
    base *= texture(base_colour_map, coordinates(uv, 0));
#endif
#ifdef MASKED
    if (base.a < emissive.w) discard;
#endif
#ifndef BLENDED
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
    vec3 t = tangent.xyz - geometric * dot(geometric, tangent.xyz);
    if (dot(t, t) > 1e-12) {
        t = normalize(t);
        vec3 b = cross(geometric, t) * tangent.w;
        vec3 sampled = texture(normal_map, coordinates(uv, 2)).xyz * 2.0 - 1.0;
        sampled.xy *= surface.z * facing;
        n = normalize(t * sampled.x + b * sampled.y + geometric * sampled.z);
    }
#endif
    float metallic = surface.x, roughness = surface.y, open = ball_occlusion(n);
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
    vec3 around = ambient_light(n) * tone.x * open;
#ifdef TOON
    float lit = smoothstep(-0.05, 0.25, dot(n, l)) * sun;
    vec3 lamps = vec3(0.0);
    for (uint bits = lights; bits != 0u; bits &= bits - 1u) {
        vec3 to;
        vec3 strength = lamp(findLSB(bits), to);
        lamps += strength * smoothstep(-0.1, 0.3, dot(n, to));
    }
    vec3 shade = shade_colour.rgb;
    vec3 light = base.rgb * around * mix(shade, vec3(1.0), 0.6)
        + mix(shade * base.rgb, base.rgb, lit) * (sun_colour.rgb * max(lit, 0.25 * sun) + lamps) / PI;
#else
    float alpha = roughness * roughness;
    vec3 diffuse = base.rgb * (1.0 - metallic);
    vec3 f0 = mix(vec3(0.04), base.rgb, metallic);
    vec3 light = sun_colour.rgb * sun * reflected(l, n, v, n_dot_v, diffuse, f0, alpha);
    for (uint bits = lights; bits != 0u; bits &= bits - 1u) {
        vec3 to;
        vec3 strength = lamp(findLSB(bits), to);
#ifdef MATT_LAMPS
        light += strength * diffuse * (max(dot(n, to), 0.0) / PI);
#else
        light += strength * reflected(to, n, v, n_dot_v, diffuse, f0, alpha);
#endif
    }
    // Environment: analytic split sum (Lazarov 2013); what little ambient light comes in lights reflections as little.
    vec3 r = reflect(-v, n);
    vec4 c = roughness * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
    float a = min(c.x * c.x, exp2(-9.28 * n_dot_v)) * c.x + c.y;
    vec2 split = vec2(-1.04, 1.04) * a + c.zw;
    vec3 mirror = textureLod(reflection_map, octahedral(r), roughness * (REFLECTION_LEVELS - 1.0)).rgb;
    float seen = clamp(pow(n_dot_v + open, exp2(-16.0 * roughness - 1.0)) - 1.0 + open, 0.0, 1.0);
    float horizon = clamp(1.0 + 1.3 * dot(r, geometric), 0.0, 1.0);
    light += around * diffuse + mirror * tone.x * (f0 * split.x + split.y) * seen * horizon * horizon;
#endif
#endif
    colour = vec4(dithered(tone_mapped(fogged(light + emitted, world))), base.a);
}
