"""Compiled stories written by hand, piece by piece, and what the machine makes of them."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from vr_app.story.runner import (
    External,
    InkList,
    Item,
    State,
    StoryError,
    call_function,
    choose,
    divert,
    load_story,
    remove_flow,
    resume,
    save,
    set_variable,
    start,
    step,
    switch_flow,
    transcript,
)
from vr_app.story.runner.story import CompiledStory

SCORE = {"global decl": ["ev", 5, {"VAR=": "score"}, {"list": {"Lamps.red": 1}}, {"VAR=": "lit"}, "/ev", "end", None]}
LAMPS = {"Lamps": {"red": 1, "green": 2, "blue": 3}}


def compiled(content: list[Any], named: dict[str, Any] | None = None, lists: dict[str, Any] | None = None) -> Any:
    return {"inkVersion": 21, "root": [[*content, None], "done", {**SCORE, **(named or {})}], "listDefs": lists or {}}


def story_of(content: list[Any], named: dict[str, Any] | None = None) -> CompiledStory:
    return load_story(compiled(content, named, LAMPS))


def said(content: list[Any], named: dict[str, Any] | None = None, typed: str = "") -> str:
    return "".join(transcript(story_of(content, named), typed.split()))


def shown(*expression: Any) -> str:
    """What an expression reads as; a fault where it has no value."""
    story = story_of(["ev", *expression, "out", "/ev", "\n", "end"])
    _, line = step(story, start(story))
    if line.problems:
        return f"fault: {line.problems[0].message}"
    return line.text.rstrip("\n")


def choice(text: str, target: str, flags: int = 20) -> list[Any]:
    return ["ev", "str", f"^{text}", "/str", "/ev", {"*": target, "flg": flags}]


COUNTER = {
    "loop": ["^Again", "\n", *choice("more", "again", 4), {"->": "loop.done"}, {"done": ["done", None], "#f": 1}]
}
AGAIN = {"again": [{"->": "loop"}, {"#f": 5}]}


# ---------------------------------------------------------------------- text


def test_a_line_ends_at_its_break_and_the_next_is_not_read_yet() -> None:
    story = story_of(["^One", "\n", "^Two", "\n", "end"])
    state, line = step(story, start(story))
    assert line.text == "One\n"
    assert state.can_continue
    assert step(story, state)[1].text == "Two\n"


def test_glue_joins_lines_and_blanks_become_one() -> None:
    assert said(["^One  ", "\n", "<>", "^ and\t two ", "\n", "end"]) == "One and two\n"


def test_a_break_at_the_start_is_not_said() -> None:
    assert said(["\n", "\n", "^Here", "\n", "\n", "end"]) == "Here\n"


def test_tags_come_with_their_line() -> None:
    story = story_of(["^Hello", "#", "^mood: glad", "/#", "#", "^slow", "/#", "\n", "^Next", "\n", "end"])
    _, line = step(story, start(story))
    assert (line.text, line.tags) == ("Hello\n", ("mood: glad", "slow"))


# ---------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ((7, 2, "/"), "3"),
        ((-7, 2, "/"), "-4"),
        ((-7, 2, "%"), "-1"),
        ((7.0, 2, "/"), "3.5"),
        ((2, 3.0, "/"), "0.6666667"),
        ((2147483647, 1, "+"), "-2147483648"),
        ((1, 1, "=="), "true"),
        ((True, 2, "+"), "3"),
        (("str", "^a", "/str", 1, "+"), "a1"),
        ((1e9, 1.0, "*"), "1E+09"),
        ((0.00001, 1.0, "*"), "1E-05"),
        ((2, 10, "POW"), "1024"),
        ((-1.5, "INT"), "-2"),
        (({"list": {"Lamps.red": 1}}, 2, "+"), "blue"),
        (({"list": {"Lamps.red": 1}}, "LIST_INVERT"), "green, blue"),
        (("str", "^Lamps", "/str", 2, "listInt"), "green"),
        (("str", "^Lamps", "/str", 9, "listInt"), ""),
        ((1, 0, "/"), "fault: a division by zero"),
        ((1.0, 0, "/"), "fault: a division by zero"),
        ((1, 0, "%"), "fault: a division by zero"),
        (("+",), "fault: an expression has no value where one is needed"),
        (("void", 1, "+"), "no value to work on"),
        (("str", "^a", "/str", 1, "*"), "fault: cannot perform operation '*' on String"),
        (({"list": {}}, 1, "=="), "fault: cannot perform operation '==' on List and Int"),
    ],
)
def test_expressions(expression: tuple[Any, ...], text: str) -> None:
    assert text in shown(*expression)
    assert shown(*expression) == text or text == "no value to work on"


def test_the_watched_variables_are_those_written_in_the_step() -> None:
    story = story_of(["^A", "\n", "ev", 6, "/ev", {"VAR=": "score", "re": True}, "^B", "\n", "end"])
    state, first = step(story, start(story))
    assert first.changed == {}
    assert step(story, state)[1].changed == {"score": 6}


def test_a_list_emptied_still_knows_where_it_came_from() -> None:
    empty: list[Any] = ["ev", {"list": {}}, "/ev", {"VAR=": "lit", "re": True}]
    assert said([*empty, "ev", {"VAR?": "lit"}, "LIST_ALL", "out", "/ev", "\n", "end"]) == "red, green, blue\n"


# ---------------------------------------------------------------------- choices


def test_choices_are_numbered_and_chosen_and_old_states_stay_as_they_were() -> None:
    story = story_of([{"->": "loop"}], {**COUNTER, **AGAIN})
    before, _ = step(story, start(story))
    chosen = choose(story, before, 0)
    after, line = step(story, chosen)
    assert (line.text, after.turn) == ("Again\n", 0)
    assert [offered.text for offered in before.choices] == ["more"]
    assert before.turn == -1
    assert step(story, choose(story, before, 0))[1] == line


def test_a_choice_out_of_range_is_refused() -> None:
    story = story_of([{"->": "loop"}], {**COUNTER, **AGAIN})
    state, _ = step(story, start(story))
    with pytest.raises(IndexError, match="1 are offered"):
        choose(story, state, 1)
    assert "Choice out of range\n?> " in said([{"->": "loop"}], {**COUNTER, **AGAIN}, "7 1")
    assert "Type the number" in said([{"->": "loop"}], {**COUNTER, **AGAIN}, "hello")


def test_an_invisible_choice_is_taken_when_nothing_else_is_left() -> None:
    assert said([{"*": "0.c-0", "flg": 24}, {"c-0": ["^Well", "\n", "end", {"#f": 5}]}][:1], None) == ""
    content = [[{"*": ".^.c-0", "flg": 24}, {"c-0": ["^Well", "\n", "end", {"#f": 5}]}]]
    assert said(content) == "Well\n"


# ---------------------------------------------------------------------- functions


DOUBLE = {"double": [{"temp=": "x"}, "ev", {"VAR?": "x"}, 2, "*", "/ev", "~ret", None]}


def test_a_function_of_the_story_is_called_from_outside_and_leaves_no_trace() -> None:
    story = story_of(["^A", "\n", "^B", "\n", "end"], DOUBLE)
    state, _ = step(story, start(story))
    after, value, text = call_function(story, state, "double", [21])
    assert (value, text) == (42, "")
    assert step(story, after)[1].text == "B\n"
    with pytest.raises(StoryError, match="no function 'half'"):
        call_function(story, state, "half")


def test_an_external_function_takes_and_gives_values_and_waits_for_the_line_to_end() -> None:
    content = ["^Light", "\n", "ev", 2, {"x()": "light", "exArgs": 1}, "out", "/ev", "\n", "end"]
    story = story_of(content)
    calls: list[int] = []

    def light(level: int) -> str:
        calls.append(level)
        return f"level {level}"

    state, line = step(story, start(story), {"light": External(light)})
    assert (line.text, calls) == ("Light\n", [])
    assert step(story, state, {"light": External(light)})[1].text == "level 2\n"
    assert calls == [2]


def test_an_external_function_called_with_too_much_or_giving_nonsense_is_a_fault() -> None:
    content = ["ev", 2, 3, {"x()": "light", "exArgs": 2}, "out", "/ev", "\n", "end"]
    story = story_of(content)
    _, line = step(story, start(story), {"light": External(lambda level: level)})
    assert "was given 2 values: too many" in line.problems[0].message
    _, line = step(story, start(story), {"light": External(lambda a, b: [a, b])})
    assert "gave a list" in line.problems[0].message


def test_an_external_function_falls_back_on_the_storys_own() -> None:
    content = ["ev", 4, {"x()": "double", "exArgs": 1}, "out", "/ev", "\n", "end"]
    assert said(content, DOUBLE) == "8\n"
    _, line = step(story_of(content), start(story_of(content)))
    assert "'double' is not there" in line.problems[0].message


# ---------------------------------------------------------------------- going elsewhere


def test_divert_and_variables_from_outside() -> None:
    story = story_of(["^A", "\n", "end"], {"there": ["ev", {"VAR?": "score"}, "out", "/ev", "\n", "end", {"#f": 1}]})
    state = set_variable(divert(story, start(story), "there"), "score", 9)
    assert step(story, state)[1].text == "9\n"
    with pytest.raises(StoryError, match="no variable 'coins'"):
        set_variable(state, "coins", 1)
    with pytest.raises(StoryError, match="no knot or place called 'nowhere'"):
        divert(story, state, "nowhere")
    with pytest.raises(StoryError, match="gave a object"):
        set_variable(state, "score", object())


def test_flows_have_places_of_their_own() -> None:
    story = story_of(["^A", "\n", "^B", "\n", "end"])
    first, _ = step(story, start(story))
    aside, line = step(story, switch_flow(story, first, "aside"))
    assert line.text == "A\n"
    back = switch_flow(story, aside)
    assert step(story, back)[1].text == "B\n"
    assert remove_flow(story, aside, "aside").flow == back.flow


# ---------------------------------------------------------------------- what must not run on


@pytest.mark.parametrize(
    ("named", "complaint"),
    [
        ({"a": [{"->": "a"}, None]}, "round and round"),
        ({"a": [{"->t->": "a"}, None]}, "deep without returning"),
        ({"a": ["ev", {"f()": "a"}, "/ev", None]}, "deep without returning"),
        ({"a": ["thread", {"->": "a"}, None]}, "threads run at once"),
        ({"a": ["^x", "<>", {"->": "a"}, None]}, "pieces"),
        ({"a": ["ev", 1, "/ev", {"->": "a"}, None]}, "without bound"),
        ({"a": [*choice("x", "a", 4), {"->": "a"}, None]}, "choices are offered at once"),
        ({"a": [{"->": "b"}, None]}, "leads to 'b', which does not exist"),
        ({"a": [{"->": "score", "var": True}, None]}, "holds '5' and no divert target"),
        ({"a": ["->->", None]}, "no value"),
        ({"a": ["/ev", None]}, "never began"),
        ({"a": ["ev", "/str", None]}, "never began"),
        (
            {
                "a": ["ev", "str", "^xxxxxxxxxxxxxxxx", "/str", "/ev", {"temp=": "s"}, {"->": "b"}, None],
                "b": ["ev", {"VAR?": "s"}, {"VAR?": "s"}, "+", "/ev", {"temp=": "s", "re": True}, {"->": "b"}, None],
            },
            "grew beyond",
        ),
    ],
)
def test_a_runaway_story_is_stopped_and_says_where(named: dict[str, Any], complaint: str) -> None:
    story = story_of([{"->": "a"}], named)
    began = time.monotonic()
    state, line = step(story, start(story), most_pieces=90_000)
    assert time.monotonic() - began < 20
    assert complaint in line.problems[0].message
    assert line.problems[0].fatal
    assert state.is_over
    assert "in a" in str(line.problems[0]) or "in b" in str(line.problems[0])


def test_a_fault_after_a_line_does_not_swallow_the_line() -> None:
    story = story_of(["^Said", "\n", {"->": "nowhere"}])
    state, line = step(story, start(story))
    assert (line.text, line.problems) == ("Said\n", ())
    assert step(story, state)[1].problems[0].fatal


def test_a_loose_end_is_a_warning() -> None:
    story = story_of([{"->": "a"}], {"a": ["^x", "\n", None]})
    _, line = step(story, start(story))
    assert line.text == "x\n"
    assert [(problem.fatal, problem.knot) for problem in line.problems] == [(False, "a")]


# ---------------------------------------------------------------------- reading the file


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("{", "not JSON"),
        ("[]", "no object"),
        ("{}", "no inkVersion"),
        (b"\xff\xfe", "not UTF-8"),
        ('{"inkVersion": 99, "root": []}', "version 99"),
        ('{"inkVersion": 3, "root": []}', "version 3"),
        ('{"inkVersion": 21}', "/root"),
        ('{"inkVersion": 21, "root": ["zzz", null]}', "/root/0: unknown word 'zzz'"),
        ('{"inkVersion": 21, "root": [[null, "done", null], null]}', "/root/0/0: null"),
        ('{"inkVersion": 21, "root": [{"k/n": [{"->": 4}, null]}]}', "/root/k~1n/0: '->' is no text"),
        ('{"inkVersion": 21, "root": ["done"]}', "must be null or an object"),
        ('{"inkVersion": 21, "root": [], "listDefs": {"L": {"a": "b"}}}', "/listDefs/L"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_story_is_refused_with_a_pointer(source: str | bytes, complaint: str) -> None:
    with pytest.raises(StoryError, match=complaint.replace("[", r"\[")):
        load_story(source)


def test_a_byte_order_mark_and_an_older_version_are_fine() -> None:
    text = "\ufeff" + json.dumps({"inkVersion": 19, "root": ["^Hi", "\n", "end", None]})
    story = load_story(text.encode())
    assert step(story, start(story))[1].text == "Hi\n"


def test_a_very_long_text_is_played() -> None:
    story = story_of(["^" + "x" * 10_000_000, "\n", "end"])
    assert len(step(story, start(story))[1].text) == 10_000_001


def test_containers_inside_containers_without_end_are_refused() -> None:
    def nested(depth: int) -> dict[str, Any]:
        inner: list[Any] = ["^In", "\n", "end", None]
        for _ in range(depth):
            inner = [inner, None]
        return {"inkVersion": 21, "root": inner}

    with pytest.raises(StoryError, match="nested too deeply"):
        load_story(nested(5_000))
    story = load_story(nested(290))
    state, line = step(story, start(story))
    assert line.text == "In\n"
    assert resume(story, save(story, state)).is_over


def test_list_values_are_compared_by_their_items() -> None:
    assert InkList({Item("Lamps", "red"): 1}) == InkList({Item("Lamps", "red"): 1}, ("Tools",))
    assert repr(InkList({Item("Lamps", "red"): 1})) == "InkList(Lamps.red)"
    assert isinstance(start(story_of(["end"])), State)
