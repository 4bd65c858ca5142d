"""`vr-app memory`: what is remembered of a person: shown, corrected, exported, forgotten for good."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vr_app.app.folders import data_folder, settings_file
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ids import PersonId
from vr_app.kernel.settings import load_settings
from vr_app.store.consents import REMEMBER
from vr_app.store.conversation import ConversationStore, open_conversation
from vr_app.store.memories import Memory

_KINDS = {"fact": "you said", "thread": "still open", "story": "from a story"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", metavar="NAME", help="whose memory; the one of the settings else")
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    listed = what.add_parser("list", help="each thing that is remembered, with its number")
    listed.add_argument("--json", action="store_true", help="as JSON")
    edit = what.add_parser("edit", help="put other words in the place of an entry")
    edit.add_argument("number", type=int)
    edit.add_argument("text")
    forget = what.add_parser("forget", help="remove an entry and every turn in which it was said, for good")
    forget.add_argument("number", type=int, nargs="*")
    forget.add_argument("--all", action="store_true", help="everything about this person")
    export = what.add_parser("export", help="everything that is kept about this person, as JSON")
    export.add_argument("file", type=Path)
    consent = what.add_parser("consent", help="whether anything is remembered")
    consent.add_argument("answer", choices=("yes", "no"), nargs="?", help="without it: how it stands")


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(settings_file(), os.environ)
    person = PersonId(arguments.person or settings.memory.person)
    with _store() as store:
        match arguments.what:
            case "list":
                print(_listed(store.memories.all(person), as_json=arguments.json))
            case "edit":
                text = " ".join(arguments.text.split())
                if not text:
                    raise UserError("There are no words", remedy="Give the right sentence.", exit_code=2)
                if not store.memories.edit(arguments.number, text, person):
                    raise _unknown(arguments.number)
                print(f"{arguments.number}: {text}")
            case "forget":
                print(_forgotten(store, person, arguments.number, everything=arguments.all))
            case "export":
                _export(store, person, arguments.file)
                print(f"Written to {arguments.file}.")
            case _:
                _consent(store, person, arguments.answer)
    return 0


@contextmanager
def _store() -> Iterator[ConversationStore]:
    store, notice = open_conversation(data_folder() / "memory.sqlite")
    if notice:
        print(notice)
    try:
        yield store
    finally:
        store.close()


def _listed(entries: list[Memory], *, as_json: bool) -> str:
    if as_json:
        rows = [{"number": e.id, "kind": e.kind, "text": e.text, "at_s": e.at_s} for e in entries]
        return json.dumps(rows, ensure_ascii=False, indent=1)
    if not entries:
        return "Nothing is remembered of you."
    lines = []
    for entry in entries:
        day = time.strftime("%Y-%m-%d", time.localtime(entry.at_s))
        lines.append(f"{entry.id:>4}  {day}  {_KINDS.get(entry.kind, entry.kind):<12}  {entry.text}")
    return "\n".join(lines)


def _forgotten(store: ConversationStore, person: PersonId, numbers: list[int], *, everything: bool) -> str:
    if everything:
        gone = store.forget_all(person)
        return f"Everything is forgotten: {gone:,} entries and turns, in the backups too."
    if not numbers:
        raise UserError("Forget what?", remedy="Give numbers from `vr-app memory list`, or --all.", exit_code=2)
    texts = {entry.id: entry.text for entry in store.memories.all(person)}
    for number in numbers:
        if number not in texts:
            raise _unknown(number)
    store.forget([texts[number] for number in numbers], person)
    return "Forgotten, in the backups too: " + " ".join(texts[number] for number in numbers)


def _export(store: ConversationStore, person: PersonId, file: Path) -> None:
    turns = store.history(person, limit=10_000_000)
    kept = {
        "person": person,
        "consents": sorted(store.consents.granted(person)),
        "memories": [{"kind": e.kind, "text": e.text, "at_s": e.at_s} for e in store.memories.all(person)],
        "turns": [
            {"scene": t.scene, "said": t.said, "by": t.by, "heard": t.heard, "at_s": t.opened_s, "outcome": t.outcome}
            for t in turns
        ],
        "stories": store.story_places.of(person),
        "note": "The host's words (heard) were made by a language model.",
    }
    try:
        file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UserError(f"This file cannot be written: {error.strerror or error}", where=Location(file)) from error


def _consent(store: ConversationStore, person: PersonId, answer: str | None) -> None:
    if answer is not None:
        store.consents.decide(person, REMEMBER, answer == "yes")
    granted = REMEMBER in store.consents.granted(person)
    print("What you say is remembered on this machine." if granted else "Nothing you say is written down.")


def _unknown(number: int) -> UserError:
    return UserError(f"There is no entry {number}", remedy="`vr-app memory list` shows the numbers.", exit_code=2)
