// One row of the materials of vr_app/scene/draw_plan.py.
layout(std140, binding = 2) uniform Material {
    vec4 base_colour;
    vec4 emissive;        // w: alpha cutoff
    vec4 shade_colour;
    vec4 surface;         // metallic, roughness, normal scale, occlusion strength
    vec4 uv_row0[5];      // affine map of each texture's coordinates; w: which set
    vec4 uv_row1[5];
    uvec4 flags;
};

vec2 coordinates(vec4 uv, int slot) {
    vec2 t = uv_row0[slot].w > 0.5 ? uv.zw : uv.xy;
    return vec2(dot(uv_row0[slot].xy, t) + uv_row0[slot].z, dot(uv_row1[slot].xy, t) + uv_row1[slot].z);
}
