"""Token stream to speakable pieces."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vr_app.speech.sentences import Cuts, Piece, SentenceStream
from vr_app.speech.spoken_text import spoken_text


def pieces_of(text: str, *, cuts: Cuts = "sentences", names: tuple[str, ...] = (), chunk: int = 1) -> list[str]:
    return pieces_of_tokens([text[start : start + chunk] for start in range(0, len(text), chunk)], cuts, names)


def pieces_of_tokens(tokens: list[str], cuts: Cuts, names: tuple[str, ...] = ()) -> list[str]:
    """Only the first piece is cut in haste."""
    stream = SentenceStream(names=names)
    found: list[Piece] = []
    for token in tokens:
        found += stream.feed(token, "sentences" if any(piece.text for piece in found) else cuts)
    found += stream.flush()
    assert "".join(piece.raw for piece in found) == "".join(tokens)
    return [piece.text for piece in found if piece.text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello there. How are you?", ["Hello there.", "How are you?"]),
        ("Dr. Chen built it in 1890. It is 3.5 m high.", ["Dr. Chen built it in 1890.", "It is 3.5 m high."]),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("Well… It is late.", ["Well…", "It is late."]),
        ('She said "Stop!" and left. Then quiet.', ['She said "Stop!" and left.', "Then quiet."]),
        ('"Look." He pointed.', ['"Look."', "He pointed."]),
        ("Stars, e.g. Vega, rise at 9 p.m. in June.", ["Stars, e.g. Vega, rise at 9 p.m. in June."]),
        ("It closes at 9 p.m. Please hurry.", ["It closes at 9 p.m.", "Please hurry."]),
        ("J. R. Smith was here. Ok.", ["J. R. Smith was here.", "Ok."]),
        ("1. The dome\n2. The bench", ["The dome", "The bench"]),
        ("It costs $1,000.50 today.", ["It costs $1,000.50 today."]),
        ("*smiles warmly* Welcome. *The host bows.* Come in.", ["Welcome.", "Come in."]),
        ("It is *very* old (built in 1890).", ["It is very old, built in 1890."]),
        ("**Bold** words and `code` 🙂. Next 🎉!", ["Bold words and code.", "Next!"]),
        ("你好。这里很安静！你想看星星吗？", ["你好。", "这里很安静！", "你想看星星吗？"]),
        ("No end mark", ["No end mark"]),
        ("", []),
        ("😀 😀", []),
        ("(I see the bay. It is calm.)", ["I see the bay. It is calm."]),
        ("(I see the bay\nIt is calm.)", ["I see the bay", "It is calm."]),
        ("Mei: Hello. Come in.", ["Hello.", "Come in."]),
    ],
)
def test_whole_sentences(text: str, expected: list[str]) -> None:
    assert pieces_of(text, names=("Mei",)) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Welcome to the terrace, traveller. Sit down.", "Welcome to the terrace,"),
        ("Hello, I am Mei. Welcome.", "Hello, I am Mei."),
        (
            "The old dome was closed ten years ago because nobody came here at night.",
            "The old dome was closed ten years ago",
        ),
        ("There are 1,000 stars out there — and more. Yes.", "There are 1,000 stars out there —"),
        ("Well, yes. It is.", "Well, yes."),
        ("Good evening, my friend.", "Good evening,"),
        ("From 9 a.m. on it is open.", "From 9 a.m. on it is open."),
        ('"Look at that." He pointed.', '"Look at that."'),
        ("Ask Prof. Lind about it.", "Ask Prof. Lind about it."),
        ("欢迎来到观景台，今晚很清楚。", "欢迎来到观景台，"),
    ],
)
def test_first_clause_is_early(text: str, first: str) -> None:
    assert pieces_of_tokens(re.findall(r"\s*[\w.]*\w|\s*\W+", text), "breaths")[0] == first


def test_in_haste_an_end_is_taken_for_what_it_seems() -> None:
    stream = SentenceStream()
    assert stream.feed("It is late", "clauses") == []
    assert [p.text for p in stream.feed(".", "clauses")] == ["It is late."]
    assert [p.text for p in stream.feed(" From here", "clauses") + stream.feed(",", "clauses")] == ["From here,"]


def test_a_clause_has_as_many_letters_as_are_asked_for() -> None:
    assert (
        SentenceStream().feed("From here, you see the bay, and", "clauses", 20)[0].text == "From here, you see the bay,"
    )
    assert SentenceStream().feed("You can walk down the stairs with", "clauses") == []
    assert (
        SentenceStream().feed("You can walk down the stairs with", "breaths")[0].text == "You can walk down the stairs"
    )


def test_only_the_first_piece_is_a_clause() -> None:
    stream = SentenceStream()
    pieces = stream.feed("Welcome to the old terrace, friend. Over there, by the wall, stands a bench. So", "breaths")
    assert [(p.text, p.ends_sentence) for p in pieces] == [
        ("Welcome to the old terrace,", False),
        ("friend.", True),
        ("Over there, by the wall, stands a bench.", True),
    ]


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    stream = SentenceStream()
    assert stream.feed("It is dusk.") == []
    assert [p.text for p in stream.feed(" The")] == ["It is dusk."]


def test_endless_text_is_cut_at_a_blank() -> None:
    pieces = pieces_of("word " * 400, chunk=7)
    assert len(pieces) > 5
    assert all(len(piece) <= 241 and piece.split() == ["word"] * len(piece.split()) for piece in pieces)


_ALPHABET = st.one_of(
    st.sampled_from(
        [" ", ".", "!", "?", ",", "…", "\n", "*", "(", ")", "[", "]", '"', "—", "-", "。", "，", "Dr", "a.m", "and"]
    ),
    st.sampled_from(
        ["Hello", "the", "tower", "is", "1,000", "3.5", "I", "星", "好", "🙂", "\t", "e.g", "smiles", "1", "**"]
    ),
    st.characters(),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(_ALPHABET, max_size=120).map("".join),
    st.lists(st.integers(1, 9), min_size=1, max_size=20),
    st.lists(st.sampled_from(["sentences", "clauses", "breaths"]), min_size=1, max_size=5),
)
def test_text_is_conserved_and_sentences_do_not_depend_on_chunks(
    text: str, sizes: list[int], modes: list[Cuts]
) -> None:
    whole = SentenceStream()
    expected = whole.feed(text) + whole.flush()
    every: tuple[list[Cuts], ...] = (["sentences"], modes)
    for cuts in every:
        stream = SentenceStream()
        found, start, turn = [], 0, 0
        while start < len(text):
            size = sizes[turn % len(sizes)]
            found += stream.feed(text[start : start + size], cuts[turn % len(cuts)])
            start, turn = start + size, turn + 1
        found += stream.flush()
        assert "".join(piece.raw for piece in found) == text
        assert cuts == modes or found == expected


def test_control_and_direction_marks_are_not_spoken() -> None:
    assert spoken_text("a\x00b\x1b[31m \u202ereversed") == "ab reversed"
    assert (
        spoken_text("See [the map](http://x.y/z) and https://www.example.org now") == "See the map and example.org now"
    )
    assert spoken_text("***") == ""
