"""Reads questions of where in English and Chinese: what kind of question, which side, about what."""

# ruff: noqa: E501  (patterns and word lists are read best on one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vr_app.host.place.uses import asks_for_use
from vr_app.host.words.wording import is_chinese

Kind = Literal["side", "side_of", "far", "where", "way", "nearest", "compare", "is_side", "this", "there", "use"]


@dataclass(frozen=True)
class SpatialQuestion:
    """What is asked.

    Attributes:
        side: ahead, behind, left, right, above, below, beside; nearest/farthest; closer/farther.
        first, second: phrases that name things, "" for none.
        nouns: of "use": what would serve it.
    """

    kind: Kind
    side: str = ""
    first: str = ""
    second: str = ""
    chinese: bool = False
    nouns: frozenset[str] = frozenset()


_ME = r"(?:me|us|myself|where i am|where i stand|where i'm standing|here)"
_SIDE = (
    r"(?P<behind>behind|at the back of|at (?:my|our) back)|(?P<ahead>in front of|ahead of|straight ahead|ahead|before)|"
    r"(?P<left>(?:(?:to|on|at) )?(?:my|our|your|the)? ?left(?:[- ]hand)?(?: side)?)|"
    r"(?P<right>(?:(?:to|on|at) )?(?:my|our|your|the)? ?right(?:[- ]hand)?(?: side)?)|"
    r"(?P<above>above(?: (?:my|our) heads?)?|overhead|over (?:my|our) heads?|up there)|"
    r"(?P<below>(?:below|beneath|underneath|under)(?: (?:my|our) feet)?|at (?:my|our) feet|down there|down below)|"
    r"(?P<beside>next to|beside|near(?: to)?|close to|by|around)"
)
_ASK = (
    r"(?:what|who|which things?|which objects?|anything|something|what things?|what objects?|"
    r"(?:is|are) there (?:anything|something))"
)
_WHAT_SIDE = re.compile(
    rf"(?:\b{_ASK}|\b(?:is|are) there (?:anything|something))(?:'s| is| are| stands| lies| hangs| do i have| do i see| can i see| would i see| do you see| can we see| have i got)?"
    rf"(?: there| that| this| it| located| standing| hanging| right| high| up| just| directly| immediately)* (?:{_SIDE})(?: of)?(?: (?P<of>.+?))?$"
)
_IF_LOOK = re.compile(
    r"\bwhat (?:do|would|will|can) (?:i|we) see (?:if|when) (?:i|we) (?:turn|look) "
    r"(?:to )?(?:my |the )?(?:(?P<left>left)|(?P<right>right)|(?P<behind>around|round|back|behind)|(?P<ahead>ahead|forward)|(?P<above>up)|(?P<below>down))"
)
_FAR = re.compile(
    r"\b(?:how (?:far|close|near|distant|many (?:metres|meters|steps|paces|feet))(?: away| off| is it| away is it)?"
    r"(?: is| are| am i| are we)?(?: it)?|(?:what is|what's|tell me|give me)(?: the| my)? distance)"
    r"(?: away| off)?(?: (?:from here|from me))?(?: to| from| between| is| are)? (?P<first>.+?)$"
)
_APART = re.compile(r"\bhow far apart (?:is|are) (?P<first>.+?) and (?P<second>.+)$")
_FROM_TO = re.compile(r"^(?:from )?(?P<first>.+?) (?:to|from|and|away from) (?P<second>.+)$")
_WHERE = re.compile(
    r"\b(?:where(?:'s| is| are| exactly is| exactly are)|where (?:can|do|could|would|might|may) (?:i|we) (?:find|see|spot)|"
    r"(?:in )?(?:which|what) (?:way|direction) (?:is|are|do i look for|should i look for)|point me (?:to|towards)|"
    r"point (?:at|to)|where) (?P<first>.+?)(?: is| are)?(?: located| from here| standing)?$"
)
_WAY = re.compile(
    r"\b(?:how (?:do|can|could|would|should|might|to) (?:i |we |you |one )?(?:get|go|walk|come|reach|make it|find my way)"
    r"(?: over| up| down| across| back| out| there| from here)*|(?:what is|what's|show me|tell me|which is|know)(?: the)? "
    r"(?:way|path|route|quickest way|best way|shortest way)|directions|lead me|guide me|which way(?: do i go| leads)?|way)"
    r"(?: to| towards| for| into)? (?P<first>.+?)(?: from here| on foot| please)?$"
)
_NEAREST = re.compile(
    r"\b(?:what|which)(?: (?P<kind>\w+))?(?:'s| is| are| stands| lies)(?: the)? "
    r"(?:thing |object |one )?(?:(?P<near>nearest|closest)|(?P<far>farthest|furthest|most distant))(?P<first>.*)$"
)
_ANY_KIND = (None, "thing", "things", "object", "objects", "item", "one", "else", "here")
_COMPARE = re.compile(
    r"\b(?:which|what|who)(?: one| of them| thing)?(?:'s| is| are| stands| lies) (?:(?P<near>closer|nearer)|"
    r"(?P<far>farther|further))(?: away)?(?: to (?:me|us|here))?[,:]? (?P<first>.+?) or (?P<second>.+)$"
)
_IS_COMPARE = re.compile(
    r"^(?:is|are) (?P<first>.+?) (?:(?P<near>closer|nearer)|(?P<far>farther|further))(?: away)?(?: to me)?"
    r"(?: than (?P<second>.+)| or (?P<third>.+))$"
)
_IS_SIDE = re.compile(rf"^(?:is|are) (?P<first>.+?) (?:{_SIDE})(?: of)?(?: {_ME})?$")
_THIS = re.compile(
    r"^(?:what|who)(?:'s| is| are) (?:this|that|these|those)(?: thing| object| here| over there| there)*$|"
    r"^what am i (?:looking|facing|staring)(?: at)?(?: now| here)?$|^what is it(?: that)? i(?:'m| am) looking at$"
)
_THERE = re.compile(
    r"^(?:is|are) there (?:also )?(?:an? |any |some |another |more |the )?(?P<first>[\w'-]+(?: [\w'-]+){0,2}?)"
    r"(?: (?:here|around|nearby|close by|up here|out here|in here|anywhere|somewhere|in sight|in this place))*$"
)
_TRAILING = re.compile(r"[\s?!.,;:。？！，]+$")
_POLITE = re.compile(
    r"^(?:(?:excuse me|sorry|please|hello|hi|hey|well|so|and|ok|okay|now|virgil|by the way)[,.!]? |"
    r"(?:can|could|would|will) you (?:please )?(?:tell|show) me[,:]? |do you know |i wonder |tell me[,:]? |i(?:'d| would) like to know )+"
)
_ME_ONLY = re.compile(rf"^(?:of )?{_ME}$")

