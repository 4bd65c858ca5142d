// What was drawn round a place, turned back into light: the tone mapper's curve undone as far as it goes.
#define FRAME_BINDING 3
#include "frame.glsl"
layout(binding = 0) uniform samplerCube drawn;
in vec3 ray;
out vec4 colour;

void main() {
    vec3 seen = textureLod(drawn, ray, 0.0).rgb;
    float peak = max(seen.r, max(seen.g, seen.b));
    const float start = 0.8 - 0.04, rest = 1.0 - start;
    if (peak > start) {
        float whole = rest * rest / max(1.0 - peak, 0.012) - rest + start;
        seen *= whole / peak;
    }
    float low = min(seen.r, min(seen.g, seen.b));
    // Undoes the offset c - 6.25 c * c below 0.08, 0.04 above.
    float offset = low < 0.04 ? 0.4 * sqrt(max(low, 0.0)) - low : 0.04;
    colour = vec4((seen + offset) / tone.y, 1.0);
}
