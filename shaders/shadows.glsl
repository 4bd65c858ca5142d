// What keeps light away: the sun's cascades, the lamps' maps, and the heights that close the sky off.
layout(binding = 6) uniform sampler2DArrayShadow shadow_map;
layout(binding = 7) uniform sampler2DArrayShadow lamp_shadow_map;
layout(binding = 8) uniform sampler2DArray height_map;

// A tent over 3 x 3 texels from four filtered taps, the same for every place: nothing crawls.
float shadow_taps(sampler2DArrayShadow map, vec3 p, float layer, float texel) {
#ifdef SOFT_SHADOWS
    float sum = 0.0;
    for (int y = -1; y <= 1; ++y) {
        for (int x = -1; x <= 1; ++x) {
            sum += texture(map, vec4(p.xy + vec2(x, y) * texel * 1.25, layer, p.z));
        }
    }
    return sum / 9.0;
#else
    return texture(map, vec4(p.xy, layer, p.z));
#endif
}

float sun_visibility(vec3 geometric, float n_dot_l) {
    int maps = int(tone.w);
    float slope = 1.2 + 2.0 * sqrt(max(1.0 - n_dot_l * n_dot_l, 0.0));
    for (int layer = 0; layer < maps; ++layer) {
        vec3 place = world + geometric * (shadow_texel[layer] * slope);
        vec3 p = (shadow_from_world[layer] * vec4(place, 1.0)).xyz;
        vec2 inside = abs(p.xy - 0.5);
        float edge = max(inside.x, inside.y);
        if (edge < 0.485 && abs(p.z - 0.5) < 0.5) {
            float lit = shadow_taps(shadow_map, p, float(layer), shadow_texel.w);
            if (layer + 1 == maps) return mix(lit, 1.0, smoothstep(0.42, 0.485, edge));
            if (edge < 0.44) return lit;
            // One map runs over into the next.
            place = world + geometric * (shadow_texel[layer + 1] * slope);
            p = (shadow_from_world[layer + 1] * vec4(place, 1.0)).xyz;
            float wide = shadow_taps(shadow_map, p, float(layer + 1), shadow_texel.w);
            return mix(lit, wide, smoothstep(0.44, 0.485, edge));
        }
    }
    return 1.0;
}

// How much of a lamp's light arrives. `light_inner` holds its first map, and whether six of them stand for a cube.
float lamp_visibility(int i, vec3 geometric, vec3 l) {
#ifdef LAMP_SHADOWS
    float first = light_inner[i].y;
    if (first < 0.0) return 1.0;
    vec3 from = world - light_position[i].xyz;
    float layer = first;
    if (light_inner[i].z > 0.5) {
        vec3 size = abs(from);
        if (size.x >= size.y && size.x >= size.z) layer += from.x > 0.0 ? 0.0 : 1.0;
        else if (size.y >= size.z) layer += from.y > 0.0 ? 2.0 : 3.0;
        else layer += from.z > 0.0 ? 4.0 : 5.0;
    }
    float n_dot_l = clamp(dot(geometric, l), 0.0, 1.0);
    float bias = length(from) * light_inner[i].w * (1.5 + 3.0 * sqrt(1.0 - n_dot_l * n_dot_l));
    vec4 p = lamp_from_world[int(layer)] * vec4(world + geometric * bias, 1.0);
    if (p.w <= 0.0) return 1.0;
    p.xyz /= p.w;
    if (max(abs(p.x - 0.5), abs(p.y - 0.5)) > 0.5) return 1.0;
    return shadow_taps(lamp_shadow_map, p.xyz, layer, lamp_shadow.x);
#else
    return 1.0;
#endif
}

// How open the sky is from here: a few points round the surface, each hidden or not under what stands above it. Works
// in the scene's space, so both eyes see the same.
float openness(vec3 geometric) {
#ifdef HEIGHT_OCCLUSION
    if (height_shape.x <= 0.0) return 1.0;
    vec3 side = normalize(cross(abs(geometric.y) < 0.9 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0), geometric));
    vec3 up = cross(geometric, side);
    float hidden = 0.0, weight = 0.0;
    for (int i = 0; i < 12; ++i) {
        float turn = float(i) * 2.399963 + 0.6;
        float far = (float(i) + 0.7) / 12.0;
        float lean = sqrt(0.15 + 0.8 * fract(float(i) * 0.618034));
        vec3 d = (side * cos(turn) + up * sin(turn)) * lean + geometric * sqrt(max(1.0 - lean * lean, 0.02));
        vec3 place = world + geometric * height_shape.z + d * (far * height_shape.y);
        vec3 p = (height_from_world * vec4(place, 1.0)).xyz;
        if (max(abs(p.x - 0.5), abs(p.y - 0.5)) > 0.495) continue;
        // How far the point lies under the highest surface there.
        float under = (p.z - texture(height_map, vec3(p.xy, 0.0)).r) * height_shape.w;
        float part = 1.0 - 0.6 * far;
        hidden += part * smoothstep(0.0, 0.05, under) * (1.0 - smoothstep(height_shape.y, 2.5 * height_shape.y, under));
        weight += part;
    }
    vec2 edge = abs((height_from_world * vec4(world, 1.0)).xy - 0.5);
    float inside = 1.0 - smoothstep(0.40, 0.48, max(edge.x, edge.y));
    return weight > 0.0 ? 1.0 - inside * height_shape.x * hidden / weight : 1.0;
#else
    return 1.0;
#endif
}
