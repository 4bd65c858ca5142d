"""What stands in the input line and was not sent: read ahead by a model on this machine, and seen by nobody else."""

from __future__ import annotations

from typing import Any

from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel.ports import Post


def read_draft(text: str, whole: bool, post: Post, config: InferenceConfig) -> None:
    """Lets the model read what is being typed; a server is given only what is sent.

    Args:
        whole: as in `ev.VisitorTyping`.
    """
    if config.language is not None and config.language.path:
        post(ev.VisitorTyping(text, whole))


def is_draft(event: Any) -> bool:
    """Whether an event holds words that may never be said: observers, who show and write down, do not get it."""
    return isinstance(event, ev.VisitorTyping) or (isinstance(event, ev.Prefill) and event.guess)
