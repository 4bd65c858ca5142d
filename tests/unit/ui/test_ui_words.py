"""Text made safe, captions in time, colours one can read, and why there is no window."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields

import pytest

from vr_app.kernel.events import (
    CaptionTranslated,
    PlaybackStarted,
    SentenceHeard,
    SentenceReady,
    TurnClosed,
    TurnOpened,
)
from vr_app.kernel.ids import TurnId
from vr_app.ui.bubble import utf16_length
from vr_app.ui.captions import HOLD_S, Caption, CaptionTrack, reading_s
from vr_app.ui.display_check import why_no_window
from vr_app.ui.model_names import spoken_name
from vr_app.ui.plain_text import counted, harmless, shortened
from vr_app.ui.theme import COLOURS, Colours, Type, contrast

ONE = TurnId(1)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x00b", "a␀b"),
        ("\x1b[31mred\x7f", "␛[31mred␡"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("\u202eevil\u2066", "\ufffdevil\ufffd"),
        ("\ud800x", "\ufffdx"),
        ("你好 🌙", "你好 🌙"),
    ],
)
def test_harmless(raw: str, shown: str) -> None:
    assert harmless(raw) == shown
    shown.encode()


def test_shortening_prefers_a_word_end() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("one two three four", 12) == "one two…"
    assert len(shortened("x" * 500, 100)) == 101


def test_counting() -> None:
    assert counted(1, "frame", "frames") == "1 frame"
    assert counted(12000, "frame", "frames") == "12,000 frames"


def test_qt_counts_in_utf16() -> None:
    assert utf16_length("a🌙b") == 4


def test_a_caption_lives_from_its_first_sound_to_a_moment_after_its_last() -> None:
    track = CaptionTrack("Mei")
    track.handle(TurnOpened(ONE, "", "arrival"), 0.0)
    track.handle(SentenceReady(ONE, 0, "Welcome."), 0.1)
    assert track.at(0.2) is None
    track.handle(PlaybackStarted(ONE, 0, 0.0, 0.0), 0.3)
    assert track.at(0.3) == Caption("Mei", "Welcome.")
    assert track.at(60.0) == Caption("Mei", "Welcome.")
    track.handle(SentenceHeard(ONE, 0, "Welcome.", True), 2.0)
    assert track.at(2.0 + HOLD_S - 0.01) is not None
    assert track.at(2.0 + HOLD_S) is None


def test_a_stopped_caption_goes_at_once() -> None:
    track = CaptionTrack()
    for event in (TurnOpened(ONE, "", "arrival"), SentenceReady(ONE, 0, "Hi."), PlaybackStarted(ONE, 0, 0.0, 0.0)):
        track.handle(event, 1.0)
    assert track.at(1.0) is not None
    track.handle(TurnClosed(ONE, "", "interrupted"), 1.5)
    assert track.at(1.5) is None


def test_a_translation_stands_for_the_spoken_words_and_is_marked() -> None:
    track = CaptionTrack("Mei")
    track.handle(TurnOpened(ONE, "", "arrival"), 0.0)
    track.handle(SentenceReady(ONE, 0, "Welcome."), 0.1)
    track.handle(PlaybackStarted(ONE, 0, 0.0, 0.0), 0.3)
    track.handle(CaptionTranslated(ONE, 0, "Willkommen.", "de"), 0.5)
    shown = track.at(0.5)
    assert shown == Caption("Mei", "Willkommen.", True)
    assert shown.heading == "Mei · translated"
    assert Caption("Mei", "Welcome.").heading == "Mei"


def test_a_late_translation_stands_as_long_as_reading_it_takes() -> None:
    track = CaptionTrack("Mei")
    track.handle(TurnOpened(ONE, "", "arrival"), 0.0)
    for number, words in enumerate(("Welcome to the observatory.", "Look up.")):
        track.handle(SentenceReady(ONE, number, words), 0.1)
    track.handle(PlaybackStarted(ONE, 0, 0.0, 0.0), 0.3)
    track.handle(PlaybackStarted(ONE, 1, 0.0, 0.0), 2.0)
    words = "Willkommen im Observatorium."
    track.handle(CaptionTranslated(ONE, 0, words, "de"), 2.5)
    assert track.at(2.5) == Caption("Mei", words, True)
    assert track.at(2.5 + reading_s(words)) == Caption("Mei", "Look up.")
    track.handle(SentenceHeard(ONE, 1, "Look up.", True), 4.5)
    assert track.at(7.0) is None
    track.handle(CaptionTranslated(ONE, 1, "Schau hinauf.", "de"), 7.0)
    assert track.at(7.1) == Caption("Mei", "Schau hinauf.", True)
    track.handle(TurnOpened(TurnId(2), "Stop", "keyboard"), 7.2)
    assert track.at(7.2) is None


@pytest.mark.parametrize("background", ["base", "surface", "raised"])
@pytest.mark.parametrize("foreground", ["text", "soft", "faint", "lamp", "lamp_bright", "good", "warn", "bad"])
def test_every_text_colour_can_be_read_on_every_ground(foreground: str, background: str) -> None:
    assert contrast(getattr(COLOURS, foreground), getattr(COLOURS, background)) >= 4.5


def test_special_pairs_can_be_read() -> None:
    for foreground, background in (
        (COLOURS.on_lamp, COLOURS.lamp),
        (COLOURS.visitor_text, COLOURS.visitor),
        (COLOURS.text, COLOURS.bad_deep),
        (COLOURS.text, COLOURS.lamp_deep),
        (COLOURS.lamp_bright, COLOURS.lamp_deep),
        (COLOURS.text, COLOURS.hover),
    ):
        assert contrast(foreground, background) >= 4.5
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert all(getattr(COLOURS, f.name).startswith("#") for f in fields(Colours))


def test_text_size_scales_every_step() -> None:
    assert Type().scaled(2.0).body == 2 * Type().body
    assert Type().scaled(0.1).tiny == 10


@pytest.mark.parametrize(
    ("environ", "platform", "words"),
    [
        ({}, "win32", ""),
        ({}, "linux", "There is no display"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", ""),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ""),
        ({"DISPLAY": ":0"}, "linux", ""),
        ({"DISPLAY": ":7"}, "linux", "No X server answers at DISPLAY=:7"),
    ],
)
def test_why_there_is_no_window(environ: dict[str, str], platform: str, words: str) -> None:
    said = why_no_window(environ, platform, loads=lambda _: True, connects=lambda address: address == ":0")
    assert said.startswith(words)
    assert bool(said) == bool(words)


def test_missing_libraries_are_named() -> None:
    said = why_no_window({"DISPLAY": ":0"}, "linux", loads=lambda name: "cursor" not in name, connects=lambda _: True)
    assert "libxcb-cursor" in said


def test_without_a_display_there_is_a_sentence_and_no_abort() -> None:
    program = (
        "from vr_app.kernel.errors import DeviceError\n"
        "from vr_app.ui.application import create_application\n"
        "try:\n    create_application()\nexcept DeviceError as error:\n    print(error)\n"
    )
    environ = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    if not sys.platform.startswith("linux"):
        pytest.skip("only X11 and Wayland can lack a display")
    done = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is no display" in done.stdout


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("qwen2.5-coder-1.5b-instruct-q4_k_m", "Qwen2.5 Coder 1.5B"),
        ("SmolLM2-135M-Instruct-Q8_0.gguf", "SmolLM2 135M"),
        ("en_US-joe-medium", "Joe (en-US)"),
        ("de_DE-thorsten_emotional-medium", "Thorsten Emotional (de-DE)"),
        ("My own model", "My own model"),
        ("q4_k_m", "q4_k_m"),
    ],
)
def test_models_are_named_as_one_says_them(name: str, spoken: str) -> None:
    assert spoken_name(name) == spoken
