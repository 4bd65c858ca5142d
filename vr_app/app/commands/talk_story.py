"""The scene's story in the terminal: what is offered, what may be chosen, how it went."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.memory_store import MemoryStore
from vr_app.app.story_shelf import STORY_FILE
from vr_app.kernel import story_events as st


def story_place(memory: MemoryStore) -> Callable[[str], dict[str, Any] | None]:
    """Where the person left the story of a place."""

    def place(place_id: str) -> dict[str, Any] | None:
        saved = memory.story_places.get(place_id, "")
        return json.loads(saved) if saved else None

    return place


def has_story(folder: Path) -> bool:
    """Whether a scene's folder has one."""
    return (folder / STORY_FILE).is_file()


def story_in_words(event: Any, *, explain: bool = False) -> str:
    """What the terminal prints of an event of a story; "" for nothing.

    Args:
        explain: for the author: also how improv windows ended and what changes in the scene.
    """
    match event:
        case st.StoryOffered(title="") | st.ChoicesOffered(choices=()):
            return ""
        case st.StoryOffered():
            how = "goes on where you left it" if event.begun else "begins"
            return f'There is a story here, "{event.title}". It {how} when you say "tell me the story".'
        case st.ChoicesOffered():
            return "\n  ".join(f"{number}: {choice.text}" for number, choice in enumerate(event.choices, 1))
        case st.StoryEnded():
            return f'"{event.title}" is over.' + (f" Ending: {event.ending}." if event.ending else "")
        case st.SceneCue(name="go"):
            return f"The story goes on in another place, {' '.join(map(str, event.arguments))}."
        case st.WindowClosed() if explain:
            agreed = "".join(f"; {name} = {value}" for name, value in event.agreed)
            return f"improv window closed after {event.turns}: {event.reason}{agreed}; {event.why}"
        case st.SceneCue() if explain:
            return f"scene: {event.name}({', '.join(map(str, event.arguments))})"
    return ""
