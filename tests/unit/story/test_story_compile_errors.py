"""Every finding of the ink compiler: its code, its place, and a page in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vr_app.story.compile import Compiled, compile_story

ROOT = Path(__file__).parents[3]


def compiled(source: str, **files: str) -> Compiled:
    named = {name.replace("__", "/") + ".ink": text for name, text in files.items()}

    def read(name: str) -> str:
        if name == "main.ink":
            return source
        if name not in named:
            raise FileNotFoundError(2, "No such file")
        return named[name]

    return compile_story(read, "main.ink")


CASES = [
    ("INK002", 1, 6, "text /* open\n"),
    ("INK003", 2, 1, "first\n" + "x" * 100_001 + "\n"),
    ("INK010", 2, 6, "VAR x = 1\n{x + }\n"),
    ("INK011", 1, 4, "~ 5++\n"),
    ("INK012", 1, 2, "{9999999999}\n"),
    ("INK012", 1, 28, "LIST L = one = 2147483647, two\n-> END\n"),
    ("INK013", 2, 8, "VAR x = 1\n{(x + 1}\n"),
    ("INK014", 1, 5, '{"ab\n'),
    ("INK015", 2, 5, '-> k\n~ f("a -> k")\n== k\n-> END\n'),
    ("INK016", 2, 2, "VAR x = 1\n{x++}\n"),
    ("INK020", 1, 2, "*~ x\n"),
    ("INK021", 1, 4, '{"a#b"}\n'),
    ("INK022", 2, 4, "VAR x = 1\n{x \n"),
    ("INK023", 1, 3, "<-\n"),
    ("INK024", 1, 1, "->->-> k\n== k\n-> END\n"),
    ("INK025", 1, 1, "->\n"),
    ("INK030", 1, 2, "{!}\n"),
    ("INK031", 1, 2, "{%}\n"),
    ("INK032", 1, 2, "{&!a|b}\n"),
    ("INK033", 1, 7, "{true:}\n"),
    ("INK034", 1, 12, "{true:a|b|c}\n"),
    ("INK035", 3, 3, "{true:\n a\n- false: b\n}\n"),
    ("INK036", 2, 2, "{\n-\n- else: a\n}\n"),
    ("INK037", 2, 2, "{\n-else: a\n- true: b\n}\n"),
    ("INK038", 2, 3, "{\n- a\n- true: b\n}\n"),
    ("INK040", 1, 4, "VAR\n"),
    ("INK041", 1, 6, "VAR x\n"),
    ("INK042", 1, 11, "EXTERNAL f\n"),
    ("INK043", 1, 9, "VAR x = 1 + 1\n"),
    ("INK044", 1, 9, 'VAR x = "a{1}"\n'),
    ("INK045", 1, 10, "VAR x = 1, 2\n"),
    ("INK046", 1, 9, "LIST l =\n"),
    ("INK047", 1, 12, "LIST l = (a\n"),
    ("INK048", 1, 8, "INCLUDE\n"),
    ("INK049", 1, 10, "== k(ref )\n-> END\n"),
    ("INK050", 2, 3, "{true:\n- - a\n}\n"),
    ("INK051", 1, 1, "{" * 60 + "\n"),
    ("INK052", 2, 1, "a\n}\n"),
    ("INK053", 1, 1, "|\n"),
    ("INK054", 1, 8, "-> END # tag\n"),
    ("INK055", 1, 1, "return 5\n"),
    ("INK057", 1, 5, "* [a\n"),
    ("INK058", 1, 1, "*\n- x\n"),
    ("INK059", 1, 4, "* {} a\n"),
    ("INK060", 1, 2, "~\n"),
    ("INK061", 1, 3, "~ 5 + 5\n"),
    ("INK062", 1, 3, "==\na\n"),
    ("INK063", 1, 4, "== k\n"),
    ("INK070", 1, 9, "INCLUDE none.ink\n"),
    ("INK072", 1, 9, "INCLUDE ../none.ink\n"),
    ("INK073", 1, 9, "INCLUDE main.ink\n"),
    ("INK100", 1, 4, "-> harbor\n== harbour\n-> END\n"),
    ("INK101", 2, 2, "VAR brave = 1\n{brve}\n"),
    ("INK102", 1, 2, "{mx(1, 2)}\n== function max(a, b)\n~ return a\n"),
    ("INK103", 3, 4, "== k\n-> END\n== k\n-> END\n"),
    ("INK104", 1, 5, "VAR else = 1\n"),
    ("INK105", 1, 5, "VAR k = 1\n== k\n-> END\n"),
    ("INK110", 2, 8, "LIST l = a\n{not l ? a}\n"),
    ("INK111", 1, 6, "{1 + -> k}\n== k\n-> END\n"),
    ("INK112", 3, 2, "LIST l = a\nLIST m = a\n{a}\n"),
    ("INK113", 2, 3, "CONST c = 1\n~ c = 2\n"),
    ("INK114", 2, 2, "LIST l = a\n{(a, b)}\n"),
    ("INK115", 1, 2, "{MAX(1)}\n"),
    ("INK116", 1, 9, "{RANDOM(1.5, 2)}\n"),
    ("INK117", 1, 14, "{TURNS_SINCE(k)}\n== k\n-> END\n"),
    ("INK118", 1, 2, "{k()}\n== k\n-> END\n"),
    ("INK119", 1, 6, "-> k(1)\n== k(-> x)\n-> x\n"),
    ("INK120", 1, 5, "~ f(1)\n== function f(ref x)\n~ x = 2\n"),
    ("INK121", 1, 4, "-> a(1)\n- (a) x\n"),
    ("INK122", 1, 9, "VAR x = -> END\n"),
    ("INK123", 2, 7, "VAR x = 1\n{x == -> x}\n"),
    ("INK124", 1, 9, "VAR x = -> k(1)\n== k(a)\n-> END\n"),
    ("INK125", 1, 9, "VAR x = -> f\n== function f(ref a)\n~ a = 1\n"),
    ("INK126", 2, 4, "== k(x)\n-> x\n"),
    ("INK127", 1, 4, "-> f\n== function f\n~ return 1\n"),
    ("INK128", 2, 6, "== k\n->-> END\n"),
    ("INK130", 2, 3, "== k\n~ return 1\n"),
    ("INK131", 3, 3, "== function f\na\n= s\nb\n"),
    ("INK132", 2, 4, "== function f\n-> k\n== k\n-> END\n"),
    ("INK133", 2, 1, "{true:\n* a\n}\n"),
    ("INK134", 251, 1, "- a\n" * 400),
    ("INK200", 1, 1, "TODO: write on\n"),
    ("INK201", 2, 1, "== k\n* a\n"),
    ("INK202", 1, 2, "{f}\n== function f\n~ return 1\n"),
]


@pytest.mark.parametrize(("code", "line", "column", "source"), CASES, ids=[case[0] for case in CASES])
def test_a_mistake_is_told_where_it_is(code: str, line: int, column: int, source: str) -> None:
    found = [f for f in compiled(source).diagnostics if f.code == code]
    assert found, [str(f) for f in compiled(source).diagnostics]
    assert (found[0].path, found[0].line, found[0].column) == ("main.ink", line, column)


def test_every_code_has_its_place_in_the_docs_page() -> None:
    sources = (ROOT / "vr_app" / "story" / "compiler").glob("*.py")
    used = {code for path in sources for code in re.findall(r'"(INK\d+)"', path.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "ink-errors.md").read_text(encoding="utf-8")
    assert used == set(re.findall(r"^## (INK\d+)$", page, re.MULTILINE))


NAMED = """
VAR lantern = 1
VAR way = -> harbour
CONST MOST = 5
LIST Lamps = red, green
EXTERNAL ring(bell)
{}
- (crossing) -> harbour
== harbour
= quay
- (steps) -> END
== function bright(x)
~ return x
== function ring(bell)
~ return
"""


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("-> harbor", "harbour"),
        ("-> Harbour", "harbour"),
        ("-> harbour.quya", "harbour.quay"),
        ("-> harbour.quay.stepps", "harbour.quay.steps"),
        ("-> corssing", "crossing"),
        ("-> wayy", "way"),
        ("-> ENDD", "END"),
        ("-> done", "DONE"),
        ("<- harbuor", "harbour"),
        ("-> habour ->", "harbour"),
        ("{lanterm}", "lantern"),
        ("~ lantren = 2", "lantern"),
        ("{MOSTT}", "MOST"),
        ("{crosing}", "crossing"),
        ("{Lamps ? gren}", "green"),
        ("{Lamps.gren}", "Lamps.green"),
        ("{Lamp.green}", "Lamps.green"),
        ("{(red, greem)}", "green"),
        ("{LIST_COUNT(Lams)}", "Lamps"),
        ("~ brihgt(1)", "bright"),
        ("{RANDON(1, 2)}", "RANDOM"),
        ("{TURNS_SINCE(-> harbr)}", "harbour"),
        ("~ rnig(1)", "ring"),
    ],
)
def test_a_name_that_is_nearly_right_is_proposed(line: str, meant: str) -> None:
    found = compiled(NAMED.replace("{}", line)).errors[0]
    assert (found.line, found.hint) == (7, f"Did you mean '{meant}'?")


def test_all_mistakes_come_in_one_run_in_the_order_they_stand() -> None:
    source = "{x +}\n-> nowhere\nVAR y\nfine\n{(1}\n* [a\n-> elsewhere\n"
    assert [f.line for f in compiled(source).errors] == [1, 2, 3, 5, 6, 7]


def test_the_line_is_shown_with_a_caret_under_the_place() -> None:
    shown = compiled("ok\n\tsee {nothing} here\n").errors[0].with_caret().split("\n")
    assert shown[0].startswith("main.ink:2:7: error INK101: There is no variable 'nothing' here.")
    assert shown[1] == "    \tsee {nothing} here"
    assert shown[2] == "    \t     ^ docs/ink-errors.md#ink101"


def test_a_long_line_is_shown_around_the_place() -> None:
    found = compiled("word " * 100 + "{nothing} " + "word " * 100 + "\n").errors[0]
    assert found.column == 502
    assert len(found.source_line) < 120
    assert found.source_line[found.caret_column - 1 :].startswith("nothing")


def test_places_after_comments_are_those_of_the_file() -> None:
    found = compiled("/* a\nb */ text /* c */ {nothing} // d\n").errors[0]
    assert (found.line, found.column) == (2, 20)


def test_mistakes_in_included_files_are_told_with_their_file() -> None:
    found = compiled("INCLUDE sub/part.ink\n-> k\n", sub__part="== k\n-> nowhere\n").errors
    assert [(f.path, f.line) for f in found] == [("sub/part.ink", 2)]


def test_a_story_with_an_error_gives_no_json_and_one_with_warnings_does() -> None:
    assert compiled("-> nowhere\n").story_json is None
    story = compiled("TODO: more\n}\n")
    assert story.story_json is not None and [f.severity for f in story.diagnostics] == ["note", "warning"]
