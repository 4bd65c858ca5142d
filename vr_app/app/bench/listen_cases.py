"""Recordings with their words (`manifest.tsv`: path, seconds, text), and what a room does to them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.audio.sound_file import read_sound
from vr_app.kernel.errors import Location, UserError
from vr_app.speech.word_errors import word_error_rate

RATE_HZ = 16_000
LEAD_S, TAIL_S = 0.8, 2.2
"""Quiet before and after a recording."""
_ROOM_RMS = 2e-4
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)

KINDS = ("interruption", "backchannel")
"""What else a recording may be, in the column `kind`: said into the host's speech, to stop it or not."""
Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Case:
    """One recording: mono at 16 kHz, and what is said in it.

    Attributes:
        kind: of `KINDS`; "" for a sentence said to the host.
    """

    name: str
    samples: Samples
    text: str
    kind: str = ""


def read_manifest(folder: Path) -> list[Case]:
    """The recordings of a folder.

    Raises: UserError naming the manifest's line or the recording that cannot be read.
    """
    path = folder / "manifest.tsv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise UserError(
            f"this list of recordings cannot be read: {error.strerror}",
            where=Location(path),
            remedy="Put a manifest.tsv there, with the columns path, seconds and text.",
            exit_code=2,
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"this list of recordings is no table ({error})", where=Location(path)) from error
    cases = []
    for number, row in enumerate(rows, start=2):
        if not row.get("path") or row.get("text") is None:
            raise UserError(
                "this line lacks a path or a text",
                where=Location(path, number),
                remedy="Separate path, seconds and text by tabs, under those headings.",
            )
        kind = (row.get("kind") or "").strip()
        if kind and kind not in KINDS:
            raise UserError(
                f"no recording is of the kind {kind!r}",
                where=Location(path, number),
                remedy=f"Write {' or '.join(KINDS)}, or nothing.",
            )
        cases.append(Case(row["path"], read_sound(folder / row["path"]), row["text"], kind))
    if not cases:
        raise UserError("there are no recordings in it", where=Location(path), remedy="Add a line for each.")
    return cases


def in_room(case: Samples, noise_db: float | None, seed: int) -> Samples:
    """A recording with quiet before and after, in a quiet room or in steady noise so many dB below the voice."""
    whole = np.concatenate([np.zeros(int(LEAD_S * RATE_HZ)), case, np.zeros(int(TAIL_S * RATE_HZ))])
    noise = np.random.default_rng(seed).standard_normal(len(whole))
    voice = float(np.mean(np.square(case))) if len(case) else 0.0
    rms = _ROOM_RMS if noise_db is None else float(np.sqrt(voice / 10 ** (noise_db / 10)))
    return (whole + rms * noise).astype(np.float32)


def through_room(played: Samples, level_db: float, seed: int = 1) -> Samples:
    """The echo of what a loudspeaker played: later, duller, reverberant, so many dB louder (negative: quieter)."""
    rng = np.random.default_rng(seed)
    count = int(0.25 * RATE_HZ)
    response = rng.standard_normal(count) * np.exp(-np.arange(count) / RATE_HZ / 0.06)
    response[0] = 3.0
    response = np.convolve(response, [0.5, 0.35, 0.15])
    response /= np.sqrt(np.sum(np.square(response)))
    delay = np.zeros(int(0.035 * RATE_HZ))
    size = 1 << (len(played) + len(response)).bit_length()
    echo = np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(response, size), size)[: len(played)]
    return (10 ** (level_db / 20) * np.concatenate([delay, echo])[: len(played)]).astype(np.float32)


def errors(said: str, heard: str) -> tuple[int, int]:
    """Wrong words and all words, numbers taken as they are spoken."""
    return word_error_rate(spoken_numbers(said), spoken_numbers(heard))


def spoken_numbers(text: str) -> str:
    """ "in 1813" as "in eighteen thirteen"; numbers up to 99 and years."""
    return re.sub(r"\b\d{1,4}\b", lambda found: _number(int(found[0])), text.replace("-", " "))


def _number(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + (f" {_ONES[value % 10]}" if value % 10 else "")
    if 1000 <= value < 2000 or value >= 2010:
        head, tail = divmod(value, 100)
        return f"{_number(head)} {_number(tail) if tail >= 10 else 'hundred' if not tail else 'oh ' + _ONES[tail]}"
    hundreds, tail = divmod(value, 100)
    return f"{_ONES[hundreds % 20]} hundred" + (f" {_number(tail)}" if tail else "")
