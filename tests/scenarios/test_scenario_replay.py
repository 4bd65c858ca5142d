"""A recorded session, replayed without models: the same pictures every time, and the words that were said."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vr_app.app.places import open_place
from vr_app.app.tapes.recorded_world import RecordedWorld
from vr_app.app.tapes.replay import Replay, living_scene
from vr_app.app.tapes.tape import TapeWriter, from_plain, read_tape, to_plain
from vr_app.app.world import MouthTracks, World
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import TurnId
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Playhead, View
from vr_app.openxr.controls import Controls, Hand
from vr_app.scene.stage_state import AS_MADE
from vr_app.scene.transform import identity

RATE = 22_050
TURN = TurnId(1)
UTTERANCE = ev.Utterance(
    TURN, 0, "Look, a lamp.", b"\x10\x20" * RATE, RATE, (ev.PhonemeSpan("l", 0, 9000), ev.PhonemeSpan("a", 9000, RATE))
)
SCENE = """format = 1
title = "Lamp in a field"
description = "A field at dusk."
[sky]
kind = "dusk"
[ground]
kind = "plane"
[[light]]
id = "lamp"
at = [0.0, 1.5, -2.0]
colour = "#ffcc88"
intensity_cd = 6.0
"""


def head_at(frame: int) -> np.ndarray:
    pose = identity()
    pose[:3, 3] = (0.02 * frame, 1.6, 0.5)
    return pose


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    """Forty frames in a field: the head moves, a lamp goes dark, the host speaks, a hand is held up."""
    folder = tmp_path / "field"
    folder.mkdir()
    (folder / "scene.toml").write_text(SCENE, encoding="utf-8")
    opened = open_place(folder)
    cue: Latest[ev.BodyCue] = Latest(ev.BodyCue(turn=None))
    sound = Latest(Playhead(None, 0, 0.0, 0.0))
    world = World(cue, sound.get, MouthTracks())
    world.living.set(living_scene(opened))
    controls = Latest(Controls())
    path = tmp_path / "session.vrsession"
    writer = TapeWriter(path, {"scene": "field", "host": "Mei", "quality": "low"})
    recorded = RecordedWorld(world, writer, cue, sound.get, lambda: str(folder), controls.get)
    for frame in range(40):
        time_s = 1000.0 + frame / 20
        if frame == 10:
            writer.note(ev.TurnOpened(TURN, "What is that?", "keyboard"), time_s, 0.5)
            writer.note(ev.TokensGenerated(TURN, "Look, a lamp."), time_s, 0.5)
            writer.note(ev.PlayUtterance(UTTERANCE), time_s, 0.5)
            writer.note(ev.PlaybackStarted(TURN, 0, 0.5, time_s), time_s, 0.5)
            cue.set(ev.BodyCue(TURN, activity="speaking", gesture="nod"))
        if 10 <= frame < 30:
            sound.set(Playhead(UTTERANCE, (frame - 10) * RATE // 20, 0.5, time_s))
        if frame == 20:
            world.staged.set(AS_MADE.after("light", ("lamp", 0.0)))
            controls.set(Controls(focused=True, right=Hand(head_at(0) @ lifted(), head_at(0) @ lifted())))
        if frame == 30:
            writer.note(ev.PlaybackFinished(TURN, 0, RATE, 1.5), time_s, 1.5)
            writer.note(ev.SentenceHeard(TURN, 0, "Look, a lamp.", True), time_s, 1.5)
        assert recorded(time_s, head_at(frame)) is not None
        recorded.note_views([View(head_at(frame), (-0.7, 0.7, 0.6, -0.6), 1, 160, 120)])
    writer.close()
    return path


def lifted() -> np.ndarray:
    pose = identity()
    pose[:3, 3] = (0.1, -0.2, -0.5)
    return pose


def test_the_same_file_twice_gives_the_same_pictures(tape: Path, tmp_path: Path) -> None:
    reports = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        reports.append(Replay(tape).run(tmp_path / name, every_frame=True))
    assert reports[0]["frames"] == 40 and reports[0] == reports[1]
    pictures = [sorted((tmp_path / name).glob("frame-*.png")) for name in ("first", "second")]
    assert len(pictures[0]) == 3
    assert [p.read_bytes() for p in pictures[0]] == [p.read_bytes() for p in pictures[1]]
    first, _, last = (np.asarray(Image.open(path).convert("L"), np.float32) for path in pictures[0])
    assert first.shape == (120, 160) and np.abs(first - last).mean() > 1.0, "the lamp went dark, the head moved"


def test_words_and_sound_come_back_without_a_model(tape: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    Replay(tape).run(out)
    lines = [json.loads(line) for line in (out / "session.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["type"] for line in lines] == [
        "TurnOpened",
        "PlayUtterance",
        "PlaybackStarted",
        "PlaybackFinished",
        "SentenceHeard",
    ]
    assert "Look, a lamp." in (out / "captions.vtt").read_text(encoding="utf-8")
    assert (out / "speech.wav").stat().st_size == pytest.approx(2 * 1.5 * 24_000, rel=0.01)


def test_a_recording_cut_off_by_a_crash_plays_until_there(tape: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.vrsession"
    whole = tape.read_bytes()
    cut.write_bytes(whole[: len(whole) * 3 // 4])
    head, lines = read_tape(cut)
    assert head["host"] == "Mei" and sum(1 for _ in lines) >= 1


@pytest.mark.parametrize("content", [b"", b"no tape", gzip.compress(b"{}\n"), gzip.compress(b"[1]\n")])
def test_what_is_no_recording_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "some.file"
    path.write_bytes(content)
    with pytest.raises(UserError, match="no recorded session"):
        Replay(path)


def test_a_newer_format_and_damage_are_told(tape: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    newer.write_bytes(gzip.compress(b'{"format": "virgil-session", "version": 99}\n'))
    with pytest.raises(UserError, match="another format"):
        Replay(newer)
    lines = gzip.decompress(tape.read_bytes()).splitlines()
    damaged = tmp_path / "damaged"
    damaged.write_bytes(gzip.compress(b"\n".join([lines[0], b'{"k": "f", "t": 1.0, "head": [1, 2]}'])))
    with pytest.raises(UserError, match="damaged"):
        Replay(damaged).run(None)


@pytest.mark.parametrize(
    "event",
    [
        ev.PlayUtterance(UTTERANCE),
        ev.Generate(TURN, (ev.Message("system", "Be kind."), ev.Message("user", "Hello"))),
        st.ChoicesOffered(3, (st.StoryChoice(0, "Go", "door"), st.StoryChoice(1, "Stay"))),
        st.SceneCue("light", ("lamp", 0.5), TURN),
        ev.FrameStatistics(90, 0, 1.0, 2.0),
    ],
)
def test_events_survive_the_tape(event: object) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(event)))) == event
