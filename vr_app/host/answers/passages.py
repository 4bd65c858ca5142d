"""Pages of text cut into sentences, each with where it stands and what it is about: what the host may quote."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vr_app.host.card.persona import Persona
from vr_app.host.place.scene_brief import Place
from vr_app.host.words.wording import content_words

Kind = Literal["lore", "thing", "host", "manual", "person"]
_WIDE_TABLE = 3
"""Columns from which a row is said with their names."""
_ASKED = re.compile(r"[?？][\"”’)]?\s*$")
_SHORT_ANSWER = 3
_SPEAKER = re.compile(r"^[A-Z][\w .'’-]{0,30}: ")
LONGEST = 400
"""Letters of a sentence; what is longer is cut at a comma or a word."""

_ENDS = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9\u3400-\u9fff])|(?<=[。！？])[”’」』）]*\s*")
_NO_END = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|sr|jr|vs|etc|e\.g|i\.e|cf|approx|no|fig|ca|c|vol|gen|col|capt|rev|mt)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_TITLE = re.compile(r"\s*([^\s#|>\-*+`\d][^\n]{0,78}[^\n.!?:;,。！？：；，])[ \t]*\r?\n(?:\s*[=-]{3,}[ \t]*)?\r?\n")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*\|?[\s:|-]+\|?\s*$")
_LINK = re.compile(r"!?\[([^\][]{0,200})\]\([^)]{0,400}\)")
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|<!--.{0,2000}?-->|</?[a-zA-Z][^>]{0,80}>", re.DOTALL)
_PRONOUN = re.compile(
    r"^(?:it|its|they|their|he|his|she|her|this|these|that|those|this one|the former|the latter)\b", re.I
)
_SUBJECT_END = re.compile(
    r"\b(?:is|are|was|were|has|had|have|can|could|will|would|must|may|shows?|stands?|lies|lives|comes|gives|made|makes|"
    r"holds?|hangs?|keeps?|turns?|looks?|takes?|says|goes|runs?|grows?|weighs?|measures?|belongs?|reaches|carries|serves?|"
    r"sits?|rises|leads?|does|do|did|never|still|used|dates?|"
    r"stood|lived|came|gave|built|held|hung|kept|took|said|began|went|ran|grew|struck|sat|rose|led|sank|fell|won|wrote|sold|"
    r"bought|brought|found|left|lost|met|paid|sent|swam|told|wore|drew|drove|broke|chose|dug|fought|flew|laid|rang|saw|set|"
    r"\w{2,}ed)\b|,"
)

_THERE = re.compile(
    r"^There(?:['’]s| is| are| was| were| stands?| lives?| hangs?) (?:only |also |still |even )?(?P<first>an?|one|some|[a-z]+) "
    r"(?P<name>[\w'’-]+(?: (?!(?:on|in|at|with|across|beside|near|from|under|above|behind|to|for|by|who|which|that|where|every|each|"
    r"and|or|is|are|was|were|of|as|between|over|about|here|there|now|left|without|called|named|hanging|standing|lying|sitting|built|made)\b)[\w'’-]+){0,3})"
)
_COUNTED = re.compile(r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|\d+")
_BARE = re.compile(r"^\s*(?:the|an?|his|her|its|their|this|that|these|those|one|two|three|some)?\s*$", re.IGNORECASE)
_LAST_NAME = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[\w'’-]+ ){0,2}[\w'’-]+|\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)$"
)


@dataclass(frozen=True)
class Passage:
    """One sentence that may be quoted.

    Attributes:
        id: its place in the whole list.
        source: file and heading, as it is shown: "lore/clock.md".
        topic: headings above it.
        text: the sentence.
        about: stems of what it is about beyond its own words: of a single-topic heading and of what its pronoun means.
        before: the sentence before it in the same paragraph, "" for a first one.
        context: stems of the sentences before it in the same paragraph.
        subject: what its leading pronoun stands for, as words, "" where it has none or that is not clear.
    """

    id: int
    source: str
    kind: Kind
    topic: str
    text: str
    about: frozenset[str] = frozenset()
    before: str = ""
    subject: str = ""
    context: frozenset[str] = frozenset()

    @property
    def spoken(self) -> str:
        """The sentence so that it can stand alone: its pronoun replaced, or after the sentence it leans on."""
        if self.subject:
            return _replaced(self.text, self.subject)
        if self.before and _PRONOUN.match(self.text) and not _ASKED.search(self.before):
            return f"{self.before} {self.text}"
        return self.text


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph."""
    parts: list[str] = []
    for part in _ENDS.split(" ".join(text.split())):
        if not part.strip():
            continue
        if parts and _NO_END.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part.strip()}"
        else:
            parts.append(part.strip())
    return [piece for part in parts for piece in _short_enough(part)]


