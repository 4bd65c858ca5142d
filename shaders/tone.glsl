// From scene light to the screen. What lies below 0.76 keeps its colour; brighter light is pressed under 1 and pales
// (Khronos PBR Neutral tone mapper, 2024).
vec3 pbr_neutral(vec3 colour) {
    const float start = 0.8 - 0.04, desaturation = 0.15;
    float low = min(colour.r, min(colour.g, colour.b));
    float offset = low < 0.08 ? low - 6.25 * low * low : 0.04;
    colour -= offset;
    float peak = max(colour.r, max(colour.g, colour.b));
    if (peak < start) return colour;
    float rest = 1.0 - start;
    float pressed = 1.0 - rest * rest / (peak + rest - start);
    float kept = 1.0 / (desaturation * (peak - pressed) + 1.0);
    return mix(vec3(pressed), colour * (pressed / peak), kept);
}

vec3 tone_mapped(vec3 light) {
    return clamp(pbr_neutral(max(light, 0.0) * tone.y), 0.0, 1.0);
}

// What `tone_mapped` made of some light, turned back as far as it goes.
vec3 light_of(vec3 seen) {
    float peak = max(seen.r, max(seen.g, seen.b));
    const float start = 0.8 - 0.04, rest = 1.0 - start;
    if (peak > start) seen *= (rest * rest / max(1.0 - peak, 0.012) - rest + start) / peak;
    float low = min(seen.r, min(seen.g, seen.b));
    // Undoes the offset c - 6.25 c * c below 0.08, 0.04 above.
    float offset = low < 0.04 ? 0.4 * sqrt(max(low, 0.0)) - low : 0.04;
    return (seen + offset) / tone.y;
}

vec3 dithered(vec3 colour) {
    // Interleaved gradient noise (Jimenez 2014), half a step of 8 bits in display space.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    vec3 display = sqrt(colour) + noise / 255.0;
    return display * display;
}
