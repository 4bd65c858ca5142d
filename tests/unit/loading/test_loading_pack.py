"""Packs: what goes in comes out, what is hostile is refused and nothing is written."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from pathlib import Path

import pytest

from vr_app.app.commands.scene_templates import TEMPLATES
from vr_app.kernel.errors import UserError
from vr_app.loading.pack import pack_scene
from vr_app.loading.pack_format import MANIFEST
from vr_app.loading.signature import key_in
from vr_app.loading.unpack import read_card, unpack_scene

SHARED = Path(__file__).parents[4] / "shared" / "data" / "bad_inputs" / "zip"


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    folder = tmp_path / "yard"
    for name, text in TEMPLATES["game"]("Yard", "scene.schema.json").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_scene_comes_out_as_it_went_in_and_says_what_it_is(scene: Path, tmp_path: Path) -> None:
    (scene / ".secret").write_text("not for others", encoding="utf-8")
    card = pack_scene(scene, tmp_path / "a.vrscene")
    assert (card.title, card.rating, card.license, card.signed_by) == ("Yard", "everyone", "CC0-1.0", "")
    again = unpack_scene(tmp_path / "a.vrscene", tmp_path / "out")
    assert again == card
    for name in ("scene.toml", "story.ink", "host.json", "lore/place.md"):
        assert (tmp_path / "out" / name).read_bytes() == (scene / name).read_bytes()
    assert not (tmp_path / "out" / ".secret").exists()
    assert "| scene.toml |" in (tmp_path / "out" / "CREDITS.md").read_text(encoding="utf-8")


def test_packing_twice_gives_the_same_bytes(scene: Path, tmp_path: Path) -> None:
    pack_scene(scene, tmp_path / "a.vrscene")
    pack_scene(scene, tmp_path / "b.vrscene")
    assert (tmp_path / "a.vrscene").read_bytes() == (tmp_path / "b.vrscene").read_bytes()


def test_a_signature_holds_until_anything_is_changed(scene: Path, tmp_path: Path) -> None:
    key = key_in(tmp_path / "key")
    assert key_in(tmp_path / "key") == key
    card = pack_scene(scene, tmp_path / "a.vrscene", key=key)
    assert len(card.signed_by) == 64
    with zipfile.ZipFile(tmp_path / "a.vrscene") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[MANIFEST] = files[MANIFEST].replace(b'"Yard"', b'"Mine"')
    with zipfile.ZipFile(tmp_path / "b.vrscene", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with pytest.raises(UserError, match="changed after it was signed"):
        read_card(tmp_path / "b.vrscene")


@pytest.mark.parametrize(
    ("extensions", "author", "refused"),
    [
        ({"VRMC_vrm": {"meta": {"name": "Mei", "authors": ["Ada"]}}}, "Ben", True),
        ({"VRMC_vrm": {"meta": {"name": "Mei", "authors": ["Ada"]}}}, "Ada", False),
        ({"VRMC_vrm": {"meta": {"name": "Mei", "authors": ["Ada"], "allowRedistribution": True}}}, "Ben", False),
        ({"VRM": {"meta": {"title": "Mei", "licenseName": "Redistribution_Prohibited"}}}, "Ben", True),
        ({"VRM": {"meta": {"title": "Mei", "licenseName": "CC0"}}}, "Ben", False),
    ],
)
def test_a_figure_is_passed_on_only_where_its_licence_lets_it(
    extensions: dict[str, object], author: str, refused: bool, scene: Path, tmp_path: Path
) -> None:
    stage = (scene / "scene.toml").read_text(encoding="utf-8")
    told = re.sub(r'(?m)^author = ".*"$', f'author = "{author}"', stage)
    assert f'author = "{author}"' in told
    (scene / "scene.toml").write_text(told, encoding="utf-8")
    document = {"asset": {"version": "2.0"}, "extensionsUsed": list(extensions), "extensions": extensions}
    data = json.dumps(document).encode()
    data += b" " * (-len(data) % 4)
    (scene / "assets").mkdir(exist_ok=True)
    header = struct.pack("<4sIIII", b"glTF", 2, 20 + len(data), len(data), 0x4E4F534A)
    (scene / "assets" / "mei.vrm").write_bytes(header + data)
    if refused:
        with pytest.raises(UserError, match=r"does not let it be passed on.*pack"):
            pack_scene(scene, tmp_path / "a.vrscene")
        assert not (tmp_path / "a.vrscene").exists()
    else:
        pack_scene(scene, tmp_path / "a.vrscene")


def test_a_generated_scene_is_labelled(scene: Path, tmp_path: Path) -> None:
    text = (scene / "scene.toml").read_text(encoding="utf-8")
    (scene / "scene.toml").write_text(text.replace("format = 2", "format = 2\ngenerated = true"), encoding="utf-8")
    card = pack_scene(scene, tmp_path / "a.vrscene")
    assert card.generated and "AI" in "\n".join(card.lines())


def hostile(path: Path, entries: dict[str, bytes], *, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A pack whose manifest is right about everything in it."""
    import hashlib

    told = {name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in entries.items()}
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(MANIFEST, json.dumps({"format": 1, "title": "x", "files": told}))
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return path


GOOD = {"scene.toml": b'format = 2\ntitle = "a"\ndescription = "b"\n'}


@pytest.mark.parametrize(
    "name",
    [
        "../x.md",
        "/etc/x.md",
        "a/../../x.md",
        "C:/x.md",
        "a\\x.md",
        "nul.md",
        "a/con.md",
        "x .md/ y.md",
        "run.exe",
        "a.sh",
    ],
)
def test_what_leads_out_or_runs_is_refused(tmp_path: Path, name: str) -> None:
    pack = hostile(tmp_path / "a.vrscene", {**GOOD, name: b"x"})
    with pytest.raises(UserError, match="refused"):
        unpack_scene(pack, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.vrscene"]


def test_links_bombs_and_lies_are_refused(tmp_path: Path) -> None:
    link = hostile(tmp_path / "link.vrscene", {**GOOD, "assets/x.glb": b"/etc/passwd"}, mode=0o120777)
    bomb = hostile(tmp_path / "bomb.vrscene", {**GOOD, "lore/x.md": bytes(30 << 20)})
    for pack in (link, bomb):
        with pytest.raises(UserError, match="refused"):
            unpack_scene(pack, tmp_path / "out")
    lie = tmp_path / "lie.vrscene"
    with zipfile.ZipFile(lie, "w") as archive:
        told = {"scene.toml": {"bytes": 5, "sha256": "0" * 64}}
        archive.writestr(MANIFEST, json.dumps({"format": 1, "title": "x", "files": told}))
        archive.writestr("scene.toml", "12345")
    with pytest.raises(UserError, match="not what the manifest says"):
        unpack_scene(lie, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_folder_that_is_there_is_never_written_over(scene: Path, tmp_path: Path) -> None:
    pack_scene(scene, tmp_path / "a.vrscene")
    with pytest.raises(UserError, match="there already"):
        unpack_scene(tmp_path / "a.vrscene", scene)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared data beside this checkout")
def test_broken_and_hostile_zips_are_refused(tmp_path: Path) -> None:
    files = sorted(SHARED.iterdir())
    assert files
    for file in files:
        with pytest.raises(UserError, match="refused") as caught:
            unpack_scene(file, tmp_path / "out")
        assert str(file) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_is_not_there_is_no_broken_pack(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file") as caught:
        unpack_scene(tmp_path / "a.vrscene", tmp_path / "out")
    assert ".vrscene" in caught.value.remedy and "author" not in caught.value.remedy
