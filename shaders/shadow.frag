#ifdef MASKED
#include "material.glsl"
layout(binding = 0) uniform sampler2DArray base_colour_map;
in vec4 uv;
#endif

void main() {
#ifdef MASKED
    float alpha = base_colour.a;
#ifdef BASE_COLOUR_MAP
    alpha *= texture(base_colour_map, coordinates(uv, 0)).a;
#endif
    if (alpha < emissive.w) discard;
#endif
}
