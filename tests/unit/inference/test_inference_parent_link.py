"""The child's end of the pipe: which jobs are still wanted."""

from __future__ import annotations

import os
import threading
from typing import Any

from vr_app.inference.codec import to_frame
from vr_app.inference.config import LanguageConfig, to_header
from vr_app.inference.parent_link import ParentLink
from vr_app.inference.wire import encode_frame
from vr_app.kernel.events import Generate, Message, Prefill
from vr_app.kernel.ids import TurnId


def jobs_of(*commands: Any) -> list[tuple[Any, bool]]:
    """Each command, and whether it is cancelled once all of them have come."""
    read_end, write_end = os.pipe()
    ended = threading.Event()
    with os.fdopen(read_end, "rb") as source, os.fdopen(os.open(os.devnull, os.O_WRONLY), "wb", buffering=0) as sink:
        link = ParentLink(source, sink, on_end=ended.set)
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(encode_frame(to_header(LanguageConfig())))
            pipe.writelines(encode_frame(*to_frame(command)) for command in commands)
        link.configuration()
        assert ended.wait(10.0)
        jobs = link.jobs()
        return [(command, cancelled()) for command, cancelled in (next(jobs) for _ in commands)]


def prefill(text: str, *, guess: bool) -> Prefill:
    return Prefill((Message("user", text),), guess=guess)


def test_a_newer_guess_takes_the_place_of_an_older_one() -> None:
    card, first, second = prefill("card", guess=False), prefill("what", guess=True), prefill("what is", guess=True)
    assert jobs_of(card, first, second) == [(card, False), (first, True), (second, False)]
    assert jobs_of(first, card) == [(first, False), (card, False)]


def test_whoever_waits_for_a_reply_comes_first() -> None:
    card, asked = prefill("card", guess=False), Generate(TurnId(1), (Message("user", "what is that"),))
    assert jobs_of(card, asked) == [(card, True), (asked, False)]


def test_the_very_prompt_of_the_waiting_reply_is_read_to_its_end() -> None:
    words = (Message("user", "what is that"),)
    read, asked = Prefill(words, complete=True, guess=True), Generate(TurnId(1), words)
    assert jobs_of(read, asked) == [(read, False), (asked, False)]
    begun = Prefill(words, guess=True)
    assert jobs_of(begun, asked) == [(begun, True), (asked, False)], "its reply's beginning is still to be read"
