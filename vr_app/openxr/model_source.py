"""What each of the extensions that offer controllers' models has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from vr_app.openxr.controls import ModelPose, Side

MOST_BYTES = 64_000_000
"""A larger file is not taken."""

USER_PATHS: dict[Side, str] = {"left": "/user/hand/left", "right": "/user/hand/right"}


@dataclass(frozen=True)
class ModelFile:
    """A controller's model as the runtime gives it.

    Attributes:
        key: another key is another model.
        glb: a binary glTF file.
        moving: names of its nodes that move.
    """

    key: str
    glb: bytes = field(repr=False)
    moving: tuple[str, ...] = ()


class ModelSource(Protocol):
    """One extension. `find` is called on a thread of its own, never twice at a time, the rest on the frame thread."""

    def find(self) -> Mapping[Side, ModelFile]:
        """The models of the controllers that are there now."""
        ...

    def pose(self, side: Side, time_ns: int) -> ModelPose | None:
        """How a hand's model stands; None without one."""
        ...

    def close(self) -> None: ...
