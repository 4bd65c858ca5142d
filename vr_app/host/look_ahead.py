"""What the next turn begins with is read by the model before it is asked: card, scene, talk, and what is in view."""

from __future__ import annotations

from vr_app.host.memory.conversation import Exchange, Memory
from vr_app.host.place.scene_brief import Viewpoint, named_in
from vr_app.host.prompt import Prompt
from vr_app.host.replies.reply import Reply
from vr_app.kernel.events import Message, Prefill


class LookAhead:
    """Remembers what the model has read, and what of the place was described already.

    Attributes:
        told: ids of the things that were described.
    """

    def __init__(self) -> None:
        self.told: frozenset[str] = frozenset()
        self._read: tuple[Message, ...] = ()

    def forget(self) -> None:
        """Another place, or a model that has read nothing."""
        self._read = ()

    def was_heard(self, reply: Reply, heard: str, prompt: Prompt) -> None:
        """Notes what a reply described."""
        self.told |= _described(reply, heard, prompt)

    def next_prompt(
        self, prompt: Prompt, memory: Memory, reply: Reply | None, viewpoint: Viewpoint, arrival: str = ""
    ) -> list[Prefill]:
        """What to read now.

        Args:
            reply: one that is only being played, and taken to be heard to its end.
            arrival: the line that will ask for the greeting, as long as nobody has been greeted.

        Returns: nothing where it was read before.
        """
        told = self.told
        if reply:
            memory = memory.with_one_more(Exchange(reply.line, reply.text))
            told |= _described(reply, reply.text, prompt)
        messages = prompt.messages(memory.messages(), arrival or prompt.look_line(viewpoint, told))
        if messages == self._read:
            return []
        self._read = messages
        return [Prefill(messages, complete=bool(arrival), guess=True)]


def _described(reply: Reply, text: str, prompt: Prompt) -> frozenset[str]:
    return named_in(prompt.place, text) if reply.about_place else frozenset()
