"""Frames: what is written is read, and nothing malformed gets through or makes the reader allocate."""

from __future__ import annotations

import io
import random
import struct

import pytest

from vr_app.inference.codec import from_frame, to_frame
from vr_app.inference.wire import MAGIC, MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES, WireError, encode_frame, read_frame
from vr_app.kernel.events import (
    CancelTurn,
    Generate,
    GenerationFinished,
    InferenceFailed,
    Message,
    ModelReady,
    PhonemeSpan,
    Prefill,
    SpeechSynthesized,
    Synthesize,
    TokensGenerated,
    Utterance,
)
from vr_app.kernel.ids import TurnId

TURN = TurnId(3)
UTTERANCE = Utterance(TURN, 2, "Hé, 你好", b"\x01\x02\x03\x04", 22050, (PhonemeSpan("h", 0, 1), PhonemeSpan("", 1, 2)))
EVENTS = [
    Prefill((Message("system", "You are \u2028 Mei\x00"),)),
    Generate(TURN, (Message("user", "a\ud800b"),), stop=("\n",), json_schema="{}", temperature=1),
    Synthesize(TURN, 1, "Hello.", speed=1.2, emotion="happy", final=True),
    CancelTurn(TURN),
    ModelReady("voice", "joe", "piper", 1.5, 200.0),
    TokensGenerated(TURN, ""),
    GenerationFinished(TURN, "length", 10, 5, 3, 0.1, 0.2),
    SpeechSynthesized(UTTERANCE, 0.1),
    InferenceFailed("language", None, "no", recoverable=False),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_events_survive_the_pipe(event):
    stream = io.BytesIO(encode_frame(*to_frame(event)) * 2)
    for _ in range(2):
        frame = read_frame(stream)
        assert frame is not None
        assert from_frame(*frame) == event
    assert read_frame(stream) is None


def test_every_cut_is_an_error_and_not_an_end():
    data = encode_frame(*to_frame(SpeechSynthesized(UTTERANCE)))
    for length in range(1, len(data)):
        with pytest.raises(WireError):
            read_frame(io.BytesIO(data[:length]))


@pytest.mark.parametrize("sizes", [(MAX_HEADER_BYTES + 1, 0), (2, MAX_PAYLOAD_BYTES + 1), (0xFFFFFFFF, 0xFFFFFFFF)])
def test_oversized_frames_are_refused_before_their_bytes_are_read(sizes):
    stream = io.BytesIO(struct.pack("<4sII", MAGIC, *sizes) + b"{}")
    with pytest.raises(WireError, match="too large"):
        read_frame(stream)
    assert stream.tell() == 12


def test_oversized_frames_are_not_written():
    with pytest.raises(WireError, match="too large"):
        encode_frame({"text": "x" * MAX_HEADER_BYTES})


@pytest.mark.parametrize("header", [b"[]", b"nul", b"\xff\xfe", b"[" * 100_000])
def test_headers_that_are_no_objects_are_refused(header):
    with pytest.raises(WireError):
        read_frame(io.BytesIO(struct.pack("<4sII", MAGIC, len(header), 0) + header))


def test_flipped_bytes_never_raise_anything_but_a_wire_error():
    rng = random.Random(7)
    whole = encode_frame(*to_frame(SpeechSynthesized(UTTERANCE)))
    survived = 0
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            frame = read_frame(io.BytesIO(data))
            if frame is not None:
                from_frame(*frame)
            survived += 1
        except WireError:
            continue
    assert 0 < survived < 3000


@pytest.mark.parametrize(
    "header",
    [
        {"type": "Nonsense"},
        {"type": "dict"},
        {"type": None},
        {"type": "CancelTurn"},
        {"type": "CancelTurn", "turn": "1"},
        {"type": "CancelTurn", "turn": True},
        {"type": "CancelTurn", "turn": 1, "more": 2},
        {"type": "Prefill", "messages": [["robot", "x"]]},
        {"type": "Prefill", "messages": 5},
        {"type": "Generate", "turn": 1, "messages": [], "stop": [1]},
        {"type": "Synthesize", "turn": 1, "index": 0, "text": "x", "emotion": "furious"},
        {"type": "SpeechSynthesized", "utterance": []},
        {"type": "SpeechSynthesized", "utterance": {"phonemes": [["a", 1]]}},
        {"type": "SpeechSynthesized", "utterance": {"phonemes": [], "text": "x"}},
        {"type": "InferenceFailed", "kind": "ears", "turn": None, "message": ""},
    ],
)
def test_values_of_the_wrong_kind_are_refused(header):
    with pytest.raises(WireError):
        from_frame(header, b"")
