"""Downloads from the model hub: resumed with HTTP ranges, checked against the catalogue, renamed only when right."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import urllib.error
import urllib.request
from pathlib import Path

from vr_app.install.catalogue import Model, ModelFile
from vr_app.install.model_store import ModelStore, sha256_of
from vr_app.install.source import Progress, SourceError, writing_failed

_CHUNK = 1 << 18
_TRIES_WITHOUT_PROGRESS = 3


class Hub:
    """The hub, asked only while it answers: after one failed connection it is left alone.

    Args:
        endpoint: `HF_ENDPOINT` or the public one; a mirror works as well, since the bytes are verified.
        timeout_s: of silence, after which the connection counts as cut.
    """

    def __init__(self, endpoint: str = "", timeout_s: float = 20.0) -> None:
        self.endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")
        self.timeout_s = timeout_s
        self._unreachable = os.environ.get("HF_HUB_OFFLINE", "") in ("1", "true", "yes")

    def fetch(self, store: ModelStore, model: Model, progress: Progress) -> None:
        """Fetches and records every missing file of a model.

        Raises:
            SourceError: the hub does not answer, lacks a file, or sends other bytes than the catalogue names.
            UserError: the disk is full or may not be written.
        """
        for file in store.missing(model):
            if not file.hub:
                raise SourceError("the model hub does not have it")
            target = store.target(model, file)
            part = target.with_name(target.name + ".part")
            self._download(file, part, progress)
            if sha256_of(part) != file.sha256:
                part.unlink()
                raise SourceError(f"the model hub sent a {file.name} with another sha256 than the catalogue's")
            part.replace(target)
            store.record(model.name, model.kind, file.name, target, file.sha256)

    def _download(self, file: ModelFile, part: Path, progress: Progress) -> None:
        """Completes `part`, going on from what it holds already."""
        if self._unreachable:
            raise SourceError("the model hub could not be reached")
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            if part.exists() and part.stat().st_size > file.size_bytes:
                part.unlink()
            without_progress = 0
            while (have := part.stat().st_size if part.exists() else 0) < file.size_bytes:
                before = have
                reason = self._one_try(file, part, have, progress)
                if (part.stat().st_size if part.exists() else 0) > before:
                    without_progress = 0
                    continue
                without_progress += 1
                if without_progress >= _TRIES_WITHOUT_PROGRESS:
                    raise SourceError(f"the connection to the model hub broke off ({reason})")
        except OSError as error:
            raise writing_failed(error, part) from error

    def _one_try(self, file: ModelFile, part: Path, have: int, progress: Progress) -> str:
        """One request. Returns why the connection ended early, or ""."""
        request = urllib.request.Request(f"{self.endpoint}/{file.hub}", headers={"User-Agent": "virgil"})
        if have:
            request.add_header("Range", f"bytes={have}-")
        try:
            response = urllib.request.urlopen(request, timeout=self.timeout_s)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 416 and have:
                    part.unlink()
                    return "the server refused to resume"
                if error.code >= 500:
                    return f"the server answered {error.code}"
                raise SourceError(f"the model hub answered {error.code} {error.reason} for {file.name}") from error
        except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
            if have:
                return _plain(error)
            self._unreachable = True
            raise SourceError(f"the model hub could not be reached ({_plain(error)})") from error
        with response:
            resumed = response.status == 206
            length = int(response.headers.get("Content-Length") or 0)
            whole = length + (have if resumed else 0)
            if length and whole != file.size_bytes:
                raise SourceError(f"the model hub has a {file.name} of another size ({whole} bytes)")
            return _copy(response, part, file, have if resumed else 0, progress)


def _copy(response: http.client.HTTPResponse, part: Path, file: ModelFile, have: int, progress: Progress) -> str:
    with part.open("ab" if have else "wb") as out:
        done = have
        while done < file.size_bytes:
            try:
                chunk = response.read(_CHUNK)
            except (TimeoutError, ssl.SSLError, ConnectionError, socket.gaierror, http.client.HTTPException) as error:
                return _plain(error)
            if not chunk:
                return "it ended early"
            out.write(chunk)
            done += len(chunk)
            progress(file.name, done, file.size_bytes)
    return ""


def _plain(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, socket.gaierror):
        return "its name is not known here: no network?"
    return getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
