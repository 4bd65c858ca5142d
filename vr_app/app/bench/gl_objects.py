"""How many OpenGL objects there are in the current context, by kind: what a leak on the card shows in."""

from __future__ import annotations

from vr_app.render.gl import GL

KINDS = ("Buffer", "Texture", "Framebuffer", "Renderbuffer", "VertexArray", "Query", "Program", "Shader", "Sampler")
MOST_NAMES = 6000
"""Names are handed out from 1 upwards and used again: higher ones would mean a leak of their own."""


def gl_objects() -> dict[str, int]:
    """Counts names in use; takes some milliseconds. On the thread that has the context."""
    counts = {}
    for kind in KINDS:
        is_one = getattr(GL, f"glIs{kind}")
        counts[kind.lower()] = sum(bool(is_one(name)) for name in range(1, MOST_NAMES))
    return counts
