"""What the host says when it does something, and when it kindly cannot."""

from __future__ import annotations

from vr_app.host.place.scene_brief import Place
from vr_app.host.wants.actions import Action, Kind
from vr_app.host.words.chinese_nouns import chinese_name
from vr_app.host.words.labelled_lines import language_of

_DONE: dict[Kind, tuple[str, str]] = {
    "look": ("Yes, {0}. I see it.", "{0}，我看见了。"),
    "point": ("There: {0}.", "那就是{0}。"),
    "walk": ("I'm on my way.", "我这就过去。"),
    "clip": ("With pleasure.", "好的。"),
    "light": ("There. Is the light better so?", "好了，这样的光线怎么样？"),
    "weather": ("Then {0} it shall be. Watch the sky.", "好，那就{0}吧，你看天上。"),
    "hour": ("Then let the hour change. Watch the light.", "好，让时间变一变，你看光线。"),
    "offer": ("", ""),
}
_WEATHERS = {
    "clear": ("a clear sky", "放晴"),
    "cloudy": ("clouds", "多云"),
    "fog": ("fog", "起雾"),
    "rain": ("rain", "下雨"),
    "storm": ("a storm", "来一场暴风雨"),
    "snow": ("snow", "下雪"),
}
_CAN: dict[Kind, tuple[str, str]] = {
    "weather": ("make it rain", "让天下雨"),
    "hour": ("turn the day into evening", "把白天变成傍晚"),
    "light": ("dim the lights", "把灯调暗"),
    "point": ("point things out to you", "把东西指给你看"),
}
_CANNOT = ("That I can't change here, I'm sorry.", "对不起，这个我在这里改变不了。")
_INSTEAD = ("But I could {0}, if you like.", "不过要是你愿意，我可以{0}。")


def done_words(action: Action, place: Place, line: str) -> str:
    """One sentence with what is done."""
    chinese = language_of(line) == "zh"
    name = next((thing.name for thing in place.things if thing.id == action.target), "")
    if action.kind == "weather":
        name = _WEATHERS[action.target][chinese]
    elif name:
        name = chinese_name(name) if chinese else name if name.lower().startswith(("the ", "a ")) else f"the {name}"
    return _DONE[action.kind][chinese].format(name)


def cannot_words(place: Place, line: str) -> tuple[str, ...]:
    """One or two sentences where the scene does not allow it; with what it does allow."""
    chinese = language_of(line) == "zh"
    allowed = [words[chinese] for kind, words in _CAN.items() if kind not in place.forbids][:2]
    if not allowed:
        return (_CANNOT[chinese],)
    return (_CANNOT[chinese], _INSTEAD[chinese].format(("，或者" if chinese else ", or ").join(allowed)))
