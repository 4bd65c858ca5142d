"""Language models behind any OpenAI-compatible `/v1` server: vLLM, llama-server, Ollama, LM Studio.

Only the address the person configured is ever contacted, without proxies and without following redirects. The
server's prefix cache is its own matter; what it reports of it is passed on.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlsplit

from vr_app.inference.chat_messages import as_prefill, chat_messages
from vr_app.inference.chat_stream import StreamedReply, chunks
from vr_app.inference.config import LanguageConfig
from vr_app.inference.json_schema import parse_schema
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats

_CONNECT_TIMEOUT_S = 5.0
_READ_TIMEOUT_S = 120.0
_MAX_BODY_BYTES = 8_000_000
_FIX = "See that the server runs and that `language.url` in the settings is its address"


class OpenAiServerModel:
    """A chat model of a server. Implements `vr_app.kernel.ports.LanguageModel`.

    Raises: UserError for an address that is none, or whose server cannot be reached or has no model.
    """

    engine = "openai-server"

    def __init__(self, config: LanguageConfig) -> None:
        address = urlsplit(config.url)
        try:
            port = address.port
        except ValueError as error:
            raise UserError(f"{config.url!r} is no address ({error})", remedy=f"{_FIX}.") from error
        if address.scheme not in ("http", "https") or not address.hostname:
            raise UserError(
                f"{config.url!r} is not the address of a language server",
                remedy="Write it like http://127.0.0.1:8080/v1.",
            )
        self._address = address
        self._host, self._port = address.hostname, port
        self._base = address.path.rstrip("/")
        self._where = f"{address.scheme}://{address.netloc.rpartition('@')[2]}{self._base}"
        self._headers = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json"}
        if config.api_key:
            self._headers["Authorization"] = f"Bearer {config.api_key}"
        self.name = config.model or self._first_model()

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
        """Streams a reply. Closing the connection is how a cancelled one is stopped."""
        request: dict[str, Any] = {"max_tokens": max_tokens, "temperature": temperature, "seed": seed}
        if stop:
            request["stop"] = list(stop)
        if not json_schema:
            return self._stream(messages, request, on_text, cancelled)
        schema = parse_schema(json_schema)
        request["response_format"] = {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}}
        parts: list[str] = []
        stats = self._stream(messages, request, parts.append, cancelled)
        if stats.reason == "stop":
            _must_be_json("".join(parts))
        if stats.reason != "cancelled":
            on_text("".join(parts))
        return stats

    def prefill(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool], complete: bool = False
    ) -> GenerationStats:
        """Lets the server evaluate the messages, always complete: asks for one token and drops it."""
        return as_prefill(self._stream(messages, {"max_tokens": 1, "temperature": 0.0}, lambda text: None, cancelled))

    def count_tokens(self, text: str) -> int:
        """An estimate: servers have no common way to count (about four characters of English to a token)."""
        return (len(text.encode()) + 3) // 4

    def close(self) -> None:
        """Holds no connection between jobs."""

    def _first_model(self) -> str:
        with closing(self._connect()) as connection:
            try:
                found = json.loads(self._ask(connection, "GET", "/models", None).read(_MAX_BODY_BYTES))
                names = [str(entry["id"]) for entry in found["data"]]
            except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
                raise UserError(f"{self._where} does not answer like a language server", remedy=f"{_FIX}.") from error
        if not names:
            raise UserError(f"the language server at {self._where} has no model", remedy="Load one there first.")
        return names[0]

    def _stream(
        self,
        messages: Sequence[Message],
        request: dict[str, Any],
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
    ) -> GenerationStats:
        reply = StreamedReply(on_text)
        body = {
            "model": self.name,
            "messages": chat_messages(messages),
            "stream": True,
            "stream_options": {"include_usage": True},
            **request,
        }
        with closing(self._connect()) as connection, _CancelWatch(connection.sock, cancelled) as watch:
            try:
                for chunk in chunks(self._ask(connection, "POST", "/chat/completions", body)):
                    if watch.fired or cancelled():
                        break
                    reply.take(chunk)
                    if reply.error:
                        raise DeviceError(f"The language server failed: {_reason_in(chunk)}", recoverable=True)
            except (OSError, http.client.HTTPException, DeviceError) as error:
                if not watch.fired:
                    if isinstance(error, DeviceError):
                        raise
                    raise DeviceError(f"The connection to the server broke: {error}", recoverable=True) from error
            return reply.stats(cancelled=watch.fired or cancelled())

    def _connect(self) -> http.client.HTTPConnection:
        if self._address.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                self._host, self._port, timeout=_CONNECT_TIMEOUT_S, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(self._host, self._port, timeout=_CONNECT_TIMEOUT_S)
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            reason = f"No language server answers at {self._where} ({error}). {_FIX}."
            raise DeviceError(reason, recoverable=True) from error
        connection.sock.settimeout(_READ_TIMEOUT_S)
        return connection

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: dict[str, Any] | None
    ) -> http.client.HTTPResponse:
        data = None if body is None else json.dumps(body).encode()
        connection.request(method, self._base + path, data, self._headers)
        response = connection.getresponse()
        if response.status != 200:
            raise self._refusal(response)
        return response

    def _refusal(self, response: http.client.HTTPResponse) -> UserError | DeviceError:
        try:
            said = _reason_in(json.loads(response.read(_MAX_BODY_BYTES)))
        except (OSError, http.client.HTTPException, ValueError):
            said = response.reason
        if response.status in (401, 403):
            return UserError(f"the language server at {self._where} refused the key", remedy="Set `language.api_key`.")
        if response.status == 404:
            return UserError(f"the language server at {self._where} does not know this ({said})", remedy=f"{_FIX}.")
        if response.status in (400, 413, 422):
            return UserError(f"the language server cannot do this ({said})")
        return DeviceError(f"The language server answered {response.status}: {said}", recoverable=True)


class _CancelWatch:
    """Ends a blocked read when the job is cancelled: looks every 20 ms and shuts the socket down."""

    _LOOK_EVERY_S = 0.02

    def __init__(self, connected: socket.socket, cancelled: Callable[[], bool]) -> None:
        self._socket = connected
        self._cancelled = cancelled
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, name="cancel-watch", daemon=True)
        self.fired = False

    def __enter__(self) -> _CancelWatch:
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(self._LOOK_EVERY_S):
            if self._cancelled():
                self.fired = True
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)
                return


def _reason_in(answer: Any) -> str:
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    message = error.get("message", error) if isinstance(error, dict) else error
    return str(message)[:300]


def _must_be_json(reply: str) -> None:
    """Some servers take a schema and ignore it."""
    try:
        json.loads(reply)
    except ValueError as error:
        raise DeviceError("The language server did not keep to the JSON it was asked for.", recoverable=True) from error
