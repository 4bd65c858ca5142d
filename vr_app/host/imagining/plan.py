"""The plan that the language model writes: short, without coordinates, readable while it is being written."""

# ruff: noqa: E501  (forms and corners are read best on one line)

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vr_app.host.imagining.places import KINDS
from vr_app.host.imagining.wish import Wish
from vr_app.kernel.events import Message

WEATHER_WORDS = ("clear", "cloudy", "fog", "rain", "storm", "snow")
RELATIONS = ("", "on", "beside", "near", "around", "facing", "against")
MOST_THINGS, MOST_SPOTS, MOST_LORE = 7, 2, 2
MOST_TOKENS = 420
_FORM_WORDS = frozenset(
    ["name", "host", "title", "visitor", "lore", "spot", "ada lund", "林舟", "人名", "the old kite", "旧风筝"]
)
"""What small models copy from the form instead of inventing something."""


@dataclass(frozen=True)
class PlannedThing:
    """One thing of a plan.

    Attributes:
        relation: one of `RELATIONS`.
        target: words of another thing, "" for none.
    """

    words: str
    count: int = 1
    relation: str = ""
    target: str = ""


@dataclass(frozen=True)
class Plan:
    """What the model has written so far; what it has not is empty."""

    place: str = ""
    hour: float | None = None
    weather: str = ""
    title: str = ""
    description: str = ""
    mood: str = ""
    things: tuple[PlannedThing, ...] = ()
    spots: tuple[tuple[str, str], ...] = ()
    host_name: str = ""
    host_who: str = ""
    greeting: str = ""
    lore: tuple[tuple[str, str], ...] = field(default=())


def _text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 2, "maxLength": most}


def _row(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "prefixItems": list(items), "items": False, "minItems": len(items), "maxItems": len(items)}


def plan_schema(wish: Wish) -> str:
    """The form, as a JSON Schema; what the wish itself decides is not asked."""
    chinese = wish.language == "zh"
    short, long = (14, 60) if chinese else (36, 150)
    properties: dict[str, Any] = {}
    if not wish.kind_said:
        properties["place"] = {"enum": list(KINDS)}
    if wish.hour is None:
        properties["hour"] = {"enum": [7, 10, 15, 19, 23]}
    if not wish.weather:
        properties["sky"] = {"enum": list(WEATHER_WORDS)}
    thing = _row(
        _text(short), {"enum": [1, 2, 3, 4, 6]}, {"enum": list(RELATIONS)}, {"type": "string", "maxLength": short}
    )
    spot = _row(_text(short), _text(long))
    properties |= {
        "title": _text(short),
        "mood": _text(short),
        "about": _text(long),
        "things": {"type": "array", "items": thing, "minItems": 4, "maxItems": MOST_THINGS},
        "spots": {"type": "array", "items": spot, "minItems": 1, "maxItems": MOST_SPOTS},
        "host": _row(_text(short), _text(long), _text(long)),
        "lore": {"type": "array", "items": spot, "minItems": 1, "maxItems": MOST_LORE},
    }
    return json.dumps(
        {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False},
        ensure_ascii=False,
    )


def plan_messages(wish: Wish) -> tuple[Message, ...]:
    """What the model is asked."""
    named = ", ".join(wish.things)
    if wish.language == "zh":
        system = (
            "你为虚拟现实设计场景。用 JSON 表格回答，文字全部用中文，简短具体。"
            'things 每行: [东西, 数量, 关系, 另一样东西]，如 ["圆桌",1,"",""], ["灯笼",2,"on","圆桌"]。'
            'spots: 看得见的景色 [名称, 一句描写]。host 是你为这里想出的人，如 ["林舟","退休的飞行员，修风筝。","快进来，起风了！"]。lore 如 ["旧风筝","它曾一连飞了九天。"]。'
        )
        user = f"愿望：{wish.text}" + (f"\n一定要有：{named}" if named else "")
    else:
        system = (
            "You design places for virtual reality. Fill in the JSON form, short and concrete, in English. "
            'things, a row each: [thing, count, relation, other thing], as ["round table",1,"",""], '
            '["lantern",2,"on","round table"]. spots: views one sees [name, one sentence]. '
            'host, somebody you invent for this place, as ["Ada Lund", "A retired pilot who repairs kites.", "Come in, the wind is up!"]. lore, as ["the old kite", "It flew for nine days in 1907."].'
        )
        user = f"Wish: {wish.text}" + (f"\nIt must have: {named}" if named else "")
    return Message("system", system), Message("user", user)


