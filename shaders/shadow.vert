#include "items.glsl"
#include "vertex.glsl"
uniform mat4 clip_from_scene;
out vec4 uv;
#include "drawn.glsl"

void main() {
    vec3 position = in_position, direction = in_normal;
    morphed(position, direction);
    uv = vec4(in_uv0, in_uv1);
    drawn = uvec3(in_ids.x, 0u, 0u);
    gl_Position = clip_from_scene * vec4(vec4(position, 1.0) * world_rows(), 1.0);
}
