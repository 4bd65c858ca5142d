"""What setup would fetch on which machine, and how it refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vr_app.install.catalogue import find_model
from vr_app.install.engine_library import build_for
from vr_app.install.machine import Machine
from vr_app.install.model_store import ModelStore
from vr_app.install.setup import Wish, make_plan, provide_system, set_up
from vr_app.install.source import gigabytes, need_writable
from vr_app.install.system_libraries import Need
from vr_app.install.torch_build import NO_GPU, Gpu
from vr_app.kernel.errors import UserError

LAPTOP = Machine("linux", 16_000, NO_GPU)
SMALL = Machine("linux", 4_000, NO_GPU)
GAMING = Machine("windows", 32_000, Gpu("nvidia", "GeForce RTX 4090", 24_564, (581, 8), (8, 9)))


ALWAYS = ["en_US-joe-medium", "whisper-tiny.en", "smart-turn", "sentences"]


def planned(wish: Wish, machine: Machine, data: Path) -> list[str]:
    return [model.name for model in make_plan(wish, machine, ModelStore(data)).models]


@pytest.mark.parametrize(
    ("wish", "machine", "models"),
    [
        (Wish(), LAPTOP, ["qwen2.5-coder-1.5b", *ALWAYS]),
        (Wish(), SMALL, ["smollm2-135m", *ALWAYS]),
        (Wish(), GAMING, ["qwen3-8b", *ALWAYS]),
        (Wish(tier="tiny"), GAMING, ["smollm2-135m", *ALWAYS]),
        (Wish(tier="qwen3-4b"), LAPTOP, ["qwen3-4b", *ALWAYS]),
        (
            Wish(testing=True),
            SMALL,
            ["smollm2-135m", *ALWAYS, "qwen2.5-coder-1.5b"],
        ),
    ],
)
def test_what_is_fetched(wish: Wish, machine: Machine, models: list[str], tmp_path: Path) -> None:
    assert planned(wish, machine, tmp_path) == models


def test_only_a_gpu_that_carries_a_model_brings_torch(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    assert not make_plan(Wish(), LAPTOP, store).torch
    plan = make_plan(Wish(), GAMING, store)
    assert plan.torch and plan.build.kind == "cuda"
    assert any("torch" in line and "GB" in line for line in plan.lines)


def test_a_model_that_is_here_is_kept_unless_another_is_asked_for(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    tiny = find_model("smollm2-135m")
    assert tiny is not None
    path = tmp_path / "mine.gguf"
    path.write_bytes(b"GGUF")
    store.record("mine", "language", "mine.gguf", path, "0" * 64)
    assert planned(Wish(), LAPTOP, tmp_path) == ALWAYS
    assert planned(Wish(tier="default"), LAPTOP, tmp_path) == ["qwen2.5-coder-1.5b", *ALWAYS]


def test_every_line_shows_size_and_licence(tmp_path: Path) -> None:
    lines = make_plan(Wish(), LAPTOP, ModelStore(tmp_path)).lines
    assert lines[0].startswith("Qwen2.5-Coder 1.5B Instruct, Q4_K_M: 1.1 GB, Apache-2.0")


@pytest.mark.parametrize(("tier", "code"), [("gpu", 3), ("enormous", 2), ("en_US-joe-medium", 2)])
def test_a_tier_that_cannot_be_had(tier: str, code: int, tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        make_plan(Wish(tier=tier), LAPTOP, ModelStore(tmp_path))
    assert raised.value.exit_code == code and raised.value.remedy


def test_no_means_nothing_is_fetched(tmp_path: Path) -> None:
    said: list[str] = []
    asked: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        return False

    wish = Wish(tier="tiny", system=False)
    assert not set_up(wish, tmp_path, say=said.append, ask=ask, progress=lambda *_: None, machine=SMALL)
    library = build_for()
    models_bytes = 161_568_520 + 127_921_529 + 86_769_776
    assert asked == [f"Fetch {gigabytes(models_bytes + (library.size_bytes if library else 0))}?"]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.name == "nt", reason="a Linux system's libraries")
def test_what_no_package_manager_brings_is_named(tmp_path: Path) -> None:
    need = Need("libnever.so.77", "dreams", "", "", "")
    with pytest.raises(UserError, match=r"lacks libnever\.so\.77 \(dreams\)") as raised:
        provide_system([need], say=lambda _: None, log=tmp_path / "log")
    assert raised.value.exit_code == 3


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(UserError, match=r"data is a file, not a folder"):
        need_writable(tmp_path / "data")
    need_writable(tmp_path / "new" / "folder")
    assert list((tmp_path / "new" / "folder").iterdir()) == []
