"""Which of a visitor's words may serve the goal of an improv window: not the refusals, questions back and asides."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.host.answers.passages import sentences_of
from vr_app.host.sense import Sense
from vr_app.host.stories.rhetoric import is_rhetorical
from vr_app.host.stories.verdicts import is_bare
from vr_app.host.wants.intent import Situation, decide

_NOTHING = re.compile(
    r"\b(?:don't|do not|didn't|can't|cannot|couldn't|won't|wouldn't) (?:(?:really|honestly|quite|even|yet) )*(?:know|say|tell|decide|judge|answer|think of|want to (?:say|tell|answer|talk|share|play)|care|mind|remember|feel like|understand|wish to|have (?:one|any|an answer|a question))\b|"
    r"\bdunno\b|\bno idea\b|\bno clue\b|\b(?:not|i'm not|am not) (?:yet )?(?:(?:so|really|quite) )?(?:sure|certain|telling|saying|ready)\b|\brather not\b|\bnot telling\b|"
    r"\bnone of your\b|\bcomes to (?:my )?mind\b|\blet me (?:think|see)\b|\b(?:have|need|want|got) to think\b|\bthink about (?:it|that)\b|\bgive me (?:a|some|one) (?:moment|minute|second|time|while)\b|\bleave me\b|\bwho cares\b|\bshut (?:up|your)\b|"
    r"\bi (?:already )?said no\b|\b(?:what do you|tell me what you) think\b|\b(?:hard|difficult|tricky|tough) (?:question|one|to say)\b|\bwhat an? (?:\w+ )?question\b|\b(?:just|only|was|am|i'm) (?:just |only )?(?:kidding|joking)\b|(?<!if you )\bask me\b|\bno opinion\b|\bi(?:'ll| will)? pass\W*$|\bnever mind\b|\bwhatever\b|\bforget (?:it|about it)\b|\bgo away\b|\bstop (?:it|asking|that)\b|"
    r"\b(?:so|very|too|really) (?:hard|difficult)\b|\bwhat do you mean\b|\bexcuse me\b|\bpardon\b|\bsay that again\b|"
    r"\b(?:head|mind) is (?:quite |completely |totally |all )?(?:empty|blank)\b|\bdraw(?:ing)? a blank\b|\b(?:no|not (?:very |any |much )?|never) ?good (?:at|with)\b|"
    r"\b(?:that|this|it)(?:'s| is) (?:a )?(?:rather |quite )?(?:hard|difficult|tough|tricky)\W*$|\bby the way\b",
    re.IGNORECASE,
)
_NOTHING_HAN = re.compile(
    r"不知道|不太?清楚|不太?确定|拿不准|不想说|不想回答|不想讲|不告诉|没想好|没想过|没想法|想一想|想想看|让我想|再想|无聊|没意思|说不上|说不准|不好说|不关你|关你什么|闭嘴|别烦|别问|保密|秘密|隐私|随便|算了|无可奉告|难说|你觉得呢|你说呢|等一下|等等|没有意见|不记得"
)
_ABOUT_THE_FORM = re.compile(
    r"\b(?:instruction|prompt|goal|aim|form|json|true|false|model|window|rules?)s?\b.*\b(?:met|fill|ignore|true|end|set|reached|forget|disregard)\b|"
    r"\b(?:ignore|disregard|forget|fill|met|set)\b.*\b(?:instruction|prompt|goal|aim|form|json|true|rule)s?\b|\bend (?:this|it|the (?:talk|game|window))\b|(?:忽略|无视|忘记).*(?:指令|指示|规则)|目标.*(?:达到|完成|实现)|表格",
    re.IGNORECASE,
)
_TO_HOST = re.compile(r"\b(?:you|your|yours|yourself)\b|你|您", re.IGNORECASE)
_OF_SELF = re.compile(r"\b(?:i|i'm|i'd|i'll|i've|me|my|mine|we|us|our)\b|我", re.IGNORECASE)
_OWN_MATTER = re.compile(r"\b(?:my|mine|our|ours)\b|我(?:的|们|妈|爸|哥|弟|姐|妹|家)", re.IGNORECASE)
_COMFORT = re.compile(
    r"\b(?:i'm|i am|i feel|i'm getting|my \w+ (?:is|are|feels?|keeps?|gets?))\b.*\b(?:cold|freezing|frozen|hungry|thirsty|tired|sleepy|sore|wet|numb|asleep|aching|hurting|itch\w*|stiff)\b|"
    r"\bmy \w+ (?:hurts?|aches?|itch(?:es)?)\b|我(?:好|很|有点|的\w{1,3})?(?:冷|饿|渴|累|困|疼)",
    re.IGNORECASE,
)
"""How somebody feels who stands there is no view of anybody."""
_POINTS = re.compile(r"\b(?:this|that|these|those|here|there)\b|这|那", re.IGNORECASE)
_QUESTION = re.compile(
    r"[?？]\W*$|^\W*(?:and |but |so |then )?(?:what(?! an?\b)|who|whose|where|when|why|how|which|is|are|was|were|do|does|did|can|could|will|would|has|have)\b(?!.*\b(?:i|my)\b)|吗\W*$|呢\W*$",
    re.IGNORECASE,
)
_VIEW_WANTED = re.compile(r"\b(?:whether|thinks?|opinions?|views?|verdicts?)\b|是否|觉得|认为|看法", re.IGNORECASE)
_ASKED_FOR = re.compile(r"\bquestions?\b|\bask(?:s|ed)?\b|问", re.IGNORECASE)
_FILLER_LIST = """
hm hmm hmmm difficult hard tricky tough um uh oh ah well ok okay yes no yeah yep yup aye nope nah nay sure right alright maybe perhaps
hello hi hey thanks thank i see it is so and then good fine nice really please that's the all go on interesting wow
true indeed you of course let now dear gosh goodness my god sorry apologies oops pardon
"""
_FILLER = frozenset(_FILLER_LIST.split())
_FILLER_HAN = re.compile(
    r"^(?:嗯+|哦+|啊+|好的?|是的?|对|不|没有|谢谢|你好|您好|也许|可能|当然|明白了?|知道了|原来如此|吧|了)+$"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SAYS_IT = re.compile(
    r"\b(?:i|i'd|i'll|i would|i will|i want to|i'd like to) (?:would |will |just )?ask\b|\bmy question\b|\bmine (?:would be|is|was)\b|我[只就还也倒很想要会是]*问|我的问题",
    re.IGNORECASE,
)
_WONDERS = re.compile(r"\bwonder(?:ed|ing)?\b|\bwant(?:ed)? to know\b|\bquestion is\b|想知道", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:is|are|was|were|isn't|aren't|has|have|had|looks?|seems?|feels?|sounds?|gets?|got)\b|\b\w+'s (?:so |very |quite |really )?\w+(?: \w+)?\W*$",
    re.IGNORECASE,
)
_UNASKED = re.compile(
    r"^\W*(?:(?:and|but|so|well|just|only|maybe|perhaps)\W+)*(?:if|whether|when|where|how|why|what|which|who|whose|about)\b|是否|会不会|有没有|能不能|什么|怎|哪|谁",
    re.IGNORECASE,
)
"""A question without its asking: "whether he will come home"."""
_ASKING = re.compile(
    r"\b(?:if|whether|when|where|how|why|what|which|who|whose)\b|是否|会不会|有没有|能不能|该不该|什么|怎|哪|谁|吗",
    re.IGNORECASE,
)
_OF_ASKING = re.compile(
    r"^\W*(?:(?:so|and|but|well|then)\W+)*(?:can|could|may|might|do|does|should|must|am|is|why|who|i (?:talk|speak))\b.*\b(?:ask|asking|talk|talking|speak|speaking)\b|^\W*(?:so\W+)?i (?:talk|speak)\b|"
    r"^\W*(?:(?:so|and|but|well|then)\W+)*(?:do|must|should|can|could|may|am) i (?:have to |need to |supposed to |to )?(?:say|answer|tell)\b.*\b(?:it|that|this|anything|something|aloud|out loud|you)\b",
    re.IGNORECASE,
)
"""A question about the asking itself."""
_TELL = re.compile(r"^\W*(?:and |but |so |please )?(?:tell me|explain|give me an example|say)\b|告诉我", re.IGNORECASE)
_REFUSES = re.compile(
    r"\b(?:rather not|(?:leave|count) me out|(?:talk|speak|chat) (?:of|about) (?:something|anything) else|change the subject|stay(?:ing)? out of|no comment|not (?:touching|going (?:there|near)|getting (?:into|involved)|taking sides)|"
    r"(?:none of|not) my (?:business|place|affair)|none of your|not telling|keep (?:it|that|this|mine) (?:to myself|between)|(?:won't|will not|refuse to) judge|i (?:already )?said (?:no|i (?:won't|don't|can't|wouldn't))|"
    r"(?:don't|do not|won't|will not) (?:really )?(?:want|wish|care to|feel like)(?: to)?(?! (?:know|hear))|not (?:for me|mine) to (?:say|judge|decide))\b|"
    r"不想说|不想回答|不想讲|不告诉|不关你|不关我|别扯上我|换个话题|不参与|保密|秘密|隐私|无可奉告|别问",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:(?:that|this|it)(?:'s| is)|too|rather|quite|very) (?:\w+ ){0,3}(?:private|personal|secret)\b|"
    r"^\W*(?:\w+\W+){0,3}(?:private|personal|secret)\W*$",
    re.IGNORECASE,
)
"""What a visitor keeps: not every secret they speak of."""
_TURNED_BACK = re.compile(
    r"^\W*(?:(?:no|well|hm+|but|and|then|so)\W+)*(?:you (?:first|start|begin|go first|go ahead)|after you|(?:and|what about|how about) you(?:rself)?|what would you\b.*|what would yours be)\W*$|"
    r"^\W*(?:那)?你(?:先(?:说|来|问)?|呢|自己呢)\W*$",
    re.IGNORECASE,
)
"""Who is asked puts the question to the host."""
_CROSS = re.compile(
    r"\b(?:boring|bored|stupid|silly|nonsense|rubbish|ridiculous|pointless|idiot\w*|shut (?:up|your)|who cares|leave me alone|go away|"
    r"(?:hate|tired of|sick of) (?:this|you|your|it)|waste of time|you talk too much|annoying|(?:don't|do not) care|(?:don't|do not) believe in)\b|"
    r"无聊|没意思|闭嘴|别烦|讨厌|愚蠢|胡说",
    re.IGNORECASE,
)
_MOST_CROSS_WORDS = 8
_CORRECTS = re.compile(
    r"^\W*(?:(?:ha+|haha|well|oh|hm+|but|and)\W+)*(?:no|actually|seriously|wait|scratch that|forget that|or rather|i mean|(?:i'm |i was |am )?(?:just |only )?(?:kidding|joking))\b(?! (?:one|idea))|^\W*(?:不|其实|等等|我是说)",
    re.IGNORECASE,
)
"""Who begins so takes back what was said before."""
_OTHERS = re.compile(r"\b(?:she|he|they|her|him|his|them|their|theirs)\b|[她他]", re.IGNORECASE)
_ANYBODY = re.compile(
    r"\b(?:other|most|some) people\b|\bothers\b|\bpeople (?:usually|often|mostly)\b|别人|其他人|大家", re.IGNORECASE
)
_WANTS_REASON = re.compile(r"\b(?:why|reasons?|because|how (?:it|they) came)\b|为什么|原因|理由", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|since|so that|otherwise|would have|could have|after all|for the sake|that is why|that's why)\b|因为|所以|只会|否则|不然|毕竟",
    re.IGNORECASE,
)
_MANY_WORDS, _MANY_HAN = 12, 14
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ASIDE = frozenset(
    {
        "ask_place",
        "ask_thing",
        "ask_host",
        "ask_app",
        "small_talk",
        "complaint",
        "praise",
        "command",
        "change_scene",
        "farewell",
    }
)
_SURE_ASIDE, _SURE_COMPLAINT = 0.65, 0.5


def contributions(goal: str, lines: Sequence[str], sense: Sense | None = None) -> list[str]:
    """The sentences of a visitor's lines that may give what a goal asks for, each once, in order.

    Args:
        goal: the author's words; where they ask for a question, questions are no asides; where they ask for a view,
            questions that make a point are views.
        sense: tells small talk and questions about the place from the rest; None goes by the words alone.
    """
    asked_for, views = wants_question(goal), wants_view(goal)
    found: list[str] = []
    for line in lines:
        before = len(found)
        for sentence in sentences_of(line.replace("’", "'")):
            says_it = asked_for and (names_question(sentence) or _OWN_MATTER.search(sentence))
            makes_point = views and is_rhetorical(sentence) and not _is_nothing(sentence)
            if makes_point or (_gives(sentence, asked_for) and (says_it or not _is_aside(sentence, sense))):
                found.append(sentence)
        if asked_for and len(found) > before and corrects(line):
            del found[:before]
    return list(dict.fromkeys(found))


def may_suffice(goal: str, given: Sequence[str], *, of_list: bool = False) -> bool:
    """Whether what was given may be all that a goal asks for: with a reason, where it asks for one.

    Args:
        of_list: it comes to an item of an author's list: then what only implies one is a reason for it.
    """
    said = " ".join(given)
    if wants_question(goal) and not _said_questions(given):
        return False
    if not said or not wants_reason(goal):
        return bool(said)
    if of_list:
        return not all(is_bare(sentence) for sentence in given)
    many = len(_WORD.findall(said)) >= _MANY_WORDS or len(_HAN.findall(said)) >= _MANY_HAN
    return many or bool(_REASON.search(said))


def hesitates(line: str) -> bool:
    """Whether a line only puts off an answer, or refuses one."""
    sentences = sentences_of(line.replace("’", "'"))
    return all(_is_nothing(sentence) and not _TO_HOST.search(sentence) for sentence in sentences)


def asks_back(line: str) -> bool:
    """Whether a line ends in a question, or asks for something to be told."""
    last = sentences_of(line.replace("’", "'"))[-1:]
    return turns_back(line) or any(_QUESTION.search(sentence) or _TELL.search(sentence) for sentence in last)


def turns_back(line: str) -> bool:
    """Whether a line puts the author's question to the host."""
    return bool(_TURNED_BACK.search(line.replace("’", "'")))


