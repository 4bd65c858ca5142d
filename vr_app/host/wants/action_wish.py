"""What a line asks the host to do ("make it rain", "look at the clock", "turn the lights down"), read by rules.

English and Chinese. A question about such a thing ("does it rain here?") asks for nothing to be done.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from vr_app.host.place.scene_brief import KnownThing, Place, asked_about
from vr_app.host.wants.actions import Action
from vr_app.host.words.labelled_lines import language_of

_MAKE = (
    r"(?:(?:^|[,.;:!?]\s*|\b(?:and|then|please|so|now|but|well|oh|hey|ok|okay|just|let's|(?:can|could|would|will) (?:you|we)|you to)\s+)"
    r"(?:(?:make|let|bring) (?!me\b|us\b)|turn|set|change|switch|start|stop|give|have (?:it|the|some|a|an)\b)|"
    r"\bi(?:'d| would) like (?!to (?:know|hear|ask|learn|tell|see)\b)|\bi want (?!to (?:know|hear|ask|learn|tell)\b)|\bi wish\b|"
    r"\b(?:can|could) we have\b|\bhow about\b)"
)
"""Begins an order; told of oneself ("I have always loved dusk") it orders nothing."""
_MAKE_ZH = r"(?:^|[，。！？,]|请你?|能|可以|帮我|给我们?|把.{1,6}?|想要?|希望|要)"
_WEATHER: Mapping[str, re.Pattern[str]] = {
    "storm": re.compile(
        rf"{_MAKE}.*\b(?:storm(?:y|s)?|thunder\w*|lightning)\b|{_MAKE_ZH}(?:来|下|变|要).*(?:暴风雨|打雷|雷雨)", re.I
    ),
    "snow": re.compile(rf"{_MAKE}.*\bsnow(?:s|ing|y|fall)?\b|{_MAKE_ZH}(?:来|让|下|变|要).*雪", re.I),
    "clear": re.compile(
        rf"\b(?:make|let|have) (?:it|the rain|the snow|the fog) (?:stop(?: (?:raining|snowing))?|go away|clear(?: up)?)\b|\bstop (?:the )?(?:rain|raining|snow|snowing|fog|storm)\b|"
        rf"{_MAKE}.*\b(?:sunny|sunshine|clear (?:sky|skies|weather)|(?:good|nice|fine) weather|blue sky)\b|{_MAKE_ZH}(?:让|变|来).*(?:晴|出太阳|放晴)|(?:别|不要|停).*(?:下雨|下雪|雾)|雨停",
        re.I,
    ),
    "fog": re.compile(rf"{_MAKE}.*\b(?:fog|foggy|mist|misty)\b|{_MAKE_ZH}(?:来|起|让|变).*雾", re.I),
    "rain": re.compile(rf"{_MAKE}.*\brain(?:s|ing|y)?\b|{_MAKE_ZH}(?:来|让|下|变|要).*雨", re.I),
    "cloudy": re.compile(rf"{_MAKE}.*\b(?:cloud(?:s|y)|overcast)\b|{_MAKE_ZH}(?:来|让|变).*(?:多云|阴天|阴)", re.I),
}
"""Tried in this order."""
_HOURS: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (hour, re.compile(rf"{_MAKE}.*\b(?:{words})\b|{_MAKE_ZH}(?:让|变|换|调).*(?:{chinese})", re.I))
    for hour, words, chinese in (
        (0.0, "midnight", "午夜|半夜"),
        (12.0, "noon|midday|daytime|day time|daylight|(?:it|into) day", "中午|正午|白天"),
        (6.5, "dawn|sunrise|morning", "清晨|早上|日出|黎明"),
        (18.5, "dusk|sunset|evening", "黄昏|傍晚|日落"),
        (22.0, "night|night-time|nighttime|dark outside", "晚上|夜晚|夜里|黑夜"),
        (15.0, "afternoon", "下午"),
    )
)
_LIGHT = re.compile(
    r"\b(?:lights?|lamps?|lanterns?|brightness|it)\b.*\b(?:on|off|out|up|down|dim(?:mer)?|bright(?:er)?|dark(?:er)?|lower|low|higher)\b|"
    r"\b(?:dim|brighten|lower|raise|switch (?:on|off)|turn (?:on|off|up|down)|put out|light) (?:the |all |all the )?(?:lights?|lamps?|lanterns?)\b|(?:灯|光线|灯光).*(?:亮|暗|开|关)|(?:开|关|调).*灯|(?:亮|暗)一?点",
    re.I,
)
_ABOUT_LIGHT = re.compile(
    r"\b(?:lights?|lamps?|lanterns?|dim(?:mer)?|brighter|darker|brighten|brightness)\b|灯|光|亮|暗", re.I
)
_OFF = re.compile(r"\b(?:off|out)\b|关", re.I)
_DOWN = re.compile(r"\b(?:down|dim(?:mer)?|dark(?:er)?|low(?:er)?|softer)\b|暗", re.I)
_UP = re.compile(r"\b(?:up|bright(?:er|en)?|higher|raise|more light)\b|亮", re.I)
_ON = re.compile(r"\bon\b|\blight the\b|开", re.I)
_CLIPS: Mapping[str, re.Pattern[str]] = {
    "wave": re.compile(r"^\W*(?:please )?(?:(?:can|could|would|will) you )?(?:please )?wave\b|挥挥?手", re.I),
    "nod": re.compile(r"^\W*(?:please )?(?:(?:can|could|would|will) you )?(?:please )?nod\b|点点?头", re.I),
    "shrug": re.compile(r"^\W*(?:please )?(?:(?:can|could|would|will) you )?(?:please )?shrug\b|耸耸?肩", re.I),
    "tilt": re.compile(r"\btilt your head\b|歪头", re.I),
    "hand_on_chest": re.compile(r"\b(?:put )?(?:your )?hand on (?:your )?(?:heart|chest)\b", re.I),
    "open_hand": re.compile(r"\b(?:show|open) (?:me )?your hands?\b", re.I),
}
_BEGIN = r"^\W*(?:(?:can|could|would|will) you |i want you to |i'd like you to )?(?:please )?"
_POINT = re.compile(
    rf"{_BEGIN}(?:point (?:at|to|towards?|out)|show me where)\b|^\W*请?你?(?:指一?下|指着|指给我看|指指)", re.I
)
_LOOK = re.compile(rf"{_BEGIN}(?:look at|turn (?:to|towards?)|face)\b|^\W*请?你?(?:看看|看一?下|看着|面向)", re.I)
_WALK = re.compile(
    rf"{_BEGIN}(?:(?:walk|go|step|move|come)(?: over)? (?:to|over|towards?|closer|nearer|back)|stand (?:by|near|next to|beside|at|on))\b|^\W*请?你?(?:走到|走去|走过来|过来|站到|靠近)",
    re.I,
)
_ASKS = re.compile(
    r"^\W*(?:does|did|is|are|was|were|when|why|how (?!about)|what|who|where|which|do you|will it|has|have)\b|吗\W*$|什么|为什么",
    re.I,
)
_POLITE = re.compile(r"(?:可以|能不能|能|好)吗?\W*$")
_SELF = re.compile(r"\b(?:me|us)\b", re.I)
_REACH_M = 5.0


def action_wish(line: str, place: Place) -> Action | None:
    """What a line asks for, whether the scene allows it or not; None where it asks for nothing of the list."""
    said = line.replace("’", "'").strip()
    chinese = language_of(said) == "zh"
    if _ASKS.search(said) and not (chinese and _POLITE.search(said)):
        return None
    for pattern, kind in ((_POINT, "point"), (_LOOK, "look")):
        if (found := pattern.search(said)) and not _SELF.match(said[found.end() :].strip()):
            thing = _named(place, said)
            if thing is not None:
                return Action(kind, thing.id)  # type: ignore[arg-type]
    if _WALK.search(said) and (mark := _mark(place, said)) is not None:
        return mark
    for clip, pattern in _CLIPS.items():
        if pattern.search(said):
            return Action("clip", clip)
    for weather, pattern in _WEATHER.items():
        if pattern.search(said):
            return Action("weather", weather)
    if _LIGHT.search(said) and _ABOUT_LIGHT.search(said):
        return Action("light", value=_brightness(said))
    for hour, pattern in _HOURS:
        if pattern.search(said):
            return Action("hour", value=hour)
    return None


def _brightness(said: str) -> float:
    for pattern, value in ((_OFF, 0.0), (_DOWN, 0.4), (_UP, 1.8), (_ON, 1.0)):
        if pattern.search(said):
            return value
    return 1.0


def _named(place: Place, said: str) -> KnownThing | None:
    return next(iter(asked_about(place, said, most=1)), None)


def _mark(place: Place, said: str) -> Action | None:
    """The mark nearest to what is named; one that no mark is near cannot be walked to."""
    by_name = next((name for name, _ in place.marks if name.replace("-", " ") in said.lower()), None)
    if by_name is not None:
        return Action("walk", by_name)
    thing = _named(place, said)
    if thing is None:
        return None
    near = [(math.dist((at[0], at[2]), (thing.at[0], thing.at[2])), name) for name, at in place.marks]
    best = min(near, default=(math.inf, ""))
    return Action("walk", best[1] if best[0] <= _REACH_M else "-")
