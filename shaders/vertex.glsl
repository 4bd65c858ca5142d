// What is compiled in but not needed is paid for by a software driver at every vertex: SKINNED and MORPHED say what is.
// Vertex and instance inputs, morph targets and skinning, shared by the lit and the shadow passes. An instance is a row
// of INSTANCE_ROW in vr_app/scene/draw_plan.py.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec4 in_tangent;
layout(location = 3) in vec2 in_uv0;
layout(location = 4) in vec2 in_uv1;
layout(location = 5) in vec4 in_colour;
layout(location = 6) in uvec4 in_joints;
layout(location = 7) in vec4 in_weights;
layout(location = 8) in vec4 in_row0;
layout(location = 9) in vec4 in_row1;
layout(location = 10) in vec4 in_row2;
layout(location = 11) in uvec4 in_ids;     // material, bits of the lights, first joint in the palette, first vertex
layout(location = 12) in uvec4 in_morphs;  // first active morph, how many, where in a target its tangents begin (0: none)

const uint NO_SKIN = 0xFFFFFFFFu;

void morphed(inout vec3 position, inout vec3 normal) {
#ifdef MORPHED
    uint vertex = uint(gl_VertexID) - in_ids.w;
    for (uint i = 0u; i < in_morphs.y; ++i) {
        ActiveMorph morph = active_morphs[in_morphs.x + i];
        uint at = morph.delta_base + vertex * 6u;
        position += morph.weight * vec3(deltas[at], deltas[at + 1u], deltas[at + 2u]);
        normal += morph.weight * vec3(deltas[at + 3u], deltas[at + 4u], deltas[at + 5u]);
    }
#endif
}

vec3 morphed_tangent() {
    vec3 tangent = in_tangent.xyz;
#ifdef MORPHED
    uint vertex = uint(gl_VertexID) - in_ids.w;
    for (uint i = 0u; in_morphs.z > 0u && i < in_morphs.y; ++i) {
        ActiveMorph morph = active_morphs[in_morphs.x + i];
        uint at = morph.delta_base + in_morphs.z + vertex * 3u;
        tangent += morph.weight * vec3(deltas[at], deltas[at + 1u], deltas[at + 2u]);
    }
#endif
    return tangent;
}

// Rows of the affine matrix from the mesh to the world, one in each column.
mat3x4 world_rows() {
#ifdef SKINNED
    if (in_ids.z == NO_SKIN) return mat3x4(in_row0, in_row1, in_row2);
    vec4 w = in_weights / max(dot(in_weights, vec4(1.0)), 1e-6);
    mat3x4 rows = mat3x4(0.0);
    for (int i = 0; i < 4; ++i) {
        uint at = 3u * (in_ids.z + in_joints[i]);
        rows += w[i] * mat3x4(palette[at], palette[at + 1u], palette[at + 2u]);
    }
    return rows;
#else
    return mat3x4(in_row0, in_row1, in_row2);
#endif
}
