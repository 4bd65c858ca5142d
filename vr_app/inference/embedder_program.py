"""The program that puts sentences where their meanings are: `python -m vr_app.inference.embedder_program`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from vr_app.inference.config import EmbedderConfig
from vr_app.inference.embedder_encoders import SentenceEncoder
from vr_app.inference.embedder_frames import EmbedTexts, TextsEmbedded
from vr_app.inference.parent_link import ParentLink
from vr_app.inference.program import run_program
from vr_app.kernel.errors import Location, UserError

_LOG = logging.getLogger(__name__)
_PRIORITY_STEPS = 12
"""Below the frame loop and the voice; above the language model, whose reply waits for it, where a card draws."""


def main() -> int:
    """Loads the encoder the parent names, then works until the parent closes the pipe."""
    return run_program("embedder", EmbedderConfig, _load, serve, priority_steps=_PRIORITY_STEPS)


def serve(link: ParentLink, encoder: SentenceEncoder) -> None:
    """Works through the jobs for ever."""
    for command, _cancelled in link.jobs():
        if not isinstance(command, EmbedTexts):
            _LOG.warning("%s is no job for an embedder", type(command).__name__)
            continue
        try:
            rows = encoder.embed_closely(command.texts) if command.closely else encoder.embed(command.texts)
        except (RuntimeError, ValueError, MemoryError) as error:
            _LOG.exception("a job failed")
            link.send(TextsEmbedded(command.job, 0, problem=str(error)))
            continue
        link.send(TextsEmbedded(command.job, rows.shape[1], rows.astype("<f4").tobytes()))


def _load(config: EmbedderConfig) -> SentenceEncoder:
    folder = Path(config.path)
    try:
        encoder = SentenceEncoder(folder)
        encoder.embed_closely(("Hello, and welcome.", "你好。"))
    except Exception as error:  # numpy and tokenizers raise each their own kind
        raise UserError(
            f"the model that understands sentences cannot be read ({error})",
            where=Location(folder),
            remedy="Run `vr-app model remove sentences` and then `vr-app setup`.",
        ) from error
    return encoder


if __name__ == "__main__":
    sys.exit(main())
