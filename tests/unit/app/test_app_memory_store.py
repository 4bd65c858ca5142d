"""The store's thread writes the talk down, gives it back at the next visit, and stops when asked to."""

from __future__ import annotations

from pathlib import Path

from vr_app.app.memory_store import MemoryStore
from vr_app.kernel import events as ev
from vr_app.kernel.ids import DEFAULT_PERSON, TurnId


def opened(path: Path, scene: str = "quay") -> MemoryStore:
    return MemoryStore(path, DEFAULT_PERSON, scene, lambda _: None)


def talk(memory: MemoryStore, turn: int, said: str, heard: str) -> None:
    memory.post(ev.TurnOpened(TurnId(turn), said, "keyboard"))
    memory.post(ev.SentenceHeard(TurnId(turn), 0, heard, True))
    memory.post(ev.TurnClosed(TurnId(turn), heard, "complete"))


def test_the_next_visit_to_the_same_scene_knows_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    memory = opened(path)
    talk(memory, memory.next_turn, "Who are you?", "I am the keeper.")
    memory.enter("hall")
    talk(memory, memory.next_turn + 1, "And here?", "A hall.")
    memory.close()
    again = opened(path)
    again.close()
    assert [exchange.heard for exchange in again.past] == ["I am the keeper."]
    assert again.next_turn == memory.next_turn + 2


def test_nothing_is_written_after_the_person_switched_it_off(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    memory = opened(path)
    memory.writing = False
    talk(memory, memory.next_turn, "A secret.", "I shall keep it.")
    memory.close()
    again = opened(path)
    again.close()
    assert again.past == ()
    assert again.next_turn == memory.next_turn
