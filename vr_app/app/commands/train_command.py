"""`vr-app train PART|all`: makes the small heads anew from their committed lines."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from vr_app.app.answer_lessons import lessons
from vr_app.app.doubt_lessons import judgements
from vr_app.app.folders import settings_file
from vr_app.app.models import SET_UP, embedder_config, inference_config
from vr_app.app.wiring import make_embedder
from vr_app.app.writing_model import WritingModel
from vr_app.host.answers.answer_training import train_answers
from vr_app.host.answers.doubt_probe import YES_NO, save_probe
from vr_app.host.answers.probe_training import train_probe
from vr_app.host.choices.choice_cases import read_offered, train_choices
from vr_app.host.choices.choice_meaning import ChoiceJudge, ChoiceWeights
from vr_app.host.wants.intent import INTENTS
from vr_app.host.words.labelled_lines import Labelled, read_fillers, read_labelled
from vr_app.host.words.trained_head import load_head, train_head
from vr_app.kernel.errors import UserError
from vr_app.kernel.ports import Embedder
from vr_app.kernel.resources import resource_path
from vr_app.kernel.settings import load_settings

HEADS = ("intents", "moods", "harms", "expressions", "gestures", "remarks", "asides")
PARTS = (*HEADS, "choices", "answers", "doubts")
"""Choices come after the heads: their weights stand on the intents' head. Doubts ask the language model."""


_USUAL = {
    "harms": ("none", frozenset(INTENTS) - {"complaint"}),
    "moods": ("neutral", frozenset({"ask_place", "ask_thing", "ask_host", "ask_app", "go_elsewhere", "change_scene"})),
}
"""Lines of the intents that are also examples of a head's usual kind."""
_MERE_TALK = frozenset({"small_talk", "praise", "complaint", "farewell"})
_OF_OTHERS = frozenset({"defends", "blames", "weighs", "others", "retracts", "asks", "wish"})
_OF_ONESELF = re.compile(r"\b(?:i|i'd|i'm|i've|i'll|me|my|mine)\b|我", re.IGNORECASE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=(*PARTS, "intent", "all"), help="which weights")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the lines, instead of our own assets/mind")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the weights go; beside the lines if not given")


def run(arguments: argparse.Namespace) -> int:
    config = embedder_config()
    client = make_embedder(config, timeout_s=20.0)
    if client is None:
        raise UserError("The model that understands sentences is not installed", remedy=SET_UP, exit_code=3)
    data = arguments.data or resource_path("assets") / "mind"
    what = {"all": PARTS, "intent": ("intents",)}.get(arguments.what, (arguments.what,))
    client.start()
    try:
        client.wait_until_ready()
        for part in what:
            embedder = client if part in ("answers", "doubts") else client.closely
            print(train(part, embedder, data, arguments.out or data), flush=True)
    finally:
        client.close()
    return 0


def train(part: str, embedder: Embedder, data: Path, out: Path) -> str:
    """Makes one part's weights. Returns a plain line. Raises: UserError, DeviceError."""
    out.mkdir(parents=True, exist_ok=True)
    if part == "choices":
        return _train_choices(embedder, data, out)
    if part == "answers":
        return _train_answers(embedder, data, out)
    if part == "doubts":
        return _train_doubts(embedder, data, out)
    lines = read_labelled(data / f"{part}.train.txt", read_fillers(data / "fillers.txt"))
    if part in _USUAL:
        usual, kinds = _USUAL[part]
        lines += [
            Labelled(line.text, usual)
            for line in read_labelled(data / "intents.train.txt", read_fillers(data / "fillers.txt"))
            if line.label in kinds
        ]
    if part == "harms":
        lines += [Labelled(text, "none") for text in (*_told_in_stories(data), *_said_of_others(data))]
    texts = [line.text for line in lines]
    head = train_head(_embedded(embedder)(texts), texts, [line.label for line in lines])
    head.save(out / f"{part}.npz")
    return f"{part}: {len(lines)} lines, {len(head.labels)} kinds -> {out / f'{part}.npz'}"


def _said_of_others(data: Path) -> list[str]:
    """What people say in windows of other people's lives: full of death and blame, and nobody in danger."""
    lines = data / "remarks.train.txt"
    remarks = read_labelled(lines) if lines.exists() else []
    return [line.text for line in remarks if line.label in _OF_OTHERS and not _OF_ONESELF.search(line.text)]


def _told_in_stories(data: Path) -> list[str]:
    """What people say to a story's choices, and beside them: full of ropes, losses and last things, and harmless."""
    offers = data / "choices.tuning.txt"
    if not offers.exists():
        return []
    said = [text for case in read_offered(offers) for text, _ in case.said]
    beside = [line.text for line in read_labelled(data / "choices.unrelated.txt") if line.label == "tuning"]
    return list(dict.fromkeys([*said, *beside]))


def _train_choices(embedder: Embedder, data: Path, out: Path) -> str:
    cases = read_offered(data / "choices.tuning.txt")
    unrelated = [line.text for line in read_labelled(data / "choices.unrelated.txt") if line.label == "tuning"]
    intents = out / "intents.npz"
    judge = ChoiceJudge(
        embedder, load_head(intents if intents.exists() else data / "intents.npz"), ChoiceWeights((), ())
    )
    weights = train_choices(judge, cases, unrelated)
    path = out / "choices.json"
    path.write_text(json.dumps(asdict(weights)) + "\n", encoding="utf-8")
    said = sum(len(case.said) for case in cases)
    return f"choices: {said} lines for {len(cases)} offers, {len(unrelated)} of other talk -> {path}"


def _train_answers(embedder: Embedder, data: Path, out: Path) -> str:
    asked = list(lessons(data / "answers", embedder))
    path = out / "answers.json"
    train_answers(asked).save(path)
    answered = sum(bool(one.right.any()) for one in asked)
    return f"answers: {len(asked)} questions, {answered} of them answered -> {path}"


def _train_doubts(embedder: Embedder, data: Path, out: Path) -> str:
    """Takes minutes: the model is asked about every sentence."""
    config = inference_config(load_settings(settings_file(), os.environ, {}))
    if config.language is None or not config.language.path:
        raise UserError("No language model is installed", remedy=SET_UP, exit_code=3)
    words = (*YES_NO, *(data / "doubts.words.txt").read_text(encoding="utf-8").split())
    with closing(WritingModel(config)) as model:
        model.start()
        judged = list(judgements((data / "answers", data / "weighed"), _mere_talk(data), embedder, model.weigh, words))
    path = out / "doubts.json"
    probe = train_probe(Path(config.language.path).name, words, judged)
    save_probe(probe, path)
    return f"doubts: {len(judged)} sentences, {sum(one.answers for one in judged)} of them answers -> {path}"


def _mere_talk(data: Path) -> list[str]:
    """Lines that want nothing to be told."""
    lines = read_labelled(data / "intents.train.txt", read_fillers(data / "fillers.txt"))
    return list(dict.fromkeys(line.text for line in lines if line.label in _MERE_TALK))


def _embedded(embedder: Embedder) -> Callable:
    """In small batches, so that a slow machine keeps each within its time."""
    import numpy as np

    return lambda texts: np.concatenate([embedder.embed(texts[at : at + 16]) for at in range(0, len(texts), 16)])
