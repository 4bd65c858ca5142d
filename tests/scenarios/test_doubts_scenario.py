"""The default model's judgements, read by the probe that was trained on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Need
from tests.installed_models import DEFAULT, installed, installed_library
from vr_app.app.manner import probe_for
from vr_app.app.writing_model import WritingModel
from vr_app.host.answers.doubt import SURE, doubt_messages
from vr_app.host.answers.doubt_probe import PLAIN, Probe
from vr_app.inference.config import InferenceConfig, LanguageConfig


@pytest.fixture(scope="module")
def path(need: Need) -> Path:
    found = installed(DEFAULT)
    need(found and installed_library(), "vr-app setup")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def probe(path: Path) -> Probe:
    return probe_for(path.name)


@pytest.fixture
def model(path: Path) -> Iterator[WritingModel]:
    language = LanguageConfig(path=str(path), library=str(installed_library()), context_tokens=1024)
    made = WritingModel(InferenceConfig(language=language))
    made.start()
    yield made
    made.close()


def likely(model: WritingModel, probe: Probe, text: str, asked: str) -> list[float]:
    return model.weigh(doubt_messages(text, asked), [json.dumps(word) for word in probe.words])


def test_the_default_model_has_a_probe_of_its_own(probe: Probe) -> None:
    assert probe is not PLAIN and len(probe.words) > 100 and len(set(probe.words)) == len(probe.words)
    assert probe_for("another.gguf") is PLAIN


def test_its_words_are_told_apart_where_yes_and_no_are(model: WritingModel, probe: Probe) -> None:
    """A word that joined the opening quotation mark to one token would be weighed in its place, and yes like no."""
    text, asked = "The tower is forty metres high.", "How high is the tower?"
    among_many = likely(model, probe, text, asked)
    assert among_many[:2] == pytest.approx(likely(model, PLAIN, text, asked), abs=0.01)
    assert len(set(among_many)) > 0.9 * len(among_many)


LAMP = "The lamp was lit by Olga Brandt every evening until 1931."
BREAD = "We bake twice a week, in the oven behind the yard."


def test_it_tells_an_answer_from_none(model: WritingModel, probe: Probe) -> None:
    def sureness(text: str, asked: str) -> float:
        return probe.sureness(0.3, likely(model, probe, text, asked))

    assert sureness(LAMP, "Who used to light the lamp?") >= SURE
    assert sureness(BREAD, "Where do you bake?") >= SURE
    assert sureness(LAMP, "How bright is the lamp?") < probe.enough
    assert sureness(BREAD, "What does a loaf cost?") < probe.enough
