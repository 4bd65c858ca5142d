"""How both eyes' pictures are drawn at once: by the card's own multiview, by layers that shaders choose, or apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vr_app.render.gl import GL
from vr_app.render.multiview_trial import multiview_works

Way = Literal["multiview", "layered", "apart"]
LAYER_EXTENSIONS = ("GL_ARB_shader_viewport_layer_array", "GL_AMD_vertex_shader_layer")
MULTIVIEW_EXTENSIONS = ("GL_OVR_multiview2", "GL_EXT_multiview_texture_multisample")
"""The second lets pictures of several samples be drawn into, as ours are."""
EYES = 2


@dataclass(frozen=True)
class Stereo:
    """What a driver offers.

    Attributes:
        way: "multiview": each triangle is given once and the card works it out for both eyes; "layered": every
            instance is drawn twice, and its vertices choose the eye; "apart": one eye after the other.
        extension: that shaders ask for.
    """

    way: Way
    extension: str = ""

    @property
    def variants(self) -> tuple[int, ...]:
        """For how many pictures at once programs are compiled: those for one serve for two unless a card does both."""
        return (1, EYES) if self.way == "multiview" else (1,)

    def copies(self, views: int) -> int:
        """Instances of each thing that one draw call for so many pictures is to have."""
        return views if self.way == "layered" else 1

    def head(self, views: int, *, vertex: bool) -> str:
        """What a shader for so many pictures at once begins with."""
        if self.way == "layered":
            return f"#extension {self.extension} : require\n#define LAYERED 1\n"
        if self.way == "multiview" and views == EYES:
            count = f"layout(num_views = {EYES}) in;\n" if vertex else ""
            return f"#extension {self.extension} : require\n#define MULTIVIEW 1\n{count}"
        return ""


def stereo_of(extensions: Collection[str], *, multiview_is_sound: bool) -> Stereo:
    """The best of what there is.

    Args:
        extensions: the driver's names.
        multiview_is_sound: a picture drawn so came out right.
    """
    if multiview_is_sound and all(name in extensions for name in MULTIVIEW_EXTENSIONS):
        return Stereo("multiview", MULTIVIEW_EXTENSIONS[0])
    layered = next((name for name in LAYER_EXTENSIONS if name in extensions), None)
    return Stereo("apart") if layered is None else Stereo("layered", layered)


@lru_cache
def stereo() -> Stereo:
    """Of the driver whose context is current when this is first asked."""
    count = GL.glGetIntegerv(GL.GL_NUM_EXTENSIONS)
    names = [GL.glGetStringi(GL.GL_EXTENSIONS, number) for number in range(count)]
    known = {name.decode() for name in names if isinstance(name, bytes)}
    offered = all(name in known for name in MULTIVIEW_EXTENSIONS)
    return stereo_of(known, multiview_is_sound=offered and multiview_works())
