// Steps of the glow round bright things: BRIGHT picks them, DOWN and UP spread them (dual filter, Bjørge 2015), ADD lays
// the result over the picture.
layout(binding = 0) uniform sampler2D source;
uniform vec2 texel;    // size of a texel of the source
in vec2 at;
out vec4 colour;

void main() {
#ifdef BRIGHT
    vec3 c = texture(source, at).rgb;
    float peak = max(c.r, max(c.g, c.b));
    float part = smoothstep(0.55, 1.0, peak);
    colour = vec4(c * part * part, 1.0);
#endif
#ifdef DOWN
    vec3 sum = texture(source, at).rgb * 4.0;
    sum += texture(source, at + texel * vec2(-1.0, -1.0)).rgb + texture(source, at + texel * vec2(1.0, -1.0)).rgb;
    sum += texture(source, at + texel * vec2(-1.0, 1.0)).rgb + texture(source, at + texel * vec2(1.0, 1.0)).rgb;
    colour = vec4(sum / 8.0, 1.0);
#endif
#ifdef UP
    vec3 sum = texture(source, at + texel * vec2(-1.0, 0.0)).rgb + texture(source, at + texel * vec2(1.0, 0.0)).rgb;
    sum += texture(source, at + texel * vec2(0.0, -1.0)).rgb + texture(source, at + texel * vec2(0.0, 1.0)).rgb;
    sum += 2.0 * (texture(source, at + texel * vec2(-0.5, -0.5)).rgb + texture(source, at + texel * vec2(0.5, 0.5)).rgb
        + texture(source, at + texel * vec2(-0.5, 0.5)).rgb + texture(source, at + texel * vec2(0.5, -0.5)).rgb);
    colour = vec4(sum / 12.0, 1.0);
#endif
#ifdef ADD
    colour = vec4(texture(source, at).rgb * 0.34, 1.0);
#endif
}
