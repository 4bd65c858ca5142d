"""One model with one context in llama.cpp's shared library: text to tokens, tokens evaluated, tokens chosen.

Whatever a new prompt shares with the last one, with one set aside in memory, or with one kept on disk, is not
evaluated again.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import llguidance
import numpy as np
import numpy.typing as npt

from vr_app.inference import llama_library as native
from vr_app.inference.kept_prompts import KeptInMemory, KeptOnDisk, KeptPrompt, common_length
from vr_app.inference.schema_mask import SchemaMask
from vr_app.inference.thread_governor import ThreadGovernor
from vr_app.kernel.errors import DeviceError

BATCH_TOKENS = 512
"""That the engine takes at once."""
_FIRST_BATCH_TOKENS = 64
"""Of a prompt, where several threads work on it: shows whether their cores are free before much is begun."""
_FINISHED_TOKENS = 16
"""That few are not worth stopping half-way: a quarter of a second with the default model on two cores."""
_KEPT_MB = 192
_WORTH_KEEPING_TOKENS = 64
"""Fewer are evaluated again sooner than they are copied."""
_TOP_K, _TOP_P, _MIN_P = 40, 0.95, 0.05
_ABORTED = 2
_CONTROL = 1 << 3
_SPECIAL = b"\xff"
"""How llguidance marks what is no text."""
_SEQUENCE = 0


class LlamaContext:
    """Weights, one conversation's keys and values, and what earlier prompts left.

    Args:
        library: from `llama_library.open_library`.
        path: a GGUF file.
        kept_folder: where beginnings of prompts are kept for the next start, or None.

    Attributes:
        reused_tokens: how many tokens of its prompt the last `evaluate` did not have to work on.

    Raises: ValueError for a file that is no model or memory that is too small.
    """

    def __init__(
        self, library: Any, path: Path, *, context_tokens: int, threads: int, kept_folder: Path | None = None
    ) -> None:
        self._library = library
        self._model: int = library.llama_model_load_from_file(str(path).encode(), library.llama_model_default_params())
        if not self._model:
            raise ValueError("the model file cannot be loaded")
        parameters = library.llama_context_default_params()
        parameters.n_ctx = context_tokens
        parameters.n_batch = parameters.n_ubatch = BATCH_TOKENS
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.no_perf = True
        self._context: int = library.llama_init_from_model(self._model, parameters)
        if not self._context:
            library.llama_model_free(self._model)
            raise ValueError("there is not enough memory for the model's context")
        self._vocabulary = library.llama_model_get_vocab(self._model)
        self._vocabulary_size = library.llama_vocab_n_tokens(self._vocabulary)
        self._memory = library.llama_get_memory(self._context)
        self._governor = ThreadGovernor(threads)
        self._tokens: list[int] = []
        self._kept = KeptInMemory(_KEPT_MB << 20)
        self._on_disk = KeptOnDisk(kept_folder, _identity(path)) if kept_folder else None
        self._mask_tokenizer: Any = None
        self._output_stands = False
        self.reused_tokens = 0

    @property
    def model(self) -> int:
        """The loaded weights, for a second context on them."""
        return self._model

    @property
    def chat_template(self) -> bytes:
        """The template in the file, or b"" where it has none."""
        return self._library.llama_model_chat_template(self._model, None) or b""

    def chat_text(self, messages: Sequence[dict[str, str]], *, ask: bool) -> str | None:
        """Messages as the model was taught to see them; None for a template this library does not know."""
        chat = (native.ChatMessage * len(messages))(
            *(native.ChatMessage(m["role"].encode(), m["content"].replace("\0", "\ufffd").encode()) for m in messages)
        )
        size = 1024 + 2 * sum(len(message.content) for message in chat)
        buffer = ctypes.create_string_buffer(size)
        length = self._library.llama_chat_apply_template(self.chat_template, chat, len(chat), ask, buffer, size)
        return buffer.raw[:length].decode(errors="replace") if 0 <= length <= size else None

    def tokens(self, text: str, *, whole_prompt: bool) -> list[int]:
        """Tokens of a text; `whole_prompt` also reads control tokens and adds what a prompt begins with."""
        data = text.encode()
        room = len(data) + 8
        buffer = (ctypes.c_int32 * room)()
        count = self._library.llama_tokenize(
            self._vocabulary, data, len(data), buffer, room, whole_prompt, whole_prompt
        )
        return list(buffer[:count])

    def piece(self, token: int, *, control: bool = False) -> bytes:
        """The bytes a token stands for, which may end within a character; control tokens only on demand."""
        buffer = ctypes.create_string_buffer(256)
        count = self._library.llama_token_to_piece(self._vocabulary, token, buffer, 256, 0, control)
        return buffer.raw[: max(0, count)]

    def ends_reply(self, token: int) -> bool:
        """Whether the model says with this token that it has finished."""
        return self._library.llama_vocab_is_eog(self._vocabulary, token)

    # ----------------------------------------------------------------- evaluating

    def evaluate(self, prompt: Sequence[int], cancelled: Callable[[], bool], most: int = BATCH_TOKENS) -> bool:
        """Brings the context to a prompt.

        Args:
            most: tokens at a time. What a cancellation finds half done is lost; so few that they take no longer than
                they would have to be waited for again are finished.

        Returns: False where cancelled; what was evaluated by then stays for the next time.
        Raises: DeviceError where the engine fails.
        """
        self.reused_tokens = self._take_up(prompt)
        self._governor.begin()
        size = min(most, _FIRST_BATCH_TOKENS if self._governor.threads > 1 else BATCH_TOKENS)
        while len(self._tokens) < len(prompt):
            within = cancelled if size > _FINISHED_TOKENS else None
            if cancelled() or not self._decode(prompt[len(self._tokens) :][:size], within):
                return False
            size = most
        return True

    def extend(self, tokens: Sequence[int]) -> None:
        """Adds tokens of a reply, with an output for each."""
        self._decode(tokens, None, outputs=len(tokens) > 1)

    def keep(self, count: int) -> None:
        """Forgets what was evaluated after the first `count` tokens."""
        kept = self._tokens[:count]
        self._crop(count)
        if len(self._tokens) < count:  # a model whose memory cannot be cut
            self.evaluate(kept, lambda: False)

    def likelihoods(self, tokens: Sequence[int]) -> npt.NDArray[np.float64]:
        """Natural logarithms of how likely each of some tokens comes after what is evaluated."""
        row = self._library.llama_get_logits_ith(self._context, -1)
        logits = np.ctypeslib.as_array(row, (self._vocabulary_size,)).astype(np.float64)
        logits -= logits.max()
        return logits[list(tokens)] - np.log(np.exp(logits).sum())

    def wants_on_disk(self, tokens: Sequence[int]) -> bool:
        """Whether a prompt is to be kept for the next start: it is long enough and no file holds it."""
        return self._on_disk is not None and len(tokens) >= _WORTH_KEEPING_TOKENS and self._on_disk.wants(tokens)

    def keep_on_disk(self) -> None:
        """Keeps what is evaluated now for the next start."""
        if self._on_disk is not None:
            self._on_disk.put(self._tokens, self._state())

    def _decode(self, tokens: Sequence[int], cancelled: Callable[[], bool] | None, *, outputs: bool = False) -> bool:
        data = (ctypes.c_int32 * len(tokens))(*tokens)
        following = native.FollowingTokens(tokens, len(self._tokens), _SEQUENCE) if outputs else None
        batch = following.batch if following else self._library.llama_batch_get_one(data, len(tokens))
        threads = self._governor.threads
        self._library.llama_set_n_threads(self._context, threads, threads)
        self._output_stands = False
        started_s, processor_s = time.perf_counter(), time.process_time()
        with self._aborting(cancelled):
            status = self._library.llama_decode(self._context, batch)
        passed_s, processor_s = time.perf_counter() - started_s, time.process_time() - processor_s
        self._governor.stepped(len(tokens), passed_s, processor_s, comparable=not outputs)
        if status == 0:
            self._tokens += tokens
            self._output_stands = True
            return True
        self._crop(len(self._tokens))
        if status == _ABORTED:
            return False
        raise DeviceError(f"The language model failed ({status}).", recoverable=True)

    @contextmanager
    def _aborting(self, cancelled: Callable[[], bool] | None) -> Iterator[None]:
        """Within it, the library asks between two operations whether the work is still wanted."""
        if cancelled is None:
            yield
            return
        callback = native.AbortCallback(lambda _data: cancelled())
        self._library.llama_set_abort_callback(self._context, callback, None)
        try:
            yield
        finally:
            self._library.llama_set_abort_callback(self._context, native.AbortCallback(), None)

    def _take_up(self, prompt: Sequence[int]) -> int:
        """Brings back what there is of a prompt and forgets the rest. Returns: tokens that are there."""
        here = common_length(self._tokens, prompt)
        in_memory, kept = self._kept.best(prompt)
        on_disk, path = self._on_disk.best(prompt) if self._on_disk else (0, None)
        if len(self._tokens) - here >= _WORTH_KEEPING_TOKENS:
            self._kept.put(self._tokens, self._state())
        if kept is not None and in_memory >= max(on_disk, here + _WORTH_KEEPING_TOKENS):
            self._restore(kept)
        elif self._on_disk and path is not None and on_disk >= here + _WORTH_KEEPING_TOKENS:
            loaded = self._on_disk.load(path)
            if loaded is not None and not self._restore(loaded):
                self._on_disk.forget(path)
        there = common_length(self._tokens, prompt)
        if there < len(self._tokens) or not self._output_stands:
            # Choosing the next token needs what comes out of the last one: that is evaluated again.
            self._crop(min(there, len(prompt) - 1))
        return len(self._tokens)

    def _crop(self, keep: int) -> None:
        if not self._library.llama_memory_seq_rm(self._memory, _SEQUENCE, keep, -1):
            self._library.llama_memory_clear(self._memory, True)
            keep = 0
        del self._tokens[keep:]
        self._output_stands = False

    def _state(self) -> bytes:
        size = self._library.llama_state_seq_get_size(self._context, _SEQUENCE)
        buffer = (ctypes.c_uint8 * size)()
        written = self._library.llama_state_seq_get_data(self._context, buffer, size, _SEQUENCE)
        return bytes(memoryview(buffer)[:written])

    def _restore(self, kept: KeptPrompt) -> bool:
        self._library.llama_memory_clear(self._memory, True)
        self._output_stands = False
        taken = self._library.llama_state_seq_set_data(self._context, kept.state, len(kept.state), _SEQUENCE)
        self._tokens = list(kept.tokens) if taken else []
        if not taken:
            self._library.llama_memory_clear(self._memory, True)
        return bool(taken)

    # ----------------------------------------------------------------- choosing

    @contextmanager
    def chooser(self, temperature: float, seed: int, mask: SchemaMask | None = None) -> Iterator[Callable[[int], int]]:
        """A function that chooses the next token by an output of what was evaluated last; -1 for the last of them.

        Temperature 0 takes the likeliest.
        """
        library = self._library
        if temperature <= 0:
            sampler = native.chain(library, library.llama_sampler_init_greedy())
        else:
            sampler = native.chain(
                library,
                library.llama_sampler_init_top_k(_TOP_K),
                library.llama_sampler_init_top_p(_TOP_P, 1),
                library.llama_sampler_init_min_p(_MIN_P, 1),
                library.llama_sampler_init_temp(temperature),
                library.llama_sampler_init_dist(seed & 0xFFFF_FFFF),
            )

        def choose(output: int) -> int:
            token = library.llama_sampler_sample(sampler, self._context, output)
            if mask is not None:
                if not mask.permits(token):
                    token = native.choose_among(library, sampler, self._context, output, mask.allowed())
                mask.take(token)
            return token

        try:
            yield choose
        finally:
            library.llama_sampler_free(sampler)

    def schema_mask(self, json_schema: str) -> SchemaMask:
        """The mask for a schema. The first one takes a moment: all tokens are read. Raises: UserError."""
        if self._mask_tokenizer is None:
            self._mask_tokenizer = self._new_mask_tokenizer()
        return SchemaMask(self._mask_tokenizer, self._vocabulary_size, json_schema)

    def _new_mask_tokenizer(self) -> Any:
        library, vocabulary = self._library, self._vocabulary
        controls = (
            library.llama_vocab_get_attr(vocabulary, token) & _CONTROL for token in range(self._vocabulary_size)
        )
        tokens = [
            (_SPECIAL + self.piece(token, control=True)) if control else self.piece(token)
            for token, control in enumerate(controls)
        ]
        tokenize = ctypes.cast(library.llama_tokenize, ctypes.c_void_p).value
        # How llguidance takes a llama.cpp vocabulary; its stub does not name it.
        make: Any = llguidance.LLTokenizer.from_llamacpp  # type: ignore[attr-defined]
        return make(
            tokens=tokens,
            vocab_ptr=vocabulary,
            tokenize_fptr=tokenize,
            eos_token=[token for token in range(len(tokens)) if self.ends_reply(token)],
            slices=None,
        )

    def close(self) -> None:
        """Frees context and weights, once what is being kept is on disk."""
        if self._on_disk:
            self._on_disk.wait()
        if self._context:
            self._library.llama_free(self._context)
            self._library.llama_model_free(self._model)
            self._context = self._model = 0


def _identity(path: Path) -> str:
    """Names a model file without reading its gigabytes."""
    stat = path.stat()
    return f"{native.VERSION} {path.name} {stat.st_size} {stat.st_mtime_ns}"
