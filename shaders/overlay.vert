// Hands, rays, markers and names: vertices in scene space; the dip to dark: one triangle over the whole picture.
#include "frame.glsl"
layout(location = 0) in vec3 position_in;
layout(location = 1) in vec3 normal_in;
layout(location = 2) in vec4 colour_in;
uniform int kind;   // 0 lit, 1 plain, 2 a rim of light, 3 words, 4 the dip to dark, 5 and 6 lit, put in place: with a picture, with colours
uniform mat4 model; // kinds 5 and 6: where the part is in the scene
out vec3 place;
out vec3 facing;
out vec4 shade;

void main() {
    choose_view();
    place = position_in;
    facing = normal_in;
    shade = colour_in;
    if (kind == 4) {
        vec2 corner = vec2((gl_VertexID & 1) << 2, (gl_VertexID & 2) << 1) - 1.0;
        vec2 at = corner * 0.5 + 0.5;
        place = vec3(mix(tangents.xw, tangents.yz, at), 0.0);
        gl_Position = vec4(corner, 0.5, 1.0);
        return;
    }
    vec3 world = position_in;
    if (kind >= 5) {
        world = place = (model * vec4(position_in, 1.0)).xyz;
        facing = mat3(model) * normal_in;
    }
    if (kind == 2) {
        // A little towards the eye, so that the rim wins over the surface it lies on.
        vec3 toward = eye.xyz - world;
        world += toward * min(0.004 * length(toward), 0.02) / max(length(toward), 1e-4);
    }
    gl_Position = clip_from_world * vec4(world, 1.0);
}
