"""What is forgotten is gone: from the rows, the file's bytes and every backup."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from vr_app.kernel.events import SentenceHeard, TurnClosed, TurnOpened
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.store.conversation import ConversationStore, open_conversation

ANNA, BO = PersonId("anna"), PersonId("bo")
SECRET = "I have a parrot called Zephyrine."


def talk(store: ConversationStore, turn: int, said: str, heard: str, person: PersonId = ANNA) -> None:
    store.record(TurnOpened(TurnId(turn), said, "keyboard", person))
    store.record(SentenceHeard(TurnId(turn), 0, heard, True, person))
    store.record(TurnClosed(TurnId(turn), heard, "complete", person))


def bytes_beside(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


def filled(path: Path) -> ConversationStore:
    store, _ = open_conversation(path)
    talk(store, 1, f"Hello. {SECRET}", "Zephyrine is a lovely name.")
    talk(store, 2, "How old is the dome?", "Very old.")
    talk(store, 3, SECRET, "Yours too?", BO)
    store.memories.keep(SECRET, "fact", ANNA)
    store.memories.keep("I live in Bergen.", "fact", ANNA)
    store.memories.keep(SECRET, "fact", BO)
    return store


def test_an_entry_goes_with_the_turns_in_which_it_was_said(tmp_path: Path) -> None:
    store = filled(tmp_path / "memory.sqlite")
    assert store.forget([SECRET], ANNA) >= 2
    assert [entry.text for entry in store.memories.all(ANNA)] == ["I live in Bergen."]
    assert [turn.said for turn in store.history(ANNA)] == ["How old is the dome?"]
    assert [entry.text for entry in store.memories.all(BO)] == [SECRET]
    store.close()


def test_nothing_is_left_in_file_log_or_backup(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    store = filled(path)
    store.close()
    shutil.copy(path, tmp_path / "memory.sqlite.format-1")
    (tmp_path / "memory.sqlite.broken-1").write_bytes(b"not a database, but it says Zephyrine")
    store, _ = open_conversation(path)
    store.forget_all(ANNA)
    store.forget_all(BO)
    assert b"Zephyrine" not in bytes_beside(path)
    store.close()
    assert b"Zephyrine" not in bytes_beside(path)
    assert not (tmp_path / "memory.sqlite.broken-1").exists()


def test_an_entry_can_be_corrected(tmp_path: Path) -> None:
    store = filled(tmp_path / "memory.sqlite")
    number = store.memories.all(ANNA)[1].id
    assert store.memories.edit(number, "I live in Oslo.", ANNA)
    assert not store.memories.edit(number, "I live in Rome.", BO)
    assert store.memories.all(ANNA)[1].text == "I live in Oslo."
    store.close()


def test_of_a_damaged_file_what_can_be_read_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    store = filled(path)
    for turn in range(10, 400):
        talk(store, turn, f"line {turn} " + "x" * 200, "answer " + "y" * 200)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\xff" * 8192)
    store, notice = open_conversation(path)
    assert "damaged" in notice and "could be saved" in notice
    assert len(store.history(ANNA, limit=1000)) > 50
    assert (tmp_path / "memory.sqlite.broken-1").exists()
    store.close()
