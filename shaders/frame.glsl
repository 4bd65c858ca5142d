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
layout(std140, binding = 1) uniform ViewBlock {
    mat4 clip_from_world;
    mat4 world_from_view;
    vec4 tangents;        // of the angles left, right, up, down
    vec4 eye;
};
