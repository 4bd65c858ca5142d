#include "frame.glsl"
#include "tone.glsl"
in vec2 at;
flat in vec4 grain;
flat in int shape;
out vec4 colour;

void main() {
    float soft = shape == 1 ? (1.0 - abs(at.x)) * (1.0 - at.y * at.y) : clamp(1.0 - dot(at, at), 0.0, 1.0);
    // Dust and embers add their light, the others cover what is behind.
    float cover = grain.a * soft;
    float adds = shape == 3 || shape == 0 ? soft * soft : cover;
    colour = vec4(dithered(tone_mapped(grain.rgb)) * adds, cover);
}
