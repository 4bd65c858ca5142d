"""Kinds of things that people tell of themselves: a question for a kind is met by a fact of it that shares no word.

"What pets do I have?" asks for the two parrots, "what did I do for a living?" for the retired train driver.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class FactKind:
    """A kind: how it is asked for, and how it is told."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


def _kind(asked: str, told: str) -> FactKind:
    return FactKind(re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))


_ANIMALS = (
    r"dogs?|pupp(?:y|ies)|cats?|kittens?|parrots?|budgies?|canar(?:y|ies)|rabbits?|tortoises?|turtles?|hamsters?|guinea pigs?|"
    r"horses?|pon(?:y|ies)|donkeys?|goats?|hens?|chickens?|ducks?|goldfish|fish|snakes?|lizards?|geckos?|ferrets?|mice|rats?|spiders?|bees"
)
_RELATIVES = (
    r"sisters?|brothers?|sons?|daughters?|child(?:ren)?|kids|twins|wife|husband|partner|mother|father|mum|mom|dad|parents|"
    r"grand\w+|aunts?|uncles?|cousins?|nephews?|nieces?"
)
_TRADE = (
    r"\b(?:i|we)(?:'m| am| was|'ve been| have been| used to be|'re| are)(?: now| still| once)? (?:an?|the|your)(?: \w+){0,3}? "
    r"(?:\w+(?:er|or|ist|ian|ant|ent|man|woman|smith|wright|nurse|cook|chef|guide|judge|clerk|monk|nun|pilot|student|guard|vet))\b|"
    r"\bi (?:work|worked|teach|taught|run|ran|drive|drove|build|built|own|used to work)\b|\bmy (?:job|work|trade|profession) (?:is|was)\b|\bretired\b|"
    r"我是(?:个|名|一[个名位])|我(?:是|当过|做|以前是|在).{0,10}(?:师|员|生|家|长|工|匠|人|工作|上班|教书)|退休"
)
_KINDS = (
    _kind(
        r"\b(?:for a living|my (?:old |former )?(?:job|work|trade|profession|occupation|career)|what (?:do|did) i (?:do|work as)|where (?:do|did) i work)\b|"
        r"我(?:是)?(?:做|干)什么(?:工作|的)|我的(?:工作|职业)",
        _TRADE,
    ),
    _kind(
        r"\b(?:pets?|animals?)\b|我养了?什么|我的?宠物",
        rf"\b(?:i|we)(?:'ve| have| keep| own|'ve got| have got| got)\b.*\b(?:{_ANIMALS})\b|\bmy (?:\w+ )?(?:{_ANIMALS})\b|我(?:家)?(?:养|有).*[狗猫鸟龟兔鱼马鸡鸭羊]",
    ),
    _kind(
        r"\b(?:my (?:kids|children|sons?|daughters?)|(?:any|have|many) (?:kids|children|sons|daughters))\b|我的?孩子|几个孩子",
        r"\b(?:sons?|daughters?|child(?:ren)?|kids|twins|triplets|baby)\b|儿子|女儿|孩子",
    ),
    _kind(r"\b(?:my family|my relatives|siblings)\b|兄弟姐妹|我的?家人", rf"\b(?:{_RELATIVES})\b|我的?(?:爸|妈|哥|弟|姐|妹|儿子|女儿|妻|丈夫)|[哥弟姐妹]"),
    _kind(
        r"\b(?:where (?:am i from|do i come from|is my home|do i live|was i born|did i grow up))\b|我(?:是)?(?:从)?哪(?:里|儿)(?:来|人|长大)|我(?:家)?住(?:在)?哪|我老家",
        r"\b(?:i|we) (?:live|lived|come|came|moved|grew up|was born|were born)\b|\b(?:i'm|i am|we're|we are) from\b|我(?:家)?(?:住|来自|是.{1,6}人|是?从.{1,8}来|出生|搬|在.{1,8}长大)",
    ),
    _kind(
        r"\b(?:instruments?|my music)\b|我(?:会)?(?:弹|拉|吹)什么|什么乐器",
        r"\bi (?:\w+ )?(?:play|played|practise|practice)\b.*\b(?:the|piano|violin|viola|cello|guitar|flute|oboe|drums?|harp|trumpet|horn|organ|clarinet|saxophone|bass|banjo|accordion)\b|我(?:会)?(?:弹|拉|吹)",
    ),
    _kind(r"\b(?:languages?)\b|我(?:会说|在学)什么(?:语|话)", r"\bi (?:\w+ )?(?:speak|learn|study)|\b(?:i'm|i am|been) (?:learning|studying)\b|我(?:会说|在学).*[语文话]"),
    _kind(r"\bhow old am i\b|\bmy age\b|我(?:今年)?(?:多大|几岁)", r"\b(?:i'm|i am|i turned|i just turned) (?:\d+|\w+teen|\w+ty(?:[- ]\w+)?)\b|\bmy age\b|我(?:今年)?.{1,5}岁"),
    _kind(
        r"\b(?:hobb(?:y|ies)|free time|spare time|pastime|weekends?|do for fun)\b|我的?爱好|业余",
        r"\bi (?:\w+ )?(?:love|like|enjoy|collect|paint|knit|sail|hike|climb|read|garden|sing|dance|swim|ride|cycle|fish|play|build)\b|\bmy hobby\b|我(?:喜欢|爱|收集)",
    ),
    _kind(r"\b(?:frighten\w*|terrif\w+|scare[sd]?|afraid|fears?|dread)\b|怕什么|害怕", r"\b(?:afraid|scared|terrified|frightened|fear|dread|phobia)\b|怕"),
    _kind(
        r"\b(?:allerg\w+|diet|(?:can|may|do|must|should)(?:n't| not) i eat|(?:never|not) eat|(?:can|may|should|must) i (?:not|never) eat|i (?:can't|cannot|don't|never) eat)\b|不能吃|不吃什么|过敏|忌口",
        r"\b(?:allergic|allergy|vegetarian|vegan|(?:can't|cannot|can not|never|don't|do not) (?:eat|have|drink|stand)|gluten|lactose|intolerant|coeliac|diabetic)\b|不能吃|不吃|过敏|吃素|忌口",
    ),
    _kind(r"\b(?:which|what) hand\b|\bhanded\b|哪只手", r"\bhanded\b|\b(?:left|right) hand\b|左撇子|左手|右手"),
    _kind(r"\b(?:married|spouse|single|engaged)\b|结婚|单身", r"\b(?:married|wife|husband|partner|single|engaged|divorced|widow\w*)\b|结婚|妻|丈夫|老公|老婆|单身"),
    _kind(r"\bbirthday\b|\bwhen was i born\b|生日|什么时候出生", r"\bbirthday\b|\bborn (?:in|on)\b|生日|出生"),
    _kind(r"\b(?:do|did|am) i stud|\bmy (?:studies|subject|degree)\b|\bat (?:university|college|school)\b|学(?:的)?(?:什么|专业)", r"\bstud(?:y|ies|ied|ying)\b|\b(?:university|college|degree|phd)\b|我(?:在)?(?:学|读)"),
    _kind(r"\b(?:what|which) (?:\w+ )?(?:do|did) i drive\b|\bmy (?:car|bike|bicycle)\b|开什么车", r"\b(?:i|we) (?:drive|ride|own|have)\b|\bmy (?:car|bike|bicycle|motorbike|van)\b|开"),
    _kind(
        r"\b(?:want|wanted|hope|hoping|plan|planning|planned|going|intend|dream|like) to\b|\bmy (?:plans?|dreams?)\b|想(?:要|去|看)?什么|打算",
        r"\b(?:want|hope|hoping|plan|planning|intend|dream|going|like|love) to\b|\b(?:one day|some ?day|next time|tomorrow|next (?:week|month|year|summer|winter|spring|autumn))\b|想|打算|下次|希望",
    ),
    _kind(r"\b(?:name|called|named)\b|叫什么|名字", r"\b(?:called|named|name's|name is|answers to|goes by|christened|nicknamed)\b|叫"),
)  # fmt: skip


def of_kind(line: str, facts: Sequence[str]) -> list[str]:
    """Facts of the kind that a line asks for, the newest first; [] where it asks for none.

    Args:
        line: the question, in small letters.
    """
    for kind in _KINDS:
        if kind.asked.search(line):
            return [fact for fact in reversed(facts) if kind.told.search(fact.replace("’", "'"))]
    return []
