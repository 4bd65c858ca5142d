"""Language models in GGUF files by llama.cpp's own library, built for every processor: the fast door on a CPU.

Where its library is not installed, or a model needs more of a chat template than it knows, `llama_cpp` (the
`xllamacpp` wheel) takes the model.
"""

from __future__ import annotations

import codecs
import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from vr_app.inference.begun_reply import BegunReply
from vr_app.inference.chat_messages import chat_messages
from vr_app.inference.config import LanguageConfig
from vr_app.inference.gguf_file import is_gguf
from vr_app.inference.llama_context import BATCH_TOKENS, LlamaContext
from vr_app.inference.llama_library import LibraryMissingError, open_library
from vr_app.inference.stop_filter import StopFilter
from vr_app.inference.thread_count import choose_threads
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats, Weighed

_THINKING = b"<think>"
_READ_AHEAD_TOKENS = 16
"""At a time, of what is not all: the visitor may speak before it is through, and most likely says just that."""


class NativeLlamaModel:
    """A chat model held by llama.cpp in this process. Implements `vr_app.kernel.ports.LanguageModel`.

    Attributes:
        context: the engine itself, for measurements.
    """

    engine = "llama.cpp native"

    def __init__(self, config: LanguageConfig) -> None:
        """Loads the weights and warms them up.

        Raises:
            LibraryMissingError: `config.library` has no fitting library, or this model is not for it.
            UserError: the file is no model.
        """
        path = Path(config.path)
        if not is_gguf(path):
            raise UserError("this is not a GGUF language model", where=Location(path), remedy="Run `vr-app setup`.")
        library = open_library(Path(config.library))
        self.name = config.name
        self._context_tokens = config.context_tokens
        self._begun: BegunReply | None = None
        try:
            self.context = LlamaContext(
                library,
                path,
                context_tokens=config.context_tokens,
                threads=choose_threads(os.cpu_count() or 1, config.threads),
                kept_folder=Path(config.prompts_dir) if config.prompts_dir else None,
            )
        except ValueError as error:
            raise UserError(
                f"the language model cannot be loaded ({error})",
                where=Location(path),
                remedy="Run `vr-app model verify`.",
            ) from error
        if _THINKING in self.context.chat_template or self._text([Message("user", "Hello")], ask=True) is None:
            self.context.close()
            raise LibraryMissingError("this model's chat template needs an engine that reads it")
        self.context.evaluate(self.context.tokens("Hello", whole_prompt=True), lambda: False)

    def generate(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        seed: int,
        stop: Sequence[str],
        json_schema: str,
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
    ) -> GenerationStats:
        """Streams a reply; a cancellation takes effect at the next token, within a prompt at the next operation."""
        started_s = time.monotonic()
        context = self.context
        prompt = self._prompt(messages, ask=True)
        mask = context.schema_mask(json_schema) if json_schema else None
        begun = self._begun
        if begun is not None and mask is None and begun.answers(prompt, temperature, seed):
            self._begun = None
        else:
            self._forget_begun()
            begun = None
        filtered = StopFilter(stop)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        first_token_s, said, reason = 0.0, 0, "length"

        def show(text: str) -> None:
            nonlocal first_token_s
            if text:
                first_token_s = first_token_s or time.monotonic() - started_s
                on_text(text)

        ahead = len(begun.tokens) if begun is not None else 0
        if begun is None and not context.evaluate(prompt, cancelled):
            reason, max_tokens = "cancelled", 0
        cached = len(prompt) if begun is not None else context.reused_tokens
        with closing(begun or BegunReply(context, prompt, temperature, seed, mask)) as reply:
            room = min(max_tokens, self._context_tokens - len(prompt))
            while said < room:
                if cancelled():
                    reason = "cancelled"
                    break
                if mask is not None and mask.finished:
                    reason = "stop"
                    break
                token = reply.token(said, room)
                if context.ends_reply(token):
                    reason = "stop"
                    break
                said += 1
                show(filtered.feed(decoder.decode(context.piece(token))))
                if filtered.stopped:
                    reason = "stop"
                    break
        if reason != "cancelled":
            show(filtered.feed(decoder.decode(b"", final=True)) + filtered.flush())
        seconds = time.monotonic() - started_s
        return GenerationStats(reason, len(prompt), cached, said, first_token_s, seconds, min(ahead, said))

    def write_ahead(
        self,
        messages: Sequence[Message],
        *,
        most: int,
        temperature: float,
        seed: int,
        wanted_elsewhere: Callable[[], bool],
    ) -> None:
        """As `vr_app.kernel.ports.ForesightedModel.write_ahead`."""
        self._forget_begun()
        prompt = self._prompt(messages, ask=True)
        if wanted_elsewhere() or not self.context.evaluate(prompt, wanted_elsewhere):
            return
        self._begun = begun = BegunReply(self.context, prompt, temperature, seed)
        room = self._context_tokens - len(prompt)
        for number in range(min(most, room)):
            if wanted_elsewhere() or self.context.ends_reply(begun.token(number, room)):
                break

    def weigh(
        self, messages: Sequence[Message], replies: Sequence[str], *, cancelled: Callable[[], bool]
    ) -> Weighed | None:
        """As `vr_app.kernel.ports.WeighingModel.weigh`."""
        started_s = time.monotonic()
        self._forget_begun()
        begun, nexts = _told_apart([self.context.tokens(reply, whole_prompt=False) for reply in replies])
        prompt = [*self._prompt(messages, ask=True), *begun]
        if not self.context.evaluate(prompt, cancelled):
            return None
        shares = tuple(float(share) for share in self.context.likelihoods(nexts))
        stats = GenerationStats("stop", len(prompt), self.context.reused_tokens, seconds=time.monotonic() - started_s)
        return Weighed(shares, stats)

    def prefill(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool], complete: bool = False
    ) -> GenerationStats:
        """Evaluates the messages and says nothing. What the system says is kept for the next start."""
        started_s = time.monotonic()
        self._forget_begun()
        context = self.context
        prompt = self._prompt(messages, ask=complete)
        beginning = self._prompt(messages[:1], ask=False) if messages and messages[0].role == "system" else []
        done, cached = True, None
        if context.wants_on_disk(beginning):
            done, cached = context.evaluate(beginning, cancelled), context.reused_tokens
            if done:
                context.keep_on_disk()
        if done:
            # What is asked next, word for word, is read on when it is asked.
            done = context.evaluate(prompt, cancelled, BATCH_TOKENS if complete else _READ_AHEAD_TOKENS)
        cached = context.reused_tokens if cached is None else cached
        seconds = time.monotonic() - started_s
        return GenerationStats("stop" if done else "cancelled", len(prompt), cached, seconds=seconds)

    def keep(self, messages: Sequence[Message]) -> None:
        """As `vr_app.kernel.ports.LastingModel.keep`."""
        if self.context.wants_on_disk(self._prompt(messages, ask=False)):
            self.context.keep_on_disk()

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without the chat template's own."""
        return len(self.context.tokens(text, whole_prompt=False))

    def close(self) -> None:
        """Frees the weights and the cache."""
        self._forget_begun()
        self.context.close()

    def _forget_begun(self) -> None:
        if self._begun is not None:
            self._begun.close()
            self._begun = None

    def _text(self, messages: Sequence[Message], *, ask: bool) -> str | None:
        return self.context.chat_text(chat_messages(messages), ask=ask)

    def _prompt(self, messages: Sequence[Message], *, ask: bool) -> list[int]:
        text = self._text(messages, ask=ask)
        if text is None:
            raise UserError("the language model's chat template does not take these messages")
        tokens = self.context.tokens(text, whole_prompt=True)
        if len(tokens) >= self._context_tokens:
            raise UserError(
                f"the conversation is {len(tokens)} tokens long and the language model holds {self._context_tokens}",
                remedy="Say it in fewer words, or raise `language.context_tokens` in the settings.",
            )
        return tokens


def _told_apart(replies: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """The tokens that all replies begin with, and of each the one after them."""
    begun: list[int] = []
    shortest = min((len(reply) for reply in replies), default=0)
    while len(begun) < shortest - 1 and len({reply[len(begun)] for reply in replies}) == 1:
        begun.append(replies[0][len(begun)])
    return begun, [reply[len(begun)] for reply in replies]
