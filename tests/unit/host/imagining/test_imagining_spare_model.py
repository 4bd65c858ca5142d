"""The talk's own model writes places while the host does not need it; places one dwells on are made ahead."""

from __future__ import annotations

import json
import queue
import threading
from pathlib import Path
from typing import Any

import pytest

from vr_app.app.imaginer import Imaginer
from vr_app.app.spare_model import SpareModel
from vr_app.host.imagining.foresight import answers, foreseen_place
from vr_app.host.imagining.wish import read_wish
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.stage_reader import load_stage

PLAN = json.dumps(
    {
        "title": "Quiet Pier",
        "mood": "calm",
        "things": ["telescope", "globe", "piano"],
        "about": "A pier.",
        "view": ["sea", "Dark water."],
        "lore": ["bell", "It rang."],
    }
)


class WritingProgram:
    """Stands for the program that holds the model: writes PLAN, three characters at a time, as it is told to go on."""

    def __init__(self) -> None:
        self.jobs: queue.Queue[Any] = queue.Queue()
        self.note: Any = None

    def send(self, command: Any) -> None:
        self.jobs.put(command)

    def write(self, most: int = len(PLAN)) -> ev.Generate:
        job = self.jobs.get(timeout=20)
        while not isinstance(job, ev.Generate):
            job = self.jobs.get(timeout=20)
        assert job.turn < 0 and job.json_schema
        for begin in range(0, min(most, len(PLAN)), 3):
            assert self.note(ev.TokensGenerated(job.turn, PLAN[begin : min(begin + 3, most)]))
        if most >= len(PLAN):
            assert self.note(ev.GenerationFinished(job.turn, "stop"))
        return job


@pytest.fixture
def program() -> WritingProgram:
    return WritingProgram()


def test_the_host_goes_first_and_nothing_is_written_twice(program: WritingProgram) -> None:
    model = SpareModel(program.send)
    program.note = model.note
    taken: list[str] = []
    writer = threading.Thread(target=model, args=([ev.Message("user", "x")], "{}", 300, taken.append))
    writer.start()
    model.note(ev.ModelReady("language", "m", "e", 0.1))
    first = program.write(30).turn
    assert not model.note(ev.Generate(TurnId(4), ()))
    assert program.jobs.get(timeout=5) == ev.CancelTurn(first)
    assert model.note(ev.GenerationFinished(first, "cancelled"))
    assert program.jobs.empty()
    assert not model.note(ev.GenerationFinished(TurnId(4), "stop"))
    assert program.write().turn != first, "what was cancelled once stays cancelled"
    writer.join(10)
    assert "".join(taken) == PLAN


def test_work_that_asks_later_goes_first(program: WritingProgram) -> None:
    """As captions do beside a place that is being imagined."""
    places = SpareModel(program.send)

    def send(job: Any) -> None:
        places.note(job)
        program.send(job)

    captions = SpareModel(send, hold_s=0.0)
    program.note = lambda event: places.note(event) | captions.note(event)
    program.note(ev.ModelReady("language", "m", "e", 0.1))
    taken: dict[str, list[str]] = {"place": [], "caption": []}
    threads = [
        threading.Thread(target=model, args=([], "{}", 300, taken[name].append))
        for name, model in (("place", places), ("caption", captions))
    ]
    threads[0].start()
    written = program.write(30).turn
    threads[1].start()
    assert program.jobs.get(timeout=5) == ev.CancelTurn(written)
    caption = program.write().turn
    assert not taken["caption"] or caption < written
    program.note(ev.GenerationFinished(written, "cancelled"))
    program.write()
    for thread in threads:
        thread.join(10)
    assert "".join(taken["place"]) == "".join(taken["caption"]) == PLAN


