"""What the hearing program is to load: its first frame."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class HearingConfig:
    """Where the models of hearing are.

    Attributes:
        recognizer: folder of a Whisper model in CTranslate2's format.
        turn_model: file of the end-of-turn model, "" for none: silence alone then ends a turn.
        language: what is spoken ("en", "zh"), or "auto" to let a multilingual recogniser tell.
        threads: of the recogniser; one is the fastest beside a busy language model.
    """

    recognizer: str = ""
    turn_model: str = ""
    language: str = "en"
    threads: int = 1

    @property
    def name(self) -> str:
        """What a person would call it."""
        return Path(self.recognizer).name
