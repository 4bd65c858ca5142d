"""Kokoro voices: the real program code over a very small model of the same shape."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from vr_app.app.voice_list import facts, kokoro_voices_in
from vr_app.inference.config import VoiceConfig
from vr_app.inference.kokoro_program import KokoroSynthesizer, read_styles
from vr_app.inference.kokoro_signs import language_of, signs, timed
from vr_app.inference.selection import choose_voice_engine
from vr_app.install.own_model import is_kokoro
from vr_app.kernel.errors import UserError

SIGNS = " !,.?;:abdefhijklmnopstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒʤʧˈˌθAIOWY"
FRAMES = 3.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model that gives each token three frames of a steady sound, as loud as the style."""
    nodes = [
        helper.make_node("Cast", ["tokens"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Clip", ["numbers", "three", "three"], ["frames"]),
        helper.make_node("ReduceSum", ["frames"], ["total"], keepdims=0),
        helper.make_node("Mul", ["total", "step"], ["samples"]),
        helper.make_node("Div", ["samples", "speed"], ["count"]),
        helper.make_node("Cast", ["count"], ["length"], to=TensorProto.INT64),
        helper.make_node("ReduceMax", ["style"], ["loud"], keepdims=0),
        helper.make_node("Reshape", ["loud", "one"], ["level"]),
        helper.make_node("Expand", ["level", "length"], ["audio"]),
    ]
    constants = [
        helper.make_tensor("three", TensorProto.FLOAT, [], [FRAMES]),
        helper.make_tensor("step", TensorProto.FLOAT, [1], [600.0]),
        helper.make_tensor("one", TensorProto.INT64, [1], [1]),
    ]
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    outputs = [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["m"])]
    graph = helper.make_graph(nodes, "voice", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    (tmp_path / "voices").mkdir()
    onnx.save(model, str(tmp_path / "model.onnx"))
    vocabulary = {sign: number for number, sign in enumerate(SIGNS, start=1)}
    (tmp_path / "config.json").write_text(json.dumps({"vocab": vocabulary}), encoding="utf-8")
    for name in ("af_heart", "bm_george", "zf_xiaobei"):
        np.full((510, 256), 0.25, np.float32).tofile(tmp_path / "voices" / f"{name}.bin")
    return tmp_path


def test_a_text_is_spoken_with_the_time_of_every_phoneme(folder: Path) -> None:
    voice = KokoroSynthesizer(VoiceConfig(path=str(folder / "voices" / "af_heart.bin")))
    spoken = voice.synthesize("Good day.", speed=1.0, cancelled=lambda: False)
    assert spoken is not None and spoken.sample_rate_hz == 24_000
    assert spoken.phonemes[0].phoneme == "" and spoken.phonemes[0].end_sample == FRAMES * 600
    assert "".join(span.phoneme for span in spoken.phonemes if span.phoneme) == "ɡˈʊddˈeɪ"
    assert spoken.phonemes[-1].end_sample == spoken.sample_count
    assert np.frombuffer(spoken.pcm, "<i2").max() == round(0.25 * 32767)


def test_a_quicker_pace_is_shorter_and_nothing_to_say_is_silence(folder: Path) -> None:
    voice = KokoroSynthesizer(VoiceConfig(path=str(folder / "voices" / "af_heart.bin")))
    slow, fast = (voice.synthesize("Good day.", speed=speed, cancelled=lambda: False) for speed in (1.0, 1.5))
    assert slow is not None and fast is not None and fast.sample_count < 0.7 * slow.sample_count
    nothing = voice.synthesize("...", speed=1.0, cancelled=lambda: False)
    assert nothing is not None and not np.frombuffer(nothing.pcm, "<i2").any()
    assert voice.synthesize("Good day.", speed=1.0, cancelled=lambda: True) is None


def test_what_lacks_is_said_with_its_place(folder: Path) -> None:
    with pytest.raises(UserError, match="write down"):
        KokoroSynthesizer(VoiceConfig(path=str(folder / "voices" / "zf_xiaobei.bin")))
    (folder / "voices" / "af_heart.bin").write_bytes(b"abc")
    with pytest.raises(UserError, match="no Kokoro voice"):
        read_styles(folder / "voices" / "af_heart.bin")
    (folder / "config.json").unlink()
    with pytest.raises(UserError, match="numbered"):
        KokoroSynthesizer(VoiceConfig(path=str(folder / "voices" / "bm_george.bin")))
    (folder / "model.onnx").write_bytes(b"nonsense")
    (folder / "config.json").write_text('{"vocab": {"a": 1}}', encoding="utf-8")
    with pytest.raises(UserError, match="cannot be read"):
        KokoroSynthesizer(VoiceConfig(path=str(folder / "voices" / "bm_george.bin")))


def test_a_folder_of_voices_is_found_and_told(folder: Path) -> None:
    found = kokoro_voices_in(folder)
    assert [file.stem for file in found] == ["af_heart", "bm_george"]
    assert all(is_kokoro(file) for file in found) and not is_kokoro(folder / "config.json")
    told = facts("george", found[1], "your own file")
    assert (told.engine, told.language, told.speaker) == ("kokoro", "en-GB", "man")
    assert choose_voice_engine(VoiceConfig(path=str(found[0])), is_folder=False) == "kokoro"


def test_phonemes_are_written_as_kokoro_was_taught_them() -> None:
    assert signs("ˈdʒɔɪ ɐ ɡˈoʊt ɹˈaɪd", "en-us") == "ˈʤY ə ɡˈOt ɹˈId"
    assert signs("ɡˈəʊt", "en-gb-x-rp") == "ɡˈQt"
    assert language_of("ff_siwis") == "fr" and language_of("someone") == ""
    assert timed("ʤ", (1, 4, 2)) == [("", 600), ("d", 1200), ("ʒ", 1200), ("", 1200)]
