"""The headset as a `Display`: open, begin a frame, end it, close.

Nothing of OpenXR is loaded before `open`, so that this can be imported on machines that have none.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from vr_app.kernel.canvas import PanelSource
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import FrameRequest, GraphicsContext
from vr_app.openxr.controls import Controls, Side
from vr_app.openxr.quirks import sleeps_by_leaving
from vr_app.openxr.runtime_manifest import reason
from vr_app.openxr.session_state import SessionState

if TYPE_CHECKING:
    from vr_app.openxr.bindings import Handling
    from vr_app.openxr.connection import Connection
    from vr_app.openxr.environment import Room
    from vr_app.openxr.model_source import ModelFile

log = logging.getLogger(__name__)

IDLE_S = 0.25
"""Pause between frames of a session that is not running (headset laid down)."""

POLL_S = 0.01
"""How often it looks for events meanwhile."""

LEAVE_S = 1.0
"""How long `close` waits for the runtime to end the session in order."""


class XrDisplay:
    """A real OpenXR session. All methods on the frame thread; `controls` and `state` may be read by any thread.

    Args:
        context: made current by `open` on the calling thread, and no longer current after `close`. Not closed.
        application_name: as the runtime shows it.
        in_one_array: True for one array texture with a layer per eye (`View.layer`), False for a texture per eye.
        idle_s: how long `begin_frame` waits for a session that shows nothing before it gives an empty frame.
        functions: another implementation of `OpenXrFunctions`.
        find_binding: another `graphics_binding.current_binding`.
        handling: how the wearer likes their controllers.
        panels: see below.

    Attributes:
        panels: what floats before the wearer, as layers of their own; may be set at any time.
        on_attention: told on the frame thread when it changes whether somebody wears the headset, and whether their
            hands are ours.
        load: what the newest frame took the card in ms (0 where that is unknown), and the pictures' scale.
        see_room: set it to have the real room behind what is drawn, where that can be.
        room: how the real room is seen now: "mixed", "added", or "" not at all.
        at_panel: set it while a panel has the sticks: they scroll and the wearer stays.
        controls: input of the newest frame.
        model_files: how the controllers look, as the runtime has it.
        state: session state in the words of the specification ("FOCUSED"), "" while closed.
    """

    def __init__(
        self,
        context: GraphicsContext,
        *,
        application_name: str = "Virgil",
        in_one_array: bool = False,
        idle_s: float = IDLE_S,
        functions: Any = None,
        find_binding: Any = None,
        handling: Handling | None = None,
        panels: PanelSource | None = None,
    ) -> None:
        self.controls: Latest[Controls] = Latest(Controls())
        self.state: Latest[str] = Latest("")
        self._context = context
        self._application_name = application_name
        self._in_one_array = in_one_array
        self._idle_s = idle_s
        self._functions = functions
        self._find_binding = find_binding
        self._handling = handling
        self.panels = panels
        self._display_time_s = 0.0
        self.at_panel: Latest[bool] = Latest(False)
        self.model_files: Latest[Mapping[Side, ModelFile]] = Latest({})
        self._connection: Connection | None = None
        self._frame_open = False
        self._exit_asked = False
        self._display_time_ns = 0
        self._failed: DeviceError | None = None
        self.load: Latest[tuple[float, float]] = Latest((0.0, 1.0))
        self._period_ms = 1000.0 / 90.0
        self.see_room: Latest[bool] = Latest(False)
        self.room: Latest[Room] = Latest("")
        self._attention = (True, True)
        self.on_attention: Callable[[bool, bool], None] = lambda worn, focused: None

    def open(self) -> str:
        """Connects to the runtime, finds the headset and starts a session on the context.

        Returns: what it is, such as "Monado, 320x240 per eye, LOCAL_FLOOR".
        Raises: DeviceError; recoverable where a headset or a runtime may appear later.
        """
        self.close()
        try:
            from vr_app.openxr.connection import Connection
        except (ImportError, OSError, NotImplementedError) as error:
            raise DeviceError(f"OpenXR cannot be used on this system: {reason(error)}", recoverable=False) from error
        self._context.make_current()
        try:
            self._connection = Connection(
                self._application_name,
                in_one_array=self._in_one_array,
                functions=self._functions,
                find_binding=self._find_binding,
                handling=self._handling,
            )
        except DeviceError:
            self._context.done_current()
            raise
        self._exit_asked = False
        self._keep_current(self._connection)
        log.info("%s", self._connection.description)
        for line in self._connection.left_out:
            log.info("%s does not offer everything: %s", self._connection.instance.runtime_name, line)
        return self._connection.description

    def begin_frame(self) -> FrameRequest | None:
        """Waits for the runtime's next frame (at most `idle_s` where the session is not running).

        Returns: the frame, without views where nothing is shown; None once the runtime wants us to leave.
        Raises: DeviceError(recoverable=True) where headset or runtime went away, also as found out by `end_frame`.
        """
        connection = self._connected()
        session = connection.session
        session.handle_events()
        if not session.running:
            self._wait_until_running(connection)
        self.state.set(session.state.name)
        self._tell_attention(session.worn and session.running, session.state is SessionState.FOCUSED)
        if session.ended:
            return self._leave_or_rest(connection)
        if not session.running:
            self.controls.set(Controls())
            return FrameRequest(time.monotonic(), ())
        frame = session.wait_frame()
        woke_s = time.monotonic()
        try:
            connection.actions.sync(at_panel=self.at_panel.get())
        except DeviceError as error:
            self._failed = error  # a frame that is waited for and not begun lets nobody wait for another
            raise
        session.begin_frame()
        self._frame_open = True
        self._display_time_ns = time_ns = frame.predicted_display_time
        display_time_s = connection.clock.to_monotonic_s(time_ns, frame.predicted_display_period, woke_s)
        self._display_time_s = display_time_s
        self.room.set(connection.environment.see(room=self.see_room.get()))
        self.controls.set(self._read_controls(connection, time_ns))
        if not frame.should_render:
            connection.eyes.skip()
            return FrameRequest(display_time_s, ())
        views = connection.eyes.begin(time_ns)
        self._keep_current(connection)
        if views:
            self._period_ms = frame.predicted_display_period / 1e6
            connection.pace.begin()
        return FrameRequest(display_time_s, views)

    def _read_controls(self, connection: Connection, time_ns: int) -> Controls:
        controls = connection.actions.read(time_ns)
        models = connection.models
        if models is None or not controls.focused:
            return controls
        self.model_files.set(models.files.get())
        return replace(controls, models=models.read(time_ns))

    def _leave_or_rest(self, connection: Connection) -> None:
        """The runtime wants us gone: the wearer's wish, or a headset that fell asleep."""
        runtime, worn = connection.instance.runtime_name, connection.session.worn
        if not self._exit_asked and sleeps_by_leaving(runtime, worn=worn):
            # Going back by ourselves would wake the headset at once.
            raise DeviceError("The headset has gone to sleep. Start Virgil again to go back into it", recoverable=False)

    def _tell_attention(self, worn: bool, focused: bool) -> None:
        if (worn, focused) != self._attention:
            self._attention = (worn, focused)
            self.on_attention(worn, focused)

    def _keep_current(self, connection: Connection) -> None:
        """Makes our context current again where the runtime used one of its own on this thread (some do)."""
        if connection.graphics.current_context() != connection.context:
            self._context.make_current()

    def _wait_until_running(self, connection: Connection) -> None:
        session = connection.session
        deadline_s = time.monotonic() + self._idle_s
        while not session.running and not session.ended and time.monotonic() < deadline_s:
            time.sleep(POLL_S)
            session.handle_events()

    def end_frame(self) -> None:
        """Hands the frame over, with or without pictures. Never raises: the next `begin_frame` tells what is wrong."""
        connection, open_frame = self._connection, self._frame_open
        self._frame_open = False
        if connection is None or not open_frame:
            return
        try:
            if connection.eyes.drawn:
                connection.pace.end(self._period_ms)
                self.load.set((connection.pace.card_ms, connection.eyes.scale))
            connection.eyes.end()
            visible = connection.eyes.visible
            if visible:
                self._show_panels(connection)
            environment = connection.environment
            end = connection.frame_end.of(
                self._display_time_ns,
                with_layer=visible,
                over=connection.quads.shown,
                blend_mode=environment.blend_mode,
                behind=environment.behind,
                blended=environment.room == "mixed",
            )
            connection.session.end_frame(end)
        except DeviceError as error:
            self._failed = error

    def _show_panels(self, connection: Connection) -> None:
        panels = self.panels
        if panels is None:
            return
        try:
            panels.curved = connection.quads.curved
            views = panels.arrange(self._display_time_s, self.controls.get(), connection.eyes.pixels_per_degree)
            connection.quads.update(views, panels, lambda: self._keep_current(connection))
        except DeviceError:
            raise
        except Exception:
            # A bug in a panel must not take the session down: the scene goes on without any.
            log.exception("The panels could not be shown")
            self.panels, connection.quads.shown = None, ()

    def request_exit(self) -> None:
        """Asks the runtime to end the session; `begin_frame` returns None when it has."""
        self._exit_asked = True
        self._connected().session.request_exit()

    def pulse(self, hand: Literal["left", "right"], seconds: float = 0.02, amplitude: float = 0.5) -> None:
        """Lets a controller vibrate. `amplitude` 0 to 1."""
        self._connected().actions.pulse(0 if hand == "left" else 1, seconds, amplitude)

    def _connected(self) -> Connection:
        if self._failed is not None:
            raise self._failed
        if self._connection is None:
            raise DeviceError("The headset's display is not open", recoverable=True)
        return self._connection

    def close(self) -> None:
        """Leaves the session in order where the runtime still answers, and gives everything back."""
        connection, self._connection = self._connection, None
        failed, self._failed = self._failed, None
        if connection is None:
            return
        if failed is None:
            self._leave(connection)
        self._frame_open = False
        if self.panels is not None:
            self.panels.close()
        connection.close()
        self._context.done_current()
        self.controls.set(Controls())
        self.state.set("")
        self._tell_attention(True, True)

    def _leave(self, connection: Connection) -> None:
        """Goes through STOPPING to EXITING, with empty frames, within `LEAVE_S`."""
        session, blend = connection.session, connection.environment.blend_mode
        deadline_s = time.monotonic() + LEAVE_S
        try:
            if self._frame_open:
                connection.eyes.end()
                session.end_frame(connection.frame_end.of(self._display_time_ns, with_layer=False, blend_mode=blend))
            session.handle_events()
            if not session.running:
                return
            session.request_exit()
            while session.running and time.monotonic() < deadline_s:
                frame = session.wait_frame()
                session.begin_frame()
                time_ns = frame.predicted_display_time
                session.end_frame(connection.frame_end.of(time_ns, with_layer=False, blend_mode=blend))
                session.handle_events()
        except DeviceError as error:
            log.info("left without a farewell: %s", error)
