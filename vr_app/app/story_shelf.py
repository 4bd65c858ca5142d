"""The story of the scene one is in: compiled in a process of its own, and again when a file of it is saved."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from vr_app.host.stories.storyteller import StoryBrought
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import HostNotice
from vr_app.kernel.ports import Post
from vr_app.story.runner import StoryError, load_story
from vr_app.story.source_lines import SourceLines

log = logging.getLogger(__name__)

STORY_FILE = "story.ink"
LOOK_EVERY_S = 0.5
MOST_FINDINGS = 5
"""Mistakes shown at a time; the rest is counted."""


class StoryShelf:
    """Watches one scene folder. Call from any thread.

    Args:
        post: takes a `StoryBrought` for each version of the story that compiles, `HostNotice`s for mistakes.
    """

    def __init__(self, post: Post) -> None:
        self._post = post
        self._folder: Path | None = None
        self._wake = threading.Event()
        self._closed = False
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._watch, name="story", daemon=True)

    def request(self, folder: Path) -> None:
        """The scene one is in from now on."""
        self._folder = folder
        self._wake.set()
        if self._thread.ident is None:
            self._thread.start()

    def close(self) -> None:
        """Ends watching."""
        self._closed = True
        self._wake.set()
        if self._process is not None:
            self._process.kill()
        if self._thread.ident is not None:
            self._thread.join()

    def _watch(self) -> None:
        read: tuple[Path, tuple[tuple[str, int, int], ...]] | None = None
        while not self._closed:
            folder = self._folder
            if folder is not None:
                now = (folder, versions(folder))
                if now != read:
                    changed, read = read is not None and read[0] == folder, now
                    self._read(folder, changed)
            # The folder may have changed while a story was compiled: then there is nothing to wait for.
            if self._folder is folder:
                self._wake.wait(LOOK_EVERY_S)
            self._wake.clear()

    def _read(self, folder: Path, changed: bool) -> None:
        path = folder / STORY_FILE
        if not path.is_file():
            self._bring(folder, None)
            return
        try:
            document, lines, findings = self._compiled(path)
            for line in findings[:MOST_FINDINGS]:
                self._tell(folder, HostNotice(line))
            if len(findings) > MOST_FINDINGS:
                self._tell(folder, HostNotice(f"... and {len(findings) - MOST_FINDINGS} more. `vr-app story compile`"))
            if document is not None:
                self._bring(folder, load_story(document, path=path, lines=lines), changed)
            elif changed:
                self._tell(folder, HostNotice("The story goes on as it was before this change."))
        except (StoryError, UserError) as error:
            self._tell(folder, HostNotice(str(error)))

    def _bring(self, folder: Path, story: Any, changed: bool = False) -> None:
        self._tell(folder, StoryBrought(folder.resolve().name, story, changed))

    def _tell(self, folder: Path, event: Any) -> None:
        if folder is self._folder and not self._closed:
            self._post(event)

    def _compiled(self, path: Path) -> tuple[str | None, SourceLines | None, list[str]]:
        """The story as JSON text (None where it has mistakes), its lines, and its mistakes in plain lines."""
        with tempfile.TemporaryDirectory(prefix="virgil-story-") as scratch:
            out, lines = Path(scratch) / "story.json", Path(scratch) / "lines.json"
            command = [sys.executable, "-m", "vr_app.app.main", "story", "compile", str(path)]
            command += ["-o", str(out), "--json", "--lines", str(lines)]
            flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                errors="replace",
                creationflags=flags,
            )
            told, _ = self._process.communicate()
            self._process = None
            if not out.is_file():
                return None, None, mistakes(path, told)
            written = SourceLines.from_json(json.loads(lines.read_text(encoding="utf-8"))) if lines.is_file() else None
            return out.read_text(encoding="utf-8"), written, mistakes(path, told)


def versions(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time of change and size of each ink file in a folder and one level below."""
    found = []
    for path in sorted([*folder.glob("*.ink"), *folder.glob("*/*.ink")]):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


def mistakes(path: Path, told: str) -> list[str]:
    """The errors among the compiler's findings (a line of JSON each), as plain lines."""
    lines = []
    for line in told.splitlines():
        try:
            finding = json.loads(line)
        except ValueError:
            continue
        if isinstance(finding, dict) and finding.get("severity") == "error":
            place = f"{path.parent / str(finding.get('path', path.name))}:{finding.get('line')}:{finding.get('column')}"
            hint = f". {finding['hint']}" if finding.get("hint") else ""
            lines.append(f"{place}: {finding.get('message')}{hint} ({finding.get('code')})")
    return lines
