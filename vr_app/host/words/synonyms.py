"""Words that may stand for one another in a question and in the sentence that answers it."""

# ruff: noqa: E501  (word lists are read best on one line)

from __future__ import annotations

from vr_app.host.words.chinese_nouns import english_names
from vr_app.host.words.nouns import SAME
from vr_app.host.words.wording import stem

_GROUPS = (
    "make build raise construct create craft assemble erect forge produce maker builder fashion",
    "found establish begin start open founder institute",
    "design draw plan architect invent inventor devise",
    "give donate gift present bequeath donor hand",
    "buy purchase acquire",
    "find discover dig unearth uncover",
    "live dwell reside inhabit population inhabitant people soul resident",
    "die perish death",
    "sink lose wreck founder",
    "write compose author",
    "paint painter",
    "keep tend keeper maintain mind",
    "polish clean wash scrub rub",
    "hold store contain keep",
    "entry admission ticket entrance fee cost price pay charge free enter admit",
    "carry bring transport haul move travel come arrive reach go get",
    "kid child youngster",
    "close open shut hour",
    "bring allow welcome permit let",
    "sell buy purchase",
    "own buy belong acquire",
    "big size large",
    "food eat feed",
    "sing song",
    "fall drop",
    "grow plant",
    "destroy ruin wreck demolish damage",
    "job work profession trade",
    "start begin launch",
    "end finish complete stop",
    "hide conceal bury",
    "meet gather",
    "fight battle war",
    "sleep night",
    "mean meaning stand symbol",
    "win prize award",
    "language speak",
    "hear sound noise",
    "smell scent odour",
    "taste flavour",
    "cook bake prepare",
    "photograph picture photo",
    "letter write send",
    "tool instrument device",
    "strand beach wash",
    "ring strike toll sound",
    "shine flash blink",
    "burn fire blaze",
    "drive power work run",
    "turn rotate spin revolve",
    "show display depict represent portray",
    "own belong owner",
    "special unusual rare remarkable",
    "wife widow marry spouse husband",
    "work job occupation profession",
    "broken break damage crack",
    "repair mend fix restore",
    "steal theft thief rob",
    "large big huge great",
    "small little tiny",
    "near close beside",
    "grow plant sow",
    "feed eat food diet",
    "cargo load freight",
    "legend story tale myth",
    "sleep rest nap",
    "replace change swap",
    "arrive come reach",
    "wood timber lumber",
    "letter mail post postcard card",
    "nickname call name",
    "write mark inscribe read",
    "win lose beat",
    "need use burn consume require",
    "send leave ship post",
    "kid child children youngster",
    "breed nest live",
    "earn pay salary wage income",
    "name call",
    "miss lack absent gone lose",
    "hit strike crash collide knock",
    "lighthouse light beacon",
    "eat feed food diet live",
    "die bury grave",
    "row paddle",
    "medal award prize honour reward",
    "crew sailor",
    "town city village harbour",
    "spring well source",
    "road way path",
    "bell chime",
    "happen occur take",
    "use serve",
    "speak talk language",
    "believe think say",
    "secret hidden",
    "door gate entrance",
    "doctor physician",
    "boat ship vessel schooner",
    "telescope refractor instrument",
    "save rescue survive",
    "rule govern reign",
    "teach train",
    "famous known celebrated",
    "guard protect watch",
    "decorate adorn",
    "weigh weight",
    "house hut cottage",
    "colour hue",
)
_ALSO: dict[str, frozenset[str]] = {}
for _group in (*(tuple(group.split()) for group in _GROUPS), *SAME):
    _stems = frozenset(stem(word) for word in _group)
    for _word in _stems:
        _ALSO[_word] = _ALSO.get(_word, frozenset()) | _stems

_CHINESE_VERBS = """
建 build|建造 build|造 make|制造 make|制作 make|做 make|创办 found|创立 found|建立 found|成立 found|发现 find|买 buy|购买 buy|送 give|捐 give|赠 give|
画 paint|写 write|沉 sink|失事 lose|住 live|居住 live|死 die|去世 die|敲 ring|响 ring|鸣 ring|闪 flash|转 turn|上发条 wind|搬 carry|运 carry|
挂 hang|展示 show|显示 show|重 heavy|行星 planet|月亮 moon|星星 star|星座 constellation|居民 people|人口 people|镜头 lens|透镜 lens|船员 crew|货物 cargo|
发条 key|守塔人 keeper|看守 keeper|颜色 colour|骨头 bone|鳍 flipper|地板 floor|方块 square|博物馆 museum|创始人 founder|厨师 cook|钟匠 clockmaker|
屋顶 roof|铜 copper|石板 slate|黄铜 brass|许愿 wish|黄昏 dusk|雾 fog|海湾发光 glow|发光 glow|停 stop|故障 stop|上油 oil|门票 entry|免费 free
"""
_VERBS: dict[str, str] = {
    entry.strip().split(" ", 1)[0]: entry.strip().split(" ", 1)[1] for entry in _CHINESE_VERBS.split("|")
}


def also(word: str) -> frozenset[str]:
    """Stems that may stand for a stem, itself not among them."""
    return _ALSO.get(word, frozenset()) - {word}


def english_stems(chinese: str) -> tuple[str, ...]:
    """Stems of the English words for what a Chinese line speaks of, as far as the lists know them."""
    named = [stem(word) for name in english_names(chinese) for word in name.split()]
    found = [verb for verb in _VERBS if verb in chinese]
    whole = [verb for verb in found if not any(verb != other and verb in other for other in found)]
    return tuple(dict.fromkeys([*named, *(stem(_VERBS[verb]) for verb in whole)]))
