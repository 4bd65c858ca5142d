// What a surface's vertices tell its pixels, packed: each input more costs a software driver at every triangle.
#ifdef VERTEX_STAGE
out vec4 world_u;   // place; first coordinate of the texture
out vec4 normal_v;  // normal, not of unit length; second coordinate
out vec4 tangent;
#ifdef SECOND_UV
out vec2 second_uv;
#endif
#ifdef VERTEX_COLOURS
out vec4 tint;
#endif

void pass_on(vec3 place, vec3 direction, vec4 along) {
    world_u = vec4(place, in_uv0.x);
    normal_v = vec4(direction, in_uv0.y);
    tangent = along;
#ifdef SECOND_UV
    second_uv = in_uv1;
#endif
#ifdef VERTEX_COLOURS
    tint = in_colour;
#endif
}
#else
in vec4 world_u;
in vec4 normal_v;
in vec4 tangent;
#ifdef SECOND_UV
in vec2 second_uv;
#endif
#ifdef VERTEX_COLOURS
in vec4 tint;
#else
const vec4 tint = vec4(1.0);
#endif
vec3 world, normal;
vec4 uv;

// First in main.
void take_over() {
    world = world_u.xyz;
    normal = normal_v.xyz;
    uv = vec4(world_u.w, normal_v.w, 0.0, 0.0);
#ifdef SECOND_UV
    uv.zw = second_uv;
#endif
}
#endif
