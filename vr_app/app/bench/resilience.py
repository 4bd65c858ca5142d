"""`bench resilience`: every process is killed in the middle of a reply; the database must equal what was heard.

Each visit is a process of its own on one shared database. Its first reply loses the language model or the voice, its
second one the other, its third one the whole visit. The visit after the last one ends by itself.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, Literal

from vr_app.app.bench.figures import figures
from vr_app.app.bench.process_memory import resident_mb
from vr_app.app.bench.resilience_heard import Report, judge
from vr_app.app.bench.watched_visit import WatchedVisit
from vr_app.app.models import SET_UP, inference_config
from vr_app.app.places import OpenedPlace
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.ids import DEFAULT_PERSON
from vr_app.kernel.settings import Settings
from vr_app.store.conversation import open_conversation

log = logging.getLogger(__name__)

KILLS, SOAK_KILLS = 2, 20
_TRIES = 12
"""Replies that may be over before their moment comes; a tiny model often says three words."""
_ORPHANS_S = 5.0
_PROGRESS_S = 0.2

Program = Literal["language", "voice"]


@dataclass
class Tally:
    """What came of all kills until now.

    Attributes:
        reports: of all visits, in order.
        killed: turn -> the process that was killed in it.
        main_killed_s: turn -> when the main process was killed in it.
        problems: in plain words; empty where all is well.
    """

    reports: list[Report] = field(default_factory=list)
    killed: dict[int, str] = field(default_factory=dict)
    main_killed_s: dict[int, float] = field(default_factory=dict)
    restarted: Counter[str] = field(default_factory=Counter)
    completed: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    cut_while_writing: int = 0
    asked_again: int = 0
    missed: int = 0
    orphans: int = 0
    ready_again_s: dict[str, list[float]] = field(default_factory=lambda: {"language": [], "voice": [], "main": []})
    talking_again_s: dict[str, list[float]] = field(default_factory=lambda: {"language": [], "voice": [], "main": []})
    problems: list[str] = field(default_factory=list)


def bench_resilience(
    settings: Settings, opened: OpenedPlace, cases: Sequence[str], kills: int = KILLS
) -> dict[str, Any]:
    """Kills each process `kills` times.

    Raises: UserError without a model and a voice.
    """
    config = inference_config(settings)
    if config.language is None or config.voice is None:
        raise UserError("No language model or no voice is installed", remedy=SET_UP, exit_code=3)
    tally, lines = Tally(), cycle(cases)
    verdicts: dict[int, str] = {}
    with tempfile.TemporaryDirectory(prefix="virgil-bench-") as folder:
        database = Path(folder) / "memory.sqlite"
        killed_s: float | None = None
        for number in range(kills + 1):
            visit = WatchedVisit(opened.stage.folder, database, settings)
            try:
                ready_s = visit.wait_until_ready()
                if number < kills:
                    _kill_each(visit, ("voice", "language") if number % 2 == 0 else ("language", "voice"), lines, tally)
                else:
                    _talk_to_the_end(visit, next(lines), tally)
                if killed_s is not None:
                    tally.restarted["main"] += 1
                    tally.ready_again_s["main"].append(ready_s - killed_s)
                    tally.talking_again_s["main"].append(visit.all("PlaybackStarted")[0]["at_s"] - killed_s)
            except DeviceError as error:
                tally.problems.append(f"visit {number + 1}: {error}")
            finally:
                visit.close()
            killed_s = next((tally.main_killed_s[turn] for turn in visit.turns if turn in tally.main_killed_s), None)
            tally.reports += visit.reports
            verdicts = _compare(tally, database)
            log.info("visit %d of %d: %d problems", number + 1, kills + 1, len(tally.problems))
    return {
        "model": config.language.name,
        "voice": config.voice.name,
        "scene": opened.id,
        "turns": len(verdicts),
        "replies_over_too_soon": tally.missed,
        "killed": dict(Counter(tally.killed.values())),
        "database_equals_heard": _count(tally, verdicts, ("equal", "in flight")),
        "last_word_in_flight": _count(tally, verdicts, ("in flight",)),
        "restarted": dict(tally.restarted),
        "turn_completed": dict(tally.completed),
        "told_in_plain_words": dict(tally.told),
        "cut_while_writing": tally.cut_while_writing,
        "asked_again_once": tally.asked_again,
        "orphans": tally.orphans,
        "ready_again_s": {name: figures(values) for name, values in tally.ready_again_s.items()},
        "talking_again_s": {name: figures(values) for name, values in tally.talking_again_s.items()},
        "problems": tally.problems,
    }


def _kill_each(visit: WatchedVisit, order: tuple[Program, Program], lines: Iterator[str], tally: Tally) -> None:
    """One kill of each process; the first one while the reply is spoken, so that the visit's first word is timed."""
    first, second = order
    attempts: tuple[Callable[[], bool], ...] = (
        lambda: _kill_program(visit, first, False, next(lines), tally),
        lambda: _kill_program(visit, second, True, next(lines), tally),
        lambda: _kill_main(visit, next(lines), tally),
    )
    for attempt in attempts:
        # Some replies are over before their moment comes: then another line is said.
        for _ in range(_TRIES):
            if attempt():
                break
            tally.missed += 1
        else:
            raise DeviceError(f"{_TRIES} replies in a row were too short to be cut.", recoverable=False)


def _talk_to_the_end(visit: WatchedVisit, line: str, tally: Tally) -> None:
    turn = visit.say(line)
    closed = visit.wait_for(lambda r: r["type"] == "TurnClosed" and r["turn"] == turn)
    if closed["outcome"] != "complete":
        tally.problems.append(f"turn {turn} after the last kill: {closed['outcome']}")
    if visit.end():
        tally.problems.append("the last visit did not end well")


