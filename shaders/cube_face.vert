// A triangle over one face of a cube map; `ray` is the direction each texel stands for.
uniform int face;
out vec3 ray;
void main() {
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    vec2 p = corner * 2.0 - 1.0;
    vec3 rays[6] = vec3[6](vec3(1.0, -p.y, -p.x), vec3(-1.0, -p.y, p.x), vec3(p.x, 1.0, p.y), vec3(p.x, -1.0, -p.y),
                           vec3(p.x, -p.y, 1.0), vec3(-p.x, -p.y, -1.0));
    ray = rays[face];
    gl_Position = vec4(p, 0.0, 1.0);
}
