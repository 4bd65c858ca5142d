"""The files of an imagined scene as text: stage, card and pages."""

from __future__ import annotations

import json
import re
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from vr_app.host.card.card_file import card_data
from vr_app.host.card.card_voice import KEY as VOICE_KEY
from vr_app.host.card.persona import Persona
from vr_app.host.imagining.composing import Composed
from vr_app.host.imagining.plan import Plan
from vr_app.host.imagining.wish import Wish
from vr_app.library.avatars import ReadyAvatar, fitting_avatar

NAMES = {
    ("en", "woman"): ("Mira", "Anouk", "Edda", "Selma", "Yara", "Ines", "Lena", "Juno"),
    ("en", "man"): ("Tobias", "Ravi", "Corin", "Bram", "Otis", "Anselm", "Jonas", "Emil"),
    ("zh", "woman"): ("小满", "云溪", "秋棠", "若水"),
    ("zh", "man"): ("阿远", "子衿", "星野", "南乔"),
}
"""Who welcomes the visitor where the plan invents nobody, by language and by what the figure presents."""


def scene_files(wish: Wish, plan: Plan, composed: Composed) -> dict[str, str]:
    """Text by path in the scene folder; scene.toml comes last, so that what it names is there before."""
    files = {"host.json": card_text(wish, plan)}
    for number, (title, text) in enumerate(plan.lore, 1):
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:30]
        files[f"lore/{number:02}-{slug}.md" if slug else f"lore/{number:02}.md"] = f"# {title}\n\n{text}\n"
    return files | {"scene.toml": stage_text(wish, _with_host(wish, plan, composed.stage))}


def _with_host(wish: Wish, plan: Plan, stage: dict[str, Any]) -> dict[str, Any]:
    """The stage with a body for its host that suits the place and who it is."""
    if "host" not in stage:
        return stage
    return stage | {"host": stage["host"] | {"avatar": _figure(wish, plan).reference}}


def _figure(wish: Wish, plan: Plan) -> ReadyAvatar:
    """Whom the plan invents; before it has, and where it invents nobody, the wish alone decides: who welcomes stays."""
    told = (plan.title, plan.description) if plan.host_name else ()
    return fitting_avatar(" ".join((wish.text, wish.kind, *told)), plan.host_name, plan.host_who)


def stage_text(wish: Wish, stage: dict[str, Any]) -> str:
    """The stage as TOML, with the wish on top."""
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Imagined: {wish.text[:200]}"))
    for key, value in stage.items():
        if isinstance(value, dict):
            document.add(key, _table(value))
        elif isinstance(value, list):
            if value:
                document.add(key, _rows(value))
        else:
            document.add(key, value)
    return tomlkit.dumps(document)


def card_text(wish: Wish, plan: Plan) -> str:
    """A character card, V3."""
    figure = _figure(wish, plan)
    names = NAMES[wish.language, "man" if figure.presents == "man" else "woman"]
    name = plan.host_name or names[sum(map(ord, wish.text)) % len(names)]
    if wish.language == "zh":
        who = plan.host_who or f"{name}熟悉这个地方，喜欢给来客讲这里的故事。"
        hello = plan.greeting or "欢迎来到这里。"
    else:
        who = plan.host_who or f"{name} knows this place well and likes to tell visitors about it."
        hello = plan.greeting or "Welcome. I am glad you came."
    asked = figure.voice if wish.language == "en" else {}
    voice = {VOICE_KEY: asked} if asked else {}
    card = card_data(Persona(name=name[:60], description=who, first_message=hello, extensions=voice), 3)
    return json.dumps(card, ensure_ascii=False, indent=2) + "\n"


def _table(values: dict[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, value)
    return table


def _rows(values: list[dict[str, Any]]) -> AoT:
    rows = tomlkit.aot()
    for value in values:
        rows.append(_table(value))
    return rows
