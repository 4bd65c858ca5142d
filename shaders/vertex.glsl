// Vertex inputs, morph targets and skinning, shared by the lit and the shadow passes.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec4 in_tangent;
layout(location = 3) in vec2 in_uv0;
layout(location = 4) in vec2 in_uv1;
layout(location = 5) in vec4 in_colour;
layout(location = 6) in uvec4 in_joints;
layout(location = 7) in vec4 in_weights;
layout(location = 8) in uint in_item;

void morphed(inout vec3 position, inout vec3 normal) {
    uint count = items[in_item].morph_count;
    uint first = items[in_item].morph_first;
    uint vertex = uint(gl_VertexID) - items[in_item].vertex_base;
    for (uint i = 0u; i < count; ++i) {
        ActiveMorph morph = active_morphs[first + i];
        uint at = morph.delta_base + vertex * 6u;
        position += morph.weight * vec3(deltas[at], deltas[at + 1u], deltas[at + 2u]);
        normal += morph.weight * vec3(deltas[at + 3u], deltas[at + 4u], deltas[at + 5u]);
    }
}

mat4 world_matrix() {
    int base = items[in_item].palette;
    if (base < 0) return world_from_node[items[in_item].node];
    vec4 w = in_weights / max(dot(in_weights, vec4(1.0)), 1e-6);
    return palette[base + int(in_joints.x)] * w.x + palette[base + int(in_joints.y)] * w.y
         + palette[base + int(in_joints.z)] * w.z + palette[base + int(in_joints.w)] * w.w;
}
