// The hull of a toon outline: the surface pushed out along its normals; only its far side is drawn.
#include "frame.glsl"
#include "items.glsl"
#include "vertex.glsl"
#include "material.glsl"
#include "extras.glsl"
layout(binding = 20) uniform sampler2DArray outline_width_map;
#include "passed_on.glsl"

void main() {
    vec3 position = in_position, direction = in_normal;
    morphed(position, direction);
    mat3x4 rows = world_rows();
    mat3 linear = transpose(mat3(rows));
    mat3 cofactor = mat3(cross(linear[1], linear[2]), cross(linear[2], linear[0]), cross(linear[0], linear[1]));
    vec3 normal = normalize(cofactor * direction * (dot(linear[0], cofactor[0]) < 0.0 ? -1.0 : 1.0));
    vec4 uv = vec4(in_uv0, in_uv1);
    drawn = uvec3(in_ids.xy, VIEW);
    vec4 numbers = extra(4u);
    float width = numbers.y;
#ifdef OUTLINE_WIDTH_MAP
    width *= textureLod(outline_width_map, extra_coordinates(uv, 6u, 4u), 0.0).g;
#endif
    vec4 place = vec4(vec4(position, 1.0) * rows, 1.0);
    choose_view();
    if (numbers.z < 1.5) {
        place.xyz += normal * width;
        gl_Position = clip_from_world * place;
    } else {
        // A share of the picture's height, whatever the distance.
        gl_Position = clip_from_world * place;
        vec2 way = (clip_from_world * vec4(normal, 0.0)).xy;
        float aspect = (tangents.y - tangents.x) / (tangents.z - tangents.w);
        way = normalize(vec2(way.x * aspect, way.y) + 1e-6) / vec2(aspect, 1.0);
        gl_Position.xy += way * width * 2.0 * gl_Position.w;
    }
    pass_on(place.xyz, normal, vec4(linear * morphed_tangent(), in_tangent.w));
}
