"""What `vr-app scene new` writes: small scenes that work at once and show how each kind is made."""

from __future__ import annotations

import json
from collections.abc import Callable

_HEAD = """#:schema {schema}
# A scene of Virgil. docs/scene-format.md explains every key; save, and the running app shows it.
format = 2
title = "{title}"
description = "{description}"
mood = "{mood}"
time_of_day = "{time}"
author = ""
license = "CC0-1.0"
"""

_GUIDE = """
[sky]
hour = 9.5

[ground]
kind = "terrain"
colour = "#66713f"
surface = "grass"
hills_m = 7.0
hill_size_m = 45.0
level_m = 14.0

[spawn]
at = [0.0, 0.0, 4.0]

[host]
at = [0.8, 0.0, 1.2]

[[zone]]
id = "meadow"
name = "meadow"
description = "A level meadow between low hills."
polygon = [[-9.0, -9.0], [9.0, -9.0], [9.0, 7.0], [-9.0, 7.0]]

# A thing with `at` stands there; one without finds its place by what it stands to.
[[thing]]
id = "well"
name = "old well"
description = "A round well of pale stone blocks under a small red roof, with a bucket on its rope."
asset = "app:pack/well.glb"      # `vr-app assets list` tells what there is
at = [-1.6, 0.0, -2.4]

[[thing]]
id = "bench"
name = "wooden bench"
description = "A plain bench of weathered oak that looks at the well."
asset = "app:pack/bench.glb"
near = "well"
facing = "well"
seen_from = "spawn"

[[thing]]
id = "stone"
asset = "app:pack/rock.glb"
scale = 0.5
count = 14
vary = 0.8
spacing_m = 1.5
in = "meadow"

[[hotspot]]
id = "hills"
name = "hills"
description = "Low green hills all round, with the morning light on their eastern sides."
at = [0.0, 3.0, -40.0]
radius_m = 20.0
"""

_GALLERY = """exposure = 1.1

[sky]
kind = "overcast"

[ground]
colour = "#8f8a80"
surface = "paving"

[spawn]
at = [0.0, 0.0, 5.0]

[host]
at = [1.2, 0.0, 2.4]
yaw_deg = -15.0

[[zone]]
id = "aisle"
description = "The way through the middle."
keep_free = true
polygon = [[-1.2, -10.0], [1.2, -10.0], [1.2, 6.0], [-1.2, 6.0]]

[[zone]]
id = "floor"
name = "gallery floor"
description = "A wide pale floor under an open sky, with plinths on both sides."
polygon = [[-6.0, -10.0], [6.0, -10.0], [6.0, 6.0], [-6.0, 6.0]]

[[thing]]
id = "plinth"
size = [0.7, 1.0, 0.7]
colour = "#e4e0d8"
count = 6
along = "floor"
spacing_m = 2.5

# Put your own works here: asset = "assets/my-work.glb".
[[thing]]
id = "sphere"
name = "red sphere"
description = "A polished red sphere the size of a football, which mirrors whoever looks at it."
shape = "ball"
size = [0.35, 0.35, 0.35]
colour = "#9c2f26"
on = "plinth"

[[thing]]
id = "cone"
name = "blue cone"
description = "A slim blue cone; its tip is exactly at the height of the eyes."
shape = "cone"
size = [0.3, 0.55, 0.3]
colour = "#2f4a8c"
on = "plinth"

[[behaviour]]
thing = "cone"
kind = "spin"
speed_deg_s = 12.0

[[sign]]
text = "A small gallery"
at = [0.0, 2.6, -9.5]
letter_m = 0.3
colour = "#3a3630"
"""

