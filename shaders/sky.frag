#include "frame.glsl"
#include "tone.glsl"
#include "sky.glsl"
in vec3 ray;
out vec4 colour;

float hash(vec3 p) {
    p = fract(p * 0.3183099 + vec3(0.71, 0.113, 0.419));
    p *= 17.0;
    return fract(p.x * p.y * p.z * (p.x + p.y + p.z));
}

float value_noise(vec2 p) {
    vec2 cell = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    float a = hash(vec3(cell, 1.0)), b = hash(vec3(cell + vec2(1.0, 0.0), 1.0));
    float c = hash(vec3(cell + vec2(0.0, 1.0), 1.0)), d = hash(vec3(cell + vec2(1.0, 1.0), 1.0));
    return mix(mix(a, b, f.x), mix(c, d, f.x), f.y);
}

float cloud_cover(vec3 d) {
    vec2 p = d.xz / (d.y + 0.12) * vec2(1.1, 1.6) + tone.z * vec2(0.002, 0.001);
    float sum = 0.0, weight = 0.5;
    for (int octave = 0; octave < 5; ++octave) {
        sum += value_noise(p) * weight;
        p = mat2(1.6, 1.2, -1.2, 1.6) * p + 3.7;
        weight *= 0.5;
    }
    float edge = 1.0 - sky_horizon.w;
    return smoothstep(edge * 0.75, edge * 0.75 + 0.35, sum) * smoothstep(0.0, 0.12, d.y);
}

vec3 stars(vec3 d) {
    // One star at most per cell of a cube round the eye; a pixel is blended by its distance from the star's centre.
    vec3 p = d * 110.0;
    vec3 cell = floor(p);
    float chance = hash(cell);
    if (chance > 0.10 * sky_zenith.w) return vec3(0.0);
    vec3 centre = cell + 0.3 + 0.4 * vec3(hash(cell + 3.1), hash(cell + 7.7), hash(cell + 13.3));
    vec3 toward = normalize(centre);
    float off = length(d - toward) * 110.0;
    float bright = pow(hash(cell + 23.5), 6.0) * 3.0 + 0.12;
    float twinkle = 0.85 + 0.15 * sin(tone.z * (2.0 + 3.0 * hash(cell + 5.0)) + 40.0 * chance);
    vec3 tint = mix(vec3(1.0, 0.86, 0.72), vec3(0.75, 0.85, 1.0), hash(cell + 31.0));
    float width = max(fwidth(off), 0.02);
    return tint * bright * twinkle * (1.0 - smoothstep(0.06, 0.10 + width, off)) * smoothstep(0.02, 0.35, d.y);
}

void main() {
    vec3 d = normalize(ray);
    vec3 light = sky_gradient(d);
    if (sky_ground.w < 0.5) {
        float luminance = dot(light, vec3(0.2126, 0.7152, 0.0722));
        if (sky_zenith.w > 0.0 && d.y > 0.0) light += stars(d) * clamp(1.0 - luminance * 2.5, 0.0, 1.0);
        float near_sun = dot(d, sun_direction.xyz);
        if (sun_direction.w > 0.5) {
            light += sun_colour.rgb * 12.0 * smoothstep(0.99980, 0.99992, near_sun) * smoothstep(-0.01, 0.01, d.y);
        }
        if (sky_horizon.w > 0.0 && d.y > 0.0) {
            float cover = cloud_cover(d);
            vec3 lit = sky_horizon.rgb * 0.8 + sky_zenith.rgb * 0.4;
            lit += sky_glow.rgb * pow(max(near_sun, 0.0), 3.0) * 0.9 + sun_colour.rgb * 0.10 * (0.4 + max(near_sun, 0.0));
            light = mix(light, lit, cover * 0.85);
        }
    }
    colour = vec4(dithered(tone_mapped(light)), 1.0);
}
