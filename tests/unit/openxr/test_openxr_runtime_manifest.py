"""Finding the active runtime on every platform; the report that comes of a child's answer."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import pytest

from vr_app.openxr.library_kind import foreign
from vr_app.openxr.probe import RuntimeReport, probe, report_of
from vr_app.openxr.runtime_manifest import candidates, find_runtime, installed_runtimes, read_manifest


def write_manifest(path: Path, library: str, name: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    runtime = {"library_path": library} | ({"name": name} if name else {})
    path.write_text(json.dumps({"file_format_version": "1.0.0", "runtime": runtime}))
    return path


def test_linux_looks_where_the_loader_looks() -> None:
    environment = {"HOME": "/home/ada", "XDG_CONFIG_DIRS": "/etc/a:/etc/b"}
    found = [path.as_posix() for path in candidates(environment, "x86_64")]
    assert found[:3] == [
        "/home/ada/.config/openxr/1/active_runtime.x86_64.json",
        "/home/ada/.config/openxr/1/active_runtime.json",
        "/etc/a/openxr/1/active_runtime.x86_64.json",
    ]
    assert found[-1] == "/etc/openxr/1/active_runtime.json"


def test_linux_takes_the_users_choice(tmp_path: Path) -> None:
    write_manifest(tmp_path / "openxr/1/active_runtime.json", "libchosen.so", "Chosen")
    found = find_runtime({"XDG_CONFIG_HOME": str(tmp_path)}, "linux")
    assert found is not None and (found.name, found.problem) == ("Chosen", "")


def test_environment_variable_wins_everywhere(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path / "m.json", "libmine.so")
    for system in ("linux", "win32"):
        found = find_runtime({"XR_RUNTIME_JSON": str(manifest)}, system, lambda: None)
        assert found is not None and found.name == "mine"


def test_windows_asks_the_registry(tmp_path: Path) -> None:
    (tmp_path / "vrclient.dll").touch()
    manifest = write_manifest(tmp_path / "steamxr_win64.json", ".\\vrclient.dll".replace("\\", "/"), "SteamVR")
    found = find_runtime({}, "win32", lambda: str(manifest))
    assert found is not None and (found.name, found.problem) == ("SteamVR", "")
    assert find_runtime({}, "win32", lambda: None) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not a runtime manifest"),
        ("[]", "is not a runtime manifest"),
        ('{"runtime": {}}', "is not a runtime manifest"),
        ('{"runtime": {"library_path": "../lib/gone.so"}}', "names a library that is not there"),
    ],
)
def test_broken_manifests_say_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "active_runtime.json"
    path.write_text(text)
    assert words in read_manifest(path).problem


def library(kind: str, machine: int) -> bytes:
    if kind == "elf":
        return b"\x7fELF" + bytes([2, 1]) + bytes(12) + struct.pack("<H", machine) + bytes(40)
    return b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64) + b"PE\0\0" + struct.pack("<H", machine) + bytes(20)


@pytest.mark.parametrize(
    ("kind", "code", "machine", "other"),
    [
        ("elf", 0x3E, "x86_64", ""),
        ("elf", 0x03, "x86_64", "32-bit Intel"),
        ("elf", 0xB7, "x86_64", "64-bit ARM"),
        ("elf", 0xB7, "aarch64", ""),
        ("pe", 0x8664, "AMD64", ""),
        ("pe", 0x014C, "AMD64", "32-bit Intel"),
        ("pe", 0xAA64, "AMD64", "64-bit ARM"),
        ("pe", 0x7777, "AMD64", ""),
        ("elf", 0x03, "some new machine", ""),
    ],
)
def test_a_library_for_other_processors_is_known(
    tmp_path: Path, kind: str, code: int, machine: str, other: str
) -> None:
    path = tmp_path / "libruntime.so"
    path.write_bytes(library(kind, code))
    assert foreign(path, machine) == other


@pytest.mark.parametrize("data", [b"", b"MZ", b"\x7fELF", b"MZ" + bytes(58) + b"\xff\xff\xff\xff", b"#!/bin/sh"])
def test_what_is_no_library_is_left_to_the_loader(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "libruntime.so"
    path.write_bytes(data)
    assert foreign(path, "x86_64") == ""


def test_a_runtime_of_another_bitness_is_said_by_the_probe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libold.so").write_bytes(library("elf", 0x28))
    manifest = write_manifest(tmp_path / "m.json", "./libold.so", "Old Runtime")
    monkeypatch.setenv("XR_RUNTIME_JSON", str(manifest))
    report = probe()
    assert not report.ready and "other programs than this one (32-bit ARM)" in report.problem and report.remedy


def test_missing_manifest_is_said_by_the_probe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XR_RUNTIME_JSON", str(tmp_path / "gone.json"))
    report = probe()
    assert not report.ready and "gone.json cannot be read" in report.problem and report.remedy


def test_childs_answer_becomes_a_report() -> None:
    lacks = [["XR_EXT_hand_tracking", "no bare hands"]]
    found = {"answers": True, "opengl": True, "headset": True, "runtime": "", "system": "HMD", "lacks": lacks}
    report = report_of(0, json.dumps(found), "Named in the manifest", "/m.json")
    there = (True, True, True, True, "Named in the manifest", "/m.json", "HMD", "", "")
    assert report == RuntimeReport(*there, (("XR_EXT_hand_tracking", "no bare hands"),))
    assert report.ready


@pytest.mark.parametrize(
    ("returncode", "output", "words"),
    [(-11, "", r"crashed when it was asked \(exit -11\)"), (None, "", "does not answer"), (0, "[1]", "crashed")],
)
def test_silent_child_is_put_into_words(returncode: int | None, output: str, words: str) -> None:
    report = report_of(returncode, output, "X", "/m.json")
    assert not report.ready and report.installed
    assert re.search(words, report.problem)


def test_all_runtimes_are_found_once_the_active_one_first(tmp_path: Path) -> None:
    shared, home = tmp_path / "share", tmp_path / "home"
    manifests = {
        shared / "openxr" / "1" / "openxr_a.json": "Alpha",
        shared / "openxr" / "1" / "openxr_b.json": "Beta",
        home / ".steam/steam/steamapps/common/SteamVR/steamxr_linux64.json": "SteamVR",
    }
    for path, name in manifests.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"runtime": {"library_path": "x.so", "name": name}}), encoding="utf-8")
    environment = {
        "HOME": str(home),
        "XDG_DATA_DIRS": str(shared),
        "XR_RUNTIME_JSON": str(shared / "openxr" / "1" / "openxr_b.json"),
    }
    assert [m.name for m in installed_runtimes(environment, "linux")] == ["Beta", "Alpha", "SteamVR"]
    del environment["XR_RUNTIME_JSON"]
    assert [m.name for m in installed_runtimes(environment, "linux")] == ["Alpha", "Beta", "SteamVR"]
    listed = [str(path) for path in manifests]
    assert {m.name for m in installed_runtimes({}, "win32", lambda: listed)} == {"Alpha", "Beta", "SteamVR"}
