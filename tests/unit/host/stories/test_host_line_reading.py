"""What words are, as a model weighs them: trusted only where it tells known words apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from vr_app.host.stories.line_reading import LineReader, view_reading, wish_reading
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

ITEMS = ("she_was_right", "she_was_wrong")


def new_turn() -> TurnId:
    return TurnId(7)


def answered(reader: LineReader, asked: list[Any], answer: Callable[[ev.Generate], str]) -> int:
    """Answers all that is asked; returns how often."""
    count = 0
    while asked:
        [request] = asked
        assert isinstance(request, ev.Generate) and request.turn == TurnId(7)
        count += 1
        assert reader.takes(ev.TokensGenerated(request.turn, answer(request))) == []
        asked = reader.takes(ev.GenerationFinished(request.turn, "stop")) or []
    return count


def weighs(ahead: dict[str, float], usual: float = 0.0) -> Callable[[ev.Generate], str]:
    """A model that holds a wish so much likelier than talk."""

    def answer(request: ev.Generate) -> str:
        said = request.messages[-1].content.partition("Guest: ")[2]
        return json.dumps([0.0, ahead.get(said, usual)])

    return answer


KNOWN = {said: (2.0 if label else 0.5) for said, label in wish_reading().probes}


def test_words_are_weighed_against_halfway_between_the_known_ones() -> None:
    reader = LineReader(wish_reading(), "What would you ask it?")
    answer = weighs({**KNOWN, "Late.": 1.0, "Soon?": 1.5})
    assert answered(reader, reader.read(["Late.", "Soon?"], new_turn), answer) == len(KNOWN) + 2
    assert reader.fit and not reader.reads
    assert reader.wishes("Late.") == pytest.approx(-0.25) and reader.wishes("Soon?") == pytest.approx(0.25)
    assert reader.read(["Soon?"], new_turn) == []  # nothing is weighed twice


def test_a_model_that_tells_nothing_apart_is_not_asked_on() -> None:
    reader = LineReader(wish_reading(), "What would you ask it?")
    assert answered(reader, reader.read(["Late."], new_turn), weighs({}, 4.0)) == len(KNOWN)
    assert reader.fit is False and reader.read(["Soon?"], new_turn) == []


def test_what_cannot_be_read_ends_it_and_a_named_label_counts() -> None:
    reader = LineReader(wish_reading(), "What would you ask it?")
    assert answered(reader, reader.read(["Late."], new_turn), lambda request: "well") == 1
    assert reader.fit is False
    reader = LineReader(wish_reading(), "What would you ask it?")
    named = {said: '"wish"' if label else '"talk"' for said, label in wish_reading().probes}
    answered(
        reader,
        reader.read(["Late."], new_turn),
        lambda request: named.get(request.messages[-1].content.partition("Guest: ")[2], '"talk"'),
    )
    assert reader.fit and reader.wishes("Late.") < 0


def test_stopping_keeps_what_is_weighed() -> None:
    reader = LineReader(wish_reading(), "What would you ask it?")
    [first] = reader.read([], new_turn)
    reader.takes(ev.TokensGenerated(first.turn, "[0.0, 1.0]"))
    reader.takes(ev.GenerationFinished(first.turn, "stop"))
    assert reader.stop() == [ev.CancelTurn(TurnId(7))] and not reader.reads
    assert answered(reader, reader.read([], new_turn), weighs(KNOWN)) == len(KNOWN) - 1
    assert reader.takes(ev.GenerationFinished(TurnId(8), "stop")) is None


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        (ITEMS, ("right", "wrong")),
        (("keep_the_bridge", "pull_it_down"), ("keep the bridge", "pull it down")),
        (("tell_her", "do_not_tell_her"), ("tell her", "do not tell her")),
    ],
)
def test_an_items_label_is_shown_before_it_is_asked_for(items: tuple[str, str], labels: tuple[str, str]) -> None:
    reading = view_reading(items, "And you?")
    assert reading is not None and reading.labels == ("none", *labels, "both")
    given = [m.content for m in reading.beginning if m.role == "assistant"]
    assert all(given.count(label) >= 2 for label in labels)
    assert not {said for said, _ in reading.probes} & {m.content.partition("Guest: ")[2] for m in reading.beginning}


def test_views_need_two_items_that_begin_otherwise_somewhere() -> None:
    assert view_reading(("stay", "stay_here"), "") is None and view_reading(("a", "b", "c"), "") is None
    assert view_reading(("none", "some"), "") is None
    reading = view_reading(ITEMS, "Was she right?")
    assert reading is not None and ("I think that she was wrong.", 2) in reading.probes
    reader = LineReader(reading, "Was she right?")
    weights = {said: [float(number == label) for number in range(4)] for said, label in reading.probes}
    answered(
        reader,
        reader.read(["Hm."], new_turn),
        lambda request: json.dumps(weights.get(request.messages[-1].content.partition("Guest: ")[2], [0.0] * 4)),
    )
    assert reader.fit and reader.shares("Hm.") == [0.25] * 4
