"""The ears of a visit: microphone, hearing program and turn taking, joined to the conversation and the loudspeaker."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from vr_app.app.listening.hearing_rules import echo_found, mode_of, rules_of
from vr_app.audio.capture_wire import CapturedBlock
from vr_app.audio.echo_reference import EchoReference
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ids import DEFAULT_PERSON, PersonId
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import HearingSettings
from vr_app.speech.barge_in import BargeIn, Reaction, is_echo, is_hum
from vr_app.speech.chimes import chirp
from vr_app.speech.commands import CommandFinder
from vr_app.speech.turn_taking import is_answer, is_backchannel

log = logging.getLogger(__name__)

_CHIRP_S, _DEVICE_PATIENCE_S = 2.0, 6.0
_ENDING_S = 8.0
"""Silence that ends any sentence, whatever the longest pause is set to."""
_LOST_ECHO_S = 1.0
"""After the host fell silent its echo may still be in the room (or in the recogniser)."""


class MicrophoneLike(Protocol):
    """`audio.Microphone` or `audio.RecordedMicrophone`."""

    def open(self) -> None: ...

    def choose(self, device: str) -> None: ...

    def close(self) -> None: ...


class HearingLike(Protocol):
    """`inference.HearingClient`."""

    def start(self) -> None: ...

    def send(self, command: Any) -> None: ...

    def close(self) -> None: ...


MakeMicrophone = Callable[[Callable[[CapturedBlock], None], Callable[[str, str], None], str], MicrophoneLike]
MakeHearing = Callable[[Post], HearingLike]


class Ears:
    """Takes sound and reports, gives lines and commands.

    Args:
        settings: as they stand.
        post: the conversation's inbox.
        tell: shows an event to whoever looks on, past the conversation (levels, ten a second).
        speaker: the loudspeaker: takes `HoldPlayback` and `ResumePlayback`, has a `tap`.
        make_hearing: the hearing program; raises UserError nowhere: what lacks is reported as `HearingFailed`.
        make_microphone: the microphone.
        obey: does a command.
        finder: tells commands from talk.
    """

    def __init__(
        self,
        settings: HearingSettings,
        post: Post,
        tell: Post,
        speaker: Any,
        make_hearing: MakeHearing,
        make_microphone: MakeMicrophone,
        obey: Callable[[he.CommandGiven], None],
        finder: CommandFinder,
        *,
        person: PersonId = DEFAULT_PERSON,
    ) -> None:
        self._settings = settings
        self._post = post
        self._tell = tell
        self._speaker = speaker
        self._make_hearing = make_hearing
        self._make_microphone = make_microphone
        self._obey = obey
        self._finder = finder
        self._person = person
        self._lock = threading.RLock()
        self._barge_in = BargeIn()
        self._hearing: HearingLike | None = None
        self._microphone: MicrophoneLike | None = None
        self._reference: EchoReference | None = None
        self._listening = False
        self._ready = False
        self._device = ""
        self._problem = ""
        self._open_turns: set[int] = set()
        self._asked = False
        self._quiet_since_s = 0.0
        self._said_lately = ""
        self._overheard: Callable[[tuple[bytes, bytes]], None] | None = None
        self._last_state: he.HearingChanged | None = None

    # ------------------------------------------------------------------ any thread: what the person wants

    @property
    def listening(self) -> bool:
        """The microphone is open, or is being opened."""
        return self._listening

    @property
    def ready(self) -> bool:
        """The hearing program is there and sound comes in."""
        return self._ready and self._listening and bool(self._device)

    @property
    def holding_or_stopped(self) -> bool:
        """The host was made silent, for a moment or for good."""
        return self._barge_in.holding or not self._barge_in.host_speaks

    @property
    def microphone(self) -> MicrophoneLike | None:
        """The microphone in use."""
        return self._microphone

    def listen(self, on: bool) -> None:
        """Opens or closes the microphone."""
        with self._lock:
            if on == self._listening:
                return
            self._listening = on
            if on:
                self._begin()
            closed = None if on else self._microphone
            if not on:
                self._finish_sentence()
                self._microphone, self._device = None, ""
                self._speaker.tap = None
        if closed is not None:
            closed.close()
        self._tell_state()

    def press(self, down: bool) -> None:
        """The talk key; it opens the microphone where it is not."""
        if down and not self._listening:
            self.listen(True)
        with self._lock:
            if self._hearing is not None:
                if mode_of(self._settings, self._device) != "push" and down:
                    return
                self._hearing.send(he.HoldTalkKey(down))

    def retune(self, settings: HearingSettings) -> None:
        """Other settings from now on."""
        with self._lock:
            old, self._settings = self._settings, settings
            if self._hearing is not None:
                self._hearing.send(rules_of(settings, self._device))
            if self._reference is not None:
                self._reference.delay_s = settings.echo_delay_s
            microphone = self._microphone if old.device != settings.device else None
        if microphone is not None:
            microphone.choose(settings.device)
        self._tell_state()

    def measure_echo(self) -> he.SoundChecked:
        """Plays a chirp and finds it in what the microphone hears. Waits for about two seconds."""
        if not self._listening:
            self.listen(True)
        if not self._device_here(_DEVICE_PATIENCE_S):
            return he.SoundChecked("echo", self._problem or "The microphone does not answer.")
        pairs: list[tuple[bytes, bytes]] = []
        self._overheard = pairs.append
        rate_hz = int(getattr(self._speaker, "sample_rate_hz", 48_000))
        self._speaker.chime(chirp(rate_hz))
        time.sleep(_CHIRP_S)
        self._overheard = None
        taken = np.frombuffer(b"".join(pair[0] for pair in pairs), "<i2").astype(np.float32) / 32768.0
        played = np.frombuffer(b"".join(pair[1] for pair in pairs), "<i2").astype(np.float32) / 32768.0
        return echo_found(taken, played, self._settings.echo_delay_s)

    def _device_here(self, patience_s: float) -> bool:
        deadline_s = time.monotonic() + patience_s
        while not self._device and time.monotonic() < deadline_s:
            time.sleep(0.05)
        return bool(self._device)

    def close(self) -> None:
        """Ends everything."""
        self.listen(False)
        with self._lock:
            hearing, self._hearing = self._hearing, None
        if hearing is not None:
            hearing.close()

    # ------------------------------------------------------------------ the conversation's events

    def note(self, event: Any) -> None:
        """An observer of the conversation, on the host thread."""
        with self._lock:
            match event:
                case ev.TurnOpened():
                    self._open_turns.add(event.turn)
                case ev.SentenceReady():
                    self._barge_in.host_says(event.text)
                    self._said_lately = f"{self._said_lately} {event.text}"[-600:]
                    self._asked = event.text.rstrip(" \"”’'").endswith(("?", "？"))
                case ev.PlaybackStarted():
                    self._barge_in.host_began()
                    self._send(he.HostIsHeard(True))
                case ev.TurnClosed():
                    self._open_turns.discard(event.turn)
                    if not self._open_turns:
                        self._barge_in.host_ended()
                        self._quiet_since_s = time.monotonic()
                        self._send(he.HostIsHeard(False))

    # ------------------------------------------------------------------ the microphone's thread

    def _begin(self) -> None:
        if self._hearing is None:
            self._hearing = self._make_hearing(self._take)
            self._hearing.start()
            self._hearing.send(rules_of(self._settings))
        rate_hz = int(getattr(self._speaker, "sample_rate_hz", 48_000))
        self._reference = EchoReference(rate_hz, self._settings.echo_delay_s)
        self._speaker.tap = self._reference.played
        self._microphone = self._make_microphone(self._block, self._device_told, self._settings.device)
        self._microphone.open()

    def _block(self, block: CapturedBlock) -> None:
        if not self._listening or (hearing := self._hearing) is None or (reference := self._reference) is None:
            return
        played = reference.until(block.at_s, len(block.pcm) // 2)
        if self._overheard is not None:
            self._overheard((block.pcm, played.astype("<i2").tobytes()))
        hearing.send(he.HearSound(block.pcm + played.astype(np.int16).tobytes(), block.at_s))
        if self._barge_in.holding:
            with self._lock:
                self._react(self._barge_in.tick(time.monotonic()))

    def _device_told(self, name: str, problem: str) -> None:
        with self._lock:
            was, self._device, self._problem = self._device, name, problem
            self._send(rules_of(self._settings, name))
            if problem:
                self._finish_sentence()
        if problem:
            self._post(ev.HostNotice(f"{problem} You can go on by typing; it is looked for again and again."))
        elif name and not was and self._last_state is not None and self._last_state.problem:
            self._post(ev.HostNotice(f"The microphone is there: {name}."))
        self._tell_state()

    def _finish_sentence(self) -> None:
        """No more sound comes: what was being said ends here, and the host, if it was held, goes on."""
        if self._hearing is not None:
            count = int(_ENDING_S * 16_000) // 160 * 160
            self._hearing.send(he.HearSound(bytes(4 * count), time.monotonic()))
        self._react("resume" if self._barge_in.holding else None)

    # ------------------------------------------------------------------ the hearing program's reports

    def _take(self, report: Any) -> None:
        if isinstance(report, he.SoundLevel):
            if self._listening:
                self._tell(report)
            return
        if not self._listening and isinstance(report, he.VoiceBegan | he.VoicePaused | he.WordsHeard | he.LineHeard):
            return
        self._post(report)
        with self._lock:
            match report:
                case he.HearingReady():
                    self._ready, self._problem = True, ""
                    self._tell_state()
                case he.HearingFailed():
                    self._ready = False
                    self._problem = "" if report.recoverable else report.message
                    self._react("resume" if self._barge_in.holding else None)
                    self._post(ev.HostNotice(report.message))
                    self._tell_state()
                case he.VoiceBegan():
                    self._react(self._barge_in.voice_began(report.speech, time.monotonic()))
                case he.WordsHeard():
                    self._words(report)
                case he.VoiceDropped():
                    self._react(self._barge_in.dropped(report.speech))
                case he.LineHeard():
                    self._line(report)

    def _words(self, words: he.WordsHeard) -> None:
        spoke = self._barge_in.host_speaks
        self._react(
            self._barge_in.words(
                words.speech, words.text, paused=words.paused, voiced_s=words.voiced_s, sure=words.sure
            ),
        )
        if not spoke and words.text:
            self._post(he.VisitorSpeaking(words.text, whole=words.paused))

    def _line(self, line: he.LineHeard) -> None:
        spoke = self._barge_in.host_speaks
        self._react(self._barge_in.line(line.speech, line.text, voiced_s=line.voiced_s, sure=line.sure))
        lately = spoke or line.began_s < self._quiet_since_s + _LOST_ECHO_S
        hummed = is_hum(line.text, voiced_s=line.voiced_s, sure=line.sure)
        listens = spoke and (hummed or is_backchannel(line.text))
        found = None
        if not (listens or (lately and is_echo(line.text, self._said_lately))):
            found = self._finder.find(line.text)
            if found is None and not hummed and is_answer(line.text, asked=self._asked):
                self._said_lately = ""
                self._post(ev.VisitorSpoke(line.text, by="voice", person=self._person, posted_s=line.ended_s))
                return
        if found is None:
            self._post(he.LineUnanswered(line.speech))
            return
        if found.name == "hush":
            self._post(ev.StopRequested())
        command = he.CommandGiven(found.name, line.text, found.confidence)
        self._post(command)
        self._obey(command)

    def _react(self, reaction: Reaction | None) -> None:
        match reaction:
            case "hold":
                self._speaker.send(he.HoldPlayback())
            case "resume":
                self._speaker.send(he.ResumePlayback())
            case "stop":
                self._post(ev.StopRequested())

    # ------------------------------------------------------------------ small parts

    def _send(self, command: Any) -> None:
        if self._hearing is not None:
            self._hearing.send(command)

    def _tell_state(self) -> None:
        mode, problem = mode_of(self._settings, self._device), self._problem if self._listening else ""
        state = he.HearingChanged(self.ready, mode, self._device, problem)
        if state != self._last_state:
            self._last_state = state
            self._post(state)
