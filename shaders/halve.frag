// A level of a cube map from the one before: a texel's middle is the corner of the four it stands for.
layout(binding = 0) uniform samplerCube finer;
in vec3 ray;
out vec4 colour;

void main() {
    colour = vec4(textureLod(finer, ray, 0.0).rgb, 1.0);
}
