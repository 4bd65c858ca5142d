"""The VRM 1.0 side of the file: humanoid map, expressions, look-at, licence."""

from __future__ import annotations

from typing import Any

from tools.build_assets.avatar.face_pose import EXPRESSIONS

LOOKS = ("lookUp", "lookDown", "lookLeft", "lookRight")
_MOUTHS = ("aa", "ih", "ou", "ee", "oh")


def expression(node: int, target: int, name: str) -> dict[str, Any]:
    """One expression that is one morph target."""
    out: dict[str, Any] = {"isBinary": False, "morphTargetBinds": [{"node": node, "index": target, "weight": 1.0}]}
    out["overrideBlink"] = "none"
    out["overrideLookAt"] = "none"
    out["overrideMouth"] = "blend" if name == "surprised" else "none"
    return out


def extension(
    bones: dict[str, int], face_node: int, targets: list[str], name: str = "Virgil", head_size: float = 1.0
) -> dict[str, Any]:
    """The `VRMC_vrm` object.

    Args:
        bones: humanoid bone name -> node index.
        face_node: node that carries the morph targets.
        targets: their names in order.
        name: of the figure.
        head_size: how much larger the head is than the sculptor's.
    """
    preset = {
        known: expression(face_node, targets.index(known), known)
        for known in EXPRESSIONS
        if known in targets and known != "pp"
    }
    preset["neutral"] = {"isBinary": False, "overrideBlink": "none", "overrideLookAt": "none", "overrideMouth": "none"}
    for look in LOOKS:
        preset[look] = {"isBinary": False, "overrideBlink": "none", "overrideLookAt": "none", "overrideMouth": "none"}
    down = {"inputMaxValue": 24.0, "outputScale": 24.0}
    return {
        "specVersion": "1.0",
        "meta": {
            "name": name,
            "version": "1.0",
            "authors": ["Virgil project"],
            "copyrightInformation": "Dedicated to the public domain under CC0 1.0",
            "licenseUrl": "https://vrm.dev/licenses/1.0/",
            "otherLicenseUrl": "https://creativecommons.org/publicdomain/zero/1.0/",
            "avatarPermission": "everyone",
            "allowExcessivelyViolentUsage": True,
            "allowExcessivelySexualUsage": False,
            "commercialUsage": "corporation",
            "allowPoliticalOrReligiousUsage": True,
            "allowAntisocialOrHateUsage": False,
            "creditNotation": "unnecessary",
            "allowRedistribution": True,
            "modification": "allowModificationRedistribution",
        },
        "humanoid": {"humanBones": {name: {"node": node} for name, node in bones.items()}},
        "firstPerson": {"meshAnnotations": []},
        "lookAt": {
            "type": "bone",
            "offsetFromHeadBone": [0.0, round(0.114 * head_size, 4), round(0.09 * head_size, 4)],
            "rangeMapHorizontalInner": {"inputMaxValue": 30.0, "outputScale": 30.0},
            "rangeMapHorizontalOuter": {"inputMaxValue": 30.0, "outputScale": 30.0},
            "rangeMapVerticalDown": down,
            "rangeMapVerticalUp": {"inputMaxValue": 20.0, "outputScale": 20.0},
        },
        "expressions": {
            "preset": preset,
            "custom": {"pp": expression(face_node, targets.index("pp"), "pp")},
        },
    }
