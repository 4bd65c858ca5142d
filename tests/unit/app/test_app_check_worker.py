"""One process checks many files; a file that takes too long costs only itself."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vr_app.app.commands.check_worker import FILE_LIMIT_S, CheckWorker, limit_of
from vr_app.app.main import main

EMPTY = {"asset": {"version": "2.0"}}


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CheckWorker]:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    worker = CheckWorker()
    yield worker
    worker.close()


def file(folder: Path, name: str, text: str | None = None) -> Path:
    path = folder / name
    path.write_text(json.dumps(EMPTY) if text is None else text, encoding="utf-8")
    return path


def test_one_process_answers_for_many_files(worker: CheckWorker, tmp_path: Path) -> None:
    good, bad = file(tmp_path, "good.gltf"), file(tmp_path, "bäd\n.gltf" if os.name != "nt" else "bäd.gltf", "{")
    first, second = worker.check(good), worker.check(bad)
    assert first["ok"] and first["path"] == str(good)
    assert not second["ok"] and second["errors"][0]["code"] == "INVALID_JSON"
    process = worker._process
    begun_s = time.monotonic()
    for number in range(20):
        assert worker.check(file(tmp_path, f"{number}.gltf"))["ok"]
    assert worker._process is process
    assert time.monotonic() - begun_s < 5.0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a process that can be held")
def test_what_takes_too_long_is_given_up_and_the_next_is_read(worker: CheckWorker, tmp_path: Path) -> None:
    good = file(tmp_path, "good.gltf")
    worker.check(good)
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGSTOP)
    found = worker.check(good, limit_s=0.3)
    assert found["errors"][0]["code"] == "check.time" and str(good) in found["errors"][0]["message"]
    assert worker.check(good)["ok"]


def test_a_process_that_died_is_replaced(worker: CheckWorker, tmp_path: Path) -> None:
    good = file(tmp_path, "good.gltf")
    worker.check(good)
    assert worker._process is not None
    worker._process.kill()
    worker._process.wait()
    assert worker.check(good)["ok"]


def test_large_files_have_longer(tmp_path: Path) -> None:
    small, large = file(tmp_path, "small.gltf"), tmp_path / "large.glb"
    with large.open("wb") as out:
        out.truncate(40 << 20)
    assert limit_of(small) < FILE_LIMIT_S + 0.1
    assert limit_of(large) == FILE_LIMIT_S + 10
    assert limit_of(tmp_path / "missing.glb") == FILE_LIMIT_S < limit_of(tmp_path)


def test_reports_come_in_the_order_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    paths = [file(tmp_path, f"{n}.gltf", None if n % 3 else "[]") for n in range(9)]
    assert main(["scene", "check", "--json", *map(str, paths)]) == 1
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["path"] for report in reports] == [str(path) for path in paths]
    assert [report["ok"] for report in reports] == [bool(n % 3) for n in range(9)]
