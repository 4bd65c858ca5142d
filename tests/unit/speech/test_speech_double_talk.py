"""Words said into the host's speech stay whole, and the host's own echo is nobody's voice."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.speech.barge_in import is_hum
from vr_app.speech.double_talk import DoubleTalk
from vr_app.speech.echo_filter import BLOCK, EchoFilter
from vr_app.speech.turn_taking import likelier_interjection

RATE_HZ = 16_000


def _voice(seconds: float, seed: int) -> np.ndarray:
    """Noise that comes and goes four times a second, as syllables do."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    loud = np.clip(np.sin(2 * np.pi * 4 * time_s + seed), 0.0, None)
    colour = np.convolve(rng.standard_normal(len(time_s)), np.ones(8) / 8, "same")
    return (0.2 * loud * colour).astype(np.float32)


def _room(played: np.ndarray, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    response = rng.standard_normal(2400) * np.exp(-np.arange(2400) / 700.0)
    response = np.concatenate([np.zeros(480), 0.5 * response / np.sqrt(np.sum(response**2))])
    return np.convolve(played, response)[: len(played)].astype(np.float32)


def _hear(taken: np.ndarray, played: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the gentle filter leaves, and for each block whether somebody is taken to speak."""
    cleaner, talk = EchoFilter(), DoubleTalk()
    left, spoken = [], []
    for start in range(0, len(taken) - BLOCK + 1, BLOCK):
        near, far = taken[start : start + BLOCK], played[start : start + BLOCK]
        left.append(cleaner.step(near, far))
        spoken.append(talk.step(far, near, cleaner.echo, left[-1]))
    return np.concatenate(left), np.array(spoken)


def _db(sound: np.ndarray) -> float:
    return 10 * float(np.log10(np.mean(np.square(sound)) + 1e-12))


@pytest.fixture(scope="module")
def host() -> np.ndarray:
    return _voice(8.0, 1)


def test_an_echo_is_taken_out_and_is_nobodys_voice(host: np.ndarray) -> None:
    echo = _room(host)
    left, spoken = _hear(echo, host)
    late = slice(5 * RATE_HZ, None)
    assert _db(echo[late]) - _db(left[late]) > 15.0
    assert spoken[200:].mean() < 0.02


@pytest.mark.parametrize("with_echo", [True, False], ids=["loudspeaker", "headphones"])
def test_a_word_said_into_it_stays_whole_and_is_noticed(host: np.ndarray, with_echo: bool) -> None:
    word = np.zeros_like(host)
    begin, end = int(6.0 * RATE_HZ), int(6.4 * RATE_HZ)
    word[begin:end] = 0.7 * _voice(0.4, 9)
    echo = _room(host) if with_echo else np.zeros_like(host)
    left, spoken = _hear(echo + word, host)
    span = slice(begin, end)
    assert _db(left[span] - word[span]) < _db(word[span]) - 8.0
    assert spoken[begin // BLOCK : end // BLOCK].mean() > 0.6


def test_a_sound_is_clear_while_it_lasts_and_an_echo_never_is(host: np.ndarray) -> None:
    word = np.zeros_like(host)
    begin, end = int(6.0 * RATE_HZ), int(6.4 * RATE_HZ)
    word[begin:end] = 0.7 * _voice(0.4, 9)

    def clear(taken: np.ndarray) -> np.ndarray:
        cleaner, talk, found = EchoFilter(), DoubleTalk(), []
        for start in range(0, len(taken) - BLOCK + 1, BLOCK):
            near, far = taken[start : start + BLOCK], host[start : start + BLOCK]
            left = cleaner.step(near, far)
            talk.step(far, near, cleaner.echo, left)
            found.append(talk.clear)
        return np.array(found)

    said = slice(begin // BLOCK, end // BLOCK)
    assert clear(_room(host) + word)[said].mean() > 0.6
    assert clear(_room(host))[200:].mean() < 0.02


def test_without_the_host_the_sound_is_not_touched() -> None:
    visitor = _voice(2.0, 4)
    left, spoken = _hear(visitor, np.zeros_like(visitor))
    assert np.array_equal(left, visitor)
    assert spoken.all()


def test_a_soft_voice_is_noticed_at_once_where_headphones_leave_only_the_rooms_noise(host: np.ndarray) -> None:
    begin = int(6.0 * RATE_HZ)
    time_s = np.arange(RATE_HZ // 4) / RATE_HZ
    tones = [np.sin(2 * np.pi * 220 * n * time_s) / n for n in range(1, 6)]
    vowel = 0.02 * np.sum(tones, axis=0)
    taken = 2e-4 * np.random.default_rng(5).standard_normal(len(host)).astype(np.float32)
    taken[begin : begin + len(vowel)] += vowel.astype(np.float32)
    _, spoken = _hear(taken, host)
    first = begin // BLOCK
    assert spoken[first + 6 : first + 25].all()  # within 60 ms, whatever the host says meanwhile
    assert spoken[200 : first - 1].mean() < 0.1


def test_headphones_are_told_from_a_loudspeaker(host: np.ndarray) -> None:
    room_noise = 2e-4 * np.random.default_rng(5).standard_normal(len(host)).astype(np.float32)
    for echo, echoless in ((np.zeros_like(host), True), (_room(host), False), (0.05 * _room(host), False)):
        cleaner, talk = EchoFilter(), DoubleTalk()
        assert not talk.echoless
        for start in range(0, len(host) - BLOCK + 1, BLOCK):
            taken, far = (echo + room_noise)[start : start + BLOCK], host[start : start + BLOCK]
            left = cleaner.step(taken, far)
            talk.step(far, taken, cleaner.echo, left)
        assert talk.echoless is echoless


def test_the_pauses_of_the_host_are_nobodys_voice() -> None:
    words = [np.concatenate([_voice(1.3, seed), np.zeros(int(0.55 * RATE_HZ), np.float32)]) for seed in range(6)]
    host = np.concatenate(words)
    room_noise = 4e-4 * np.random.default_rng(8).standard_normal(len(host)).astype(np.float32)
    echo = _room(host) + room_noise
    cleaner, talk, near = EchoFilter(), DoubleTalk(), []
    for start in range(0, len(echo) - BLOCK + 1, BLOCK):
        taken, far = echo[start : start + BLOCK], host[start : start + BLOCK]
        left = cleaner.step(taken, far)
        spoken = talk.step(far, taken, cleaner.echo, left)
        near.append(spoken and talk.playing)
    assert sum(near[370:]) <= 2  # from the third piece on; each pause made a voice of it before


def test_a_room_that_changes_is_no_voice(host: np.ndarray) -> None:
    echo = _room(host)
    half = len(host) // 2
    echo[half:] = _room(host, seed=8)[half:]
    _, spoken = _hear(echo, host)
    assert spoken[half // BLOCK :].mean() < 0.1


def test_the_first_second_of_a_loudspeaker_is_not_known(host: np.ndarray) -> None:
    silence, talk = np.zeros(BLOCK, np.float32), DoubleTalk()
    talk.step(silence, silence, silence, silence)
    assert not talk.unknown and not talk.early
    cleaner, unknown, early = EchoFilter(), 0, 0
    echo = _room(host)
    for start in range(0, len(host) - BLOCK + 1, BLOCK):
        taken, far = echo[start : start + BLOCK], host[start : start + BLOCK]
        left = cleaner.step(taken, far)
        talk.step(far, taken, cleaner.echo, left)
        unknown, early = unknown + talk.unknown, early + talk.early
    assert 50 < unknown < 150 < early < 600
    assert not talk.unknown and not talk.early and talk.bar is not None


def test_a_word_said_within_the_first_second_and_a_half_is_noticed(host: np.ndarray) -> None:
    word = np.zeros_like(host)
    begin, end = int(1.1 * RATE_HZ), int(1.5 * RATE_HZ)
    word[begin:end] = 0.7 * _voice(0.4, 9)
    _, spoken = _hear(_room(host) + word, host)
    assert spoken[begin // BLOCK : end // BLOCK].mean() > 0.5


def test_a_voice_softer_than_the_echo_is_noticed_by_what_the_host_does_not_say(host: np.ndarray) -> None:
    begin, end = int(6.0 * RATE_HZ), int(6.5 * RATE_HZ)
    echo = _room(host)
    hiss = np.diff(np.random.default_rng(12).standard_normal(end - begin + 1))
    word = np.zeros_like(host)
    word[begin:end] = 0.3 * np.std(echo) * hiss / np.std(hiss)
    assert _db(echo[begin:end]) > _db(word[begin:end]) + 6.0
    room_noise = 2e-4 * np.random.default_rng(13).standard_normal(len(host)).astype(np.float32)
    _, spoken = _hear(echo + word + room_noise, host)
    assert spoken[begin // BLOCK : end // BLOCK].mean() > 0.6


@pytest.mark.parametrize(
    ("text", "others", "wanted"),
    [
        ("Dop.", ("Top.", "Stop."), "Stop."),
        ("Oh, hi.", ("Oh, hi!", "Oh, huh."), "Oh, huh."),
        ("Stop.", ("Oh.",), "Stop."),
        ("Is that the old lamp?", ("Stop.",), "Is that the old lamp?"),
        ("Boats.", ("Boat.",), "Boats."),
        ("Hang on.", ("Mm-hmm.",), "Hang on."),
        ("Hold.", ("Mm-hmm.",), "Mm-hmm."),
    ],
)
def test_into_the_hosts_speech_a_stray_word_is_more_likely_an_interjection(
    text: str, others: tuple[str, ...], wanted: str
) -> None:
    assert likelier_interjection(text, others) == wanted


@pytest.mark.parametrize(
    ("text", "voiced_s", "sure", "hum"),
    [
        ("And then hummed it.", 0.6, 0.44, True),
        ("What is that tower?", 0.95, 0.5, False),
        ("What is that tower?", 0.7, 0.8, False),
        ("Stop.", 0.3, 0.2, False),
        ("Hold.", 0.4, 0.3, True),
        ("Hold on.", 0.4, 0.3, False),
    ],
)
def test_words_that_nobody_can_say_so_quickly_are_a_hum(text: str, voiced_s: float, sure: float, hum: bool) -> None:
    assert is_hum(text, voiced_s=voiced_s, sure=sure) is hum
