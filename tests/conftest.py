"""No test leaves a thread behind; a missing part is a failure on CI, elsewhere a skip that says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from vr_app.ui.display_check import why_no_window

Need = Callable[[object, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate-goldens", action="store_true", help="make the golden pictures anew")


@pytest.fixture(scope="session")
def need() -> Need:
    """`need(found, "what to install")`: goes on where found; else fails on CI and skips elsewhere."""

    def check(found: object, remedy: str) -> None:
        if found:
            return
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"needed on CI: {remedy}")
        pytest.skip(remedy)

    return check


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline_s = time.monotonic() + 3.0
    while left := [t for t in threading.enumerate() if t not in before and t.is_alive()]:
        if time.monotonic() > deadline_s:
            pytest.fail("threads left running: " + ", ".join(thread.name for thread in left))
        time.sleep(0.02)


@pytest.fixture(scope="session")
def display(need: Need) -> Iterator[None]:
    """Uses the display that is there, or an Xvfb of its own on a free number."""
    if not why_no_window():
        yield
        return
    need(shutil.which("Xvfb"), f"{why_no_window()}; the window tests need Xvfb: apt-get install xvfb")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1800x1200x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as numbers:
        number = numbers.readline().strip()
    before = {name: os.environ.get(name) for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    os.environ["DISPLAY"] = f":{number}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    try:
        need(number and not why_no_window(), f"Xvfb did not give a display: {why_no_window()}")
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
