// The lamps that reach a surface.
float ball_occlusion(vec3 n) {
    // How much of the ambient light a ball hides (Iñigo Quilez, sphere ambient occlusion).
    float open = 1.0;
    int balls = int(fog_shape.z);
    for (int i = 0; i < balls; ++i) {
        vec4 ball = occluder[i];
        vec3 to = ball.xyz - world;
        float d2 = dot(to, to);
        float part = max(dot(n, to) * inversesqrt(d2), 0.0) * ball.w * ball.w / max(d2, ball.w * ball.w);
        open *= 1.0 - clamp(part, 0.0, 0.9);
    }
    return open;
}

vec3 lamp(int i, out vec3 l) {
    vec4 kind = light_colour[i];
    if (kind.w > 1.5) {
        l = -light_direction[i].xyz;
        return kind.rgb;
    }
    vec3 to = light_position[i].xyz - world;
    float d2 = dot(to, to);
    l = to * inversesqrt(max(d2, 1e-8));
    float part = d2 / (light_position[i].w * light_position[i].w);
    float window = clamp(1.0 - part * part, 0.0, 1.0);
    float strength = window * window / max(d2, 0.01);
    if (kind.w > 0.5) {
        float inside = dot(-l, light_direction[i].xyz) - light_direction[i].w;
        float edge = clamp(inside / (light_inner[i].x - light_direction[i].w), 0.0, 1.0);
        strength *= edge * edge;
    }
    return kind.rgb * strength;
}
