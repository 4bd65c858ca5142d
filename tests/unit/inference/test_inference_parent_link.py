"""The child's end of the pipe: which jobs are still wanted."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pytest

from vr_app.inference.codec import to_frame
from vr_app.inference.config import LanguageConfig, to_header
from vr_app.inference.parent_link import ParentLink
from vr_app.inference.process import serve
from vr_app.inference.wire import encode_frame
from vr_app.kernel.events import Generate, Message, Prefill, PrefillFinished
from vr_app.kernel.ids import TurnId
from vr_app.kernel.ports import GenerationStats


@contextmanager
def linked(*commands: Any) -> Iterator[tuple[ParentLink, BinaryIO]]:
    """A link, and the open pipe through which the commands were sent."""
    read_end, write_end = os.pipe()
    ended = threading.Event()
    with os.fdopen(read_end, "rb") as source, os.fdopen(os.open(os.devnull, os.O_WRONLY), "wb", buffering=0) as sink:
        link = ParentLink(source, sink, on_end=ended.set)
        with os.fdopen(write_end, "wb", buffering=0) as pipe:
            pipe.write(encode_frame(to_header(LanguageConfig())))
            pipe.writelines(encode_frame(*to_frame(command)) for command in commands)
            link.configuration()
            yield link, pipe
        assert ended.wait(10.0)


def all_come(link: ParentLink, count: int) -> None:
    """Waits until so many commands wait in the link."""
    while link._jobs.qsize() < count:
        threading.Event().wait(0.005)


def jobs_of(*commands: Any) -> list[tuple[Any, bool]]:
    """Each command, and whether it is cancelled once all of them have come."""
    with linked(*commands) as (link, _):
        all_come(link, len(commands))
        jobs = link.jobs()
        return [(command, cancelled()) for command, cancelled in (next(jobs) for _ in commands)]


def test_what_was_broken_off_comes_when_nothing_else_does() -> None:
    card, asked = prefill("card", guess=False), Generate(TurnId(1), (Message("user", "what is that"),))
    whole = Prefill((Message("user", "what is that"),), complete=True, guess=True)
    ahead = prefill("what is", guess=True)
    with linked(card, asked, whole, ahead) as (link, _):
        all_come(link, 4)
        jobs = link.jobs()
        assert next(jobs)[0] == card
        link.put_back(card)
        assert [next(jobs)[0] for _ in range(4)] == [asked, whole, ahead, card]


class Interrupted:
    """Link and model in one: a reply breaks off whatever is read."""

    def __init__(self, command: Prefill) -> None:
        self.command = command
        self.kept: list[Prefill] = []

    def jobs(self) -> Iterator[tuple[Prefill, Callable[[], bool]]]:
        yield self.command, lambda: True

    def prefill(self, messages: object, *, cancelled: object, complete: bool) -> GenerationStats:
        return GenerationStats("cancelled", 9, 0)

    def send(self, event: object) -> None:
        assert isinstance(event, PrefillFinished)

    def put_back(self, command: Prefill) -> None:
        self.kept.append(command)


@pytest.mark.parametrize("guess", [False, True])
def test_what_a_reply_broke_off_is_read_on_unless_it_is_a_guess(guess: bool) -> None:
    both = Interrupted(prefill("examples", guess=guess))
    serve(both, both)  # type: ignore[arg-type]
    assert both.kept == ([] if guess else [both.command])


class Keeping(Interrupted):
    """Reads to the end, and keeps what it is told to."""

    def __init__(self, command: Prefill) -> None:
        super().__init__(command)
        self.lasting: list[object] = []

    def prefill(self, messages: object, *, cancelled: object, complete: bool) -> GenerationStats:
        return GenerationStats("stop", 9, 0)

    def keep(self, messages: object) -> None:
        self.lasting.append(messages)


@pytest.mark.parametrize("lasting", [False, True])
def test_only_what_is_the_same_at_every_start_is_kept_for_the_next(lasting: bool) -> None:
    both = Keeping(Prefill((Message("user", "examples"),), lasting=lasting))
    serve(both, both)  # type: ignore[arg-type]
    assert both.lasting == ([both.command.messages] if lasting else []) and not both.kept


def test_what_was_broken_off_waits_for_a_reply_whose_prompt_has_just_been_read() -> None:
    card, asked = prefill("card", guess=False), Generate(TurnId(1), (Message("user", "hello"),))
    whole = Prefill((Message("user", "hello"),), complete=True, guess=True)
    with linked(card, whole) as (link, pipe):
        jobs = link.jobs()
        assert next(jobs)[0] == card
        link.put_back(card)
        all_come(link, 1)
        assert next(jobs)[0] == whole
        later = threading.Timer(0.1, pipe.write, [encode_frame(*to_frame(asked))])
        later.start()
        assert [next(jobs)[0] for _ in range(2)] == [asked, card]
        later.join()


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
