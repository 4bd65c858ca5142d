"""A model hub on this machine's loopback: serves bytes with ranges and misbehaves on request."""

from __future__ import annotations

import contextlib
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Behaviour:
    """How the server answers.

    Attributes:
        files: path -> content.
        cut_after: each answer's body ends after that many bytes although more were promised; 0 never.
        cuts_left: how many answers are cut; later ones are whole.
        status: answered instead of a file, 0 for none.
        ignore_ranges: answers a range request with the whole file.
        silent: never answers until this event is set.
        asked: every (path, Range header) so far.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: int = 0
    cuts_left: int = 0
    status: int = 0
    ignore_ranges: bool = False
    silent: threading.Event | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)


class HubServer:
    """Serves until the `with` block ends. `endpoint` is what a client is given."""

    def __init__(self) -> None:
        self.behaviour = Behaviour()
        behaviour = self.behaviour

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range") or ""
                behaviour.asked.append((self.path, wanted))
                if behaviour.silent is not None:
                    behaviour.silent.wait(10)
                    return
                content = behaviour.files.get(self.path)
                if behaviour.status or content is None:
                    self.send_error(behaviour.status or 404)
                    return
                start = 0
                if wanted and not behaviour.ignore_ranges and (match := re.fullmatch(r"bytes=(\d+)-", wanted)):
                    start = int(match[1])
                body = content[start:]
                self.send_response(206 if start else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if behaviour.cuts_left > 0:
                    behaviour.cuts_left -= 1
                    self.wfile.write(body[: behaviour.cut_after])
                    self.close_connection = True
                    return
                with contextlib.suppress(ConnectionError):  # a client that has seen enough
                    self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing: the test reads `asked`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> HubServer:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self.behaviour.silent is not None:
            self.behaviour.silent.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
