"""What a visitor says of themselves that is worth keeping: facts and open threads, in their own words."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vr_app.host.answers.passages import sentences_of
from vr_app.host.memory.self_told import tells_of_self
from vr_app.host.memory.told_anew import corrects, replaced
from vr_app.host.words.synonyms import also, english_stems
from vr_app.host.words.wording import content_words, is_chinese

FactKind = Literal["fact", "thread"]

_SHARED = 1.0
"""A word, or two that stand for asked ones: "eat" alone is not what was asked with "live"."""
_LONGEST_WORDS, _LONGEST_LETTERS = 26, 160
_POLITE = re.compile(
    r"^(?:(?:hello(?: there)?|hi(?: there)?|hey(?: there)?|good (?:morning|evening|afternoon|day|night)|(?:morning|evening|afternoon)(?=[!,.])|greetings|nice to meet you|well|oh|yes|no|before i forget|wait|correction|i meant to say|i was wrong|i got that wrong|so|and|but|ok|okay|by the way|you know|actually|to be honest|sorry|thanks|thank you|please remember(?: that)?|remember(?: that)?|don't forget(?: that)?)[,!. ]+)+",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"^(?:my (?:sister|brother|mother|father|mum|mom|dad|wife|husband|partner|son|daughter|friend|dog|cat|boss|family|parents|children|kids|grandmother|grandfather|uncle|aunt|cousin|name)\b|my (?:\w+ ){0,4}(?:is|are|was|were|has|have|had|lives?|works?|died|likes?|loves?|comes?|name's|called)\b|my name's |the name(?:'s| is) [a-z]+[.!]?$|(?:you (?:can|may) |please |just |(?:my )?friends |people |they )?call me |"
    r"i(?:'m| am) (?:called|named|from|allergic|afraid of|scared of|terrified of|frightened of|interested in|fond of|married|single|retired|pregnant|vegetarian|vegan|left[- ]handed|colou?r[- ]blind|deaf|blind|born|an? |the |\d|in my |learning|studying|writing|working|training|good at|bad at|proud of|a fan|allerg)|"
    r"i(?:'ve| have) (?:got |always |never |been |lived |worked |played |two |three |four |five |a |an |my |no )|(?:i|we) once \w+|i (?:really |also |always |still |never |usually |mostly |just |do |don't |do not |used to |once )*(?:was (?!just|only|going|thinking|about|wondering|looking|hoping|told|here|there|so |very )|be|run|swim|opened|founded|spent|stayed|travelled|traveled|sold|made|got|gave|raised|trained|quit|left|joined|moved|turned|turn|climbed|visited|bought|broke|learnt|learned|wrote|ran|sailed|painted|built|retired|like|love|enjoy|hate|dislike|prefer|adore|live|lived|work|worked|come|came|grew|study|studied|play|played|collect|speak|teach|taught|build|paint|write|sing|own|keep|drink|eat|ride|swim|sail|hike|read|cook|was born|met|married|lost|won|wear|need|believe|remember|can't (?:stand|eat|swim|drink|drive|ride|cook|sing|sleep|dance|read|hear|walk)|cannot (?:stand|eat|swim|drink|drive|ride|cook|sing|sleep|dance|read|walk)|drive|take|took|go to|go \w+ing|went to|grow|grew|sew|knit|dance|dive|fish|cycle|commute|smoke|pray|meditate)\b|"
    r"we (?:live|lived|have|had|got (?:married|a|two|three)|met|moved|spent|bought|sold|built|opened|founded|travelled|traveled|stayed|went|lost|won|grew|raised|adopted|married|eloped|honeymooned|are from|come from|own|keep|run)\b|our (?:\w+ ){1,3}(?:is|are)\b)",
    re.IGNORECASE,
)
_THREAD = re.compile(
    r"^(?:next time|tomorrow|one day|some day|someday|later)\b|^i(?:'d| would) (?:like|love) to (?!know|hear|see (?:it|that|this)|ask)|"
    r"^i(?:'m| am) (?:going to|planning to|hoping to|looking forward to|looking for|trying to|thinking (?:of|about)|saving)\b|^i(?:'ll| will) (?!take|try it|have a look|go now)|^i (?:want|plan|hope|intend|mean|wish|promise|promised) to (?!know|hear|ask)|^remind me\b|^let's .* (?:next time|later|tomorrow)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"^i(?:'d| would) (?:like|love) to .*\b(?:next time|one day|some ?day|tomorrow|later)\b", re.IGNORECASE
)
_PASSING = re.compile(
    r"^i(?:'m| am) (?:here|there|back|sorry|fine|ok|okay|ready|sure|not sure|afraid (?:i|not)|done|lost|confused|looking at|standing|sitting|a bit|a little|so |very |just )|^i (?:see|think|guess|know|understand|mean|hear|wonder|(?:can|could)(?!'t stand|not stand)|don't (?:know|understand|think|see|hear)|like (?:it|that|this|your|what you)|love (?:it|that|this|your)|need (?:help|a moment|to go)|have (?:a|one|another|two) questions?|have to|have no (?:idea|questions)|remember(?: that)?$)\b|^my (?:question|point|god|goodness|bad|turn)\b|^i(?:'ve| have) (?:a question|no idea|seen|heard|got to|just (?:arrived|got (?:here|in)|come|seen|heard|noticed|been|had|asked|said|told)|never (?:seen|heard))",
    re.IGNORECASE,
)
_ZH_FACT = re.compile(
    r"^(?:我(?:叫|姓|是(?!说|想|不是|来)|住|来自|喜欢|最喜欢|爱|讨厌|不喜欢|害怕|怕|有(?!点|一个问题|问题|些)|没有|会|不能(?!看|听|懂|走|说)|不会(?!再|用)|不吃|吃(?!了|过)|每[天周年]|常常?|经常|总是|从|去过|当过|做(?!什么)|教|开(?!始|心)|在(?!这|看|想|哪)|学|养|对.{1,10}过敏|今年|出生|以前|曾经|工作)|我的(?!问题|意思)|我(?:妻子|丈夫|女儿|儿子|妈妈|爸爸|妹妹|姐姐|哥哥|弟弟|家))"
)
_ZH_THREAD = re.compile(
    r"^(?:下次|明天|以后|改天)|^我(?:想要|想[去学当做成吃看](?!看看?[这那])|打算|计划|希望|准备|要)(?!知道|问|听|看看这)"
)
_ZH_PASSING = re.compile(r"^我(?:的天|是说|想知道|知道|明白|懂|喜欢(?:这个|那个|它)?$|在看|有点|有问题|有一个问题)")
_NAMED = re.compile(r"^I(?:'m| am) [A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-ZÀ-Þ][a-zà-ÿ]+)?[.!]?$")
"""Only a name: what one is comes with an article or in small letters."""
_OWN_NAME = re.compile(
    r"^(?:the name(?:'s| is) [A-Z]|my (?:(?:first|last|full|own|real|middle) )?(?:sur|nick)?name(?:'s)?\b|call me\b|i(?:'m| am) called\b|(?:you (?:can|may)|please|just|they|people|(?:my )?friends) call me\b|我叫|我姓|我的名字|叫我)",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"^i(?:'m| am) (?:left-handed|right-handed|vegetarian|vegan|married|single|divorced|engaged|widowed|retired|pregnant|deaf|blind|diabetic|coeliac|dyslexic|short-sighted|colou?r-?blind)\b[.!]?",
    re.IGNORECASE,
)
"""Two words that are worth keeping all the same."""
_ASIDE = re.compile(r",? by the way(?=[.!]?$)", re.IGNORECASE)
_TOLD = re.compile(r"^(?:please )?(?:remember|don't forget|note)(?: that)? (?=i\b|my\b|we\b)", re.IGNORECASE)
_JOINT = re.compile(
    r"(?<=[a-z]), (?:and|but) (?=(?:i|my|we)\b)|; |(?<=\w) and (?=(?:i|my)\b)|[，,](?=我)", re.IGNORECASE
)
"""Where one sentence tells two things."""
_SECRET = re.compile(
    r"\b(?:password|passcode|pin (?:code|is|number)|credit card|card number|cvv|iban|social security|passport number)\b|密码|信用卡|身份证号",
    re.IGNORECASE,
)
_NOT_TO_KEEP = re.compile(
    r"\b(?:kill(?:ed|ing)?|suicid\w*|stop existing|stopped existing|never been born|stay alive|goodbye note|(?:cut|cutting|hurt|hurting|harm\w*) (?:myself|him|her|them)|end (?:it all|my life)|overdose|the rope|naked|porn\w*)\b|自杀|自残|不想活|我死了|结束(?:我的)?生命|割腕|杀了",
    re.IGNORECASE,
)
"""What was said in despair or in anger is met when it is said, and not held against anybody later."""
_KEEP_NOT = re.compile(
    r"\b(?:don't|do not) (?:remember|write (?:that|this) down|keep|save)\b|off the record|别记|不要记", re.IGNORECASE
)


@dataclass(frozen=True)
class PersonFact:
    """Something a person told, as they said it.

    Attributes:
        corrects: said as a correction of what they told before.
    """

    text: str
    kind: FactKind
    corrects: bool = False


def facts_in(said: str) -> list[PersonFact]:
    """Facts and open threads in a visitor's line; questions, passing remarks and secrets are not among them."""
    if _KEEP_NOT.search(said):
        return []
    found = []
    for sentence in sentences_of(said.replace("’", "'")):
        parts = [part.strip() for part in _JOINT.split(sentence)]
        if not all(_kind(part) for part in parts):
            parts = [sentence] if _kind(sentence) or not any(map(_kind, parts)) else parts
        for part in parts:
            kind = _kind(part)
            if kind:
                found.append(PersonFact(_tidy(part), kind, corrects(part) or (not found and corrects(said))))
    return found


