"""Virgil: a talking host inside the scenes you walk through."""

import os

__version__ = "0.1.0"

# numpy reads this when it is first imported. With more threads, OpenBLAS shares a product of a millisecond among them
# and lets them wait for the next one by spinning: 114 ms of processor time instead of 1, taken from frames and speech.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
