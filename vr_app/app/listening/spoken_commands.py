"""Does what a word of command asks for, at once: a short sound, then the thing itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vr_app.host.place.scene_brief import Place, Viewpoint
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import UserError
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import Settings
from vr_app.speech.chimes import chime
from vr_app.speech.commands import EXAMPLES

log = logging.getLogger(__name__)

_SPEED_STEP, _VOLUME_STEP = 0.15, 0.2
_TEXT_STEP = 0.25
_CAPTION_SIZES = ("small", "medium", "large", "huge")
_MOST_NEAR = 4


@dataclass
class CommandDoer:
    """Call it with each `CommandGiven`; on the hearing's thread.

    Attributes:
        post: the conversation's inbox.
        settings: as they stand now.
        change: sets one ("voice.speed", 0.85) and keeps it.
        ask_wearer: (recentre, safe) of the headset's wearer; None without a headset.
        mute: closes the microphone.
        sound: plays a confirming sound ("done", "off").
        place, viewpoint: where the visitor is.
    """

    post: Post
    settings: Callable[[], Settings]
    change: Callable[[str, Any], Any]
    mute: Callable[[], None]
    sound: Callable[[str], None]
    place: Callable[[], Place]
    viewpoint: Callable[[], Viewpoint]
    ask_wearer: Callable[[bool, bool], None] | None = None

    def __call__(self, command: he.CommandGiven) -> None:
        self.sound("off" if command.name in ("stop_listening", "hush") else "done")
        try:
            self._do(command)
        except UserError as error:
            self.post(ev.HostNotice(str(error)))

    def _do(self, command: he.CommandGiven) -> None:
        voice = self.settings().voice
        match command.name:
            case "slower" | "faster":
                step = _SPEED_STEP if command.name == "faster" else -_SPEED_STEP
                self._set("voice.speed", round(min(max(voice.speed + step, 0.5), 2.0), 2), "Speed of speech")
            case "quieter" | "louder":
                step = _VOLUME_STEP if command.name == "louder" else -_VOLUME_STEP
                self._set("voice.volume", round(min(max(voice.volume + step, 0.1), 1.0), 2), "Loudness of the host")
            case "captions_bigger" | "captions_smaller":
                self._size_captions(1 if command.name == "captions_bigger" else -1)
            case "repeat":
                self.post(he.RepeatWanted(command.said))
            case "around":
                self.post(he.ReciteLines(command.said, around(self.place(), self.viewpoint())))
            case "what_can_i_say":
                self.post(ev.HostNotice("You can say: " + "; ".join(lines[0] for lines in EXAMPLES.values())))
                self.post(he.ReciteLines(command.said, known_commands(command.said)))
            case "stop_listening":
                self.mute()
                self.post(ev.HostNotice("The microphone is off. Its button, or the talk key, turns it on again."))
            case "recentre" | "safe_place":
                if self.ask_wearer is not None:
                    self.ask_wearer(command.name == "recentre", command.name == "safe_place")
                else:
                    self.post(ev.HostNotice("That is for the headset, and none is in use."))
            case "hush":
                pass

    def _size_captions(self, step: int) -> None:
        settings = self.settings()
        at = _CAPTION_SIZES.index(settings.captions.size) + step
        size = _CAPTION_SIZES[min(max(at, 0), len(_CAPTION_SIZES) - 1)]
        self.change("captions.size", size)
        text = round(min(max(settings.display.text_size + step * _TEXT_STEP, 0.75), 2.0), 2)
        self._set("display.text_size", text, "Size of text")

    def _set(self, name: str, value: float, what: str) -> None:
        self.change(name, value)
        self.post(ev.HostNotice(f"{what}: {value:.0%}."))


def around(place: Place, viewpoint: Viewpoint) -> tuple[str, ...]:
    """What surrounds the visitor, nearest first, in words to be spoken."""
    seen = place.seen_from(viewpoint)[:_MOST_NEAR]
    if not seen:
        return (f"You are in {place.title}. There is nothing near you that I know of.",)
    parts = []
    for one in seen:
        metres = round(one.distance_m)
        away = "right here" if one.distance_m < 1.0 else f"{_DIRECTIONS[one.direction]}, {metres} metres away"
        parts.append(f"{one.thing.name} {away}" if metres != 1 else f"{one.thing.name} {_DIRECTIONS[one.direction]}")
    return (f"Around you: {'; '.join(parts)}.",)


_DIRECTIONS = {
    "ahead": "ahead of you",
    "ahead right": "ahead on your right",
    "right": "on your right",
    "behind right": "behind you on the right",
    "behind": "behind you",
    "behind left": "behind you on the left",
    "left": "on your left",
    "ahead left": "ahead on your left",
}


def known_commands(said: str) -> tuple[str, ...]:
    """The answer to "what can I say?", in the language it was asked in."""
    if any(character >= "\u4e00" for character in said):
        return ("你可以说：重新居中，字幕大一点，说慢一点，小声一点，再说一遍，安全的地方，我周围有什么，或者别听了。",)
    return (
        "You can say: recenter, captions bigger, slower, quieter, repeat, safe place, what is around me, or stop "
        "listening.",
        "Anything else you say is for me to answer.",
    )


def chime_on(speaker: Any, *, wanted: Callable[[], bool]) -> Callable[[str], None]:
    """Plays confirming sounds on a loudspeaker while they are wanted."""

    def play(kind: str) -> None:
        if wanted():
            speaker.chime(chime(kind, speaker.sample_rate_hz))

    return play
