// The materials of vr_app/scene/material_rows.py; `material_row` says which one this surface has.
struct MaterialRow {
    vec4 base_colour;
    vec4 emissive;        // w: alpha cutoff
    vec4 shade_colour;
    vec4 surface;         // metallic, roughness, normal scale, occlusion strength
    vec4 uv_row0[5];      // affine map of each texture's coordinates; w: which set
    vec4 uv_row1[5];      // w: layer of the texture array
    uvec4 flags;
    vec4 padding;
};
layout(std140, binding = 2) uniform Materials { MaterialRow materials[MATERIALS]; };
#include "drawn.glsl"
#define base_colour materials[material_row].base_colour
#define emissive materials[material_row].emissive
#define shade_colour materials[material_row].shade_colour
#define surface materials[material_row].surface
#define uv_row0 materials[material_row].uv_row0
#define uv_row1 materials[material_row].uv_row1
#define flags materials[material_row].flags

// Where a material's texture (a slot of the arrays that are bound) is to be sampled.
vec3 coordinates(vec4 uv, int slot) {
    vec2 t = uv_row0[slot].w > 0.5 ? uv.zw : uv.xy;
    vec2 at = vec2(dot(uv_row0[slot].xy, t) + uv_row0[slot].z, dot(uv_row1[slot].xy, t) + uv_row1[slot].z);
    return vec3(at, uv_row1[slot].w);
}
