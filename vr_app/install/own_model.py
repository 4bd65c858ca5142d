"""A model or voice file the person brings: looked at, given a name, recorded where it lies."""

from __future__ import annotations

import json
from pathlib import Path

from vr_app.install.catalogue import Kind, Model
from vr_app.install.model_store import Advance, ModelStore, sha256_of
from vr_app.kernel.errors import Location, UserError


def add_own_model(store: ModelStore, path: Path, name: str = "", advance: Advance | None = None) -> str:
    """Records a `.gguf` file, a folder with safetensors, a Piper `.onnx` voice with its `.json`, or a Coqui folder.

    A file whose sha256 is in the catalogue takes its place there, whatever it is called.

    Returns: the name it has from now on.

    Raises:
        UserError: it is not there, is not such a file, is cut short, or the name is taken.
    """
    path = path.expanduser().absolute()
    kind = _kind(path)
    main = path / "config.json" if path.is_dir() else path
    sha256 = sha256_of(main, advance)
    for model in store.catalogue:
        if model.files[0].sha256 == sha256 and len(model.files) == 1:
            store.record(model.name, model.kind, model.files[0].name, path, sha256)
            return model.name
    name = name or path.stem
    if any(model.name.lower() == name.lower() for model in store.catalogue):
        raise UserError(
            f"{name} is a model of the catalogue and this file is another one (sha256 {sha256})",
            where=Location(path),
            remedy="Give it another name with --name",
        )
    store.record(name, kind, main.name, main, sha256)
    if path.is_dir():
        for part in sorted((*path.glob("*.safetensors"), *path.glob("*.pth"))):
            store.record(name, kind, part.name, part, sha256_of(part, advance))
    elif kind == "voice" and path.suffix == ".onnx":
        config = path.with_name(path.name + ".json")
        store.record(name, kind, config.name, config, sha256_of(config))
    return name


def _kind(path: Path) -> Kind:
    where = Location(path)
    if not path.exists():
        raise UserError("there is no such file", where=where, remedy="Check the path")
    if path.is_dir():
        if (path / "config.json").is_file() and any(path.glob("*.safetensors")):
            return "language"
        if _is_coqui(path):
            return "voice"
        raise UserError(
            "this folder holds no model",
            where=where,
            remedy="It needs config.json and .safetensors files, or a Coqui voice's config.json and .pth file",
        )
    if path.suffix == ".onnx":
        return _voice(path)
    if is_kokoro(path):
        return "voice"
    with path.open("rb") as file:
        start = file.read(8)
    if start[:4] != b"GGUF":
        raise UserError(
            "this is not a GGUF file", where=where, remedy="Bring a .gguf file, or a folder with safetensors"
        )
    return "language"


def _is_coqui(folder: Path) -> bool:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(config, dict) and isinstance(config.get("model"), str) and any(folder.glob("*.pth"))


def is_kokoro(voice: Path) -> bool:
    """Whether a file is a Kokoro voice: whole styles in it, and a model in its folder or the one above."""
    folder = voice.parent.parent if voice.parent.name == "voices" else voice.parent
    whole = voice.suffix == ".bin" and voice.is_file() and voice.stat().st_size % 1024 == 0
    return whole and any((*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")))


def _voice(path: Path) -> Kind:
    config = path.with_name(path.name + ".json")
    try:
        rate = json.loads(config.read_text(encoding="utf-8"))["audio"]["sample_rate"]
    except OSError as error:
        raise UserError(
            "the voice's settings are missing", where=Location(path), remedy=f"Put {config.name} beside it"
        ) from error
    except (ValueError, LookupError, TypeError) as error:
        raise UserError(
            "these are not a Piper voice's settings",
            where=Location(config),
            remedy="Fetch both files of the voice again",
        ) from error
    if not isinstance(rate, int):
        raise UserError("the voice names no sample rate", where=Location(config), remedy="Fetch the voice again")
    return "voice"


def verify_model(store: ModelStore, model: Model) -> list[str]:
    """Reads every file of a model again. Returns one plain sentence for each that is missing, cut short or changed."""
    wrong = []
    for file in model.files:
        path = store.file_path(model, file) or store.target(model, file)
        if not path.is_file():
            wrong.append(f"{file.name} is not here")
        elif (size := path.stat().st_size) < file.size_bytes:
            wrong.append(f"{path} is cut short: {size} of {file.size_bytes} bytes (sha256 {sha256_of(path)})")
        elif (sha256 := sha256_of(path)) != file.sha256:
            wrong.append(f"{path} has been changed: its sha256 is {sha256}, it should be {file.sha256}")
        else:
            store.record(model.name, model.kind, file.name, path, file.sha256)
    return wrong