def relevant(facts: Sequence[str], line: str, most: int = 2) -> list[str]:
    """Facts that share what they are about with a line, the newest first."""
    words = set(content_words(line)) | set(english_stems(line))
    wider = words | {other for word in words for other in also(word)}
    scored = []
    for place, fact in enumerate(facts):
        stems = set(content_words(fact)) | set(english_stems(fact))
        shared = len(stems & words) + 0.6 * len((stems & wider) - words)
        if shared >= _SHARED and stems:
            scored.append((shared, place, fact))
    return [fact for _, _, fact in sorted(scored, key=lambda one: (-one[0], -one[1]))[:most]]


def is_name(fact: str) -> bool:
    """Whether a fact is what somebody is called."""
    return bool(_NAMED.match(fact) or _OWN_NAME.match(fact))


def contradicts(new: str, old: str) -> bool:
    """Whether a fact takes the place of an older one: a name of a name, else what fills the same slot."""
    if _NAMED.match(old) and is_name(new) and not _NAMED.match(new):
        return True
    return bool(replaced(new, [old]))


def gone_with(fact: PersonFact, older: Sequence[str]) -> list[str]:
    """Of the older facts those that are no longer so, now that this one was told."""
    names = [old for old in older if _NAMED.match(old) and is_name(fact.text) and old != fact.text]
    return names or replaced(fact.text, older, correcting=fact.corrects)


