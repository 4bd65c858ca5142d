"""Opens what the host senses in a line: the trained heads of `assets/mind` over the installed embedder."""

from __future__ import annotations

import logging

from vr_app.host.sense import Sense, load_heads
from vr_app.kernel.errors import UserError
from vr_app.kernel.ports import Embedder
from vr_app.kernel.resources import resource_path

log = logging.getLogger(__name__)


def open_sense(embedder: Embedder | None) -> Sense | None:
    """None where there is no embedder, or where the trained weights cannot be read (which is logged)."""
    if embedder is None:
        return None
    try:
        return Sense(embedder, load_heads(resource_path("assets") / "mind"))
    except UserError as error:
        log.warning("%s", error)
        return None
