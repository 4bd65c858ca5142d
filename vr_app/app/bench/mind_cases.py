"""Questions with what a right answer holds: our own for our scenes, or a file of them for any scene."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from vr_app.host.place.scene_brief import Viewpoint
from vr_app.kernel.errors import Location, UserError

Kind = Literal["grounded", "unanswerable", "spatial", "altered"]
_KINDS: dict[str, Kind] = {
    "grounded": "grounded",
    "answerable": "grounded",
    "fact": "grounded",
    "unanswerable": "unanswerable",
    "unknown": "unanswerable",
    "declined": "unanswerable",
    "spatial": "spatial",
    "altered": "altered",
}


@dataclass(frozen=True)
class MindCase:
    """One question.

    Attributes:
        has: a right answer holds at least one of these (all of them where joined by " & ").
        viewpoint: where the visitor stands; None where they arrived.
        instead: of an altered case, what the lore says and what it is to say.
    """

    said: str
    kind: Kind
    has: tuple[str, ...] = ()
    viewpoint: Viewpoint | None = None
    instead: tuple[str, ...] = ()


def read_mind_cases(path: Path) -> list[MindCase]:
    """JSON Lines: {"say": "...", "kind": "grounded", "has": ["1871"], "at": [0, 0, 0], "yaw_deg": 90}.

    {"say": "...", "kind": "altered", "instead": ["in 1871", "in 1902"], "has": ["1902"]} is asked with other lore.
    `question` may stand for `say`, `answer` or `expect` for `has`; without `has` a case is unanswerable. Lines with
    neither are passed over: other parts of the bench read them.

    Raises: UserError with file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"These cases cannot be read: {error}", where=Location(path)) from error
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise UserError(
                f"This case is not JSON: {error}", where=Location(path, number), remedy="Mend it."
            ) from error
        if isinstance(entry, dict) and (case := _case(entry)) is not None:
            cases.append(case)
    return cases


def _case(entry: dict[str, Any]) -> MindCase | None:
    said = next((entry[key] for key in ("say", "question", "said", "q") if isinstance(entry.get(key), str)), "")
    raw = next((entry[key] for key in ("has", "answer", "answers", "expect", "expected", "any") if key in entry), None)
    has = (
        tuple(str(part) for part in raw)
        if isinstance(raw, list)
        else (str(raw),)
        if raw not in (None, "", False)
        else ()
    )
    told = str(entry.get("kind") or entry.get("type") or entry.get("category") or "").lower()
    kind = _KINDS.get(told) or ("grounded" if has else "unanswerable" if entry.get("answerable") is False else None)
    if not said or kind is None:
        return None
    at, yaw = entry.get("at"), entry.get("yaw_deg", 0.0)
    viewpoint = Viewpoint((float(at[0]), float(at[1]), float(at[2])), float(yaw)) if isinstance(at, list) else None
    instead = entry.get("instead")
    if kind == "altered" and not (isinstance(instead, list) and len(instead) == 2):
        return None
    changed = (str(instead[0]), str(instead[1])) if isinstance(instead, list) and kind == "altered" else ()
    return MindCase(said, kind, has, viewpoint, changed)


def _own(grounded: str, unknown: str, spatial: str) -> tuple[MindCase, ...]:
    cases = [MindCase(said, "grounded", tuple(has.split("|"))) for said, has in _pairs(grounded)]
    cases += [MindCase(line.strip(), "unanswerable") for line in unknown.strip().splitlines()]
    cases += [MindCase(said, "spatial", tuple(has.split("|"))) for said, has in _pairs(spatial)]
    return tuple(cases)


def _pairs(text: str) -> list[tuple[str, str]]:
    rows = (line.rsplit("->", 1) for line in text.strip().splitlines())
    return [(said.strip(), has.strip()) for said, has in rows]


OWN: dict[str, tuple[MindCase, ...]] = {
    "observatory-terrace": _own(
        """
        How old is this observatory? -> 1871
        Who started the observatory? -> Orla Halden
        Where did the dome come from originally? -> school for navigators
        In how many pieces did they carry the dome up? -> forty-one|41
        How long does one full turn of the dome take? -> eleven minutes|11
        What is the dome made of? -> copper|oak
        How big is the lens of the refractor? -> twenty-three|23
        Is the old telescope still in use? -> every clear night|still used
        Who built the orrery? -> Tobias Renn|Renn
        When was the orrery made? -> 1884
        Which planets can you see on the orrery? -> Mercury & Saturn
        How long does Jupiter need for a round here? -> minute and a half
        How often is the orrery oiled? -> first Sunday
        When was the star chart laid? -> 1902
        What is the star chart made of? -> slate|brass
        How many people live in the town? -> nine hundred|900
        What is the town over there called? -> Merrow
        When do they ring the bell? -> dusk
        When was the lighthouse built? -> 1859
        Why does the bay glow in August? -> tiny creatures
        灯塔是哪一年建的？ -> 1859
        """,
        """
        How tall is the dome?
        Who is the mayor of the town?
        How much did the telescope cost?
        How deep is the bay?
        When was Orla Halden born?
        Who painted the star chart?
        How many visitors come here each year?
        What is the captain of the fishing fleet called?
        Is there a restaurant up here?
        这座天文台花了多少钱？
        """,
        """
        What is behind me? -> house
        How far is the lighthouse? -> 1.6 kilometre
        Where is the orrery? -> right
        How do I get to the brass telescope? -> straight ahead & 9.5
        Is the dome on my right? -> No
        How far is it from here to the town? -> 870
        Which is closer, the orrery or the brass telescope? -> orrery
        我后面有什么？ -> house|房子
        灯塔有多远？ -> 1.6公里
        What is the nearest thing to me? -> star chart
        """,
    ),
    "museum-hall": _own(
        """
        Who gave the museum to the town? -> Astrid Lindqvist
        When did the town get this museum? -> 1889
        What does it cost to get in? -> free
        How long is the hall? -> thirty-six|36
        How many squares does the floor have? -> thirteen hundred|1300
        When did the whale strand? -> 1893
        How long is the whale skeleton? -> thirteen metres|13
        What is missing from the left flipper? -> finger bones
        How did the bones get up here? -> carried
        Who made the clock? -> Henrik Brandt|Brandt
        Why has the clock no case? -> dust and lies
        How many turns of the key does the clock need? -> forty|40
        When was the bust bought? -> 1891
        What do the guards call the marble bust? -> Signe
        Where was the amphora made? -> Athens
        How old is the amphora? -> 530
        What was kept in jars like this amphora? -> oil|wine
        When was the Constance lost? -> 1842
        Who made the ship model? -> cook
        How old is the ammonite? -> 150 million
        双耳瓶是在哪里做的？ -> 雅典|Athens
        """,
        """
        Who carved the bust?
        How heavy is the whale?
        When does the museum close?
        What is the clock worth?
        Who was the captain of the Constance?
        Who painted the still life?
        How many people work here?
        Is there a gift shop?
        How old was Astrid Lindqvist when she died?
        馆长叫什么名字？
        """,
        """
        What is behind me? -> entrance doors
        How far away is the clock? -> 12
        Where is the amphora? -> left
        How do I get to the ammonite? -> 17
        Is the bust on my left? -> No
        What can I see if I turn around? -> entrance doors
        How far is the amphora from the bust? -> 7
        最近的东西是什么？ -> 门|doors
        半身像在哪里？ -> 右
        Which is nearer, the clock or the amphora? -> amphora
        """,
    ),
}
"""Cases by the id of the scene."""
