"""`bench listen --speech DIR`: what is understood, how soon it is answered, who may interrupt, and the host's echo."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vr_app.app.bench.figures import plain
from vr_app.app.bench.listen_cases import KINDS, Case, read_manifest
from vr_app.app.bench.listen_noises import coughs, laughs
from vr_app.app.bench.listen_talk import (
    SpokenTalk,
    bench_echo,
    bench_interruptions,
    bench_turns,
    spoken_sounds,
)
from vr_app.app.bench.listen_words import ECHO_DB, RealTimeHearing, bench_words
from vr_app.app.listening.hearing import NOT_INSTALLED, hearing_config
from vr_app.app.listening.hearing_rules import rules_of
from vr_app.app.models import SET_UP, inference_config
from vr_app.app.places import OpenedPlace
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import Settings

ECHO_S, SOAK_ECHO_S = 45.0, 600.0
MOST_TURNS, MOST_INTERRUPTIONS = 20, 12
BACKCHANNELS = ("Mm-hmm.", "Uh-huh.", "Yeah.", "Okay.", "Right.", "Oh, wow.", "Ha ha ha.", "Hm.")
STOPS = ("Stop.", "Wait.", "Wait a moment.", "Stop talking, please.")


def bench_listen(
    settings: Settings,
    opened: OpenedPlace,
    speech: Path,
    *,
    soak: bool,
    parts: Sequence[str],
    minutes: float = 0.0,
    told: Callable[[str], None] = lambda words: None,
) -> dict[str, Any]:
    """All of it, or some parts. Takes ten minutes: everything is in real time.

    Args:
        parts: "turns", "interruptions", "backchannels", "echo" (the host's own), "words".
        minutes: of the host's own echo; 0 for as long as it takes, ten for a soak.
        told: takes each part's figures as JSON as soon as they are there.

    Raises: UserError for recordings that cannot be read, or where models lack.
    """
    recordings = read_manifest(speech)
    cases = [case for case in recordings if not case.kind]
    heard = hearing_config(settings.hearing)
    config = inference_config(settings)
    if heard is None:
        raise UserError(NOT_INSTALLED.partition(",")[0], remedy=SET_UP, exit_code=3)
    if "turns" not in parts:
        config = replace(config, language=None)
    if ("turns" in parts and config.language is None) or config.voice is None:
        raise UserError("No language model or no voice is installed", remedy=SET_UP, exit_code=3)
    result: dict[str, Any] = {
        "recogniser": heard.name,
        "end_of_turn_model": Path(heard.turn_model).stem or "none",
        "language_model": config.language.name if config.language is not None else "not needed",
        "voice": config.voice.name,
        "recordings": len(recordings),
    }

    def done(name: str, figures_of_it: Any) -> None:
        result[name] = figures_of_it
        told(json.dumps(plain({name: figures_of_it})))

    talk = SpokenTalk(replace(settings, hearing=replace(settings.hearing, mode="open")), opened, config)
    try:
        talk.open()
        own = spoken_sounds(talk, ("The lamp is lit every evening, and the boats come home one after the other.",))
        echo_s = 60.0 * minutes or (SOAK_ECHO_S if soak else ECHO_S)
        _with_the_host(talk, recordings, parts, echo_s, done)
    finally:
        talk.close()
    if "words" in parts:
        hearing = RealTimeHearing(heard, rules_of(settings.hearing))
        try:
            result["hearing_ready_s"] = hearing.until_ready()
            samples = _enough(cases, 100) if soak else cases
            done("words", bench_words(hearing, samples, own[0][1], Path(heard.recognizer)))
        finally:
            hearing.close()
    return result


def _with_the_host(
    talk: SpokenTalk, recordings: list[Case], parts: Sequence[str], echo_s: float, done: Callable[[str, Any], None]
) -> None:
    """The parts in which the host speaks."""
    cases = [case for case in recordings if not case.kind]
    brought = {kind: [(case.name, case.samples) for case in recordings if case.kind == kind] for kind in KINDS}
    if "turns" in parts:
        done("spoken_turns", bench_turns(talk, cases[:MOST_TURNS]))
    if "interruptions" in parts:
        stops = spoken_sounds(talk, STOPS)
        sentences = [*stops, *((case.name, case.samples) for case in cases[: MOST_INTERRUPTIONS - len(stops)])]
        sentences += brought["interruption"]
        done("interruptions", bench_interruptions(talk, sentences, stops=True))
    if "backchannels" in parts:
        sounds = [*spoken_sounds(talk, BACKCHANNELS), *coughs(), *laughs(), *brought["backchannel"]]
        done("backchannels", bench_interruptions(talk, sounds, stops=False))
    if "echo" in parts:
        done("echo_alone", bench_echo(talk, echo_s, ECHO_DB))


def _enough(cases: list[Case], count: int) -> list[Case]:
    """The recordings again and again until there are so many."""
    return [cases[number % len(cases)] for number in range(max(count, len(cases)))]
