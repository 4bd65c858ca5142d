"""How fast the engines are: llama.cpp's bare library against our door to it, the wheel's door, and the voice.

`measure` starts a process of its own with the environment the real programs get.
"""

from __future__ import annotations

import ctypes
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from vr_app.inference.config import LanguageConfig, VoiceConfig
from vr_app.inference.program_environment import program_environment
from vr_app.inference.resident_memory import resident_mb
from vr_app.inference.thread_count import choose_threads
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import Message

_CONTEXT_TOKENS = 2048
_REPLY_TOKENS = 32
_SENTENCE = "On the terrace stand a brass telescope, two stone benches and a lantern that is not lit. "
_CLAUSE = "Welcome to the old observatory."


@dataclass(frozen=True)
class EngineSpeed:
    """One engine with one thread count.

    Attributes:
        prefill_per_s: prompt tokens a second, nothing cached.
        decode_per_s: reply tokens a second.
        cached_first_token_s: to the first text of a second turn whose beginning is cached.
        prefill_ratio: of the bare engine's, the median of the rounds; 1 for the bare engine itself.
        decode_ratio: likewise.
    """

    engine: str
    threads: int
    prompt_tokens: int
    prefill_per_s: float
    decode_per_s: float
    cached_first_token_s: float
    memory_mb: float
    prefill_ratio: float = 1.0
    decode_ratio: float = 1.0


@dataclass(frozen=True)
class VoiceSpeed:
    """One voice.

    Attributes:
        clause_s: to speak a clause of five words.
        real_time_factor: seconds of work for a second of speech.
    """

    engine: str
    threads: int
    clause_s: float
    real_time_factor: float
    memory_mb: float


