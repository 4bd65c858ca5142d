"""One suite for every embedder: the fake, the encoder itself, and the client that asks its program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Need
from tests.fakes.fake_embedder import FakeEmbedder
from tests.installed_models import EMBEDDER, installed
from vr_app.inference.config import EmbedderConfig
from vr_app.inference.embedder import EmbedderClient
from vr_app.inference.embedder_encoders import SentenceEncoder
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder

Opened = Callable[[], Embedder]


@pytest.fixture(scope="module")
def folder(need: Need) -> Path:
    path = installed(EMBEDDER)
    need(path, f"`vr-app model add {EMBEDDER}`")
    assert path is not None
    return path


@contextmanager
def _client(folder: Path) -> Iterator[EmbedderClient]:
    client = EmbedderClient(EmbedderConfig(path=str(folder)), timeout_s=20.0, back_off_s=(0.0,))
    client.start()
    try:
        client.wait_until_ready()
        yield client
    finally:
        client.close()


@pytest.fixture(scope="module", params=["fake", "encoder", "client", "closely"])
def embedder(request: pytest.FixtureRequest) -> Iterator[Embedder]:
    if request.param == "fake":
        yield FakeEmbedder(["harbour port", "sick ill"])
        return
    folder = request.getfixturevalue("folder")
    if request.param == "encoder":
        yield SentenceEncoder(folder)
        return
    with _client(folder) as client:
        yield client.closely if request.param == "closely" else client


def test_rows_are_of_unit_length_one_for_each_text(embedder: Embedder) -> None:
    texts = ["Where is the harbour?", "打开抽屉", "", "😀 🎉", "\ud800 half", "x" * 20_000, "a\x00b"]
    rows = embedder.embed(texts)
    assert rows.shape == (len(texts), embedder.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)


def test_no_texts_are_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_a_text_has_the_same_place_alone_and_among_others(embedder: Embedder) -> None:
    alone = embedder.embed(["Where is the harbour?"])[0]
    among = embedder.embed([*(f"Text number {n}, of some length." for n in range(150)), "Where is the harbour?"])[-1]
    assert float(alone @ among) > 0.995


def test_what_means_the_same_is_nearer(embedder: Embedder) -> None:
    asked, near, far = embedder.embed(["Where is the harbour?", "Where is the port?", "My cat is ill."])
    assert asked @ near > asked @ far + 0.2


def test_the_two_languages_share_a_space(folder: Path) -> None:
    english = ["Open the drawer", "Light the lamp", "Leave the house", "I am so tired today"]
    chinese = ["把抽屉打开", "把灯点亮", "离开这所房子", "我今天好累"]
    rows = SentenceEncoder(folder).embed([*english, *chinese])
    assert list((rows[4:] @ rows[:4].T).argmax(axis=1)) == [0, 1, 2, 3]


def test_a_killed_program_is_replaced_and_calls_fail_at_once_meanwhile(folder: Path) -> None:
    import os
    import signal
    import time

    with _client(folder) as client:
        pid = client.pid
        assert pid is not None
        os.kill(pid, signal.SIGTERM)
        began_s = time.monotonic()
        with pytest.raises(DeviceError):
            while time.monotonic() - began_s < 20:
                client.embed(["Are you there?"])
        client.wait_until_ready()
        assert client.pid != pid
        assert client.embed(["Are you there?"]).shape == (1, client.dimensions)


def test_a_folder_without_a_model_is_told_in_plain_words(tmp_path: Path) -> None:
    client = EmbedderClient(EmbedderConfig(path=str(tmp_path)))
    client.start()
    try:
        with pytest.raises(DeviceError, match="vr-app setup"):
            client.wait_until_ready()
        with pytest.raises(DeviceError, match="vr-app setup"):
            client.embed(["anything"])
    finally:
        client.close()


def test_the_closer_look_has_the_quick_one_in_it_and_knows_all_languages(folder: Path) -> None:
    texts = ["Where is the harbour?", "港口在哪里？", "I like potatoes."]
    with _client(folder) as client:
        quick, close = client.embed(texts), client.closely.embed(texts)
        assert client.closely.embed([]).shape == (0, close.shape[1])
    assert np.allclose(close[:, : quick.shape[1]] * 2**0.5, quick, atol=1e-6)
    e5 = close[:, quick.shape[1] :] * 2**0.5
    assert np.allclose(np.linalg.norm(e5, axis=1), 1.0, atol=1e-4)
    assert e5[0] @ e5[1] > e5[0] @ e5[2] + 0.05
