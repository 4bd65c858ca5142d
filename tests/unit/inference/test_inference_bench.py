"""The engine bench on the tiny model and the real voice: figures of the right kind; the door costs next to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.inference.bench_engine import measure
from vr_app.kernel.errors import DeviceError

pytestmark = pytest.mark.model


def test_the_door_costs_next_to_nothing(tiny_model: Path, llama_library: Path):
    bare, door = measure("native", tiny_model, library=str(llama_library), threads=1, prompt_tokens=150, repeats=2)
    assert (bare.engine, door.engine) == ("bare", "door")
    assert door.prompt_tokens == bare.prompt_tokens > 100
    assert door.decode_ratio > 0.5 and door.prefill_ratio > 0.5
    assert door.cached_first_token_s < 150 / bare.prefill_per_s


def test_the_wheel_is_measured_alike(tiny_model: Path):
    (wheel,) = measure("wheel", tiny_model, threads=1, prompt_tokens=150, repeats=1)
    assert wheel.engine == "wheel" and wheel.prompt_tokens > 100
    assert wheel.decode_per_s > 0 and wheel.prefill_per_s > 0


def test_the_voice_is_faster_than_speech(default_voice: Path):
    (voice,) = measure("voice", default_voice, threads=1, repeats=2)
    assert 0 < voice.real_time_factor < 1
    assert 0 < voice.clause_s < 2


def test_a_failed_measurement_is_said(tmp_path: Path):
    with pytest.raises(DeviceError, match="not a GGUF"):
        measure("wheel", tmp_path / "nothing.gguf")
