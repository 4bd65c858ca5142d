// From scene light to the screen: a filmic curve (Narkowicz 2015, fit of ACES), and dither against banding.
vec3 tone_mapped(vec3 light) {
    vec3 x = light * tone.y * 0.7;
    return clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0);
}

vec3 dithered(vec3 colour) {
    // Interleaved gradient noise (Jimenez 2014), half a step of 8 bits in display space.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    vec3 display = sqrt(colour) + noise / 255.0;
    return display * display;
}

vec3 fogged(vec3 colour, vec3 world) {
    if (fog_colour.w <= 0.0) return colour;
    vec3 ray = world - eye.xyz;
    float distance_m = max(length(ray) - fog_shape.x, 0.0);
    float thickness = fog_colour.w * distance_m;
    if (fog_shape.y > 0.0) thickness *= exp(-max(world.y, 0.0) / fog_shape.y);
    return mix(fog_colour.rgb, colour, exp(-thickness));
}
