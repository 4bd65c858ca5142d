"""The talk on disk: as it happens, after a crash, and only for those who want it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vr_app.kernel.events import BodyCue, SentenceHeard, SentencePartlyHeard, TurnClosed, TurnOpened
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.store.consents import LEARN, REMEMBER
from vr_app.store.conversation import ConversationStore, open_conversation
from vr_app.store.database import open_database, transaction
from vr_app.store.interactions import Interaction, InteractionStore

ONE, TWO = TurnId(1), TurnId(2)


@pytest.fixture
def store() -> Iterator[ConversationStore]:
    store, notice = open_conversation(None, now=iter(range(1000, 9000)).__next__)
    assert notice == ""
    yield store
    store.close()


def test_a_turn_is_written_as_it_happens(store: ConversationStore) -> None:
    store.scene = "terrace"
    store.record(TurnOpened(ONE, "Hello", "keyboard"))
    assert store.history()[0].outcome == ""
    store.record(SentenceHeard(ONE, 0, "Good evening.", True))
    store.record(BodyCue(ONE))
    store.record(SentenceHeard(ONE, 1, "I am", False))
    store.record(TurnClosed(ONE, "Good evening. I am", "interrupted"))
    (turn,) = store.history()
    assert (turn.said, turn.by, turn.heard, turn.outcome) == ("Hello", "keyboard", "Good evening. I am", "interrupted")
    assert (turn.scene, turn.sentences) == ("terrace", ("Good evening.", "I am"))


def test_the_next_turn_may_open_before_the_last_closes(store: ConversationStore) -> None:
    store.record(TurnOpened(ONE, "One", "keyboard"))
    store.record(TurnOpened(TWO, "Two", "voice"))
    store.record(SentenceHeard(ONE, 0, "Well", False))
    store.record(TurnClosed(ONE, "Well", "interrupted"))
    store.record(TurnClosed(TWO, "", "failed"))
    assert [(turn.said, turn.heard, turn.outcome) for turn in store.history()] == [
        ("One", "Well", "interrupted"),
        ("Two", "", "failed"),
    ]


def test_what_a_crash_left_open_is_joined_as_its_script_is_written(tmp_path: Path) -> None:
    crashed, _ = open_conversation(tmp_path / "talk.sqlite", session="one")
    crashed.record(TurnOpened(ONE, "你好", "keyboard"))
    for index, text in enumerate(("欢迎。", "请坐。", "Sit down.")):
        crashed.record(SentenceHeard(ONE, index, text, True))
    crashed.close()
    mended, _ = open_conversation(tmp_path / "talk.sqlite", session="two")
    assert [(turn.heard, turn.outcome) for turn in mended.history()] == [("欢迎。请坐。 Sit down.", "interrupted")]
    mended.close()


def test_history_is_the_newest_of_one_person_in_order(store: ConversationStore) -> None:
    for number in range(1, 8):
        person = PersonId("ann" if number % 2 else "bob")
        store.record(TurnOpened(TurnId(number), f"line {number}", "voice", person))
        store.record(TurnClosed(TurnId(number), "", "complete", person))
    assert [turn.said for turn in store.history(PersonId("ann"), limit=2)] == ["line 5", "line 7"]
    assert store.next_turn() == 8


def test_history_of_a_scene_reaches_past_a_long_talk_elsewhere(store: ConversationStore) -> None:
    for number in range(1, 31):
        store.scene = "terrace" if number <= 3 else "museum"
        store.record(TurnOpened(TurnId(number), f"line {number}", "voice"))
        store.record(TurnClosed(TurnId(number), "", "complete"))
    assert [turn.said for turn in store.history(limit=2, scene="terrace")] == ["line 2", "line 3"]
    assert store.history(scene="nowhere") == []


def test_who_does_not_want_it_is_not_written_down(store: ConversationStore) -> None:
    shy = PersonId("shy")
    store.consents.decide(shy, REMEMBER, False)
    store.record(TurnOpened(ONE, "secret", "voice", shy))
    store.record(SentenceHeard(ONE, 0, "hush", True, shy))
    store.record(TurnClosed(ONE, "hush", "complete", shy))
    assert store.history(shy) == []
    store.consents.decide(shy, REMEMBER, True)
    store.consents.decide(shy, LEARN, True)
    assert store.consents.granted(shy) == {REMEMBER, LEARN}
    store.record(TurnOpened(TWO, "open", "voice", shy))
    assert [turn.said for turn in store.history(shy)] == ["open"]


def test_what_a_crash_left_open_is_closed_as_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "virgil.db"
    store, _ = open_conversation(path)
    store.record(TurnOpened(ONE, "Hello", "keyboard"))
    store.record(SentencePartlyHeard(ONE, 0, "Good"))
    store.record(SentenceHeard(ONE, 0, "Good evening.", True))
    store.record(SentencePartlyHeard(ONE, 1, "I"))
    store.record(SentencePartlyHeard(ONE, 1, "I am"))
    store.close()
    store, notice = open_conversation(path)
    (turn,) = store.history()
    assert (turn.outcome, turn.heard, notice) == ("interrupted", "Good evening. I am", "")
    assert store.next_turn() == 2
    store.close()


def test_interactions_are_kept_in_order(tmp_path: Path) -> None:
    connection = open_database(None)
    store = InteractionStore(connection, tmp_path, now=lambda: 5.0)
    store.record(Interaction("opened", "terrace"))
    store.record(Interaction("rated", "terrace", 4.0, at_s=7.0))
    assert store.of() == [Interaction("opened", "terrace", at_s=5.0), Interaction("rated", "terrace", 4.0, at_s=7.0)]
    with transaction(connection):
        connection.execute("DELETE FROM interactions")
    assert store.of() == []
    connection.close()


WRITER = """
import sys
from pathlib import Path
from vr_app.kernel.events import SentenceHeard, TurnClosed, TurnOpened
from vr_app.kernel.ids import TurnId
from vr_app.store.conversation import open_conversation
store, _ = open_conversation(Path(sys.argv[1]))
for number in range(store.next_turn(), 10**9):
    turn = TurnId(number)
    store.record(TurnOpened(turn, f"line {number}", "voice"))
    for index in range(3):
        store.record(SentenceHeard(turn, index, f"sentence {number}.{index}", True))
        print(number, index, flush=True)
    store.record(TurnClosed(turn, " ".join(f"sentence {number}.{i}" for i in range(3)), "complete"))
"""


def test_killed_while_writing_everything_recorded_is_there(tmp_path: Path) -> None:
    path = tmp_path / "virgil.db"
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        told = [writer.stdout.readline().split() for _ in range(25)]
        writer.kill()
        told += [line.split() for line in writer.stdout.read().splitlines() if len(line.split()) == 2]
        writer.stdout.close()
        writer.wait()
        store, notice = open_conversation(path)
        assert notice == ""
        turns = {turn.turn: turn for turn in store.history(limit=10**6)}
        for number, index in told:
            assert f"sentence {number}.{index}" in turns[int(number)].sentences
        assert all(turn.outcome in ("complete", "interrupted") for turn in turns.values())
        assert all(turn.heard == " ".join(turn.sentences) for turn in turns.values())
        store.close()
