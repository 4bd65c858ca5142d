"""`vr-app doctor --audio`: the first minute with microphone and loudspeaker, in the terminal."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vr_app.app.checkup.health import Check
from vr_app.app.folders import settings_file
from vr_app.app.listening.hearing import make_ears
from vr_app.app.listening.voice_sides import SIDES, WORDS, VoiceSides
from vr_app.app.models import inference_config
from vr_app.app.settings_file import write_setting
from vr_app.app.wiring import make_inference, make_speaker
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ids import TurnId
from vr_app.kernel.settings import HearingSettings, Settings
from vr_app.speech.talk_key import is_named, naming

SENTENCE = "The lamp is lit and the sea is calm tonight."
READY_S, SPEAK_S, VOICE_S = 60.0, 12.0, 60.0


@dataclass
class AudioFound:
    """What the check found.

    Attributes:
        level_db: the loudest while the person spoke; None where nothing came.
        by_key: one talks by key with this microphone.
    """

    microphone: str = ""
    loudspeaker: str = ""
    heard: str = ""
    level_db: float | None = None
    echo_delay_s: float | None = None
    by_key: bool = False
    problems: list[str] = field(default_factory=list)

    def checks(self) -> list[Check]:
        """As lines of the doctor's report."""
        found = [Check("Loudspeaker", "ok" if "Hz" in self.loudspeaker else "lacks", self.loudspeaker)]
        found.append(Check("Microphone", "ok" if self.microphone else "lacks", self.microphone or "none"))
        if self.heard:
            level = f" (loudest {self.level_db:.0f} dB)" if self.level_db is not None else ""
            found.append(Check("Hearing", "ok", f"“{self.heard}”{level}"))
        else:
            found.append(Check("Hearing", "lacks", "nothing was heard", "Speak up, or choose another microphone."))
        echo = f"{self.echo_delay_s * 1000:.0f} ms" if self.echo_delay_s is not None else "none found"
        found.append(Check("Echo", "ok", echo))
        if self.microphone:
            found.append(Check("Talking", "ok", "while a key is held" if self.by_key else "whenever you speak"))
        return [*found, *(Check("Sound", "lacks", problem) for problem in self.problems)]


def check_audio(settings: Settings, say: Callable[[str], None], ask: Callable[[str], bool] | None = None) -> AudioFound:
    """Goes through the first minute. Never raises for a device: it is told in the result.

    Args:
        say: takes what the person is to do next.
        ask: asks the person something; None where there is nobody to ask.
    """
    found = AudioFound()
    events: queue.SimpleQueue[Any] = queue.SimpleQueue()
    speaker = make_speaker(settings.voice, events.put)
    found.loudspeaker = speaker.open()
    ears = make_ears(settings.hearing, events.put, events.put, speaker, lambda command: None)
    config = inference_config(settings)
    voice = make_inference(type(config)(None, config.voice, config.log_dir), events.put, settings.voice.speed)
    voice.start()
    try:
        say("Getting ready to listen ...")
        ears.listen(True)
        if _wait_ready(events, found):
            say(f"Now say: “{SENTENCE}”")
            _listen(events, found)
        _speak_sides(voice, speaker, events, say, found)
        if found.microphone:
            say("A chirp is played now. Please be quiet for two seconds.")
            echo = ears.measure_echo()
            say(echo.words)
            found.echo_delay_s = echo.delay_s
            if echo.delay_s is not None:
                write_setting(settings_file(), "hearing.echo_delay_s", echo.delay_s)
            found.by_key = choose_key(settings.hearing, found.microphone, ask, say)
    finally:
        ears.close()
        voice.close()
        speaker.close()
    return found


def choose_key(
    hearing: HearingSettings, microphone: str, ask: Callable[[str], bool] | None, say: Callable[[str], None]
) -> bool:
    """Asks whether one wants to talk by key with this microphone, and keeps the answer. Returns: whether one does."""
    if hearing.mode == "push":
        say("You talk by key: hold F8, or Space while you are not typing.")
        return True
    before = is_named(hearing.by_key, microphone)
    if ask is None:
        return before
    wanted = ask(f"Talk only while a key is held with the microphone {microphone}?")
    if wanted != before:
        write_setting(settings_file(), "hearing.by_key", naming(hearing.by_key, microphone, wanted))
    say("Hold F8, or Space while you are not typing." if wanted else "Virgil listens whenever the microphone is open.")
    return wanted


def _wait_ready(events: queue.SimpleQueue[Any], found: AudioFound) -> bool:
    deadline_s = time.monotonic() + READY_S
    while (left_s := deadline_s - time.monotonic()) > 0:
        try:
            event = events.get(timeout=left_s)
        except queue.Empty:
            break
        if isinstance(event, he.HearingChanged):
            if event.problem:
                found.problems.append(event.problem)
                return False
            if event.listening:
                found.microphone = event.device
                return True
            found.microphone = event.device
    found.problems.append("Hearing did not come up.")
    return False


def _listen(events: queue.SimpleQueue[Any], found: AudioFound) -> None:
    deadline_s = time.monotonic() + SPEAK_S
    while (left_s := deadline_s - time.monotonic()) > 0:
        try:
            event = events.get(timeout=left_s)
        except queue.Empty:
            return
        if isinstance(event, he.SoundLevel):
            found.level_db = event.level_db if found.level_db is None else max(found.level_db, event.level_db)
        elif isinstance(event, he.LineHeard):
            found.heard = event.text
            return


def _speak_sides(
    voice: Any, speaker: Any, events: queue.SimpleQueue[Any], say: Callable[[str], None], found: AudioFound
) -> None:
    sides = VoiceSides(speaker)
    for number, side in enumerate(SIDES):
        voice.send(ev.Synthesize(TurnId(number), 0, WORDS[side], final=True))
        utterance = _until(events, ev.SpeechSynthesized)
        if utterance is None:
            found.problems.append("The voice cannot be heard: it is not installed, or does not come up.")
            break
        say(f"You should hear: {sides.go(side)}")
        speaker.send(ev.PlayUtterance(utterance.utterance))
        _until(events, ev.PlaybackFinished)
    sides.back()


def _until(events: queue.SimpleQueue[Any], kind: type) -> Any:
    deadline_s = time.monotonic() + VOICE_S
    while (left_s := deadline_s - time.monotonic()) > 0:
        try:
            event = events.get(timeout=left_s)
        except queue.Empty:
            return None
        if isinstance(event, ev.InferenceFailed):
            return None
        if isinstance(event, kind):
            return event
    return None
