"""Captions in another language than the voice: what the model is asked, and whether its answer can be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.kernel.inference_events import Message

LANGUAGES: dict[str, str] = {
    "en": "English",
    "zh": "Chinese",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
}
"""Code -> the name by which the model knows it."""

_HAN = re.compile(r"[㐀-鿿]")
_SCRIPTS = {
    "zh": _HAN,
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}
_LATIN = re.compile(r"[A-Za-zÀ-ž]")
_LETTER = re.compile(r"[^\W\d_]")
_OWN_SCRIPT = 0.5
"""Share of a translation's letters that its language's own script has at least; the rest are names."""

_TOLD = re.compile(r"^(translation|translated|[\w ]{3,12} translation)\s*[:：]\s*", re.IGNORECASE)
_QUOTES = "\"'“”„«»「」`"
EXAMPLE = "Good evening. The gate is open until ten."
_EXAMPLES = {
    "en": "Good evening. The gate is open until ten.",
    "zh": "晚上好。大门一直开到十点。",
    "de": "Guten Abend. Das Tor ist bis zehn Uhr offen.",
    "es": "Buenas noches. La puerta está abierta hasta las diez.",
    "fr": "Bonsoir. La porte est ouverte jusqu'à dix heures.",
    "it": "Buonasera. Il cancello è aperto fino alle dieci.",
    "ja": "こんばんは。門は十時まで開いています。",
    "ko": "안녕하세요. 문은 열 시까지 열려 있습니다.",
    "nl": "Goedenavond. De poort is open tot tien uur.",
    "pl": "Dobry wieczór. Brama jest otwarta do dziesiątej.",
    "pt": "Boa noite. O portão está aberto até às dez.",
    "ru": "Добрый вечер. Ворота открыты до десяти.",
}


def spoken_language(text: str) -> str:
    """ "zh" where a line is written in Chinese, else "en": what our hosts speak."""
    return "zh" if _HAN.search(text) else "en"


def wants_translation(text: str, language: str) -> bool:
    """Whether a line's caption is to be in another language than the line itself."""
    return language in LANGUAGES and bool(_LETTER.search(text)) and spoken_language(text) != language


def translation_request(text: str, language: str) -> tuple[Sequence[Message], int]:
    """What to ask the model, and how many tokens its answer has at most."""
    name = LANGUAGES[language]
    example = _EXAMPLES["zh"] if spoken_language(text) == "zh" else EXAMPLE
    messages = [
        Message(
            "system",
            f"You write captions. Translate each line into natural {name}. Keep names as they are. "
            f"Write only the {name} line.",
        ),
        Message("user", example),
        Message("assistant", _EXAMPLES[language]),
        Message("user", text),
    ]
    return messages, 24 + 2 * len(text.split()) + (len(text) if spoken_language(text) == "zh" else len(text) // 3)


def fit_translation(text: str, answer: str, language: str) -> str:
    """The model's answer as a caption; "" where it is none: empty, the same words, another script, far too long."""
    line = next((line for line in answer.strip().splitlines() if line.strip()), "").strip()
    line = _TOLD.sub("", line).strip()
    if line[:1] in _QUOTES and line[-1:] in _QUOTES and text[:1] not in _QUOTES:
        line = line.strip(_QUOTES).strip()
    letters = _LETTER.findall(line)
    if not letters or _plain(line) == _plain(text):
        return ""
    script = _SCRIPTS.get(language, _LATIN)
    own = sum(bool(script.match(letter)) or (language == "ja" and bool(_HAN.match(letter))) for letter in letters)
    if own < _OWN_SCRIPT * len(letters) or not script.search(line):
        return ""
    length = _weight(line) / max(_weight(text), 1)
    return line if 0.3 <= length <= 3.0 else ""


def _weight(text: str) -> int:
    """How long a text is, a character of a dense script counting for three."""
    return sum(3 if _HAN.match(c) or any(_SCRIPTS[s].match(c) for s in ("ja", "ko")) else 1 for c in text)


def _plain(text: str) -> str:
    return "".join(_LETTER.findall(text)).casefold()
