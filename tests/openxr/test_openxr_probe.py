"""The probe against runtimes that answer, that are down, and that hang."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from monado import Monado  # isort: skip

from vr_app.openxr.probe import probe

pytestmark = pytest.mark.monado


def test_all_is_there(monado: Monado) -> None:
    report = probe()
    assert report.ready and report.opengl and report.headset
    assert "Monado" in report.runtime and "Remote" in report.system
    lacks = dict(report.lacks)
    assert "XR_FB_passthrough" in lacks and "real room" in lacks["XR_FB_passthrough"]
    assert "XR_KHR_visibility_mask" not in lacks


def test_service_is_down(monado: Monado, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    report = probe()
    assert report.installed and not report.answers and not report.ready
    assert "service" in report.problem and report.remedy


def test_runtime_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    library = tmp_path / "libhanging.so"
    os.mkfifo(library)  # Opening it for reading waits for a writer that never comes.
    manifest = tmp_path / "hanging.json"
    runtime = {"library_path": str(library), "name": "Hanging"}
    manifest.write_text(json.dumps({"file_format_version": "1.0.0", "runtime": runtime}))
    monkeypatch.setenv("XR_RUNTIME_JSON", str(manifest))
    before_s = time.monotonic()
    report = probe(timeout_s=2.0)
    assert time.monotonic() - before_s < 4.0
    assert report.problem == "The OpenXR runtime Hanging does not answer"