def test_the_model_is_free_once_the_host_has_failed_too(program: WritingProgram) -> None:
    model = SpareModel(program.send)
    program.note = model.note
    model.note(ev.ModelReady("language", "m", "e", 0.1))
    model.note(ev.Generate(TurnId(3), ()))
    model.note(ev.Generate(TurnId(4), ()))
    assert not model.note(ev.InferenceFailed("language", TurnId(4), "It failed.", True))
    taken: list[str] = []
    writer = threading.Thread(target=model, args=([], "{}", 300, taken.append))
    writer.start()
    program.write()
    writer.join(10)
    assert "".join(taken) == PLAN


def test_without_a_model_it_says_so_at_once() -> None:
    model = SpareModel(lambda _job: None)
    model.note(ev.InferenceFailed("language", None, "No language model is installed.", False))
    with pytest.raises(DeviceError, match="installed"):
        model([], "{}", 10, lambda _text: None)


def test_one_is_led_there_at_once_and_the_rest_comes_into_being(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: WritingProgram
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path))
    events: queue.Queue[Any] = queue.Queue()
    imaginer = Imaginer(events.put, send=program.send)
    program.note = imaginer.note
    imaginer.note(ev.ModelReady("language", "m", "e", 0.1))
    imaginer.imagine("a quiet beach at dusk")
    while not isinstance(cue := events.get(timeout=20), st.SceneCue):
        pass
    folder = Path(str(cue.arguments[0]))
    before = {thing.id for thing in load_stage(folder).things}
    host = (folder / "host.json").read_text(encoding="utf-8")
    assert "host" not in json.loads(program.write().json_schema)["properties"]
    imaginer._threads[-1].join(20)
    stage = load_stage(folder)
    assert stage.title == "Quiet Pier" and {"telescope", "piano"} <= {thing.id for thing in stage.things} - before
    assert (folder / "host.json").read_text(encoding="utf-8") == host, "who greeted stays"
    imaginer.close()

    changed = (folder / "scene.toml").read_text(encoding="utf-8") + "# mine\n"
    (folder / "scene.toml").write_text(changed, encoding="utf-8")
    again = Imaginer(events.put, send=program.send)  # on another day
    while not events.empty():
        events.get()
    again.imagine("a quiet beach at dusk")
    assert events.get(timeout=20).arguments == (str(folder),)
    again.close()
    assert (folder / "scene.toml").read_text(encoding="utf-8") == changed and program.jobs.empty()


def test_a_place_one_dwells_on_is_there_when_it_is_wished_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: WritingProgram
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path))
    events: queue.Queue[Any] = queue.Queue()
    imaginer = Imaginer(events.put, send=program.send, idle_s=0.0)
    program.note = imaginer.note
    imaginer.note(ev.ModelReady("language", "m", "e", 0.1))
    imaginer.note(ev.VisitorSpoke("I have always loved a snowy forest."))
    imaginer.note(ev.TurnClosed(TurnId(1), "", "complete"))
    program.write()
    imaginer._threads[-1].join(20)
    assert events.empty(), "nobody is told and nobody is led anywhere"
    imaginer.imagine("the snowy forest")
    cue = events.get(timeout=20)
    assert isinstance(cue, st.SceneCue) and load_stage(Path(str(cue.arguments[0]))).title == "Quiet Pier"
    imaginer.close()
    assert program.jobs.empty()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("I have always loved a snowy forest.", "snowy forest"),
        ("I miss the old harbour at night", "old harbour at night"),
        (
            "I have always loved a quiet beach at dusk with a lighthouse.",
            "quiet beach at dusk with a lighthouse",
        ),
        ("What is that tower?", ""),
        ("The forest is over there.", ""),
        ("我最喜欢下雪的森林", "下雪的森林"),
    ],
)
def test_what_a_line_dwells_on(line: str, place: str) -> None:
    assert foreseen_place(line) == place


def test_a_foreseen_place_answers_only_what_it_holds() -> None:
    search = WordSearch(installed_things())
    made = read_wish("snowy forest", search)
    assert answers(made, read_wish("the snowy forest", search))
    for other in ("a snowy forest with a piano", "a sunny forest at noon", "a beach", "下雪的森林"):
        assert not answers(made, read_wish(other, search)), other
