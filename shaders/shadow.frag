#include "items.glsl"
layout(binding = 0) uniform sampler2D base_colour_map;
in vec4 uv;
flat in uint item_number;

void main() {
    Surface s = surfaces[items[item_number].material];
    if (s.emissive.w > 0.0) {
        vec2 t = s.uv_row0[0].w > 0.5 ? uv.zw : uv.xy;
        vec2 at = vec2(dot(s.uv_row0[0].xy, t) + s.uv_row0[0].z, dot(s.uv_row1[0].xy, t) + s.uv_row1[0].z);
        float alpha = s.base_colour.a * ((s.flags.y & 1u) != 0u ? texture(base_colour_map, at).a : 1.0);
        if (alpha < s.emissive.w) discard;
    }
}
