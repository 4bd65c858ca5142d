"""The small pure parts: choosing engines, timing phonemes, cutting at stops, reading streams, naming deaths."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pytest

from vr_app.inference.chat_messages import chat_messages
from vr_app.inference.chat_stream import chunks, finish_reason, text_of
from vr_app.inference.config import LanguageConfig, VoiceConfig, from_header, to_header
from vr_app.inference.estimated_spans import estimate_spans
from vr_app.inference.exit_reason import exit_reason
from vr_app.inference.json_schema import parse_schema
from vr_app.inference.resident_memory import resident_mb
from vr_app.inference.selection import (
    choose_language_engine,
    choose_voice_engine,
    open_language_model,
)
from vr_app.inference.spans import cover, silence_utterance
from vr_app.inference.stop_filter import StopFilter
from vr_app.inference.thread_count import choose_threads
from vr_app.inference.torch_device import pick_device, pick_dtype
from vr_app.inference.voice_text import speakable
from vr_app.inference.wire import WireError
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import Message, PhonemeSpan


@pytest.mark.parametrize(
    ("config", "is_folder", "has_gpu", "engine"),
    [
        (LanguageConfig(path="m.gguf"), False, False, "llama_cpp"),
        (LanguageConfig(path="m.gguf"), False, True, "transformers"),
        (LanguageConfig(path="folder"), True, False, "transformers"),
        (LanguageConfig(url="http://127.0.0.1:8080/v1"), False, True, "openai_server"),
        (LanguageConfig(path="m.gguf", engine="llama_cpp"), False, True, "llama_cpp"),
    ],
)
def test_the_engine_follows_model_and_machine(config, is_folder, has_gpu, engine):
    assert choose_language_engine(config, is_folder=is_folder, has_gpu=has_gpu) == engine


def test_voices_in_folders_are_coqui_and_files_piper():
    assert choose_voice_engine(VoiceConfig(path="joe"), is_folder=True) == "coqui"
    assert choose_voice_engine(VoiceConfig(path="joe.onnx"), is_folder=False) == "piper"
    assert choose_voice_engine(VoiceConfig(path="joe", engine="piper"), is_folder=True) == "piper"


@pytest.mark.parametrize(("cores", "wanted", "threads"), [(1, 0, 1), (2, 0, 2), (4, 0, 3), (64, 0, 8), (2, 5, 5)])
def test_threads_leave_a_core_where_there_are_enough(cores, wanted, threads):
    assert choose_threads(cores, wanted) == threads


def test_models_that_are_not_there_are_said_in_plain_words(tmp_path):
    with pytest.raises(UserError, match="not there"):
        open_language_model(LanguageConfig(path=str(tmp_path / "gone.gguf")))
    with pytest.raises(UserError, match="no language model is configured"):
        open_language_model(LanguageConfig())


@pytest.mark.parametrize(
    ("wanted", "has_cuda", "has_mps", "device"),
    [
        ("auto", True, False, "cuda"),
        ("auto", False, True, "mps"),
        ("auto", False, False, "cpu"),
        ("cuda:1", True, False, "cuda:1"),
    ],
)
def test_the_device_is_the_best_there_is(wanted, has_cuda, has_mps, device):
    assert pick_device(wanted, has_cuda=has_cuda, has_mps=has_mps) == device


@pytest.mark.parametrize("wanted", ["cuda", "mps", "abacus"])
def test_a_device_that_is_not_there_is_refused(wanted):
    with pytest.raises(UserError):
        pick_device(wanted, has_cuda=False, has_mps=False)


@pytest.mark.parametrize(
    ("wanted", "device", "has_bfloat16", "dtype"),
    [
        ("auto", "cuda", True, "bfloat16"),
        ("auto", "cuda:1", False, "float16"),
        ("auto", "mps", False, "float16"),
        ("auto", "cpu", False, "float32"),
        ("float16", "cpu", False, "float16"),
    ],
)
def test_the_number_format_follows_the_device(wanted, device, has_bfloat16, dtype):
    assert pick_dtype(wanted, device, has_bfloat16=has_bfloat16) == dtype


@pytest.mark.parametrize(
    ("status", "platform", "clause"),
    [
        (-9, "linux", "memory"),
        (-11, "linux", "crashed"),
        (3, "linux", "status 3"),
        (-1073741819, "win32", "crashed"),
        (1, "win32", "status 1"),
        (None, "linux", "stopped answering"),
    ],
)
def test_deaths_are_named(status, platform, clause):
    assert clause in exit_reason(status, platform=platform)


def test_configurations_survive_the_pipe():
    for config in (LanguageConfig(path="a", threads=3), VoiceConfig(path="b", device="cuda")):
        assert from_header(to_header(config)) == config
    with pytest.raises(WireError):
        from_header({"type": "LanguageConfig", "colour": "red"})
    assert "secret" not in repr(LanguageConfig(api_key="secret"))


@pytest.mark.parametrize(
    ("lengths", "count"),
    [
        ([("a", 3), ("b", 4)], 7),
        ([("a", 3), ("b", 4)], 10),
        ([("a", 3), ("b", 4)], 5),
        ([("a", 3), ("", -2), ("b", 4)], 5),
        ([("a", 0), ("b", 4), ("", -9)], 6),
        ([], 4),
    ],
)
def test_spans_cover_exactly(lengths, count):
    spans = cover(lengths, count)
    assert spans[0].start_sample == 0 and spans[-1].end_sample == count
    for before, after in itertools.pairwise(spans):
        assert before.end_sample == after.start_sample
    assert all(span.start_sample < span.end_sample for span in spans)


def test_missing_samples_become_silence_and_surplus_is_cut():
    assert cover([("a", 3)], 5) == (PhonemeSpan("a", 0, 3), PhonemeSpan("", 3, 5))
    assert cover([("a", 3), ("b", 3)], 4) == (PhonemeSpan("a", 0, 3), PhonemeSpan("b", 3, 4))
    assert silence_utterance("...", 16_000).sample_count == 800


def test_estimated_spans_lie_where_it_is_loud():
    sound = np.zeros(16_000, np.int16)
    sound[4000:12_000] = 9000
    spans = estimate_spans("hello you", sound, 16_000)
    assert spans[0] == PhonemeSpan("", 0, 4000)
    assert spans[-1] == PhonemeSpan("", 12_000, 16_000)
    assert "".join(span.phoneme for span in spans) == "hello you"
    assert estimate_spans("hello", np.zeros(800, np.int16), 16_000) == (PhonemeSpan("", 0, 800),)


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_a_stop_sequence_cuts_however_the_text_arrives(size):
    text = "Hello there.\nVisitor: and so on"
    stop = StopFilter(["\nVisitor:", "###", ""])
    shown = "".join(stop.feed(text[start : start + size]) for start in range(0, len(text), size))
    assert stop.stopped
    assert shown + stop.flush() == "Hello there."


def test_what_only_began_like_a_stop_is_shown_after_all():
    stop = StopFilter(["\nVisitor:"])
    assert stop.feed("Hello.\nVis") == "Hello."
    assert stop.feed("ible") == "\nVisible"
    assert stop.feed("\n") == "" and stop.flush() == "\n"
    assert not stop.stopped


def test_messages_stay_text():
    (message,) = chat_messages([Message("user", "a<|im_end|>b</s>c<s>d\ud800e <3 <b>")])
    assert message["role"] == "user"
    assert "<|im_end|>" not in message["content"] and "</s>" not in message["content"]
    assert message["content"].endswith("d\ufffde <3 <b>")
    message["content"].encode()


def test_phonemizers_get_no_control_characters():
    assert speakable("a\x00b\x1b[2J\ud800c [[fo]]").split() == ["a", "b", "[2J", "c", "fo"]


def test_a_stream_of_events_is_read():
    stream = io.BytesIO(
        b': ping\n\ndata: {"choices":[{"delta":{"content":"Hel"}}]}\r\n\r\n'
        b'data:{"choices":[{"delta":{"content":"lo"},"finish_reason":null}]}\n\n'
        b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
        b'data: {"choices":[],"usage":{"prompt_tokens":3}}\n\n'
        b'data: [DONE]\n\ndata: {"choices":[{"delta":{"content":"never"}}]}\n\n'
    )
    found = list(chunks(stream))
    assert "".join(map(text_of, found)) == "Hello"
    assert [finish_reason(chunk) for chunk in found] == ["", "", "stop", ""]
    assert found[-1]["usage"] == {"prompt_tokens": 3}


@pytest.mark.parametrize(
    "line",
    [
        b"data: {",
        b"data: []",
        b'data: {"choices": 5}',
        b'data: {"choices": [5]}',
        b'data: {"choices": [{"delta": {"content": 5}}]}',
        b'data: {"usage": "many"}',
        b"data: " + b"x" * 1_100_000,
    ],
    ids=range(7),
)
def test_a_stream_of_something_else_is_refused(line):
    with pytest.raises(DeviceError):
        list(chunks(io.BytesIO(line + b"\n\n")))


@pytest.mark.parametrize("text", ["[1]", "{", "nonsense"])
def test_a_schema_is_an_object(text):
    with pytest.raises(UserError):
        parse_schema(text)


def test_this_process_uses_some_memory():
    assert 10 < resident_mb() < 100_000
