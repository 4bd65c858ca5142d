// Open water: the slope of its waves, which far away melt into roughness.
vec2 wave_slope(vec2 p, float away, float height, out float lost) {
    vec2 slope = vec2(0.0);
    float weight = height, scale = 0.3, pace = 0.45;
    lost = 0.0;
    for (int octave = 0; octave < 4; ++octave) {
        float seen = 1.0 - smoothstep(18.0, 80.0, away * scale);
        if (seen > 0.0) {
            vec2 q = p * scale + tone.z * pace * scale * vec2(0.8, 0.6) + float(octave) * 17.3;
            vec2 e = vec2(0.35, 0.0);
            float middle = value_noise(q);
            slope += seen * weight * vec2(value_noise(q + e.xy) - middle, value_noise(q + e.yx) - middle) / e.x;
        }
        lost += (1.0 - seen) * weight;
        p = mat2(0.8, -0.6, 0.6, 0.8) * p;
        scale *= 2.3;
        weight *= 0.62;
        pace *= 1.2;
    }
    return slope;
}
