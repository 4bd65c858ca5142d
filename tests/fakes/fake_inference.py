"""Models of virtual time: replies are scripted, tokens and sounds take as long as a test says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from vr_app.kernel import events as ev

RATE_HZ = 8000
WORD_S = 0.25
GAP_S = 0.05


def spoken(command: ev.Synthesize) -> ev.Utterance:
    """A sound of a quarter of a second per word, timed as a voice engine would."""
    spans: list[ev.PhonemeSpan] = []
    position = 0
    for i, _ in enumerate(command.text.split()):
        for phoneme, seconds in ((" ", GAP_S if i else 0.0), ("a", WORD_S)):
            end = position + round(seconds * RATE_HZ)
            if end > position:
                spans.append(ev.PhonemeSpan(phoneme, position, end))
            position = end
    return ev.Utterance(
        command.turn,
        command.index,
        command.text,
        bytes(2 * position),
        RATE_HZ,
        tuple(spans),
        command.emotion,
        command.final,
    )


class FakeInference:
    """Holds to the `Inference` port; `due` gives the events of the next stretch of time.

    Args:
        replies: one for each `Generate`, in order; a `None` fails, an `int` n says n tokens of the next one and dies.
    """

    def __init__(self, post: Callable[[Any], None], replies: Sequence[str | None] = ()) -> None:
        self.sent: list[Any] = []
        self.token_s = 0.1
        self.synthesis_s = 0.05
        self.voice = True
        self.replies = list(replies)
        self.now_s = 0.0
        self._post = post
        self._pending: list[tuple[float, int, Any]] = []

    def start(self) -> None:
        self._later(0.0, ev.ModelReady("language", "fake", "fake", 0.0))
        self._later(0.0, ev.ModelReady("voice", "fake", "fake", 0.0))

    def send(self, command: Any) -> None:
        self.sent.append(command)
        if isinstance(command, ev.Generate):
            self._generate(command)
        elif isinstance(command, ev.Synthesize):
            if self.voice:
                self._later(self.synthesis_s, ev.SpeechSynthesized(spoken(command)))
            else:
                self._later(self.synthesis_s, ev.InferenceFailed("voice", command.turn, "the voice is broken"))
        elif isinstance(command, ev.CancelTurn):
            self._pending = [entry for entry in self._pending if self._turn(entry[2]) > command.turn]

    def crash(self) -> None:
        """Everything under way is lost; a new child is there at once."""
        self._pending.clear()
        self._later(0.0, ev.InferenceRestarted("it was killed"))

    def advance(self, to_s: float) -> None:
        """Posts what happens until then."""
        while self._pending and self._pending[0][0] <= to_s + 1e-9:
            self.now_s, _, event = self._pending.pop(0)
            self._post(event)
        self.now_s = to_s

    def close(self) -> None:
        self._pending.clear()

    @property
    def generated(self) -> list[ev.Generate]:
        return [command for command in self.sent if isinstance(command, ev.Generate)]

    def _generate(self, command: ev.Generate) -> None:
        reply = self.replies.pop(0) if self.replies else "I see."
        if reply is None:
            self._later(0.2, ev.InferenceFailed("language", command.turn, "out of memory"))
            return
        words = reply.split(" ")
        tokens = [word if i == 0 else f" {word}" for i, word in enumerate(words)] if reply else []
        for i, token in enumerate(tokens[: command.max_tokens]):
            self._later((i + 1) * self.token_s, ev.TokensGenerated(command.turn, token))
        reason = "length" if len(tokens) > command.max_tokens else "stop"
        self._later(
            (min(len(tokens), command.max_tokens) + 1) * self.token_s, ev.GenerationFinished(command.turn, reason)
        )

    def _later(self, delay_s: float, event: Any) -> None:
        self._pending.append((self.now_s + delay_s, len(self.sent), event))
        self._pending.sort(key=lambda entry: entry[0])

    @staticmethod
    def _turn(event: Any) -> int:
        utterance = getattr(event, "utterance", event)
        return getattr(utterance, "turn", None) or 1 << 30
