// What the lens never shows, nearest of all: nothing behind it is worked on. Corners of both eyes in one buffer.
#include "frame.glsl"
layout(location = 0) in vec3 corner;   // slopes right and up, and the number of the view it belongs to

void main() {
    choose_view();
    vec4 at = tangents;                // left, right, up, down
    vec2 place = (corner.xy - at.xw) / (at.yz - at.xw) * 2.0 - 1.0;
    gl_Position = int(corner.z) == VIEW ? vec4(place, 1.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}
