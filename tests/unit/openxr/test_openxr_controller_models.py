"""The runtime's own models of controllers, by each extension that offers them, on a pretended runtime."""

from __future__ import annotations

import pytest

from tests.fakes.fake_controller_models import RuntimeWithModels
from tests.fakes.fake_graphics_context import FakeGraphicsContext
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.features import (
    FB_RENDER_MODEL,
    INTERACTION_RENDER_MODEL,
    MSFT_CONTROLLER_MODEL,
    missing,
)
from vr_app.openxr.graphics_binding import GraphicsBinding

FILES = (b"glTF left", b"glTF right, a little longer")
ALL = (INTERACTION_RENDER_MODEL, MSFT_CONTROLLER_MODEL, FB_RENDER_MODEL)


class Visit:
    """A display on such a runtime, running."""

    def __init__(self, runtime: RuntimeWithModels) -> None:
        self.runtime = runtime
        self.display = XrDisplay(
            FakeGraphicsContext(),
            idle_s=0.0,
            functions=runtime,
            find_binding=lambda extensions: GraphicsBinding(None, "pretended"),
        )
        self.display.open()
        self.frames(8)

    def frames(self, count: int = 2) -> None:
        """The models are found meanwhile."""
        for _ in range(count):
            assert self.display.begin_frame() is not None
            self.display.end_frame()
            connection = self.display._connection
            assert connection is not None
            if connection.models is not None and connection.models._finder is not None:
                connection.models._finder.join(20)


@pytest.mark.parametrize("extension", ALL)
def test_both_hands_files_arrive_whole(extension: str) -> None:
    visit = Visit(RuntimeWithModels(extension, FILES))
    files = visit.display.model_files.get()
    assert {side: file.glb for side, file in files.items()} == {"left": FILES[0], "right": FILES[1]}
    assert files["left"].key != files["right"].key
    poses = visit.display.controls.get().models
    assert {side: pose.key for side, pose in poses.items()} == {side: file.key for side, file in files.items()}
    visit.display.close()


@pytest.mark.parametrize("extension", [INTERACTION_RENDER_MODEL, MSFT_CONTROLLER_MODEL])
def test_buttons_move_with_the_fingers(extension: str) -> None:
    runtime = RuntimeWithModels(extension, FILES)
    visit = Visit(runtime)
    assert visit.display.model_files.get()["left"].moving == runtime.nodes
    for depth_m in (-0.02, -0.01):
        runtime.places["trigger"] = (0.0, depth_m, 0.0)
        visit.frames()
        pose = visit.display.controls.get().models["right"]
        assert pose.parts["trigger"][:3, 3] == pytest.approx((0.0, depth_m, 0.0))
        assert pose.parts["stick"][:3, 3] == pytest.approx((0.0, 0.02, 0.0))
    visit.display.close()


def test_a_model_has_a_place_of_its_own_and_hides_parts() -> None:
    runtime = RuntimeWithModels(INTERACTION_RENDER_MODEL, FILES)
    runtime.hidden = {"stick"}
    runtime.needs = ("KHR_texture_basisu",)
    visit = Visit(runtime)
    pose = visit.display.controls.get().models["left"]
    assert pose.tracking_from_model is not None and pose.tracking_from_model[:3, 3] == pytest.approx(runtime.head)
    assert pose.hidden == {"stick"}
    assert not [name for name in runtime.alive.values() if name.startswith("asset")], "files are let go of"
    visit.display.close()
    assert not runtime.alive, "models and their spaces are given back"


@pytest.mark.parametrize("extension", [MSFT_CONTROLLER_MODEL, FB_RENDER_MODEL])
def test_these_stand_in_the_grip(extension: str) -> None:
    visit = Visit(RuntimeWithModels(extension, FILES))
    assert visit.display.controls.get().models["left"].tracking_from_model is None
    visit.display.close()


def test_other_controllers_bring_other_models() -> None:
    runtime = RuntimeWithModels(INTERACTION_RENDER_MODEL, (b"", FILES[1]))
    visit = Visit(runtime)
    assert set(visit.display.model_files.get()) == {"right"}
    runtime.files[0] = FILES[0]
    visit.frames()
    assert set(visit.display.model_files.get()) == {"right"}, "asked again only when told so"
    runtime.queue_models_changed()
    visit.frames()
    assert set(visit.display.controls.get().models) == {"left", "right"}
    visit.display.close()


@pytest.mark.parametrize(
    ("extension", "function", "code"),
    [
        (MSFT_CONTROLLER_MODEL, "xrLoadControllerModelMSFT", -1000055000),
        (MSFT_CONTROLLER_MODEL, "xrGetControllerModelKeyMSFT", -2),
        (FB_RENDER_MODEL, "xrLoadRenderModelFB", -1000119000),
        (FB_RENDER_MODEL, "xrEnumerateRenderModelPathsFB", -2),
        (INTERACTION_RENDER_MODEL, "xrEnumerateInteractionRenderModelIdsEXT", -2),
        (INTERACTION_RENDER_MODEL, "xrCreateRenderModelAssetEXT", -1000300001),
        (INTERACTION_RENDER_MODEL, "xrCreateRenderModelEXT", -1000300002),
    ],
)
def test_without_its_file_a_controller_is_drawn_as_ours(extension: str, function: str, code: int) -> None:
    runtime = RuntimeWithModels(extension, FILES)
    runtime.failing[function] = code
    visit = Visit(runtime)
    assert visit.display.model_files.get() == {} and visit.display.controls.get().models == {}
    visit.display.close()
    assert not runtime.alive


def test_a_headset_without_loadable_models_is_not_asked() -> None:
    runtime = RuntimeWithModels(FB_RENDER_MODEL, FILES)
    runtime.supported = False
    visit = Visit(runtime)
    assert visit.display.model_files.get() == {}
    visit.display.close()


def test_nothing_is_shown_while_the_runtime_has_the_input() -> None:
    runtime = RuntimeWithModels(MSFT_CONTROLLER_MODEL, FILES)
    visit = Visit(runtime)
    runtime.focused = False
    visit.frames()
    assert visit.display.controls.get().models == {}
    visit.display.close()


def test_a_controller_that_goes_takes_its_model_along() -> None:
    runtime = RuntimeWithModels(MSFT_CONTROLLER_MODEL, FILES)
    visit = Visit(runtime)
    runtime.files[0] = b""
    visit.frames()
    assert set(visit.display.controls.get().models) == {"right"}
    visit.display.close()


def test_what_is_missing_is_told_once() -> None:
    wands = [words for _, words in missing(()) if "wands" in words]
    assert len(wands) == 1
    for extension in ALL:
        assert not [words for _, words in missing((extension,)) if "wands" in words]
