"""The loop with a display and a renderer that only take notes."""

from __future__ import annotations

import logging

import numpy as np
import pytest

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import FrameRequest, View
from vr_app.render.frame_loop import FAILURES_IN_A_ROW, UPLOAD_BYTES, FrameLoop, FrameWorld, head_pose
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, translation

SCENE = Scene("empty", build_nodes(["root"], [-1]))


def view(x: float = 0.0) -> View:
    return View(translation((x, 1.6, 0.0)), (-0.5, 0.5, 0.5, -0.5), 1, 10, 10)


class NotingDisplay:
    def __init__(self, requests: list[FrameRequest | Exception | None]) -> None:
        self.requests, self.calls = requests, []  # type: ignore[var-annotated]

    def open(self) -> str:
        self.calls.append("open")
        return "noting"

    def begin_frame(self) -> FrameRequest | None:
        self.calls.append("begin")
        request = self.requests.pop(0)
        if isinstance(request, Exception):
            raise request
        return request

    def end_frame(self) -> None:
        self.calls.append("end")

    def close(self) -> None:
        self.calls.append("close")


class NotingRenderer:
    def __init__(self, fails: bool = False) -> None:
        self.fails, self.uploads, self.drawn, self.closed = fails, 0, [], False  # type: ignore[var-annotated]

    def upload(self, scene: Scene, byte_budget: int) -> bool:
        self.uploads += 1
        return self.uploads > 1

    def draw(self, scene, world, weights, views, tracking, time_s, moved=None, levels=None) -> None:  # type: ignore[no-untyped-def]
        if self.fails:
            raise RuntimeError("driver says no")
        self.drawn.append((scene, tuple(views), time_s))

    def close(self) -> None:
        self.closed = True


def world(_time_s: float, _head: np.ndarray) -> FrameWorld:
    return FrameWorld(SCENE, np.eye(4, dtype=np.float32)[None], np.zeros(0, np.float32), identity())


def requests(count: int) -> list[FrameRequest | Exception | None]:
    return [*(FrameRequest(float(index), (view(),)) for index in range(count)), None]


def test_each_frame_is_drawn_for_its_display_time_and_ended() -> None:
    display, renderer, ready, lines = NotingDisplay(requests(3)), NotingRenderer(), [], []  # type: ignore[var-annotated]
    loop = FrameLoop(display, lambda: renderer, world, on_open=lines.append, on_ready=ready.append)
    loop.run(lambda: False)
    assert display.calls == ["open", *["begin", "end"] * 3, "begin", "close"]
    assert [time_s for _, _, time_s in renderer.drawn] == [0.0, 1.0, 2.0]
    assert lines == ["noting"] and ready == [SCENE] and renderer.closed
    assert loop.summary.frames == 3


def test_frames_before_there_is_a_scene_are_not_counted() -> None:
    display = NotingDisplay(requests(5))
    loop = FrameLoop(display, NotingRenderer, lambda time_s, head: world(time_s, head) if time_s > 2.5 else None)
    loop.run(lambda: False)
    assert loop.summary.frames == 2


def test_it_stops_when_told() -> None:
    display = NotingDisplay(requests(100))
    FrameLoop(display, NotingRenderer, world).run(lambda: display.calls.count("begin") >= 5)
    assert display.calls.count("end") == 5 and display.calls[-1] == "close"


def test_a_frame_without_views_is_ended_and_not_drawn() -> None:
    renderer = NotingRenderer()
    display = NotingDisplay([FrameRequest(0.0, ()), None])
    FrameLoop(display, lambda: renderer, world).run(lambda: False)
    assert display.calls == ["open", "begin", "end", "begin", "close"] and not renderer.drawn


def test_a_bug_in_drawing_is_told_once_and_frames_go_on(caplog: pytest.LogCaptureFixture) -> None:
    display = NotingDisplay(requests(12))
    with caplog.at_level(logging.ERROR):
        FrameLoop(display, lambda: NotingRenderer(fails=True), world).run(lambda: False)
    assert display.calls.count("end") == 12
    assert sum(record.exc_info is not None and bool(record.exc_info) for record in caplog.records) == 1
    assert len(caplog.records) == 2 and "10 frames" in caplog.records[1].message


