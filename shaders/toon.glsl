// VRM's toon shading (VRMC_materials_mtoon 1.0).
#include "extras.glsl"
layout(binding = 16) uniform sampler2DArray shade_map;
layout(binding = 17) uniform sampler2DArray shading_shift_map;
layout(binding = 18) uniform sampler2DArray matcap_map;
layout(binding = 19) uniform sampler2DArray rim_map;
layout(binding = 21) uniform sampler2DArray uv_animation_mask_map;
const uint TOON_NUMBERS = 6u;
const float TOON_BODY_M = 0.6;  // a figure is not thicker

// Texture coordinates at this moment.
vec4 animated(vec4 st) {
#ifdef UV_ANIMATION
    vec4 motion = extra(5u);
    float part = tone.z;
#ifdef UV_ANIMATION_MASK_MAP
    part *= texture(uv_animation_mask_map, extra_coordinates(st, TOON_NUMBERS, 5u)).b;
#endif
    float c = cos(motion.z * part), s = sin(motion.z * part);
    mat2 turn = mat2(c, -s, s, c);
    vec2 way = motion.xy * part;
    return vec4(turn * (st.xy - 0.5) + 0.5 + way, turn * (st.zw - 0.5) + 0.5 + way);
#else
    return st;
#endif
}

float toon_step(float n_dot_l, float shift, float toony) {
    return clamp((n_dot_l + shift + 1.0 - toony) / max(2.0 - 2.0 * toony, 1e-4), 0.0, 1.0);
}

vec3 toon_light(vec3 base, vec4 st, vec3 n, vec3 geometric, vec3 v, float sun, float open) {
    vec4 a = extra(0u), matcap = extra(1u), rim = extra(2u);
    vec3 shade = shade_colour.rgb;
#ifdef SHADE_MAP
    shade *= texture(shade_map, extra_coordinates(st, TOON_NUMBERS, 0u)).rgb;
#endif
    float shift = a.x;
#ifdef SHADING_SHIFT_MAP
    shift += texture(shading_shift_map, extra_coordinates(st, TOON_NUMBERS, 1u)).r * a.w;
#endif
    float lit = toon_step(dot(n, sun_direction.xyz), shift, a.y) * sun;
    vec3 direct = sun_colour.rgb / PI;
    vec3 light = mix(shade, base, lit) * direct;
    vec3 falling = direct;
    for (uint bits = lights; bits != 0u; bits &= bits - 1u) {
        vec3 to;
        int i = findLSB(bits);
        vec3 strength = lamp(i, to) * lamp_visibility(i, geometric, to) / PI;
        light += mix(shade * 0.3, base, toon_step(dot(n, to), shift, a.y)) * strength;
        falling += strength;
    }
    vec3 even = 0.5 * (ambient_light(vec3(0.0, 1.0, 0.0)) + ambient_light(vec3(0.0, -1.0, 0.0)));
    vec3 around = mix(ambient_light(n), even, a.z) * mix(1.0, open, 0.5);
    light += around * base;
    vec3 edge = vec3(0.0);
#ifdef MATCAP_MAP
    vec3 side = normalize(vec3(v.z, 0.0, -v.x)), up = cross(v, side);
    vec4 row1 = extra(TOON_NUMBERS + 5u);
    vec2 at = vec2(dot(side, n), -dot(up, n)) * 0.495 + 0.5;
    edge += matcap.rgb * texture(matcap_map, vec3(at, row1.w)).rgb;
#endif
    float lift = extra(4u).x;
    edge += rim.rgb * pow(clamp(1.0 - dot(n, v) + lift, 0.0, 1.0), max(rim.w, 1e-3));
#ifdef RIM_MAP
    edge *= texture(rim_map, extra_coordinates(st, TOON_NUMBERS, 3u)).rgb;
#endif
    light += edge * mix(vec3(1.0), falling + around, matcap.w);
    // Painted faces keep their colours: what falls on them counts as white at most.
    vec3 whole = falling + around;
    return light / max(max(whole.r, max(whole.g, whole.b)) * tone.y, 1.0);
}
