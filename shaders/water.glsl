// Open water: the slope of its waves, which far away melt into roughness.
vec2 noise_slope(vec2 p) {
    vec2 cell = floor(p), f = fract(p), u = f * f * (3.0 - 2.0 * f), du = 6.0 * f * (1.0 - f);
    float a = hash(vec3(cell, 1.0)), b = hash(vec3(cell + vec2(1.0, 0.0), 1.0));
    float c = hash(vec3(cell + vec2(0.0, 1.0), 1.0)), d = hash(vec3(cell + vec2(1.0, 1.0), 1.0));
    return du * vec2(b - a + (a - b - c + d) * u.y, c - a + (a - b - c + d) * u.x);
}

vec2 wave_slope(vec2 p, float away, float height, out float lost) {
    vec2 slope = vec2(0.0);
    float weight = height, scale = 0.3, pace = 0.45;
    lost = 0.0;
#ifdef PLAIN
    const int octaves = 2;
#else
    const int octaves = 4;
#endif
    for (int octave = 0; octave < octaves; ++octave) {
        float seen = 1.0 - smoothstep(18.0, 80.0, away * scale);
        if (seen > 0.0) {
            vec2 q = p * scale + tone.z * pace * scale * vec2(0.8, 0.6) + float(octave) * 17.3;
            slope += seen * weight * noise_slope(q);
        }
        lost += (1.0 - seen) * weight;
        p = mat2(0.8, -0.6, 0.6, 0.8) * p;
        scale *= 2.3;
        weight *= 0.62;
        pace *= 1.2;
    }
    return slope;
}
