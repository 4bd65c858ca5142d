"""Messages as chat templates and servers take them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats

_CONTROL_TOKEN = re.compile(r"<(?=\|[\w ]{1,40}\|>)|<(?=/?s>)")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")


def chat_messages(messages: Sequence[Message]) -> list[dict[str, str]]:
    """Role and content of each message, with the two things defused that would not stay text.

    Halves of characters (lone surrogates) cannot be sent; "<|im_end|>" and its like would end the message.
    """
    return [{"role": message.role, "content": _as_text(message.content)} for message in messages]


def as_prefill(stats: GenerationStats) -> GenerationStats:
    """What a reply that nobody wanted to hear says about its prompt."""
    reason = "cancelled" if stats.reason == "cancelled" else "stop"
    return replace(stats, reason=reason, reply_tokens=0, first_token_s=0.0)


def _as_text(content: str) -> str:
    return _CONTROL_TOKEN.sub("‹", _HALF_CHARACTER.sub("\ufffd", content))
