"""Scenes as one file to give away (.vrscene): a zip with a manifest of sizes and hashes, licences, and a signature."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vr_app.kernel.errors import Location, UserError
from vr_app.loading.gltf import load_asset
from vr_app.loading.pack_format import (
    CREDITS,
    FORMAT,
    KINDS,
    MANIFEST,
    MODELS,
    SIGNATURE,
    Credit,
    PackCard,
)
from vr_app.loading.signature import sign
from vr_app.loading.stage_checks import licence_of, licences_listed
from vr_app.loading.unpack import read_card
from vr_app.scene.avatar.meta import meta_of, why_not_passed_on
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage

_TIME = (1980, 1, 1, 0, 0, 0)


def pack_scene(folder: Path, out: Path, *, key: bytes | None = None) -> PackCard:
    """Writes a scene folder as one file; the file appears complete or not at all.

    Args:
        key: 32 bytes of an ed25519 private key, or None to leave it unsigned.

    Raises: UserError.
    """
    stage = load_stage(folder)
    files = _files_of(folder)
    missing = [problem for problem in stage.problems if problem.code == "asset.missing"]
    if missing:
        where = Location(folder / "scene.toml", missing[0].line, missing[0].column)
        raise UserError(f"The pack would be incomplete: {missing[0].message}", where=where, remedy=missing[0].remedy)
    _keep_to_licences(stage, files)
    credits = ledger(stage, folder, files)
    extra = {CREDITS: credits_text(stage, credits).encode()}
    entries = {name: _told(path.read_bytes()) for name, path in files.items() if name != CREDITS}
    entries |= {name: _told(data) for name, data in extra.items()}
    manifest = {
        "format": FORMAT,
        "title": stage.title,
        "description": stage.description,
        "author": stage.author,
        "license": stage.license,
        "rating": stage.rating,
        "language": stage.language,
        "ai_generated": stage.generated,
        "credits": [asdict(credit) for credit in credits],
        "files": entries,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False).encode()
    part = out.with_name(f"{out.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            _write(archive, MANIFEST, text)
            if key is not None:
                _write(archive, SIGNATURE, json.dumps(asdict(sign(text, key))).encode())
            for name in sorted(entries):
                _write(archive, name, extra[name] if name in extra else files[name].read_bytes())
        part.replace(out)
    except OSError as error:
        raise UserError(f"The pack cannot be written: {error.strerror or error}", where=Location(out)) from error
    finally:
        part.unlink(missing_ok=True)
    return read_card(out)


def ledger(stage: Stage, folder: Path, names: Iterable[str]) -> tuple[Credit, ...]:
    """Author and licence of every file, the scene's own where a file names none itself."""
    listed = licences_listed(folder)
    credits = []
    for name in sorted(names):
        author, licence = listed.get(name, ("", ""))
        if not author and Path(name).suffix.lower() in MODELS:
            try:
                author, licence = licence_of(load_asset(folder / name).document)
            except UserError:
                author = licence = ""
        own = not name.startswith("assets/") or Path(name).suffix.lower() not in MODELS
        credits.append(Credit(name, author or (stage.author if own else ""), licence or (stage.license if own else "")))
    return tuple(credits)


def _keep_to_licences(stage: Stage, files: Mapping[str, Path]) -> None:
    """Raises: UserError for a figure that may not be passed on."""
    for name, path in files.items():
        if Path(name).suffix.lower() != ".vrm":
            continue
        try:
            document = load_asset(path).document
        except UserError:
            continue  # what cannot be read is told where the scene is checked
        meta = meta_of(document, str(path))
        reason = why_not_passed_on(meta, stage.author) if meta is not None else ""
        if reason:
            remedy = "Take another figure, or ask its makers for a file that allows it (allowRedistribution)."
            raise UserError(f"{reason}, so it cannot go into a pack", where=Location(path), remedy=remedy)


def credits_text(stage: Stage, credits: Iterable[Credit]) -> str:
    """The ledger as a page."""
    lines = [f"# {stage.title}", "", f"By {stage.author or 'an author who is not named'}. {stage.license}".rstrip(), ""]
    if stage.generated:
        lines += ["Written with the help of a model (AI-generated content).", ""]
    lines += ["| file | author | licence |", "|---|---|---|"]
    lines += [f"| {c.file} | {c.author or 'not named'} | {c.license or 'not named'} |" for c in credits]
    return "\n".join(lines) + "\n"


# --------------------------------------------------------------------------- writing


def _files_of(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts) or path.suffix.lower() not in KINDS:
            continue
        if path.is_symlink() or not path.is_file():
            continue
        found[relative.as_posix()] = path
    return {name: path for name, path in found.items() if name not in (MANIFEST, SIGNATURE)}


def _told(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """The same bytes every time: no clock, no owner."""
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    archive.writestr(entry, data)