_ZH_SIDES = (
    ("behind", "后面|身后|背后|后边|后方|后头"),
    ("ahead", "前面|面前|前方|前边|眼前|正前方|跟前"),
    ("left", "左边|左侧|左手边|左面|左方"),
    ("right", "右边|右侧|右手边|右面|右方"),
    ("above", "头顶上?|头上|上方|上面"),
    ("below", "脚下|脚底下?|底下|下方|下面|下边"),
    ("beside", "旁边|附近|隔壁|身边|周边"),
)
_ZH_SIDE = "|".join(f"(?P<{side}>{names})" for side, names in _ZH_SIDES)
_ZH_WHAT = re.compile(
    rf"^(?:在)?(?P<of>.*?)(?:的)?(?:{_ZH_SIDE})(?:的)?(?:那个)?(?:有|是|都有|能看到|看得到)(?:一?些)?(?:什么|啥|哪些).*$|"
)
_ZH_WHAT_IN = re.compile(rf"^(?:什么|啥|什么东西|哪些东西)(?:是)?在(?P<of>.*?)(?:的)?(?:{_ZH_SIDE})$")
_ZH_APART = re.compile(
    r"^(?P<first>.+?)(?:和|与|跟|到|离|距离)(?P<second>.+?)(?:之间)?(?:的距离)?(?:有|是|相距|距离)*(?:多远|多少米|几米).*$"
)
_ZH_FAR = re.compile(
    r"^(?:从这里|从这儿|我)?(?:离|到|距离|距)?(?P<first>.+?)(?:离|距离|距)?(?:我|我们|这里|这儿|此处)?(?:有|是|还有)?(?:多远|多少米|几米|远不远).*$"
)
_ZH_WAY = re.compile(
    r"^(?:我|我们)?(?:要|想|该|应该|可以)*(?:怎么|如何|怎样)(?:才)?(?:能|可以)*(?:去|走到|到达|到|走去|前往|过去)(?P<first>.+)$"
)
_ZH_WAY_TO = re.compile(r"^(?:去|到|往)?(?P<first>.+?)(?:要|该|应该)?(?:怎么|如何|怎样)(?:走|去|过去|到)$")
_ZH_WHERE = re.compile(
    r"^(?P<first>.+?)(?:是)?(?:在|位于)(?:我的?)?(?:哪里|哪儿|哪边|什么地方|什么方向|哪个方向|何处|哪)$"
)
_ZH_WHERE_FIRST = re.compile(r"^(?:哪里|哪儿|什么地方)(?:有|能看到|可以看到|能找到|可以找到)(?P<first>.+)$")
_ZH_NEAREST = re.compile(
    r"(?:离我?)?(?P<most>最近|最远)的(?P<first>.*?)(?:是什么|是哪个|在哪里|在哪儿|在哪)$|(?:什么|哪个|哪样东西).*?(?P<most2>最近|最远)$"
)
_ZH_COMPARE = re.compile(
    r"^(?P<first>.+?)(?:和|与|跟|还是)(?P<second>.+?)(?:哪个|哪一个|谁)(?:离我|离这里)?(?:更|比较)?(?P<how>近|远).*$"
)
_ZH_COMPARE_EACH = re.compile(
    r"^(?:是)?(?P<first>.+?)(?:离(?:我们?|这里|这儿))?(?:更|比较)?(?P<how>近|远)(?:一?些|一点儿?)?[，,]?还是"
    r"(?P<second>.+?)(?:离(?:我们?|这里|这儿))?(?:(?:更|比较)?(?:近|远)(?:一?些|一点儿?)?)?$"
)
_ZH_IS_SIDE = re.compile(rf"^(?P<first>.+?)是?(?:不是)?在我?们?的?(?:{_ZH_SIDE})(?:吗|么|吧)?$")
_ZH_THIS = re.compile(r"^(?:这|那|这个|那个|我看着的|我面前的)(?:东西)?是(?:个)?(?:什么|啥)(?:东西)?$")
_ZH_THERE = re.compile(r"^(?:这里|这儿|附近|这附近|周围|这边)?(?:有没有|有)(?P<first>[^没什哪谁]+?)(?:吗|么|没有)?$")
_ZH_POLITE = re.compile(r"^(?:请问|你好|您好|请告诉我|告诉我|能告诉我|你知道|那么|那|嗯|我想知道)+[，,、 ]*")
_ZH_ME = ("", "我", "我们", "我的", "咱们", "这里", "这儿", "这边", "此处", "此地", "我这里", "我这儿", "你")


