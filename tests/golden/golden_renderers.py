"""Renderers that the tests share: each compiles its shaders once. A test of a renderer's own life makes its own."""

from __future__ import annotations

from vr_app.render.quality import Quality
from vr_app.render.renderer import Renderer

_RENDERERS: dict[Quality, Renderer] = {}


def shared_renderer(quality: Quality) -> Renderer:
    """The renderer of a quality; the context of the tests must be current."""
    if quality not in _RENDERERS:
        _RENDERERS[quality] = Renderer(quality)
    return _RENDERERS[quality]


def close_all() -> None:
    """Deletes them all; the context must be current."""
    for renderer in _RENDERERS.values():
        renderer.close()
    _RENDERERS.clear()
