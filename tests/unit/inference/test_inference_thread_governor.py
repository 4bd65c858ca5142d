"""The number of threads follows the cores that are really free."""

from __future__ import annotations

from vr_app.inference.thread_governor import ThreadGovernor


def test_free_cores_keep_all_threads() -> None:
    governor = ThreadGovernor(2)
    for _ in range(50):
        governor.stepped(1, 0.1, 0.2)
    assert governor.threads == 2


def test_a_taken_core_halves_them_at_once() -> None:
    governor = ThreadGovernor(4)
    governor.stepped(1, 0.1, 0.2)
    assert governor.threads == 2
    governor.stepped(1, 0.1, 0.1)
    assert governor.threads == 1
    governor.stepped(1, 0.1, 0.01)
    assert governor.threads == 1


def test_calm_brings_them_back_and_each_relapse_takes_longer() -> None:
    governor = ThreadGovernor(2)
    waits = []
    for _ in range(3):
        governor.stepped(1, 0.1, 0.1)  # half of what two threads would get
        assert governor.threads == 1
        tokens = 0
        while governor.threads == 1:
            governor.stepped(1, 0.1, 0.1)
            tokens += 1
        waits.append(tokens)
    assert waits == sorted(set(waits)) and waits[0] <= 16


def test_a_long_prompt_does_not_count_as_long_calm() -> None:
    governor = ThreadGovernor(2)
    governor.stepped(128, 2.0, 2.0)
    governor.stepped(128, 2.0, 2.0)
    assert governor.threads == 1


def test_steps_too_short_to_time_are_added_up() -> None:
    governor = ThreadGovernor(2)
    for _ in range(4):
        governor.stepped(1, 0.004, 0.0)
    assert governor.threads == 2
    governor.stepped(1, 0.004, 0.016)
    assert governor.threads == 1
