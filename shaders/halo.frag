#include "frame.glsl"
#include "tone.glsl"
in vec2 at;
flat in vec3 glow;
out vec4 colour;

void main() {
    float r = length(at);
    float edge = clamp(1.0 - r, 0.0, 1.0);
    float light = (0.75 * exp(-9.0 * r) + 0.22 * exp(-3.2 * r)) * edge * edge;
    colour = vec4(dithered(clamp(glow * light * tone.y, 0.0, 1.0)), 1.0);
}