def answers_in_part(goal: str, given: Sequence[str]) -> bool:
    """Whether what was given is a part of what a goal asks for: a remark is none where a question is asked for."""
    return bool(given) and (not wants_question(goal) or bool(_said_questions(given)))


def asked_questions(goal: str, given: Sequence[str]) -> list[str]:
    """Of what was given those that say a question, where a goal asks for one and any does; else all."""
    return (_said_questions(given) if wants_question(goal) else []) or list(given)


def wants_view(goal: str) -> bool:
    """Whether a goal asks what the visitor thinks."""
    return bool(_VIEW_WANTED.search(goal)) and not wants_question(goal)


def holds_reason(goal: str, given: Sequence[str]) -> bool:
    """Whether a goal asks for a reason and what was given holds one."""
    return wants_reason(goal) and any(_REASON.search(one) for one in given)


def may_give(sentence: str) -> bool:
    """Whether a sentence may give anything at all, by its words: it is no refusal, no excuse, and not of the talk itself."""
    if _is_nothing(sentence) or _keeps(sentence) or is_cross(sentence) or turns_back(sentence):
        return False
    if _COMFORT.search(sentence) or _ABOUT_THE_FORM.search(sentence) or _TELL.search(sentence):
        return False
    return not (_QUESTION.search(sentence) and _OF_ASKING.search(sentence))


