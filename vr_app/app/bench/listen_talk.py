"""Spoken turns in a real talk: end of speech to first audio, interruptions, backchannels, the host's own echo."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from vr_app.app.bench.figures import figures
from vr_app.app.bench.listen_cases import RATE_HZ, Case, Samples, through_room
from vr_app.app.conversation import Conversation
from vr_app.app.latency import LatencyLog
from vr_app.app.listening.hearing import make_ears
from vr_app.app.manner import manner_of
from vr_app.app.places import OpenedPlace
from vr_app.app.wiring import make_inference
from vr_app.audio.echo_reference import EchoReference
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.audio.recorded_microphone import RecordedMicrophone
from vr_app.host.dialogue import Dialogue
from vr_app.host.spoken_mind import SpokenMind
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId
from vr_app.kernel.settings import Settings

PATIENCE_S = 120.0
_BESIDE = TurnId(1_000_000)
"""Of what the voice says beside the talk: no turn of it is ever that late, so none cancels it."""
_LAST_LINE_S = 2.5
"""From the end of a recording to its last line, at the longest pause."""
_AHEAD_S = 0.15
"""No room hears a sound before a device was given it: a busy machine must not make an echo of silence here."""
_STORY = (
    "Long ago a keeper lived in the tower above the bay, and every evening he climbed the stairs with his lamp.",
    "He counted the boats as they came home, and he knew each of them by the colour of its sail.",
    "When the fog was thick he rang the bell, slowly, once a minute, until the last of them was in.",
    "People say that on quiet nights the bell can still be heard, far out, where the water is deep.",
)


class SpokenTalk:
    """A talk whose visitor is a recording, played into a virtual microphone in real time."""

    def __init__(self, settings: Settings, opened: OpenedPlace, config: InferenceConfig) -> None:
        self.events: queue.SimpleQueue[tuple[float, Any]] = queue.SimpleQueue()
        self.latency = LatencyLog()
        self.watched: list[Any] = []
        """Voices, lines and commands, for whoever wants all of them."""
        self.cues_s: list[float] = []
        """When the host's body did something."""
        self.microphone: RecordedMicrophone | None = None
        self._models = [kind for kind in ("language", "voice") if getattr(config, kind) is not None]
        dialogue = Dialogue(opened.persona, opened.place, manner_of(config, settings.language.temperature))
        self.conversation = Conversation(
            SpokenMind(dialogue, dialogue),
            lambda post: make_inference(config, post, settings.voice.speed),
            lambda post: NullSpeaker(post),
            observers=(self._observe,),
        )
        self.ears = make_ears(
            settings.hearing,
            self.conversation.post,
            lambda event: None,
            self.conversation.speaker,
            lambda command: None,
            make_microphone=self._make_microphone,
        )

    def _make_microphone(self, *arguments: Any) -> RecordedMicrophone:
        self.microphone = RecordedMicrophone(*arguments)
        return self.microphone

    def _observe(self, event: Any) -> None:
        now_s = time.monotonic()
        self.latency.note(event, now_s)
        self.ears.note(event)
        self.events.put((now_s, event))
        if isinstance(event, ev.BodyCue):
            self.cues_s.append(now_s)
        if isinstance(event, ev.VisitorSpoke | he.VoiceBegan | he.CommandGiven | he.LineHeard):
            self.watched.append(event)

    def open(self) -> None:
        """Raises: DeviceError where a part does not come up."""
        self.conversation.start()
        self.ears.listen(True)
        ready: set[str] = set()
        while ready != {*self._models, "hearing"}:
            _, event = self.until((ev.ModelReady, he.HearingReady))
            ready.add("hearing" if isinstance(event, he.HearingReady) else event.kind)

    def until(self, kind: Any, patience_s: float = PATIENCE_S) -> tuple[float, Any]:
        """The next event of a kind. Raises: DeviceError where none comes."""
        deadline_s = time.monotonic() + patience_s
        while (left_s := deadline_s - time.monotonic()) > 0:
            try:
                at_s, event = self.events.get(timeout=left_s)
            except queue.Empty:
                break
            if isinstance(event, he.HearingFailed) or self._lacks(event):
                raise DeviceError(event.message, recoverable=False)
            if isinstance(event, kind):
                return at_s, event
        raise DeviceError(f"Nothing of {kind} came within {patience_s:g} s.", recoverable=True)

    def _lacks(self, event: Any) -> bool:
        """Whether a model that this talk needs is gone: without turns nobody needs a language model."""
        return isinstance(event, ev.InferenceFailed) and event.turn is None and event.kind in self._models

    def drain(self) -> list[Any]:
        """What has come and was not looked at."""
        found = []
        while not self.events.empty():
            found.append(self.events.get()[1])
        return found

    def say(self, samples: Samples) -> float:
        """Plays a recording. Returns: monotonic second of its first sample."""
        assert self.microphone is not None
        return self.microphone.play(samples)

    def tell_story(self) -> None:
        """Lets the host speak for about half a minute; returns as it is heard."""
        self.conversation.post(he.ReciteLines("", _STORY))
        self.until(ev.PlaybackStarted)

    def prepare_sound_ahead(self, seconds: float) -> None:
        """From now on the loudspeaker is given its sound so long before it is heard, and the ears listen anew."""
        self.ears.listen(False)
        self.conversation.speaker.ahead_s = seconds  # type: ignore[attr-defined]
        time.sleep(2 * seconds)
        self.ears.listen(True)

    def end_turn(self) -> None:
        """Silence, and nothing open: what is left of the recording is said to its end, and counts for no other."""
        assert self.microphone is not None
        if not self.microphone.wait(0.0):
            self.microphone.wait(PATIENCE_S)
            time.sleep(_LAST_LINE_S)
        self.conversation.post(ev.StopRequested())
        time.sleep(1.2)
        self.drain()

    def close(self) -> None:
        self.ears.close()
        self.conversation.close()


