// The sky, as a picture where nothing else is drawn or (AS_LIGHT) as the light it casts, in linear radiance without sun
// disc and stars. PANORAMA takes it from a picture; PLAIN spares the details of clouds.
#ifdef AS_LIGHT
#define FRAME_BINDING 3
#endif
#include "frame.glsl"
#include "tone.glsl"
#include "sky.glsl"
#include "noise.glsl"
layout(binding = 10) uniform sampler2D panorama_map;
in vec3 ray;
out vec4 colour;

vec2 cloud_place(vec3 d) {
    return d.xz / (d.y + 0.14) * vec2(0.9, 1.25) + tone.z * vec2(0.002, 0.001);
}

float cloud_density(vec2 p) {
#ifdef PLAIN
    const int octaves = 3;
#else
    const int octaves = 6;
    p += 0.35 * vec2(value_noise(p * 0.7 + 11.3), value_noise(p * 0.7 + 47.1));
#endif
    float sum = 0.0, weight = 0.5, whole = 0.0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += value_noise(p) * weight;
        whole += weight;
        p = mat2(1.6, 1.2, -1.2, 1.6) * p + 3.7;
        weight *= 0.5;
    }
    float edge = mix(0.78, 0.22, sky_horizon.w);
    return smoothstep(edge, edge + 0.34, sum / whole);
}

vec3 clouded(vec3 light, vec3 d, float near_sun) {
    vec2 p = cloud_place(d);
    float density = cloud_density(p);
    if (density <= 0.0) return light;
    vec3 shade = sky_horizon.rgb * 0.45 + sky_zenith.rgb * 0.45;
    vec3 bright = shade + sky_glow.rgb * (0.25 + 0.9 * near_sun * near_sun) + sun_colour.rgb * (0.07 + 0.10 * near_sun);
#ifdef PLAIN
    float lit = 1.0 - 0.6 * density;
#else
    // How much cloud lies towards the sun.
    vec2 towards = sun_direction.xz / (abs(sun_direction.y) + 0.35);
    float before = cloud_density(p + towards * 0.10);
    float lit = exp(-2.2 * before) * 0.75 + 0.25 * (1.0 - density) + 0.35 * pow(near_sun, 6.0) * (1.0 - density);
#endif
    float seen = density * smoothstep(0.0, 0.16, d.y) * 0.92;
    return mix(light, mix(shade, bright, clamp(lit, 0.0, 1.2)), seen);
}

#ifndef AS_LIGHT
vec3 stars(vec3 d) {
    // One star at most per cell of a cube round the eye. A star covers at least a pixel, so that it does not flicker.
    vec3 p = d * 110.0;
    vec3 cell = floor(p);
    float chance = hash(cell);
    if (chance > 0.11 * sky_zenith.w) return vec3(0.0);
    vec3 centre = cell + 0.3 + 0.4 * vec3(hash(cell + 3.1), hash(cell + 7.7), hash(cell + 13.3));
    float off = length(d - normalize(centre)) * 110.0;
    float pixel = length(fwidth(d)) * 110.0 * 0.6;
    float width = max(0.045, pixel);
    float magnitude = hash(cell + 23.5);
    float bright = (pow(magnitude, 9.0) * 5.0 + 0.16) * (0.045 * 0.045 + 0.0012) / (width * width + 0.0012);
    float twinkle = 0.85 + 0.15 * sin(tone.z * (2.0 + 3.0 * hash(cell + 5.0)) + 40.0 * chance);
    vec3 tint = mix(vec3(1.0, 0.82, 0.66), vec3(0.72, 0.83, 1.0), hash(cell + 31.0));
    return tint * bright * twinkle * exp(-off * off / (width * width)) * smoothstep(0.02, 0.4, d.y);
}

vec3 moon(vec3 d, float near) {
    const float radius = 0.016;
    vec3 side = normalize(cross(vec3(0.0, 1.0, 0.0), sun_direction.xyz)), up = cross(sun_direction.xyz, side);
    vec2 p = vec2(dot(d, side), dot(d, up)) / radius;
    float r2 = dot(p, p);
    vec3 halo = sun_colour.rgb * (0.25 * pow(near, 700.0) + 0.06 * pow(near, 60.0));
    if (r2 > 1.3 || near <= 0.0) return halo;
    vec3 n = vec3(p, sqrt(max(1.0 - r2, 0.0)));
    float angle = 6.2831853 * sky_glow.w;
    float lit = smoothstep(-0.05, 0.35, dot(n, vec3(sin(angle), 0.0, -cos(angle))));
    float seas = smoothstep(0.42, 0.62, value_noise(n.xy * 1.9 + 4.2) * 0.65 + value_noise(n.xy * 5.3 + 9.1) * 0.35);
    vec3 ground = vec3(1.0, 0.97, 0.90) * mix(0.95, 0.55, seas) * (0.88 + 0.12 * value_noise(n.xy * 17.0));
    float edge = 1.0 - smoothstep(1.0 - 0.12, 1.0, r2);
    return halo + ground * lit * edge * 1.35;
}
#endif

void main() {
    vec3 d = normalize(ray);
#ifdef PANORAMA
    float azimuth = atan(d.x, -d.z) + panorama.y;
    vec2 at = vec2(azimuth / 6.2831853 + 0.5, acos(clamp(d.y, -1.0, 1.0)) / 3.1415927);
#ifdef AS_LIGHT
    vec3 light = textureLod(panorama_map, at, log2(float(textureSize(panorama_map, 0).x) / 512.0)).rgb * panorama.x;
#else
    vec3 light = textureLod(panorama_map, at, 0.0).rgb * panorama.x;
#endif
#else
    vec3 light = sky_gradient(d);
    if (sky_ground.w < 0.5) {
        float near_sun = dot(d, sun_direction.xyz);
#ifndef AS_LIGHT
        float luminance = dot(light, vec3(0.2126, 0.7152, 0.0722));
        if (sky_zenith.w > 0.0 && d.y > 0.0) light += stars(d) * clamp(1.0 - luminance * 3.0, 0.0, 1.0);
        if (sun_direction.w > 1.5) {
            light += moon(d, max(near_sun, 0.0));
        } else if (sun_direction.w > 0.5) {
            light += sun_colour.rgb * 12.0 * smoothstep(0.99990, 0.99994, near_sun) * smoothstep(-0.01, 0.01, d.y);
            light += sun_colour.rgb * 0.4 * pow(max(near_sun, 0.0), 1500.0) * smoothstep(-0.05, 0.05, d.y);
        }
#endif
        if (sky_horizon.w > 0.0 && d.y > 0.0) light = clouded(light, d, max(near_sun, 0.0));
    }
#endif
#ifdef AS_LIGHT
    colour = vec4(light, 1.0);
#else
    colour = vec4(dithered(tone_mapped(light)), 1.0);
#endif
}
