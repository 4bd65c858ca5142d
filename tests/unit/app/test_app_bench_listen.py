"""What `bench listen` counts: recordings with their words and kinds, word errors, lost beginnings."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import soundfile

from vr_app.app.bench import listen_talk
from vr_app.app.bench.listen_cases import errors, in_room, read_manifest
from vr_app.app.bench.listen_talk import SpokenTalk
from vr_app.app.bench.listen_words import first_word_lost
from vr_app.kernel import events as ev
from vr_app.kernel.errors import UserError


def folder(path: Path, *lines: str) -> Path:
    soundfile.write(path / "a.wav", 0.1 * np.ones(8000), 16_000)
    (path / "manifest.tsv").write_text("\n".join(("path\tseconds\ttext\tkind", *lines)), encoding="utf-8")
    return path


def test_recordings_are_read_with_their_kinds(tmp_path: Path) -> None:
    cases = read_manifest(folder(tmp_path, "a.wav\t0.5\thello there", "a.wav\t0.5\tmhm\tbackchannel"))
    assert [(case.text, case.kind) for case in cases] == [("hello there", ""), ("mhm", "backchannel")]
    assert len(cases[0].samples) == 8000


@pytest.mark.parametrize(
    ("line", "told"), [("a.wav\t0.5\tmhm\tyawn", "the kind 'yawn'"), ("\t0.5\tmhm", "lacks a path")]
)
def test_a_line_that_makes_no_sense_is_named(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(UserError, match=told) as raised:
        read_manifest(folder(tmp_path, line))
    assert "manifest.tsv:2" in str(raised.value)


def test_numbers_count_as_they_are_spoken() -> None:
    assert errors("in eighteen thirteen", "In 1813.") == (0, 3)
    assert errors("twenty two boats", "22 boats") == (0, 3)
    assert errors("the small dog", "the small frog")[0] == 1


@pytest.mark.parametrize(
    ("said", "heard", "lost"),
    [
        ("the lamp is lit", "lamp is lit", True),
        ("the lamp is lit", "a lamp is lit", False),
        ("the lamp is lit", "", True),
        ("stop", "top", False),
    ],
)
def test_a_beginning_is_lost_where_the_second_word_comes_first(said: str, heard: str, lost: bool) -> None:
    assert first_word_lost(said, heard) is lost


def test_a_room_is_as_noisy_as_it_says() -> None:
    voice = np.random.default_rng(1).standard_normal(16_000).astype(np.float32) * 0.1
    noise = in_room(voice, 10.0, 3)[:8000]
    assert 10 * np.log10(0.01 / float(np.mean(noise**2))) == pytest.approx(10.0, abs=0.5)


@pytest.mark.parametrize("is_said", [True, False], ids=["all was said", "some is left"])
def test_a_recording_that_was_answered_early_is_said_to_its_end_before_the_next(
    monkeypatch: pytest.MonkeyPatch, is_said: bool
) -> None:
    done: list[Any] = []
    talk = SpokenTalk.__new__(SpokenTalk)
    talk.microphone = SimpleNamespace(wait=lambda seconds: bool(done.append(("wait", seconds))) or is_said)  # type: ignore[assignment]
    talk.conversation = SimpleNamespace(post=lambda event: done.append(type(event)))  # type: ignore[assignment]
    monkeypatch.setattr(talk, "drain", lambda: done.append("drain"))
    monkeypatch.setattr(listen_talk.time, "sleep", lambda seconds: done.append(("sleep", seconds)))
    talk.end_turn()
    rest = [] if is_said else [("wait", listen_talk.PATIENCE_S), ("sleep", listen_talk._LAST_LINE_S)]
    assert done == [("wait", 0.0), *rest, ev.StopRequested, ("sleep", 1.2), "drain"]
