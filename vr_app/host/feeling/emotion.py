"""The feeling of a sentence by a small word list: transparent, instant, right often enough for a face."""

from __future__ import annotations

import re

from vr_app.kernel.events import Emotion

_LISTS: dict[Emotion, str] = {
    "happy": """
        welcome glad happy love lovely wonderful delight delighted delightful enjoy great beautiful pleasure smile fun
        excellent marvellous marvelous magnificent joy joyful cheerful hello hi hooray congratulations favourite
        favorite thanks thank 欢迎 高兴 喜欢 开心 美丽 谢谢
    """,
    "sad": """
        sad sorry unfortunately sadly lost lonely miss grief died death mourn tears regret tragic alas ruined afraid
        forgotten 难过 抱歉 可惜 悲伤
    """,
    "angry": """
        angry anger furious hate unacceptable outrageous nonsense 生气 愤怒 讨厌
    """,
    "surprised": """
        wow oh surprise surprised surprising amazing incredible astonishing unbelievable suddenly goodness 哇 惊讶 竟然
    """,
    "relaxed": """
        calm quiet peaceful peace still silence silent gentle gently soft softly rest restful slowly breathe serene
        evening dusk breeze 安静 宁静 平静 放松
    """,
}
_WEIGHT: dict[Emotion, float] = {"happy": 1.0, "sad": 1.2, "angry": 0.8, "surprised": 0.9, "relaxed": 0.7}
_LOUD = frozenset({"happy", "angry", "surprised"})
_WORDS: dict[Emotion, frozenset[str]] = {emotion: frozenset(words.split()) for emotion, words in _LISTS.items()}
_NEGATIONS = frozenset({"not", "no", "never", "don't", "isn't", "wasn't", "without", "cannot", "can't"})


def emotion_of(sentence: str) -> Emotion:
    """The strongest feeling whose words occur, "neutral" where none does. A negated word does not count."""
    words = re.findall(r"[a-z']+", sentence.lower().replace("’", "'"))
    scores: dict[Emotion, float] = {}
    for emotion, known in _WORDS.items():
        hits = sum(
            word in known and not (i and words[i - 1] in _NEGATIONS) and not (i > 1 and words[i - 2] in _NEGATIONS)
            for i, word in enumerate(words)
        )
        hits += sum(word in sentence for word in known if not word.isascii())
        if hits:
            scores[emotion] = hits * _WEIGHT[emotion]
    if not scores:
        return "neutral"
    if sentence.rstrip("\"'”’ ").endswith(("!", "！")):
        scores = {emotion: score * (1.5 if emotion in _LOUD else 1.0) for emotion, score in scores.items()}
    return max(scores, key=lambda emotion: scores[emotion])
