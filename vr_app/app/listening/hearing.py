"""Ears for a visit or a talk: which microphone, which models, and what commands do there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.folders import data_folder
from vr_app.app.kept_meanings import kept
from vr_app.app.listening.ears import Ears, MakeMicrophone
from vr_app.app.models import SET_UP, model_path
from vr_app.audio.microphone import Microphone
from vr_app.inference.hearing_client import HearingClient
from vr_app.inference.hearing_config import HearingConfig
from vr_app.install.model_store import ModelStore
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import DEFAULT_PERSON, PersonId
from vr_app.kernel.ports import Embedder, Post
from vr_app.kernel.settings import HearingSettings
from vr_app.speech.commands import CommandFinder

NOT_INSTALLED = f"No recogniser is installed, so you cannot be heard. {SET_UP}"

MULTILINGUAL = "whisper-base"
"""Taken where another language than English is set and it is installed."""


def hearing_config(settings: HearingSettings, store: ModelStore | None = None) -> HearingConfig | None:
    """What the hearing program is to load; None where no recogniser is installed.

    Raises: UserError where one was named that is not here.
    """
    store = store or ModelStore(data_folder())
    name = settings.recognizer
    if name == "auto" and settings.language not in ("auto", "en") and store.path_of(MULTILINGUAL):
        name = MULTILINGUAL
    recognizer = model_path("recognizer", name, store)
    if recognizer is None:
        return None
    turn_model = model_path("turn", "auto", store)
    english = recognizer.name.endswith(".en")
    return HearingConfig(str(recognizer), str(turn_model or ""), "en" if english else settings.language)


class NoHearing:
    """Stands in where nothing is installed to hear with: says so, once."""

    def __init__(self, post: Post, problem: str) -> None:
        self._post = post
        self._problem = problem

    def start(self) -> None:
        self._post(he.HearingFailed(self._problem))

    def send(self, command: Any) -> None:
        """Nothing listens."""

    def close(self) -> None:
        """There is nothing to end."""


def make_ears(
    settings: HearingSettings,
    post: Post,
    tell: Post,
    speaker: Any,
    obey: Callable[[he.CommandGiven], None],
    *,
    embedder: Embedder | None = None,
    person: PersonId = DEFAULT_PERSON,
    make_microphone: MakeMicrophone = Microphone,
    log_dir: Path | None = None,
) -> Ears:
    """Ears that are not listening yet."""

    def make_hearing(take: Post) -> Any:
        try:
            config = hearing_config(settings)
        except UserError as error:
            return NoHearing(take, str(error))
        if config is None:
            return NoHearing(take, NOT_INSTALLED)
        return HearingClient(config, take, log_dir=log_dir or data_folder() / "logs")

    finder = CommandFinder(embedder, kept(embedder) if embedder is not None else None)
    return Ears(settings, post, tell, speaker, make_hearing, make_microphone, obey, finder, person=person)
