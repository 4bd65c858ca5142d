"""What a short line does, in the broadest terms: agrees, refuses, asks, looks, takes, leaves ... Told from its words.

Two lines that do different things rarely mean the same, however near their words are ("trust her", "don't trust her").
"""

# ruff: noqa: E501 (a family is one row)

from __future__ import annotations

import re
from functools import lru_cache

_FAMILIES = {
    "agree": r"\b(yes|yeah|sure|gladly|of course|absolutely|certainly|deal|agreed|i (do|will|promise|swear)|my word|"
    r"fine|ok(ay)?|with pleasure|love to|accept|trust|believe|right)\b|好的|当然|行|愿意|可以|答应|相信|没问题",
    "refuse": r"\b(no|not|don't|never|won't|can't|cannot|refuse|decline|rather not|i'll pass|afraid|nothing doing|"
    r"without|lie|wouldn't|isn't)\b|不|别|拒绝|没有",
    "later": r"\b(later|think (about|it)|not sure|maybe|more time|a moment|decide|wait|perhaps|unsure)\b|考虑|以后|再说|等",
    "silent": r"\b(say nothing|silent|silence|quiet|mouth shut|not a word|no answer|no reply|say no word|speak no|"
    r"hold my tongue|won't (say|speak|talk)|(don't|not|refuse to) (say|speak|answer|talk)|keep (still|mum))\b|沉默|不说|不作声|不回答",
    "leave": r"\b(leave|leaving|go(ing)? (back|home|away|outside|out|inside)|return|turn (back|around)|retreat|away|depart|"
    r"head back|get out|exit|flee|run|escape|get off|back inside|abandon)\b|离开|出去|回去|往回|掉头|返回|退|逃|走吧|走出",
    "stay": r"\b(stay|remain|keep .* company|rest|sit|sleep|lie down|wait)\b|留|坐|休息|睡",
    "fight": r"\b(fight|attack|strike|hit|kill|sword|stab|punch|shoot|battle|war|army|beat)\b|打|攻击|杀|战",
    "ask": r"\?|？|\b(ask|question|who|whose|what|where|why|how|which|when|tell me|know|purpose|explain|wonder)\b|问|打听|谁|什么|哪|为什么|怎么",
    "talk": r"\b(talk|speak|word with|converse|greet|reason with|tell|say|chat|discuss|confess|admit|honest|truth|excuse me)\b|说|谈|告诉|聊",
    "shout": r"\b(shout|yell|cry|scream|call|calling|holler|help us|signal|sos)\b|喊|叫|呼|救命|来人",
    "look": r"\b(look|see|peek|peer|examine|watch|inspect|stare|gaze|view|through|read|closer|show me|study)\b|看|瞧|观察|读|检查",
    "listen": r"\b(listen|hear|song|music|sing(ing)?)\b|听|歌",
    "open": r"\b(open|unlock|pull|drawer|door|lid|crank|push)\b|打开|推|拉开|开门",
    "close": r"\b(close|shut|seal|back in|put .* back)\b|关|合上|放回",
    "take": r"\b(take|grab|buy|pick|get|money|purchase|steal|keep)\b|拿|买|取|捡",
    "give": r"\b(give|hand (it|over)|offer|throw|toss|fling|pass (it|her|him)|show the|feed)\b|给|扔|抛|递|丢|喂",
    "break": r"\b(burn|destroy|break|smash|fire|flames|tear|rid of|overboard)\b|烧|毁|砸",
    "mend": r"\b(repair|mend|fix|sew|bandage|clean|dress|heal|cure)\b|修|补|包扎",
    "light": r"\b(light|lamp|torch|bright(er)?|candle|match|ablaze|switch .* on)\b|点亮|灯|亮",
    "touch": r"\b(touch|press|button|pet|stroke|scratch|feel|tap|push)\b|摸|按|碰",
    "eat": r"\b(eat|taste|food|soup|hungry|bite|spoonful)\b|吃|尝",
    "drink": r"\b(drink|ale|beer|wine|tea|water|pint|thirsty)\b|喝|酒|茶",
    "follow": r"\b(follow|after (it|him|her|them)|behind|come with|along|join)\b|跟|一起",
    "climb": r"\b(climb|over the top|jump|dive|swim|up there|leap)\b|爬|跳|游",
    "kneel": r"\b(kneel|bow|knees|pray|beg|respect)\b|跪|拜|祈",
    "hide": r"\b(hide|sneak|tiptoe|unnoticed|duck|secret|pretend|act as if)\b|躲|藏|偷偷|假装",
}
_KNOWN = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()}


@lru_cache(maxsize=1024)
def families(text: str) -> frozenset[str]:
    """The names of what a line does; empty where its words do not tell."""
    plain = text.replace("’", "'")
    return frozenset(name for name, pattern in _KNOWN.items() if pattern.search(plain))


def agreement(line: str, text: str) -> tuple[float, float, float]:
    """How far two lines do the same (Dice), 1 where both tell and nothing agrees, 1 where only one of them refuses."""
    a, b = families(line), families(text)
    shared = 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
    against = {"refuse", "silent"}
    return shared, float(bool(a) and bool(b) and not a & b), float(bool(a & against) != bool(b & against))
