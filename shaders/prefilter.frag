// What a surface of some roughness mirrors from each direction: the sky averaged over GGX's lobe. Samples are taken from
// a mip level that covers their share of the lobe (Křivánek and Colbert 2008), so few of them give no grain.
#include "microfacet.glsl"
layout(binding = 0) uniform samplerCube sky;
uniform float alpha;
uniform int samples;
uniform float sky_size;
in vec3 ray;
out vec4 colour;

void main() {
    vec3 n = normalize(ray);
    vec3 side = normalize(cross(abs(n.y) < 0.99 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0), n));
    vec3 up = cross(n, side);
    vec3 sum = vec3(0.0);
    float weight = 0.0;
    float texel = 4.0 * 3.14159265 / (6.0 * sky_size * sky_size);
    for (int i = 0; i < samples; ++i) {
        vec3 h = half_vector(hammersley(uint(i), uint(samples)) + vec2(0.0, 0.5 / float(samples)), alpha);
        vec3 l = vec3(2.0 * h.z * h.xy, 2.0 * h.z * h.z - 1.0);
        if (l.z <= 0.0) continue;
        float d = h.z * h.z * (alpha * alpha - 1.0) + 1.0;
        float density = alpha * alpha / (3.14159265 * d * d) * 0.25;
        float covered = 1.0 / (float(samples) * density + 1e-6);
        float level = max(0.5 * log2(covered / texel) + 1.0, 0.0);
        sum += textureLod(sky, side * l.x + up * l.y + n * l.z, level).rgb * l.z;
        weight += l.z;
    }
    colour = vec4(sum / weight, 1.0);
}
