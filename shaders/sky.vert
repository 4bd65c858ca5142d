#include "frame.glsl"
out vec3 ray;
void main() {
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    vec2 angle = vec2(mix(tangents.x, tangents.y, corner.x), mix(tangents.w, tangents.z, corner.y));
    ray = mat3(world_from_view) * vec3(angle, -1.0);
    choose_view();
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
