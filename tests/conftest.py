"""No test leaves a thread behind; a missing part is a failure on CI, elsewhere a skip that says what to install."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest

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
