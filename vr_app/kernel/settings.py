"""Everything a person may set, with its default and range; read from TOML, environment and flags (in rising rank)."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

from vr_app.kernel.errors import Location, UserError

ENV_PREFIX = "VR_APP_"


def setting(
    default: Any, about: str, *, low: float | None = None, high: float | None = None, choices: tuple[str, ...] = ()
) -> Any:
    """A settings field: its default, one plain line about it, and what values it takes."""
    return field(default=default, metadata={"about": about, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True)
class LanguageSettings:
    model: str = setting("auto", "Name of a model in the catalogue, a .gguf file, or auto")
    server: str = setting("", "Address of an OpenAI-compatible server (http://127.0.0.1:8000/v1); empty: this machine")
    server_model: str = setting("", "Model name to ask that server for; empty: its first one")
    engine: str = setting("auto", "Which engine runs the model", choices=("auto", "llama_cpp", "transformers"))
    context_tokens: int = setting(4096, "Longest prompt and reply together, in tokens", low=512, high=131072)
    threads: int = setting(0, "Threads for the model; 0 chooses by the machine", low=0, high=256)
    temperature: float = setting(0.6, "How freely the host chooses words", low=0.0, high=2.0)


@dataclass(frozen=True)
class VoiceSettings:
    name: str = setting("auto", "Name of an installed voice, or auto")
    engine: str = setting("auto", "Which engine speaks", choices=("auto", "piper", "coqui", "kokoro"))
    speed: float = setting(1.0, "Speed of speech", low=0.5, high=2.0)
    volume: float = setting(1.0, "Loudness of the host", low=0.0, high=1.0)
    device: str = setting("", "Name of the loudspeaker; empty: the system's default")


@dataclass(frozen=True)
class SoundSettings:
    output: str = setting(
        "auto",
        "How you listen; auto: headphones with a headset, else loudspeakers",
        choices=("auto", "headphones", "loudspeakers", "stereo", "mono"),
    )
    room: bool = setting(True, "Let halls and rooms answer the voice")
    ambience: float = setting(1.0, "Loudness of a place's own sound", low=0.0, high=1.0)


@dataclass(frozen=True)
class HearingSettings:
    on: bool = setting(False, "Listen by the microphone from the start")
    mode: str = setting("open", "Listen always, or while the talk key is held", choices=("open", "push"))
    by_key: str = setting("", "Microphones, by parts of their names (a, b), with which you always talk by key")
    device: str = setting("", "Name of the microphone; empty: the system's default")
    recognizer: str = setting("auto", "Name of an installed recogniser, or auto")
    language: str = setting("auto", "What you speak (en, zh, de ...); auto lets a multilingual recogniser tell")
    threshold: float = setting(0.5, "How sure it must be that a sound is your voice", low=0.1, high=0.95)
    pause_s: float = setting(0.35, "Silence after which a finished sentence is answered, in seconds", low=0.2, high=3.0)
    longest_pause_s: float = setting(1.2, "The same for one that sounds unfinished", low=0.3, high=6.0)
    cancel_echo: bool = setting(True, "Take the host's own voice out of what the microphone hears")
    suppress_noise: bool = setting(True, "Tell voices apart from steady noise")
    echo_delay_s: float = setting(0.0, "How late the loudspeaker's sound comes back, as measured", low=-0.5, high=1.0)
    chime: bool = setting(True, "Confirm words of command by a short sound")


@dataclass(frozen=True)
class DisplaySettings:
    mode: str = setting("auto", "Where the scene is shown", choices=("auto", "xr", "window", "offscreen"))
    quality: str = setting("auto", "Rendering quality", choices=("auto", "low", "high"))
    view: str = setting(
        "vr", "In a headset: within the scene, in your own room, or a model on a table", choices=("vr", "ar", "diorama")
    )
    captions: bool = setting(True, "Show what is said as text")
    text_size: float = setting(1.0, "Size of text in the window", low=0.75, high=2.0)
    language: str = setting("auto", "Language of the window", choices=("auto", "en", "zh"))


@dataclass(frozen=True)
class CaptionSettings:
    language: str = setting(
        "spoken",
        "Language of captions: as spoken, or translated by the language model",
        choices=("spoken", "en", "zh", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru"),
    )
    size: str = setting("medium", "Size of captions in the headset", choices=("small", "medium", "large", "huge"))
    background: float = setting(0.8, "How dark the plate behind captions is", low=0.0, high=1.0)
    contrast: bool = setting(False, "Captions and panels in black, white and yellow")
    below_deg: float = setting(14.0, "How far below the eye line captions float", low=10.0, high=20.0)


@dataclass(frozen=True)
class HeadsetSettings:
    runtime: str = setting("", "File that names the OpenXR runtime for this app alone; empty: the system's")
    orb: bool = setting(True, "Show beside the host and at the wrist whether you are heard")
    figures: bool = setting(False, "Show how the machine copes: frame times, missed frames, delay of answers")
    mirror: str = setting("left", "What the window shows of the headset", choices=("left", "both", "follow"))


@dataclass(frozen=True)
class MindSettings:
    level: str = setting("general", "What the host declines to speak of", choices=("family", "general", "adult-off"))
    moods: bool = setting(True, "Notice how you seem to feel, and meet it")
    country: str = setting("", "Country whose help lines are named (US, GB, CN); empty: by the system's language")


@dataclass(frozen=True)
class MemorySettings:
    remember: bool = setting(True, "Keep conversations on this machine")
    person: str = setting("visitor", "Whose memory is used")


@dataclass(frozen=True)
class ComfortSettings:
    move: str = setting("teleport", "How to get about in the headset", choices=("teleport", "smooth"))
    turn: str = setting("snap", "How the stick turns", choices=("snap", "smooth", "off"))
    snap_deg: int = setting(30, "Size of a turn by steps, in degrees", low=10, high=90)
    turn_deg_s: float = setting(90.0, "Speed of a smooth turn, in degrees a second", low=20.0, high=240.0)
    walk_m_s: float = setting(1.4, "Speed of smooth walking, in metres a second", low=0.5, high=4.0)
    vignette: float = setting(0.7, "How much the view narrows while gliding; 0 never", low=0.0, high=1.0)
    seated: bool = setting(False, "You sit: the eyes are lifted to standing height")
    height_m: float = setting(1.65, "Height of the eyes of a seated visitor, in metres", low=0.8, high=2.2)
    floor_m: float = setting(0.0, "Corrects the height of the floor, in metres", low=-1.0, high=1.0)
    break_hint: bool = setting(True, "Mention a break after forty minutes in the headset")


_BUTTONS = ("usual", "trigger", "squeeze", "primary", "secondary", "stick press", "menu", "none")


@dataclass(frozen=True)
class InputSettings:
    left_handed: bool = setting(False, "The left hand points, turns and teleports; the right one walks")
    select_button: str = setting("usual", "Button that selects", choices=_BUTTONS[:-1])
    grab_button: str = setting("usual", "Button that takes hold", choices=_BUTTONS)
    teleport_button: str = setting("usual", "Button that aims a teleport (the stick does too)", choices=_BUTTONS)
    menu_button: str = setting("usual", "Button of the menu", choices=_BUTTONS)
    recentre_button: str = setting("usual", "Button that puts the view straight", choices=_BUTTONS)


@dataclass(frozen=True)
class Settings:
    language: LanguageSettings = LanguageSettings()
    voice: VoiceSettings = VoiceSettings()
    sound: SoundSettings = SoundSettings()
    hearing: HearingSettings = HearingSettings()
    display: DisplaySettings = DisplaySettings()
    captions: CaptionSettings = CaptionSettings()
    headset: HeadsetSettings = HeadsetSettings()
    memory: MemorySettings = MemorySettings()
    mind: MindSettings = MindSettings()
    comfort: ComfortSettings = ComfortSettings()
    input: InputSettings = InputSettings()


def load_settings(path: Path, environ: Mapping[str, str], flags: Mapping[str, Any] | None = None) -> Settings:
    """Reads the settings file (absent is fine), then `VR_APP_SECTION__KEY`, then flags `{"section.key": value}`.

    Raises: UserError with file and line for anything that does not fit.
    """
    result = Settings()
    if path.is_file():
        try:
            text = path.read_text(encoding="utf-8")
            table = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UserError(
                f"This settings file cannot be read: {error}",
                where=Location(path),
                remedy="Mend that line, or move the file away to start from the defaults.",
            ) from error
        for section, values in table.items():
            if not isinstance(values, dict):
                values = {"": values}
            for key, value in values.items():
                result = _with(result, section, key, value, Location(path, _line_of(text, section, key)))
    for name, raw in environ.items():
        if name.startswith(ENV_PREFIX) and "__" in name:
            section, key = name[len(ENV_PREFIX) :].lower().split("__", 1)
            result = _with(result, section, key, raw, Location(Path(f"${name}")))
    for dotted, value in (flags or {}).items():
        section, key = dotted.split(".", 1)
        result = _with(result, section, key, value, None)
    return result


def changed(settings: Settings, dotted: str, value: Any) -> Settings:
    """The settings with one value replaced ("voice.speed"), checked like any other input."""
    section, key = dotted.split(".", 1)
    return _with(settings, section, key, value, None)


def _with(settings: Settings, section: str, key: str, value: Any, where: Location | None) -> Settings:
    sections = {f.name for f in fields(settings)}
    if section not in sections:
        raise UserError(f"There is no settings section [{section}]", where=where, remedy=_suggestion(section, sections))
    part = getattr(settings, section)
    assert is_dataclass(part) and not isinstance(part, type)
    known = {f.name: f for f in fields(part)}
    if key not in known:
        raise UserError(f"[{section}] has no setting {key!r}", where=where, remedy=_suggestion(key, set(known)))
    wanted = get_type_hints(type(part))[key]
    value = _converted(value, wanted, f"{section}.{key}", where)
    meta = known[key].metadata
    if meta["choices"] and value not in meta["choices"]:
        raise UserError(
            f"{section}.{key} cannot be {value!r}",
            where=where,
            remedy="Use one of: " + ", ".join(meta["choices"]) + ".",
        )
    if meta["low"] is not None and not meta["low"] <= value <= meta["high"]:
        raise UserError(
            f"{section}.{key} cannot be {value}", where=where, remedy=f"Use {meta['low']} to {meta['high']}."
        )
    return replace(settings, **{section: replace(part, **{key: value})})


def _converted(value: Any, wanted: type, name: str, where: Location | None) -> Any:
    if (
        wanted is bool
        and isinstance(value, str)
        and value.lower() in ("true", "1", "yes", "on", "false", "0", "no", "off")
    ):
        return value.lower() in ("true", "1", "yes", "on")
    if wanted in (int, float) and isinstance(value, str):
        try:
            return wanted(value)
        except ValueError:
            pass
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool)):
        return value
    kind = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}[wanted]
    raise UserError(f"{name} must be {kind}, not {value!r}", where=where, remedy="Change that value.")


def _suggestion(word: str, known: set[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"Did you mean {near[0]!r}?" if near else "Known are: " + ", ".join(sorted(known)) + "."


def _line_of(text: str, section: str, key: str) -> int:
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("["):
            current = bare.strip("[] ")
        if (current == section and bare.split("=")[0].strip() == key) or (current == section and not key):
            return number
    return 0