def bench_turns(talk: SpokenTalk, cases: Sequence[Case]) -> dict[str, Any]:
    """Says each recording and waits for the answer's first sound and its end."""
    rows: list[dict[str, Any]] = []
    for case in cases:
        talk.drain()
        talk.cues_s.clear()
        talk.say(case.samples)
        try:
            line_s, line = talk.until((he.LineHeard, he.VoiceDropped), len(case.samples) / RATE_HZ + 15.0)
            if isinstance(line, he.VoiceDropped):
                rows.append({"path": case.name, "heard": ""})
                continue
            _, opened = talk.until(ev.TurnOpened, 5.0)
            _, begun = talk.until((ev.PlaybackStarted, ev.TurnClosed))
        except DeviceError:
            rows.append({"path": case.name, "heard": ""})
            talk.end_turn()
            continue
        timing = talk.latency.turns[opened.turn]
        if isinstance(begun, ev.PlaybackStarted):
            rows.append(
                {
                    "path": case.name,
                    "heard": line.text,
                    "waiting_for_more": max(0.0, line.decided_s - line.ended_s),
                    "recognising": max(0.0, line_s - line.decided_s),
                    "first_sign": min(at_s for at_s in talk.cues_s if at_s > line.ended_s) - line.ended_s,
                    "first_audio": begun.monotonic_s - line.ended_s,
                    **{f"then_{name}": value for name, value in timing.stages().items() if name != "asking"},
                }
            )
        else:  # whoever spoke went on speaking before the answer could be heard
            rows.append({"path": case.name, "heard": line.text})
        talk.end_turn()
    stages = [name for row in rows for name in row if name not in ("path", "heard")]
    return {
        "turns": len(rows),
        "answered": sum("first_audio" in row for row in rows),
        **{f"{name}_s": figures([row[name] for row in rows if name in row]) for name in dict.fromkeys(stages)},
        "each": [
            {name: round(value, 2) if isinstance(value, float) else value for name, value in row.items()}
            for row in rows
        ],
    }


def bench_interruptions(talk: SpokenTalk, sounds: Sequence[tuple[str, Samples]], *, stops: bool) -> dict[str, Any]:
    """Speaks into the host's speech.

    Args:
        stops: whether these are to stop the host.
    """
    wrong, holds, ends, each = [], [], [], []
    for label, samples in sounds:
        talk.tell_story()
        time.sleep(1.2)
        talk.drain()
        onset_s = talk.say(samples) + first_sound_s(samples)
        silent_s = _until_silent(talk, onset_s + 4.0)
        time.sleep(max(0.0, onset_s + len(samples) / RATE_HZ + 2.5 - time.monotonic()))
        events = talk.drain()
        stopped = any(isinstance(event, ev.StopRequested | ev.VisitorSpoke) for event in events)
        if silent_s is not None:
            (holds if stopped else ends).append(silent_s - onset_s)
        heard = [event.text for event in events if isinstance(event, he.LineHeard | he.WordsHeard)]
        each.append({"sound": label, "silent_after_s": round(silent_s - onset_s, 3) if silent_s is not None else None})
        if stopped != stops:
            wrong.append({"sound": label, "heard": heard[-1] if heard else ""})
        talk.end_turn()
    key = "missed" if stops else "false_stops"
    return {
        "sounds": len(sounds),
        key: len(wrong),
        f"{key}_share": round(len(wrong) / max(len(sounds), 1), 4),
        "voice_to_silence_s": figures(holds or ends),
        "wrong": wrong,
        "each": each,
    }