def _speaking(visit: WatchedVisit, turn: int) -> bool:
    """Waits until some words of the reply were heard. False where it was over first."""
    words = random.randint(1, 6)

    def heard_enough(report: Report) -> bool:
        heard = report["type"] == "Heard" and (report["index"] or len(report["text"].split()) >= words)
        return report.get("turn") == turn and (heard or report["type"] == "TurnClosed")

    if visit.wait_for(heard_enough)["type"] == "TurnClosed":
        return False
    time.sleep(random.uniform(0.0, _PROGRESS_S))
    return not visit.seen("TurnClosed", turn)


def _kill_program(visit: WatchedVisit, program: Program, at_work: bool, line: str, tally: Tally) -> bool:
    """Kills one program while it works on the reply's first words, or while they are heard. False: it was too late."""
    turn = visit.say(line)
    if at_work:
        sign = "TokensGenerated" if program == "language" else "SentenceReady"
        visit.wait_for(lambda r: r["type"] in (sign, "TurnClosed") and r["turn"] == turn)
        if visit.seen("TurnClosed", turn):
            return False
    elif not _speaking(visit, turn):
        return False
    killed_s = time.monotonic()
    kill(visit.pids[program])
    tally.killed[turn] = program
    ready = visit.wait_for(lambda r: r["type"] == "ModelReady" and r["kind"] == program and r["at_s"] > killed_s)
    tally.restarted[program] += 1
    tally.ready_again_s[program].append(ready["at_s"] - killed_s)
    visit.wait_for(lambda r: r["type"] == "TurnClosed" and r["turn"] == turn)
    if at_work:
        words_s = [r["at_s"] for r in visit.all("PlaybackStarted", turn) if r["at_s"] > killed_s]
        tally.talking_again_s[program] += [at_s - killed_s for at_s in words_s[:1]]
    _check_turn(visit, turn, program, killed_s, tally)
    return True


def _check_turn(visit: WatchedVisit, turn: int, program: Program, killed_s: float, tally: Tally) -> None:
    """A turn that lost a program was told of, was tried again once where need be, and was completed."""
    where = f"turn {turn} ({program} killed)"
    texts = [r["text"] for r in visit.all("SentenceReady", turn)]
    (closed,) = visit.all("TurnClosed", turn)
    if closed["outcome"] == "complete" and all(text in closed["heard"] for text in texts):
        tally.completed[program] += 1
    else:
        tally.problems.append(f"{where}: {closed['outcome']}, wrote {texts}, heard {closed['heard']!r}")
    notices = [r for r in visit.all("HostNotice") if r["at_s"] > killed_s]
    told = next((r for r in notices if "started again" in r["text"] or "restarted" in r["text"]), None)
    if told is None:
        tally.problems.append(f"{where}: nobody was told; notices were {[r['text'] for r in notices]}")
        return
    tally.told[program] += 1
    at = visit.reports.index(told)
    before, after = (
        [r["type"] for r in part if r.get("turn") == turn] for part in (visit.reports[:at], visit.reports[at:])
    )
    if program == "language" and before.count("Generate") > before.count("GenerationFinished"):
        tally.cut_while_writing += 1
        again = after.count("Generate")
        tally.asked_again += again == 1
        if again != 1:
            tally.problems.append(f"{where}: the model was asked again {again} times")


def _kill_main(visit: WatchedVisit, line: str, tally: Tally) -> bool:
    """Kills the whole visit while the reply is spoken; its programs must end by themselves."""
    turn = visit.say(line)
    if not _speaking(visit, turn):
        return False
    programs = dict(visit.pids)
    killed_s = time.monotonic()
    visit.kill()
    tally.killed[turn], tally.main_killed_s[turn] = "main", killed_s
    while left := [name for name, pid in programs.items() if resident_mb(pid) is not None]:
        if time.monotonic() > killed_s + _ORPHANS_S:
            tally.orphans += len(left)
            tally.problems.append(f"turn {turn}: still running after the main process was killed: {', '.join(left)}")
            for name in left:
                kill(programs[name])
            break
        time.sleep(0.05)
    return True


def _compare(tally: Tally, database: Path) -> dict[int, str]:
    """The verdict on every turn of every visit until now; adds to the problems."""
    store, notice = open_conversation(database)
    try:
        stored = {turn.turn: turn for turn in store.history(DEFAULT_PERSON, 1_000_000)}
    finally:
        store.close()
    problems = [notice] if notice else []
    verdicts: dict[int, str] = {}
    for turn in [r["turn"] for r in tally.reports if r["type"] == "TurnOpened"]:
        verdicts[turn], problem = judge(tally.reports, turn, stored.get(turn), tally.main_killed_s.get(turn))
        problems += [problem] if problem else []
    problems += [f"turn {turn} is in the database and never was" for turn in stored if turn not in verdicts]
    outcomes = {r["turn"]: r["outcome"] for r in tally.reports if r["type"] == "TurnClosed"}
    outcomes |= dict.fromkeys(tally.main_killed_s, "interrupted")
    wrong = [turn for turn in stored.values() if turn.outcome != outcomes.get(turn.turn)]
    problems += [f"turn {turn.turn} is written down as {turn.outcome!r}" for turn in wrong]
    tally.problems += [problem for problem in problems if problem not in tally.problems]
    return verdicts


def _count(tally: Tally, verdicts: dict[int, str], wanted: tuple[str, ...]) -> dict[str, int]:
    found = Counter(process for turn, process in tally.killed.items() if verdicts.get(turn) in wanted)
    return {process: found[process] for process in ("language", "voice", "main")}


def kill(pid: int) -> None:
    """Ends a process at once, without a chance to tidy up."""
    os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
