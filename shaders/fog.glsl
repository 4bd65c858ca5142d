// Haze that thins out with height: its thickness along the ray has a closed form (exponential in height, Wenzel 2006).
vec3 fogged(vec3 colour, vec3 world) {
    if (fog_colour.w <= 0.0) return colour;
    vec3 ray = world - eye.xyz;
    float whole_m = length(ray);
    float distance_m = max(whole_m - fog_shape.x, 0.0);
    float thickness = fog_colour.w * distance_m;
    if (fog_shape.y > 0.0) {
        vec3 from = world - ray * (distance_m / max(whole_m, 1e-4));
        float low = max(from.y - fog_shape.w, 0.0) / fog_shape.y, high = max(world.y - fog_shape.w, 0.0) / fog_shape.y;
        float climb = high - low;
        thickness *= abs(climb) < 1e-3 ? exp(-low) : (exp(-low) - exp(-high)) / climb;
    }
    // Towards the sun the haze takes on its light.
    float toward = max(dot(ray / max(whole_m, 1e-4), sun_direction.xyz), 0.0);
    vec3 haze = fog_colour.rgb + sky_glow.rgb * (toward * toward * toward * toward * 0.35);
    return mix(haze, colour, exp(-thickness));
}
