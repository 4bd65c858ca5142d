"""Language models in GGUF files on the CPU, by llama.cpp (the `xllamacpp` wheel).

The engine keeps one conversation's keys and values; a prompt that begins like the last one only costs its new tokens,
and the prompts before it are kept as well (`_PROMPT_CACHE_MB`), so that a short job in between does not throw the
conversation out. It also listens on a loopback port, which nobody here uses for chat: it is closed with a random key.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import xllamacpp

from vr_app.inference.chat_messages import as_prefill, chat_messages
from vr_app.inference.chat_stream import StreamedReply
from vr_app.inference.config import LanguageConfig
from vr_app.inference.gguf_file import is_gguf
from vr_app.inference.json_schema import parse_schema
from vr_app.inference.thread_count import choose_threads
from vr_app.kernel.errors import DeviceError, Location, UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats

_PROMPT_CACHE_MB = 192
_WARNINGS = 2
_BATCH_TOKENS = 128
"""Prompt tokens worked on between two looks at `cancelled`."""


class LlamaCppModel:
    """A chat model held by llama.cpp in this process. Implements `vr_app.kernel.ports.LanguageModel`."""

    engine = "llama.cpp"

    def __init__(self, config: LanguageConfig) -> None:
        """Loads the weights and warms them up.

        Raises: UserError where the file is no model this engine can read.
        """
        path = Path(config.path)
        if not is_gguf(path):
            raise UserError("this is not a GGUF language model", where=Location(path), remedy="Run `vr-app setup`.")
        self.name = config.name
        self._context_tokens = config.context_tokens
        self._key = secrets.token_urlsafe(24)
        threads = choose_threads(os.cpu_count() or 1, config.threads)
        try:
            self._server: Any = xllamacpp.Server(_parameters(config, threads, self._key))  # type: ignore[attr-defined]
        except Exception as error:  # whatever the compiled engine makes of a broken file
            raise UserError(
                "the language model cannot be loaded: its file is cut short or of a kind llama.cpp does not know, or "
                "memory is too small",
                where=Location(path),
                remedy="Run `vr-app model verify`.",
            ) from error

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
        """Streams a reply; a cancellation takes effect at the next token or prompt batch."""
        request: dict[str, Any] = {"max_tokens": max_tokens, "temperature": temperature, "seed": seed}
        if stop:
            request["stop"] = list(stop)
        if json_schema:
            request["response_format"] = {"type": "json_schema", "json_schema": {"schema": parse_schema(json_schema)}}
        return self._run(messages, request, on_text, cancelled)

    def prefill(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool], complete: bool = False
    ) -> GenerationStats:
        """Evaluates the messages, always complete, and says nothing."""
        return as_prefill(self._run(messages, {"max_tokens": 0, "temperature": 0.0}, lambda text: None, cancelled))

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without the chat template's own."""
        address = urlsplit(self._server.listening_address)
        connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=30)
        try:
            body = json.dumps({"content": text}).encode()
            headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
            connection.request("POST", "/tokenize", body, headers)
            return len(json.loads(connection.getresponse().read())["tokens"])
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            raise DeviceError(f"The language model could not count words: {error}", recoverable=True) from error
        finally:
            connection.close()

    def close(self) -> None:
        """Frees the weights."""
        self._server = None

    def _run(
        self,
        messages: Sequence[Message],
        request: dict[str, Any],
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
    ) -> GenerationStats:
        reply = StreamedReply(on_text)
        stopped = False

        def take(chunk: dict[str, Any]) -> bool:
            """True asks the engine to stop."""
            nonlocal stopped
            reply.take(chunk)
            stopped = not reply.error and not reply.ended and cancelled()
            return stopped or bool(reply.error)

        everything = {
            "messages": chat_messages(messages),
            "stream": True,
            "stream_options": {"include_usage": True},
            "return_progress": True,
            "cache_prompt": True,
            **request,
        }
        try:
            self._server.handle_chat_completions(everything, take)
        except (RuntimeError, ValueError) as error:
            raise UserError(f"the language model cannot do this ({error})") from error
        if reply.error:
            raise self._refusal(reply.error)
        return reply.stats(cancelled=stopped)

    def _refusal(self, error: dict[str, Any]) -> UserError | DeviceError:
        if error.get("type") == "exceed_context_size_error":
            return UserError(
                f"the conversation is {error.get('n_prompt_tokens')} tokens long and the language model holds "
                f"{self._context_tokens}",
                remedy="Say it in fewer words, or raise `language.context_tokens` in the settings.",
            )
        if error.get("type") == "invalid_request_error":
            return UserError(f"the language model cannot do this ({error.get('message')})")
        return DeviceError(f"The language model failed: {error.get('message')}", recoverable=True)


def _parameters(config: LanguageConfig, threads: int, key: str) -> Any:
    parameters = xllamacpp.CommonParams()  # type: ignore[attr-defined]
    parameters.model.path = config.path
    parameters.n_ctx = config.context_tokens
    parameters.n_parallel = 1
    parameters.n_batch = _BATCH_TOKENS
    parameters.n_ubatch = _BATCH_TOKENS
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    # Waiting threads sleep instead of spinning: the frame loop and the voice need the cores.
    parameters.cpuparams.poll = 0
    parameters.cpuparams_batch.poll = 0
    parameters.cache_ram_mib = _PROMPT_CACHE_MB
    parameters.api_keys = [key]
    parameters.n_threads_http = 2
    parameters.ui = False
    parameters.verbosity = _WARNINGS
    return parameters
