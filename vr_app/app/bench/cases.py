"""The lines that a bench says: its own, or a file of lines it has never seen."""

from __future__ import annotations

import json
from pathlib import Path

from vr_app.app.script import read_talk
from vr_app.kernel.errors import Location, UserError

OWN_CASES = (
    "Hello, who are you?",
    "What can I see from here?",
    "How old is this place?",
    "Tell me about your work here, and about a day that you remember.",
    "What do you like best about it?",
    "Is there somewhere I could sit down?",
    "Tell me something about the largest thing here.",
    "What is on my left?",
    "Do you get many visitors?",
    "Please describe this place to me as if I could not see it.",
    "Is there a story that people tell about it?",
    "What should I look at next?",
    "Thank you, that was kind.",
)


def read_paths(path: Path | None) -> list[Path]:
    """Scene folders and files, one a line, as seen from the list's folder.

    Raises: UserError with file and line where one is not there.
    """
    if path is None:
        return []
    found = []
    for number, line in enumerate(read_talk(path), 1):
        case = path.parent / line
        if not case.exists():
            raise UserError(f"There is no {line}", where=Location(path, number), remedy="Name a scene folder or file.")
        found.append(case)
    return found


def read_cases(path: Path | None) -> list[str]:
    """The visitor's lines: plain text, one a line, or JSON Lines with a `say` (or `text`) key.

    Raises: UserError with file and line.
    """
    if path is None:
        return list(OWN_CASES)
    lines = read_talk(path)
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.startswith("{"):
            cases.append(line)
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise UserError(
                f"This case is not JSON: {error}", where=Location(path, number), remedy="Mend it."
            ) from error
        said = entry.get("say") or entry.get("text")
        if not isinstance(said, str) or not said.strip():
            raise UserError(
                'This case has no "say"', where=Location(path, number), remedy='Write {"say": "what the visitor says"}.'
            )
        cases.append(said)
    if not cases:
        raise UserError("There are no cases in this file", where=Location(path), remedy="Write one line per case.")
    return cases
