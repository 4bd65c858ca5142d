"""What is written about scenes is read ahead, once; a scene that cannot be read is told and passed over."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.fake_embedder import FakeEmbedder
from vr_app.app.kept_meanings import KeptMeanings
from vr_app.app.scenes_read import read_scenes
from vr_app.kernel.resources import resource_path
from vr_app.store.meanings import MeaningStore

PLACES = resource_path("assets") / "mind" / "weighed"


def test_scenes_are_read_once_and_a_broken_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "scene.toml").write_text("title = [", encoding="utf-8")
    folders = [tmp_path / "broken", PLACES / "desert-inn", PLACES / "kelp-station"]
    said: list[str] = []
    fake = FakeEmbedder()
    for _ in range(2):
        read_scenes(folders, KeptMeanings(fake, MeaningStore(tmp_path / "meanings.sqlite", "fake")), said.append)
        asked = [text for call in fake.calls for text in call]
        assert len(asked) > 100
        assert len(asked) == len(set(asked)), "nothing is worked out twice"
    assert len(said) == 6
    assert "broken" in said[0] and "desert-inn" in said[1] and "kelp-station" in said[2]
