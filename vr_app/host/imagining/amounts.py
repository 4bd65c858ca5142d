"""How many things a word stands for, in wishes, plans and edits."""

from __future__ import annotations

MANY = 6
AMOUNTS = {
    **{"two": 2, "three": 3, "four": 4, "some": 3, "several": 4},
    **{"两": 2, "三": 3, "四": 4, "几": 3},
}
