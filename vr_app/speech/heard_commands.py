"""Chinese commands that were misheard by a sound: "重新剧中" for "重新居中". Pure.

One syllable of Chinese is many words, so a short command is often written as something that sounds like it. Read again
with the commands in mind it comes out right; but so would a cough. So a second reading counts only where it is a
command, sure, and for the most part what was read first.
"""

from __future__ import annotations

import re

from vr_app.speech.chinese_listening import simplified
from vr_app.speech.commands import EXAMPLES, by_wording

READ_BEFORE = "".join(
    f"{line}。" for lines in EXAMPLES.values() for line in lines if any(character >= "\u4e00" for character in line)
)
"""All of them, as a text that the second reading follows on."""
_LEAST_SURE, _LEAST_ALIKE, _MOST = 0.8, 0.6, 12
_MARKS = re.compile(r"[\W_]+")


def may_be_command(text: str) -> bool:
    """Whether a first reading is worth a second one: short Chinese that is no command yet."""
    plain = _MARKS.sub("", text)
    return 2 < len(plain) <= _MOST and plain[0] >= "\u4e00" and by_wording(text) is None


def is_command_misheard(first: str, second: str, sure: float) -> bool:
    """Whether the second reading is the command that was said.

    Args:
        sure: of the second reading, 0 to 1.
    """
    was, now = (_MARKS.sub("", simplified(text)) for text in (first, second))
    if sure < _LEAST_SURE or len(was) != len(now) or by_wording(second) is None:
        return False
    return sum(a == b for a, b in zip(was, now, strict=True)) >= _LEAST_ALIKE * len(now)
