"""What the host senses in a line, on lines that training never saw: wants, moods, harm, and which choice is meant."""

from __future__ import annotations

import importlib.util
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.bench.mind_choices import bench_choices
from vr_app.app.sense import closely, open_sense
from vr_app.host.choices.choice_cases import read_offered
from vr_app.host.feeling.expression import NO_GESTURE, Expressions
from vr_app.host.feeling.mood import COORDINATES, mood_of
from vr_app.host.safety.moderation import THRESHOLDS, Level, judge
from vr_app.host.sense import Remembering, Sense
from vr_app.host.wants.intent import decide
from vr_app.host.words.labelled_lines import Labelled, read_labelled
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import Generate
from vr_app.kernel.ports import Embedder
from vr_app.kernel.resources import resource_path

PROMISED = {
    "intent_right_en": 0.90,
    "intent_right_zh": 0.85,
    "choice_right_in_the_end": 0.95,
}
NOT_OVER = {
    "intent_head_p50_ms": 15.0,
    "choice_false": 0.02,
    "choice_false_in_the_end": 0.02,
    "harmless_declined": 0.05,
}
_LEVELS: tuple[Level, ...] = ("family", "general", "adult-off")
_KEPT = 20_000
"""Texts whose places are kept: other talk is held against every story."""
_ASKED_BARE = 24
"""Lines whose mood the bare model is asked for: it takes a second each."""


def bench_sense(
    embedder: Embedder,
    cases_file: Path | None,
    ask: Callable[[str, str], str] | None,
    write: Callable[[Generate], str] | None = None,
) -> dict[str, Any]:
    """Measures every head on its held-back lines, or on those of a file.

    Args:
        cases_file: JSON lines with "say" and one of "intent", "mood", "harm"; others are passed over.
        ask: asks the bare language model a question with a JSON Schema; None where there is none.
        write: hands it a request of the product's own.
    """
    sense = open_sense(Remembering(closely(embedder), _KEPT))
    if sense is None:
        return {"sense": "not installed"}
    mind = resource_path("assets") / "mind"
    given = read_cases(cases_file) if cases_file else {}
    own = {} if given else {kind: read_labelled(mind / f"{kind}s.held_back.txt") for kind in ("intent", "mood", "harm")}
    lines = given or own
    result: dict[str, Any] = {}
    if lines.get("intent"):
        result |= bench_intents(sense, lines["intent"])
    if lines.get("mood"):
        result |= bench_moods(sense, lines["mood"], ask)
    if lines.get("harm"):
        other = [] if given else read_labelled(mind / "intents.held_back.txt")
        result |= bench_harms(sense, [*lines["harm"], *(Labelled(line.text, "none") for line in other)])
    if not given:
        result |= bench_expressions(sense, mind)
        unrelated = [line.text for line in read_labelled(mind / "choices.unrelated.txt") if line.label == "held_back"]
        result |= bench_choices(sense, read_offered(mind / "choices.held_back.txt"), unrelated, write)
    return result


def read_cases(path: Path) -> dict[str, list[Labelled]]:
    """The lines of a file that have an intent, a mood or a harm. What cannot be read is somebody else's to tell."""
    found: dict[str, list[Labelled]] = {}
    for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines():
        try:
            case = json.loads(line)
        except ValueError:
            continue
        if not isinstance(case, dict):
            continue
        said = case.get("say") or case.get("text") or case.get("said")
        for kind in ("intent", "mood", "harm"):
            if isinstance(said, str) and isinstance(case.get(kind), str):
                found.setdefault(kind, []).append(Labelled(said, case[kind]))
    return found


