"""Ears: what is held, stopped, answered, obeyed, and told of the microphone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from vr_app.app.listening.ears import Ears
from vr_app.app.listening.hearing_rules import echo_found, mode_of
from vr_app.app.listening.spoken_commands import CommandDoer, around
from vr_app.audio.capture_wire import CapturedBlock
from vr_app.audio.echo_reference import EARLY_S
from vr_app.host.place.scene_brief import KnownThing, Place, Viewpoint
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ids import TurnId
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import HearingSettings, Settings, changed
from vr_app.speech.chimes import chirp
from vr_app.speech.commands import CommandFinder


class Loudspeaker:
    sample_rate_hz = 48_000
    tap: Any = None

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send(self, command: Any) -> None:
        self.sent.append(command)

    def chime(self, samples: np.ndarray) -> None:
        self.sent.append("chime")


class Program:
    """The hearing program's place."""

    def __init__(self, post: Post) -> None:
        self.post, self.sent = post, []

    def start(self) -> None:
        self.post(he.HearingReady("fake", 0.1))

    def send(self, command: Any) -> None:
        self.sent.append(command)

    def close(self) -> None: ...


class Device:
    """The microphone's place."""

    def __init__(self, take: Callable[[CapturedBlock], None], told: Callable[[str, str], None], device: str) -> None:
        self.take, self.told, self.device = take, told, device

    def open(self) -> None:
        self.told("desk microphone", "")

    def choose(self, device: str) -> None:
        self.device = device

    def close(self) -> None: ...


class Rig:
    def __init__(self, settings: HearingSettings | None = None) -> None:
        self.posted: list[Any] = []
        self.levels: list[Any] = []
        self.obeyed: list[he.CommandGiven] = []
        self.speaker = Loudspeaker()
        self.ears = Ears(
            settings or HearingSettings(),
            self.posted.append,
            self.levels.append,
            self.speaker,
            self._program,
            self._device,
            self.obeyed.append,
            CommandFinder(),
        )
        self.ears.listen(True)

    def _program(self, post: Post) -> Program:
        self.program = Program(post)
        return self.program

    def _device(self, *arguments: Any) -> Device:
        self.device = Device(*arguments)
        return self.device

    def host_speaks(self, text: str = "The lamp is lit every evening at seven.") -> None:
        for event in (
            ev.TurnOpened(TurnId(1), "", "arrival"),
            ev.SentenceReady(TurnId(1), 0, text),
            ev.PlaybackStarted(TurnId(1), 0, 0.0, 0.0),
        ):
            self.ears.note(event)

    def line(self, text: str, speech: int = 1) -> None:
        self.program.post(he.LineHeard(speech, text, 5.0, 6.0, 6.4, 6.5, voiced_s=0.9))

    def of(self, kind: Any) -> list[Any]:
        return [event for event in self.posted if isinstance(event, kind)]


def test_a_line_becomes_the_visitors_turn_timed_from_the_end_of_speech() -> None:
    rig = Rig()
    rig.line("What is that lamp?")
    assert rig.of(ev.VisitorSpoke) == [ev.VisitorSpoke("What is that lamp?", by="voice", posted_s=6.0)]


def test_an_interruption_holds_at_once_then_stops_and_is_answered() -> None:
    rig = Rig()
    rig.host_speaks()
    rig.program.post(he.VoiceBegan(1, 5.0))
    assert rig.speaker.sent == [he.HoldPlayback()]
    rig.program.post(he.WordsHeard(1, "but what is that", voiced_s=0.9))
    assert len(rig.of(ev.StopRequested)) == 1
    rig.line("But what is that?")
    assert [event.text for event in rig.of(ev.VisitorSpoke)] == ["But what is that?"]
    assert he.ResumePlayback() not in rig.speaker.sent


