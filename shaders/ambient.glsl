// Light from all round: the sky's spherical harmonics for matt surfaces, its cube map for shiny ones.
layout(binding = 5) uniform samplerCube reflection_map;
layout(binding = 9) uniform sampler2D reflectance_map;
const float ROUGHEST_LEVEL = 4.0;

vec3 ambient_light(vec3 n) {
    return max(irradiance[0].rgb + irradiance[1].rgb * n.y + irradiance[2].rgb * n.z + irradiance[3].rgb * n.x
        + irradiance[4].rgb * (n.x * n.y) + irradiance[5].rgb * (n.y * n.z) + irradiance[6].rgb * (3.0 * n.z * n.z - 1.0)
        + irradiance[7].rgb * (n.x * n.z) + irradiance[8].rgb * (n.x * n.x - n.y * n.y), vec3(0.0)) * tone.x;
}

vec3 mirrored_light(vec3 direction, float roughness) {
    return textureLod(reflection_map, direction, roughness * ROUGHEST_LEVEL).rgb * tone.x;
}

vec3 reflectance(float n_dot_v, float roughness) {
    return textureLod(reflectance_map, vec2(n_dot_v, roughness), 0.0).rgb;
}

// How much of what a shiny surface mirrors is not hidden (Lagarde 2014), and nothing from behind the surface.
float mirror_openness(float n_dot_v, float open, float roughness, vec3 r, vec3 geometric) {
    float seen = clamp(pow(n_dot_v + open, exp2(-16.0 * roughness - 1.0)) - 1.0 + open, 0.0, 1.0);
    float horizon = clamp(1.0 + 1.3 * dot(r, geometric), 0.0, 1.0);
    return seen * horizon * horizon;
}
