"""Optional libraries: which are missing, which torch serves, what happens where an index does not answer."""

from __future__ import annotations

import importlib.metadata

import pytest

from tests.fakes.hub_server import HubServer
from vr_app.install.extras import index_answers, missing_requirements, requirements_of, torch_installed
from vr_app.install.torch_build import TorchBuild


def test_the_groups_are_those_of_the_project() -> None:
    assert any(line.startswith("piper-tts") for line in requirements_of("piper"))
    assert "torch" in requirements_of("torch")
    assert all(";" not in line for group in ("piper", "torch", "listen", "test") for line in requirements_of(group))


def test_what_is_installed_is_not_missing() -> None:
    assert not [line for line in missing_requirements(("test",)) if line.startswith("pytest")]


def test_an_index_that_does_not_answer_is_noticed_and_one_that_lacks_a_page_answers() -> None:
    with HubServer() as server:
        assert index_answers(server.endpoint)
        gone = server.endpoint
    assert not index_answers(gone)


@pytest.mark.torch
def test_the_installed_torch_serves_a_cpu_and_no_other_version_does() -> None:
    have = importlib.metadata.version("torch").partition("+")[0]
    assert torch_installed(TorchBuild("cpu", f"torch=={have}", "", ""))
    assert not torch_installed(TorchBuild("cpu", "torch==0.0.1", "", ""))
    assert not torch_installed(TorchBuild("rocm", f"torch=={have}", "", ""))
