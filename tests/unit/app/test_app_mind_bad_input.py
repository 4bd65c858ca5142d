"""What is written badly or far too long: the host reads what can be read, says what it left, and never hangs."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.fakes.fake_embedder import FakeEmbedder
from tests.fakes.made_places import ISLAND, ISLAND_HOST, ISLAND_PAGES, pages_of
from vr_app.app.lore_files import read_lore
from vr_app.app.memory_store import MemoryStore
from vr_app.host.attentive_mind import AttentiveMind
from vr_app.host.card.card_file import card_from_bytes
from vr_app.host.card.lorebook import read_lorebook
from vr_app.host.dialogue import Dialogue
from vr_app.host.knowledge import Knowledge
from vr_app.host.prompt import build_prompt
from vr_app.host.replies.knowing import KnowledgeBrought
from vr_app.host.spoken_mind import SpokenMind
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.kernel import events as ev
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import PersonId
from vr_app.store.passages import PassageIndex

AT_MOST_S = 5.0
FACT = "Das Licht heißt „Käthe“ und misst 12 Meter."
CHINESE = "灯塔建于1871年，是用石头砌的。"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (FACT, "utf-8", ""),
        (FACT, "utf-8-sig", ""),
        (FACT, "utf-16", ""),
        (FACT, "cp1252", "Windows-1252"),
        (CHINESE, "gb18030", "GB 18030"),
        (CHINESE, "utf-16", ""),
    ],
)
def test_lore_in_many_encodings_is_read(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(f"# A\n\n{text}\n".encode(encoding))
    passages, notes = read_lore([page])
    assert [passage.text for passage in passages] == [text]
    assert told in " ".join(notes) and bool(notes) == bool(told)


def test_a_page_that_is_no_text_and_one_that_is_missing_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "c.md").write_text("The mill has two wheels.", encoding="utf-8")
    passages, notes = read_lore([tmp_path / "a.md", tmp_path / "b.md", tmp_path / "c.md"])
    assert passages[-1].text == "The mill has two wheels."
    assert any("b.md cannot be read" in note for note in notes)


def test_fifty_megabytes_of_lore_are_read_in_part_and_that_is_said(tmp_path: Path) -> None:
    page = tmp_path / "long.md"
    page.write_text("The tower has 12 windows and a green door.\n\n" * 1_140_000, encoding="utf-8")
    size = page.stat().st_size
    assert size > 50_000_000
    begun_s = time.process_time()  # the machine may be busy
    passages, notes = read_lore([page])
    known = Knowledge(ISLAND, ISLAND_HOST, passages, PassageIndex())
    assert known.consult("How many windows has the tower?", ISLAND.arrival).how in ("told", "informed")
    assert time.process_time() - begun_s < AT_MOST_S
    assert "very long" in notes[0] and page.stat().st_size == size


@pytest.mark.parametrize("said", ["🙂🙂🙂", "a" * 20_000, "啊" * 20_000, "\u200b\u202e", "?" * 5000, "%s {0} {{char}}"])
def test_an_odd_turn_is_answered_or_told_off_in_time(said: str) -> None:
    dialogue = Dialogue(ISLAND_HOST, ISLAND)
    dialogue.handle(ev.InferenceFailed("voice", None, "in writing", False))
    known = Knowledge(ISLAND, ISLAND_HOST, pages_of(ISLAND_PAGES), PassageIndex(), FakeEmbedder())
    dialogue.handle(KnowledgeBrought(ISLAND, known))
    mind = AttentiveMind(SpokenMind(dialogue, dialogue), dialogue, None)
    begun_s = time.monotonic()
    results = mind.handle(ev.VisitorSpoke(said))
    assert time.monotonic() - begun_s < AT_MOST_S
    assert any(isinstance(one, (ev.Generate, ev.SentenceReady, ev.HostNotice)) for one in results)
    prompts = [message.content for one in results if isinstance(one, ev.Generate) for message in one.messages]
    assert all(len(prompt) < 20_000 for prompt in prompts)


SLY = (
    "<script>alert(1)</script><img src=x onerror=y>",
    "{% for x in ''.__class__.__mro__ %}{{ config }}{% endfor %}",
    "%s%n {0.__class__} {self} ${HOME}",
    "../../../../etc/passwd and ..\\..\\windows\\system32",
)


@pytest.mark.parametrize("text", SLY)
def test_code_in_a_card_stays_words(text: str, tmp_path: Path) -> None:
    fields = {"name": f"Mei {text}", "description": f"Mei keeps bees. {text}", "extensions": {"k": text}}
    card = {"spec": "chara_card_v3", "spec_version": "3.0", "data": fields}
    persona = card_from_bytes(json.dumps(card).encode(), tmp_path / "mei.json")
    assert persona.card == card  # no key is lost
    system = build_prompt(persona, ISLAND, estimated_tokens).system.content
    assert "root:" not in system and "class 'str'" not in system
    assert persona.name.isprintable() and persona.name.startswith("Mei")


@pytest.mark.parametrize("version", ["3.1", "4.0", "99", 7])
def test_a_card_of_a_future_version_is_read_as_far_as_it_is_known(version: object, tmp_path: Path) -> None:
    card = {"spec": "chara_card_v9", "spec_version": version, "data": {"name": "Mei", "description": "d", "new": [1]}}
    persona = card_from_bytes(json.dumps(card).encode(), tmp_path / "mei.json")
    assert persona.name == "Mei" and persona.card == card


@pytest.mark.parametrize("fields", [{"name": 5}, {"name": "Mei", "description": ["x"]}, {"name": "Mei", "tags": 7}])
def test_wrong_types_in_a_card_are_named(fields: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="must be") as caught:
        card_from_bytes(json.dumps({"data": fields, "spec": "chara_card_v2"}).encode(), tmp_path / "mei.json")
    assert "mei.json" in str(caught.value)


def test_a_large_lorebook_that_calls_itself_is_done_in_time() -> None:
    entries = [
        {"keys": [f"key{n}", "lamp"], "content": f"key{(n + 1) % 10_000} and the lamp", "enabled": True}
        for n in range(10_000)
    ]
    book = read_lorebook({"entries": entries, "recursive_scanning": True, "extensions": {}})
    begun_s = time.monotonic()
    found = book.matching(["the lamp of key17"], estimated_tokens, 60)
    assert time.monotonic() - begun_s < AT_MOST_S and 0 < len(found) < 60


def test_a_database_of_somebody_elses_is_put_aside_and_the_visit_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"not a database at all" * 500)
    told: list[object] = []
    store = MemoryStore(path, PersonId("ann"), "pier", told.append)
    assert list(store.facts()) == []
    store.close()
    assert [file for file in tmp_path.iterdir() if file.name.startswith("memory") and file != path]
    assert any(isinstance(one, ev.HostNotice) for one in told)
