"""Every code that a check of a scene may tell, what it means and what to do: `docs/scene-errors.md` is made of it."""

from __future__ import annotations

PAGE = "docs/scene-errors.md"

CODES: dict[str, tuple[str, str]] = {
    "scene.missing": (
        "There is no scene here.",
        "A scene is a folder with a `scene.toml` in it. `vr-app scene new NAME` makes one.",
    ),
    "file.huge": (
        "The file is larger than 1 MB.",
        "It is not read. Split the scene, or move long texts into `lore/*.md`.",
    ),
    "file.unreadable": ("The file cannot be read.", "Look at its permissions, and whether it is still there."),
    "toml.syntax": (
        "The file is not TOML.",
        'Texts stand in "quotes", lists in [brackets], each `key = value` on a line of its own, in UTF-8; no key and '
        "no table is given twice. The line and column say where reading stopped.",
    ),
    "key.unknown": (
        "This key does not exist here.",
        "Look for a typing mistake: the message proposes the nearest key. `docs/scene.schema.json` lists all.",
    ),
    "key.missing": ("Something that must be there is not.", "Add the key. For a thing: `asset`, `words` or `size`."),
    "value.type": (
        "The value is of another kind.",
        "The message says which kind is wanted and shows an example: a number, a text, a colour, a list.",
    ),
    "value.range": ("The value is out of range, or none of the known words.", "Take one of those the message names."),
    "value.long": ("The text is too long.", "Shorten it. What the host may say at length belongs into `lore/*.md`."),
    "text.control": (
        "The text holds a character that cannot be shown.",
        "Control characters and marks that turn the direction of writing are refused. Type the text anew.",
    ),
    "text.orders": (
        "A card or a page of lore gives the language model orders instead of facts.",
        "The sentence is left out of what the host knows; the file stays as it is. Write what is so, not what to do.",
    ),
    "lore.unread": (
        "A file in the `lore` folder is no page that the host reads.",
        "Pages are the `.md` files of the folder itself, not of folders in it. Rename the file or move it.",
    ),
    "id.twice": ("Two things have the same id.", "Ids are unique over things, hotspots and zones. Rename one."),
    "id.unknown": ("Nothing has this id.", "Look for a typing mistake: the message proposes the nearest id."),
    "path.outside": (
        "The path leads out of the scene folder.",
        "Put the file into the scene folder and write its path with forward slashes. `app:` leads into our own assets.",
    ),
    "asset.missing": (
        "A file that the scene names is not there.",
        "The rest loads; a checkered box stands in its place. Put the file there, or mend the path.",
    ),
    "asset.note": (
        "Something in a model file was left out or replaced.",
        "The message says what. Often it is harmless.",
    ),
    "asset.words": (
        "A thing was chosen by its words.",
        "The message says which asset was taken. Write it as `asset` if it is right, or choose other words.",
    ),
    "card.missing": (
        "The host has no character card, and none was named.",
        "The program's own host stands in. A `host.json` or `.png` beside `scene.toml` makes it somebody of your own; "
        "`vr-app card import CARD SCENE` brings one.",
    ),
    "card.note": ("Something in the character card was not understood.", "The rest of the card works."),
    "card.invalid": ("The character card cannot be read.", "A default host stands in. Export the card again."),
    "file.invalid": ("A file cannot be read.", "Export it again, or leave it out."),
    "licence.missing": (
        "A file says neither author nor licence.",
        "A pack must name both for all it holds. Put them into the model (`asset.copyright`, or `asset.extras` with "
        "`author` and `license`), or list the file in `assets/licences.toml`: `[[file]]` with `name`, `author` and "
        "`license`.",
    ),
    "relation.unmet": (
        "A thing could not be placed as its relation says.",
        "It stands near by instead. Make room, take another relation, or give it coordinates with `at`.",
    ),
    "relation.circle": (
        "Relations lead in a circle.",
        "One of them is left out. Give one of the things coordinates, or take a relation out.",
    ),
    "room.none": (
        "There is no room for a thing.",
        "It is left out. Use fewer or smaller things, a larger zone, or coordinates.",
    ),
    "thing.overlap": (
        "Two things interpenetrate.",
        "Move one of them, or leave out `at` and say by a relation where it stands.",
    ),
    "thing.floats": ("A thing does not touch what it should stand on.", "Lower it, or leave out `at` and keep `on`."),
    "way.blocked": ("A thing stands in a way that should stay free.", "Move it, or take `keep_free` from the zone."),
    "spawn.blocked": ("Something stands where the visitor arrives.", "Move the spawn or the thing."),
    "reach.host": ("One cannot walk to the host.", "Something closes the way, or the walkable zones do not touch."),
    "reach.thing": (
        "One cannot come near a thing with a name.",
        "Open the way, extend the walkable zone, or make it a hotspot if it is only to be seen.",
    ),
    "comfort.flash": (
        "A lamp flickers strongly.",
        "Flashes may harm people with epilepsy. Keep `flicker` at or below 0.5.",
    ),
    "comfort.moving-ground": (
        "Ground that moves.",
        "What one stands on or in must not spin or bob: it makes people sick. Move something smaller.",
    ),
    "comfort.text-small": (
        "Letters too small to be read in a headset.",
        "From where one can come nearest, a letter should be at least half a degree high: 9 mm at one metre.",
    ),
    "comfort.bright": ("The picture is very bright.", "Lower `exposure`, the sun or the sky: 3 lux on white is white."),
    "comfort.dark": ("The picture is very dark.", "Raise `exposure`, or light a lamp near the visitor and the host."),
    "budget.triangles": (
        "More triangles than a class of headset draws in time.",
        "Use fewer or simpler models, or give them coarser levels (nodes named `x_lod1`).",
    ),
    "budget.items": ("More separate parts than a class of headset draws in time.", "Join meshes of one material."),
    "budget.textures": (
        "More pictures than fit a class of graphics card.",
        "Use smaller pictures, or the same one twice.",
    ),
    "budget.lights": ("Many lamps.", "Each lamp costs time on everything it reaches. Shorten `range_m`, or use fewer."),
    "translation.missing": (
        "Words without a translation that the scene promises.",
        "Add `[[translation]]` with that `language` and `of`, or take the language out of `languages`.",
    ),
    "story.knot": ("A trigger names a knot that the story does not have.", "Mend the name, or write the knot."),
    "story.mistake": (
        "The story does not compile.",
        "`vr-app story compile` shows each mistake with its line; docs/ink-errors.md explains them.",
    ),
    "story.stage": (
        "The story names what the scene does not have.",
        "Mend the tag or call, or add the thing, lamp, mark or sound. See docs/story-tools.md#ink411.",
    ),
    "format.old": (
        "The file is of an older format.",
        "It is read as it is. `vr-app scene migrate DIR` brings it up to date.",
    ),
    "check.time": ("The check took too long.", "A file is damaged or far too large."),
    "check.crash": ("The check stopped.", "This is a mistake of ours. Please report it with the file."),
}
"""Meaning and remedy, by code."""


def page_of(code: str) -> str:
    """Where a code is explained; "" for codes of the model files' own rules."""
    return f"{PAGE}#{anchor(code)}" if code in CODES else ""


def anchor(code: str) -> str:
    """A heading's anchor, as Markdown readers make it."""
    return code.replace(".", "").lower()


def page_text() -> str:
    """docs/scene-errors.md as it is committed."""
    lines = [
        "# What a check of a scene tells",
        "",
        "`vr-app scene check PATH` and every save of an open scene tell these. Errors keep a scene from being shown;",
        "warnings do not. Each has a code, file, line and column. Codes in capital letters come from the rules of the",
        "model formats (Khronos' glTF Validator has the same names).",
    ]
    for code, (meaning, remedy) in CODES.items():
        lines += ["", f"## {code}", "", f"**{meaning}** {remedy}"]
    return "\n".join(lines) + "\n"
