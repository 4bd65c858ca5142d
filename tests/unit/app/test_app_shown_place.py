"""The place one is in while it comes and while it is edited: it grows, changes and mends, and the visitor stays."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vr_app.app.live_scene import LiveScene, SceneChanged
from vr_app.app.places import open_place
from vr_app.app.shown_place import AllShown, ShownPlace, Surrounds
from vr_app.app.sound_space import SoundSpace
from vr_app.app.world import MouthTracks, World
from vr_app.audio.playout_speaker import PlayoutSpeaker
from vr_app.audio.sound_pose import SoundPose
from vr_app.host.place.place_changed import PlaceChanged
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import BodyCue, HostNotice
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Playhead
from vr_app.loading.scene_folder import compose_stage
from vr_app.loading.scene_loader import SceneFailed, SceneGrowing, SceneReady
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.transform import translation

YARD = (
    'format = 2\ntitle = "Yard"\ndescription = "A yard."\n[ground]\n'
    '[[thing]]\nid = "well"\nname = "well"\nsize = [1, 1, 1]\nat = [3, 0, -5]\n'
)
STOOLS = '[[thing]]\nid = "stool"\nname = "stool"\nsize = [0.4, 0.5, 0.4]\ncount = 4\naround = "well"\n'
PATIENCE_S = 60.0


class Visit:
    """A place with all round it that it needs; `take` handles what comes until one of a kind has been handled."""

    def __init__(self, folder: Path) -> None:
        self.events: queue.Queue[Any] = queue.Queue()
        self.told: list[Any] = []
        self.settled: list[str] = []
        self.world = World(Latest(BodyCue(None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
        speaker = PlayoutSpeaker(self.told.append)
        self.sound = SoundSpace(speaker, SoundPose, self.told.append)
        surrounds = Surrounds(
            self.world,
            self.sound,
            speaker,
            self.events.put,
            self.told.append,
            lambda persona: persona,
            tuple,
            self.settled.append,
        )
        self.place = ShownPlace(open_place(folder), surrounds, None)

    def take(self, kind: type) -> Any:
        while True:
            event = self.events.get(timeout=PATIENCE_S)
            shown = self.place.note(event)
            if isinstance(event, kind):
                return shown if shown is not None else event

    @property
    def things(self) -> list[str]:
        living = self.world.living.get()
        return [] if living is None else sorted(set(living.scene.placements) - {"host"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "yard").mkdir()
    (tmp_path / "yard" / "scene.toml").write_text(YARD + STOOLS, encoding="utf-8")
    return tmp_path / "yard"


@pytest.fixture
def visit(folder: Path) -> Iterator[Visit]:
    visit = Visit(folder)
    yield visit
    visit.place.close()
    visit.sound.close()


def test_a_part_is_seen_first_and_only_the_whole_is_an_arrival(folder: Path, visit: Visit) -> None:
    part = compose_stage(load_stage(folder, None))
    (folder / "scene.toml").write_text(YARD, encoding="utf-8")
    well = compose_stage(load_stage(folder, None))
    assert visit.place.note(SceneGrowing(1, folder, well)) is None
    assert visit.things == ["well"] and not visit.place.is_settled
    visit.place.note(AllShown(well))
    assert visit.settled == [], "one has not arrived while things are still to come"
    visit.place.note(SceneGrowing(1, folder / "elsewhere", part))
    assert visit.things == ["well"], "of a place one has left nothing is shown"
    visit.place.note(SceneReady(1, folder, part))
    visit.place.note(AllShown(part))
    assert visit.things == ["stool-1", "stool-2", "stool-3", "stool-4", "well"] and visit.settled == [""]


def test_a_save_changes_what_is_seen_and_known_and_nobody_is_moved(folder: Path, visit: Visit) -> None:
    visit.place.request()
    visit.take(SceneReady)
    whole = visit.world.living.get()
    assert whole is not None
    visit.place.note(AllShown(whole.scene))
    live: LiveScene = visit.place._live
    watching = Latest(False)
    live.watching = lambda: watching.set(True)
    visit.world.world_from_tracking.set(translation((2.0, 0.0, 1.0)))
    head = translation((0.0, 1.6, 0.0))
    assert visit.world(1.0, head) is not None
    stood = visit.world.viewpoint.get()
    while not watching.get():
        visit.place._live._stop.wait(0.02)
    (folder / "scene.toml").write_text(
        YARD.replace('"well"\nsize', '"deep well"\nsize') + STOOLS.replace("4\n", "2\n"), encoding="utf-8"
    )
    changed = visit.take(SceneChanged)
    assert isinstance(changed, SceneChanged) and visit.things == ["stool-1", "stool-2", "well"]
    assert visit.world(2.0, head) is not None
    assert visit.world.viewpoint.get() == stood and visit.settled == [""], "no second arrival"
    np.testing.assert_array_equal(visit.world.world_from_tracking.get(), translation((2.0, 0.0, 1.0)))
    known = visit.take(PlaceChanged)
    assert "deep well" in [thing.name for thing in known.place.things], "the host knows what is there now"
    (folder / "scene.toml").write_text(YARD + "colour = red\n", encoding="utf-8")
    notice = visit.take(HostNotice)
    assert "scene.toml:10:10" in notice.text and visit.things == ["stool-1", "stool-2", "well"], "the last good one"
    (folder / "scene.toml").write_text(YARD, encoding="utf-8")
    visit.take(SceneChanged)
    assert visit.things == ["well"] and visit.world.viewpoint.get() == stood


def test_a_place_that_cannot_be_shown_is_told_and_one_stays_under_the_sky(folder: Path, visit: Visit) -> None:
    told = visit.place.note(SceneFailed(1, folder, UserError("no such thing")))
    assert isinstance(told, HostNotice) and "no such thing" in told.text and visit.settled == ["no such thing."]
    assert visit.place.note(SceneFailed(1, folder / "elsewhere", UserError("x"))) is None


def test_what_is_wrong_is_told_once_on_a_save_and_on_going_there(folder: Path, visit: Visit) -> None:
    stage_file, good = folder / "scene.toml", YARD + STOOLS
    lacking = YARD + '[[thing]]\nid = "chair"\nasset = "assets/chair.glb"\nat = [1, 0, -3]\n'

    def told_after(text: str, *, gone_to: bool) -> list[str]:
        stage_file.write_text(text, encoding="utf-8")
        opened, scene = open_place(folder), compose_stage(load_stage(folder, None))
        if gone_to:
            visit.place.enter(opened)
        visit.place.note(SceneReady(1, folder, scene) if gone_to else SceneChanged(folder, scene, opened, 0.0))
        told = [event.text for event in visit.told if isinstance(event, HostNotice) and "chair.glb" in event.text]
        visit.told.clear()
        return told

    assert told_after(good, gone_to=False) == []
    assert len(told_after(lacking, gone_to=False)) == 1
    assert told_after(lacking, gone_to=False) == [], "another save repeats nothing"
    assert told_after(good, gone_to=False) == []
    assert len(told_after(lacking, gone_to=False)) == 1, "what comes back is told again"
    assert len(told_after(lacking, gone_to=True)) == 1
