"""What a run leaves in `--out`: session.jsonl, captions, pictures, a report (speech.wav is the speaker's own)."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any, TextIO

from vr_app.app.ai_label import NOTICE, label_captions, label_folder
from vr_app.app.latency import LatencyLog
from vr_app.host.safety.personal_data import masked
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel import mind_events as me
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import Location, UserError
from vr_app.speech.captions import CaptionTrack

_SILENT = (ev.FrameStatistics, ev.TokensGenerated, ev.PlaybackProgressed, ev.SentencePartlyHeard)
"""Too many to write down one by one; the report sums them up."""
_PLAIN = ("type",)
"""Fields that hold nobody's words."""
_TOLD = tuple(
    value
    for module in (ev, st, he, me)
    for value in vars(module).values()
    if isinstance(value, type) and value.__module__.startswith("vr_app.kernel.")
)


def is_told(event: Any) -> bool:
    """Whether a session's log has room for this kind of event: those that every part knows."""
    return isinstance(event, _TOLD)


def frames_report(mode: str, reason: str, description: str, summary: Any) -> dict[str, Any]:
    """What the report says of the display."""
    frames = {key: round(value, 3) for key, value in asdict(summary).items()} if summary is not None else {}
    return {"mode": mode, "why": reason, "display": description, "frames": frames}


def prepare_out_folder(folder: Path) -> None:
    """Makes the folder and proves that it can be written to.

    Raises: UserError naming the folder and the remedy.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-test-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UserError(
            f"This folder cannot be written to: {error.strerror or error}",
            where=Location(folder),
            remedy="Choose another folder with --out, or change its permissions.",
        ) from error


class SessionRecord:
    """Writes events as they pass. One thread. Captions hold what was heard, not what was about to be said.

    Args:
        folder: an existing, writable folder.
        host_name: the speaker's name in the captions.
    """

    def __init__(self, folder: Path, host_name: str) -> None:
        self.folder = folder
        self.captions = CaptionTrack(host_name)
        self._starts: dict[tuple[int, int], float] = {}
        self._ends: dict[tuple[int, int], float] = {}
        self._speakers: dict[tuple[int, int], str] = {}
        self._file: TextIO = (folder / "session.jsonl").open("w", encoding="utf-8", newline="\n")

    def note(self, event: Any, clock_s: float) -> None:
        """Writes one event.

        Args:
            clock_s: seconds on the audio clock.
        """
        if isinstance(event, _SILENT):
            return
        if isinstance(event, ev.PlaybackStarted):
            self._starts[event.turn, event.index] = event.start_s
        elif isinstance(event, ev.SentenceReady) and event.speaker:
            self._speakers[event.turn, event.index] = event.speaker
        elif isinstance(event, ev.PlaybackFinished):
            self._ends[event.turn, event.index] = event.end_s
        elif isinstance(event, ev.SentenceHeard) and (key := (event.turn, event.index)) in self._ends:
            speaker = self._speakers.pop(key, "")
            self.captions.add(self._starts.get(key, self._ends[key]), self._ends[key], event.text, speaker)
        at_s = event.start_s if isinstance(event, ev.PlaybackStarted) else clock_s
        line = {"t_s": round(at_s, 3), "type": type(event).__name__, "turn": None} | as_plain(event)
        self._file.write(json.dumps(without_personal_data(line), ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self, report: dict[str, Any]) -> None:
        """Writes captions and report.

        Raises: UserError naming the folder.
        """
        texts = {
            "captions.vtt": label_captions(self.captions.to_webvtt()),
            "report.json": json.dumps({**report, "ai_made": NOTICE}, indent=2, ensure_ascii=False) + "\n",
        }
        try:
            self._file.close()
            for name, text in texts.items():
                (self.folder / name).write_text(text, encoding="utf-8", newline="\n")
            label_folder(self.folder)
        except OSError as error:
            raise UserError(
                f"The record of this visit could not be kept: {error.strerror or error}",
                where=Location(self.folder),
                remedy="Free some space, or choose another folder with --out.",
            ) from error


def without_personal_data(line: dict[str, Any]) -> dict[str, Any]:
    """The line with what points to a person masked, in whatever was said or written, prompts and lists as well."""
    return {key: value if key in _PLAIN else _masked(value) for key, value in line.items()}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return without_personal_data(value)
    return [_masked(one) for one in value] if isinstance(value, (list, tuple)) else value


def as_plain(event: Any) -> dict[str, Any]:
    """The fields of an event that fit a line of JSON (sound and phoneme lists left out)."""
    plain: dict[str, Any] = {}
    for entry in fields(event):
        value = getattr(event, entry.name)
        if not entry.repr:
            continue
        if is_dataclass(value) and not isinstance(value, type):
            plain |= as_plain(value)
        elif isinstance(value, float):
            plain[entry.name] = round(value, 4)
        elif isinstance(value, tuple):
            plain[entry.name] = [as_plain(v) if is_dataclass(v) else v for v in value]
        else:
            plain[entry.name] = value
    return plain


def latency_report(log: LatencyLog) -> dict[str, Any]:
    """Timing of each turn, as plain data."""
    return {str(turn): asdict(timing) for turn, timing in log.turns.items()}
