"""What the checks of the first minute found, in the window's language: told in English by those who checked."""

from __future__ import annotations

import re

from vr_app.ui.wording import tr

CHECKED = (
    "“{0}” If it is not so, the plugs are the wrong way round.",
    "“{0}” With headphones it is heard there; loudspeakers in front cannot do that.",
    "The loudspeaker plays nothing here, so there is no echo to measure.",
    "No echo is heard: headphones, or a quiet loudspeaker. Nothing has to be set.",
    "The echo comes back after {0} ms and is taken out.",
    "The microphone does not answer.",
)
_KNOWN = {words: re.compile(re.escape(words).replace(re.escape("{0}"), "(.+?)")) for words in CHECKED}


def checked(found: str) -> str:
    """The same in the window's language; what is not known here stays as it is."""
    for words, known in _KNOWN.items():
        if told := known.fullmatch(found):
            return tr(words).format(*told.groups())
    return found
