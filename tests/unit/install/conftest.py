"""A tiny catalogue whose bytes these tests know, and a hub and a registry of their own."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.hub_server import HubServer
from vr_app.install.catalogue import Model, ModelFile
from vr_app.install.model_store import ModelStore

CONTENT = random.Random(7).randbytes(700_000)
CONFIG = b'{"audio": {"sample_rate": 22050}}'


def known_file(name: str, content: bytes, member: str = "") -> ModelFile:
    digest = hashlib.sha256(content).hexdigest()
    return ModelFile(name, len(content), digest, f"maker/tiny/resolve/main/{name}", member)


MIND = Model(
    name="tiny-mind", kind="language", title="A tiny mind", licence="CC0-1.0", files=(known_file("mind.gguf", CONTENT),)
)
VOICE = Model(
    name="tiny-voice",
    kind="voice",
    title="A tiny voice",
    licence="CC0-1.0",
    files=(known_file("voice.onnx", CONTENT), known_file("voice.onnx.json", CONFIG)),
)


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model of the person's other programs is looked at."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("HF_HOME", "HF_HUB_CACHE", "XDG_CACHE_HOME", "OLLAMA_MODELS", "HF_HUB_OFFLINE", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "data", (MIND, VOICE))


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        server.behaviour.files = {
            "/maker/tiny/resolve/main/mind.gguf": CONTENT,
            "/maker/tiny/resolve/main/voice.onnx": CONTENT,
            "/maker/tiny/resolve/main/voice.onnx.json": CONFIG,
        }
        yield server
