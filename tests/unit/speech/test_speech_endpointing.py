"""Where speech begins and ends, window by window."""

from __future__ import annotations

from vr_app.speech.endpointing import WINDOW_S, Endpointer, EndpointRules
from vr_app.speech.turn_taking import TurnRules

LOUD, FAR = -25.0, -50.0


def run(endpointer: Endpointer, probabilities: list[float], level_db: float = LOUD) -> list[tuple[int, str]]:
    found = []
    for number, probability in enumerate(probabilities):
        if happened := endpointer.step(probability, level_db):
            found.append((number, happened))
    return found


def windows(seconds: float, probability: float) -> list[float]:
    return [probability] * round(seconds / WINDOW_S)


def test_a_voice_begins_within_a_tenth_of_a_second() -> None:
    happened = run(Endpointer(), [*windows(1.0, 0.02), *windows(0.5, 0.95)])
    first, what = happened[0]
    assert what == "began"
    assert (first + 1) * WINDOW_S - 1.0 <= 0.1


def test_one_window_is_no_voice() -> None:
    assert run(Endpointer(), [*windows(0.5, 0.02), 0.99, *windows(1.0, 0.02)]) == []


def test_a_finished_sentence_ends_sooner_than_an_unfinished_one() -> None:
    ends = {}
    for finished in (0.95, 0.05):
        endpointer = Endpointer(EndpointRules(turn=TurnRules(0.3, 1.5)))
        run(endpointer, windows(1.0, 0.95))
        silence = 0
        while endpointer.speaking:
            if endpointer.step(0.02, -70.0) == "paused":
                endpointer.finished = finished
            silence += 1
        ends[finished] = silence * WINDOW_S
    assert ends[0.95] <= 0.36
    assert 1.3 <= ends[0.05] <= 1.6


def test_speech_that_goes_on_forgets_what_the_pause_sounded_like() -> None:
    endpointer = Endpointer()
    run(endpointer, windows(1.0, 0.95))
    assert run(endpointer, windows(0.2, 0.02))[0][1] == "paused"
    endpointer.finished = 0.99
    assert run(endpointer, windows(0.1, 0.95))[0][1] == "resumed"
    assert endpointer.finished is None


def test_another_voice_far_away_does_not_keep_the_turn_open() -> None:
    endpointer = Endpointer()
    run(endpointer, windows(1.0, 0.95))
    happened = run(endpointer, windows(2.0, 0.9), FAR)
    assert [what for _, what in happened][:2] == ["paused", "ended"]


def test_with_the_key_down_silence_ends_nothing() -> None:
    endpointer = Endpointer(EndpointRules(turn=TurnRules(by_key=True)))
    endpointer.press()
    assert "ended" not in [what for _, what in run(endpointer, [*windows(0.6, 0.9), *windows(5.0, 0.02)])]
    endpointer.release()
    assert run(endpointer, windows(0.3, 0.02))[-1][1] == "ended"


def test_a_minute_of_speech_is_handed_over_in_pieces() -> None:
    endpointer, pieces = Endpointer(), []
    for number in range(round(60 / WINDOW_S)):
        if endpointer.step(0.95, LOUD) == "full":
            pieces.append(number * WINDOW_S)
            endpointer.piece_taken()
    assert len(pieces) == 2
    assert all(later - earlier < 24.0 for earlier, later in zip([0.0, *pieces], [*pieces, 60.0], strict=True))


def test_while_the_host_is_heard_a_weak_sound_is_not_enough() -> None:
    weak = [*windows(0.5, 0.02), *windows(0.096, 0.55), *windows(0.5, 0.02)]
    assert run(Endpointer(), weak)
    strict = Endpointer()
    strict.be_strict(True)
    assert run(strict, weak) == []


def test_a_look_between_two_windows_hears_a_voice_half_a_window_sooner() -> None:
    endpointer = Endpointer()
    endpointer.be_strict(True)
    assert endpointer.step(0.02, LOUD) is None
    assert endpointer.glance(0.95, LOUD, near=False) is None
    assert endpointer.step(0.95, LOUD) == "began"
    assert endpointer.glance(0.95, LOUD, near=True) is None and endpointer.speaking


def test_two_good_looks_at_a_sound_that_is_no_echo_are_enough() -> None:
    endpointer = Endpointer()
    endpointer.be_strict(True)
    assert endpointer.step(0.45, LOUD, near=True) is None
    assert endpointer.glance(0.58, LOUD, near=True) == "began"
    doubtful = Endpointer()
    doubtful.be_strict(True)
    assert doubtful.step(0.45, LOUD, near=False) is doubtful.glance(0.58, LOUD, near=False) is None


def test_a_word_that_hisses_first_is_heard_by_three_looks_at_a_sound_that_is_no_echo() -> None:
    def hiss(likely: float = 0.4, *, near: bool, echoless: bool = False, clear: bool = False) -> list[object]:
        endpointer = Endpointer()
        endpointer.be_strict(True)
        endpointer.echoless, endpointer.clear = echoless, clear
        looks = (endpointer.step, endpointer.glance)
        return [looks[number % 2](likely, LOUD, near=near) for number in range(4)]

    assert hiss(near=True)[:3] == [None, None, "began"]
    assert hiss(near=False) == [None] * 4
    assert hiss(0.26, near=True) == [None] * 4
    assert hiss(0.26, near=True, echoless=True) == [None, None, None, "began"]
    assert hiss(0.26, near=True, clear=True)[:3] == [None, None, "began"]
    assert hiss(0.15, near=True, clear=True) == hiss(0.26, near=False, clear=True) == [None] * 4
