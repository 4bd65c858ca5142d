"""An OpenXR runtime for this app alone: chosen in the settings, told to the loader by its environment variable."""

from __future__ import annotations

import os
from pathlib import Path

from vr_app.kernel.settings import Settings

VARIABLE = "XR_RUNTIME_JSON"


def use_own_runtime(settings: Settings) -> str:
    """Makes the loader take the chosen runtime, before it is first asked. What the person's environment says wins.

    Returns: a plain line where the choice cannot be followed, else "".
    """
    chosen = settings.headset.runtime
    if not chosen or os.environ.get(VARIABLE):
        return ""
    if not Path(chosen).is_file():
        return (
            f"The OpenXR runtime chosen for this app is gone ({chosen}): using the system's. "
            "`vr-app runtimes --use system` forgets the choice."
        )
    os.environ[VARIABLE] = chosen
    return ""
