"""`bench listen --speech DIR`: what is understood, how soon it is answered, who may interrupt, and the host's echo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.app.bench.listen_cases import RATE_HZ, Case, Samples, read_manifest
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


def bench_listen(settings: Settings, opened: OpenedPlace, speech: Path, *, soak: bool) -> dict[str, Any]:
    """All of it. Takes some minutes: everything is in real time.

    Raises: UserError for recordings that cannot be read, or where models lack.
    """
    cases = read_manifest(speech)
    heard = hearing_config(settings.hearing)
    config = inference_config(settings)
    if heard is None:
        raise UserError(NOT_INSTALLED.partition(",")[0], remedy=SET_UP, exit_code=3)
    if config.language is None or config.voice is None:
        raise UserError("No language model or no voice is installed", remedy=SET_UP, exit_code=3)
    talk = SpokenTalk(replace(settings, hearing=replace(settings.hearing, mode="open")), opened, config)
    try:
        talk.open()
        own = spoken_sounds(talk, ("The lamp is lit every evening, and the boats come home one after the other.",))
        stops = spoken_sounds(talk, STOPS)
        backchannels = [*spoken_sounds(talk, BACKCHANNELS), *coughs()]
        turns = bench_turns(talk, cases[:MOST_TURNS])
        sentences = [*stops, *((case.name, case.samples) for case in cases[: MOST_INTERRUPTIONS - len(stops)])]
        interruptions = bench_interruptions(talk, "interruptions", sentences, stops=True)
        false_stops = bench_interruptions(talk, "backchannels", backchannels, stops=False)
        echo = bench_echo(talk, SOAK_ECHO_S if soak else ECHO_S, ECHO_DB)
    finally:
        talk.close()
    hearing = RealTimeHearing(heard, rules_of(settings.hearing))
    try:
        loading_s = hearing.until_ready()
        words = bench_words(hearing, _enough(cases, 100) if soak else cases, own[0][1], Path(heard.recognizer))
    finally:
        hearing.close()
    return {
        "recogniser": heard.name,
        "end_of_turn_model": Path(heard.turn_model).stem or "none",
        "language_model": config.language.name,
        "voice": config.voice.name,
        "recordings": len(cases),
        "hearing_ready_s": loading_s,
        "words": words,
        "spoken_turns": turns,
        "interruptions": interruptions,
        "backchannels": false_stops,
        "echo_alone": echo,
    }


def coughs(count: int = 3) -> list[tuple[str, Samples]]:
    """Short bursts of noise, as a throat makes them."""
    rng = np.random.default_rng(5)
    found = []
    for number in range(count):
        parts = []
        for _ in range(1 + number % 2):
            length = int((0.12 + 0.05 * number) * RATE_HZ)
            burst = rng.standard_normal(length) * np.exp(-np.arange(length) / (0.05 * RATE_HZ))
            parts += [np.convolve(burst, np.ones(6) / 6, "same") * 0.35, np.zeros(int(0.15 * RATE_HZ))]
        found.append((f"cough {number + 1}", np.concatenate(parts).astype(np.float32)))
    return found


def _enough(cases: list[Case], count: int) -> list[Case]:
    """The recordings again and again until there are so many."""
    return [cases[number % len(cases)] for number in range(max(count, len(cases)))]
