"""The words of a text that tell it from others."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]")
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        """
        a an the to of in on at it is are be i i'm i'll we you your my me do does let let's go and or that this what's
        what can could would should will with for so then please just
        我 你 您 的 了 是 吗 吧 呢 在 去 来 一 个 们 想 要 请 这 那 有 和 就 也 不
        """,
    )
)


@lru_cache(maxsize=1024)
def telling_words(text: str) -> frozenset[str]:
    """The words of a text that tell it from others, without their most common endings."""
    words = WORD.findall(text.lower().replace("’", "'"))
    telling = [word for word in words if word not in _EMPTY] or words
    return frozenset(re.sub(r"(?<=[a-z]{3})(?:'s|ing|ed|es|s)$", "", word) for word in telling)
