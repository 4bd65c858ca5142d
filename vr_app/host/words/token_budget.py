"""How many tokens a text may come to, and what of it fits."""

from __future__ import annotations

from collections.abc import Callable

TokenCount = Callable[[str], int]


def estimated_tokens(text: str) -> int:
    """A cautious count without a tokenizer: a token per 3.8 letters, one per character of CJK."""
    wide = sum(character >= "\u2e80" for character in text)
    return wide + -(-10 * (len(text) - wide) // 38)


def shorten(text: str, count_tokens: TokenCount, budget: int) -> str:
    """The beginning of a text that fits: cut after a sentence where one ends, else after a word."""
    text = text[: max(budget, 0) * 12]
    if count_tokens(text) <= budget:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count_tokens(text[:middle]) <= budget else (low, middle - 1)
    kept = text[:low]
    ends = [kept.rfind(mark) + 1 for mark in (". ", "! ", "? ", "\n", "。", "！", "？")]
    if max(ends) > low // 3:
        return kept[: max(ends)].strip()
    clause = max(kept.rfind(mark) for mark in (", ", "; ", ": ", "，", "；"))
    if clause > low // 3:
        return kept[:clause].strip()
    inside_word = " " in kept and text[low : low + 1].strip()
    return kept.rsplit(" ", 1)[0].strip() if inside_word else kept.strip()
