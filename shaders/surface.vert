#include "frame.glsl"
#include "items.glsl"
#include "vertex.glsl"
#include "passed_on.glsl"
#ifdef TRANSMISSION
out float metres;
#endif
#include "drawn.glsl"

void main() {
    vec3 position = in_position, direction = in_normal;
    morphed(position, direction);
    mat3x4 rows = world_rows();
    mat3 linear = transpose(mat3(rows));
    // The cofactor matrix turns normals rightly under any scale, also a mirroring one.
    mat3 cofactor = mat3(cross(linear[1], linear[2]), cross(linear[2], linear[0]), cross(linear[0], linear[1]));
    float mirror = dot(linear[0], cofactor[0]) < 0.0 ? -1.0 : 1.0;
    vec3 world = vec4(position, 1.0) * rows;
    pass_on(world, cofactor * direction * mirror, vec4(linear * morphed_tangent(), in_tangent.w * mirror));
#ifdef TRANSMISSION
    metres = pow(abs(dot(linear[0], cofactor[0])), 1.0 / 3.0);
#endif
    drawn = uvec3(in_ids.xy, VIEW);
    choose_view();
    gl_Position = clip_from_world * vec4(world, 1.0);
}
