"""Why a line is answered as it is, in plain lines: what was found, how it was judged, what the model has to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vr_app.host.answers.consulted import PASSAGE_TOKENS, Consulted, How
from vr_app.kernel.events import Generate

_SHOWN = 4
_LETTERS = 70
_MEANT: Mapping[How, str] = {
    "told": "said as it is written",
    "doubtful": "doubtful: the model is asked whether it tells what was asked",
    "declined": "nothing that is written answers it",
    "informed": "the model answers from what was found",
    "free": "no question that what is written would answer: the model talks",
    "health": "the machine is looked at",
    "forget": "something is to be forgotten",
}


def looked_up(known: Consulted | None) -> list[str]:
    """What the search made of a line; [] where nothing was looked up."""
    if known is None:
        return []
    sure = f", {known.sureness:.2f} sure" if known.sureness else ""
    lines = [f"looked up: {_MEANT[known.how]}{sure}"]
    lines += [f"  uses {source.source}: {_short(source.text)}" for source in known.sources]
    used = {source.text for source in known.sources}
    others = [found for found in known.candidates if found.passage.text not in used]
    lines += [
        f"  found {found.passage.source} ({found.score:.2f}): {_short(found.passage.text)}" for found in others[:_SHOWN]
    ]
    return lines


def budget(request: Generate, count_tokens: Callable[[str], int]) -> str:
    """How much the model reads before it answers, by what it is."""
    *before, last = request.messages
    system = sum(count_tokens(message.content) for message in before if message.role == "system")
    talk = sum(count_tokens(message.content) for message in before if message.role != "system")
    line = count_tokens(last.content)
    does = "weighs " + " or ".join(request.weigh) if request.weigh else f"writes {request.max_tokens} tokens at most"
    return (
        f"the model reads about {system + talk + line} tokens: {system} of card and place, {talk} of the talk, "
        f"{line} of the line with what was found (at most {PASSAGE_TOKENS} of it passages); {does}"
    )


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 3].rstrip()}..."
