"""A wish that names no kind of place is given the one it means, where meanings are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.host.imagining.meant_kind import meant_kind
from vr_app.kernel.errors import DeviceError


class NearWords:
    """Knows two meanings: what has to do with the sea, and with books."""

    name, dimensions = "near words", 3

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = [[("sea" in text) + 0.0, ("book" in text or "library" in text) + 0.0, 0.1] for text in texts]
        found = np.array(rows, np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


class Absent:
    name, dimensions = "absent", 3

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        raise DeviceError("no embedder is installed", recoverable=False)


def test_the_nearest_kind_is_meant() -> None:
    assert meant_kind("where I hear the sea", NearWords()) == "shore"
    assert meant_kind("among old books", NearWords()) == "library"


def test_without_an_embedder_nothing_is_meant() -> None:
    assert meant_kind("somewhere", Absent()) == ""
