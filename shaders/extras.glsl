// The rows of vr_app/scene/material_extras.py: numbers first, then two rows per texture.
layout(std430, binding = 6) readonly buffer Extras { vec4 extras[]; };

vec4 extra(uint row) {
    return extras[flags.w + row];
}

vec3 extra_coordinates(vec4 st, uint numbers, uint slot) {
    vec4 row0 = extra(numbers + 2u * slot), row1 = extra(numbers + 2u * slot + 1u);
    vec2 t = row0.w > 0.5 ? st.zw : st.xy;
    return vec3(dot(row0.xy, t) + row0.z, dot(row1.xy, t) + row1.z, row1.w);
}
