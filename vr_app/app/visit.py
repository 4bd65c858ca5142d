"""One visit: a scene, its host, a display and whoever looks on, put together and taken apart again."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vr_app.app.caption_translator import caption_translator
from vr_app.app.conversation import Conversation, SceneEntered
from vr_app.app.folders import data_folder
from vr_app.app.health_desk import HealthDesk
from vr_app.app.host_voice import HostVoice, host_config
from vr_app.app.imaginer import Imaginer
from vr_app.app.latency import LatencyLog
from vr_app.app.listening.visit_hearing import VisitHearing
from vr_app.app.memory_store import open_memory
from vr_app.app.models import embedder_config
from vr_app.app.pictures import Pictures
from vr_app.app.places import OpenedPlace, find_scene, open_place
from vr_app.app.record import SessionRecord, is_told, latency_report
from vr_app.app.scene_edits import SceneEdits
from vr_app.app.script import Script
from vr_app.app.sense import Attending, open_sense
from vr_app.app.shown_place import AllShown, ShownPlace, Surrounds, foyer_of
from vr_app.app.sound_space import SoundSpace
from vr_app.app.visit_options import VisitOptions
from vr_app.app.wearer.surroundings import Scout
from vr_app.app.whole_mind import whole_mind
from vr_app.app.wiring import make_embedder, make_inference, make_speaker
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.host.card.card_voice import card_voice
from vr_app.host.card.persona import Persona, remembering
from vr_app.host.imagining.edit_talk import EditingMind
from vr_app.host.travelling_mind import NobodyArrives
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import PersonId
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import Settings
from vr_app.render.driver_memory import give_back_freed_memory
from vr_app.render.targets import read_pixels
from vr_app.scene.scene import Scene

log = logging.getLogger(__name__)

MID_SPEECH_S = 0.7
"""How long after the first word of a reply its picture is taken."""
TALK_PATIENCE_S = 180.0
"""How long a scripted talk may be without any news before it is given up."""
OPENING_PATIENCE_S = 900.0
"""The same until scene and models are there: a slow machine may take its time for a large scene."""


class Visit:
    """Everything but the display: that belongs to the frame thread (and the window).

    Args:
        settings: as they stand.
        opened: the scene to begin in.
        observers: called on the host thread with each event that passes; they must not wait.

    Attributes:
        problem: what kept the visit from being what was asked for, in plain words; "" if nothing did.
    """

    def __init__(
        self, settings: Settings, opened: OpenedPlace, options: VisitOptions, observers: Sequence[Post] = ()
    ) -> None:
        self.settings = settings
        self.options = options
        self.config, voice_note = host_config(settings, opened.persona)
        if voice_note:
            opened = replace(opened, notes=(*opened.notes, voice_note))
        self.embedder = make_embedder(embedder_config(), self.config.log_dir)
        self.person = PersonId(settings.memory.person)
        self.latency = LatencyLog()
        self.finished = threading.Event()
        self.milestones: dict[str, float] = {}
        self.problem = ""
        self._news_s = time.monotonic()
        self._observers = tuple(observers)
        self._mouths = MouthTracks()
        self._model_ready = self._arrived = False
        self._model_name = self._voice_name = ""
        self.memory = open_memory(settings, opened.id, self._tell_observers)
        out = options.out
        self.record = SessionRecord(out, opened.persona.spoken_name) if out else None
        self.pictures = Pictures(out, read_pixels) if out else None
        sense = open_sense(self.embedder)
        self.attending = Attending(sense, lambda: self.hearing.settings.mind, lambda: self.opened)
        mind, _ = whole_mind(
            opened,
            self.config,
            settings.language.temperature,
            self.attending,
            persona=self._as_met(opened.persona),
            viewpoint=lambda: self.world.viewpoint.get(),
            pointing=lambda: bool(self.world.viewpoint.get().pointed),
            past=self.memory.past,
            first_turn=self.memory.next_turn,
            saved_story=self._story_place,
            imagines=True,
        )
        self.conversation = Conversation(
            EditingMind(mind, SceneEdits(lambda: self.opened.stage)),
            lambda post: make_inference(self.config, post, settings.voice.speed, opened.persona),
            lambda post: make_speaker(
                settings.voice,
                post,
                record_to=out / "speech.wav" if out else None,
                audible=options.audible,
            ),
            observers=(self._observe,),
        )
        self.world = World(self.conversation.cue, self.conversation.speaker.playhead, self._mouths)
        self.world.living.set(LivingScene(foyer_of(opened.stage)))
        self.sound = SoundSpace(self.conversation.speaker, self.world.heard.get, self._tell_observers)
        surrounds = Surrounds(
            self.world,
            self.sound,
            self.conversation.speaker,
            self.post,
            self._tell_observers,
            self._as_met,
            self.memory.facts,
            self._settled,
        )
        self._place = ShownPlace(opened, surrounds, self.embedder)
        self.hearing = VisitHearing(self)
        self.script = self.hearing.script or Script(options.lines, self.post, greet=opened.greets, person=self.person)
        self._imaginer = Imaginer(self.post, self.embedder, sense, lambda job: self.conversation.inference.send(job))
        self._translator = caption_translator(
            self._imaginer,
            self.show,
            lambda job: self.conversation.inference.send(job),
            lambda: self.hearing.settings.captions.language,
            lambda: self.config,
        )
        self.watch(HealthDesk(self.post, data_folder()).note)

    @property
    def opened(self) -> OpenedPlace:
        """The place one is in."""
        return self._place.opened

    @property
    def scout(self) -> Scout:
        """Knows what may be stood on and pointed at here."""
        return self._place.scout

    # ------------------------------------------------------------------ from any thread

    def post(self, event: Any) -> None:
        """Puts an event into the conversation's inbox."""
        self.conversation.post(event)

    def say(self, line: str) -> None:
        """The visitor's line from the keyboard."""
        self.post(ev.VisitorSpoke(line, person=self.person, posted_s=time.monotonic()))

    def show(self, event: Any) -> None:
        """Shows an event to whoever looks on, past the conversation; any thread."""
        self._tell_observers(event)

    def milestone(self, name: str) -> None:
        """Notes when something happened for the first time."""
        self.milestones.setdefault(name, time.monotonic())

    def watch(self, observer: Post) -> None:
        """Shows one more observer each event that passes, from now on."""
        self._observers = (*self._observers, observer)

    def scene_on_card(self, scene: Scene, before: Scene | None = None) -> None:
        """Told by the frame thread: all of the scene can be seen, and that before it will not be again."""
        self.post(AllShown(scene, before))

    def wait(self) -> None:
        """Until the visit is finished, or until a scripted one has had no news for too long."""
        expects_news = bool(self.options.lines or self.options.until_shown)
        while not self.finished.wait(0.1):
            patience_s = TALK_PATIENCE_S if self._arrived else OPENING_PATIENCE_S
            if expects_news and time.monotonic() - self._news_s > patience_s:
                self.problem = f"Nothing has happened for {patience_s:.0f} s, so the visit ends here."
                return

    @property
    def shown(self) -> str:
        """Folder of the scene once all of it can be seen; "" until then."""
        return str(self.opened.stage.folder) if self._place.is_settled else ""

    @property
    def exit_code(self) -> int:
        """0; for a scripted visit 1 where it failed, 3 where there is no host to talk with."""
        if not self.problem or not (self.options.lines or self.options.until_shown):
            return 0
        return 3 if self.options.lines and self.config.language is None else 1

    # ------------------------------------------------------------------ beginning and end

    def start(self) -> None:
        """Loads scene and models; the display may start before, beside or after."""
        if self.embedder is not None:
            self.embedder.start()
        self._place.request()
        line = self.conversation.start()
        log.info("%s", line)
        self.hearing.start()
        for note in self.opened.notes:
            self._tell_observers(ev.HostNotice(note))
        if self.config.language is None:
            self.post(
                ev.InferenceFailed("language", None, "No language model is installed. Run `vr-app setup`.", False)
            )
        if self.config.voice is None:
            self.post(ev.InferenceFailed("voice", None, "No voice is installed. Run `vr-app setup`.", False))

    def go_to(self, name: str) -> None:
        """Another scene. Raises: UserError where it cannot be read."""
        self._place.enter(open_place(find_scene(name), self.opened.language))
        self._arrived = False
        self.memory.enter(self.opened.id)
        self._speak_as_host()
        self.post(SceneEntered(self._as_met(self.opened.persona), self.opened.place))
        self._place.request()

    def _as_met(self, persona: Persona) -> Persona:
        return remembering(persona, self.memory.remembered)

    def _speak_as_host(self) -> None:
        """In the voice of this place's host; another voice file means other programs."""
        voice = self.conversation.inference
        assert isinstance(voice, HostVoice)
        voice.card = card_voice(self.opened.persona)
        config, note = host_config(self.settings, self.opened.persona)
        if config.voice != self.config.voice:
            self.use_models(config, voice.speed)
        if note:
            self._tell_observers(ev.HostNotice(note))

    def use_models(self, config: InferenceConfig, speed: float) -> None:
        """Other models from now on; the host greets when they are ready, as on arrival. Qt thread."""
        old, new = self.conversation.inference, make_inference(config, self.post, speed, self.opened.persona)
        self.config, self._model_ready, self._arrived = config, False, False
        self.conversation.inference = new
        new.start()
        threading.Thread(target=old.close, name="old models", daemon=True).start()

    def close(self, frames: dict[str, Any]) -> dict[str, Any]:
        """Ends everything, in the order in which nothing is lost. Returns the report."""
        self.script.stop()
        self.hearing.close()
        self._place.close()
        self._imaginer.close()
        self._translator.close()
        self.conversation.close()
        self.sound.close()
        if self.embedder is not None:
            self.embedder.close()
        self.memory.close()
        if self.pictures is not None:
            self.pictures.close()
        report = {
            "scene": self.opened.id,
            "host": self.opened.persona.spoken_name,
            "model": self._model_name,
            "voice": self._voice_name,
            **frames,
            "pictures": self.pictures.count if self.pictures else 0,
            "milestones_monotonic_s": {name: round(at_s, 3) for name, at_s in self.milestones.items()},
            "turns": latency_report(self.latency),
        }
        if self.record is not None:
            self.record.close(report)
        return report

    def _story_place(self, place_id: str) -> dict[str, Any] | None:
        saved = self.memory.story_places.get(place_id, "")
        return json.loads(saved) if saved else None

    # ------------------------------------------------------------------ the host thread

    def _observe(self, event: Any) -> None:
        if self._imaginer.note(event) | self._translator.note(event):
            return
        now_s = time.monotonic()
        if not isinstance(event, ev.FrameStatistics):
            self._news_s = now_s
        self.latency.note(event, now_s)
        self.memory.post(event)
        event = self._place.note(event)
        match event:
            case None:
                return
            case SceneEntered() if self.record is not None:
                self.record.captions.speaker = event.persona.spoken_name
            case ev.ModelReady(kind="language"):
                self.milestone("language_ready")
                self._model_name, self._model_ready = event.name, True
                self._arrive_when_ready()
            case ev.ModelReady():
                self._voice_name = event.name
            case st.SceneCue(name="go"):
                self._follow(event)
            case st.SceneCue(name="imagine"):
                self._imaginer.imagine(str(event.arguments[0]))
            case ev.PlayUtterance():
                self._mouths.add(event.utterance)
            case ev.PlaybackStarted():
                self.milestone("first_word")
                if self.pictures is not None and event.index == 0:
                    self.pictures.ask(MID_SPEECH_S)
            case ev.InferenceFailed(turn=None, kind="language"):
                if self.options.lines:
                    self.problem = self.problem or event.message
                self._model_ready = True
                self._arrive_when_ready()
            case _:
                pass
        self._place.happen(event)
        self.script.note(event)
        if self.script.finished and self.options.lines:
            self.finished.set()
        if self.record is not None and is_told(event):
            head = self.conversation.speaker.playhead()
            self.record.note(event, head.clock_s + now_s - head.monotonic_s)
        self._tell_observers(event)

    def _follow(self, cue: st.SceneCue) -> None:
        """The story goes on in another scene."""
        try:
            self.go_to(str(cue.arguments[0]) if cue.arguments else "")
        except UserError as error:
            self.post(ev.HostNotice(f"The story cannot go there: {error}"))

    def _settled(self, problem: str) -> None:
        if problem:
            self.problem = problem
        else:
            self.milestone("scene_complete")
            give_back_freed_memory()
        self._arrive_when_ready()
        if self.options.until_shown:
            self.finished.set()

    def _arrive_when_ready(self) -> None:
        if not (self._model_ready and self._place.is_settled) or self._arrived:
            return
        self._arrived = True
        greeted = self.opened.stage.host is not None
        self.post(ev.VisitorArrived(self.opened.id, self.person) if greeted else NobodyArrives())
        if self.options.lines:
            self.script.start(greeted=self.opened.greets)

    def _tell_observers(self, event: Any) -> None:
        for observer in self._observers:
            observer(event)
