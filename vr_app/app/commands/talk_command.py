"""`vr-app talk`: the host in the terminal, spoken."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.commands.hearing_flags import hearing_flags
from vr_app.app.commands.talk_hearing import TalkHearing, add_hearing_arguments, heard_in_words
from vr_app.app.commands.talk_story import has_story, story_in_words, story_place
from vr_app.app.conversation import Conversation
from vr_app.app.folders import data_folder, settings_file
from vr_app.app.health_desk import HealthDesk
from vr_app.app.knowledge_shelf import KnowledgeShelf
from vr_app.app.memory_store import open_memory
from vr_app.app.models import SET_UP, embedder_config, inference_config
from vr_app.app.places import FIRST_SCENE, find_scene, open_place, reader_language
from vr_app.app.script import Script, read_talk
from vr_app.app.sense import Attending, explained, open_sense
from vr_app.app.story_shelf import StoryShelf
from vr_app.app.whole_mind import whole_mind
from vr_app.app.wiring import make_embedder, make_inference, make_speaker
from vr_app.host.answers.consulted import Consulted
from vr_app.host.explaining import budget, looked_up
from vr_app.host.replies.knowing import named_of
from vr_app.host.replies.reply import NOBODY
from vr_app.host.visitor_line import visitor_line
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel import mind_events as me
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.ids import PersonId
from vr_app.kernel.settings import load_settings

PATIENCE_S = 180.0
"""How long a turn may be without any news."""
LOADING_PATIENCE_S = 900.0
"""The same of a model that is being loaded."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scene", nargs="?", default=FIRST_SCENE, help="name or folder of a scene")
    parser.add_argument("--say", action="append", default=[], metavar="TEXT", help="say this, and end after the answer")
    parser.add_argument("--talk", type=Path, metavar="FILE", help="say the lines of a file, and end")
    parser.add_argument("--explain", action="store_true", help="show what each line was taken for, and why")
    add_hearing_arguments(parser)
    parser.add_argument("--silent", action="store_true", help="without the loudspeaker")


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(settings_file(), os.environ, hearing_flags(arguments))
    opened = open_place(find_scene(arguments.scene), reader_language(settings.display.language))
    config = inference_config(settings)
    if config.language is None:
        raise UserError("No language model is installed", remedy=SET_UP, exit_code=3)
    person = PersonId(settings.memory.person)
    lines = [*arguments.say, *(read_talk(arguments.talk) if arguments.talk else [])]
    terminal = Terminal(opened.persona.spoken_name, explain=arguments.explain)
    memory = open_memory(settings, opened.id, terminal.note)
    embedder = make_embedder(embedder_config(), config.log_dir)
    attending = Attending(open_sense(embedder), lambda: settings.mind, lambda: opened)
    mind, dialogue = whole_mind(
        opened,
        config,
        settings.language.temperature,
        attending,
        past=memory.past,
        first_turn=memory.next_turn,
        saved_story=story_place(memory),
    )
    terminal.looked_up = lambda: dialogue.looked_up
    conversation = Conversation(
        mind,
        lambda post: make_inference(config, post, settings.voice.speed),
        lambda post: make_speaker(settings.voice, post, audible=not arguments.silent),
        observers=(memory.post, terminal.note, lambda event: desk.note(event), lambda event: hearing.note(event)),
    )
    desk = HealthDesk(conversation.post, data_folder())
    shelf = KnowledgeShelf(conversation.post, embedder, memory.facts)
    stories = StoryShelf(conversation.post)
    hearing = TalkHearing(
        settings, conversation, opened.place, terminal.note, tuple(arguments.hear), embedder=embedder, person=person
    )
    script = hearing.script or Script(lines, conversation.post, greet=False, person=person)
    print(f"{opened.stage.title}. {opened.persona.spoken_name} is here.")
    for note in opened.notes:
        print(f"  ({note})")
    try:
        if embedder is not None:
            embedder.start()
        shelf.request(opened)
        stories.request(opened.stage.folder)
        print(f"  ({conversation.start()})", flush=True)
        hearing.start()
        terminal.wait_until_ready()
        if has_story(opened.stage.folder):
            terminal.wait_until(lambda: terminal.story_known)
        if lines or arguments.hear:
            terminal.on_event = script.note
            script.start()
            terminal.wait_until(lambda: script.finished)
        else:
            conversation.post(ev.VisitorArrived(opened.id, person))
            asked = int(opened.stage.host is None or opened.stage.host.greets)
            for line in sys.stdin:
                if not line.strip() and hearing.empty_line():
                    continue
                if not sys.stdin.isatty():
                    terminal.wait_for_turns(asked)  # a person may interrupt; a file never means to
                conversation.post(ev.VisitorSpoke(line, person=person, posted_s=time.monotonic()))
                asked += bool(visitor_line(line).text)
            terminal.wait_for_turns(asked)
    finally:
        script.stop()
        hearing.close()
        shelf.close()
        stories.close()
        conversation.close()
        if embedder is not None:
            embedder.close()
        memory.close()
    return 0


