"""The terminal gets plain lines; the log file and the crash report get the traceback."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from vr_app.app.crash import CrashLog
from vr_app.app.shows.streams import PlainFormatter


def test_a_logged_bug_is_one_line_without_a_traceback() -> None:
    try:
        raise ValueError("7 is no colour")
    except ValueError:
        record = logging.LogRecord("vr_app.x", logging.ERROR, "f.py", 1, "host failed", None, sys.exc_info())
    assert PlainFormatter().format(record) == "ERROR vr_app.x: host failed (ValueError: 7 is no colour)"


def test_a_crash_report_is_told_once(tmp_path: Path) -> None:
    crash = CrashLog(tmp_path / "crash")
    assert crash.take() == ""
    assert str(crash.path) in crash.write(RuntimeError("lamp \udcff broke"), None, "a thread")
    assert "lamp ? broke" in crash.take()
    assert crash.take() == ""
    assert crash.previous.is_file()


def test_a_crash_that_cannot_be_written_down_is_still_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    crash = CrashLog(tmp_path / "file" / "crash")
    crash.excepthook(RuntimeError, RuntimeError("lamp"), None)
    told = capsys.readouterr().err
    assert "RuntimeError: lamp" in told and "could not be kept" in told
    assert crash.take() == ""
