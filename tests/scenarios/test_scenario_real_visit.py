"""The main job on real parts: the app as a person starts it, with a real model, a real voice and real pictures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Need
from vr_app.app.folders import data_folder
from vr_app.app.models import recognizer_path
from vr_app.inference.recognizer import Recognizer, resampled
from vr_app.install.model_store import ModelStore
from vr_app.speech.joins import ends_sentence
from vr_app.speech.word_errors import word_error_rate, words_of

ROOT = Path(__file__).resolve().parents[2]
TINY, DEFAULT = "smollm2-135m", "qwen2.5-coder-1.5b"
LIMIT_S = 420

pytestmark = [pytest.mark.model, pytest.mark.gl, pytest.mark.timeout(2 * LIMIT_S)]


def visit(out: Path, model: str, need: Need, *arguments: str) -> dict[str, object]:
    store = ModelStore(data_folder())
    need(store.path_of(model), f"vr-app model add {model}")
    need(store.path_of("en_US-joe-medium"), "vr-app voice add en_US-joe-medium")
    command = [sys.executable, "-m", "vr_app.app.main", "run", *arguments, "--silent", "--out", str(out)]
    # The talk is not kept: a test must not write into a person's memory.
    environment = os.environ | {"VR_APP_LANGUAGE__MODEL": model, "VR_APP_MEMORY__REMEMBER": "false"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LIMIT_S)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return json.loads((out / "report.json").read_text(encoding="utf-8"))


def events(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "session.jsonl").read_text(encoding="utf-8").splitlines()]


def spoken_sentences(out: Path) -> list[tuple[list[tuple[float, float]], str]]:
    """When the pieces of each sentence were played, on the audio clock, and its words.

    A sentence of a word or two is taken with the one after it: no recogniser knows much of so little.
    """
    log = events(out)
    starts = {(e["turn"], e["index"]): float(str(e["start_s"])) for e in log if e["type"] == "PlaybackStarted"}
    ends = {(e["turn"], e["index"]): float(str(e["end_s"])) for e in log if e["type"] == "PlaybackFinished"}
    sentences: list[tuple[list[tuple[float, float]], str]] = []
    ended = True
    for event in log:
        if event["type"] == "SentenceReady":
            key, text = (event["turn"], event["index"]), str(event["text"])
            played, words = ([], "") if ended or event["index"] == 0 else sentences.pop()
            words = f"{words} {text}".strip()
            sentences.append(([*played, (starts[key], ends[key])], words))
            ended = ends_sentence(text) and len(words.split()) > 2
    return sentences


def check_speech(out: Path, need: Need, invented_names: set[str]) -> float:
    """Word error rate of the recording against its sentences, each at its own time.

    Sentences with names that no recogniser can know how to spell are left out.
    """
    folder = recognizer_path()
    need(folder, "vr-app model add whisper-tiny.en")
    assert folder is not None
    recognizer = Recognizer(folder)
    with wave.open(str(out / "speech.wav"), "rb") as file:
        rate_hz, pcm = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")
    errors = words = 0
    for played, text in spoken_sentences(out):
        if invented_names & set(words_of(text)):
            continue
        part = np.concatenate([pcm[int(start_s * rate_hz) : int(end_s * rate_hz)] for start_s, end_s in played])
        assert np.abs(part).max() > 1000, f"silence where {text!r} should be"
        wrong, count = word_error_rate(text, recognizer.transcribe(resampled(part.tobytes(), rate_hz)))
        errors, words = errors + wrong, words + count
    assert words >= 8
    return errors / words


def test_an_offscreen_visit_with_the_default_host(tmp_path: Path, need: Need) -> None:
    out = tmp_path / "out"
    report = visit(out, DEFAULT, need, "--mode", "offscreen", "--say", "Hello, who are you?")
    assert report["mode"] == "offscreen"
    log = events(out)
    kinds = [event["type"] for event in log]
    for kind in ("ModelReady", "VisitorArrived", "TurnOpened", "SentenceReady", "PlaybackStarted", "TurnClosed"):
        assert kind in kinds
    opened = [event for event in log if event["type"] == "TurnOpened"]
    assert [event["said"] for event in opened] == ["", "Hello, who are you?"]
    closed = [event for event in log if event["type"] == "TurnClosed"]
    assert [event["outcome"] for event in closed] == ["complete", "complete"]
    heard = " ".join(str(event["heard"]) for event in closed)
    assert "Ilario" in heard
    assert check_speech(out, need, {"ilario", "venn", "halden"}) <= 0.15
    captions = (out / "captions.vtt").read_text(encoding="utf-8")
    assert captions.startswith("WEBVTT") and "<v Ilario>" in captions
    pictures = sorted(out.glob("frame-*.png"))
    assert len(pictures) == 3
    assert report["pictures"] == 3
    for path in pictures:
        assert path.stat().st_size > 100_000, "a picture of the scene is rich in detail"


@pytest.mark.gui
def test_a_window_visit_with_the_tiny_host(tmp_path: Path, need: Need, display: None) -> None:
    out = tmp_path / "out"
    report = visit(out, TINY, need, "museum-hall", "--mode", "window", "--say", "Hello.", "--size", "800x600")
    assert report["mode"] == "window"
    assert report["scene"] == "museum-hall"
    assert [event["outcome"] for event in events(out) if event["type"] == "TurnClosed"] == ["complete", "complete"]
    assert len(list(out.glob("frame-*.png"))) == 3


def test_a_place_whose_things_found_their_own_places_is_known(tmp_path: Path, need: Need) -> None:
    """The solver moves things after the lore was read: answers must still rest on both."""
    said = ["--say", "When was the lighthouse built?", "--say", "How far is the lighthouse?"]
    visit(tmp_path, TINY, need, "night-harbour", "--mode", "offscreen", *said)
    told = " ".join(words for _, words in spoken_sentences(tmp_path))
    assert "1874" in told and "110 metres" in told, told
