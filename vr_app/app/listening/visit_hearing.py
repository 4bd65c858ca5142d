"""Hearing in a visit: the ears, what words of command do there, and recordings in place of a person."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from vr_app.app.folders import settings_file
from vr_app.app.listening.heard_script import HeardScript
from vr_app.app.listening.hearing import make_ears
from vr_app.app.listening.spoken_commands import CommandDoer, chime_on
from vr_app.app.listening.voice_sides import WORDS, VoiceSides
from vr_app.app.settings_file import write_setting
from vr_app.app.threads import Worker
from vr_app.audio.microphone import Microphone
from vr_app.audio.recorded_microphone import RecordedMicrophone
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ids import PersonId
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import Settings, changed

_SIDE_S = 4.0


class VisitLike(Protocol):
    """What hearing needs of a visit."""

    settings: Settings
    options: Any
    opened: Any
    conversation: Any
    world: Any
    person: PersonId

    def post(self, event: Any) -> None: ...

    def show(self, event: Any) -> None: ...

    def watch(self, observer: Post) -> None: ...


class VisitHearing:
    """Made once per visit, after its conversation.

    Attributes:
        ears: listen, press, retune.
        script: says the recordings of `--hear`; None without any.
        change: sets one setting and keeps it; a window puts its own here.
        ask_wearer: (recentre, safe place) of the headset's wearer; None without a headset.
    """

    def __init__(self, visit: VisitLike) -> None:
        self.settings = visit.settings
        self.change: Callable[[str, Any], Any] = self._change
        self.ask_wearer: Callable[[bool, bool], None] | None = None
        self._visit = visit
        speaker = visit.conversation.speaker
        self._sides = VoiceSides(speaker)
        doer = CommandDoer(
            post=visit.post,
            settings=lambda: self.settings,
            change=lambda name, value: self.change(name, value),
            mute=lambda: self.ears.listen(False),
            sound=chime_on(speaker, wanted=lambda: self.settings.hearing.chime),
            place=lambda: visit.opened.place,
            viewpoint=visit.world.viewpoint.get,
            ask_wearer=self._ask_wearer,
        )
        recorded = visit.options.hear
        self.ears = make_ears(
            self.settings.hearing,
            visit.post,
            visit.show,
            speaker,
            doer,
            embedder=getattr(visit, "embedder", None),
            person=visit.person,
            make_microphone=RecordedMicrophone if recorded else Microphone,
        )
        visit.watch(self.ears.note)
        self._wishes = Worker("hearing wishes", lambda wish: wish())
        self._wishes.start()
        greet = visit.opened.stage.host is not None
        self.script = HeardScript(recorded, self.ears, visit.post, greet=greet) if recorded else None

    def start(self) -> None:
        """Begins to listen where that is wanted from the start."""
        if self.settings.hearing.on or self.script is not None:
            self.ears.listen(True)

    def take(self, settings: Settings) -> None:
        """The settings were changed elsewhere (in the window)."""
        before, self.settings = self.settings, settings
        if before.hearing != settings.hearing:
            self.ears.retune(settings.hearing)

    @property
    def open(self) -> bool:
        """Whether the microphone is open."""
        return self.ears.listening

    def listen_soon(self, on: bool) -> None:
        """Opens or closes the microphone without making the caller wait. Likewise `press_soon` and `check_soon`."""
        self._wishes.post(lambda: self.ears.listen(on))

    def press_soon(self, down: bool) -> None:
        self._wishes.post(lambda: self.ears.press(down))

    def check_soon(self, what: str, argument: str) -> None:
        """The wizard's checks; answered by `SoundChecked`."""
        self._wishes.post(self._measure_echo if what == "echo" else lambda: self._speak_from(argument))

    def close(self) -> None:
        """Ends listening."""
        self._wishes.close()
        self._sides.back()
        self.ears.close()

    def _measure_echo(self) -> None:
        found = self.ears.measure_echo()
        if found.delay_s is not None:
            self.change("hearing.echo_delay_s", found.delay_s)
        self._visit.show(found)

    def _speak_from(self, side: str) -> None:
        about = self._sides.go(side)
        self._visit.post(he.ReciteLines("", (WORDS.get(side, WORDS["both"]),)))
        self._visit.show(he.SoundChecked("side", about))
        if side != "both":
            self._wishes.post(self._center_later)

    def _center_later(self) -> None:
        """Both sides again once that was said."""
        time.sleep(_SIDE_S)
        self._sides.back()

    def _ask_wearer(self, recentre: bool, safe: bool) -> None:
        if self.ask_wearer is not None:
            self.ask_wearer(recentre, safe)

    def _change(self, name: str, value: Any) -> Settings:
        """Raises: UserError where it cannot be kept; it holds for this visit then."""
        self.take(changed(self.settings, name, value))
        if name == "voice.volume":
            self._visit.conversation.speaker.volume = value
        elif name == "voice.speed":
            self._visit.conversation.inference.speed = value
        write_setting(settings_file(), name, value)
        return self.settings