def test_mhm_is_held_let_go_and_not_answered() -> None:
    rig = Rig()
    rig.host_speaks()
    rig.program.post(he.VoiceBegan(1, 5.0))
    rig.program.post(he.WordsHeard(1, "Mm-hmm.", paused=True, voiced_s=0.3))
    rig.line("Mm-hmm.")
    assert rig.speaker.sent == [he.HoldPlayback(), he.ResumePlayback()]
    assert rig.of(ev.StopRequested) == rig.of(ev.VisitorSpoke) == []
    assert [event.speech for event in rig.of(he.LineUnanswered)] == [1]


def test_the_hosts_own_words_are_not_answered() -> None:
    rig = Rig()
    rig.host_speaks()
    rig.program.post(he.VoiceBegan(1, 5.0))
    rig.line("the lamp is lit every evening")
    assert rig.of(ev.VisitorSpoke) == []
    assert rig.speaker.sent[-1] == he.ResumePlayback()


def test_a_command_is_done_and_not_answered() -> None:
    rig = Rig()
    rig.line("Speak more slowly, please.")
    assert [command.name for command in rig.obeyed] == ["slower"]
    assert rig.of(ev.VisitorSpoke) == []
    rig.line("Stop.", 2)
    assert len(rig.of(ev.StopRequested)) == 1 and rig.obeyed[-1].name == "hush"


def test_words_under_way_are_read_ahead_only_while_the_host_is_silent() -> None:
    rig = Rig()
    rig.program.post(he.WordsHeard(1, "I would like to know"))
    assert rig.of(he.VisitorSpeaking) == [he.VisitorSpeaking("I would like to know")]
    rig.host_speaks()
    rig.program.post(he.WordsHeard(2, "something else entirely"))
    assert len(rig.of(he.VisitorSpeaking)) == 1


def test_a_microphone_that_goes_away_is_told_and_told_again_when_it_is_back() -> None:
    rig = Rig()
    assert rig.of(he.HearingChanged)[-1] == he.HearingChanged(True, "open", "desk microphone")
    rig.device.told("", "The microphone went away.")
    assert "typing" in rig.of(ev.HostNotice)[-1].text
    assert not rig.of(he.HearingChanged)[-1].listening
    rig.device.told("desk microphone", "")
    assert "is there" in rig.of(ev.HostNotice)[-1].text
    assert rig.of(he.HearingChanged)[-1].listening


def test_a_microphone_that_goes_in_mid_sentence_ends_the_sentence_and_lets_the_host_go_on() -> None:
    rig = Rig()
    rig.host_speaks()
    rig.program.post(he.VoiceBegan(1, 5.0))
    rig.device.told("", "The microphone went away.")
    assert rig.speaker.sent == [he.HoldPlayback(), he.ResumePlayback()]
    silence = rig.program.sent[-1]
    assert isinstance(silence, he.HearSound) and not any(silence.sound) and len(silence.sound) % 640 == 0


def test_sound_goes_to_the_program_with_what_was_played_and_levels_past_the_conversation() -> None:
    rig = Rig()
    rig.device.take(CapturedBlock(bytes(640), 10.0))
    (sound,) = [command for command in rig.program.sent if isinstance(command, he.HearSound)]
    assert len(sound.sound) == 1280 and sound.at_s == 10.0
    rig.program.post(he.SoundLevel(-30.0, -30.0, 0.1, 10.0))
    assert len(rig.levels) == 1 and not rig.of(he.SoundLevel)


def test_closed_ears_hear_nothing() -> None:
    rig = Rig()
    rig.ears.listen(False)
    rig.line("What is that?")
    assert rig.of(ev.VisitorSpoke) == []
    assert rig.speaker.tap is None


def test_the_talk_key_reaches_the_program_in_its_mode_only() -> None:
    rig = Rig(HearingSettings(mode="push"))
    rig.ears.press(True)
    rig.ears.press(False)
    assert [c for c in rig.program.sent if isinstance(c, he.HoldTalkKey)] == [
        he.HoldTalkKey(True),
        he.HoldTalkKey(False),
    ]