def _kind(sentence: str) -> FactKind | None:
    sentence = _ASIDE.sub("", sentence)
    told = bool(_TOLD.match(sentence))
    asked = sentence.rstrip().endswith(("?", "？", "吗", "呢"))
    text = _POLITE.sub("", sentence).strip()
    if (
        asked
        or not text
        or _SECRET.search(text)
        or _NOT_TO_KEEP.search(text)
        or len(text) > _LONGEST_LETTERS
        or len(text.split()) > _LONGEST_WORDS
    ):
        return None
    if is_chinese(text):
        if _ZH_PASSING.match(text):
            return None
        if _ZH_THREAD.match(text):
            return "thread"
        return "fact" if (_ZH_FACT.match(text) and len(text) > 3) or tells_of_self(text) else None
    if _NAMED.match(text):
        return "fact"
    if _THREAD.match(text) or _LATER.match(text):
        return "thread"
    if _TRAIT.match(text):
        return "fact"
    if (_PASSING.match(text) and not told) or len(text.split()) < 3:
        return None
    return "fact" if told or _FACT.match(text) or tells_of_self(text) else None


def _tidy(sentence: str) -> str:
    text = _ASIDE.sub("", _POLITE.sub("", sentence.strip()).strip()).rstrip(" ,;，；")
    if is_chinese(text):
        return text if text.endswith("。") else text.rstrip("！!.") + "。"
    text = re.sub(r"\bi\b", "I", text)
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!")) else text + "."
