"""The vocabulary of a converted Piper voice, laid out as Coqui TTS wants it: one character for each token id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from TTS.tts.utils.text.characters import BaseCharacters

_PRIVATE_USE = 0xE000


class PiperCharacters(BaseCharacters):
    """Token id = place in `characters`. Named by the converted voice's `config.json`."""

    def _create_vocab(self) -> None:
        self.vocab = list(self.characters)

    @staticmethod
    def init_from_config(config: Any) -> tuple[PiperCharacters, Any]:
        """As every vocabulary of Coqui TTS is made."""
        wanted = config.characters
        names = ("characters", "punctuations", "pad", "eos", "bos", "blank")
        options = {name: wanted[name] for name in names}
        return PiperCharacters(**options, is_unique=False, is_sorted=False), config


def vocabulary(phoneme_id_map: Mapping[str, Sequence[int]], size: int) -> str:
    """One character for each token id; ids without a single-character phoneme get a private-use one."""
    signs = [chr(_PRIVATE_USE + index) for index in range(size)]
    for phoneme, ids in phoneme_id_map.items():
        if len(phoneme) == 1 and len(ids) == 1 and ids[0] < size:
            signs[ids[0]] = phoneme
    return "".join(signs)