def measure(
    what: str, path: Path, *, library: str = "", threads: int = 0, prompt_tokens: int = 300, repeats: int = 3
) -> list[Any]:
    """Runs a measurement in a process of its own.

    Args:
        what: "native" (bare library and our door to it, taking turns), "wheel" (the door to the `xllamacpp` wheel) or
            "voice" (a Piper voice).
        library: folder of llama.cpp's library, for "native".
        repeats: measurements of each; medians are returned.
    Returns: `EngineSpeed`s ("bare" first) or one `VoiceSpeed`.
    Raises: DeviceError where the process fails.
    """
    options = [what, str(path), library, str(threads), str(prompt_tokens), str(repeats)]
    command = [sys.executable, "-m", __name__, *options]
    done = subprocess.run(command, env=program_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise DeviceError(f"The measurement failed: {done.stderr.strip()[-300:]}", recoverable=False)
    kind = VoiceSpeed if what == "voice" else EngineSpeed
    return [kind(**entry) for entry in json.loads(done.stdout.splitlines()[-1])]


def native_speeds(config: LanguageConfig, prompt_tokens: int, repeats: int) -> list[EngineSpeed]:
    """The bare library and the door, one after the other in every round, so that a busy machine is equally busy."""
    from vr_app.inference.llama_native import NativeLlamaModel

    door = NativeLlamaModel(config)
    bare = _BareLibrary(door, config)
    system = _system_message(door, prompt_tokens)
    rounds: list[tuple[EngineSpeed, EngineSpeed]] = []
    for number in range(repeats + 1):
        messages = [Message("system", f"Round {number}. {system}"), Message("user", "Describe this place.")]
        sides = [lambda m=messages: bare.speed(m), lambda m=messages: _door_speed("door", door, config.threads, m)]
        order = (0, 1) if number % 2 else (1, 0)
        found = {side: sides[side]() for side in order}
        rounds.append((found[0], _with_ratios(found[1], found[0])))
    # The first round warms both up.
    return [_median([pair[side] for pair in rounds[1:]]) for side in (0, 1)]


def wheel_speed(config: LanguageConfig, prompt_tokens: int, repeats: int) -> EngineSpeed:
    """The door to the wheel, warmed up."""
    from vr_app.inference.llama_cpp import LlamaCppModel

    door = LlamaCppModel(config)
    system = _system_message(door, prompt_tokens)
    speeds = [
        _door_speed(
            "wheel", door, config.threads, [Message("system", f"Round {number}. {system}"), Message("user", "Hi")]
        )
        for number in range(repeats + 1)
    ]
    return _median(speeds[1:])


def voice_speed(path: Path, threads: int, repeats: int) -> VoiceSpeed:
    """A Piper voice, warmed up."""
    from vr_app.inference.piper_program import PiperSynthesizer

    voice = PiperSynthesizer(VoiceConfig(path=str(path), threads=max(1, threads)))
    clauses_s, factors = [], []
    for _ in range(repeats + 1):
        for text in (_CLAUSE, _SENTENCE):
            started_s = time.perf_counter()
            spoken = voice.synthesize(text, speed=1.0, cancelled=lambda: False)
            seconds = time.perf_counter() - started_s
            assert spoken is not None
            factors.append(seconds / spoken.duration_s)
            if text is _CLAUSE:
                clauses_s.append(seconds)
    return VoiceSpeed(
        voice.engine, max(1, threads), statistics.median(clauses_s[1:]), statistics.median(factors[2:]), resident_mb()
    )


def _system_message(door: Any, tokens: int) -> str:
    a_sentence = door.count_tokens(_SENTENCE)
    return "You are Mei, a guide. " + _SENTENCE * max(1, (tokens - 30) // a_sentence)


class _BareLibrary:
    """The library driven as its own benchmark does: no text, no cache, no cancelling, always all threads."""

    def __init__(self, door: Any, config: LanguageConfig) -> None:
        from vr_app.inference.llama_library import chain, open_library

        self._library = open_library(Path(config.library))
        self._door = door
        self._threads = config.threads
        parameters = self._library.llama_context_default_params()
        parameters.n_ctx = _CONTEXT_TOKENS
        parameters.n_threads = parameters.n_threads_batch = config.threads
        self._context = self._library.llama_init_from_model(door.context.model, parameters)
        self._memory = self._library.llama_get_memory(self._context)
        self._sampler = chain(self._library, self._library.llama_sampler_init_greedy())

    def speed(self, messages: Sequence[Message]) -> EngineSpeed:
        chat = [{"role": message.role, "content": message.content} for message in messages]
        prompt = self._door.context.tokens(self._door.context.chat_text(chat, ask=True), whole_prompt=True)
        self._library.llama_memory_clear(self._memory, True)
        started_s = time.perf_counter()
        token = self._decode(prompt)
        first_s = time.perf_counter()
        for _ in range(_REPLY_TOKENS - 1):
            token = self._decode([token])
        last_s = time.perf_counter()
        self._library.llama_memory_seq_rm(self._memory, 0, len(prompt) - 8, -1)
        again_s = time.perf_counter()
        self._decode(prompt[-8:])
        return EngineSpeed(
            "bare",
            self._threads,
            len(prompt),
            len(prompt) / (first_s - started_s),
            (_REPLY_TOKENS - 1) / (last_s - first_s),
            time.perf_counter() - again_s,
            resident_mb(),
        )

    def _decode(self, tokens: list[int]) -> int:
        data = (ctypes.c_int32 * len(tokens))(*tokens)
        status = self._library.llama_decode(self._context, self._library.llama_batch_get_one(data, len(tokens)))
        if status:
            raise DeviceError(f"The library failed ({status}).", recoverable=False)
        return self._library.llama_sampler_sample(self._sampler, self._context, -1)


def _door_speed(name: str, door: Any, threads: int, messages: Sequence[Message]) -> EngineSpeed:
    def run(last: str) -> tuple[Any, list[float]]:
        times_s: list[float] = []
        stats = door.generate(
            [*messages[:-1], Message("user", last)],
            max_tokens=_REPLY_TOKENS,
            temperature=0.0,
            seed=0,
            stop=(),
            json_schema="",
            on_text=lambda text: times_s.append(time.perf_counter()),
            cancelled=lambda: False,
        )
        return stats, times_s

    cold, times_s = run(messages[-1].content)
    warm, _ = run("And what else?")
    return EngineSpeed(
        name,
        threads,
        cold.prompt_tokens,
        (cold.prompt_tokens - cold.cached_tokens) / cold.first_token_s,
        (cold.reply_tokens - 1) / (times_s[-1] - times_s[0]),
        warm.first_token_s,
        resident_mb(),
    )


def _with_ratios(door: EngineSpeed, bare: EngineSpeed) -> EngineSpeed:
    return replace(
        door,
        prefill_ratio=door.prefill_per_s / bare.prefill_per_s,
        decode_ratio=door.decode_per_s / bare.decode_per_s,
    )


def _median(speeds: Sequence[EngineSpeed]) -> EngineSpeed:
    fixed = ("engine", "threads", "prompt_tokens")
    middle = {
        name: statistics.median(getattr(s, name) for s in speeds) for name in asdict(speeds[0]) if name not in fixed
    }
    return replace(speeds[0], **middle)


def main(arguments: Sequence[str]) -> None:
    """What `measure` starts."""
    what, path, library, threads, prompt_tokens, repeats = arguments
    chosen = choose_threads(os.cpu_count() or 1, int(threads))
    config = LanguageConfig(path=path, library=library, threads=chosen, context_tokens=_CONTEXT_TOKENS)
    found: Sequence[Any]
    if what == "native":
        found = native_speeds(config, int(prompt_tokens), int(repeats))
    elif what == "wheel":
        found = [wheel_speed(config, int(prompt_tokens), int(repeats))]
    else:
        found = [voice_speed(Path(path), int(threads), int(repeats))]
    sys.stdout.write(json.dumps([asdict(speed) for speed in found]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