def bench_echo(talk: SpokenTalk, seconds: float, level_db: float) -> dict[str, Any]:
    """Only the host's own echo comes in while it speaks."""
    talk.prepare_sound_ahead(_AHEAD_S)
    room = EchoRoom(talk.conversation.speaker, level_db)
    assert talk.microphone is not None
    ears_tap = talk.conversation.speaker.tap  # type: ignore[attr-defined]
    talk.conversation.speaker.tap = lambda block, leaves_s: (  # type: ignore[attr-defined]
        ears_tap(block, leaves_s),
        room.played(block, leaves_s),
    )
    talk.microphone.echo = room.heard
    talk.drain()
    begun_s, voices, turns = time.monotonic(), 0, 0
    talk.watched.clear()
    while time.monotonic() - begun_s < seconds:
        talk.tell_story()
        talk.until(ev.TurnClosed)
        time.sleep(1.0)
        talk.drain()
    for event in talk.watched:
        turns += isinstance(event, ev.VisitorSpoke | he.CommandGiven)
        voices += isinstance(event, he.VoiceBegan)
    heard = [event.text for event in talk.watched if isinstance(event, he.LineHeard)]
    talk.prepare_sound_ahead(0.0)
    return {
        "seconds": round(time.monotonic() - begun_s, 1),
        "voices_suspected": voices,
        "turns_triggered": turns,
        "heard": heard,
    }


class EchoRoom:
    """A room in which the microphone hears the loudspeaker."""

    def __init__(self, speaker: Any, level_db: float) -> None:
        self._reference = EchoReference(speaker.sample_rate_hz, 0.08)
        self._past = np.zeros(RATE_HZ, np.float32)
        self._level_db = level_db

    def played(self, block: Any, leaves_s: float) -> None:
        self._reference.played(block, leaves_s)

    def heard(self, at_s: float, count: int) -> Samples:
        """What the room adds to the microphone."""
        fresh = self._reference.until(at_s, count).astype(np.float32) / 32768.0
        self._past = np.concatenate([self._past, fresh])[-RATE_HZ:]
        return through_room(self._past, self._level_db)[-count:]


def first_sound_s(samples: Samples) -> float:
    """Seconds until a recording is as loud as a tenth of its loudest."""
    loud = np.flatnonzero(np.abs(samples) > 0.1 * float(np.abs(samples).max(initial=1e-6)))
    return float(loud[0]) / RATE_HZ if len(loud) else 0.0


def spoken_sounds(talk: SpokenTalk, texts: Sequence[str]) -> list[tuple[str, Samples]]:
    """Texts as the installed voice says them."""
    import soxr

    found = []
    for index, text in enumerate(texts):
        talk.conversation.inference.send(ev.Synthesize(_BESIDE, index, text))
        _, made = talk.until(ev.SpeechSynthesized)
        utterance = made.utterance
        samples = np.frombuffer(utterance.pcm, "<i2").astype(np.float32) / 32768.0
        found.append((text, np.asarray(soxr.resample(samples, utterance.sample_rate_hz, RATE_HZ), np.float32)))
    return found


def _until_silent(talk: SpokenTalk, until_s: float) -> float | None:
    """The moment from which nothing of the host's speech leaves the loudspeaker; None where it goes on."""
    look: Callable[[], bool] = lambda: talk.conversation.speaker.playhead().utterance is None  # noqa: E731
    quiet_since: float | None = None
    while (now_s := time.monotonic()) < until_s:
        if not look():
            quiet_since = None
        elif quiet_since is None:
            quiet_since = now_s
        elif now_s - quiet_since > 0.1 and talk.ears.holding_or_stopped:
            return quiet_since
        time.sleep(0.004)
    return None
