"""Kernel commands and events as frames, and back, checked field by field.

A frame's header is `{"type": "<class name>", ...fields}`. An utterance's samples travel as the frame's payload and its
phonemes as `[symbol, start, end]` triples; a field of bytes travels as the payload too.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from vr_app.inference.embedder_frames import EmbedTexts, TextsEmbedded
from vr_app.inference.wire import WireError
from vr_app.kernel import events, hearing_events
from vr_app.kernel.events import Message, PhonemeSpan, Utterance

COMMANDS: tuple[type, ...] = (events.Prefill, events.Generate, events.Synthesize, events.CancelTurn, EmbedTexts)
HEARING: tuple[type, ...] = (
    hearing_events.HearSound,
    hearing_events.TuneHearing,
    hearing_events.HoldTalkKey,
    hearing_events.HostIsHeard,
    hearing_events.HearingReady,
    hearing_events.HearingFailed,
    hearing_events.SoundLevel,
    hearing_events.VoiceBegan,
    hearing_events.VoicePaused,
    hearing_events.WordsHeard,
    hearing_events.LineHeard,
    hearing_events.VoiceDropped,
)
"""Commands and reports of the hearing program."""
REPORTS: tuple[type, ...] = (
    events.ModelLoading,
    events.ModelReady,
    events.PrefillFinished,
    events.TokensGenerated,
    events.GenerationFinished,
    events.SpeechSynthesized,
    events.InferenceFailed,
    TextsEmbedded,
)
_CLASSES: dict[str, type] = {cls.__name__: cls for cls in (*COMMANDS, *REPORTS, *HEARING)}


def to_frame(event: Any) -> tuple[dict[str, Any], bytes]:
    """Header and payload of a command or a report."""
    header: dict[str, Any] = {"type": type(event).__name__}
    payload = b""
    for item in dataclasses.fields(event):
        value = getattr(event, item.name)
        if isinstance(value, Utterance):
            payload = value.pcm
            value = _plain_utterance(value)
        elif isinstance(value, bytes):
            payload = value
            continue
        elif item.name == "messages":
            value = [[message.role, message.content] for message in value]
        elif isinstance(value, tuple):
            value = list(value)
        header[item.name] = value
    return header, payload


def from_frame(header: dict[str, Any], payload: bytes) -> Any:
    """The command or report a frame holds.

    Raises: WireError for an unknown type, a missing or unknown field, or a value of the wrong kind.
    """
    cls = _CLASSES.get(str(header.get("type")))
    if cls is None:
        raise WireError(f"unknown frame type {header.get('type')!r}")
    return _build(cls, {key: value for key, value in header.items() if key != "type"}, payload)


def _build(cls: type, values: dict[str, Any], payload: bytes) -> Any:
    kinds = _kinds(cls)
    if unknown := values.keys() - kinds.keys():
        raise WireError(f"{cls.__name__} has no field {sorted(unknown)[0]!r}")
    read: dict[str, Any] = {}
    for name, value in values.items():
        where = f"{cls.__name__}.{name}"
        read[name] = (
            _utterance(where, value, payload) if kinds[name] is Utterance else _value(where, kinds[name], value)
        )
    read |= {name: payload for name, kind in kinds.items() if kind is bytes}
    try:
        return cls(**read)
    except TypeError as error:
        raise WireError(str(error)) from error


@cache
def _kinds(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _value(where: str, kind: Any, value: Any) -> Any:
    if kind == tuple[Message, ...]:
        return _messages(where, value)
    if kind == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if _fits(kind, value):
        return value
    raise WireError(f"{where}: {value!r:.80} is not {kind}")


def _fits(kind: Any, value: Any) -> bool:
    options = get_args(kind)
    if get_origin(kind) is Literal:
        return any(value == option and type(value) is type(option) for option in options)
    if get_origin(kind) is UnionType or get_origin(kind) is Union:
        return any(_fits(option, value) for option in options)
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    if isinstance(value, bool):
        return kind is bool
    return (
        isinstance(value, (int, float)) if kind is float else kind in (str, int, NoneType) and isinstance(value, kind)
    )


def _messages(where: str, value: Any) -> tuple[Message, ...]:
    try:
        messages = tuple(Message(role, content) for role, content in value)
    except (TypeError, ValueError) as error:
        raise WireError(f"{where}: not a list of [role, content]") from error
    for message in messages:
        if message.role not in ("system", "user", "assistant") or not isinstance(message.content, str):
            raise WireError(f"{where}: not a chat message")
    return messages


def _plain_utterance(utterance: Utterance) -> dict[str, Any]:
    plain = {item.name: getattr(utterance, item.name) for item in dataclasses.fields(utterance)}
    del plain["pcm"]
    plain["phonemes"] = [[span.phoneme, span.start_sample, span.end_sample] for span in utterance.phonemes]
    return plain


def _utterance(where: str, value: Any, payload: bytes) -> Utterance:
    if not isinstance(value, dict):
        raise WireError(f"{where}: not an object")
    values = dict(value)
    try:
        spans = tuple(PhonemeSpan(str(symbol), int(start), int(end)) for symbol, start, end in values.pop("phonemes"))
    except (KeyError, TypeError, ValueError) as error:
        raise WireError(f"{where}: phonemes are not [symbol, start, end]") from error
    kinds = _kinds(Utterance)
    read = {name: _value(f"{where}.{name}", kinds.get(name), item) for name, item in values.items()}
    try:
        return Utterance(pcm=payload, phonemes=spans, **read)
    except TypeError as error:
        raise WireError(str(error)) from error
