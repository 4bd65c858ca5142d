"""Language models by transformers and torch: CUDA, ROCm, MPS, or the CPU.

The token loop is our own, so that a cancellation takes effect at the next token and the keys and values of whatever
the next prompt shares with this one stay where they are. A GPU gets a static cache (no allocation while it talks).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from vr_app.inference.chat_messages import chat_messages
from vr_app.inference.config import LanguageConfig
from vr_app.inference.prefix_cache import PrefixCache
from vr_app.inference.schema_mask import SchemaMask
from vr_app.inference.stop_filter import StopFilter
from vr_app.inference.thread_count import choose_threads
from vr_app.inference.token_sampling import sample
from vr_app.inference.torch_device import device_and_dtype
from vr_app.inference.torchaudio_import import settle_torchaudio
from vr_app.kernel.errors import DeviceError, Location, UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats

_PREFILL_CHUNK_TOKENS = {"cpu": 64, "cuda": 1024, "mps": 256}
_REPLACEMENT = "\ufffd"


class TransformersModel:
    """A chat model in this process. Implements `vr_app.kernel.ports.LanguageModel`."""

    engine = "transformers"

    def __init__(self, config: LanguageConfig) -> None:
        """Loads a folder of safetensors, or a GGUF file whose weights are unpacked, and warms it up.

        Raises: UserError where the path holds no model transformers can read, or the device is not there.
        """
        self.name = config.name
        self._device, dtype = device_and_dtype(config.device, config.dtype)
        if self._device == "cpu":
            torch.set_num_threads(choose_threads(os.cpu_count() or 1, config.threads))
        self._tokenizer, self._model = _load(Path(config.path), dtype)
        self._model.to(self._device).eval()
        self._context_tokens = config.context_tokens
        chunk = _PREFILL_CHUNK_TOKENS[self._device.partition(":")[0]]
        self._cache = PrefixCache(self._model, self._device, config.context_tokens, chunk, static=self._device != "cpu")
        self._endings = _end_tokens(self._tokenizer, self._model)
        self._masks: dict[str, SchemaMask] = {}
        self.generate(
            [Message("user", "Hello")],
            max_tokens=2,
            temperature=0.0,
            seed=0,
            stop=(),
            json_schema="",
            on_text=lambda text: None,
            cancelled=lambda: False,
        )

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
        """Streams a reply; a cancellation takes effect at the next token or prompt chunk."""
        started_s = time.monotonic()
        prompt = self._prompt(messages, ask=True)
        mask = self._schema_mask(json_schema)
        generator = torch.Generator(device="cpu").manual_seed(seed)
        filtered = StopFilter(stop)
        said: list[int] = []
        shown = ""
        first_token_s = 0.0
        reason = "length"
        with torch.inference_mode(), _engine_errors():
            logits = self._cache.evaluate(prompt, cancelled)
            cached = self._cache.reused_tokens
            while len(said) < max_tokens:
                if logits is None or cancelled():
                    reason = "cancelled"
                    break
                if mask is not None and mask.finished:
                    reason = "stop"
                    break
                token = sample(logits, temperature, generator, mask)
                if token in self._endings:
                    reason = "stop"
                    break
                said.append(token)
                text = self._tokenizer.decode(said, skip_special_tokens=True)
                if not text.endswith(_REPLACEMENT):
                    if fresh := filtered.feed(text[len(shown) :]):
                        first_token_s = first_token_s or time.monotonic() - started_s
                        on_text(fresh)
                    shown = text
                if filtered.stopped:
                    reason = "stop"
                    break
                if len(prompt) + len(said) >= self._context_tokens:
                    break
                logits = self._cache.extend(token)
        if reason != "cancelled" and (rest := filtered.flush()):
            on_text(rest)
        seconds = time.monotonic() - started_s
        return GenerationStats(reason, len(prompt), cached, len(said), first_token_s, seconds)

    def prefill(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool], complete: bool = False
    ) -> GenerationStats:
        """Evaluates the messages and says nothing."""
        started_s = time.monotonic()
        prompt = self._prompt(messages, ask=complete)
        with torch.inference_mode(), _engine_errors():
            done = self._cache.evaluate(prompt, cancelled) is not None
        seconds = time.monotonic() - started_s
        return GenerationStats("stop" if done else "cancelled", len(prompt), self._cache.reused_tokens, seconds=seconds)

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without the chat template's own."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    def close(self) -> None:
        """Frees the weights and the cache."""
        del self._model, self._cache
        if self._device.startswith("cuda"):
            torch.cuda.empty_cache()

    def _prompt(self, messages: Sequence[Message], *, ask: bool) -> list[int]:
        chat = chat_messages(messages)
        try:
            text = self._tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=ask)
        except Exception as error:  # a template is a program of the model's author: anything may come
            raise UserError(f"the language model's chat template does not take these messages ({error})") from error
        tokens = self._tokenizer.encode(text, add_special_tokens=False)
        if len(tokens) >= self._context_tokens:
            raise UserError(
                f"the conversation is {len(tokens)} tokens long and the language model holds {self._context_tokens}",
                remedy="Say it in fewer words, or raise `language.context_tokens` in the settings.",
            )
        return tokens

    def _schema_mask(self, json_schema: str) -> SchemaMask | None:
        if not json_schema:
            return None
        if json_schema not in self._masks:
            import llguidance.hf

            vocabulary = int(self._model.get_output_embeddings().weight.shape[0])
            tokenizer = llguidance.hf.from_tokenizer(self._tokenizer, n_vocab=vocabulary)
            self._masks[json_schema] = SchemaMask(tokenizer, vocabulary, json_schema)
        return self._masks[json_schema].fresh()


def _load(path: Path, dtype: Any) -> tuple[Any, Any]:
    settle_torchaudio()
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    gguf = path.suffix.lower() == ".gguf"
    folder = str(path.parent if gguf else path)
    options: dict[str, Any] = {"local_files_only": True, **({"gguf_file": path.name} if gguf else {})}
    weights = {"quantization_config": GgufConfig(dequantize=True)} if gguf else {}
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, **options)
        model = AutoModelForCausalLM.from_pretrained(
            folder, dtype=dtype, attn_implementation="sdpa", **options, **weights
        )
    except Exception as error:  # a broken file makes safetensors, torch and transformers raise each their own kind
        first_line = str(error).strip().partition("\n")[0]
        raise UserError(
            f"transformers cannot read this language model ({first_line})",
            where=Location(path),
            remedy="It takes a folder with config.json and safetensors, or a GGUF file. Run `vr-app model verify`.",
        ) from error
    if not getattr(tokenizer, "chat_template", None):
        raise UserError("this language model has no chat template: it is no instruct model", where=Location(path))
    return tokenizer, model


def _end_tokens(tokenizer: Any, model: Any) -> frozenset[int]:
    ending = model.generation_config.eos_token_id
    known = ending if isinstance(ending, list) else [ending]
    return frozenset(token for token in (*known, tokenizer.eos_token_id) if token is not None)


class _engine_errors:  # noqa: N801 - used like a function
    """Translates torch's own failures (out of memory, lost device)."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, torch.OutOfMemoryError):
            raise DeviceError(
                "The GPU's memory is full: choose a smaller model, or close other programs.", recoverable=True
            ) from error
        if isinstance(error, RuntimeError):
            raise DeviceError(f"The language model failed: {error}", recoverable=True) from error
