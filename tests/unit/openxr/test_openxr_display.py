"""The headset's display on a pretended runtime: what real ones do rarely."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.contracts.display_contract import next_picture
from tests.fakes.fake_graphics_context import FakeGraphicsContext
from tests.fakes.fake_openxr_functions import EXTENSIONS, FakeOpenXrFunctions
from vr_app.kernel.errors import DeviceError
from vr_app.openxr.bindings import LEFT, RIGHT
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.graphics_binding import GraphicsBinding
from vr_app.openxr.probe import headset_is_back
from vr_app.openxr.session_state import SessionState

LOCAL, STAGE, LOCAL_FLOOR = 2, 3, 1000426000


def display_on(runtime: FakeOpenXrFunctions, context: FakeGraphicsContext | None = None) -> XrDisplay:
    return XrDisplay(
        context or FakeGraphicsContext(),
        idle_s=0.0,
        functions=runtime,
        find_binding=lambda extensions: GraphicsBinding(None, "pretended"),
    )


@pytest.fixture
def runtime() -> FakeOpenXrFunctions:
    return FakeOpenXrFunctions()


@pytest.fixture
def display(runtime: FakeOpenXrFunctions) -> Iterator[XrDisplay]:
    made = display_on(runtime)
    made.open()
    yield made
    made.close()


def run_frame(display: XrDisplay) -> None:
    assert display.begin_frame() is not None
    display.end_frame()


# ---------------------------------------------------------------------- opening


def test_open_names_runtime_size_and_floor(display: XrDisplay) -> None:
    assert display._connection is not None
    assert display._connection.description == "Pretended runtime, 640x480 per eye, LOCAL_FLOOR"


@pytest.mark.parametrize(
    ("function", "code", "words", "recoverable"),
    [
        ("get_system", -35, "No headset is connected", True),
        ("get_system", -34, "does not drive headsets", False),
        ("enumerate_instance_extension_properties", -51, "No OpenXR runtime is installed", False),
        ("create_instance", -2, "service may not be running", True),
        ("create_session", -38, "another graphics card", False),
        ("create_swapchain", -3, "XR_ERROR_OUT_OF_MEMORY", False),
        ("create_swapchain", -987654, "XrResult -987654", False),
    ],
)
def test_failed_open_tells_why_and_leaves_nothing(
    runtime: FakeOpenXrFunctions, function: str, code: int, words: str, recoverable: bool
) -> None:
    runtime.results[function] = code
    context = FakeGraphicsContext()
    display = display_on(runtime, context)
    with pytest.raises(DeviceError, match=words) as failed:
        display.open()
    assert failed.value.recoverable is recoverable
    assert runtime.calls["destroy_instance"] == (1 if function not in NO_INSTANCE else 0)
    assert not context.current
    del runtime.results[function]
    assert display.open()
    display.close()


NO_INSTANCE = ("enumerate_instance_extension_properties", "create_instance")


@pytest.mark.parametrize(("needed", "opens"), [((4, 5), True), ((4, 6), False), ((5, 0), False)])
def test_a_runtime_that_asks_for_a_newer_opengl_is_said_with_the_remedy(needed: tuple[int, int], opens: bool) -> None:
    runtime = FakeOpenXrFunctions()
    runtime.needed_opengl = needed
    display = display_on(runtime)
    if opens:
        assert display.open()
    else:
        with pytest.raises(DeviceError, match=rf"asks for OpenGL {needed[0]}\.{needed[1]}.* choose another runtime"):
            display.open()
    display.close()


def test_runtime_of_version_1_0_is_taken() -> None:
    display = display_on(FakeOpenXrFunctions(api_minor=0))
    display.open()
    assert display._connection is not None and display._connection.instance.api_version == (1, 0)
    display.close()


def test_context_that_a_runtime_took_away_is_taken_back(runtime: FakeOpenXrFunctions) -> None:
    context = FakeGraphicsContext()
    binding = GraphicsBinding(None, "pretended", lambda: 1 if context.current else None)
    display = XrDisplay(context, functions=runtime, find_binding=lambda extensions: binding)
    display.open()
    context.current = False
    assert next_picture(display).views and context.current
    display.close()


def test_only_offered_extensions_are_enabled() -> None:
    runtime = FakeOpenXrFunctions(extensions=("XR_KHR_opengl_enable", "XR_ACME_surprise"))
    display = display_on(runtime)
    display.open()
    display.close()
    assert runtime.enabled == ["XR_KHR_opengl_enable"]


@pytest.mark.parametrize(
    ("offered", "chosen", "height_m"),
    [((1, LOCAL, LOCAL_FLOOR, STAGE), LOCAL_FLOOR, 0.0), ((1, LOCAL, STAGE), STAGE, 0.0), ((1, LOCAL), LOCAL, -1.6)],
)
def test_stands_on_the_best_floor(offered: tuple[int, ...], chosen: int, height_m: float) -> None:
    runtime = FakeOpenXrFunctions(spaces=offered)
    display = display_on(runtime)
    display.open()
    display.close()
    assert runtime.space_poses[0] == (chosen, pytest.approx(height_m))


def test_no_drawable_format_is_said() -> None:
    with pytest.raises(DeviceError, match="no colour format"):
        display_on(FakeOpenXrFunctions(formats=(0x1902,))).open()


# ---------------------------------------------------------------------- frames


def test_frame_without_picture_is_ended_without_layers(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    runtime.should_render = False
    request = display.begin_frame()
    display.end_frame()
    assert request is not None and request.views == ()
    assert runtime.layer_counts == [0]


def test_untracked_eyes_are_not_drawn(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    runtime.tracked = False
    request = display.begin_frame()
    display.end_frame()
    assert request is not None and request.views == ()
    assert runtime.layer_counts == [0]
    assert display.controls.get().tracking_from_head is None


def test_a_head_that_is_lost_holds_the_picture_where_it_was(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    before = next_picture(display).views
    display.end_frame()
    runtime.tracked, runtime.head = False, (9.0, 9.0, 9.0)
    request = display.begin_frame()
    display.end_frame()
    assert request is not None and len(request.views) == 2
    for held, seen in zip(request.views, before, strict=True):
        np.testing.assert_array_equal(held.world_from_view, seen.world_from_view)
    assert display.controls.get().tracking_from_head is None, "who draws knows, and lets it go dark"
    assert runtime.layer_counts[-1] == 1
    runtime.tracked = True
    assert next_picture(display).views[0].world_from_view[0, 3] > 8.0
    display.end_frame()


def test_frame_left_open_is_discarded_and_the_next_one_goes_on(
    display: XrDisplay, runtime: FakeOpenXrFunctions
) -> None:
    runtime.should_render = False
    display.begin_frame()
    runtime.should_render = True
    assert next_picture(display).views
    display.end_frame()
    assert runtime.layer_counts == [1]


def test_without_a_free_image_nothing_is_shown_at_first(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    runtime.results["wait_swapchain_image"] = 1
    request = display.begin_frame()
    display.end_frame()
    assert request is not None and request.views == ()
    del runtime.results["wait_swapchain_image"]
    assert next_picture(display).views
    display.end_frame()
    assert runtime.layer_counts == [0, 1]
    assert runtime.calls["acquire_swapchain_image"] == 2


def test_without_a_free_image_the_last_picture_stays(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    next_picture(display)
    display.end_frame()
    runtime.results["wait_swapchain_image"] = 1
    request = display.begin_frame()
    display.end_frame()
    assert request is not None and request.views == ()
    runtime.should_render = False
    run_frame(display)
    runtime.should_render = True
    del runtime.results["wait_swapchain_image"]
    assert next_picture(display).views
    display.end_frame()
    assert runtime.layer_counts == [1, 1, 0, 1]


def test_views_stand_where_the_eyes_are(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    runtime.head = (1.0, 2.0, 3.0)
    left, right = next_picture(display).views
    display.end_frame()
    np.testing.assert_allclose(left.world_from_view[:3, 3], (0.968, 2, 3), rtol=1e-6)
    np.testing.assert_allclose(right.world_from_view[:3, 3], (1.032, 2, 3), rtol=1e-6)
    assert left.fov_rad == pytest.approx((-0.8, 0.8, 0.7, -0.7))


# ---------------------------------------------------------------------- session states


def test_session_that_is_not_running_gives_empty_frames(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    run_frame(display)
    runtime.queue_state(SessionState.SYNCHRONIZED, SessionState.STOPPING)
    runtime.results["end_session"] = 0
    request = display.begin_frame()
    display.end_frame()
    assert request is not None and request.views == ()
    assert runtime.calls["wait_frame"] == 1 and runtime.calls["end_frame"] == 1
    runtime.queue_state(SessionState.IDLE, SessionState.READY)
    runtime._running = False
    assert next_picture(display).views
    display.end_frame()


def test_loss_pending_can_be_recovered_from(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    run_frame(display)
    runtime.queue_state(SessionState.LOSS_PENDING)
    with pytest.raises(DeviceError) as lost:
        display.begin_frame()
    assert lost.value.recoverable
    display.close()
    assert runtime.calls["destroy_session"] == 1
    display.open()
    assert next_picture(display).views
    display.end_frame()


@pytest.mark.parametrize("function", ["poll_event", "wait_frame", "begin_frame", "locate_views", "sync_actions"])
@pytest.mark.parametrize("code", [-13, -17])
def test_runtime_lost_in_the_middle(display: XrDisplay, runtime: FakeOpenXrFunctions, function: str, code: int) -> None:
    run_frame(display)
    runtime.results[function] = code
    with pytest.raises(DeviceError) as lost:
        display.begin_frame()
    assert lost.value.recoverable
    display.close()


def test_failure_at_the_end_of_a_frame_is_told_by_the_next(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    display.begin_frame()
    runtime.results["end_frame"] = -17
    display.end_frame()
    with pytest.raises(DeviceError, match="lost") as lost:
        display.begin_frame()
    assert lost.value.recoverable


def test_runtime_that_wants_us_gone_ends_for_good(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    run_frame(display)
    runtime.queue_state(SessionState.STOPPING)
    assert display.begin_frame() is None
    assert display.state.get() == "EXITING"


def test_request_exit_goes_through_stopping(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    run_frame(display)
    display.request_exit()
    assert display.begin_frame() is None
    assert runtime.calls["end_session"] == 1


def test_close_leaves_in_order(runtime: FakeOpenXrFunctions) -> None:
    context = FakeGraphicsContext()
    display = display_on(runtime, context)
    display.open()
    assert context.current
    next_picture(display)
    display.close()
    calls = runtime.calls
    assert (calls["request_exit_session"], calls["end_session"], calls["destroy_session"]) == (1, 1, 1)
    assert calls["create_swapchain"] == calls["destroy_swapchain"] == 2
    assert calls["destroy_space"] == 6 and calls["destroy_action_set"] == 3 and calls["destroy_instance"] == 1
    assert not context.current and not context.closed


def test_close_of_a_dead_runtime_still_gives_back(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    run_frame(display)
    runtime.results["poll_event"] = -13
    display.close()
    assert runtime.calls["destroy_instance"] == 1


@pytest.mark.parametrize(("function", "back"), [("create_instance", False), ("get_system", False), ("", True)])
def test_headset_that_is_back_is_noticed(runtime: FakeOpenXrFunctions, function: str, back: bool) -> None:
    runtime.results[function] = -35
    assert headset_is_back(runtime) is back
    assert runtime.calls["destroy_instance"] == (0 if function == "create_instance" else 1)


# ---------------------------------------------------------------------- controls


def test_buttons_and_sticks_become_controls(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    runtime.booleans = {("select", RIGHT): True, ("menu", LEFT): False, ("recentre", RIGHT): True}
    runtime.sticks = {LEFT: (0.0, 1.0), RIGHT: (-1.0, 0.0)}
    run_frame(display)
    run_frame(display)
    controls = display.controls.get()
    assert controls.focused and controls.right.select and not controls.left.select
    assert controls.right.select_count == 1 and controls.menu_count == 0 and controls.recentre_count == 1
    assert controls.move == pytest.approx((0.0, 1.0)) and controls.turn_count == -1
    assert controls.profile == "/interaction_profiles/oculus/touch_controller"
    assert controls.right.tracking_from_aim is not None


def test_input_is_taken_in_once_a_frame_before_the_frame_is_begun(
    display: XrDisplay, runtime: FakeOpenXrFunctions
) -> None:
    for _ in range(12):
        run_frame(display)
    assert runtime.calls["sync_actions"] == runtime.calls["wait_frame"] >= 5
    assert runtime.synced_late == 0


def test_a_frame_that_cannot_be_begun_is_not_waited_for_again(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    for _ in range(6):
        run_frame(display)
    runtime.results["sync_actions"] = -1
    with pytest.raises(DeviceError):
        run_frame(display)
    waited = runtime.calls["wait_frame"]
    display.close()
    assert runtime.calls["wait_frame"] == waited, "a runtime would let us wait for ever"


def test_without_focus_the_hands_rest(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    runtime.booleans = {("select", RIGHT): True}
    run_frame(display)
    runtime.focused = False
    run_frame(display)
    controls = display.controls.get()
    assert not controls.focused and not controls.right.select and controls.right.select_count == 1
    assert controls.right.tracking_from_aim is None and controls.tracking_from_head is not None


def test_recentring_of_our_space_is_counted(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    runtime.queue_recentre(LOCAL)
    runtime.queue_recentre(LOCAL_FLOOR)
    run_frame(display)
    assert display.controls.get().recentre_count == 1


def test_pulse_names_a_hand(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    display.pulse("left", 0.1)
    assert runtime.calls["apply_haptic_feedback"] == 1


# ---------------------------------------------------------------------- attention


def test_taken_off_and_put_on_again_is_told_once_each(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    told: list[tuple[bool, bool]] = []
    run_frame(display)
    display.on_attention = lambda worn, focused: told.append((worn, focused))
    run_frame(display)
    runtime.queue_presence(False)
    run_frame(display)
    assert told == [(False, True)] and not display.controls.get().worn
    run_frame(display)
    runtime.queue_presence(True)
    run_frame(display)
    assert told == [(False, True), (True, True)] and display.controls.get().worn


@pytest.mark.parametrize("state", [SessionState.VISIBLE, SessionState.SYNCHRONIZED])
def test_the_runtimes_menu_takes_the_attention_and_pictures_go_on(
    display: XrDisplay, runtime: FakeOpenXrFunctions, state: SessionState
) -> None:
    told: list[tuple[bool, bool]] = []
    run_frame(display)
    display.on_attention = lambda worn, focused: told.append((worn, focused))
    runtime.queue_state(state)
    runtime.focused = False
    request = display.begin_frame()
    display.end_frame()
    assert told == [(True, False)] and request is not None and request.views
    assert display.controls.get().right.tracking_from_grip is None
    runtime.queue_state(SessionState.FOCUSED)
    runtime.focused = True
    run_frame(display)
    assert told[-1] == (True, True) and display.controls.get().right.tracking_from_grip is not None


def test_a_session_that_rests_is_not_worn(display: XrDisplay, runtime: FakeOpenXrFunctions) -> None:
    told: list[tuple[bool, bool]] = []
    run_frame(display)
    display.on_attention = lambda worn, focused: told.append((worn, focused))
    runtime.queue_state(SessionState.SYNCHRONIZED, SessionState.STOPPING)
    runtime.results["end_session"] = 0
    run_frame(display)
    assert told[-1][0] is False


# ---------------------------------------------------------------------- what single runtimes do otherwise


def test_a_headset_that_falls_asleep_by_leaving_keeps_the_window_going() -> None:
    runtime = FakeOpenXrFunctions(name="Windows Mixed Reality Runtime")
    display = display_on(runtime)
    display.open()
    run_frame(display)
    runtime.queue_state(SessionState.STOPPING, SessionState.EXITING)
    with pytest.raises(DeviceError, match="gone to sleep") as asleep:
        for _ in range(4):
            run_frame(display)
    assert not asleep.value.recoverable, "nobody wakes it but the wearer"
    display.close()


def test_a_wish_to_leave_is_no_sleep() -> None:
    runtime = FakeOpenXrFunctions(name="Windows Mixed Reality Runtime")
    display = display_on(runtime)
    display.open()
    run_frame(display)
    display.request_exit()
    for _ in range(6):
        if display.begin_frame() is None:
            break
        display.end_frame()
    else:
        pytest.fail("it never ended")
    display.close()


def test_a_format_that_is_offered_and_not_made_gives_way_to_the_next() -> None:
    runtime = FakeOpenXrFunctions(formats=(0x8C43, 0x881A), broken_formats=(0x8C43,))
    display = display_on(runtime)
    display.open()
    assert set(runtime.made_formats) == {0x881A}
    display.close()


def test_depth_that_is_offered_and_not_made_is_gone_without() -> None:
    extensions = (*EXTENSIONS, "XR_KHR_composition_layer_depth")
    runtime = FakeOpenXrFunctions(extensions=extensions, formats=(0x8C43, 0x8CAC), broken_formats=(0x8CAC,))
    display = display_on(runtime)
    display.open()
    views = next_picture(display).views
    display.end_frame()
    assert len(views) == 2 and [view.depth for view in views] == [0, 0]
    display.close()