def read_spatial(said: str) -> SpatialQuestion | None:
    """The question of where in a line, or None."""
    text = _TRAILING.sub("", " ".join(said.replace("’", "'").split()))
    if is_chinese(text):
        question = _read_chinese(_ZH_POLITE.sub("", re.sub(r"[了呢啊呀]+$", "", text)).strip())
        if question is not None or not text[:1].isascii():
            return question  # else English about a thing with a Chinese name
    return _read_english(_POLITE.sub("", text.lower()).strip())


def _read_english(text: str) -> SpatialQuestion | None:
    if _THIS.match(text):
        return SpatialQuestion("this")
    if match := _IF_LOOK.search(text):
        return SpatialQuestion("side", _side(match))
    if match := _COMPARE.search(text) or _IS_COMPARE.match(text):
        groups = match.groupdict()
        second = groups["second"] or groups.get("third") or ""
        return SpatialQuestion("compare", "farther" if match["far"] else "closer", match["first"], second)
    if (match := _IS_SIDE.match(text)) and not match["first"].startswith("there "):
        side = _side(match)
        if side == "beside":
            return None
        return SpatialQuestion("is_side", side, match["first"])
    if match := _WHAT_SIDE.search(text):
        of = (match["of"] or "").strip()
        side = _side(match)
        if not of or _ME_ONLY.match(of):
            return SpatialQuestion("nearest", "nearest") if side == "beside" else SpatialQuestion("side", side)
        return SpatialQuestion("side_of", side, of.removeprefix("of "))
    if match := _APART.search(text):
        return SpatialQuestion("far", "", match["first"], match["second"])
    if match := _FAR.search(text):
        return _distance(match["first"])
    if match := _NEAREST.search(text):
        rest = re.sub(r"^(?:thing|object|one)?\s*(?:to|from)? ?(?:me|us|here)?$", "", match["first"].strip())
        rest = re.sub(r"\s*(?:to|from) (?:me|us|here)$", "", rest)
        if not rest and match["kind"] not in _ANY_KIND:
            rest = match["kind"]
        return SpatialQuestion("nearest", "farthest" if match["far"] else "nearest", rest)
    if match := _WAY.search(text):
        return SpatialQuestion("way", "", match["first"])
    if nouns := asks_for_use(text, chinese=False):
        return SpatialQuestion("use", "where" if text.startswith("where") else "", nouns=nouns)
    if match := _WHERE.search(text):
        return SpatialQuestion("where", "", match["first"])
    if match := _THERE.match(text):
        return SpatialQuestion("there", "", match["first"])
    return None


