"""The plan that the language model writes: short, without coordinates, readable while it is being written."""

# ruff: noqa: E501  (forms and corners are read best on one line)

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vr_app.host.imagining.amounts import AMOUNTS, MANY
from vr_app.host.imagining.wish import Wish
from vr_app.kernel.events import Message

WEATHER_WORDS = ("clear", "cloudy", "fog", "rain", "storm", "snow")
RELATIONS = ("", "on", "beside", "near", "around", "facing", "against")
FEWEST_THINGS, MOST_THINGS = 3, 6
MOST_TOKENS = 300
_EXAMPLES = {
    "en": '{"title":"Kite Meadow","mood":"breezy","things":["workbench","2 kites on workbench","windmill","3 sunflowers near windmill"],"about":"A windy slope where kites are built and flown.","view":["Far hills","Blue hills under quick clouds."],"host":["Ada Lund","A retired pilot who repairs kites.","Come in, the wind is up!"],"lore":["The old kite","It flew for nine days in 1907."]}',
    "zh": '{"title":"风筝坡","mood":"轻快","things":["工作台","2个风筝 on 工作台","风车","3朵向日葵 near 风车"],"about":"一片做风筝、放风筝的迎风山坡。","view":["远山","飞云下的青山。"],"host":["林舟","退休的飞行员，修风筝。","快进来，起风了！"],"lore":["旧风筝","它曾一连飞了九天。"]}',
}
_FORM_WORDS = frozenset(
    [
        "name",
        "host",
        "title",
        "visitor",
        "lore",
        "spot",
        "view",
        "ada lund",
        "林舟",
        "人名",
        "john doe",
        "jane doe",
        "john smith",
        "jane smith",
        "the old kite",
        "旧风筝",
        "far hills",
        "远山",
    ]
)
"""What small models copy from the example instead of inventing something."""
_NAMES = {"en": "^[A-Z][a-z]{1,11}( [A-Z][a-z]{1,11})?$", "zh": "^[\u4e00-\u9fff]{2,4}$"}
"""Patterns of what somebody is called."""
_WRITTEN_COUNTS = AMOUNTS | {"one": 1, "a": 1, "an": 1, "the": 1, "many": MANY, "一": 1, "二": 2, "五": 5, "六": 6}
_THING = re.compile(
    r"^(?:(?P<count>\d{1,2}|one|an?|the|two|three|four|some|several|many|[一两二三四五六几])(?:\s*x)?(?:\s+|(?=[\u4e00-\u9fff])))?"
    r"(?P<words>.+?)(?:\s+(?P<relation>on top of|on|in|by|at|under|beside|next to|near|around|facing|against)\s+(?:the |an? )?(?P<target>.+))?$",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"^[个盏张把只座艘棵朵本块条株匹架面台口根串](?=.)")
_SAME_RELATION = {"on top of": "on", "in": "near", "by": "beside", "at": "near", "under": "near", "next to": "beside"}


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


def plan_schema(wish: Wish, *, host: bool = True) -> str:
    """The form, as a JSON Schema: a thing is one short phrase, and what the wish itself decides is not asked.

    Args:
        host: whether somebody is to be invented, too.

    What stands there comes first and who welcomes the visitor last, so that the place can be seen while the rest of it is
    still being written.
    """
    chinese = wish.language == "zh"
    name, phrase, sentence = (10, 18, 34) if chinese else (28, 40, 90)
    properties: dict[str, Any] = {}
    if wish.hour is None and wish.look.hour is None:
        properties["hour"] = {"enum": [7, 10, 15, 19, 23]}
    if not wish.weather:
        properties["sky"] = {"enum": list(WEATHER_WORDS)}
    properties |= {
        "title": _text(name),
        "mood": _text(8 if chinese else 16),
        "things": {"type": "array", "items": _text(phrase), "minItems": FEWEST_THINGS, "maxItems": MOST_THINGS},
        "about": _text(sentence),
        "view": _row(_text(name), _text(sentence)),
        "host": _row({"type": "string", "pattern": _NAMES[wish.language]}, _text(sentence), _text(sentence)),
        "lore": _row(_text(name), _text(sentence)),
    }
    if not host:
        del properties["host"]
    return json.dumps(
        {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False},
        ensure_ascii=False,
    )


def plan_messages(wish: Wish) -> tuple[Message, ...]:
    """What the model is asked. The first message is the same for every wish in a language: engines keep it."""
    named = ", ".join(wish.things)
    if wish.language == "zh":
        system = (
            "你为虚拟现实设计场景。用一行 JSON 回答，文字全部用中文，简短具体，内容自己想，不抄例子。"
            "things 是各不相同、摸得着的东西，不写人、天空和水。view 是远处的景色，host 是你想出的人，lore 是一个老故事。\n"
            "例子，愿望“做风筝的山坡”：\n" + _EXAMPLES["zh"]
        )
        user = f"愿望：{wish.text}" + (f"\n一定要有：{named}" if named else "")
    else:
        system = (
            "You design places for virtual reality. Answer with one line of JSON: short, concrete, in English, invented for "
            "the wish, never copied from the example. things: different objects one can touch; no people, no sky, no water. view "
            'is seen far off, host is somebody you invent, lore is an old tale.\nExample for the wish "a kite maker\'s meadow":\n'
            + _EXAMPLES["en"]
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
        hour=float(hour) if isinstance(hour, int | float) and 0 <= hour <= 24 else None,
        weather=data["sky"] if data.get("sky") in WEATHER_WORDS else "",
        title=_clean(data.get("title"), 80),
        description=_sentence(_clean(data.get("about"), 300)),
        mood=_clean(data.get("mood"), 100),
        things=tuple(thing for row in _list(data.get("things")) for part in _parts(row) if (thing := _thing(part))),
        spots=_pair(data.get("view")),
        host_name=host[0] if host else "",
        host_who=_sentence(host[1]) if host else "",
        greeting=_spoken(host[2], host[0]) if host else "",
        lore=_pair(data.get("lore")),
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


def _parts(row: Any) -> list[Any]:
    """One entry may list several things ("stone lamps, a monkey")."""
    if not isinstance(row, str):
        return []
    return [re.sub(r"^\s*and\s+", "", part) for part in re.split(r"[,，、;；]", row) if part.strip()][:4]


def _thing(row: Any) -> PlannedThing | None:
    """ "2 lanterns on the round table"."""
    found = _THING.match(_clean(row, 80).strip(" ,.;，。"))
    if found is None:
        return None
    said = (found["count"] or "").lower()
    count = int(said) if said.isdigit() else _WRITTEN_COUNTS.get(said, 1)
    words = _MEASURE.sub("", found["words"]) if said else found["words"]
    relation = (found["relation"] or "").lower()
    relation = _SAME_RELATION.get(relation, relation)
    return PlannedThing(words[:60], min(max(count, 1), 12), relation, (found["target"] or "")[:60])


def _pair(value: Any) -> tuple[tuple[str, str], ...]:
    """A name and what is told of it."""
    row = _strings(value, 2)
    return ((row[0], _sentence(row[1])),) if row and row[0].lower() not in _FORM_WORDS else ()


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
