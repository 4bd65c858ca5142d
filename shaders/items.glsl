// The tables of vr_app/scene/draw_plan.py.
struct Item {
    uint node;
    int palette;
    uint material;
    uint lights;
    uint morph_first;
    uint morph_count;
    uint vertex_base;
    uint vertex_count;
};
struct Surface {
    vec4 base_colour;
    vec4 emissive;
    vec4 shade_colour;
    vec4 surface;
    vec4 uv_row0[5];
    vec4 uv_row1[5];
    uvec4 flags;
};
struct ActiveMorph {
    uint delta_base;
    float weight;
};
layout(std430, binding = 0) readonly buffer Worlds { mat4 world_from_node[]; };
layout(std430, binding = 1) readonly buffer Items { Item items[]; };
layout(std430, binding = 2) readonly buffer Palette { mat4 palette[]; };
layout(std430, binding = 3) readonly buffer Surfaces { Surface surfaces[]; };
layout(std430, binding = 4) readonly buffer MorphDeltas { float deltas[]; };
layout(std430, binding = 5) readonly buffer ActiveMorphs { ActiveMorph active_morphs[]; };
