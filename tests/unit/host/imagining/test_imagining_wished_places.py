"""Where a line wishes to be, and the way there."""

from __future__ import annotations

import queue
from pathlib import Path
from typing import Any

import pytest

from vr_app.app.imaginer import Imaginer
from vr_app.host.wants.destinations import wished_place
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.scene.stage_reader import load_stage


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("Take me to a quiet beach at dusk, please.", "a quiet beach at dusk"),
        ("could you bring us to the old market?", "the old market"),
        ("I'd like to be in a snowy forest", "a snowy forest"),
        ("Let's go to a library with a fireplace!", "a library with a fireplace"),
        ("带我去星空下的沙漠吧", "星空下的沙漠"),
        ("我想去海边。", "海边"),
        ("take me somewhere else", ""),
        ("let us go to another place", ""),
        ("What is that tower?", ""),
        ("带我去别的地方", ""),
    ],
)
def test_the_wish_in_a_line(line: str, wish: str) -> None:
    assert wished_place(line) == wish


def test_a_wish_becomes_a_scene_of_the_persons_own_and_leads_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path))
    events: queue.Queue[Any] = queue.Queue()
    imaginer = Imaginer(events.put)
    imaginer.imagine("a quiet beach at dusk")
    while not isinstance(event := events.get(timeout=20), st.SceneCue):
        assert isinstance(event, ev.HostNotice)
    imaginer.close()
    assert event.name == "go"
    folder = Path(str(event.arguments[0]))
    assert folder.parent == tmp_path / "scenes" and load_stage(folder).water is not None


def test_a_refused_wish_is_told_and_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path))
    events: queue.Queue[Any] = queue.Queue()
    imaginer = Imaginer(events.put)
    imaginer.imagine("x" * 20_000)
    assert "characters" in events.get(timeout=20).text
    imaginer.close()
    assert events.empty() and not (tmp_path / "scenes").exists()
