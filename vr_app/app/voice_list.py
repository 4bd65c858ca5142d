"""What is known of the voices on this machine: who speaks, which language, how fast, under which licence."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vr_app.inference.kokoro_signs import language_of, speaker_of
from vr_app.install.model_store import ModelStore
from vr_app.install.own_model import is_kokoro

_PIPER = re.compile(r"^([a-z]{2,3})_([A-Z]{2})-")
_QUALITY_HZ, _KOKORO_HZ = 22050, 24000
OWN_LICENCE = "your own file: see where it came from"
KOKORO_LICENCE = f"Apache-2.0 (Kokoro's own voices; {OWN_LICENCE})"


@dataclass(frozen=True)
class VoiceFacts:
    """One voice.

    Attributes:
        engine: "piper", "coqui" or "kokoro".
        language: a tag such as en-US; "" where its files do not say.
        speaker: "man", "woman", or "" where that is not known.
        pace: 1.0 is the engine's own; above is faster.
        path: "" where it is not on this machine.
    """

    name: str
    engine: str
    language: str
    speaker: str
    pace: float
    sample_rate_hz: int
    licence: str
    note: str
    path: str

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def voices(store: ModelStore) -> list[VoiceFacts]:
    """Those of the catalogue, then the person's own."""
    found = []
    for model in store.catalogue:
        if model.kind == "voice":
            path = store.path_of(model.name)
            found.append(facts(model.name, path, model.licence, model.note, model.speaker, model.files[0].name))
    kinds = {record.model: record.kind for record in store.records()}
    for name in store.own_names():
        if kinds[name] == "voice":
            found.append(facts(name, store.path_of(name), OWN_LICENCE))
    return found


def facts(name: str, path: Path | None, licence: str, note: str = "", speaker: str = "", file: str = "") -> VoiceFacts:
    """Of one voice, as far as its files tell.

    Args:
        file: its name, for a voice that is not here.
    """
    styles = path or Path(file)
    if styles.suffix == ".bin":
        language, _, country = language_of(styles.stem).partition("-")
        code = f"{language}-{country[:2].upper()}" if country else language
        speaker = speaker or speaker_of(styles.stem)
        licence = KOKORO_LICENCE if licence == OWN_LICENCE else licence
        return VoiceFacts(name, "kokoro", code, speaker, 1.0, _KOKORO_HZ, licence, note, str(path or ""))
    is_coqui = path is not None and path.is_dir()
    settings = _settings(path)
    audio, language = settings.get("audio"), settings.get("language")
    rate = audio.get("sample_rate") if isinstance(audio, dict) else None
    code = language.get("code") if isinstance(language, dict) else None
    espeak = settings.get("espeak")
    if not isinstance(code, str) and isinstance(espeak, dict):
        code = espeak.get("voice")
    named = _PIPER.match(name)
    if named:
        code = f"{named[1]}-{named[2]}"
    inference = settings.get("inference")
    length = inference.get("length_scale") if isinstance(inference, dict) else None
    pace = 1.0 / length if isinstance(length, int | float) and length > 0 else 1.0
    engine = "coqui" if is_coqui else "piper"
    tag = str(code or "").replace("_", "-")
    rate_hz = rate if isinstance(rate, int) else _QUALITY_HZ
    return VoiceFacts(name, engine, tag, speaker, round(pace, 2), rate_hz, licence, note, str(path or ""))


def as_table(rows: Sequence[VoiceFacts]) -> str:
    """As people read them."""
    width = max((len(row.name) for row in rows), default=0)
    lines = []
    for row in rows:
        who = ", ".join(part for part in (row.speaker or "speaker not known", row.language) if part)
        here = "here" if row.path else "-"
        lines.append(f"{row.name:<{width}}  {here:<4}  {row.engine:<5}  {who}, pace {row.pace:g}  {row.licence}")
        if row.note:
            lines.append(f"{'':<{width}}        {row.note}")
    return "\n".join(lines) or "No voice is known here. `vr-app setup` fetches one."


def piper_voices_in(folder: Path) -> list[Path]:
    """Every Piper voice below a folder: an .onnx file whose settings lie beside it."""
    return sorted(file for file in folder.rglob("*.onnx") if file.with_name(file.name + ".json").is_file())


def kokoro_voices_in(folder: Path) -> list[Path]:
    """Every Kokoro voice of a folder whose language can be spoken here."""
    found = (*folder.glob("*.bin"), *folder.glob("voices/*.bin"))
    return sorted(file for file in found if language_of(file.stem) and is_kokoro(file))


def _settings(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    file = path / "config.json" if path.is_dir() else path.with_name(path.name + ".json")
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