_GAME = """
[sky]
kind = "dusk"
intensity = 1.6

[ground]
colour = "#5a5148"
surface = "planks"

[spawn]
at = [0.0, 0.0, 5.0]

[host]
at = [0.9, 0.0, 2.0]

[[zone]]
id = "yard"
name = "yard"
description = "A yard of trodden earth at dusk, with chests and barrels."
polygon = [[-8.0, -8.0], [8.0, -8.0], [8.0, 6.0], [-8.0, 6.0]]

[[zone]]
id = "circle"
name = "chalk circle"
description = "A circle drawn with chalk on the ground."
polygon = [[-1.5, -6.5], [1.5, -6.5], [1.5, -3.5], [-1.5, -3.5]]
keep_free = true

[[thing]]
id = "chest"
name = "iron chest"
description = "A heavy chest with an iron lid, closed."
size = [1.0, 0.6, 0.6]
colour = "#4d4038"
against = "yard"

[[thing]]
id = "key"
name = "brass key"
description = "A brass key as long as a hand."
size = [0.25, 0.05, 0.1]
colour = "#c79a3c"
on = "barrel"

[[thing]]
id = "barrel"
name = "barrel"
description = "An upright barrel, its lid worn smooth."
shape = "cylinder"
size = [0.7, 0.95, 0.7]
colour = "#6e4f33"
in = "yard"
seen_from = "spawn"

[[light]]
id = "lamp"
at = [0.0, 2.4, -5.0]
intensity_cd = 20.0

[[light]]
id = "torch"
at = [2.2, 2.2, 3.2]
intensity_cd = 14.0
flicker = 0.2

[[trigger]]
id = "key-found"
when = "picks_up"
what = "key"
hide = ["key"]
story = "key_found"

[[trigger]]
id = "in-the-circle"
when = "enters"
what = "circle"
light = "lamp"
level = 2.0
story = "in_circle"
again = true
"""

_STORY_INK = """# title: {title}
# begins: when asked

-> arrival

=== arrival ===
Guide: You are early. # emotion: happy # look: visitor
Guide: Shall I tell you why this well was never filled in?
* [Yes, tell me.] -> tale
* [Let me look round first.] -> later

=== tale ===
Guide: A traveller dropped a ring into it, two hundred years ago.
Guide: Every spring the water brings up something that shines. It has never been the ring. # emotion: surprised
* [What was it last year?]
    Guide: A button. I keep it. # emotion: happy
    -> farewell
* [I do not believe that.]
    Guide: Neither do I. But I look every morning.
    -> farewell

=== later ===
Guide: Do. The hills are best at this hour.
-> farewell

=== farewell ===
Guide: Come back when you like.
-> END
"""

_GAME_INK = """# title: {title}
# begins: when asked

VAR has_key = false

-> rules

=== rules ===
Guide: There is a key in this yard, and a chest it fits. # look: visitor
Guide: When you have the key, stand in the chalk circle.
-> DONE

=== key_found ===
~ has_key = true
Guide: That is it! Now the circle. # emotion: happy
-> DONE

=== in_circle ===
{{ has_key:
    Guide: The chest opens by itself. You have won. # emotion: happy # ending: open
    -> END
- else:
    Guide: Not yet. First the key.
    -> DONE
}}
"""


def _card(name: str, description: str, personality: str) -> str:
    data = {
        "name": name,
        "description": description,
        "personality": personality,
        "scenario": "",
        "first_mes": "",
        "mes_example": "",
        "creator_notes": "",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "tags": [],
        "creator": "",
        "character_version": "1.0",
        "group_only_greetings": [],
        "extensions": {},
    }
    return json.dumps({"spec": "chara_card_v3", "spec_version": "3.0", "data": data}, indent=2) + "\n"


def _files(about: dict[str, str], body: str, lore: str, ink: str = "") -> Callable[[str, str], dict[str, str]]:
    def make(title: str, schema: str) -> dict[str, str]:
        plain = title.replace("\\", "\\\\").replace('"', '\\"')
        files = {
            "scene.toml": _HEAD.format(title=plain, schema=schema, **about) + body,
            "host.json": _card(
                "Guide",
                "Guide knows this place well and shows it to visitors. Write here who your host is.",
                "Friendly, brief, curious.",
            ),
            "lore/place.md": lore,
        }
        if ink:
            files["story.ink"] = ink.format(title=title.replace("#", ""))
        return files

    return make


_MEADOW = {"description": "A green meadow with an old well.", "mood": "calm, fresh", "time": "morning"}
_LORE = "# The place\n\nWrite here what your host knows beyond what can be seen. Answers cite it.\n"

TEMPLATES: dict[str, Callable[[str, str], dict[str, str]]] = {
    "guide": _files(_MEADOW, _GUIDE, _LORE),
    "story": _files(_MEADOW, _GUIDE, _LORE, _STORY_INK),
    "game": _files(
        {"description": "A yard at dusk where something is hidden.", "mood": "playful", "time": "dusk"},
        _GAME,
        _LORE,
        _GAME_INK,
    ),
    "gallery": _files(
        {"description": "A small gallery under an open sky.", "mood": "quiet, bright", "time": "noon"}, _GALLERY, _LORE
    ),
}
"""What makes the files of each template: (title, path of the schema) -> text by path."""