def bench_intents(sense: Sense, lines: Sequence[Labelled]) -> dict[str, Any]:
    """Shares right by language, and how long the head and a whole decision take."""
    right: dict[str, list[bool]] = {}
    wrong: Counter[str] = Counter()
    whole_ms, head_ms, unsure = [], [], 0
    for line in lines:
        began_s = time.perf_counter()
        decision = decide(sense, line.text)
        whole_ms.append((time.perf_counter() - began_s) * 1e3)
        if decision is None:
            raise DeviceError("The model that understands sentences went away.", recoverable=True)
        places = sense.places([line.text])
        assert places is not None
        began_s = time.perf_counter()
        sense.heads.intents.probabilities(places, [line.text])
        head_ms.append((time.perf_counter() - began_s) * 1e3)
        hit = line.label in decision.intents
        right.setdefault(line.language, []).append(hit)
        unsure += decision.unsure
        if not hit:
            wrong[f"{line.label} taken for {decision.intents[0]}"] += 1
    found: dict[str, Any] = {f"intent_right_{name}": _share(hits) for name, hits in sorted(right.items())}
    return found | {
        "intent_lines": len(lines),
        "intent_unsure": round(unsure / len(lines), 3),
        "intent_most_confused": "; ".join(f"{what} ({count})" for what, count in wrong.most_common(4)),
        "intent_head_p50_ms": round(sorted(head_ms)[len(head_ms) // 2], 2),
        "intent_head_ms": figures(head_ms),
        "intent_decision_ms": figures(whole_ms),
    }


def bench_expressions(sense: Sense, mind: Path) -> dict[str, Any]:
    """Shares of held-back sentences of a host's that get the right face and gesture, beside the choice by words."""
    chosen, by_words = Expressions(sense), Expressions()
    faces = read_labelled(mind / "expressions.held_back.txt")
    gestures = read_labelled(mind / "gestures.held_back.txt")
    found: dict[str, Any] = {}
    for name, one in (("", chosen), ("_by_words", by_words)):
        found[f"face_right{name}"] = _share([one.face(line.text) == line.label for line in faces])
        wanted = [line.label.replace(NO_GESTURE, "") for line in gestures]
        found[f"gesture_right{name}"] = _share(
            [one.gesture(line.text, 0) == label for line, label in zip(gestures, wanted, strict=True)]
        )
    return found | {"face_lines": len(faces), "gesture_lines": len(gestures)}


def bench_moods(sense: Sense, lines: Sequence[Labelled], ask: Callable[[str, str], str] | None) -> dict[str, Any]:
    """Shares right, the confusion, and the sign of the valence beside VADER's and the bare model's."""
    right: dict[str, list[bool]] = {}
    confusion: dict[str, Counter[str]] = {}
    ours, theirs = [], []
    vader = _vader()
    for line in lines:
        mood = mood_of(sense, line.text)
        if mood is None:
            raise DeviceError("The model that understands sentences went away.", recoverable=True)
        right.setdefault(line.language, []).append(mood.emotion == line.label)
        confusion.setdefault(line.label, Counter())[mood.emotion] += 1
        wanted = _sign(COORDINATES.get(line.label, (0.0, 0.0))[0])
        if line.language == "en" and line.label not in ("surprise", "tired"):
            ours.append(_sign(mood.valence) == wanted)
            theirs.append(vader is not None and _sign(vader(line.text)) == wanted)
    found: dict[str, Any] = {f"mood_right_{name}": _share(hits) for name, hits in sorted(right.items())}
    found["mood_confusion"] = {
        label: ", ".join(f"{what} {count}" for what, count in row.most_common()) for label, row in confusion.items()
    }
    found["mood_valence_sign_right_en"] = _share(ours)
    found["mood_valence_sign_right_en_vader"] = _share(theirs) if vader else "not installed (extra `peers`)"
    if ask is not None:
        found |= _bare_moods(lines, ask)
    return found


def bench_harms(sense: Sense, lines: Sequence[Labelled]) -> dict[str, Any]:
    """Recall and precision of each category, and harmless lines declined, at each level."""
    found: dict[str, Any] = {"harm_lines": len(lines)}
    for level in _LEVELS:
        told = [(line.label, judge(line.text, level, sense).category) for line in lines]
        kinds = [kind for kind in THRESHOLDS[level] if THRESHOLDS[level][kind] <= 1.0]
        rows = {}
        for kind in kinds:
            wanted = [said for label, said in told if label == kind]
            named = [label for label, said in told if said == kind]
            recall = _share([bool(said) for said in wanted])
            rows[kind] = f"recall {recall}, precision {_share([label == kind for label in named])}, n={len(wanted)}"
        found[f"harm_{level.replace('-', '_')}"] = rows
        harmless = _share([bool(said) for label, said in told if label == "none"])
        found[f"harmless_declined_{level.replace('-', '_')}"] = harmless
    found["harmless_declined"] = found["harmless_declined_general"]
    return found


def problems(result: dict[str, Any]) -> list[str]:
    """Promises that do not hold."""
    short = [
        f"{name} is {result[name]}, promised {least}" for name, least in PROMISED.items() if result.get(name, 1) < least
    ]
    over = [
        f"{name} is {result[name]}, promised at most {most}"
        for name, most in NOT_OVER.items()
        if result.get(name, 0) > most
    ]
    return [*short, *over]


def _bare_moods(lines: Sequence[Labelled], ask: Callable[[str, str], str]) -> dict[str, Any]:
    """The bare model, which chooses a mood from the same list."""
    names = list(COORDINATES)
    schema = json.dumps(
        {"type": "object", "properties": {"mood": {"enum": names}}, "required": ["mood"], "additionalProperties": False}
    )
    some = lines[:: max(1, len(lines) // _ASKED_BARE)]
    hits = []
    for line in some:
        told = ask(f'How does somebody feel who says: "{line.text}"? Choose from {", ".join(names)}.', schema)
        try:
            hits.append(json.loads(told)["mood"] == line.label)
        except (ValueError, LookupError, TypeError):
            hits.append(False)
    return {"mood_right_bare_model": _share(hits), "mood_lines_bare_model": len(some)}


def _vader() -> Callable[[str], float] | None:
    if importlib.util.find_spec("vaderSentiment") is None:
        return None
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # pyright: ignore[reportMissingImports]

    analyser = SentimentIntensityAnalyzer()
    return lambda text: float(analyser.polarity_scores(text)["compound"])


def _sign(value: float) -> int:
    return (value > 0.1) - (value < -0.1)


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 3) if hits else 0.0
