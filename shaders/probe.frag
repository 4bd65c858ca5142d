// What was drawn round a place, turned back into light.
#define FRAME_BINDING 3
#include "frame.glsl"
#include "tone.glsl"
layout(binding = 0) uniform samplerCube drawn;
in vec3 ray;
out vec4 colour;

void main() {
    colour = vec4(light_of(textureLod(drawn, ray, 0.0).rgb), 1.0);
}
