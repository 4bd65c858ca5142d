// What changes from frame to frame: three rows of each joint's matrix, and the morph targets that do something.
struct ActiveMorph {
    uint delta_base;
    float weight;
};
layout(std430, binding = 2) readonly buffer Palette { vec4 palette[]; };
layout(std430, binding = 4) readonly buffer MorphDeltas { float deltas[]; };
layout(std430, binding = 5) readonly buffer ActiveMorphs { ActiveMorph active_morphs[]; };
