"""What one does with things: whoever asks for somewhere to sit asks for a bench, a chair or a stool."""

# ruff: noqa: E501  (word lists are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.host.place.scene_brief import KnownThing, SeenThing
from vr_app.host.place.spatial_names import head_of
from vr_app.host.words.chinese_nouns import english_names

_USES: tuple[tuple[re.Pattern[str], re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(rf"(?:{english})\b"), re.compile(chinese), frozenset(nouns.split()))
    for english, chinese, nouns in (
        (
            r"sit|rest|(?:take|have) (?:a |my )?(?:seat|rest|breather|load)|put my feet up|catch my breath|relax|seat myself",
            r"坐|休息|歇",
            "bench seat chair stool sofa couch armchair settle pew recliner footstool swing hammock",
        ),
        (
            r"lie|sleep|(?:take|have) a nap|nap|stretch out|spend the night",
            r"躺|睡",
            "bed hammock cot bunk sofa couch mattress daybed",
        ),
        (
            r"(?:get |have |find )?(?:a |some )?(?:drink|water)|fill my bottle",
            r"喝|打水",
            "well fountain tap spring pump bar barrel teapot samovar kettle",
        ),
        (
            r"warm|get warm|heat",
            r"取暖|暖和|烤火",
            "fire fireplace stove campfire bonfire hearth brazier heater oven",
        ),
        (r"wash|rinse|clean my hands", r"洗手|洗脸|洗", "basin sink washbasin washstand fountain pump tap well"),
        (r"read(?! (?:more|about))|find (?:a |some )?books?", r"看书|读书", "bookshelf bookcase book library shelf newspaper"),
        (r"write|draw", r"写字|写信", "desk lectern"),
        (
            r"eat|(?:have|get|buy) (?:a |some )?(?:food|snack|meal|lunch|dinner|breakfast|bite)",
            r"吃",
            "stall kiosk restaurant cafe kitchen tavern inn counter buffet",
        ),
        (r"(?:see|look at|watch|observe) (?:the )?(?:stars|planets|moon)|stargaze", r"看星星|观星", "telescope refractor"),
        (r"play (?:some |the )?music|make music", r"弹琴|奏乐", "piano organ guitar violin harp drum harpsichord"),
    )
)  # fmt: skip
_WHO = r"(?:i|we|you|one|people|someone|anyone|a visitor|visitors)"
_SPOT = r"(?:somewhere|some ?place|anywhere|any ?place|(?:an?|any|some) (?:\w+ )?(?:places?|spots?|corners?|seats?)|anything|something)"
_MAY = r"(?:can|could|may|might|do|should|am allowed to|are allowed to)"
_TO = rf"(?:to|(?:that |where )?{_WHO} {_MAY}|for (?:me|us) to)"
_HERE = r"(?: (?:here|around|nearby|close by|quiet|nice|comfortable|else))*"
_ASKED = (
    re.compile(rf"^(?:is|are) there {_SPOT}{_HERE} {_TO} (?P<use>.+)$"),
    re.compile(rf"^(?:do you have|have you got|do you know|i(?:'d| would)? (?:need|want|like)|i(?:'m| am) looking for|i could use) {_SPOT}{_HERE} {_TO} (?P<use>.+)$"),
    re.compile(rf"^where {_MAY} {_WHO} (?P<use>.+)$"),
    re.compile(rf"^{_MAY} {_WHO} (?P<use>(?:sit|rest|lie|take a seat|have a seat)(?: down)?)(?: (?:somewhere|anywhere|here|for a \w+))*$"),
    re.compile(r"^where (?:is|are) (?:there )?(?:somewhere|a (?:good )?(?:place|spot)|the best place) to (?P<use>.+)$"),
)  # fmt: skip
_ZH_ASKED = re.compile(
    r"(?:哪里|哪儿|什么地方|有(?:没有)?(?:个|什么)?地方)(?:是)?(?:可以|能够?|好|供人|让我)*(?P<use>.+)$"
)
_ZH_SIT = re.compile(r"^(?:我|我们)(?:可以|能)(?P<use>坐下|坐一?会儿?|坐坐|歇一?会儿?|休息一?下)")


def asks_for_use(text: str, *, chinese: bool) -> frozenset[str]:
    """Nouns of what serves the use that a line asks for a thing or a spot for; none where it asks for none.

    Args:
        text: small letters, without what is only polite and without marks at its end.
    """
    if chinese:
        match = _ZH_SIT.match(text) or _ZH_ASKED.search(text)
    else:
        match = next((found for pattern in _ASKED if (found := pattern.match(text))), None)
    if match is None:
        return frozenset()
    return next((nouns for *words, nouns in _USES if words[chinese].match(match["use"])), frozenset())


def of_use(seen: Sequence[SeenThing], nouns: frozenset[str]) -> SeenThing | None:
    """The nearest thing that one of the nouns names."""
    return next((one for one in seen if _is_one(one.thing, nouns)), None)


def _is_one(thing: KnownThing, nouns: frozenset[str]) -> bool:
    if thing.name.isascii():
        return head_of(thing.name) in nouns
    return any(head_of(name) in nouns for name in english_names(thing.name))