def _distance(phrase: str) -> SpatialQuestion:
    phrase = re.sub(rf"\s*(?:away )?(?:from|to) {_ME}$|\s+(?:away|off|from here)$", "", phrase)
    phrase = re.sub(rf"^(?:{_ME} (?:to|from) |from {_ME} to )", "", phrase)
    if match := _FROM_TO.match(phrase):
        return SpatialQuestion("far", "", match["first"], match["second"])
    return SpatialQuestion("far", "", phrase)


def _read_chinese(text: str) -> SpatialQuestion | None:
    if _ZH_THIS.match(text):
        return SpatialQuestion("this", chinese=True)
    for pattern in (_ZH_WHAT, _ZH_WHAT_IN):
        if (match := pattern.match(text)) and match.group():
            side, of = _side(match), (match["of"] or "").strip()
            if of in _ZH_ME or of.endswith(("在我", "我")):
                kind: Kind = "nearest" if side == "beside" else "side"
                return SpatialQuestion(kind, "nearest" if side == "beside" else side, chinese=True)
            return SpatialQuestion("side_of", side, of, chinese=True)
    if match := _ZH_COMPARE.match(text) or _ZH_COMPARE_EACH.match(text):
        return SpatialQuestion(
            "compare", "farther" if match["how"] == "远" else "closer", match["first"], match["second"], True
        )
    if match := _ZH_IS_SIDE.match(text):
        side = _side(match)
        return SpatialQuestion("is_side", side, match["first"], chinese=True) if side != "beside" else None
    if match := _ZH_NEAREST.search(text):
        groups = match.groupdict()
        far = "最远" in (groups["most"] or "", groups["most2"] or "")
        first = (groups["first"] or "").strip().replace("东西", "").replace("物品", "")
        return SpatialQuestion("nearest", "farthest" if far else "nearest", first, chinese=True)
    if match := _ZH_WAY.match(text) or _ZH_WAY_TO.match(text):
        return SpatialQuestion("way", "", match["first"], chinese=True)
    if re.search(r"多远|多少米|几米|远不远", text):
        match = _ZH_APART.match(text)
        if match and match["first"] not in _ZH_ME and match["second"] not in _ZH_ME and "从这" not in match["first"]:
            return SpatialQuestion("far", "", match["first"].removeprefix("从"), match["second"], True)
        if match := _ZH_FAR.match(text):
            return SpatialQuestion("far", "", match["first"], chinese=True)
    if nouns := asks_for_use(text, chinese=True):
        return SpatialQuestion("use", "where" if re.match(r"哪|什么", text) else "", chinese=True, nouns=nouns)
    if match := _ZH_WHERE.match(text) or _ZH_WHERE_FIRST.match(text):
        return SpatialQuestion("where", "", match["first"], chinese=True)
    if match := _ZH_THERE.match(text):
        return SpatialQuestion("there", "", match["first"], chinese=True)
    return None


def _side(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next(side for side in ("behind", "ahead", "left", "right", "above", "below", "beside") if groups.get(side))
