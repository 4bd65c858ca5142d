"""The number of threads follows the speed they really have, on machines made up for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vr_app.inference.thread_governor import ThreadGovernor

Machine = Callable[[int], tuple[float, float]]
"""Threads to (tokens a second, share of the processor time they get)."""


def quiet(threads: int) -> tuple[float, float]:
    return 6.0 * threads**0.8, 1.0


def voice_now_and_then(threads: int) -> tuple[float, float]:
    return (6.0, 0.95) if threads == 1 else (8.6, 0.8)


def core_taken(threads: int) -> tuple[float, float]:
    return (5.5, 0.95) if threads == 1 else (1.5, 0.45)


def crowded(threads: int) -> tuple[float, float]:
    return (1.0, 0.3) if threads == 1 else (0.3, 0.3)


def run(governor: ThreadGovernor, machine: Machine, tokens: int) -> tuple[float, list[int]]:
    """Returns: seconds it took, and the threads of each step."""
    seconds, used = 0.0, []
    for _ in range(tokens):
        speed, share = machine(governor.threads)
        used.append(governor.threads)
        governor.stepped(1, 1 / speed, share * governor.threads / speed)
        seconds += 1 / speed
    return seconds, used


def test_free_cores_keep_all_threads() -> None:
    assert set(run(ThreadGovernor(2), quiet, 200)[1]) == {2}


def test_a_voice_now_and_then_does_not_cost_a_thread() -> None:
    _, used = run(ThreadGovernor(2), voice_now_and_then, 400)
    assert used.count(1) < 30


def test_a_taken_core_is_given_up_at_once_and_won_back_soon() -> None:
    governor = ThreadGovernor(2)
    assert run(governor, core_taken, 3)[1] == [2, 1, 1]
    assert run(governor, core_taken, 60)[1].count(2) <= 4
    assert run(governor, quiet, 90)[1][-20:] == [2] * 20


def test_a_new_prompt_begins_with_all_threads() -> None:
    governor = ThreadGovernor(2)
    run(governor, core_taken, 30)
    governor.begin()
    assert run(governor, quiet, 20)[1] == [2] * 20


def test_a_trial_ends_with_its_reply() -> None:
    governor = ThreadGovernor(2)
    while run(governor, voice_now_and_then, 1)[1] == [2]:
        pass
    governor.begin()
    assert run(governor, voice_now_and_then, 8)[1] == [2] * 8


def test_in_a_crowd_trials_cost_little() -> None:
    governor = ThreadGovernor(2)
    seconds, _ = run(governor, crowded, 100)
    assert seconds < 1.1 * 100 / 1.0 + 5


def test_four_threads_go_down_and_up_by_halves() -> None:
    governor = ThreadGovernor(4)
    governor.stepped(1, 0.1, 0.1)
    assert governor.threads == 2
    _, used = run(governor, quiet, 60)
    assert used[-1] == 4


def test_a_prompts_speed_is_not_a_replys() -> None:
    governor = ThreadGovernor(2)
    governor.stepped(128, 1.0, 2.0)  # 128 tokens a second
    _, used = run(governor, quiet, 50)
    assert set(used) == {2}
    governor.stepped(128, 2.0, 1.5)
    assert governor.threads == 1


def test_steps_too_short_to_time_are_added_up() -> None:
    governor = ThreadGovernor(2)
    for _ in range(4):
        governor.stepped(1, 0.004, 0.0)
    assert governor.threads == 2
    governor.stepped(1, 0.004, 0.016)
    assert governor.threads == 1


@pytest.mark.parametrize("machine", [quiet, crowded])
def test_one_thread_stays_one(machine: Machine) -> None:
    assert set(run(ThreadGovernor(1), machine, 20)[1]) == {1}
