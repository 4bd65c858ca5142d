"""Extensions that we use where the runtime has them, and in plain words what is missing where it has not."""

from __future__ import annotations

import sys
from collections.abc import Collection

from vr_app.openxr.profiles import PROFILE_EXTENSIONS

OPENGL = "XR_KHR_opengl_enable"
EGL = "XR_MNDX_egl_enable"
LOCAL_FLOOR = "XR_EXT_local_floor"
TIMESPEC_TIME = "XR_KHR_convert_timespec_time"
PERFORMANCE_COUNTER_TIME = "XR_KHR_win32_convert_performance_counter_time"
HAND_TRACKING = "XR_EXT_hand_tracking"
USER_PRESENCE = "XR_EXT_user_presence"
VISIBILITY_MASK = "XR_KHR_visibility_mask"
DEPTH = "XR_KHR_composition_layer_depth"
REFRESH_RATE = "XR_FB_display_refresh_rate"
PASSTHROUGH = "XR_FB_passthrough"
CYLINDER = "XR_KHR_composition_layer_cylinder"
UUID = "XR_EXT_uuid"
RENDER_MODEL = "XR_EXT_render_model"
INTERACTION_RENDER_MODEL = "XR_EXT_interaction_render_model"
MSFT_CONTROLLER_MODEL = "XR_MSFT_controller_model"
FB_RENDER_MODEL = "XR_FB_render_model"
CONTROLLER_MODELS = (UUID, RENDER_MODEL, INTERACTION_RENDER_MODEL, MSFT_CONTROLLER_MODEL, FB_RENDER_MODEL)

FEATURES: dict[str, str] = {
    HAND_TRACKING: "bare hands cannot be seen; use controllers",
    USER_PRESENCE: "taking the headset off is noticed only when the runtime puts the session to sleep",
    VISIBILITY_MASK: "pixels that the lenses hide are drawn all the same",
    DEPTH: "the runtime smooths missed frames without knowing how far things are",
    REFRESH_RATE: "the headset's refresh rate stays as its own settings have it",
    PASSTHROUGH: "the real room can be seen only if the headset mixes pictures by itself",
    CYLINDER: "panels and captions are flat",
}
"""Extension -> what it means to lack it."""


def wanted_extensions(platform: str = sys.platform) -> tuple[str, ...]:
    """What we take where it is offered."""
    clock = (PERFORMANCE_COUNTER_TIME,) if platform == "win32" else (EGL, TIMESPEC_TIME)
    return (OPENGL, LOCAL_FLOOR, *clock, *FEATURES, *CONTROLLER_MODELS, *PROFILE_EXTENSIONS)


def missing(offered: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The extensions that a runtime lacks, each with what its visitors go without in plain words."""
    lacking = [(name, words) for name, words in FEATURES.items() if name not in offered]
    if not {INTERACTION_RENDER_MODEL, MSFT_CONTROLLER_MODEL, FB_RENDER_MODEL} & set(offered):
        lacking.append((INTERACTION_RENDER_MODEL, "controllers are drawn as plain wands"))
    return tuple(lacking)


def left_out(enabled: Collection[str]) -> tuple[str, ...]:
    """What this runtime's visitors go without, one plain line each."""
    return tuple(words for _, words in missing(enabled))
