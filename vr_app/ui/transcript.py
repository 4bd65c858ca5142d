"""What the conversation panel shows, as plain data kept up to date by kernel events. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from vr_app.kernel.events import (
    HostNotice,
    InferenceFailed,
    InferenceRestarted,
    PlaybackStarted,
    SentenceHeard,
    SentenceReady,
    SourcesCited,
    TokensGenerated,
    TurnClosed,
    TurnOpened,
)
from vr_app.kernel.ids import TurnId
from vr_app.ui.plain_text import harmless
from vr_app.ui.wording import tr

Kind = Literal["visitor", "host", "notice"]
Progress = Literal["thinking", "writing", "speaking", "complete", "interrupted", "failed"]
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)\]]*\s*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]$")
MAX_ENTRIES = 300


@dataclass
class Entry:
    """One bubble or one notice.

    Attributes:
        text: safe to show.
        spoken: start and end of the sentence being spoken now, in characters of `text`.
        heard_end: characters of `text` that have been heard.
    """

    number: int
    kind: Kind
    turn: TurnId | None
    text: str = ""
    progress: Progress = "complete"
    spoken: tuple[int, int] | None = None
    heard_end: int = 0
    sources: str = ""
    """What the words rest on ("lore/clock.md"), "" for nothing written."""
    quoted: str = ""
    """The passages themselves."""
    sentences: dict[int, tuple[int, int]] = field(default_factory=dict, repr=False)
    settled: str = field(default="", repr=False)
    """The part made of complete sentences; what follows it in `text` is still being written."""
    tail: str = field(default="", repr=False)

    @property
    def active(self) -> bool:
        return self.progress in ("thinking", "writing", "speaking")


class Transcript:
    """Entries, oldest first, at most `MAX_ENTRIES`. Events of older turns are ignored.

    Args:
        changed: called with each entry that was added, changed or (with `removed`) taken away.
    """

    def __init__(self, changed: Callable[[Entry], None], removed: Callable[[Entry], None]) -> None:
        self.entries: list[Entry] = []
        self._changed = changed
        self._removed = removed
        self._next = 0
        self._handlers: dict[type, Callable[[Any], None]] = {
            TurnOpened: self._opened,
            TokensGenerated: self._tokens,
            SentenceReady: self._sentence,
            PlaybackStarted: self._playing,
            SentenceHeard: self._heard,
            TurnClosed: self._closed,
            SourcesCited: self._cited,
            HostNotice: lambda event: self.notice(event.text),
            InferenceFailed: self._failed,
            InferenceRestarted: lambda event: self.notice(event.reason),
        }

    @property
    def active(self) -> Entry | None:
        """The host's reply under way, if any."""
        return next((e for e in reversed(self.entries) if e.kind == "host" and e.active), None)

    def handle(self, event: Any) -> None:
        """Takes any kernel event; those that say nothing to a reader are ignored."""
        handler = self._handlers.get(type(event))
        if handler:
            handler(event)

    def notice(self, text: str) -> None:
        """Adds a line that nobody said; the same one twice in a row is shown once."""
        text = harmless(text).strip()
        latest = self.entries[-1] if self.entries else None
        if text and not (latest and latest.kind == "notice" and latest.text == text):
            self._add(Entry(self._number(), "notice", None, text))

    def as_text(self, host_name: str) -> str:
        """The whole conversation for the clipboard."""
        names = {"visitor": tr("You: "), "host": f"{host_name}: ", "notice": ""}
        return "\n".join(names[e.kind] + e.text for e in self.entries if e.text)

    def _opened(self, event: TurnOpened) -> None:
        for entry in [e for e in self.entries if e.active]:
            self._finish(entry, "interrupted")
        if event.said:
            self._add(Entry(self._number(), "visitor", event.turn, harmless(event.said)))
        self._add(Entry(self._number(), "host", event.turn, progress="thinking"))

    def _tokens(self, event: TokensGenerated) -> None:
        entry = self._reply(event.turn)
        if entry is None or not entry.active:
            return
        entry.tail += harmless(event.text)
        self._write(entry)

    def _sentence(self, event: SentenceReady) -> None:
        entry = self._reply(event.turn)
        if entry is None or event.index in entry.sentences:
            return
        text = harmless(event.text).strip()
        if speaker := harmless(event.speaker).strip():
            text = f"{speaker}: {text}"
        if entry.settled:
            entry.settled += "" if _WIDE.search(entry.settled) else " "
        start = len(entry.settled)
        entry.settled += text
        entry.sentences[event.index] = (start, len(entry.settled))
        entry.tail = _after_sentence(entry.tail, text)
        self._write(entry)

    def _write(self, entry: Entry) -> None:
        tail = entry.tail.lstrip() if entry.settled else entry.tail
        gap = " " if entry.settled and tail and not _WIDE.search(entry.settled) else ""
        entry.text = entry.settled + gap + tail
        if entry.progress == "thinking" and entry.text.strip():
            entry.progress = "writing"
        self._changed(entry)

    def _playing(self, event: PlaybackStarted) -> None:
        entry = self._reply(event.turn)
        if entry is None or event.index not in entry.sentences:
            return
        entry.spoken = entry.sentences[event.index]
        entry.progress = "speaking"
        self._changed(entry)

    def _heard(self, event: SentenceHeard) -> None:
        entry = self._reply(event.turn)
        if entry is None or event.index not in entry.sentences:
            return
        start, end = entry.sentences[event.index]
        entry.heard_end = max(entry.heard_end, end if event.complete else min(end, start + len(event.text)))
        if entry.spoken == (start, end):
            entry.spoken = None
        self._changed(entry)

    def _closed(self, event: TurnClosed) -> None:
        entry = self._reply(event.turn)
        if entry is not None and entry.progress not in ("complete", "failed"):
            self._finish(entry, event.outcome)

    def _cited(self, event: SourcesCited) -> None:
        entry = self._reply(event.turn)
        if entry is not None:
            entry.sources = harmless(", ".join(dict.fromkeys(source for source, _ in event.passages)))
            entry.quoted = harmless("\n".join(text for _, text in event.passages))
            self._changed(entry)

    def _failed(self, event: InferenceFailed) -> None:
        if event.turn is not None:
            self.notice(event.message)

    def _finish(self, entry: Entry, outcome: Progress) -> None:
        entry.progress = outcome
        entry.spoken = None
        if not entry.text.strip():
            self.entries.remove(entry)
            self._removed(entry)
            return
        self._changed(entry)

    def _reply(self, turn: TurnId) -> Entry | None:
        """The host's bubble of the newest turn, if that is the turn asked for."""
        latest = next((e for e in reversed(self.entries) if e.kind == "host"), None)
        return latest if latest is not None and latest.turn == turn else None

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._changed(entry)
        while len(self.entries) > MAX_ENTRIES:
            self._removed(self.entries.pop(0))


def _after_sentence(tail: str, sentence: str) -> str:
    """What is left of streamed text once `sentence` (perhaps tidied since) has been taken out of its front."""
    found = tail.find(sentence)
    if found >= 0:
        return tail[found + len(sentence) :]
    end = _SENTENCE_END.search(tail)
    return tail[end.end() :] if end else ""
