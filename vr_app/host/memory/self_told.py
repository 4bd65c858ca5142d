"""Statements that tell of the speaker however they begin: relatives, past and plans, habits, what one likes.

"Sadly our budgie flew away in May.", "Strawberries make me come out in a rash." What is of the moment only (the place
around, the talk itself, a step in a story) is not told of oneself.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

_SELF = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our|ours)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:sadly|luckily|fortunately|unfortunately|honestly|frankly|apparently|recently|lately|finally|anyway|see|look|also|then|well|oh|ah|hm+|so|and|but|because|although|though|in fact|at last|these days|for now|speaking of which|funny enough|strangely|believe it or not)\b[,\s]*)+",
    re.IGNORECASE,
)
_TO_HOST = re.compile(r"\b(?:you|your|yours|yourself|you're|you've|you'd|you'll)\b", re.IGNORECASE)
_MANNER = re.compile(
    r",? ?\b(?:if you ask me|you know|you see|mind you|believe me|believe it or not|to tell you the truth|let me tell you|i (?:think|guess|suppose|believe|must say|have to say|should say)|as you can imagine|thank you|thanks|obviously|of course)\b,?",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"^(?:i|we)'d (?!been |had |always |never |rather .*\b(?:than|because|since|as)\b)|\bhad better\b|^(?:i|we)(?:'d| would|'ll| will)? (?:like|love|want|need|wish|have to|must|should|could|can|ought|prefer)\b(?! .*\b(?:every|always|never|because|since|before|after)\b)|^(?:i|we)(?:'m| am|'re| are) (?:just |only |still |so |very |really |a bit |a little |quite |too |not )*\w+[.!]?$|^time for\b|^(?:it|that|there|this)(?:'s| is| was| all)? (?:makes?|made|feels?|felt|sounds?|seems?|looks?|would|could|gives?|gave|reminds?|scares?|bores?|too|so|not|very|really|like)\b|^(?:what|how) an?\b",
    re.IGNORECASE,
)
_OF_NOTHING = re.compile(
    r"\b(?:it|them|him|her|that|this|there)[.!]?$|\b(?:so far|right now|at the moment|already|today)[.!]?$",
    re.IGNORECASE,
)
"""What it speaks of was named before, or passes with the day."""
_FEWEST = 4
_LATER_ON = re.compile(
    r"\b(?:for|at|over) (?:christmas|easter|new year)\b|\bon holiday\b|\b(?:next|every|each|last) \w+|\b(?:on|by|until) (?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bon the \w+ of\b|\bin (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|19\d\d|20\d\d)\b|\bas a (?:child|kid|boy|girl)\b|\bfor a living\b|\b(?:years?|months?|weeks?) ago\b|\btwice a\b|\bonce a\b|\ball (?:my|our) (?:life|lives)\b",
    re.IGNORECASE,
)
_TO_ME = re.compile(
    r"^(?!(?:i|my|we|our|nobody|everyone|everybody|people|they|he|she)\b)\w+ (?:me|us)\b|^\w+ (?:the|a|an|to) .*\b(?:to|for|at|in) (?:me|us)(?: in .*)?[.!]?$|\b(?:to|from) (?:me|us)[.!]?$|^[a-z]+ (?:to|with) (?:me|us)\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"^(?:i'm|i am|we're|we are)(?: just| now| already)? (?:off|out|heading|going|leaving|coming|glad|happy|sorry|sick of|tired of|bored|in the mood|in a|done|back|home|here|up|on my|about to|trying|ready|sure|afraid|moving on|lost|so|very|too)\b|\b(?:got|have|need) to (?:go|run|leave)\b|^until we\b|\boff to bed\b|\bgoing home\b",
    re.IGNORECASE,
)
_LASTING_WORDS = """
am was were have had has love like hate enjoy prefer adore dislike detest loathe avoid collect grow keep breed own speak wear believe belong support sleep
wake eat drink bake knit sew paint write ride cycle swim work live study teach practise practice smoke pray volunteer vote drive commute earn suffer dream
plan hope used come need miss remember share know dread fear can can't cannot couldn't didn't don't won't haven't hadn't never always usually mostly often
sometimes rarely seldom hardly still only once also both all just've 've spend play sing dance cook fish hunt sail row climb garden weave carve built made
got put went came left lost won found bought sold gave taught learnt met grew wrote drew sang ran rode swam flew drove broke hurt cut fell quit became began
caught kept spent named spoke slept woke ate drank wore bred hid fought led sent felt told brought took shot stood swept threw tore understood rang read
"""
_LASTING = frozenset(_LASTING_WORDS.split())
_STEP = re.compile(r"(?:^|\b(?:and|so|then|but) )(?:i|we)(?: (?:\w+ly|ever))* ([a-z']+)", re.IGNORECASE)
_TIME = r"(?:week|weekend|month|year|spring|summer|autumn|fall|winter|season|term|semester|time next year|morning|evening|afternoon|night)"
_OF_THE_MOMENT = re.compile(
    rf"\b(?:here|these|those|this(?! {_TIME}\b))\b|\bthat(?:'s| is| was| one| thing| place| story| voice)\b|\bthat[.!]?$|"
    r"\b(?:microphone|headset|headphones|controllers?|screen|display|sound|picture|captions?|subtitles?|battery|volume|volumes|question|answer|point|turn|choices?|options?|guide|tour|scene|story|voice|next move)\b|"
    r"\b(?:i|we)(?:'m| am|'re| are| was| were)? (?:just |really |still |only )?(?:see|sees|hear|think|thought|guess|suppose|mean|meant|understand|understood|wonder|wondered|wondering|asked|asking|know|knew|said|saw|heard|notice|noticed|agree|doubt|hope so|assume|listening|talking|joking|kidding|looking(?! (?:after|for))|standing|waiting)\b|"
    r"^(?:i|we)(?:'ll| will|'m| am|'re| are)? (?:take|pick|choose|choosing|taking|picking|go|going|open|opening|leave|leaving|follow|following|wait|stay|staying|enter|run|walk|walking)\b(?! .*\b(?:on|in|next|every|at|to \w+ (?:on|in|next|tomorrow)|tomorrow)\b)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"^(?:please|let|let's|show|tell|give|take|bring|lead|put|make|turn|open|close|wait|stop|go|come|look|point|walk|follow|help|play|sing|read|speak|say|repeat|remind|forget|remove|add|move|change|switch|can|could|would|will|may|shall|should|do|does|did|is|are|was|were|have|has|what|who|where|when(?! (?:i|we) (?:was|were)\b)|why|how|which)\b",
    re.IGNORECASE,
)
_ZH_SELF = re.compile(r"我|咱")
_ZH_NOT = re.compile(
    r"[你您]|[吗呢么？?]$|这|那[里边个儿是]|^(?:请|让|带|给|帮|把|记|别|去|看|听|换|打开)|我(?:们)?(?:觉得|认为|明白|懂|知道|同意|想知道|想听|想去看看|选|要选|问|说的|听到|看到|看见|看得|指|可以|能不能|也这么|先|该|得走|要走|走|下了|的天|很?喜欢刚才|有点|准备好|离开|换)|麦克风|头显|手柄|字幕|屏幕|声音"
)
_ZH_MINE = re.compile(
    r"(?:我|咱)(?:的|们|家)?(?:家里?|家的)?(?:大|小|二|三|老|亲|表|堂)?(?:爸|妈|父|母|哥|姐|弟|妹|爷爷|奶奶|外公|外婆|姥|叔|姨|舅|姑|伯|老公|老婆|丈夫|妻子|太太|先生|儿子|女儿|孙|孩子|朋友|同事|邻居|老板|同学|室友|老师|狗|猫|鸟|兔|鱼|乌龟|仓鼠|鹦鹉|马|家|房|店|车|船|工作|专业|生日|名字|爱好|梦想|血型|腿|腰|眼睛|膝盖)"
)
_ZH_WHEN = re.compile(
    r"一.{1,6}就|搬到|搬家|自己|小时候|从小|以前|曾经|当年|那年|去年|前年|今年|明年|后年|[上下]个?(?:月|周|星期|礼拜)|周末|明天|后天|昨天|前天|每[天周年月个晚早]|\d+岁|[一二三四五六七八九十]+岁|月[\d一二三四五六七八九十初]+[号日]|年前|个月前|因为|所以|平时|平常|一直|从来|总是|常常?|经常|最|不吃|不喝|不能|不会|过敏|害怕|讨厌|打算|计划|希望|梦想"
)


def tells_of_self(sentence: str) -> bool:
    """Whether a statement tells of the speaker or theirs, beyond the moment. Latin or Chinese letters."""
    text = _LEAD.sub("", sentence.strip()).replace("’", "'")
    if not text.isascii() and _ZH_SELF.search(text):
        return _tells_in_chinese(text)
    own, text = bool(_SELF.search(text)), _MANNER.sub("", text).strip(" ,")
    if not own or _TO_HOST.search(text) or _ORDER.match(text) or len(text.split()) < _FEWEST:
        return False
    if _TO_ME.search(text) or (_OFF.search(text) and not _LATER_ON.search(text)):
        return False
    if (step := _STEP.search(text)) and not _lasts(step[1].lower()) and not _LATER_ON.search(text):
        return False
    return not (_OF_THE_MOMENT.search(text) or _WISHES.match(text) or _OF_NOTHING.search(text))


def _lasts(verb: str) -> bool:
    """Whether what "I" do is over or lasts, and is no step that is being taken ("I lift the lantern")."""
    return verb in _LASTING or verb.endswith("ed") or "'" in verb


def _tells_in_chinese(text: str) -> bool:
    if len(text) < 5 or _ZH_NOT.search(text.rstrip("。！!.")):
        return False
    return bool(_ZH_MINE.search(text) or _ZH_WHEN.search(text))
