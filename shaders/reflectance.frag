// How much of an even sky surfaces return, by angle (x) and roughness (y). Red and green: GGX, factor of f0 and what is
// added (Karis 2013, with the height-correlated Smith term). Blue: cloth (Charlie, as in layers.glsl).
#include "microfacet.glsl"
in vec2 at;
out vec4 colour;

void main() {
    float n_dot_v = max(at.x, 1e-3), alpha = at.y * at.y, a2 = alpha * alpha;
    vec3 v = vec3(sqrt(1.0 - n_dot_v * n_dot_v), 0.0, n_dot_v);
    vec2 sum = vec2(0.0);
    const uint count = 128u;
    for (uint i = 0u; i < count; ++i) {
        vec3 h = half_vector(hammersley(i, count) + vec2(0.0, 0.5 / float(count)), alpha);
        vec3 l = reflect(-v, h);
        if (l.z <= 0.0) continue;
        float v_dot_h = max(dot(v, h), 0.0);
        float smith = l.z * sqrt(n_dot_v * n_dot_v * (1.0 - a2) + a2) + n_dot_v * sqrt(l.z * l.z * (1.0 - a2) + a2);
        float visible = 2.0 * l.z * v_dot_h / (smith * max(h.z, 1e-4));
        float fresnel = pow(1.0 - v_dot_h, 5.0);
        sum += vec2(1.0 - fresnel, fresnel) * visible;
    }
    float cloth = 0.0, power = 1.0 / max(at.y * at.y, 0.005);
    for (uint i = 0u; i < count; ++i) {
        vec2 u = hammersley(i, count) + vec2(0.0, 0.5 / float(count));
        float sine = sqrt(1.0 - u.y * u.y);
        vec3 l = vec3(sine * cos(6.2831853 * u.x), sine * sin(6.2831853 * u.x), u.y);
        vec3 h = normalize(l + v);
        float d = (2.0 + power) * pow(sqrt(max(1.0 - h.z * h.z, 0.0)), power) / 6.2831853;
        cloth += 6.2831853 * l.z * d / max(4.0 * (l.z + n_dot_v - l.z * n_dot_v), 1e-3);
    }
    colour = vec4(sum / float(count), min(cloth / float(count), 1.0), 1.0);
}
