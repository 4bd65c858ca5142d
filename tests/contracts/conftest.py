"""Real models for the contract suites."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Need
from tests.installed_models import TINY, VOICE, installed, installed_library

# As the inference programs are started: OpenMP reads this when an engine is first loaded.
os.environ.update({"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0"})


@pytest.fixture(scope="session")
def tiny_model(need: Need) -> Path:
    """The tiny language model's GGUF file."""
    path = installed(TINY)
    need(path, f"`vr-app model add {TINY}`")
    assert path is not None
    return path


@pytest.fixture(scope="session")
def default_voice(need: Need) -> Path:
    """The default voice's `.onnx` file."""
    path = installed(VOICE)
    need(path, f"`vr-app voice add {VOICE}`")
    assert path is not None
    return path


@pytest.fixture(scope="session")
def llama_library(need: Need) -> Path:
    """The folder of llama.cpp's own library."""
    path = installed_library()
    need(path, "`vr-app setup`")
    assert path is not None
    return path
