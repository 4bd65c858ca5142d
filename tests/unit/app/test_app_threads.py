"""A worker handles events in order, survives errors, drops what does not fit, and ends cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from vr_app.app.threads import Worker, run_first


def test_events_are_handled_in_order_and_all_before_the_end() -> None:
    seen: list[int] = []
    worker = Worker("test", seen.append)
    worker.start()
    for number in range(100):
        worker.post(number)
    worker.close()
    assert seen == list(range(100))


def test_an_error_costs_one_event_only() -> None:
    seen: list[int] = []

    def handle(number: int) -> None:
        if number == 1:
            raise ValueError(number)
        seen.append(number)

    worker = Worker("test", handle)
    worker.start()
    for number in range(3):
        worker.post(number)
    worker.close()
    assert seen == [0, 2]


def test_a_full_inbox_drops_the_newest_and_says_so() -> None:
    gate, dropped = threading.Event(), []
    worker = Worker("test", lambda _: gate.wait(), capacity=2, full=dropped.append)
    for number in range(4):
        worker.post(number)
    worker.start()
    gate.set()
    worker.close()
    assert dropped == [2, 3]


def test_before_and_after_run_on_the_workers_thread() -> None:
    names: list[str] = []

    def note() -> None:
        names.append(threading.current_thread().name)

    worker = Worker("mine", lambda _: None, before=note, after=note)
    worker.start()
    worker.wait_until_begun()
    worker.close()
    assert names == ["mine", "mine"]


def test_a_stuck_worker_is_left_behind() -> None:
    gate, busy, over = threading.Event(), threading.Event(), threading.Event()
    seen: list[int] = []

    def handle(number: int) -> None:
        seen.append(number)
        busy.set()
        gate.wait()

    worker = Worker("test", handle, capacity=1, after=over.set)
    worker.start()
    worker.post(1)
    assert busy.wait(10)
    worker.post(2)
    worker.close(timeout_s=0.01)
    gate.set()
    assert over.wait(10)
    assert seen == [1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts threads as Linux lists them")
def test_no_thread_waits_for_products_of_matrices_by_spinning() -> None:
    program = (
        "import os, vr_app, numpy as np; a = np.ones((64, 512), np.float32); a @ a.T; "
        "print(len(os.listdir('/proc/self/task')))"
    )
    usual = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    assert int(subprocess.check_output([sys.executable, "-c", program], env=usual)) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux orders threads")
def test_the_frame_thread_goes_first_where_that_is_allowed_and_nothing_it_starts_does() -> None:
    found: list[tuple[bool, int]] = []

    def look(wanted: bool) -> None:
        goes_first = run_first(wanted)
        found.append((goes_first, os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK))

    def frames() -> None:
        look(True)
        inner = threading.Thread(target=lambda: found.append((False, os.sched_getscheduler(0))))
        inner.start()
        inner.join()
        look(False)

    thread = threading.Thread(target=frames)
    thread.start()
    thread.join()
    first, inner, last = found
    assert first[1] == (os.SCHED_RR if first[0] else os.SCHED_OTHER)
    assert inner == last == (False, os.SCHED_OTHER)
    assert os.sched_getscheduler(0) == os.SCHED_OTHER, "the other threads stay as they were"