def test_a_chirp_is_found_where_the_echo_is() -> None:
    played = np.concatenate([np.zeros(4000, np.float32), chirp(16_000), np.zeros(16_000, np.float32)])
    noise = 0.01 * np.random.default_rng(2).standard_normal(len(played)).astype(np.float32)
    taken = 0.3 * np.concatenate([np.zeros(1280, np.float32), played])[: len(played)] + noise
    found = echo_found(taken, played, 0.0)
    assert found.delay_s == pytest.approx(0.08 - EARLY_S, abs=0.002)
    assert " 50 ms" in found.words
    early = echo_found(0.3 * np.roll(played, -320) + noise, played, EARLY_S)
    assert early.delay_s == pytest.approx(-0.02, abs=0.002) and " 0 ms" in early.words
    assert echo_found(noise, played, 0.0).delay_s is None
    assert echo_found(taken, np.zeros_like(played), 0.0).delay_s is None


class Doing:
    def __init__(self) -> None:
        self.posted: list[Any] = []
        self.settings = Settings()
        self.asked: list[tuple[bool, bool]] = []
        self.muted = 0
        here = (KnownThing("lamp", "a lamp", "", (0.0, 0.0, -3.0)), KnownThing("well", "a well", "", (2.0, 0.0, 0.0)))
        self.do = CommandDoer(
            post=self.posted.append,
            settings=lambda: self.settings,
            change=self.change,
            mute=lambda: setattr(self, "muted", self.muted + 1),
            sound=lambda kind: self.posted.append(kind),
            place=lambda: Place("The yard", things=here),
            viewpoint=Viewpoint,
            ask_wearer=lambda recentre, safe: self.asked.append((recentre, safe)),
        )

    def change(self, name: str, value: Any) -> None:
        self.settings = changed(self.settings, name, value)


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("slower", "voice.speed", 0.85),
        ("faster", "voice.speed", 1.15),
        ("quieter", "voice.volume", 0.8),
        ("louder", "voice.volume", 1.0),
        ("captions_bigger", "captions.size", "large"),
        ("captions_smaller", "display.text_size", 0.75),
    ],
)
def test_commands_that_set_something(name: Any, setting: str, value: Any) -> None:
    doing = Doing()
    doing.do(he.CommandGiven(name, "so"))
    section, key = setting.split(".")
    assert getattr(getattr(doing.settings, section), key) == value
    assert doing.posted[0] == "done"


def test_the_other_commands_reach_whoever_does_them() -> None:
    doing = Doing()
    for name in ("recentre", "safe_place", "repeat", "around", "stop_listening", "what_can_i_say"):
        doing.do(he.CommandGiven(name, "so"))  # type: ignore[arg-type]
    assert doing.asked == [(True, False), (False, True)]
    assert doing.muted == 1
    assert he.RepeatWanted("so") in doing.posted
    recited = [event.lines for event in doing.posted if isinstance(event, he.ReciteLines)]
    assert recited[0] == around(Place("x", things=doing.do.place().things), Viewpoint())
    assert "recenter" in recited[1][0]


def test_what_is_around_is_told_nearest_first_with_its_direction() -> None:
    lines = around(Doing().do.place(), Viewpoint())
    assert lines == ("Around you: a well on your right, 2 metres away; a lamp ahead of you, 3 metres away.",)
    assert "nothing near you" in around(Place("The yard"), Viewpoint())[0]


def test_one_talks_by_key_with_the_microphones_that_the_settings_name() -> None:
    settings = HearingSettings(by_key="room, Webcam")
    assert mode_of(settings, "HD Webcam C920") == "push" and mode_of(settings, "Headset") == "open"
    assert mode_of(HearingSettings(mode="push"), "Headset") == "push"
    rig = Rig(settings)
    rig.ears._device_told("HD Webcam C920", "")
    assert rig.program.sent[-1].mode == "push"
    rig.ears._device_told("Headset", "")
    assert rig.program.sent[-1].mode == "open"
