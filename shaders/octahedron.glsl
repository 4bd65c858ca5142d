// A direction as a point of a square (Cigolle et al. 2014, "A survey of efficient representations for unit vectors").
vec2 octahedral(vec3 d) {
    vec2 p = d.xz / (abs(d.x) + abs(d.y) + abs(d.z));
    vec2 folded = (1.0 - abs(p.yx)) * vec2(p.x >= 0.0 ? 1.0 : -1.0, p.y >= 0.0 ? 1.0 : -1.0);
    return (d.y < 0.0 ? folded : p) * 0.5 + 0.5;
}
