"""Chinese words of listening ("对对对", "是吗"): written without gaps, so they are read piece by piece. Pure."""

from __future__ import annotations

import re

_SIMPLER = str.maketrans(
    "對嗎說別靜夠閉恩額這樣瞭當厲錯沒誒棒聽監關麥風點麼視畫歸體變調縮講語減聲輕響見復複來剛著帶間區頭暈離開裡裏圍邊東話會兒請煩幫過還給現時個們為無類樂從裝場遠聞",
    "对吗说别静够闭嗯呃这样了当厉错没诶棒听监关麦风点么视画归体变调缩讲语减声轻响见复复来刚着带间区头晕离开里里围边东话会儿请烦帮过还给现时个们为无类乐从装场远闻",
)
"""Of the characters below and in words of command; a multilingual recogniser writes now one, now the other."""
_MARKS = re.compile(r"[\W_]+")
_PIECES = re.compile(
    r"(?:嗯+|唔+|呃+|啊+|哦+|噢+|喔+|哇+|哎+|唉+|诶+|欸+|呀+|哈+|呵+|嘿+|"
    r"对(?:的|啊|呀|吧)?|好(?:的|吧|啊|呀|呢)?|是(?:的|吗|啊|呀|吧|么)?|真的(?:吗|啊|呀|么)?|行(?:的|啊|吧)?|"
    r"可以|当然|没错|不错|太好了|太棒了|真好|真美|厉害|有意思|有趣|原来如此|原来是这样|这样(?:啊|子)?|"
    r"我?(?:知道|明白|懂|了解)了?)+"
)
_MOST = 8
"""Characters, beyond which it is a sentence, but for laughter and hums."""
_LEAST_OVER = 3
_SOUNDS = re.compile(r"[嗯唔呃啊哦噢喔哇哎唉诶欸呀哈呵嘿]+")


def simplified(text: str) -> str:
    """Text with the characters of words of listening, stopping and command as they are written in short."""
    return text.translate(_SIMPLER)


def begins_misheard(text: str) -> bool:
    """Whether a word of listening is said over and over, and only its first character is another: "最对对"."""
    plain = _MARKS.sub("", simplified(text))
    return len(plain) >= _LEAST_OVER and len(set(plain[1:])) == 1 and is_chinese_listening(plain[1:])


def is_chinese_listening(text: str) -> bool:
    """Whether this is Chinese and only says that one listens (or is laughter)."""
    plain = _MARKS.sub("", simplified(text))
    if _SOUNDS.fullmatch(plain):
        return True
    return len(plain) <= _MOST and _PIECES.fullmatch(plain) is not None