def read_plan(text: str) -> Plan:
    """A plan out of what has been written so far: whole entries only, nothing where nothing can be read."""
    data = _so_far(text)
    host = _strings(data.get("host"), 3)
    host = [] if host and host[0].lower() in _FORM_WORDS else host
    hour = data.get("hour")
    return Plan(
        place=data["place"] if data.get("place") in KINDS else "",
        hour=float(hour) if isinstance(hour, int | float) and 0 <= hour <= 24 else None,
        weather=data["sky"] if data.get("sky") in WEATHER_WORDS else "",
        title=_clean(data.get("title"), 80),
        description=_sentence(_clean(data.get("about"), 300)),
        mood=_clean(data.get("mood"), 100),
        things=tuple(thing for row in _list(data.get("things")) if (thing := _thing(row))),
        spots=tuple((row[0], _sentence(row[1])) for entry in _list(data.get("spots")) if (row := _strings(entry, 2))),
        host_name=host[0] if host else "",
        host_who=_sentence(host[1]) if host else "",
        greeting=_spoken(host[2], host[0]) if host else "",
        lore=tuple(
            (row[0], _sentence(row[1]))
            for entry in _list(data.get("lore"))
            if (row := _strings(entry, 2)) and row[0].lower() not in _FORM_WORDS
        ),
    )


def _so_far(text: str) -> dict[str, Any]:
    """The object that the text begins, cut after its last whole entry."""
    start = text.find("{")
    if start < 0:
        return {}
    text = text[start:]
    for end in _ends(text):
        closing = _closing(text[:end])
        if closing is None:
            continue
        try:
            found = json.loads(text[:end] + closing)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {}


def _ends(text: str) -> list[int]:
    """Where it might be cut, longest first."""
    marks = [match.end() for match in re.finditer(r"[\]}\"]", text)] + [m.start() for m in re.finditer(",", text)]
    return [len(text), *sorted(set(marks), reverse=True)[:60]]


def _closing(text: str) -> str | None:
    """The brackets that are open; None inside a string."""
    stack: list[str] = []
    inside = escaped = False
    for character in text:
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            inside = True
        elif character in "[{":
            stack.append("]" if character == "[" else "}")
        elif character in "]}" and stack:
            stack.pop()
    return None if inside else "".join(reversed(stack))


def _thing(row: Any) -> PlannedThing | None:
    if not isinstance(row, list) or len(row) != 4 or not (words := _clean(row[0], 60)):
        return None
    count = row[1] if isinstance(row[1], int) and not isinstance(row[1], bool) else 1
    relation = row[2] if row[2] in RELATIONS else ""
    return PlannedThing(words, min(max(count, 1), 12), relation, _clean(row[3], 60))


def _strings(row: Any, count: int) -> list[str]:
    if not isinstance(row, list) or len(row) != count:
        return []
    found = [_clean(value, 400) for value in row]
    return found if all(found) else []


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _spoken(text: str, name: str) -> str:
    """What somebody says, without their name before it and marks round it."""
    said = re.sub(rf"^{re.escape(name)}\s*[:：]\s*", "", text).strip("\"'“”‘’「」 ")
    return _sentence(said)


def _sentence(text: str) -> str:
    """Whole sentences: what the form's limit has cut off falls away, or is rounded off."""
    if not text or re.search(r"[.!?。！？…][\"'”’」]?$", text):
        return text
    ends = [match.end() for match in re.finditer(r"[.!?。！？](?=\s|[^\s\d])", text)]
    if ends and ends[-1] > 20:
        return text[: ends[-1]]
    wide = bool(re.search(r"[\u4e00-\u9fff]", text))
    cut = text if wide or len(text) < 120 else text.rpartition(" ")[0]
    return cut.rstrip(",;，；、 ") + ("。" if wide else ".")


def _clean(value: Any, most: int) -> str:
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:most]