def test_where_no_frame_can_be_drawn_it_ends_with_the_reason() -> None:
    display, renderer = NotingDisplay(requests(500)), NotingRenderer(fails=True)
    with pytest.raises(DeviceError, match="driver says no"):
        FrameLoop(display, lambda: renderer, world).run(lambda: False)
    assert display.calls.count("end") == FAILURES_IN_A_ROW and display.calls[-1] == "close" and renderer.closed


def test_frames_that_fail_now_and_then_do_not_end_it() -> None:
    def every_second(time_s: float, head: np.ndarray) -> FrameWorld:
        if time_s % 2:
            raise RuntimeError("a bug")
        return world(time_s, head)

    display = NotingDisplay(requests(3 * FAILURES_IN_A_ROW))
    FrameLoop(display, NotingRenderer, every_second).run(lambda: False)
    assert display.calls.count("end") == 3 * FAILURES_IN_A_ROW


def test_a_lost_device_is_raised_after_all_is_given_back() -> None:
    renderer = NotingRenderer()
    display = NotingDisplay([*requests(1)[:1], DeviceError("gone", recoverable=True)])
    with pytest.raises(DeviceError, match="gone"):
        FrameLoop(display, lambda: renderer, world).run(lambda: False)
    assert renderer.closed and display.calls[-1] == "close"


def test_the_head_is_between_the_eyes() -> None:
    np.testing.assert_allclose(head_pose((view(-0.03), view(0.05)))[:3, 3], (0.01, 1.6, 0), atol=1e-6)


def test_spectators_get_a_picture_of_their_own_when_they_want_one() -> None:
    renderer, heads, shown = NotingRenderer(), [], []  # type: ignore[var-annotated]

    def spectator(time_s: float, head: np.ndarray) -> View | None:
        heads.append(float(head[0, 3]))
        return view(9.0) if time_s == 1.0 else None

    loop = FrameLoop(NotingDisplay(requests(3)), lambda: renderer, world, after_draw=shown.append, spectator=spectator)
    loop.run(lambda: False)
    assert [len(views) for _, views, _ in renderer.drawn] == [1, 1, 1, 1]
    assert [float(views[0].world_from_view[0, 3]) for _, views, _ in renderer.drawn] == [0.0, 0.0, 9.0, 0.0]
    assert heads == [0.0] * 3 and [len(views) for views in shown] == [1, 1, 1], "the wearer's views stay theirs"
    assert loop.summary.frames == 3


class HungryRenderer(NotingRenderer):
    """Never has enough; every call takes a while."""

    def __init__(self, call_s: float) -> None:
        super().__init__()
        self.now_s, self.brought, self._call_s = 0.0, [0], call_s

    def upload(self, scene: Scene, byte_budget: int) -> bool:
        self.now_s += self._call_s
        self.brought[-1] += byte_budget
        return False

    def draw(self, *_: object) -> None:
        self.brought.append(0)


@pytest.mark.parametrize("limit_s", [1e-3, None])
@pytest.mark.parametrize("call_s", [0.0, 0.4e-3, 0.5])
def test_uploads_end_with_the_frames_bytes_or_its_time(call_s: float, limit_s: float | None) -> None:
    renderer = HungryRenderer(call_s)
    loop = FrameLoop(
        NotingDisplay(requests(3)), lambda: renderer, world, upload_s=limit_s, clock=lambda: renderer.now_s
    )
    loop.run(lambda: False)
    for brought in renderer.brought[:3]:
        if limit_s is None or call_s == 0:
            assert brought == UPLOAD_BYTES, "a quick driver, or nobody who wears a headset"
        else:
            assert 0 < brought < UPLOAD_BYTES, "time is up before"
    if limit_s is not None:
        assert renderer.now_s <= 3 * (limit_s + call_s)
