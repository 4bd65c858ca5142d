"""The llama.cpp library: which archive for which machine, verified, unpacked whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.hub_server import HubServer
from vr_app.install.engine_library import BUILDS, LibraryBuild, build_for, fetch_library, library_folder
from vr_app.install.source import SourceError


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


ARCHIVE = packed(
    **{
        "package/LICENSE": b"MIT",
        "package/bins/any/libllama.so": b"code",
        "package/bins/any/libllama-common.so": b"not needed",
        "package/bins/any/llama-addon.node": b"not needed",
        "../../outside.so": b"escapes",
    }
)
BUILD = LibraryBuild("any", len(ARCHIVE), base64.b64encode(hashlib.sha512(ARCHIVE).digest()).decode())


@pytest.fixture
def registry() -> Iterator[HubServer]:
    with HubServer() as server:
        server.behaviour.files = {BUILD.path: ARCHIVE}
        yield server


def nothing(what: str, done: int, whole: int) -> None:
    assert done <= whole or what


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("Linux", "x86_64", "linux-x64"),
        ("Linux", "aarch64", "linux-arm64"),
        ("Windows", "AMD64", "win-x64"),
        ("Windows", "ARM64", "win-arm64"),
        ("Darwin", "arm64", "mac-arm64-metal"),
    ],
)
def test_each_platform_has_its_archive(system: str, machine: str, name: str) -> None:
    build = build_for(system, machine)
    assert build is not None and build.name == name
    assert build.path.endswith(f"/{name}-3.21.1.tgz")


def test_other_machines_do_without() -> None:
    assert build_for("Linux", "riscv64") is None
    assert all(len(base64.b64decode(build.sha512)) == 64 for build in BUILDS.values())


def test_it_is_unpacked_by_bare_names(registry: HubServer, tmp_path: Path) -> None:
    assert library_folder(tmp_path, BUILD) is None
    folder = fetch_library(tmp_path, BUILD, nothing, registry=registry.endpoint)
    assert sorted(path.name for path in folder.iterdir()) == ["LICENSE", "libllama.so", "outside.so"]
    assert library_folder(tmp_path, BUILD) == folder
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_other_bytes_are_refused(registry: HubServer, tmp_path: Path) -> None:
    registry.behaviour.files = {BUILD.path: ARCHIVE[:-1] + b"?"}
    with pytest.raises(SourceError, match="sha512"):
        fetch_library(tmp_path, BUILD, nothing, registry=registry.endpoint)
    assert library_folder(tmp_path, BUILD) is None


def test_a_connection_that_breaks_is_tried_again(registry: HubServer, tmp_path: Path) -> None:
    registry.behaviour.cut_after, registry.behaviour.cuts_left = 20, 2
    assert fetch_library(tmp_path, BUILD, nothing, registry=registry.endpoint).is_dir()
    registry.behaviour.cuts_left = 3
    with pytest.raises(SourceError, match="npm registry"):
        fetch_library(tmp_path / "again", BUILD, nothing, registry=registry.endpoint)


def test_a_new_version_takes_the_place_of_the_old(registry: HubServer, tmp_path: Path) -> None:
    older = tmp_path / "engine" / "llama.cpp-0.1.0-any"
    older.mkdir(parents=True)
    fetch_library(tmp_path, BUILD, nothing, registry=registry.endpoint)
    assert not older.exists()
