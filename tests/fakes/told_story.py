"""A small story with a window, and a stage that plays loudspeaker and models to its teller."""

from __future__ import annotations

from typing import Any

from vr_app.host.stories.storyteller import Storyteller
from vr_app.kernel import events as ev

LAMP = """
# title: The Lamp
EXTERNAL light(lamps, level)
EXTERNAL improv(goal, turns)
LIST moods = calm, cross
VAR mood = calm
VAR wish = ""
VAR count = 0
-> start
=== start
Mei: Good evening. # emotion: happy # look: lamp # gesture: wave # pause: 0.5
The lamp is out.
* [Light the lamp. # at: lamp]
    ~ light("lamp", 1.0)
    Mei: There it is.
    -> ask
* [Sit in the dark.]
    Mei: As you like.
    -> DONE
=== ask
Mei: What would you wish for?
~ improv("Learn the visitor's wish", 2)
* [Wished. # when: goal # sets: wish, mood, count]
    Mei: So you wish for {wish}, {mood}, {count}.
* [Nothing. # when: turns]
    Mei: Another time.
* [Go home.]
    Mei: Good night.
- The end. # ending: Home
-> END
=== function light(lamps, level)
~ return
=== function improv(goal, turns)
~ return
"""

LONG = LAMP.replace('wish", 2)', 'wish", 3)')


class Stage:
    """Plays loudspeaker and models: whatever is asked for is done at once, unless it is held back."""

    def __init__(self, teller: Storyteller, replies: list[str]) -> None:
        self.teller = teller
        self.replies = replies
        self.shown: list[Any] = []

    def post(self, event: Any) -> list[Any]:
        waiting = [event]
        out: list[Any] = []
        while waiting:
            for result in self.teller.handle(waiting.pop(0)):
                out.append(result)
                match result:
                    case ev.Synthesize():
                        spans = (ev.PhonemeSpan("", 0, 2205),)
                        sound = ev.Utterance(result.turn, result.index, result.text, bytes(4410), 22050, spans)
                        waiting.append(ev.SpeechSynthesized(sound))
                    case ev.PlayUtterance():
                        said = result.utterance
                        waiting.append(ev.PlaybackStarted(said.turn, said.index, 0.0, 0.0))
                        waiting.append(ev.PlaybackFinished(said.turn, said.index, said.sample_count, 0.0))
                    case ev.Generate():
                        waiting.append(ev.TokensGenerated(result.turn, self.replies.pop(0)))
                        waiting.append(ev.GenerationFinished(result.turn, "stop"))
                    case _:
                        pass
        self.shown += out
        return out

    def last(self, kind: type) -> Any:
        return [event for event in self.shown if isinstance(event, kind)][-1]


def texts(results: list[Any]) -> list[str]:
    return [result.text for result in results if isinstance(result, ev.SentenceReady)]
