#include "items.glsl"
#include "vertex.glsl"
uniform mat4 clip_from_scene;
out vec4 uv;
flat out uint item_number;

void main() {
    Item item = items[in_item];
    vec3 position = in_position, direction = in_normal;
    if (item.morph_count > 0u) morphed(item, position, direction);
    uv = vec4(in_uv0, in_uv1);
    item_number = in_item;
    gl_Position = clip_from_scene * (world_matrix(item) * vec4(position, 1.0));
}
