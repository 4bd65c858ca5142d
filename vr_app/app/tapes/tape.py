"""A recorded session: JSON lines, compressed, readable up to the last second before a crash.

The first line is the head. Then, in order: events as they passed ("e") and frames as they were drawn ("f"), each with
what has changed since the frame before. Sound travels as base64 inside the events.
"""

from __future__ import annotations

import base64
import dataclasses
import gzip
import json
import types
import typing
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, TextIO

from vr_app.app.threads import Worker
from vr_app.kernel import events, hearing_events, inference_events, story_events
from vr_app.kernel.errors import Location, UserError

FORMAT = "virgil-session"
VERSION = 1
FLUSH_EVERY = 90
"""Lines between two moments at which all that was written can be read."""
WAITING = 20_000
KNOWN = {
    name: value
    for module in (inference_events, events, hearing_events, story_events)
    for name, value in vars(module).items()
    if isinstance(value, type) and dataclasses.is_dataclass(value)
}
"""Events by their names."""
LEFT_OUT = ("SpeechSynthesized", "SoundLevel", "HearSound")
"""Sound that was heard is in `PlayUtterance`."""


class TapeWriter:
    """Takes lines on any thread without waiting; another thread writes them.

    Raises: UserError where the file cannot be written.
    """

    def __init__(self, path: Path, head: Mapping[str, Any]) -> None:
        self._written = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: TextIO = gzip.open(path, "wt", encoding="utf-8", compresslevel=3)  # noqa: SIM115 - see close
        except OSError as error:
            raise UserError(
                f"The session cannot be recorded: {error.strerror or error}",
                where=Location(path),
                remedy="Choose another file with --record.",
            ) from error
        self._worker = Worker("tape", self._write, capacity=WAITING)
        self._worker.start()
        self.add({"format": FORMAT, "version": VERSION, **head})

    def add(self, line: Mapping[str, Any]) -> None:
        """One line; it must not be changed afterwards."""
        self._worker.post(line)

    def note(self, event: Any, at_s: float, clock_s: float) -> None:
        """An event that passed, where it is one that tapes hold.

        Args:
            at_s: monotonic seconds.
            clock_s: seconds on the audio clock.
        """
        if type(event).__name__ in KNOWN and type(event).__name__ not in LEFT_OUT:
            self._worker.post((at_s, clock_s, event))

    def close(self) -> None:
        """Writes the rest."""
        self._worker.close()
        self._file.close()

    def _write(self, line: Any) -> None:
        if isinstance(line, tuple):
            at_s, clock_s, event = line
            line = {"k": "e", "t": at_s, "clock": clock_s, "event": to_plain(event)}
        self._file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._written += 1
        if self._written % FLUSH_EVERY == 0:
            self._file.flush()


def read_tape(path: Path) -> tuple[dict[str, Any], Generator[dict[str, Any], None, None]]:
    """The head of a tape and its lines. One that was cut off ends where it was.

    Raises: UserError where it is none.
    """
    lines = _lines(path)
    try:
        head = next(lines, None)
    except (OSError, EOFError, ValueError) as error:
        raise _no_tape(path, error) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        lines.close()
        raise _no_tape(path, "it does not begin like one")
    if head.get("version") != VERSION:
        lines.close()
        raise UserError(
            f"This session was recorded in another format ({head.get('version')})",
            where=Location(path),
            remedy="Replay it with the version of Virgil that recorded it.",
        )
    return head, lines


def _lines(path: Path) -> Generator[dict[str, Any], None, None]:
    first = True
    with gzip.open(path, "rt", encoding="utf-8") as file:
        while True:
            try:
                text = file.readline()
                if not text:
                    return
                yield json.loads(text)
            except (OSError, EOFError, ValueError):
                if first:
                    raise
                return  # cut off by a crash: what came before holds
            first = False


def _no_tape(path: Path, why: object) -> UserError:
    return UserError(
        f"This is no recorded session: {why}",
        where=Location(path),
        remedy="Record one with `vr-app run --record FILE`.",
    )


def to_plain(value: Any) -> Any:
    """A kernel event as JSON: dataclasses as {"": name, field: value}, bytes as base64."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"": type(value).__name__, **fields}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def from_plain(plain: Any, kind: Any = None) -> Any:
    """What `to_plain` made it from.

    Args:
        kind: the annotation of the field that it stands in.

    Raises: ValueError where it is not what the field takes.
    """
    if isinstance(plain, dict):
        cls = KNOWN.get(str(plain.get("")))
        if cls is None:
            raise ValueError(f"unknown event {plain.get('')!r}")
        kinds = typing.get_type_hints(cls)
        values = {name: from_plain(value, kinds.get(name)) for name, value in plain.items() if name in kinds}
        try:
            return cls(**values)
        except TypeError as error:
            raise ValueError(str(error)) from error
    if kind is bytes and isinstance(plain, str):
        return base64.b64decode(plain)
    if isinstance(plain, list):
        (item,) = {argument for argument in _arguments(kind) if argument is not Ellipsis} or {None}
        return tuple(from_plain(entry, item) for entry in plain)
    return plain


def _arguments(kind: Any) -> tuple[Any, ...]:
    """Element annotations of a tuple, where they are all alike."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kind = next((option for option in typing.get_args(kind) if typing.get_origin(option) is tuple), None)
    arguments = typing.get_args(kind)
    return arguments if len({argument for argument in arguments if argument is not Ellipsis}) == 1 else ()
