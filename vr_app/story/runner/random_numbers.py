"""The pseudo-random numbers of ink's reference player, so that a seed gives the same story there and here.

Knuth's subtractive generator, as the .NET base library has it for a given seed.
"""

from __future__ import annotations

from collections.abc import Callable

_BIG = 2**31 - 1
_SEED = 161803398
_LENGTH = 55
_LAG = 21

RandomNumbers = Callable[[int], Callable[[], int]]


def subtractive(seed: int) -> Callable[[], int]:
    """A source of numbers in [0, 2**31 - 1).

    Args:
        seed: any 32-bit integer; its sign does not matter.
    """
    last = _SEED - min(abs(seed), _BIG)
    table = [0] * (_LENGTH + 1)
    table[_LENGTH] = last
    this = 1
    for step in range(1, _LENGTH):
        place = (_LAG * step) % _LENGTH
        table[place] = this
        this = last - this
        if this < 0:
            this += _BIG
        last = table[place]
    for _ in range(4):
        for i in range(1, _LENGTH + 1):
            mixed = table[i] - table[1 + (i + 30) % _LENGTH]
            table[i] = mixed + _BIG if mixed < 0 else mixed
    low, high = 0, _LAG

    def draw() -> int:
        nonlocal low, high
        low = low % _LENGTH + 1
        high = high % _LENGTH + 1
        number = table[low] - table[high]
        if number == _BIG:
            number -= 1
        if number < 0:
            number += _BIG
        table[low] = number
        return number

    return draw
