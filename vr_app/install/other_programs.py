"""Model files that other programs keep on this machine. Read, verified and used where they lie; never written.

Known: the model hub's own cache (`HF_HOME`), Ollama (files named by their sha256) and LM Studio (publisher/repository
folders).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from vr_app.install.catalogue import Model, ModelFile
from vr_app.install.model_store import Advance, ModelStore


def hub_cache(environment: Mapping[str, str], home: Path) -> Path:
    """The hub cache folder, as its own library finds it."""
    if folder := environment.get("HF_HUB_CACHE"):
        return Path(folder)
    if folder := environment.get("HF_HOME"):
        return Path(folder) / "hub"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "huggingface" / "hub"


def candidates(
    file: ModelFile, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Iterator[Path]:
    """Existing files of the right size that may be the wanted one, likeliest first."""
    home = home or Path.home()
    for path in (
        *_in_ollama(file, environment, home),
        *_in_hub_cache(file, environment, home),
        *_in_lm_studio(file, home),
    ):
        try:
            if path.is_file() and path.stat().st_size == file.size_bytes:
                yield path
        except OSError:
            continue


def adopt_existing(store: ModelStore, model: Model, advance: Advance | None = None) -> bool:
    """Records a model that lies whole in one folder: our own, or another program's. Returns True where one was found.

    A model of several files must have them side by side: engines look for the others beside the first.
    """
    first = model.files[0]
    for path in (store.target(model, first), *candidates(first)):
        root = path.parents[len(Path(first.name).parts) - 1]
        beside = [path if file is first else root / file.name for file in model.files]
        if all(part.is_file() for part in beside) and all(
            store.adopt(model, file, part, advance) for file, part in zip(model.files, beside, strict=True)
        ):
            return True
    return False


def _in_ollama(file: ModelFile, environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    roots = [Path(environment["OLLAMA_MODELS"])] if environment.get("OLLAMA_MODELS") else []
    roots += [home / ".ollama" / "models", Path("/usr/share/ollama/.ollama/models")]
    for root in roots:
        yield root / "blobs" / f"sha256-{file.sha256}"


def _in_hub_cache(file: ModelFile, environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    if not file.hub:
        return
    owner, repository, _resolve, _revision, *path = file.hub.split("/")
    root = hub_cache(environment, home) / f"models--{owner}--{repository}"
    snapshots = root / "snapshots"
    if snapshots.is_dir():
        for snapshot in sorted(snapshots.iterdir()):
            yield snapshot.joinpath(*path)
    yield root / "blobs" / file.sha256


def _in_lm_studio(file: ModelFile, home: Path) -> Iterator[Path]:
    for root in (home / ".lmstudio" / "models", home / ".cache" / "lm-studio" / "models"):
        if root.is_dir():
            yield from root.glob(f"*/*/{file.name}")
