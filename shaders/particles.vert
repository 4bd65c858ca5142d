// Dust, rain, snow and embers. Every grain's place follows from its number and the time.
#include "frame.glsl"
#include "noise.glsl"
vec3 world;
#include "ambient.glsl"
#include "shadows.glsl"
uniform vec4 box[3];      // middle, kind; size, number of grains; colour, how many each stands for
#define middle box[0].xyz
#define size box[1].xyz
#define grain_colour box[2].rgb
out vec2 at;
flat out vec4 grain;      // colour and how much it hides
flat out int shape;

const vec3 FALL[4] = vec3[4](vec3(0.012, -0.02, 0.008), vec3(0.3, -7.5, 0.1), vec3(0.12, -0.9, 0.05), vec3(0.05, 0.55, 0.02));
const float RADIUS[4] = float[4](0.0022, 0.0035, 0.007, 0.006);

vec3 random3(float n) {
    return vec3(hash(vec3(n, 1.7, 3.1)), hash(vec3(5.3, n, 9.7)), hash(vec3(2.9, 7.1, n)));
}

void main() {
    int kind = int(box[0].w);  // 0 dust, 1 rain, 2 snow, 3 embers
    int grains = int(box[1].w);
    int number = gl_InstanceID / views_drawn.x;
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    float seed = float(number) * 0.137 + 0.5;
    vec3 chance = random3(seed), more = random3(seed + 71.3);
    vec3 velocity = FALL[kind] * (0.75 + 0.5 * more.x);
    vec3 place = chance * size + velocity * tone.z;
    if (kind != 1) {
        float pace = kind == 0 ? 0.35 : 1.3, sway = kind == 0 ? 0.22 : 0.3;
        place += sway * vec3(sin(tone.z * pace * (0.5 + more.y) + 40.0 * more.z), 0.4 * sin(tone.z * pace * more.z + 9.0 * more.x),
                             cos(tone.z * pace * (0.5 + more.x) + 30.0 * more.y));
    }
    // Inside the box, which is the visitor's own for what falls from the sky.
    vec3 corner_of_box = (kind == 1 || kind == 2 ? vec3(eye.x, eye.y + 0.3 * size.y, eye.z) : middle) - 0.5 * size;
    vec3 inside = mod(place - corner_of_box, size);
    world = corner_of_box + inside;
    vec3 edge = min(inside, size - inside) / size;
    float fade = smoothstep(0.0, 0.12, min(edge.x, min(edge.y, edge.z)));

    vec3 toward = eye.xyz - world;
    float away = length(toward);
    toward /= max(away, 1e-4);
    fade *= kind == 1 ? smoothstep(0.4, 1.8, away) : smoothstep(0.15, 0.7, away);
    vec3 side = normalize(cross(vec3(0.0, 1.0, 0.0), toward)), up = cross(toward, side);
    float radius = RADIUS[kind] * (0.6 + 0.8 * more.y), reach = radius;
    // No smaller than a pixel or so: it pales instead.
    float least = away * 0.0008, shown = min(radius / least, 1.0);
    radius = max(radius, least);
    if (kind == 1) {
        up = normalize(velocity);
        side = normalize(cross(up, toward));
        reach *= 60.0;  // a streak is as long as it is, however far
        fade *= shown;
    } else {
        reach = radius;
        fade *= shown * shown;
    }
    vec3 light = grain_colour;
    if (kind == 3) {
        float flicker = 0.6 + 0.4 * sin(tone.z * (5.0 + 9.0 * more.z) + 50.0 * more.y);
        light *= flicker * (1.0 - inside.y / size.y);
    } else {
        vec3 toward_sun = sun_direction.xyz;
        float sun = mix(1.0, sun_visibility(vec3(0.0), 1.0), sun_colour.w);
        float ahead = dot(-toward, toward_sun) * 0.5 + 0.5;
        // A drop shows the whole sky turned upside down: it is brighter than what it falls before.
        float gathers = kind == 1 ? 1.5 : 0.45;
        light *= gathers * ambient_light(vec3(0.0, 1.0, 0.0)) + sun_colour.rgb * sun * (0.10 + 0.9 * pow(ahead, 4.0)) * 0.35;
    }
    float hides[4] = float[4](0.0, 0.5, 0.9, 0.0);
    grain = vec4(light, min(hides[kind] * box[2].w, 0.9) * fade);
    if (kind == 0) grain.rgb *= 0.55 * fade;
    if (kind == 3) grain.rgb *= fade;
    shape = kind;
    at = corner;
    choose_view();
    gl_Position = clip_from_world * vec4(world + side * corner.x * radius + up * corner.y * reach, 1.0);
    if (number >= grains) gl_Position = vec4(0.0, 0.0, -1.0, 1.0);
}
