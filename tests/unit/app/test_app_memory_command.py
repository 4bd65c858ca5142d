"""`vr-app memory` and `vr-app card`, as a person types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from vr_app.app.main import main
from vr_app.app.memory_store import MemoryStore
from vr_app.kernel import events as ev
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.kernel.resources import resource_path

PERSON = PersonId("visitor")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VR_APP_CONFIG_DIR", str(tmp_path / "config"))
    store = MemoryStore(tmp_path / "memory.sqlite", PERSON, "island", lambda event: None)
    for turn, said in enumerate(
        ("My name is Anna.", "I have a dog called Rex.", "How old is it?", "My name is Hanna."), 1
    ):
        store.post(ev.TurnOpened(TurnId(turn), said, "keyboard", PERSON))
        store.post(ev.TurnClosed(TurnId(turn), "I see.", "complete", PERSON))
    store.close()
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str]) -> dict[int, str]:
    capsys.readouterr()
    assert main(["memory", "list", "--json"]) == 0
    return {entry["number"]: entry["text"] for entry in json.loads(capsys.readouterr().out)}


def test_what_was_told_is_listed_corrected_and_forgotten(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = listed(capsys)
    assert list(entries.values()) == ["I have a dog called Rex.", "My name is Hanna."]
    number = next(iter(entries))
    assert main(["memory", "edit", str(number), "I have a cat called Rex."]) == 0
    assert listed(capsys)[number] == "I have a cat called Rex."
    assert main(["memory", "forget", str(number)]) == 0
    assert listed(capsys) == {n: text for n, text in entries.items() if n != number}
    assert main(["memory", "forget", "--all"]) == 0
    assert listed(capsys) == {}
    assert b"Hanna" not in (data / "memory.sqlite").read_bytes()


def test_everything_can_be_taken_along(data: Path) -> None:
    file = data / "mine.json"
    assert main(["memory", "export", str(file)]) == 0
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert len(kept["turns"]) == 4 and len(kept["memories"]) == 2


def test_without_consent_nothing_is_kept(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", "consent", "no"]) == 0
    store = MemoryStore(data / "memory.sqlite", PERSON, "island", lambda event: None)
    store.post(ev.TurnOpened(TurnId(90), "I live in Bergen.", "keyboard", PERSON))
    store.post(ev.TurnClosed(TurnId(90), "I see.", "complete", PERSON))
    store.close()
    assert "I live in Bergen." not in listed(capsys).values()


def test_wrong_numbers_get_a_plain_message(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", "edit", "999", "x"]) == 2
    assert main(["memory", "forget"]) == 2
    assert "There is no entry 999" in capsys.readouterr().err


def test_a_card_goes_out_and_comes_back_with_every_key(data: Path) -> None:
    scene = data / "hall"
    shutil.copytree(resource_path("scenes") / "museum-hall", scene, ignore=shutil.ignore_patterns("assets"))
    (scene / "assets").mkdir()
    card = json.loads((scene / "host.json").read_text(encoding="utf-8"))
    card["data"]["character_book"] = {"entries": [{"keys": ["whale"], "content": "Big.", "odd": [1, {"x": None}]}]}
    card["data"]["extensions"]["other/app"] = {"depth": 4}
    card["strange"] = {"kept": True}
    source = data / "card.json"
    source.write_text(json.dumps(card), encoding="utf-8")
    for step, name in (("card.json", "a.charx"), ("a.charx", "b.json")):
        assert main(["card", "export", str(data / step), str(data / name)]) == 0
    assert json.loads((data / "b.json").read_text(encoding="utf-8")) == card
    assert main(["card", "import", str(data / "a.charx"), str(scene)]) == 0
    assert main(["card", "export", str(scene), str(data / "c.json")]) == 0
    assert json.loads((data / "c.json").read_text(encoding="utf-8")) == card
