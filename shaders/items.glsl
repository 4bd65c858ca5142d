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
struct ActiveMorph {
    uint delta_base;
    float weight;
};
layout(std430, binding = 0) readonly buffer Worlds { mat4 world_from_node[]; };
layout(std430, binding = 1) readonly buffer Items { Item items[]; };
layout(std430, binding = 2) readonly buffer Palette { mat4 palette[]; };
layout(std430, binding = 4) readonly buffer MorphDeltas { float deltas[]; };
layout(std430, binding = 5) readonly buffer ActiveMorphs { ActiveMorph active_morphs[]; };
