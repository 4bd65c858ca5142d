"""The door to servers, against a loopback server that misbehaves in every way one can."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from vr_app.inference.config import LanguageConfig
from vr_app.inference.openai_server import OpenAiServerModel
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A server whose chat answer a test sets; it remembers the requests."""

    def __init__(self) -> None:
        self.answer: Answer = lambda handler: None
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        self.released = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                send(self, 200, json.dumps({"data": [{"id": "tiny"}]}).encode(), "application/json")

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append((self.path, dict(self.headers), body))
                server.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str = "text/event-stream") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


def ask(model: OpenAiServerModel, **changes: Any) -> tuple[str, GenerationStats]:
    pieces: list[str] = []
    options: dict[str, Any] = {
        "max_tokens": 5,
        "temperature": 0.5,
        "seed": 1,
        "stop": (),
        "json_schema": "",
        "on_text": pieces.append,
        "cancelled": lambda: False,
        **changes,
    }
    stats = model.generate([Message("user", "Hello")], **options)
    return "".join(pieces), stats


def words(*texts: str, ending: str = "stop") -> bytes:
    lines: list[Any] = [{"choices": [{"delta": {"content": text}}]} for text in texts]
    lines.append({"choices": [{"delta": {}, "finish_reason": ending}]})
    return b"".join(b"data: " + json.dumps(line).encode() + b"\n\n" for line in lines) + b"data: [DONE]\n\n"


def test_it_asks_as_the_protocol_says_and_reads_the_reply(server: Server):
    server.answer = lambda handler: send(handler, 200, words("Good ", "evening."))
    model = OpenAiServerModel(LanguageConfig(url=server.url + "/", api_key="key"))
    assert model.name == "tiny"
    text, stats = ask(model, stop=("\n",))
    assert (text, stats.reason, stats.reply_tokens) == ("Good evening.", "stop", 2)
    path, headers, body = server.requests[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer key"
    assert body["messages"] == [{"role": "user", "content": "Hello"}]
    assert (body["model"], body["stream"], body["max_tokens"], body["stop"]) == ("tiny", True, 5, ["\n"])


@pytest.mark.parametrize(
    ("status", "body", "kind", "words_in_it"),
    [
        (401, b"{}", UserError, "key"),
        (404, b'{"error": {"message": "no such model"}}', UserError, "no such model"),
        (400, b'{"error": "too many tokens"}', UserError, "too many tokens"),
        (500, b"<html>oops</html>", DeviceError, "500"),
        (301, b"", DeviceError, "301"),
        (200, b'data: {"error": {"message": "out of memory"}}\n\n', DeviceError, "out of memory"),
        (200, b"data: <html>\n\n", DeviceError, "no JSON"),
    ],
)
def test_refusals_are_said_in_plain_words(server: Server, status, body, kind, words_in_it):
    server.answer = lambda handler: send(handler, status, body)
    model = OpenAiServerModel(LanguageConfig(url=server.url, model="tiny"))
    with pytest.raises(kind, match=words_in_it):
        ask(model)


def test_a_server_that_ignores_the_schema_is_found_out(server: Server):
    server.answer = lambda handler: send(handler, 200, words("Sure! ", "Here it is"))
    model = OpenAiServerModel(LanguageConfig(url=server.url, model="tiny"))
    shown: list[str] = []
    with pytest.raises(DeviceError, match="JSON"):
        ask(model, json_schema='{"type": "object"}', on_text=shown.append)
    assert not shown


def test_a_server_that_thinks_for_ever_is_left_when_cancelled(server: Server):

    def think(handler: BaseHTTPRequestHandler) -> None:
        server.released.wait(20)

    server.answer = think
    model = OpenAiServerModel(LanguageConfig(url=server.url, model="tiny"))
    wanted_s = time.monotonic() + 0.1
    _, stats = ask(model, cancelled=lambda: time.monotonic() > wanted_s)
    assert stats.reason == "cancelled"
    assert time.monotonic() - wanted_s < 1.0


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://x/v1", "http://", "http://x:notaport/v1"])
def test_an_address_that_is_none_is_refused(url: str):
    with pytest.raises(UserError):
        OpenAiServerModel(LanguageConfig(url=url, model="tiny"))


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(DeviceError, match=r"127\.0\.0\.1:9"):
        OpenAiServerModel(LanguageConfig(url="http://127.0.0.1:9/v1"))


def test_something_else_on_the_port_is_no_language_server(server: Server):
    with pytest.raises((UserError, DeviceError)):
        OpenAiServerModel(LanguageConfig(url=server.url.replace("http:", "https:")))
