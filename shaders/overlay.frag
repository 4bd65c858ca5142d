#include "frame.glsl"
#include "tone.glsl"
in vec3 place;
in vec3 facing;
in vec4 shade;
uniform int kind;
uniform vec4 plain;      // kind 2: strength in w; kind 3: opacity in w; kind 4: colour and opacity
uniform float vignette;  // 0 open to 1 narrow
layout(binding = 0) uniform sampler2D words;
out vec4 colour;

void main() {
    if (kind == 0 || kind >= 5) {
        vec4 surface = kind == 5 ? texture(words, shade.xy) : shade;
        if (kind == 5) {
            if (surface.a < 0.5) discard;
            surface.a = 0.6;
        }
        vec3 n = normalize(facing);
        vec3 v = normalize(eye.xyz - place);
        float toward = max(dot(n, v), 0.0);
        float above = 0.5 + 0.5 * n.y;
        float sun = max(dot(n, sun_direction.xyz), 0.0);
        vec3 light = vec3(0.28 + 0.34 * above + 0.18 * toward) + 0.12 * sun * sun_colour.rgb;
        float rim = pow(1.0 - toward, 3.0);
        colour = vec4(dithered(clamp(surface.rgb * light + surface.a * rim * 0.22, 0.0, 1.0)), 1.0);
    } else if (kind == 1) {
        colour = shade;
    } else if (kind == 2) {
        float toward = abs(dot(normalize(facing), normalize(eye.xyz - place)));
        float rim = pow(1.0 - toward, 2.2);
        float light = plain.w * (0.035 + 0.62 * rim);
        colour = vec4(plain.rgb * light, light * 0.35);
    } else if (kind == 3) {
        vec4 ink = texture(words, facing.xy);
        colour = vec4(ink.rgb * ink.a, ink.a) * plain.w;
    } else {
        float angle = degrees(atan(length(place.xy)));
        float inner = mix(70.0, 24.0, vignette);
        float rim = vignette > 0.0 ? smoothstep(inner, inner + 14.0, angle) * min(vignette * 2.0, 1.0) : 0.0;
        float a = max(plain.w, rim);
        colour = vec4(plain.rgb * a, a);
    }
}
