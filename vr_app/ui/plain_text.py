"""Text of unknown origin made safe to show: nothing a person pastes or a model writes can upset a label."""

from __future__ import annotations

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_PICTURES[0x7F] = 0x2421
_REPLACED = dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)], 0xFFFD
)
_HARMLESS = _PICTURES | _REPLACED


def harmless(text: str) -> str:
    """Control characters as their visible pictures; direction overrides and lone surrogates as U+FFFD.

    Line ends become "\\n". The result has the same length except where "\\r\\n" shrank.
    """
    return (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .translate(_HARMLESS)
    )


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one is near, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", limit - 40, limit)
    return text[: cut if cut > 0 else limit].rstrip() + "…"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 frame, 12,000 frames."""
    return f"{number:,} {one if number == 1 else many}"
