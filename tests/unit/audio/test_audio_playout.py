"""What leaves the speaker, sample by sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vr_app.audio.ambience import DUCKED, Bed, read_bed, seamless
from vr_app.audio.playout import FADE_S, Playout, Segment
from vr_app.audio.recording import Recording
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import Utterance
from vr_app.kernel.ids import TurnId

RATE = 1000
BAD_WAVES = Path(__file__).parents[4] / "shared" / "data" / "bad_inputs" / "wav"


def segment(samples: int, *, index: int = 0, rate_hz: int = RATE, level: float = 0.5, epoch: int = 0) -> Segment:
    utterance = Utterance(TurnId(1), index, "x", bytes(2 * (samples * rate_hz // RATE)), rate_hz, ())
    return Segment(utterance, np.full(samples, level, np.float32), epoch)


def render(playout: Playout, frames: int, block: int = 20) -> np.ndarray:
    parts = []
    while frames > 0:
        part = np.empty(min(block, frames), np.float32)
        playout.render(part, playout.frames / RATE)
        parts.append(part)
        frames -= len(part)
    return np.concatenate(parts)


def test_utterances_follow_without_a_gap_and_every_sample_once() -> None:
    playout = Playout(RATE)
    playout.enqueue(segment(33, level=0.25))
    playout.enqueue(segment(50, index=1, level=0.5))
    out = render(playout, 100)
    assert (out[:33] == 0.25).all()
    assert (out[33:83] == 0.5).all()
    assert (out[83:] == 0).all()
    assert [(m.kind, m.utterance.index, m.frame, m.heard_samples, m.interrupted) for m in playout.marks] == [
        ("started", 0, 0, 0, False),
        ("finished", 0, 33, 33, False),
        ("started", 1, 33, 0, False),
        ("finished", 1, 83, 50, False),
    ]
    assert [playout.leaves_s(m.frame) for m in playout.marks] == pytest.approx([0, 0.033, 0.033, 0.083])


def test_stop_fades_and_drops_what_waits_but_not_what_comes_after() -> None:
    playout = Playout(RATE)
    playout.enqueue(segment(200, rate_hz=2000))
    playout.enqueue(segment(200, index=1))
    render(playout, 40)
    playout.stop()
    playout.enqueue(segment(30, index=2, level=0.7, epoch=playout.epoch))
    out = render(playout, 60)
    fade = int(FADE_S * RATE)
    assert out[0] == 0.5
    assert (np.diff(out[:fade]) < 0).all()
    assert out[fade - 1] == 0
    assert (out[fade : fade + 30] == np.float32(0.7)).all()
    finished = [(m.utterance.index, m.heard_samples, m.interrupted) for m in playout.marks if m.kind == "finished"]
    assert finished == [(0, 2 * (40 + fade), True), (1, 0, True), (2, 30, False)]


def test_the_playhead_follows_what_leaves() -> None:
    playout = Playout(RATE)
    playout.enqueue(segment(100, rate_hz=22050))
    render(playout, 200)
    inside = playout.at(0.0505)
    assert inside is not None
    assert inside.utterance is not None
    assert (inside.sample, inside.frame) == (40 * 22050 // RATE, 40)
    after = playout.at(0.15)
    assert after is not None
    assert after.utterance is None
    assert playout.at(-5.0) is None
    assert Playout(RATE).at(1.0) is None


def test_a_late_device_moves_everything_that_is_not_heard_yet() -> None:
    playout = Playout(RATE)
    playout.enqueue(segment(100))
    playout.render(np.empty(20, np.float32), 0.0)
    playout.render(np.empty(20, np.float32), 0.52)
    assert playout.leaves_s(40) == pytest.approx(0.54)
    moment = playout.at(0.51)
    assert moment is not None
    assert moment.frame == 0


def test_silence_has_no_marks() -> None:
    playout = Playout(RATE)
    assert (render(playout, 500) == 0).all()
    assert not playout.marks
    assert playout.frames == 500


def test_an_empty_utterance_is_told_all_the_same() -> None:
    playout = Playout(RATE)
    playout.enqueue(segment(0))
    render(playout, 20)
    assert [m.kind for m in playout.marks] == ["started", "finished"]


def test_the_bed_makes_way_for_speech_and_loops() -> None:
    bed = Bed(np.ones((77, 2), np.float32), RATE, 0.5)

    def level(blocks: int, speaking: bool) -> float:
        out = np.zeros((20, 2), np.float32)
        for _ in range(blocks):
            out[:] = 0
            bed.mix_into(out, speaking)
        return float(out[-1, 0])

    assert level(1, False) < 0.05
    assert level(150, False) == pytest.approx(0.5)
    assert level(10, True) == pytest.approx(0.5 * DUCKED, abs=1e-3)
    assert level(5, False) < 0.5
    assert level(60, False) == pytest.approx(0.5)


def test_a_loop_has_no_click() -> None:
    noise = np.cumsum(np.random.default_rng(1).normal(size=(4000, 2)), axis=0).astype(np.float32)
    noise /= np.abs(noise).max()
    looped = seamless(noise, RATE)
    seam = np.abs(looped[0] - looped[-1]).max()
    assert seam < 3 * np.abs(np.diff(noise, axis=0)).max()
    assert np.abs(noise[0] - noise[-1]).max() > 2 * seam


def test_a_recording_keeps_silence_and_speech(tmp_path: Path) -> None:
    import soundfile

    path = tmp_path / "speech.wav"
    recording = Recording(path, RATE)
    recording.add(np.zeros(5000, np.float32), silent=True)
    recording.add(np.array([0.5, -2.0, 1.0], np.float32), silent=False)
    recording.write()
    recording.close()
    recording.close()
    data, rate_hz = soundfile.read(path, dtype="int16")
    assert (rate_hz, len(data)) == (RATE, 5003)
    assert data[-3:].tolist() == [16384, -32768, 32767]
    with pytest.raises(UserError, match="cannot be written"):
        Recording(tmp_path / "missing" / "speech.wav", RATE)


@pytest.mark.skipif(not BAD_WAVES.exists(), reason="shared test data is not beside the repository")
@pytest.mark.parametrize(
    "path", sorted(BAD_WAVES.glob("*.wav")) if BAD_WAVES.exists() else [], ids=lambda path: path.name
)
def test_bad_sounds_are_read_or_refused(path: Path) -> None:
    try:
        bed = read_bed(path, RATE, 0.5)
    except UserError as error:
        assert path.name in str(error)
        assert error.remedy
    else:
        out = np.zeros((50, 2), np.float32)
        bed.mix_into(out, False)
        assert np.isfinite(out).all()


def test_a_hold_is_silent_and_goes_on_where_it_was() -> None:
    playout = Playout(RATE)
    playout.enqueue(segment(200))
    playout.enqueue(segment(40, index=1))
    render(playout, 60)
    playout.hold()
    held = render(playout, 100)
    fade = round(FADE_S * RATE)
    assert np.abs(held[fade:]).max() == 0.0
    assert np.abs(np.diff(held)).max() < 0.1
    assert playout.at(playout.frames / RATE).utterance is None  # type: ignore[union-attr]
    playout.resume()
    rest = render(playout, 200)
    assert np.abs(np.diff(rest[: fade * 2])).max() < 0.1
    finished = [mark for mark in playout.marks if mark.kind == "finished"]
    assert [(mark.heard_samples, mark.interrupted) for mark in finished] == [(200, False), (40, False)]
    assert finished[0].frame == 60 + 100 + 140


def test_a_stop_ends_a_hold_at_what_was_heard() -> None:
    playout = Playout(RATE)
    playout.enqueue(segment(200))
    render(playout, 60)
    playout.hold()
    render(playout, 40)
    playout.stop()
    assert np.abs(render(playout, 100)).max() == 0.0
    assert [(m.heard_samples, m.interrupted) for m in playout.marks if m.kind == "finished"] == [(60, True)]
    assert not playout.held
