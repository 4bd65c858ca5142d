"""Hearing for the talk in the terminal: `--mic`, `--ptt` (an empty line begins and ends) and `--hear`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.folders import settings_file
from vr_app.app.listening.ears import Ears
from vr_app.app.listening.heard_script import HeardScript
from vr_app.app.listening.hearing import make_ears
from vr_app.app.listening.spoken_commands import CommandDoer, chime_on
from vr_app.app.settings_file import write_setting
from vr_app.audio.microphone import Microphone
from vr_app.audio.recorded_microphone import RecordedMicrophone
from vr_app.host.place.scene_brief import Place
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ids import PersonId
from vr_app.kernel.ports import Embedder
from vr_app.kernel.settings import Settings, changed


def add_hearing_arguments(parser: argparse.ArgumentParser) -> None:
    """`--mic`, `--ptt` and `--hear`."""
    parser.add_argument("--mic", action="store_true", help="listen by the microphone")
    parser.add_argument("--ptt", action="store_true", help="the same, between two empty lines")
    parser.add_argument(
        "--hear", action="append", default=[], type=Path, metavar="FILE", help="a recording of a turn; may repeat"
    )


class TalkHearing:
    """Made after the conversation; an observer of it.

    Args:
        conversation: with `post`, `speaker` and `inference`.
        show: prints an event.
    """

    def __init__(
        self,
        settings: Settings,
        conversation: Any,
        place: Place,
        show: Callable[[Any], None],
        recordings: tuple[Path, ...],
        *,
        embedder: Embedder | None = None,
        person: PersonId,
    ) -> None:
        self._settings = settings
        self._conversation = conversation
        self._down = False
        doer = CommandDoer(
            post=conversation.post,
            settings=lambda: self._settings,
            change=self._change,
            mute=lambda: self.ears.listen(False),
            sound=chime_on(conversation.speaker, wanted=lambda: self._settings.hearing.chime),
            place=lambda: place,
            viewpoint=lambda: place.arrival,
        )
        self.ears: Ears = make_ears(
            settings.hearing,
            conversation.post,
            lambda event: None,
            conversation.speaker,
            doer,
            embedder=embedder,
            person=person,
            make_microphone=RecordedMicrophone if recordings else Microphone,
        )
        self.script = HeardScript(recordings, self.ears, conversation.post, greet=False) if recordings else None
        self._show = show

    @property
    def wanted(self) -> bool:
        """Whether the person wants to be heard from the start."""
        return self._settings.hearing.on or self.script is not None

    def start(self) -> None:
        """Begins to listen where that is wanted."""
        if self.wanted:
            self.ears.listen(True)

    def note(self, event: Any) -> None:
        """Takes every event of the conversation."""
        self.ears.note(event)
        if self.script is not None:
            self.script.note(event)
        if isinstance(event, he.HearingChanged | he.LineHeard | he.CommandGiven):
            self._show(event)

    def empty_line(self) -> bool:
        """An empty line came: with `--ptt` the key goes down, or up. False where it means nothing."""
        if self._settings.hearing.mode != "push" or not self.ears.listening:
            return False
        self._down = not self._down
        self.ears.press(self._down)
        return True

    def close(self) -> None:
        """Ends listening."""
        if self.script is not None:
            self.script.stop()
        self.ears.close()

    def _change(self, name: str, value: Any) -> Settings:
        before, self._settings = self._settings, changed(self._settings, name, value)
        if name == "voice.volume":
            self._conversation.speaker.volume = value
        elif name == "voice.speed":
            self._conversation.inference.speed = value
        if before.hearing != self._settings.hearing:
            self.ears.retune(self._settings.hearing)
        write_setting(settings_file(), name, value)
        return self._settings


def heard_in_words(event: Any) -> str:
    """What the terminal prints of hearing; "" for nothing."""
    match event:
        case he.HearingChanged():
            if event.problem:
                return event.problem
            ways = "Press Enter, speak, press Enter." if event.mode == "push" else "Speak when you like."
            return f"Listening by {event.device}. {ways}" if event.listening else ""
        case he.LineHeard():
            return f"heard: {event.text}"
        case he.CommandGiven():
            return f"done: {event.name.replace('_', ' ')}"
    return ""
