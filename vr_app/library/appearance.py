"""What words before a noun say of its looks: how large, of what colour, how worn ("a small red worn boat")."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIZES = {
    "tiny": 0.4, "miniature": 0.4, "small": 0.7, "little": 0.7, "low": 0.8, "large": 1.4, "big": 1.4, "tall": 1.4,
    "great": 1.6, "huge": 2.0, "enormous": 2.0, "giant": 2.2, "gigantic": 2.2,
    "小": 0.7, "大": 1.4, "高": 1.4, "巨": 2.2,
}  # fmt: skip
"""By which factor."""
COLOURS = {
    "red": "#a03a2e", "crimson": "#8c1f2b", "scarlet": "#b02a20", "orange": "#c2722c", "yellow": "#cfae4a",
    "golden": "#c09a3e", "gold": "#c09a3e", "green": "#4f7a45", "turquoise": "#3f8f8a", "blue": "#3b5f94",
    "purple": "#6b4c8a", "violet": "#6b4c8a", "pink": "#c98a9a", "white": "#dedad2", "black": "#2b2a2c",
    "grey": "#86837e", "gray": "#86837e", "brown": "#6e5138", "silver": "#a9adb2",
    "红": "#a03a2e", "橙": "#c2722c", "黄": "#cfae4a", "金": "#c09a3e", "绿": "#4f7a45", "蓝": "#3b5f94",
    "紫": "#6b4c8a", "粉": "#c98a9a", "白": "#dedad2", "黑": "#2b2a2c", "灰": "#86837e", "褐": "#6e5138",
    "银": "#a9adb2",
}  # fmt: skip
STUFFS = {
    "bronze": "#7d5f3a", "copper": "#9a6240", "brass": "#b08d46", "stone": "#8b867c", "marble": "#d5d2cb",
    "wooden": "#7a5c3d", "wood": "#7a5c3d", "iron": "#4c4c50", "steel": "#7d8288", "ice": "#b8d4e0",
    "crystal": "#a9c6d8", "glass": "#b4cdd0", "snow": "#e6eaee", "frozen": "#b8d4e0",
    "铜": "#7d5f3a", "石": "#8b867c", "木": "#7a5c3d", "铁": "#4c4c50", "冰": "#b8d4e0",
}  # fmt: skip
"""Colours of what plain bodies are made of; installed things have their own stuff."""
WEAR = {
    "new": 0.0, "shiny": 0.0, "polished": 0.0, "gleaming": 0.0, "clean": 0.05, "freshly": 0.0, "old": 0.6, "worn": 0.75,
    "weathered": 0.8, "dusty": 0.7, "dirty": 0.8, "rusty": 0.95, "broken": 0.9, "shabby": 0.85, "battered": 0.9,
    "abandoned": 0.8, "ancient": 0.85, "faded": 0.7, "ruined": 0.9, "burnt": 1.0, "mossy": 0.8,
    "新": 0.0, "旧": 0.75, "破": 0.9, "锈": 0.95, "古老": 0.85, "脏": 0.8,
}  # fmt: skip
"""From 0, new, to 1, worn out."""
FLOWERS = {
    "rose": "#a8283c", "lavender": "#7a62a8", "tulip": "#c2402c", "poppy": "#b8281e", "daisy": "#e6e2d6",
    "lily": "#e2d8cc", "violet": "#5f4690", "iris": "#5a5aa0", "orchid": "#b06a9a", "lotus": "#d8a0b4",
    "玫瑰": "#a8283c", "薰衣草": "#7a62a8", "荷花": "#d8a0b4", "菊花": "#cfae4a", "兰花": "#b06a9a", "牡丹": "#b8406a",
}  # fmt: skip
"""Flowers that are only another colour of flowers."""
DESCRIBING = frozenset([*SIZES, *COLOURS, *STUFFS, *WEAR])
_HAN = re.compile(r"[\u4e00-\u9fff]")
_AFTER = re.compile(
    r"\b(?:of|with|for|from|in|on|at|by|under|over|near|beside|full|covered)\b|[在上下里旁边]", re.IGNORECASE
)


@dataclass(frozen=True)
class Appearance:
    """What is said of a thing's looks.

    Attributes:
        scale: of its usual size.
        colour: "#rrggbb"; "" where none is named.
        wear: 0 to 1; below 0 where nothing is said.
    """

    scale: float = 1.0
    colour: str = ""
    wear: float = -1.0


def appearance_of(words: str, called: frozenset[str] = frozenset()) -> Appearance:
    """Read off what stands before the noun.

    Args:
        called: words that belong to its name and say nothing of this one's looks ("paper" of a paper lantern).
    """
    phrase = _AFTER.split(words.strip(), maxsplit=1)[0] or words
    *before, _ = re.findall(r"[a-z]+", phrase.lower()) or [""]
    said = [word for word in before if word not in called]
    if _HAN.search(phrase):
        noun = max((name for name in called if _HAN.search(name) and name in phrase), key=len, default="")
        chinese = phrase[: phrase.rfind(noun)] if noun else phrase[:-1]
        said += [word for word in (*WEAR, *SIZES, *COLOURS) if _HAN.search(word) and word in chinese]
    return Appearance(
        next((SIZES[word] for word in said if word in SIZES), 1.0),
        next((COLOURS[word] for word in said if word in COLOURS), "") or flower_colour(words),
        next((WEAR[word] for word in said if word in WEAR), -1.0),
    )


def flower_colour(words: str) -> str:
    """The colour of a flower that the words name; "" where they name none."""
    lower = words.lower()
    return next((tone for name, tone in FLOWERS.items() if re.search(rf"\b{name}s?\b|{name}$", lower)), "")


def described(noun: str, text: str) -> str:
    """The noun with the words before it in a text that say something of its looks ("small red boat")."""
    if _HAN.search(noun):
        at = text.find(noun)
        before = text[max(0, at - 4) : at] if at > 0 else ""
        kept = re.split(r"[，。、；,\s的]|[一二两三四五六几]?[个只座艘棵朵条间盏张把]", before)[-1]
        return (kept if any(word in kept for word in DESCRIBING if _HAN.search(word)) else "") + noun
    found = re.search(rf"((?:[a-z]+[\s,]+){{0,4}}){re.escape(noun)}(?:s|es)?\b", text.lower())
    if found is None:
        return noun
    said: list[str] = []
    for word in reversed(re.findall(r"[a-z]+", found[1])):
        if word not in DESCRIBING:
            break
        said.insert(0, word)
    return " ".join([*said, noun])
