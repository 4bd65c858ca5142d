"""Panels for a headset on a machine without a desktop: Qt paints them without any screen, on the main thread."""

from __future__ import annotations

import logging
import os
import signal
import threading
from typing import Any

from vr_app.app.drafts import read_draft
from vr_app.app.folders import settings_file
from vr_app.app.scene_cards import places_to_go
from vr_app.app.settings_file import write_setting
from vr_app.app.shows.drawing import Drawing
from vr_app.app.shows.headset_panels import HeadsetPanels
from vr_app.app.visit import Visit
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import Settings, changed
from vr_app.ui.actions import UiActions
from vr_app.ui.application import create_application, end_application
from vr_app.ui.settings_window import Choices

log = logging.getLogger(__name__)


class ScreenlessPanels:
    """Owns the Qt application. Construct on the main thread, then `wait` there.

    Raises: DeviceError where Qt does not work at all here; the visit goes on without panels then.
    """

    def __init__(self, visit: Visit, drawing: Drawing, choices: Choices, *, offscreen: bool) -> None:
        if offscreen:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        self._visit, self._drawing = visit, drawing
        self._application = create_application(text_size=drawing.settings.display.text_size)
        self._folders = places_to_go(visit.opened)
        actions = UiActions(
            send_line=visit.say,
            typing=lambda text, whole: read_draft(text, whole, visit.post, visit.config),
            stop=lambda: visit.post(ev.StopRequested()),
            pick=lambda offer, index: visit.post(st.ChoicePicked(offer, index)),
            begin_story=lambda afresh: visit.post(st.StoryRequested(afresh)),
            leave_story=lambda: visit.post(st.StoryLeft()),
            choose_scene=self._choose_scene,
            change_setting=self._change_setting,
        )
        self.panels = HeadsetPanels(visit, drawing, actions, drawing.settings, choices)

    def wait(self) -> None:
        """Lets Qt work until the visit is finished.

        Raises: KeyboardInterrupt where the person wants to end it.
        """
        interrupted = threading.Event()

        def stop(*_: Any) -> None:
            interrupted.set()
            end_application(self._application)

        before = signal.signal(signal.SIGINT, stop)
        watch = threading.Thread(target=self._end_with_visit, name="end of the visit", daemon=True)
        watch.start()
        try:
            self._application.exec()
        finally:
            signal.signal(signal.SIGINT, before)
        if interrupted.is_set():
            raise KeyboardInterrupt

    def close(self) -> None:
        self.panels.close()

    def _end_with_visit(self) -> None:
        self._visit.wait()
        end_application(self._application)

    def _choose_scene(self, name: str) -> None:
        try:
            self._visit.go_to(str(self._folders.get(name, name)))
        except UserError as error:
            self._visit.post(ev.HostNotice(str(error)))
            return
        self.panels.enter_scene(name)

    def _change_setting(self, dotted: str, value: Any) -> Settings:
        settings = self._drawing.settings = changed(self._drawing.settings, dotted, value)
        if dotted == "voice.volume":
            self._visit.conversation.speaker.volume = value  # type: ignore[attr-defined]
        elif dotted == "voice.speed":
            self._visit.conversation.inference.speed = value  # type: ignore[attr-defined]
        elif dotted == "memory.remember":
            self._visit.memory.writing = value
        self.panels.apply(settings)
        write_setting(settings_file(), dotted, value)
        return settings
