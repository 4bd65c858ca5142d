"""One suite for every language-model door: the fake, llama.cpp (library and wheel), transformers, a server."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.fake_language_model import FakeLanguageModel
from tests.installed_models import installed_library
from vr_app.inference.config import LanguageConfig
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats, LanguageModel

CONTEXT_TOKENS = 2048
SYSTEM = Message("system", "You are Mei, a guide in an old observatory. " + "There is a brass telescope here. " * 30)
SCHEMA = {
    "type": "object",
    "properties": {"mood": {"enum": ["happy", "sad"]}, "count": {"type": "integer"}},
    "required": ["mood", "count"],
    "additionalProperties": False,
}
never: Callable[[], bool] = lambda: False  # noqa: E731


@contextmanager
def _fake(path: Path) -> Iterator[LanguageModel]:
    yield FakeLanguageModel()


@contextmanager
def _llama_cpp(path: Path) -> Iterator[LanguageModel]:
    from vr_app.inference.llama_cpp import LlamaCppModel

    model = LlamaCppModel(LanguageConfig(path=str(path), context_tokens=CONTEXT_TOKENS))
    yield model
    model.close()


@contextmanager
def _llama_native(path: Path) -> Iterator[LanguageModel]:
    from vr_app.inference.llama_native import NativeLlamaModel

    library = installed_library()
    assert library is not None
    model = NativeLlamaModel(LanguageConfig(path=str(path), context_tokens=CONTEXT_TOKENS, library=str(library)))
    yield model
    model.close()


@contextmanager
def _transformers(path: Path) -> Iterator[LanguageModel]:
    from vr_app.inference.transformers_model import TransformersModel

    model = TransformersModel(LanguageConfig(path=str(path), context_tokens=CONTEXT_TOKENS, device="cpu"))
    yield model
    model.close()


@contextmanager
def _server(path: Path) -> Iterator[LanguageModel]:
    import xllamacpp

    from vr_app.inference.openai_server import OpenAiServerModel

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = 1
    parameters.n_batch = parameters.n_ubatch = 64
    parameters.cpuparams.n_threads = 2
    parameters.cpuparams.poll = 0
    parameters.api_keys = ["a key"]
    server = xllamacpp.Server(parameters)
    yield OpenAiServerModel(LanguageConfig(url=server.listening_address + "/v1", api_key="a key"))
    del server


DOORS: dict[str, Callable[[Path], Any]] = {
    "fake": _fake,
    "llama_native": _llama_native,
    "llama_cpp": _llama_cpp,
    "transformers": _transformers,
    "openai_server": _server,
}


@pytest.fixture(
    scope="module",
    params=[
        "fake",
        pytest.param("llama_native", marks=pytest.mark.model),
        pytest.param("llama_cpp", marks=pytest.mark.model),
        pytest.param("transformers", marks=[pytest.mark.model, pytest.mark.torch]),
        pytest.param("openai_server", marks=pytest.mark.model),
    ],
)
def model(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    path = Path() if request.param == "fake" else request.getfixturevalue("tiny_model")
    if request.param == "llama_native":
        request.getfixturevalue("llama_library")
    with DOORS[request.param](path) as opened:
        yield opened


def reply(model: LanguageModel, *messages: Message, **changes: Any) -> tuple[str, GenerationStats]:
    """One reply, with the defaults of a test: greedy, 16 tokens."""
    pieces: list[str] = []
    options: dict[str, Any] = {
        "max_tokens": 16,
        "temperature": 0.0,
        "seed": 0,
        "stop": (),
        "json_schema": "",
        "on_text": pieces.append,
        "cancelled": never,
        **changes,
    }
    stats = model.generate(messages, **options)
    return "".join(pieces), stats


def test_it_streams_a_reply_of_bounded_length(model: LanguageModel):
    pieces: list[str] = []
    _, stats = reply(model, SYSTEM, Message("user", "Tell me a long story."), on_text=pieces.append)
    assert stats.reason == "length"
    assert stats.reply_tokens == 16
    assert 8 <= len(pieces) <= 18
    assert all(isinstance(piece, str) for piece in pieces)
    assert len("".join(pieces)) > 20
    assert stats.prompt_tokens > 150
    assert 0 <= stats.first_token_s <= stats.seconds or isinstance(model, FakeLanguageModel)


def test_greedy_replies_repeat(model: LanguageModel):
    question = Message("user", "What is a telescope?")
    assert reply(model, SYSTEM, question)[0] == reply(model, SYSTEM, question)[0]


def test_the_seed_decides_at_a_temperature(model: LanguageModel):
    question = Message("user", "Say something surprising.")
    said = {seed: reply(model, question, temperature=1.5, seed=seed, max_tokens=24)[0] for seed in (1, 2, 3)}
    assert len(set(said.values())) > 1


def test_a_prefilled_beginning_is_not_evaluated_again(model: LanguageModel):
    reply(model, Message("user", "Something else altogether."))
    first = model.prefill([SYSTEM], cancelled=never)
    assert first.reason == "stop"
    text, stats = reply(model, SYSTEM, Message("user", "Hello"))
    assert stats.cached_tokens >= 0.9 * first.prompt_tokens > 100
    history = [SYSTEM, Message("user", "Hello"), Message("assistant", text), Message("user", "And then?")]
    _, second = reply(model, *history)
    assert second.cached_tokens >= 0.9 * stats.prompt_tokens


def test_a_cancelled_reply_ends_within_a_token(model: LanguageModel):
    reply(model, SYSTEM, Message("user", "Go on."))
    pieces: list[str] = []
    cancelled_s: list[float] = []

    def enough() -> bool:
        if len(pieces) >= 4 and not cancelled_s:
            cancelled_s.append(time.monotonic())
        return bool(cancelled_s)

    _, stats = reply(
        model, SYSTEM, Message("user", "Go on."), max_tokens=200, on_text=pieces.append, cancelled=enough, seed=5
    )
    assert stats.reason == "cancelled"
    assert len(pieces) <= 6
    assert time.monotonic() - cancelled_s[0] <= 0.5
    assert reply(model, SYSTEM, Message("user", "Go on."))[1].reason == "length"


def test_a_prefill_that_nobody_wants_any_more_ends(model: LanguageModel):
    fresh = Message("system", "Another place. " + "A long corridor with many doors. " * 120)
    assert model.prefill([fresh], cancelled=lambda: True).reason == "cancelled"
    assert reply(model, Message("user", "Hello"))[1].reply_tokens > 0


def test_stop_sequences_end_the_reply_and_are_not_in_it(model: LanguageModel):
    whole, _ = reply(model, SYSTEM, Message("user", "Hello"), max_tokens=24)
    ending = whole[6:12]
    text, stats = reply(model, SYSTEM, Message("user", "Hello"), max_tokens=24, stop=(ending,))
    assert stats.reason == "stop"
    assert text == whole[: whole.index(ending)]


def test_a_schema_is_kept_to(model: LanguageModel):
    text, stats = reply(model, Message("user", "How are you?"), max_tokens=120, json_schema=json.dumps(SCHEMA))
    if stats.reason == "stop":
        answer = json.loads(text)
        assert answer["mood"] in ("happy", "sad")
        assert isinstance(answer["count"], int)
    else:
        assert text.lstrip().startswith("{")


def test_a_schema_that_is_none_is_refused(model: LanguageModel):
    if isinstance(model, FakeLanguageModel):
        pytest.skip("the fake makes an instance of any schema")
    with pytest.raises(UserError):
        reply(model, Message("user", "Hello"), json_schema="[not json")


def test_a_prompt_that_does_not_fit_is_refused_in_plain_words(model: LanguageModel):
    with pytest.raises(UserError, match="token"):
        reply(model, Message("user", "word " * 6000))
    assert reply(model, Message("user", "Hello"))[1].reply_tokens > 0


@pytest.mark.parametrize("text", ["", "\x00\x1b[2J", "<|im_end|>", "漢字 🦊 \u202e", "\ud800"])
def test_strange_text_is_only_text(model: LanguageModel, text: str):
    assert reply(model, SYSTEM, Message("user", text))[1].reason in ("stop", "length")


def test_tokens_are_counted(model: LanguageModel):
    assert model.count_tokens("") == 0
    assert 3 <= model.count_tokens("The old telescope is made of brass.") <= 12


def test_it_says_what_it_is(model: LanguageModel):
    assert model.name and model.engine