class Terminal:
    """Prints what is said, as it is said."""

    def __init__(self, host_name: str, *, explain: bool = False) -> None:
        self._explain = explain
        self._host_name = host_name
        self._news_s = time.monotonic()
        self._ready = False
        self.closed_turns = 0
        self.story_known = False
        self._failure: str = ""
        self._sources = ""
        self.on_event: Any = lambda event: None
        self.looked_up: Callable[[], Consulted | None] = lambda: None

    def note(self, event: Any) -> None:
        """Takes every event of the conversation."""
        if self._explain:
            self._tell_why(event)
        match event:
            case ev.ModelLoading():
                print(f"  (loading {event.name})", flush=True)
            case ev.TurnOpened() if event.by == "script":
                print(f"\nYou: {event.said}\n{self._host_name}: ", end="", flush=True)
            case ev.TurnOpened():
                print(f"{self._host_name}: ", end="", flush=True)
            case ev.SentenceReady() if event.speaker:
                name = "" if event.speaker == NOBODY else f"{event.speaker}: "
                print(f"\n  {name}{event.text}\n", end="", flush=True)
            case ev.SentenceReady():
                print(event.text, end=" ", flush=True)
            case ev.SourcesCited():
                self._sources = named_of(event.passages)
            case ev.TurnClosed():
                print(f"\n  [{self._sources}]" if self._sources else "", flush=True)
                self._sources = ""
            case he.HearingChanged() | he.LineHeard() | he.CommandGiven() if words := heard_in_words(event):
                print(f"\n  ({words})", flush=True)
            case me.IntentSensed() | me.MoodSensed() | me.HarmDeclined() | me.FeedbackGiven() if self._explain:
                print(f"  ({explained(event)})", flush=True)
            case ev.HostNotice():
                print(f"\n  ({event.text})", flush=True)
            case _ if words := story_in_words(event, explain=self._explain):
                print(f"\n  {words}", flush=True)
            case _:
                pass
        if isinstance(event, st.StoryOffered) or (isinstance(event, ev.HostNotice) and "story.ink" in event.text):
            self.story_known = True
        if isinstance(event, ev.ModelReady) and event.kind == "language":
            self._ready = True
        elif isinstance(event, ev.InferenceFailed) and event.kind == "language" and event.turn is None:
            self._failure = event.message
        elif isinstance(event, ev.TurnClosed):
            self.closed_turns += 1
        self._news_s = time.monotonic()
        self.on_event(event)

    def _tell_why(self, event: Any) -> None:
        """What was found for a line, and how much the model is given to read."""
        if isinstance(event, ev.TurnOpened) and event.said:
            lines = looked_up(self.looked_up())
        else:
            lines = [budget(event, estimated_tokens)] if isinstance(event, ev.Generate) and event.messages else []
        for line in lines:
            print(f"\n  ({line})", end="" if line is not lines[-1] else "\n", flush=True)

    def wait_until_ready(self) -> None:
        """Raises: DeviceError where the model cannot be loaded."""
        self.wait_until(lambda: self._ready or bool(self._failure), LOADING_PATIENCE_S)
        if self._failure:
            raise DeviceError(self._failure, recoverable=False)

    def wait_for_turns(self, count: int) -> None:
        """Until so many turns are over. Raises: DeviceError as `wait_until` does."""
        self.wait_until(lambda: self.closed_turns >= count)

    def wait_until(self, over: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Looks again a few times a second, so that Ctrl+C is heard on every platform.

        Raises: DeviceError where there was no news for too long.
        """
        self._news_s = time.monotonic()
        while not over():
            if time.monotonic() - self._news_s > patience_s:
                raise DeviceError(f"The host has not stirred for {patience_s:.0f} s.", recoverable=True)
            time.sleep(0.05)