def page_passages(text: str, source: str, kind: Kind = "lore", first: int = 0) -> list[Passage]:
    """The passages of one page of Markdown or plain text."""
    found: list[Passage] = []
    for headings, block in _blocks(text):
        topic = " / ".join(headings)
        single = bool(headings) and not re.search(r",|\band\b|&|、|和|与", headings[-1])
        heading_stems = frozenset(content_words(headings[-1])) if single else frozenset()
        subject, subject_stems, before = "", frozenset[str](), ""
        context: frozenset[str] = frozenset()
        paragraph_stems: frozenset[str] = frozenset()
        asked: frozenset[str] = frozenset()
        sentences = _with_short_answers(sentences_of(block))
        for number, sentence in enumerate(sentences):
            if _ASKED.search(sentence) and number + 1 < len(sentences):  # what follows answers it
                context |= frozenset(content_words(sentence))
                paragraph_stems = heading_stems | context
                asked = context
                before = sentence
                continue
            sentence = _SPEAKER.sub("", sentence) if before and _ASKED.search(before) else sentence
            pronoun = bool(_PRONOUN.match(sentence))
            goes_on = pronoun or (before and re.search(r"\b(?:it|them)\b", sentence))
            if not goes_on or not before:
                subject = _subject(sentence)
                subject_stems = frozenset(content_words(subject or " ".join(sentence.split()[:7])))
            stands_for = subject if pronoun and before and _replaceable(sentence) else ""
            about = heading_stems | subject_stems | asked
            if before and subject_stems & context:  # "two pairs of stones ... A good pair ..."
                about |= paragraph_stems
            paragraph_stems = about
            found.append(Passage(first + len(found), source, kind, topic, sentence, about, before, stands_for, context))
            before = sentence
            context |= frozenset(content_words(sentence))
    return found


def _with_short_answers(sentences: Sequence[str]) -> list[str]:
    """ "It is." after a question says little: it is joined to the sentence after it."""
    joined: list[str] = []
    after_question = short = False
    for sentence in sentences:
        if short:
            joined[-1] = f"{joined[-1]} {sentence}"
        else:
            joined.append(sentence)
        said = _SPEAKER.sub("", sentence)
        short = after_question and not short and len(said.split()) <= _SHORT_ANSWER and not _ASKED.search(said)
        after_question = bool(_ASKED.search(sentence))
    return joined


def thing_passages(place: Place, first: int = 0) -> list[Passage]:
    """What the scene file says of the place and of each thing."""
    found: list[Passage] = []

    def add(source: str, topic: str, text: str) -> None:
        about = frozenset(content_words(topic))
        for number, sentence in enumerate(sentences_of(text)):
            said = _named(topic, sentence) if number == 0 and source != "scene.toml" else sentence
            found.append(Passage(first + len(found), source, "thing", topic, said, about))

    add("scene.toml", place.title, place.description)
    for thing in place.things:
        if thing.description:
            add(f"scene.toml: {thing.name}", thing.name, thing.description)
    return found


def host_passages(persona: Persona, first: int = 0) -> list[Passage]:
    """What the card says of the host."""
    name = persona.spoken_name
    texts = [persona.fill(text) for text in (persona.description, persona.personality, persona.scenario)]
    found: list[Passage] = []
    for text in texts:
        for passage in page_passages(text, f"card of {name}", "host", first + len(found)):
            about = passage.about | frozenset(content_words(name))
            found.append(replace(passage, topic=name, about=about))
    return found


def _named(name: str, description: str) -> str:
    """A description that stands beside a name, as a sentence with the name."""
    if not description.isascii() and not name.isascii():
        return f"{name}：{description}"
    first = name.split(" ")[0]
    article = "" if first.lower() in ("the", "a", "an") or first[:1].isupper() else "The "
    begin = f"{article}{name}"
    words = description.split(" ")
    if words[0] in ("A", "An", "The"):
        return f"{begin[:1].upper()}{begin[1:]} is {words[0].lower()} {' '.join(words[1:])}"
    return f"{begin[:1].upper()}{begin[1:]}: {description[:1].lower()}{description[1:]}"


