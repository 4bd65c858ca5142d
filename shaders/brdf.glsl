// How surfaces return light: GGX with the height-correlated Smith term (Heitz 2014), Fresnel by Schlick.
const float PI = 3.14159265;

float ggx(float n_dot_h, float alpha) {
    float a2 = alpha * alpha, d = n_dot_h * n_dot_h * (a2 - 1.0) + 1.0;
    return a2 / (PI * d * d);
}

float smith(float n_dot_l, float n_dot_v, float alpha) {
    float a2 = alpha * alpha;
    float l = n_dot_v * sqrt(n_dot_l * n_dot_l * (1.0 - a2) + a2), v = n_dot_l * sqrt(n_dot_v * n_dot_v * (1.0 - a2) + a2);
    return 0.5 / max(l + v, 1e-5);
}

vec3 schlick(vec3 f0, vec3 f90, float v_dot_h) {
    return f0 + (f90 - f0) * pow(1.0 - v_dot_h, 5.0);
}
