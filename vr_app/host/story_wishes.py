"""Lines that ask for the story of a place, or leave it, and what is said when its author changes it."""

from __future__ import annotations

from vr_app.host.telling_words import telling_words

MOVED = {
    "same": "The story was changed and goes on where it was.",
    "knot": "The story was changed and goes on from the beginning of this part.",
    "start": "The story was changed: this part of it is gone, so it begins anew.",
}
"""By where the listener is in the changed story."""
_ASKING = telling_words("tell begin start play hear story continue resume")
_LEAVING = frozenset({"leave the story", "stop the story", "end the story", "quit the story"})


def asks_for_story(plain: str, title: str) -> bool:
    """Whether a line of small letters asks for the story: by its title, or "tell me the story"."""
    if title and title.lower() in plain:
        return True
    words = telling_words(plain)
    return "story" in words and bool(words & (_ASKING - {"story"}))


def leaves_story(plain: str) -> bool:
    """Whether a line of small letters ends the telling."""
    return plain in _LEAVING
