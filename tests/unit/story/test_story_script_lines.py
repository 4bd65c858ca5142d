"""Sources read line by line: what is said, tidied and translated, while the story stays the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.generated_deep_ink import generate_deep
from tests.generated_ink import GeneratedStory, generate
from vr_app.story.compile import compile_story
from vr_app.story.formatting import formatted
from vr_app.story.inline_logic import has_words, logic_parts, spoken_parts
from vr_app.story.runner import load_story, transcript
from vr_app.story.script_lines import script_lines
from vr_app.story.strings import Translation, as_po, coverage, read_po, story_strings, translated

SHIPPED = sorted((Path(__file__).parents[3] / "scenes").glob("*/story.ink"))
PUBLIC = sorted((Path(__file__).parents[4] / "shared" / "data" / "ink_proof").glob("I*/story.ink"))

UNTIDY = """VAR x=1
->a
==  a  ==
   Mei:  Hello.   # emotion: happy
*   [One]
{x>1:
- yes
  more
- else: no
}
** two  [# at: lamp]
  deep
-- gathered
-   done
// a remark
~x++
{shuffle:
- Mei: Red.
- Blue.
}
-> END
"""

TIDY = """VAR x = 1
-> a

=== a
Mei:  Hello.   # emotion: happy
* [One]
    {x>1:
        - yes
            more
        - else: no
    }
    * * two  [# at: lamp]
        deep
    - - gathered
- done
// a remark
~ x++
{shuffle:
    - Mei: Red.
    - Blue.
}
-> END
"""


def compiled(source: str, folder: Path | None = None) -> dict:
    def read(name: str) -> bytes:
        return source.encode() if name == "story.ink" or folder is None else (folder / name).read_bytes()

    result = compile_story(read, "story.ink")
    assert result.story_json is not None, result.errors
    return result.story_json


def words_of(line: str) -> list[str]:
    (read,) = script_lines(line)
    return [piece.text for piece in read.pieces]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Hello there. # tag # another", ["Hello there."]),
        ("  Mei: Hello <> ", ["Hello"]),
        ("* (label) {not met} {coins > 3} [Go on] -> there", ["Go on"]),
        ('* "Hello[."]," I said.', ['"Hello[."]," I said.']),
        ("* [Look. # at: orrery]", ["Look."]),
        ("- - {met: Welcome back|Welcome}, {name}!", ["{met: Welcome back|Welcome}, {name}!"]),
        ("{met: -> there}", []),
        ("{coins}", []),
        ("-> there", []),
        ("~ coins++", []),
        ("VAR name = 3", []),
        ("=== knot ===", []),
        ("// Hello", []),
        ("TODO: write this", []),
        ("half // remark", ["half"]),
    ],
)
def test_what_is_said_on_a_line(line: str, words: list[str]) -> None:
    assert words_of(line) == words


def test_what_is_said_inside_blocks_and_by_whom() -> None:
    source = "=== k\n{ x:\n- 3: Mei: Three.\n- else: ~ x = 1\n}\n{ cycle:\n- Mei: Round.\n}\n= s\nMei: Still.\n"
    said = [(line.place, line.speaker, piece.text) for line in script_lines(source) for piece in line.pieces]
    assert said == [("k", "Mei", "Three."), ("k", "Mei", "Round."), ("k.s", "Mei", "Still.")]


def test_all_a_reader_may_see_of_inline_logic() -> None:
    assert sorted(part.strip() for part in spoken_parts("A {x > 1: b {&c|d} | e} {f(3)} g") if part.strip()) == [
        *"Abcdeg"
    ]
    assert logic_parts("A {x > 1: b {&c|d} | e} {f(3)} -> g") == ["-> g", "2 parts", "f(3)", "x > 1"]
    assert not has_words('{f("hello")} ... {x: -> y}')


# ---------------------------------------------------------------------- format


def test_a_source_is_tidied() -> None:
    assert formatted(UNTIDY) == TIDY


@pytest.mark.parametrize("path", [*SHIPPED, *PUBLIC], ids=lambda path: path.parent.name)
def test_a_tidied_story_is_the_same_story(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    after = formatted(before)
    assert formatted(after) == after
    assert compiled(after, path.parent) == compiled(before, path.parent)


@pytest.mark.parametrize("make", [generate, generate_deep])
@pytest.mark.parametrize("seed", range(25))
def test_a_tidied_story_tells_the_same(make: Callable[[int], GeneratedStory], seed: int) -> None:
    before = make(seed).whole
    after = formatted(before.replace("\n", "\n  ").replace("* ", "*   "))
    assert formatted(after) == after
    typed = ["1", "2"] * 20
    told = ["".join(transcript(load_story(compiled(source)), typed)) for source in (before, after)]
    assert told[0] == told[1]


# ---------------------------------------------------------------------- translations


@pytest.mark.parametrize("make", [generate, generate_deep])
@pytest.mark.parametrize("seed", range(15))
def test_a_story_in_its_own_words_is_the_same_story(make: Callable[[int], GeneratedStory], seed: int) -> None:
    source = make(seed).whole
    strings = story_strings(source, "story.ink")
    catalogue, findings = read_po(as_po(strings, {s.id: Translation(s.text) for s in strings}), "de.po")
    text, told = translated(source, "story.ink", catalogue, "de.po")
    assert (findings, told) == ((), ())
    assert compiled(text) == compiled(source)


def test_a_translated_story_has_the_same_logic_and_other_words() -> None:
    source = 'VAR n = 2\nMei: You have {n} {n == 1: lamp|lamps}. # glad\n* [Take "one"]\n  Fine.\n- -> END\n'
    strings = story_strings(source, "story.ink")
    assert [(s.text, s.speaker, s.kind) for s in strings] == [
        ("You have {n} {n == 1: lamp|lamps}.", "Mei", "text"),
        ('Take "one"', "", "choice"),
        ("Fine.", "", "text"),
    ]
    german = ["Du hast {n} {n == 1: Lampe|Lampen}.", 'Nimm "eine"', "Gut."]
    catalogue = as_po(strings, {s.id: Translation(word) for s, word in zip(strings, german, strict=True)})
    translations, _ = read_po(catalogue, "de.po")
    text, findings = translated(source, "story.ink", translations, "de.po")
    assert findings == ()
    story = load_story(compiled(text))
    assert "".join(transcript(story, ["1"])) == ('Mei: Du hast 2 Lampen.\n# tags: glad\n\n1: Nimm "eine"\n?> Gut.\n')


def test_ids_stay_while_lines_around_change() -> None:
    before = story_strings("=== a\nOne.\nTwo.\n", "a.ink")
    after = story_strings("New.\n=== a\nNew too.\nTwo.\n\n\nOne.\nOne.\n", "a.ink")
    assert {s.text: s.id for s in after if not s.id.endswith("-2")}.items() >= {s.text: s.id for s in before}.items()
    assert len({s.id for s in after}) == len(after)


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        ("Ohne Logik.", "changes the line's logic: 'n'"),
        ("{n} {m}", "changes the line's logic"),
        ("{n} [x]", "not as many '['"),
        ("{n} # tag", "not as many '#'"),
        ("~ n = {n}", "a mark of ink"),
        ("{n} // weg", "a comment"),
        ("{n} -> END", "changes the line's logic"),
    ],
)
def test_a_translation_that_changes_the_story_is_refused(translation: str, complaint: str) -> None:
    source = "VAR n = 2\nThere are {n}.\n-> END\n"
    (string,) = story_strings(source, "story.ink")
    text, findings = translated(source, "story.ink", {string.id: Translation(translation, 7)}, "de.po")
    assert text == source
    assert complaint in findings[0].message
    assert str(findings[0]).startswith("de.po:7:1: error INK410")


def test_missing_and_unreadable_translations_are_told_with_their_line() -> None:
    source = "One.\nTwo.\n-> END\n"
    first, second = story_strings(source, "story.ink")
    catalogue = as_po([first, second], {first.id: Translation("Eins.")})
    translations, findings = read_po(catalogue + "\nmsgid broken\n", "de.po")
    assert [str(finding.line) for finding in findings] == [str(len(catalogue.splitlines()) + 2)]
    text, missing = translated(source, "story.ink", translations, "de.po")
    assert text == "Eins.\nTwo.\n-> END\n"
    assert [(finding.code, finding.line) for finding in missing] == [("INK409", 2)]
    assert list(coverage([first, second], translations)) == [second]


def test_words_of_tags_that_are_said_are_translated_and_no_others() -> None:
    source = (
        "# hesitates: A small one will do.; Take a breath. # emotion: happy\n# ending: Home\nMei: Well?\n"
        "* [Go. # at: door # says: off I go; leave]\n- -> END\n"
    )
    said = {one.text for one in story_strings(source, "story.ink")}
    assert said == {"A small one will do.; Take a breath.", "Well?", "Go.", "off I go; leave"}
    words = {one.id: Translation(one.text.upper()) for one in story_strings(source, "story.ink")}
    text, findings = translated(source, "story.ink", words, "story.po")
    assert not findings
    assert "# hesitates: A SMALL ONE WILL DO.; TAKE A BREATH. # emotion: happy" in text
    assert "* [GO. # at: door # says: OFF I GO; LEAVE]" in text
