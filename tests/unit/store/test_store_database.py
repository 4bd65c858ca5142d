"""The database file: made, brought up to date, refused in plain words, never lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from vr_app.kernel.errors import UserError
from vr_app.store import database
from vr_app.store.conversation import open_conversation
from vr_app.store.database import BrokenDatabaseError, open_database, transaction
from vr_app.store.migrations import MIGRATIONS


def test_a_new_database_has_the_newest_format(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "deep" / "virgil.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        for table in ("turns", "sentences_heard", "memories", "interactions"):
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert {"person_id", "consent"} <= columns


def test_an_older_format_is_brought_up_and_kept_beside(tmp_path: Path) -> None:
    path = tmp_path / "virgil.db"
    older = ("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('kept')",)
    open_database(path, older).close()
    with closing(open_database(path, (*older, "ALTER TABLE note ADD COLUMN at_s REAL"))) as connection:
        assert connection.execute("SELECT text, at_s FROM note").fetchall() == [("kept", None)]
    with closing(sqlite3.connect(tmp_path / "virgil.db.format-1")) as backup:
        assert backup.execute("SELECT * FROM note").fetchall() == [("kept",)]


def test_a_failed_step_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "virgil.db"
    older = ("CREATE TABLE note (text TEXT)",)
    open_database(path, older).close()
    with pytest.raises(UserError):
        open_database(path, (*older, "CREATE TABLE other (x); CREATE TABLE note (x)"))
    with closing(open_database(path, older)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("note",)]


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "virgil.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"newer version.*format 99.*Update the app"):
        open_conversation(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "virgil.db"
    path.write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(BrokenDatabaseError, match=r"virgil\.db: the memory file is damaged"):
        open_database(path)
    store, notice = open_conversation(path)
    store.close()
    assert "virgil.db.broken-1" in notice
    assert (tmp_path / "virgil.db.broken-1").read_bytes().startswith(b"this is not")


def test_a_file_damaged_in_the_middle_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "virgil.db"
    with closing(open_database(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096:16384] = b"\xff" * 12288
    path.write_bytes(data)
    with pytest.raises(BrokenDatabaseError):
        open_database(path)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="cannot be used"):
        open_database(tmp_path / "file" / "virgil.db")
    (tmp_path / "virgil.db").mkdir()
    with pytest.raises(UserError, match="cannot be used"):
        open_database(tmp_path / "virgil.db")


def test_a_locked_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "virgil.db"
    monkeypatch.setattr(database, "_BUSY_S", 0.05)
    with closing(open_database(path)) as first, transaction(first):
        store, _ = None, None
        with closing(sqlite3.connect(path, timeout=0.05)), pytest.raises(UserError, match="in use by another program"):
            store, _ = open_conversation(path)
        assert store is None


def test_a_transaction_is_all_or_nothing() -> None:
    with closing(open_database(None)) as connection:
        with pytest.raises(ZeroDivisionError), transaction(connection):
            connection.execute("INSERT INTO persons (person_id, created_s) VALUES ('a', 0)")
            _ = 1 / 0
        assert connection.execute("SELECT count(*) FROM persons").fetchone() == (0,)
