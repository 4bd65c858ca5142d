"""What a writer may type instead of a choice while a story is played as text: go back, go elsewhere, see variables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vr_app.story.alike import alike
from vr_app.story.runner.faults import StoryError
from vr_app.story.runner.state import State
from vr_app.story.runner.step import divert
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import Value, to_text

HELP: Final = (
    "Type the number of a choice; or: back (before the last choice), -> knot (go there), vars (all variables), "
    "the name of a variable, watch NAME (tell when it changes)."
)
_BACK: Final = ("back", "undo", "b")


class Rehearsal:
    """One reading: where it was before each choice, and which variables are watched.

    Attributes:
        state: where the story is.
    """

    def __init__(self, story: CompiledStory, state: State) -> None:
        self._story = story
        self.state = state
        self._before: list[State] = []
        self._watched: dict[str, Value] = {}

    def chosen(self, state: State) -> None:
        """The reader chose, and the story goes on from another state."""
        self._before.append(self.state)
        self.state = state

    def typed(self, words: str) -> str:
        """Does what was typed instead of a number. Returns what there is to say about it, with its line break."""
        first, _, rest = words.partition(" ")
        if words in _BACK:
            if not self._before:
                return "This is the first choice.\n"
            self.state = self._before.pop()
            return ""
        if words.startswith("->"):
            return self._go(words[2:].strip())
        if words in ("vars", "variables"):
            return "".join(self._shown(name) for name in sorted(self.state.globals.as_dict()))
        if first == "watch" and rest in self.state.globals:
            self._watched[rest] = self.state.globals.get(rest)
            return self._shown(rest)
        if words in self.state.globals:
            return self._shown(words)
        near = alike(rest if first == "watch" else words, self.state.globals.as_dict())
        return f"{HELP}{f' Did you mean {near}?' if near else ''}\n"

    def changes(self) -> Iterable[str]:
        """A line for each watched variable that changed since it was last looked at."""
        for name, before in self._watched.items():
            now = self.state.globals.get(name)
            if type(now) is not type(before) or now != before:
                self._watched[name] = now
                yield self._shown(name)

    def _go(self, place: str) -> str:
        try:
            state = divert(self._story, self.state, place)
        except StoryError as error:
            near = alike(place, self._story.root.named)
            return f"{error.message}.{f' Did you mean -> {near}?' if near else ''}\n"
        self.chosen(state)
        return ""

    def _shown(self, name: str) -> str:
        value = self.state.globals.get(name)
        text = to_text(value)
        return f'{name} = "{text}"\n' if isinstance(value, str) else f"{name} = {text or '()'}\n"
