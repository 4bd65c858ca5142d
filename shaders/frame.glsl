// What holds for a whole frame and for one view of it; std140, written by vr_app/render/frame_block.py.
layout(std140, binding = 0) uniform Frame {
    vec4 sun_direction;   // towards the sun; w: 1 where the disc is seen
    vec4 sun_colour;      // colour times illuminance; w: shadow strength
    vec4 tone;            // ambient, exposure, time in seconds, number of shadow maps
    vec4 fog_colour;      // w: density per metre
    vec4 fog_shape;       // start, height, number of occluders, -
    vec4 sky_zenith;      // w: stars
    vec4 sky_horizon;     // w: clouds
    vec4 sky_ground;      // w: 1 for an interior
    vec4 sky_glow;
    vec4 irradiance[9];   // spherical harmonics, already convolved with the cosine lobe over pi
    mat4 shadow_from_world[2];
    vec4 shadow_texel;    // size of a shadow texel in metres for each map; size of one in texture space
    vec4 light_position[32];   // w: reach in metres
    vec4 light_colour[32];     // candela; w: 0 point, 1 spot, 2 directional
    vec4 light_direction[32];  // where it shines; w: cosine of the outer cone
    vec4 light_inner[32];      // x: cosine of the inner cone
    vec4 occluder[4];          // a ball that darkens the ambient light near it: centre and radius
};
// One row for each picture that is drawn at once (both eyes); instances take turns between them.
struct ViewRow {
    mat4 clip_from_world;
    mat4 world_from_view;
    vec4 tangents;        // of the angles left, right, up, down
    vec4 eye;
};
layout(std140, binding = 1) uniform ViewBlock {
    ViewRow view_rows[2];
    ivec4 views_drawn;    // x: how many
};
#ifdef VERTEX_STAGE
#define VIEW (gl_InstanceID & (views_drawn.x - 1))
void choose_view() {
#ifdef LAYERED
    gl_Layer = VIEW;
#endif
}
#elif defined(LAYERED)
#define VIEW gl_Layer
#else
#define VIEW 0
#endif
#define clip_from_world view_rows[VIEW].clip_from_world
#define world_from_view view_rows[VIEW].world_from_view
#define tangents view_rows[VIEW].tangents
#define eye view_rows[VIEW].eye