def _blocks(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Paragraphs, list items and table rows with the headings above them. Code is kept as it is, a line each."""
    headings: dict[int, str] = {}
    lines: list[str] = []
    in_code = False
    columns: list[str] = []
    title = _TITLE.match(text)
    if title:
        headings[1], text = _plain(title[1]), text[title.end() :]

    def taken() -> Iterator[tuple[tuple[str, ...], str]]:
        if lines:
            yield tuple(headings[level] for level in sorted(headings)), " ".join(lines)
            lines.clear()

    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.lstrip().startswith("```"):
            yield from taken()
            in_code = not in_code
            continue
        if in_code:
            continue
        columns = columns if line.lstrip().startswith("|") else []
        heading = _HEADING.match(line)
        if heading:
            yield from taken()
            level = len(heading[1])
            for deeper in [other for other in headings if other >= level]:
                del headings[deeper]
            headings[level] = _plain(heading[2])
        elif not line.strip() or _RULE.match(line):
            yield from taken()
        elif line.lstrip().startswith("|"):
            yield from taken()
            cells = [_plain(cell) for cell in line.strip().strip("|").split("|")]
            if columns and len(cells) == len(columns) >= _WIDE_TABLE:
                lines.append(_row(columns, cells))
            elif not columns:
                columns = cells
                continue
            else:
                lines.append(": ".join(cell for cell in cells if cell))
            yield from taken()
            continue
        elif _ITEM.match(line):
            yield from taken()
            lines.append(_plain(_ITEM.sub("", line)))
        else:
            lines.append(_plain(line.lstrip("> ")))
    yield from taken()


def _row(columns: Sequence[str], cells: Sequence[str]) -> str:
    """A row of a table as it would be said: "Lady Aurelia: built 1974, carries 90 passengers." """
    told = ", ".join(f"{column} {cell}".strip() for column, cell in zip(columns[1:], cells[1:], strict=True) if cell)
    return f"{cells[0]}: {told}" + ("" if told.endswith((".", "。")) else ".")


def _plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", text)).replace("`", "").strip()


def _subject(sentence: str) -> str:
    """The words before the verb, or behind "There is", where they are few enough to be a name for what is spoken of."""
    if sentence.startswith("There"):
        there = _THERE.match(sentence)
        if there is None:
            return ""
        number = f"{there['first']} " if _COUNTED.fullmatch(there["first"]) else ""
        return f"The {number}{there['name']}" if number or there["first"] in ("a", "an", "one", "some") else ""
    verbs = (match for match in _SUBJECT_END.finditer(sentence) if not _BARE.match(sentence[: match.start()]))
    match = next(verbs, None)
    before = sentence[: match.start()].strip() if match else ""
    words = before.split()
    if re.match(
        r"(?:On|In|At|After|Before|During|By|From|Under|Until|Since|For|With|When|As|One|Every|Each)\b", before
    ):
        last = _LAST_NAME.search(before if match and match.group() != "," else _after_comma(sentence))
        words = last.group().split() if last else []
    elif len(words) > 6 and (
        cut := re.search(r" (?:on|in|at|with|across|beside|near|from|under|above|behind|to) ", sentence)
    ):
        words = sentence[: cut.start()].split()
    if not 1 <= len(words) <= 6 or _PRONOUN.match(sentence):
        return ""
    subject = " ".join(words)
    return subject[:1].upper() + subject[1:]


def _after_comma(sentence: str) -> str:
    """The words between a leading phrase and the verb after it."""
    rest = sentence.partition(",")[2].strip()
    match = _SUBJECT_END.search(rest)
    return rest[: match.start()].strip() if match else ""


def _replaceable(sentence: str) -> bool:
    return bool(re.match(r"^(?:It|They|This one|He|She|Its|Their)\b", sentence))


def _replaced(sentence: str, subject: str) -> str:
    pronoun = re.match(r"^(?:This one|[A-Z][a-z]+)", sentence)
    assert pronoun is not None
    rest = sentence[pronoun.end() :]
    if pronoun.group() in ("Its", "Their"):
        return f"{subject}{'’' if subject.endswith('s') else '’s'}{rest}"
    if pronoun.group() in ("He", "She") and not re.search(r"[A-Z]", subject[1:]):
        return sentence
    return f"{subject}{rest}"


def _short_enough(sentence: str) -> Sequence[str]:
    if len(sentence) <= LONGEST:
        return [sentence]
    pieces = []
    while len(sentence) > LONGEST:
        cut = max(sentence.rfind(mark, 0, LONGEST) for mark in (", ", "; ", "，", "；", " "))
        cut = cut if cut > LONGEST // 4 else LONGEST
        pieces.append(sentence[: cut + 1].strip())
        sentence = sentence[cut + 1 :].strip()
    return [*pieces, sentence] if sentence else pieces
