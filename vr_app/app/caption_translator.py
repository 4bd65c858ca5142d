"""Captions in the reader's language: each spoken sentence is translated by the talk's own model, whenever that is idle.

The original stands until its translation is there, and stays where there is none: without a model, with one that is too
small, or where what it wrote is no translation. Nothing waits for it.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from vr_app.app.manner import manner_of
from vr_app.app.spare_model import SpareModel
from vr_app.host.caption_translation import fit_translation, translation_request, wants_translation
from vr_app.host.replies.manner import USUAL
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId
from vr_app.kernel.ports import Post

if TYPE_CHECKING:
    from vr_app.app.imaginer import Imaginer
    from vr_app.inference.config import InferenceConfig

log = logging.getLogger(__name__)

TOO_SMALL = "This language model is too small to translate captions; they stay as spoken."
TEMPERATURE = 0.0


class CaptionTranslator:
    """Call `note` with each event of the talk, on the host thread.

    Args:
        show: takes `CaptionTranslated` and `HostNotice`; any thread.
        send: takes commands for the models; any thread.
        language: in which captions are wanted now; "spoken" as they are said.
        able: whether the model can translate at all.
    """

    def __init__(
        self,
        show: Post,
        send: Callable[[Any], None],
        language: Callable[[], str],
        able: Callable[[], bool] = lambda: True,
    ) -> None:
        self._show = show
        self._language = language
        self._able = able
        self._model = SpareModel(send, hold_s=0.0, temperature=TEMPERATURE)
        self._wanted: queue.SimpleQueue[ev.SentenceReady | None] = queue.SimpleQueue()
        self._turn: TurnId | None = None
        self._thread: threading.Thread | None = None
        self._told = False

    def note(self, event: Any) -> bool:
        """Each event of the talk (host thread). Returns: whether it concerns nobody else."""
        if isinstance(event, ev.TurnOpened):
            self._turn = event.turn
        elif isinstance(event, ev.SentenceReady):
            self._want(event)
        return self._model.note(event)

    def close(self) -> None:
        """Nothing is translated any more."""
        self._turn = None
        self._model.close()
        if self._thread is not None:
            self._wanted.put(None)
            self._thread.join()

    def _want(self, sentence: ev.SentenceReady) -> None:
        if not wants_translation(sentence.text, self._language()):
            return
        if not self._able():
            if not self._told:
                self._told = True
                self._show(ev.HostNotice(TOO_SMALL))
            return
        self._wanted.put(sentence)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="captions", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while (sentence := self._wanted.get()) is not None:
            language = self._language()
            if sentence.turn != self._turn or not wants_translation(sentence.text, language):
                continue
            written: list[str] = []
            messages, most = translation_request(sentence.text, language)
            try:
                self._model(messages, "", most, written.append, lambda turn=sentence.turn: turn == self._turn)
            except DeviceError as error:
                log.info("a caption stays as spoken: %s", error)
                continue
            text = fit_translation(sentence.text, "".join(written), language)
            if text:
                self._show(ev.CaptionTranslated(sentence.turn, sentence.index, text, language))
            else:
                log.info("a caption stays as spoken: what was written is no translation")


def caption_translator(
    imaginer: Imaginer,
    show: Post,
    send: Callable[[Any], None],
    language: Callable[[], str],
    config: Callable[[], InferenceConfig],
) -> CaptionTranslator:
    """A visit's: captions go before places that are being imagined."""

    def send_first(job: Any) -> None:
        if isinstance(job, ev.Generate):
            imaginer.note(job)
        send(job)

    def able() -> bool:
        return manner_of(config(), USUAL.temperature).max_tokens >= USUAL.max_tokens

    return CaptionTranslator(show, send_first, language, able)
