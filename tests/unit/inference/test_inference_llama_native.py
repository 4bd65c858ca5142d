"""llama.cpp's own library with the real tiny model: what is evaluated once stays, in memory and on disk."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from vr_app.inference.config import LanguageConfig
from vr_app.inference.llama_library import LibraryMissingError, open_library
from vr_app.inference.llama_native import NativeLlamaModel
from vr_app.inference.prompt_lookup import PromptLookup
from vr_app.inference.selection import open_language_model
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats, LanguageModel

pytestmark = pytest.mark.model

SYSTEM = Message("system", "You are Mei, a guide in an old observatory. " + "There is a brass telescope here. " * 30)
HELLO = Message("user", "Hello")
never: Callable[[], bool] = lambda: False  # noqa: E731

Open = Callable[[], NativeLlamaModel]


@pytest.fixture
def open_model(tiny_model: Path, llama_library: Path, tmp_path: Path) -> Iterator[Open]:
    opened: list[NativeLlamaModel] = []

    def start() -> NativeLlamaModel:
        for model in opened:
            model.close()
        config = LanguageConfig(
            path=str(tiny_model), library=str(llama_library), prompts_dir=str(tmp_path / "prompts"), context_tokens=1024
        )
        opened.append(NativeLlamaModel(config))
        return opened[-1]

    yield start
    opened[-1].close()


def reply(model: LanguageModel, *messages: Message, max_tokens: int = 8) -> tuple[str, GenerationStats]:
    pieces: list[str] = []
    stats = model.generate(
        messages,
        max_tokens=max_tokens,
        temperature=0.0,
        seed=0,
        stop=(),
        json_schema="",
        on_text=pieces.append,
        cancelled=never,
    )
    return "".join(pieces), stats


def test_the_next_start_finds_card_and_scene_on_disk(open_model: Open):
    model = open_model()
    first = model.prefill([SYSTEM, HELLO], cancelled=never)
    said, _ = reply(model, SYSTEM, HELLO)
    model = open_model()
    again = model.prefill([SYSTEM, HELLO], cancelled=never)
    assert first.cached_tokens <= 2 and again.cached_tokens >= 0.9 * model.count_tokens(SYSTEM.content) > 100
    assert reply(model, SYSTEM, HELLO)[0] == said


def test_only_the_system_message_is_kept_on_disk(open_model: Open, tmp_path: Path):
    model = open_model()
    model.prefill([SYSTEM, Message("user", "My secret is blue.")], cancelled=never)
    model = open_model()
    stats = model.prefill([SYSTEM, Message("user", "My secret is blue.")], cancelled=never)
    assert stats.cached_tokens <= model.count_tokens(SYSTEM.content) + 12
    assert len(list((tmp_path / "prompts").iterdir())) == 1


def test_examples_that_are_kept_are_on_disk_at_the_next_start(open_model: Open, tmp_path: Path):
    examples = [Message("system", "Judge."), Message("user", "Is the lamp lit? " * 30), Message("assistant", "yes")]
    model = open_model()
    first = model.prefill(examples, cancelled=never)
    model.keep(examples)
    model.keep(examples)
    model = open_model()
    again = model.prefill(examples, cancelled=never)
    assert first.cached_tokens <= 2 and again.cached_tokens >= first.prompt_tokens - 1
    assert len(list((tmp_path / "prompts").iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"VKV1\x02\x00\x00\x00{}", b"nonsense" * 100])
def test_a_damaged_file_is_made_anew(open_model: Open, tmp_path: Path, content: bytes):
    open_model().prefill([SYSTEM], cancelled=never)
    open_model()  # closes the first: what it kept is on disk now
    (file,) = (tmp_path / "prompts").glob("*.prompt")
    file.write_bytes(content)
    assert open_model().prefill([SYSTEM], cancelled=never).cached_tokens <= 2
    open_model()
    assert file.stat().st_size > 10_000


def test_a_short_job_in_between_costs_the_conversation_nothing(open_model: Open):
    model = open_model()
    model.prefill([SYSTEM], cancelled=never)
    said, before = reply(model, SYSTEM, HELLO)
    reply(model, Message("user", "Which of these is it: a, b or c?"))
    again, after = reply(model, SYSTEM, HELLO)
    assert again == said
    assert after.cached_tokens >= before.prompt_tokens - 1


def test_a_prefill_ends_within_a_batch(open_model: Open):
    model = open_model()
    asked = 0

    def soon() -> bool:
        nonlocal asked
        asked += 1
        return asked > 40

    started_s = time.monotonic()
    stats = model.prefill([Message("system", "A long corridor. " * 180)], cancelled=soon)
    assert stats.reason == "cancelled"
    assert asked == 41, "nothing is asked once the answer was yes"
    assert time.monotonic() - started_s < 5
    assert reply(model, SYSTEM, HELLO)[1].reply_tokens > 0


def test_a_step_of_what_is_read_ahead_is_finished_and_kept(open_model: Open):
    model = open_model()
    card = model.prefill([SYSTEM], cancelled=never).prompt_tokens
    line = Message("user", "Tell me about the lamp and the door. " * 6)
    asked = 0

    def after_the_first_step() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1

    assert model.prefill([SYSTEM, line], cancelled=after_the_first_step).reason == "cancelled"
    cached = reply(model, SYSTEM, line)[1].cached_tokens
    assert asked == 2 and card + 10 <= cached <= card + 20


def test_without_its_library_the_wheel_takes_the_model(tiny_model: Path, tmp_path: Path):
    with pytest.raises(LibraryMissingError):
        open_library(tmp_path)
    # In a process of its own, as in the app: the wheel does not bear every other compiled library beside it.
    said = subprocess.run(
        [sys.executable, "-c", _WHEEL_SPEAKS, str(tiny_model), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert said.stdout.split()[:1] == ["llama.cpp"], said.stderr
    assert int(said.stdout.split()[1]) > 0


_WHEEL_SPEAKS = """
import sys
from vr_app.inference.config import LanguageConfig
from vr_app.inference.selection import open_language_model
from vr_app.kernel.events import Message
model = open_language_model(LanguageConfig(path=sys.argv[1], library=sys.argv[2], context_tokens=512))
asked = dict(max_tokens=8, temperature=0.0, seed=1, stop=(), json_schema="")
stats = model.generate([Message("user", "Hello")], **asked, on_text=lambda text: None, cancelled=lambda: False)
print(model.engine, stats.reply_tokens)
model.close()
"""


def test_with_it_the_library_takes_the_model(tiny_model: Path, llama_library: Path):
    config = LanguageConfig(path=str(tiny_model), library=str(llama_library), engine="llama_cpp", context_tokens=512)
    model = open_language_model(config)
    assert model.engine == "llama.cpp native"
    model.close()


def test_a_complete_prompt_is_read_up_to_where_the_reply_begins(open_model: Open):
    model = open_model()
    open_ended = model.prefill([SYSTEM, HELLO], cancelled=never)
    complete = model.prefill([SYSTEM, HELLO], cancelled=never, complete=True)
    assert complete.prompt_tokens > open_ended.prompt_tokens
    _, stats = reply(model, SYSTEM, HELLO)
    assert stats.prompt_tokens == complete.prompt_tokens and stats.cached_tokens == complete.prompt_tokens


def test_replies_are_weighed_without_being_written(open_model: Open):
    model = open_model()
    said, _ = reply(model, SYSTEM, HELLO)
    first, *_ = said.split()
    found = model.weigh([SYSTEM, HELLO], (first, "Zebra", "7"), cancelled=never)
    assert found is not None and found.stats.reply_tokens == 0
    assert 0 > found.replies[0] == max(found.replies) > -2.0
    assert reply(model, SYSTEM, HELLO)[0] == said  # and the context is as good as before


def test_replies_that_begin_alike_are_told_apart_by_what_follows(open_model: Open):
    model = open_model()
    asked = [SYSTEM, Message("user", "Say blue or green. Say blue.")]
    found = model.weigh(asked, ('"blue"', '"green"'), cancelled=never)
    alone = model.weigh(asked, ('"blue"', '"blue"'), cancelled=never)
    assert found is not None and alone is not None
    assert found.replies[0] != found.replies[1] and alone.replies[0] == alone.replies[1]


def test_weighing_is_given_up_where_nobody_waits_any_more(open_model: Open):
    assert open_model().weigh([SYSTEM, HELLO], ("yes", "no"), cancelled=lambda: True) is None


LIST = "Repeat this: The telescope is brass. The dome is green. The stairs are steep. The night is cold."
"""What the tiny model repeats; reading several tokens at once rounds otherwise than one by one, and after the last
sentence "end" and a new line are a near tie."""
REPEATED = 16
"""Tokens of it that are no near tie."""


def test_guessing_ahead_changes_no_word(open_model: Open, monkeypatch: pytest.MonkeyPatch):
    asked = (SYSTEM, Message("user", LIST))
    guessed, _ = reply(open_model(), *asked, max_tokens=REPEATED)

    def nothing(lookup: PromptLookup, most: int) -> Sequence[int]:
        return []

    monkeypatch.setattr(PromptLookup, "guess", nothing)
    plain, _ = reply(open_model(), *asked, max_tokens=REPEATED)
    assert guessed == plain and len(plain) > 20


def test_a_reply_written_ahead_is_the_one_that_is_asked_for(open_model: Open):
    model = open_model()
    _read(model)
    plain, stats = _chosen(model, seed=7)
    assert stats.ahead_tokens == 0 and stats.cached_tokens == stats.prompt_tokens
    _read(model)
    model.write_ahead([SYSTEM, HELLO], most=5, temperature=0.8, seed=7, wanted_elsewhere=never)
    ahead, stats = _chosen(model, seed=7)
    assert ahead == plain and stats.ahead_tokens == 5 and stats.cached_tokens == stats.prompt_tokens
    _, stats = _chosen(model, seed=7)
    assert stats.ahead_tokens == 0


def test_what_was_written_ahead_for_other_words_or_another_draw_is_not_said(open_model: Open):
    model = open_model()
    _read(model)
    plain, _ = _chosen(model, seed=8)
    _read(model)
    model.write_ahead([SYSTEM, HELLO], most=5, temperature=0.8, seed=7, wanted_elsewhere=never)
    other, stats = _chosen(model, seed=8)
    assert stats.ahead_tokens == 0 and other.split()[0] == plain.split()[0]
    model.write_ahead([SYSTEM, HELLO], most=5, temperature=0.0, seed=0, wanted_elsewhere=never)
    _, stats = reply(model, SYSTEM, Message("user", "What stands here?"))
    assert stats.ahead_tokens == 0


def test_writing_ahead_ends_when_something_else_is_to_be_done(open_model: Open):
    model = open_model()
    _read(model)
    asked = iter([False, False, False, True])
    model.write_ahead([SYSTEM, HELLO], most=50, temperature=0.0, seed=0, wanted_elsewhere=lambda: next(asked, True))
    _, stats = reply(model, SYSTEM, HELLO)
    assert stats.ahead_tokens == 2


def _read(model: NativeLlamaModel) -> None:
    """The prompt, each time in the same steps: rounding is the same."""
    for line in (Message("user", "What stands here?"), HELLO):
        assert model.prefill([SYSTEM, line], cancelled=never, complete=True).reason == "stop"


def _chosen(model: NativeLlamaModel, *, seed: int) -> tuple[str, GenerationStats]:
    pieces: list[str] = []
    stats = model.generate(
        [SYSTEM, HELLO],
        max_tokens=12,
        temperature=0.8,
        seed=seed,
        stop=(),
        json_schema="",
        on_text=pieces.append,
        cancelled=never,
    )
    return "".join(pieces), stats
