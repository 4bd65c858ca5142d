"""Memory pools of the C library: a few serve all threads. In a process of its own, as it holds for good."""

from __future__ import annotations

import subprocess
import sys

import pytest

COUNT_POOLS = """
import ctypes, tempfile, threading
from vr_app.app.memory_pools import use_few_pools
library = ctypes.CDLL(None)
if "few" in __import__("sys").argv:
    assert use_few_pools()
library.malloc.restype, library.fopen.restype = ctypes.c_void_p, ctypes.c_void_p
met = threading.Barrier(7)
def take():
    met.wait()
    library.malloc(5000)
    met.wait()
threads = [threading.Thread(target=take) for _ in range(6)]
for thread in threads: thread.start()
met.wait(); met.wait()
for thread in threads: thread.join()
with tempfile.NamedTemporaryFile() as file:
    stream = ctypes.c_void_p(library.fopen(file.name.encode(), b"w"))
    library.malloc_info(0, stream)
    library.fclose(stream)
    print(file.read().count(b"<heap nr"))
"""


def pools(*arguments: str) -> int:
    """How many pools there are once six threads have taken memory at once."""
    command = [sys.executable, "-c", COUNT_POOLS, *arguments]
    return int(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="pools for threads are the GNU C library's")
def test_threads_that_come_and_go_share_a_few_pools() -> None:
    assert pools("few") == 2
    assert pools() > 4
