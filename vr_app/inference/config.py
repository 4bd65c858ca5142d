"""What the inference programs are to load: given to the client, sent to each program as its first frame."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from vr_app.inference.hearing_config import HearingConfig
from vr_app.inference.wire import WireError

LanguageEngine = Literal["auto", "llama_cpp", "transformers", "openai_server"]
VoiceEngine = Literal["auto", "piper", "coqui", "kokoro"]


@dataclass(frozen=True)
class LanguageConfig:
    """Which language model, by which engine.

    Attributes:
        path: a GGUF file or a folder of safetensors; "" where `url` is used.
        url: base address of an OpenAI-compatible server ("http://127.0.0.1:8080/v1").
        engine: "auto" lets `selection.choose_language_engine` decide.
        model: the name a server knows the model by, or "" to ask it.
        api_key: sent to that server only.
        context_tokens: prompt and reply together.
        threads: 0 lets the engine take what the machine's cores allow.
        device: for torch: "auto", "cpu", "cuda", "mps".
        dtype: for torch: "auto", "float32", "bfloat16", "float16".
        library: folder of llama.cpp's own library, or "" where it is not installed.
        prompts_dir: where evaluated beginnings of prompts are kept for the next start, or "".
        beside_drawing: the processor draws the pictures too, which leaves nothing to whoever is last in line.
    """

    path: str = ""
    url: str = ""
    engine: LanguageEngine = "auto"
    model: str = ""
    api_key: str = field(default="", repr=False)
    context_tokens: int = 4096
    threads: int = 0
    device: str = "auto"
    dtype: str = "auto"
    library: str = ""
    prompts_dir: str = ""
    beside_drawing: bool = False

    @property
    def name(self) -> str:
        """What a person would call it."""
        return self.model or (Path(self.path).stem if self.path else self.url)


@dataclass(frozen=True)
class VoiceConfig:
    """Which voice, by which engine.

    Attributes:
        path: a Piper `.onnx` (its `.onnx.json` beside it), a folder with a Coqui `config.json`, or a Kokoro voice's
            `.bin`.
        engine: "auto" lets `selection.choose_voice_engine` decide.
        threads: one is the fastest under load.
        device: for torch: "auto", "cpu", "cuda".
        speaker_wav: a recording whose voice is taken on, for voices that clone (XTTS).
        language: for voices that speak several ("en").
    """

    path: str = ""
    engine: VoiceEngine = "auto"
    threads: int = 1
    device: str = "auto"
    speaker_wav: str = ""
    language: str = "en"

    @property
    def name(self) -> str:
        return Path(self.path).stem


@dataclass(frozen=True)
class EmbedderConfig:
    """Which encoder of sentences.

    Attributes:
        path: the folder of the catalogue's model "sentences".
    """

    path: str = ""

    @property
    def name(self) -> str:
        return Path(self.path).name


ProgramConfig = LanguageConfig | VoiceConfig | EmbedderConfig | HearingConfig


@dataclass(frozen=True)
class InferenceConfig:
    """Everything the client needs. A part left None is not started.

    Attributes:
        log_dir: where the programs' stderr goes ("language.log", "voice.log"), or None to drop it.
    """

    language: LanguageConfig | None = None
    voice: VoiceConfig | None = None
    log_dir: Path | None = None


def to_header(config: ProgramConfig) -> dict[str, Any]:
    """The first frame's header."""
    return {"type": type(config).__name__, **asdict(config)}


def from_header(header: dict[str, Any]) -> ProgramConfig:
    """The configuration in a program's first frame.

    Raises: WireError for anything else.
    """
    classes: dict[Any, type] = {
        cls.__name__: cls for cls in (LanguageConfig, VoiceConfig, EmbedderConfig, HearingConfig)
    }
    cls = classes.get(header.get("type"))
    values = {key: value for key, value in header.items() if key != "type"}
    if cls is None or values.keys() - {item.name for item in fields(cls)}:
        raise WireError("the first frame is no configuration")
    return cls(**values)
