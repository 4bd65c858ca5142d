"""How fast the engines are: the bare llama.cpp against our door to it, and the voice, in the same run.

`measure` starts a process of its own with the environment the real programs get, since OpenMP reads it only once.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vr_app.inference.config import LanguageConfig, VoiceConfig
from vr_app.inference.program_environment import program_environment
from vr_app.inference.resident_memory import resident_mb
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import Message

_SENTENCE = "On the terrace stand a brass telescope, two stone benches and a lantern that is not lit. "
_CLAUSE = "Welcome to the old observatory."


@dataclass(frozen=True)
class EngineSpeed:
    """One engine with one thread count.

    Attributes:
        prefill_per_s: prompt tokens a second, nothing cached.
        decode_per_s: reply tokens a second.
        cached_first_token_s: to the first text of a second turn whose beginning is cached.
    """

    engine: str
    threads: int
    prompt_tokens: int
    prefill_per_s: float
    decode_per_s: float
    cached_first_token_s: float
    memory_mb: float


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


def measure(what: str, path: Path, *, threads: int = 0, prompt_tokens: int = 600, repeats: int = 3) -> list[Any]:
    """Runs a measurement in a process of its own.

    Args:
        what: "language" (bare engine and door, taking turns) or "voice" (a Piper voice).
        repeats: measurements of each; medians are returned.
    Returns: `EngineSpeed`s ("bare" first) or one `VoiceSpeed`.
    Raises: DeviceError where the process fails.
    """
    command = [sys.executable, "-m", __name__, what, str(path), str(threads), str(prompt_tokens), str(repeats)]
    done = subprocess.run(command, env=program_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise DeviceError(f"The measurement failed: {done.stderr.strip()[-300:]}", recoverable=False)
    kind = EngineSpeed if what == "language" else VoiceSpeed
    return [kind(**entry) for entry in json.loads(done.stdout.splitlines()[-1])]


def language_speeds(path: Path, threads: int, prompt_tokens: int, repeats: int) -> list[EngineSpeed]:
    """The bare engine and the door, one after the other in every round, so that a busy machine is equally busy."""
    from vr_app.inference.llama_cpp import LlamaCppModel
    from vr_app.inference.thread_count import choose_threads

    threads = choose_threads(2, threads)
    door = LlamaCppModel(LanguageConfig(path=str(path), threads=threads, context_tokens=2048))
    system = _system_message(door, prompt_tokens)
    bare = _bare_server(path, threads)
    rounds: list[tuple[EngineSpeed, EngineSpeed]] = []
    for number in range(repeats + 1):
        messages = [Message("system", f"Round {number}. {system}"), Message("user", "Describe this place.")]
        rounds.append((_bare_speed(bare, threads, messages), _door_speed(door, threads, messages)))
    # The first round warms both up.
    return [_median([pair[side] for pair in rounds[1:]]) for side in (0, 1)]


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


def _bare_server(path: Path, threads: int) -> Any:
    import xllamacpp

    parameters = xllamacpp.CommonParams()  # type: ignore[attr-defined]
    parameters.model.path = str(path)
    parameters.n_ctx = 2048
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = threads
    parameters.verbosity = 2
    return xllamacpp.Server(parameters)  # type: ignore[attr-defined]


def _bare_speed(server: Any, threads: int, messages: Sequence[Message]) -> EngineSpeed:
    def run(last: str) -> dict[str, Any]:
        chunks: list[dict[str, Any]] = []
        chat = [{"role": m.role, "content": m.content} for m in (*messages[:-1], Message("user", last))]
        request = {"messages": chat, "max_tokens": 24, "temperature": 0.0, "stream": True, "cache_prompt": True}
        server.handle_chat_completions(request, lambda chunk: chunks.append(chunk) or False)
        return next(chunk["timings"] for chunk in reversed(chunks) if "timings" in chunk)

    cold, warm = run(messages[-1].content), run("And what else?")
    return EngineSpeed(
        "bare",
        threads,
        cold["prompt_n"] + cold["cache_n"],
        cold["prompt_per_second"],
        cold["predicted_per_second"],
        warm["prompt_ms"] / 1000,
        resident_mb(),
    )


def _door_speed(door: Any, threads: int, messages: Sequence[Message]) -> EngineSpeed:
    def run(last: str) -> tuple[Any, list[float]]:
        times_s: list[float] = []
        stats = door.generate(
            [*messages[:-1], Message("user", last)],
            max_tokens=24,
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
        "door",
        threads,
        cold.prompt_tokens,
        (cold.prompt_tokens - cold.cached_tokens) / cold.first_token_s,
        (len(times_s) - 1) / (times_s[-1] - times_s[0]),
        warm.first_token_s,
        resident_mb(),
    )


def _median(speeds: Sequence[EngineSpeed]) -> EngineSpeed:
    fields = ("prefill_per_s", "decode_per_s", "cached_first_token_s", "memory_mb")
    middle = {name: statistics.median(getattr(speed, name) for speed in speeds) for name in fields}
    return EngineSpeed(**{**asdict(speeds[0]), **middle})


def main(arguments: Sequence[str]) -> None:
    """What `measure` starts."""
    what, path, threads, prompt_tokens, repeats = arguments
    found: Sequence[Any]
    if what == "language":
        found = language_speeds(Path(path), int(threads), int(prompt_tokens), int(repeats))
    else:
        found = [voice_speed(Path(path), int(threads), int(repeats))]
    sys.stdout.write(json.dumps([asdict(speed) for speed in found]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
