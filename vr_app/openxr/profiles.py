"""The controllers we know: what each button of them is called, and in which extension they come. Data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Pair = tuple[str, str]
"""Component of the left and of the right hand; "" where that hand has none."""


@dataclass(frozen=True)
class Profile:
    """One kind of controller.

    Attributes:
        path: the interaction profile's.
        name: what people call it.
        extension: without it the runtime does not know the profile; "" for none needed.
        buttons: our name of a button -> its components.
        uses: action -> our name of the button that does it.
        haptic: it can vibrate.
    """

    path: str
    name: str
    extension: str
    buttons: Mapping[str, Pair]
    uses: Mapping[str, str]
    haptic: bool = True


def _same(component: str) -> Pair:
    return (component, component)


_FACE = {"primary": ("/input/x/click", "/input/a/click"), "secondary": ("/input/y/click", "/input/b/click")}
_TRIGGER = {"trigger": _same("/input/trigger/value")}
_STICK = {"stick": _same("/input/thumbstick"), "stick press": _same("/input/thumbstick/click")}
_SQUEEZE = {"squeeze": _same("/input/squeeze/value")}
_SQUEEZE_CLICK = {"squeeze": _same("/input/squeeze/click")}
_LEFT_MENU = {"menu": ("/input/menu/click", "")}
_MENUS = {"menu": _same("/input/menu/click")}
_PADDED = {"pad": _same("/input/trackpad"), "pad press": _same("/input/trackpad/click")}

_USES = {
    "select": "trigger",
    "grab": "squeeze",
    "stick": "stick",
    "scroll": "stick",
    "teleport": "primary",
    "menu": "menu",
    "recentre": "stick press",
}
_TOUCH = _FACE | _TRIGGER | _SQUEEZE | _STICK | _LEFT_MENU

PROFILES: tuple[Profile, ...] = (
    Profile(
        "/interaction_profiles/khr/simple_controller",
        "Any simple controller",
        "",
        {
            "trigger": _same("/input/select/click"),
            "menu": ("/input/menu/click", ""),
            "primary": ("", "/input/menu/click"),
        },
        {"select": "trigger", "menu": "menu", "teleport": "primary"},
    ),
    Profile("/interaction_profiles/oculus/touch_controller", "Oculus and Meta Touch", "", _TOUCH, _USES),
    Profile(
        "/interaction_profiles/facebook/touch_controller_pro",
        "Meta Touch Pro",
        "XR_FB_touch_controller_pro",
        _TOUCH,
        _USES,
    ),
    Profile(
        "/interaction_profiles/meta/touch_controller_plus",
        "Meta Touch Plus",
        "XR_META_touch_controller_plus",
        _TOUCH,
        _USES,
    ),
    Profile(
        "/interaction_profiles/valve/index_controller",
        "Valve Index",
        "",
        _TRIGGER
        | _SQUEEZE
        | _STICK
        | {"primary": _same("/input/a/click"), "secondary": _same("/input/b/click"), "menu": ("/input/b/click", "")},
        _USES,
    ),
    Profile(
        "/interaction_profiles/htc/vive_controller",
        "HTC Vive",
        "",
        _TRIGGER | _SQUEEZE_CLICK | _PADDED | {"menu": ("/input/menu/click", ""), "primary": ("", "/input/menu/click")},
        {
            "select": "trigger",
            "grab": "squeeze",
            "stick": "pad",
            "stick_press": "pad press",
            "scroll": "pad",
            "menu": "menu",
            "recentre": "primary",
        },
    ),
    Profile(
        "/interaction_profiles/htc/vive_cosmos_controller",
        "HTC Vive Cosmos",
        "XR_HTC_vive_cosmos_controller_interaction",
        _FACE | _TRIGGER | _SQUEEZE_CLICK | _STICK | _LEFT_MENU,
        _USES,
    ),
    Profile(
        "/interaction_profiles/htc/vive_focus3_controller",
        "HTC Vive Focus 3",
        "XR_HTC_vive_focus3_controller_interaction",
        _FACE | _TRIGGER | _SQUEEZE_CLICK | _STICK | _LEFT_MENU,
        _USES,
    ),
    Profile(
        "/interaction_profiles/microsoft/motion_controller",
        "Windows Mixed Reality",
        "",
        _TRIGGER | _SQUEEZE_CLICK | _STICK | _MENUS | _PADDED,
        _USES | {"teleport": "pad press"},
    ),
    Profile(
        "/interaction_profiles/samsung/odyssey_controller",
        "Samsung Odyssey",
        "XR_EXT_samsung_odyssey_controller",
        _TRIGGER | _SQUEEZE_CLICK | _STICK | _MENUS | _PADDED,
        _USES | {"teleport": "pad press"},
    ),
    Profile(
        "/interaction_profiles/hp/mixed_reality_controller",
        "HP Reverb G2",
        "XR_EXT_hp_mixed_reality_controller",
        _FACE | _TRIGGER | _SQUEEZE | _STICK | _MENUS,
        _USES,
    ),
    Profile(
        "/interaction_profiles/bytedance/pico_neo3_controller",
        "Pico Neo 3",
        "XR_BD_controller_interaction",
        _FACE | _TRIGGER | _SQUEEZE | _STICK | _MENUS,
        _USES,
    ),
    Profile(
        "/interaction_profiles/bytedance/pico4_controller",
        "Pico 4",
        "XR_BD_controller_interaction",
        _FACE | _TRIGGER | _SQUEEZE | _STICK | _LEFT_MENU,
        _USES,
    ),
    Profile(
        "/interaction_profiles/ext/hand_interaction_ext",
        "Bare hands",
        "XR_EXT_hand_interaction",
        {"trigger": _same("/input/aim_activate_ext/value"), "squeeze": _same("/input/grasp_ext/value")},
        {"select": "trigger", "grab": "squeeze"},
        haptic=False,
    ),
    Profile(
        "/interaction_profiles/microsoft/hand_interaction",
        "Bare hands (Microsoft)",
        "XR_MSFT_hand_interaction",
        {"trigger": _same("/input/select/value"), "squeeze": _same("/input/squeeze/value")},
        {"select": "trigger", "grab": "squeeze"},
        haptic=False,
    ),
)

PROFILE_EXTENSIONS = tuple(dict.fromkeys(profile.extension for profile in PROFILES if profile.extension))


def profile_name(path: str) -> str:
    """What people call a controller; "" for one we do not know."""
    return next((profile.name for profile in PROFILES if profile.path == path), "")


BARE_HANDS = ("", "/interaction_profiles/ext/hand_interaction_ext", "/interaction_profiles/microsoft/hand_interaction")
"""Profiles of hands that hold nothing."""
