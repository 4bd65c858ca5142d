"""Tests against a real OpenXR runtime: run here where Monado is, else in the sandbox (see `in_sandbox`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.openxr import in_sandbox
from vr_app.openxr.display import XrDisplay
from vr_app.render.egl_context import EglContext

from monado import Monado  # isort: skip
from remote import Remote  # isort: skip


BEST_PRACTICE = re.compile(
    r"\b[xX]r(Wait|Begin|End)Frame |\bxrSyncActions |\bxrLocate(Space|Views) |Environment Blend Mode was"
)
"""In every line of the best-practices layer."""


def pytest_configure(config: pytest.Config) -> None:
    """Registers the half of the plugin that this run needs."""
    path = os.environ.get(in_sandbox.REPORTS)
    plugin = in_sandbox.Inside(config, Path(path)) if path else in_sandbox.Outside(config)
    config.pluginmanager.register(plugin, "openxr-sandbox")


@pytest.fixture(autouse=True)
def validation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """The core validation layer and the best-practices layer look on, through every test: neither may complain.

    Gives the file that the first one writes; the second one writes to stderr.
    """
    log = tmp_path / "validation.txt"
    layers = ("XR_APILAYER_LUNARG_core_validation", "XR_APILAYER_KHRONOS_best_practices_validation")
    monkeypatch.setenv("XR_ENABLE_API_LAYERS", os.pathsep.join(layers))
    monkeypatch.setenv("XR_CORE_VALIDATION_EXPORT_TYPE", "text")
    monkeypatch.setenv("XR_CORE_VALIDATION_FILE_NAME", str(log))
    yield log
    text = log.read_text(errors="replace") if log.is_file() else ""
    assert "VALID_ERROR" not in text and "VALID_WARNING" not in text, text[-1500:]
    advice = [line for line in capfd.readouterr().err.splitlines() if BEST_PRACTICE.search(line)]
    assert not advice, advice[:5]


@pytest.fixture(scope="module")
def monado() -> Iterator[Monado]:
    """A service with the remote-controlled devices; the environment leads to it.

    It ends with its module: its devices listen at one port, so that two services at a time would take each other's.
    """
    service = Monado()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in service.client_environment().items():
            patch.setenv(name, value)
        with service:
            yield service


@pytest.fixture
def remote(monado: Monado) -> Iterator[Remote]:
    """Moves the head and the controllers; everything is back at rest at the start of each test."""
    connection = Remote()
    connection.send()
    yield connection
    connection.close()


@pytest.fixture
def context() -> Iterator[EglContext]:
    made = EglContext()
    yield made
    made.close()


@pytest.fixture
def display(monado: Monado, context: EglContext) -> Iterator[XrDisplay]:
    """Not open yet."""
    made = XrDisplay(context)
    yield made
    made.close()
