// What holds for a whole frame and for one view of it; std140, written by vr_app/render/frame_block.py.
#ifndef FRAME_BINDING
#define FRAME_BINDING 0
#endif
layout(std140, binding = FRAME_BINDING) uniform Frame {
    vec4 sun_direction;   // towards the sun; w: what is seen of it, 0 nothing, 1 the sun's disc, 2 the moon's
    vec4 sun_colour;      // colour times illuminance; w: shadow strength
    vec4 tone;            // ambient, exposure, time in seconds, number of shadow maps
    vec4 fog_colour;      // w: density per metre
    vec4 fog_shape;       // start, height, number of occluders, where it is densest
    vec4 sky_zenith;      // w: stars
    vec4 sky_horizon;     // w: clouds
    vec4 sky_ground;      // w: 1 for an interior
    vec4 sky_glow;        // w: phase of the moon
    vec4 panorama;        // brightness and turn of the picture of the sky, where there is one
    vec4 irradiance[9];   // spherical harmonics, already convolved with the cosine lobe over pi
    mat4 shadow_from_world[3];
    vec4 shadow_texel;    // size of a shadow texel in metres for each map; w: size of one in texture space
    vec4 light_position[32];   // w: reach in metres
    vec4 light_colour[32];     // candela; w: 0 point, 1 spot, 2 directional
    vec4 light_direction[32];  // where it shines; w: cosine of the outer cone
    vec4 light_inner[32];      // cosine of the inner cone, first shadow map (-1 for none), 1 for a cube of six, texel at 1 m
    vec4 occluder[4];          // a ball that darkens the ambient light near it: centre and radius
    mat4 lamp_from_world[12];
    vec4 lamp_shadow;          // x: size of a texel of the lamps' shadow maps in texture space
    mat4 height_from_world;
    vec4 height_shape;         // of the darkening under things: strength, reach, lift off the surface, depth of the map
};
// One row for each picture that is drawn at once (both eyes); instances take turns between them, where the card does not
// draw both by itself (MULTIVIEW).
struct ViewRow {
    mat4 clip_from_world;
    mat4 world_from_view;
    vec4 tangents;        // of the angles left, right, up, down
    vec4 eye;
};
layout(std140, binding = 1) uniform ViewBlock {
    ViewRow view_rows[2];
    ivec4 views_drawn;    // x: instances of each thing
};
#ifdef MULTIVIEW
#define VIEW int(gl_ViewID_OVR)
#elif defined(VERTEX_STAGE)
#define VIEW (gl_InstanceID & (views_drawn.x - 1))
#elif defined(LAYERED)
#define VIEW gl_Layer
#else
#define VIEW 0
#endif
#ifdef VERTEX_STAGE
void choose_view() {
#ifdef LAYERED
    gl_Layer = VIEW;
#endif
}
#endif
#define clip_from_world view_rows[VIEW].clip_from_world
#define world_from_view view_rows[VIEW].world_from_view
#define tangents view_rows[VIEW].tangents
#define eye view_rows[VIEW].eye
