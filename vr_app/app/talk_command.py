"""`vr-app talk`: the host in the terminal, spoken."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from vr_app.app.conversation import Conversation
from vr_app.app.folders import settings_file
from vr_app.app.memory_store import open_memory
from vr_app.app.models import SET_UP, inference_config
from vr_app.app.places import FIRST_SCENE, find_scene, open_place
from vr_app.app.script import Script, read_talk
from vr_app.app.wiring import make_inference, make_speaker
from vr_app.host.dialogue import Dialogue
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.ids import PersonId
from vr_app.kernel.settings import load_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scene", nargs="?", default=FIRST_SCENE, help="name or folder of a scene")
    parser.add_argument("--say", action="append", default=[], metavar="TEXT", help="say this, and end after the answer")
    parser.add_argument("--talk", type=Path, metavar="FILE", help="say the lines of a file, and end")
    parser.add_argument("--silent", action="store_true", help="without the loudspeaker")


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(settings_file(), os.environ)
    opened = open_place(find_scene(arguments.scene))
    config = inference_config(settings)
    if config.language is None:
        raise UserError("No language model is installed", remedy=SET_UP, exit_code=3)
    person = PersonId(settings.memory.person)
    lines = [*arguments.say, *(read_talk(arguments.talk) if arguments.talk else [])]
    terminal = Terminal(opened.persona.spoken_name)
    memory = open_memory(settings, opened.id, terminal.note)
    dialogue = Dialogue(opened.persona, opened.place, past=memory.past, first_turn=memory.next_turn)
    conversation = Conversation(
        dialogue,
        lambda post: make_inference(config, post, settings.voice.speed),
        lambda post: make_speaker(settings.voice, post, audible=not arguments.silent),
        observers=(memory.post, terminal.note),
    )
    print(f"{opened.stage.title}. {opened.persona.spoken_name} is here.")
    for note in opened.notes:
        print(f"  ({note})")
    print(f"  ({conversation.start()})", flush=True)
    try:
        terminal.wait_until_ready()
        if lines:
            script = Script(lines, conversation.post, greet=False, person=person)
            terminal.on_event = script.note
            script.start()
            while not script.finished:
                terminal.wait()
        else:
            conversation.post(ev.VisitorArrived(opened.id, person))
            for line in sys.stdin:
                conversation.post(ev.VisitorSpoke(line, person=person, posted_s=time.monotonic()))
            terminal.wait_until_idle()
    finally:
        conversation.close()
        memory.close()
    return 0


class Terminal:
    """Prints what is said, as it is said."""

    def __init__(self, host_name: str) -> None:
        self._host_name = host_name
        self._changed = threading.Condition()
        self._ready = False
        self._open_turns = 0
        self._failure: str = ""
        self.on_event: Any = lambda event: None

    def note(self, event: Any) -> None:
        """Takes every event of the conversation."""
        match event:
            case ev.ModelLoading():
                print(f"  (loading {event.name})", flush=True)
            case ev.TurnOpened() if event.by == "script":
                print(f"\nYou: {event.said}\n{self._host_name}: ", end="", flush=True)
            case ev.TurnOpened():
                print(f"{self._host_name}: ", end="", flush=True)
            case ev.SentenceReady():
                print(event.text, end=" ", flush=True)
            case ev.TurnClosed():
                print(flush=True)
            case ev.HostNotice():
                print(f"\n  ({event.text})", flush=True)
            case _:
                pass
        with self._changed:
            if isinstance(event, ev.ModelReady) and event.kind == "language":
                self._ready = True
            elif isinstance(event, ev.InferenceFailed) and event.kind == "language" and event.turn is None:
                self._failure = event.message
            elif isinstance(event, ev.TurnOpened):
                self._open_turns += 1
            elif isinstance(event, ev.TurnClosed):
                self._open_turns -= 1
            self._changed.notify_all()
        self.on_event(event)

    def wait_until_ready(self) -> None:
        """Raises: DeviceError where the model cannot be loaded."""
        with self._changed:
            self._changed.wait_for(lambda: self._ready or self._failure)
        if self._failure:
            raise DeviceError(self._failure, recoverable=False)

    def wait_until_idle(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._open_turns == 0)

    def wait(self) -> None:
        """Until something happened, or a moment passed."""
        with self._changed:
            self._changed.wait(0.1)
