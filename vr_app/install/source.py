"""What every source of model bytes has in common: how it reports and how it fails."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

from vr_app.kernel.errors import UserError

Progress = Callable[[str, int, int], None]
"""Takes what is being fetched, bytes done and bytes in all."""


class SourceError(Exception):
    """This source cannot give the bytes; the next one is tried. The message is a plain clause without a full stop."""


def gigabytes(size_bytes: int) -> str:
    """A size as people read it."""
    if size_bytes >= 1_000_000_000:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{max(1, round(size_bytes / 1e6))} MB"


def need_room(folder: Path, size_bytes: int) -> None:
    """Raises a UserError where a folder's disk cannot take that many bytes more (and 200 MB to breathe)."""
    existing = folder
    while not existing.exists():
        existing = existing.parent
    free = shutil.disk_usage(existing).free
    if free < size_bytes + 200_000_000:
        raise UserError(
            f"{gigabytes(size_bytes)} more are needed in {folder} and only {gigabytes(free)} are free",
            remedy="Free some space, or set VR_APP_DATA_DIR to a folder on a larger disk, and run it again",
            exit_code=3,
        )


def need_writable(folder: Path) -> None:
    """Makes a folder and raises a UserError where nothing can be written into it."""
    probe = folder / ".may-i-write"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise writing_failed(error, probe) from error


def writing_failed(error: OSError, path: Path) -> UserError:
    """A failed write as a plain sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            f"the disk became full while writing {path}",
            remedy="Free some space and run it again: the download goes on where it stopped",
            exit_code=3,
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return UserError(
            f"{path.parent} may not be written",
            remedy="See who owns that folder, or set VR_APP_DATA_DIR to a folder of your own",
            exit_code=3,
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return UserError(
            f"{path.parent} is a file, not a folder", remedy="Set VR_APP_DATA_DIR to a folder", exit_code=3
        )
    return UserError(f"{path} could not be written ({error.strerror})", remedy="Run it again", exit_code=1)
