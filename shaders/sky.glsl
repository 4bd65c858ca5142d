// The sky's radiance without sun disc, stars and clouds.
vec3 sky_gradient(vec3 d) {
    float up = clamp(d.y, 0.0, 1.0);
    vec3 colour = mix(sky_horizon.rgb, sky_zenith.rgb, pow(up, 0.5));
    colour = mix(colour, sky_ground.rgb, smoothstep(0.0, 0.2, -d.y));
    float toward = max(dot(normalize(d.xz + 1e-5), normalize(sun_direction.xz + 1e-5)) * 0.5 + 0.5, 0.0);
    float near_sun = max(dot(d, sun_direction.xyz), 0.0);
    float low = exp(-max(d.y, 0.0) * 5.0) * (1.0 - smoothstep(0.0, 0.2, -d.y));
    colour += sky_glow.rgb * (low * toward * toward * toward * 0.8 + pow(near_sun, 24.0) * 0.5);
    return colour;
}
