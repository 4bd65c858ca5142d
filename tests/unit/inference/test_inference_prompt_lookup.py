"""Guessing how a reply goes on changes how many steps it takes, never the reply."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from vr_app.inference.prompt_lookup import GuessedAhead, PromptLookup

Rule = Callable[[Sequence[int]], int]


class RuledReader:
    """A model whose next token is a function of all before it; output `i` tells what follows the i-th new token."""

    def __init__(self, prompt: Sequence[int], rule: Rule) -> None:
        self.tokens = list(prompt)
        self.steps = 0
        self._rule = rule
        self._first = len(prompt) - 1

    def extend(self, tokens: Sequence[int]) -> None:
        self.steps += 1
        self._first = len(self.tokens)
        self.tokens += tokens

    def keep(self, count: int) -> None:
        assert count <= len(self.tokens)
        del self.tokens[count:]

    def choose(self, output: int) -> int:
        end = len(self.tokens) if output < 0 else self._first + output + 1
        assert end <= len(self.tokens)
        return self._rule(self.tokens[:end])


def written(prompt: Sequence[int], rule: Rule, count: int) -> tuple[list[int], GuessedAhead, RuledReader]:
    reader = RuledReader(prompt, rule)
    guessed = GuessedAhead(reader, prompt)
    reply: list[int] = []
    while len(reply) < count:
        reply.append(reader.choose(guessed.output))
        if len(reply) < count:
            guessed.take(reply[-1], count - len(reply))
    return reply, guessed, reader


def plainly(prompt: Sequence[int], rule: Rule, count: int) -> list[int]:
    tokens = list(prompt)
    for _ in range(count):
        tokens.append(rule(tokens))
    return tokens[len(prompt) :]


def test_a_retold_text_takes_few_steps() -> None:
    told = list(range(100, 140))
    prompt = [*told, 1, 2]

    def retell(tokens: Sequence[int]) -> int:
        return told[len(tokens) - len(prompt)]

    reply, guessed, reader = written(prompt, retell, 40)
    assert reply == told
    assert reader.steps <= 12
    assert guessed.right == guessed.guessed >= 28


@pytest.mark.parametrize("seed", range(30))
def test_the_reply_is_the_same_whatever_is_guessed(seed: int) -> None:
    chance = random.Random(seed)
    prompt = [chance.randrange(3) for _ in range(60)]
    salt = chance.randrange(1000)

    def rule(tokens: Sequence[int]) -> int:
        return random.Random(str((salt, tuple(tokens[-2:]), len(tokens) % 5))).randrange(3)

    reply, guessed, reader = written(prompt, rule, 80)
    assert reply == plainly(prompt, rule, 80)
    assert guessed.guessed >= guessed.right > 0
    assert reader.steps < 80


def test_no_more_is_guessed_than_is_asked_for() -> None:
    prompt = [7, 8, 9, 7, 8, 9]
    reply, _, reader = written(prompt, lambda tokens: 7 + (tokens[-1] - 6) % 3, 4)
    assert reply == [7, 8, 9, 7]
    assert len(reader.tokens) <= len(prompt) + 4


def test_nothing_is_guessed_where_nothing_came_back() -> None:
    lookup = PromptLookup([1, 2, 3, 4, 1, 2])
    assert lookup.guess(4) == []
    lookup.add(3)
    assert lookup.guess(1) == [4]
    assert lookup.guess(9) == [4, 1, 2, 3]
    assert PromptLookup([]).guess(3) == []


def test_how_another_reply_began_is_no_sign_of_how_this_one_goes_on() -> None:
    prompt = [1, 2, 50, 60, 61, 62, 3, 1, 2]
    reply, guessed, _ = written(prompt, lambda tokens: [50, 70, 71, 72][len(tokens) - len(prompt)], 4)
    assert reply == [50, 70, 71, 72] and guessed.guessed == 0
