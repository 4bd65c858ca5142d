"""The program that holds the language model: `python -m vr_app.inference.process`, started by the client."""

from __future__ import annotations

import json
import logging
import sys

from vr_app.inference.config import LanguageConfig
from vr_app.inference.parent_link import LAST_STEP, Cancelled, ParentLink, lower_priority
from vr_app.inference.program import run_program
from vr_app.inference.selection import open_language_model
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import (
    Generate,
    GenerationFinished,
    InferenceFailed,
    Prefill,
    PrefillFinished,
    TokensGenerated,
)
from vr_app.kernel.ports import ForesightedModel, LanguageModel, LastingModel, WeighingModel

_LOG = logging.getLogger(__name__)
_PRIORITY_STEPS = 10


def main() -> int:
    """Loads the model the parent names, then works until the parent closes the pipe."""
    return run_program("language", LanguageConfig, _open, serve, priority_steps=_PRIORITY_STEPS)


def _open(config: LanguageConfig) -> LanguageModel:
    if not config.beside_drawing:
        lower_priority(LAST_STEP - _PRIORITY_STEPS)
    return open_language_model(config)


def serve(link: ParentLink, model: LanguageModel) -> None:
    """Works through the jobs for ever."""
    for command, cancelled in link.jobs():
        try:
            if isinstance(command, Prefill):
                stats = model.prefill(command.messages, cancelled=cancelled, complete=command.complete)
                link.send(PrefillFinished(stats.prompt_tokens, stats.cached_tokens, stats.seconds))
                if stats.reason == "cancelled" and not command.guess:
                    link.put_back(command)
                if stats.reason == "stop" and command.lasting and isinstance(model, LastingModel):
                    model.keep(command.messages)
                if stats.reason == "stop" and command.reply_tokens and isinstance(model, ForesightedModel):
                    model.write_ahead(
                        command.messages,
                        most=command.reply_tokens,
                        temperature=command.temperature,
                        seed=command.seed,
                        wanted_elsewhere=link.has_jobs,
                    )
            elif isinstance(command, Generate):
                link.send(_reply(link, model, command, cancelled))
            else:
                _LOG.warning("%s is no job for a language model", type(command).__name__)
        except (UserError, DeviceError) as error:
            _LOG.exception("a job failed")
            turn = command.turn if isinstance(command, Generate) else None
            if turn is None:
                link.send(PrefillFinished(0, 0, 0.0))
            else:
                link.send(InferenceFailed("language", turn, str(error)))


def _reply(link: ParentLink, model: LanguageModel, command: Generate, cancelled: Cancelled) -> GenerationFinished:
    turn = command.turn
    if cancelled():
        return GenerationFinished(turn, "cancelled")
    if command.weigh and isinstance(model, WeighingModel):
        return _weighed(link, model, command, cancelled)
    stats = model.generate(
        command.messages,
        max_tokens=command.max_tokens,
        temperature=command.temperature,
        seed=command.seed,
        stop=command.stop,
        json_schema=command.json_schema,
        on_text=lambda text: link.send(TokensGenerated(turn, text)),
        cancelled=cancelled,
    )
    return GenerationFinished(
        turn,
        stats.reason,  # type: ignore[arg-type]
        stats.prompt_tokens,
        stats.cached_tokens,
        stats.reply_tokens,
        stats.first_token_s,
        stats.seconds,
        stats.ahead_tokens,
    )


def _weighed(link: ParentLink, model: WeighingModel, command: Generate, cancelled: Cancelled) -> GenerationFinished:
    found = model.weigh(command.messages, command.weigh, cancelled=cancelled)
    if found is None:
        return GenerationFinished(command.turn, "cancelled")
    link.send(TokensGenerated(command.turn, json.dumps([round(share, 4) for share in found.replies])))
    stats = found.stats
    return GenerationFinished(
        command.turn, "stop", stats.prompt_tokens, stats.cached_tokens, 0, stats.seconds, stats.seconds
    )


if __name__ == "__main__":
    sys.exit(main())