def wants_question(goal: str) -> bool:
    """Whether a goal asks for a question."""
    return bool(_ASKED_FOR.search(goal))


def wants_reason(goal: str) -> bool:
    """Whether a goal asks for a reason."""
    return bool(_WANTS_REASON.search(goal))


def names_question(sentence: str) -> bool:
    """Whether a sentence says that it is what its speaker would ask: "I'd ask if it rains."."""
    return bool(_SAYS_IT.search(sentence))


def speaks_to_host(sentence: str) -> bool:
    """Whether a sentence speaks to whoever listens: "You're kind."."""
    return bool(_TO_HOST.search(sentence))


def asks_host(sentence: str) -> bool:
    """Whether a question is about whoever listens, and not about its speaker: "Do you like tea?"."""
    return bool(_QUESTION.search(sentence) and _TO_HOST.search(sentence) and not _OF_SELF.search(sentence))


def says_what(sentence: str) -> bool:
    """Whether a sentence holds a question, and does not only announce or name one: "I'd ask the same."."""
    return bool(_QUESTION.search(sentence) or _ASKING.search(sentence))


def corrects(line: str) -> bool:
    """Whether a line takes back what was said before."""
    return any(_CORRECTS.search(sentence) for sentence in sentences_of(line.replace("’", "'")))


