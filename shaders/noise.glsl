// Noise without tables.
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
