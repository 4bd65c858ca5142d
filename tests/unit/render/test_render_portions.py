"""Much work is given in portions: all of it, once, in order; what is small stays together."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.render.portions import Portions, portions


@pytest.mark.parametrize("work", [[], [5], [10] * 40, [100, 1, 1, 1, 300, 1], [0, 0, 0], [3, 200, 3, 200]])
def test_each_command_is_in_one_portion(work: list[int]) -> None:
    amounts = np.array(work, np.int64)
    found = list(portions(amounts, 100))
    assert [number for first, end in found for number in range(first, end)] == list(range(len(work)))
    assert all(amounts[first : end - 1].sum() < 200 for first, end in found)


def test_little_work_is_one_portion() -> None:
    assert list(portions(np.array([10, 20, 30]), 100)) == [(0, 3)]


def test_only_much_work_is_parted() -> None:
    table = np.zeros((2, 5), np.uint32)
    table[:, 0], table[:, 1] = 300, [1, 2]
    assert Portions(899).wanted(table)
    assert not Portions(900).wanted(table)
    table[:, 0] = 0
    assert not Portions(1).wanted(table), "nothing is drawn of commands without indices"
