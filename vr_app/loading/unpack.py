"""Opens packed scenes, on guard: nothing leads out of the folder, no links, nothing executable, no bombs.

What the manifest does not name or does not match is refused before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from vr_app.kernel.errors import Location, UserError
from vr_app.loading.pack_format import FORMAT, KINDS, MANIFEST, MOST_BYTES, MOST_FILES, SIGNATURE, Credit, PackCard
from vr_app.loading.signature import Signature, verify

MOST_TIMES = 200
"""No file may grow by more than so many times: nothing that a scene is made of does."""
SMALL_BYTES = 1 << 20
"""Below this a file may grow as it likes."""


def read_card(pack: Path) -> PackCard:
    """What a pack says of itself, without writing anything. Raises: UserError where it cannot be trusted."""
    with _opened(pack) as archive:
        return _card(pack, *_checked(pack, archive))


def unpack_scene(pack: Path, out: Path) -> PackCard:
    """Unpacks into a folder that is not there yet, or is empty; all of it or nothing. Raises: UserError."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError("This folder is there already", where=Location(out), remedy="Choose another with --out.")
    with _opened(pack) as archive:
        manifest, signed_by = _checked(pack, archive)
        card = _card(pack, manifest, signed_by)
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            for name, told in manifest["files"].items():
                data = _read(pack, archive, name, int(told["bytes"]))
                if hashlib.sha256(data).hexdigest() != told["sha256"]:
                    raise _bad(pack, f'"{name}" is not what the manifest says')
                target = beside / PurePosixPath(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            if out.is_dir():
                out.rmdir()
            beside.replace(out)
        except OSError as error:
            raise UserError(f"The pack cannot be unpacked: {error.strerror or error}", where=Location(out)) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return card


def _bad(pack: Path, what: str) -> UserError:
    remedy = "Nothing was written. Ask its author for it again."
    return UserError(f"This pack is refused: {what}", where=Location(pack), remedy=remedy)


def _opened(pack: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(pack)
    except FileNotFoundError:
        remedy = "Give the path of a .vrscene file."
        raise UserError("There is no such file", where=Location(pack), remedy=remedy) from None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _bad(pack, f"it is no whole zip file ({error})") from error


def _checked(pack: Path, archive: zipfile.ZipFile) -> tuple[Mapping[str, Any], str]:
    """The manifest and who signed it, after everything but the contents was looked at."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise _bad(pack, f"it holds {len(entries)} files")
    seen: set[str] = set()
    for entry in archive.infolist():
        _check_entry(pack, entry)
        folded = entry.filename.casefold()
        if folded in seen:
            raise _bad(pack, f'it holds "{_plain(entry.filename)}" twice')
        seen.add(folded)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise _bad(pack, f"it would take {total / 1e9:.1f} GB")
    text = _read(pack, archive, MANIFEST, 16 << 20)
    try:
        manifest = json.loads(text)
        named = {str(name): (int(told["bytes"]), str(told["sha256"])) for name, told in manifest["files"].items()}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise _bad(pack, "its manifest cannot be read") from error
    if manifest.get("format") != FORMAT:
        raise _bad(pack, f"its format {str(manifest.get('format'))[:20]} is unknown here; update the program")
    have = {entry.filename for entry in entries} - {MANIFEST, SIGNATURE}
    if have != set(named):
        odd = sorted(have ^ set(named))[0]
        raise _bad(pack, f'manifest and contents differ ("{_plain(odd)}")')
    if "scene.toml" not in named:
        raise _bad(pack, "it holds no scene.toml")
    for entry in entries:
        if entry.filename in named and entry.file_size != named[entry.filename][0]:
            raise _bad(pack, f'"{_plain(entry.filename)}" is not as large as the manifest says')
    if SIGNATURE not in {entry.filename for entry in entries}:
        return manifest, ""
    try:
        signature = Signature(**json.loads(_read(pack, archive, SIGNATURE, 4096)))
        good = verify(text, signature)
    except (ValueError, TypeError) as error:
        raise _bad(pack, "its signature cannot be read") from error
    if not good:
        raise _bad(pack, "its signature does not fit: it was changed after it was signed")
    return manifest, signature.public_key


def _check_entry(pack: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = PurePosixPath(name).parts
    mode = entry.external_attr >> 16
    if (
        not parts
        or name.startswith(("/", "\\"))
        or "\\" in name
        or ":" in name
        or "\0" in name
        or any(part in ("..", ".") or part != part.strip() or part.endswith(".") for part in parts)
        or any(ord(character) < 32 for character in name)
        or len(name) > 240
    ):
        raise _bad(pack, f'"{_plain(name)}" leads out of its folder')
    if any(part.split(".")[0].casefold() in _DEVICES for part in parts):
        raise _bad(pack, f'"{_plain(name)}" is the name of a device')
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _bad(pack, f'"{_plain(name)}" is a link or something else than a file')
    if entry.flag_bits & 0x1:
        raise _bad(pack, f'"{_plain(name)}" is encrypted')
    if not entry.is_dir() and Path(name).suffix.lower() not in KINDS:
        raise _bad(pack, f'"{_plain(name)}" is of a kind that no scene is made of')
    if entry.file_size > SMALL_BYTES and entry.file_size > MOST_TIMES * max(entry.compress_size, 1):
        raise _bad(pack, f'"{_plain(name)}" would grow {entry.file_size // max(entry.compress_size, 1)} times')


_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))])


def _read(pack: Path, archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as file:
            data = file.read(most + 1)
    except KeyError:
        raise _bad(pack, f"it holds no {name}, so it is no pack of a scene") from None
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _bad(pack, f'"{_plain(name)}" is damaged ({error})') from error
    except Exception as error:
        # zlib.error and its like: each compression has an error of its own.
        raise _bad(pack, f'"{_plain(name)}" is damaged') from error
    if len(data) > most:
        raise _bad(pack, f'"{_plain(name)}" is larger than it says')
    return data


def _card(pack: Path, manifest: Mapping[str, Any], signed_by: str) -> PackCard:
    def text(key: str, most: int) -> str:
        return "".join(c for c in " ".join(str(manifest.get(key) or "").split()) if c.isprintable())[:most]

    rows = manifest.get("credits")
    credits = tuple(
        Credit(str(row.get("file")), str(row.get("author") or ""), str(row.get("license") or ""))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    )
    return PackCard(
        title=text("title", 80),
        description=text("description", 1000),
        author=text("author", 120),
        license=text("license", 80),
        rating=text("rating", 20),
        language=text("language", 20),
        generated=bool(manifest.get("ai_generated")),
        files=len(manifest["files"]),
        bytes=sum(int(told["bytes"]) for told in manifest["files"].values()),
        credits=credits,
        signed_by=signed_by,
    )


def _plain(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name)[:80]
