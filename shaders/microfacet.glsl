// Points of a Hammersley set, and half vectors spread like GGX's (Karis 2013).
vec2 hammersley(uint i, uint count) {
    return vec2(float(i) / float(count), float(bitfieldReverse(i)) * 2.3283064365386963e-10);
}

vec3 half_vector(vec2 u, float alpha) {
    float angle = 6.2831853 * u.x;
    float cosine = sqrt((1.0 - u.y) / (1.0 + (alpha * alpha - 1.0) * u.y));
    float sine = sqrt(max(1.0 - cosine * cosine, 0.0));
    return vec3(sine * cos(angle), sine * sin(angle), cosine);
}
