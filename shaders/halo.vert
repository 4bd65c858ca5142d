// The light that scatters in the air round a lamp: a disc that faces the viewer, placed in the scene, so that both eyes
// see it at the lamp's distance.
#include "frame.glsl"
out vec2 at;
flat out vec3 glow;

void main() {
    int i = gl_InstanceID / views_drawn.x;
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    float strength = light_colour[i].w < 0.5 ? light_direction[i].x : 0.0;
    vec3 colour = light_colour[i].rgb;
    float brightness = max(colour.r, max(colour.g, colour.b));
    float radius = strength * clamp(0.28 * sqrt(brightness), 0.15, 1.6);
    vec3 centre = light_position[i].xyz, toward = eye.xyz - centre;
    float away = length(toward);
    toward /= max(away, 1e-4);
    // In front of the lamp's own glass.
    centre += toward * min(0.25, away * 0.5);
    vec3 side = normalize(cross(vec3(0.0, 1.0, 0.0), toward)), up = cross(toward, side);
    at = corner;
    glow = colour / max(brightness, 1e-4) * strength * clamp(0.03 * brightness + 0.25, 0.0, 0.8) * smoothstep(0.2, 1.0, away);
    choose_view();
    gl_Position = clip_from_world * vec4(centre + (side * corner.x + up * corner.y) * radius, 1.0);
}
