"""Names of model files as a person would say them."""

from __future__ import annotations

import re

_VOICE = re.compile(r"^([a-z]{2,3})[_-]([A-Z]{2})-(\w+?)-(?:x_low|low|medium|high)$")
_SIZE = re.compile(r"^\d+(\.\d+)?[bm]$", re.IGNORECASE)
_TECHNICAL = re.compile(
    r"^(i?q\d\w*|f16|f32|bf16|k|m|s|l|xs|instruct|chat|it|gguf|onnx|safetensors|\d)$", re.IGNORECASE
)


def spoken_name(name: str) -> str:
    """Without quantisation, format and training words: qwen2.5-coder-1.5b-instruct-q4_k_m is Qwen2.5 Coder 1.5B.

    A Piper voice is its speaker and language: en_US-joe-medium is Joe (en-US). What cannot be read so stays as it is.
    """
    voice = _VOICE.match(name)
    if voice:
        language, region, speaker = voice.groups()
        return f"{speaker.replace('_', ' ').title()} ({language}-{region})"
    if " " in name:
        return name
    words = [word for word in re.split(r"[-_/\\]", re.sub(r"\.(gguf|onnx)$", "", name)) if word]
    kept = [word for word in words if not _TECHNICAL.match(word)]
    shown = [word.upper() if _SIZE.match(word) else word[:1].upper() + word[1:] for word in kept]
    return " ".join(shown) or name