def _said_questions(given: Sequence[str]) -> list[str]:
    """Those that name a question, or where none does those that are one."""
    named = [one for one in given if _SAYS_IT.search(one) or _WONDERS.search(one)]
    return named or [one for one in given if _QUESTION.search(one) or _UNASKED.search(one)]


def refuses(line: str) -> bool:
    """Whether a line says that its speaker would rather not answer."""
    return any(_keeps(sentence) for sentence in sentences_of(line.replace("’", "'")))


def _keeps(sentence: str) -> bool:
    return bool(_REFUSES.search(sentence) or _PRIVATE.search(sentence))


def is_cross(line: str) -> bool:
    """Whether a line only vents; a longer one may have a point as well."""
    sentences = sentences_of(line.replace("’", "'"))
    return bool(sentences) and all(
        _CROSS.search(sentence) and len(_WORD.findall(sentence)) <= _MOST_CROSS_WORDS for sentence in sentences
    )


def _is_nothing(sentence: str) -> bool:
    said = _NOTHING.search(sentence) or _NOTHING_HAN.search(sentence) or _PRIVATE.search(sentence)
    return bool(said) or is_filler(sentence)


def is_filler(sentence: str) -> bool:
    """Whether a sentence is a yes, a no or a sound of thinking and no more."""
    words = [word.lower() for word in _WORD.findall(sentence)]
    bare = "".join(words)
    return not bare or bool(_FILLER_HAN.match(bare)) or all(word in _FILLER for word in words)


def _gives(sentence: str, wants_question: bool) -> bool:
    if not may_give(sentence):
        return False
    if not _QUESTION.search(sentence):
        return not (wants_question and _is_remark(sentence))
    if _TO_HOST.search(sentence) or _ANYBODY.search(sentence):
        return False
    return wants_question and (bool(_OF_SELF.search(sentence)) or not _POINTS.search(sentence))


def _is_remark(sentence: str) -> bool:
    """A statement of the world; what tells of oneself, or leaves out only the asking, may still be a question."""
    asks = any(pattern.search(sentence) for pattern in (_SAYS_IT, _WONDERS, _UNASKED, _OF_SELF))
    return bool(_STATES.search(sentence)) and not asks


def _is_aside(sentence: str, sense: Sense | None) -> bool:
    """Small talk, or something said to the host or of the place; what is said of others is to the point."""
    decision = decide(sense, sentence, Situation()) if sense is not None and not _OTHERS.search(sentence) else None
    if decision is None:
        return False
    sure = min(want.probability for want in decision.wants)
    if decision.has("complaint") and _TO_HOST.search(sentence):
        return sure >= _SURE_COMPLAINT
    return sure >= _SURE_ASIDE and all(intent in _ASIDE for intent in decision.intents)
