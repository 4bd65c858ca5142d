"""`bench story --soak`: visitors of every kind in the improv windows of The Frost Night, with the real model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.bench.window_cases import CASES, WAYS, WindowCase
from vr_app.app.bench.window_talk import WindowStage, WindowTalk
from vr_app.app.models import embedder_config, inference_config
from vr_app.app.places import FIRST_SCENE, find_scene, open_place
from vr_app.app.wiring import make_embedder
from vr_app.host.replies.led_replies import out_of_role, serves
from vr_app.kernel import events as ev
from vr_app.kernel.settings import Settings
from vr_app.story.compile import compile_story
from vr_app.story.runner import CompiledStory, load_story

RIGHT_ENOUGH = 0.9
"""Share of the windows that must end as they are to."""


def bench_windows(settings: Settings, cases: Sequence[WindowCase] = CASES, answer: str = "") -> dict[str, Any]:
    """Plays each case; `problems` names what ended otherwise than it should.

    Args:
        answer: as in `WindowStage.talk`.
    """
    config = inference_config(settings)
    if config.language is None:
        return {"windows": "no language model is installed"}
    embedder = make_embedder(embedder_config(), timeout_s=20.0)
    if embedder is not None:
        embedder.start()
        embedder.wait_until_ready()
    stage = WindowStage(settings, config, open_place(find_scene(FIRST_SCENE)), embedder)
    try:
        stage.start()
        return _played(stage, frost_night(stage), cases, answer)
    finally:
        stage.close()
        if embedder is not None:
            embedder.close()


def frost_night(stage: WindowStage) -> CompiledStory:
    """The story of the scene."""
    folder = stage.opened.stage.folder
    compiled = compile_story(lambda name: (folder / name).read_bytes(), "story.ink")
    assert compiled.story_json is not None
    return load_story(compiled.story_json)


def _played(stage: WindowStage, story: CompiledStory, cases: Sequence[WindowCase], answer: str) -> dict[str, Any]:
    problems: list[str] = []
    ended = checks = right_checks = false_goals = asked = agreed = wanted = sentences = strayed = 0
    seconds: list[float] = []
    tokens: list[float] = []
    for case in cases:
        talk = stage.talk(story, answer)
        talk.go_to(*WAYS[case.window])
        for number, line in enumerate(case.lines):
            talk.say(line)
            seconds.append(talk.first_s)
            tokens.append(talk.evaluated)
            closed = talk.closed()
            if closed is not None and closed.reason == "exit":
                break
            met = closed is not None and closed.reason == "goal"
            may, must = case.met is not None and number >= case.met[0], case.met is not None and number >= case.met[1]
            checks += 1
            right_checks += may if met else not must
            false_goals += met and not may
            if closed is not None:
                break
        closed = talk.closed()
        reason = closed.reason if closed is not None else "open"
        ended += reason == case.ends
        if reason != case.ends:
            problems.append(f"{case.window}, {case.name}: ended by {reason} instead of {case.ends}")
        asked += talk.judged()
        if closed is not None and reason == "goal":
            wanted += len(case.agreed)
            values = dict(closed.agreed)
            for name, value in case.agreed.items():
                agreed += value in values.get(name, "")
                if value not in values.get(name, ""):
                    problems.append(f"{case.window}, {case.name}: {name} is {values.get(name, '')!r}, not {value!r}")
        said = spoken_by_model(talk)
        sentences += len(said)
        strayed += sum(out_of_role(text) or serves(text) for text in said)
    result = {
        "windows": len(cases),
        "ended_right": ended,
        "checks": checks,
        "checks_right": right_checks,
        "false_goals": false_goals,
        "asked_the_model": asked,
        "values": wanted,
        "values_right": agreed,
        "sentences_out_of_role": strayed,
        "sentences": sentences,
        "first_sentence_s": figures(seconds),
        "evaluated_tokens": figures(tokens),
    }
    held = ended >= RIGHT_ENOUGH * len(cases) and not false_goals
    return {**result, "missed": problems, "problems": [] if held else problems}


def spoken_by_model(talk: WindowTalk) -> list[str]:
    """The host's own sentences, without those of the author."""
    turns = {event.turn for event in talk.log if isinstance(event, ev.Generate) and not event.json_schema}
    return [event.text for event in talk.log if isinstance(event, ev.SentenceReady) and event.turn in turns]
