"""Stories on disk: compiles a file with what it includes, and nothing outside its folder."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from vr_app.kernel.errors import Location, UserError
from vr_app.story.alike import alike
from vr_app.story.compile import Compiled, StoryCache, compile_story

MAX_BYTES = 64 * 1024 * 1024


def compile_file(path: Path, cache: StoryCache | None = None) -> Compiled:
    """Compiles an ink file; what is wrong inside it is in the result.

    Raises: UserError where the file itself cannot be read.
    """
    if path.is_dir():
        remedy = f"Give the path of an .ink file in it, such as {path / 'story.ink'}."
        raise UserError("This is a folder, not a story", where=Location(path), remedy=remedy)
    if not path.is_file():
        raise UserError("There is no such file", where=Location(path), remedy="Give the path of an .ink file.")
    try:
        return compile_story(reader_beside(path), path.name, cache=cache)
    except OSError as error:
        message = f"This file cannot be read: {error.strerror or error}"
        raise UserError(message, where=Location(path)) from error


def reader_beside(path: Path) -> Callable[[str], bytes]:
    """Reads files of the folder a story is in, by their names there, and none outside it."""
    folder = path.resolve().parent

    def read(name: str) -> bytes:
        wanted = (folder / name).resolve()
        if not wanted.is_relative_to(folder):
            raise PermissionError(f"{name} is outside the story's folder")
        if not wanted.is_file():
            raise FileNotFoundError(errno.ENOENT, _missing(folder, name), name)
        if wanted.stat().st_size > MAX_BYTES:
            raise OSError(f"{name} is larger than {MAX_BYTES // 1024**2} MB")
        return wanted.read_bytes()

    return read


def _missing(folder: Path, name: str) -> str:
    """That a file is not there, and which one may be meant."""
    there = sorted(path.relative_to(folder).as_posix() for path in folder.glob("**/*.ink"))
    near = alike(name, there)
    return f"there is no such file; did you mean '{near}'" if near else "there is no such file"
