"""What is not answered and not said: rules and a trained head, judged by the level that the person set.

A category's threshold depends on the level; some harm is declined at every level. The host declines kindly, in
character; somebody who speaks of hurting themselves gets care and a help line of their country.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from vr_app.host.sense import Sense
from vr_app.host.words.labelled_lines import language_of

Level = Literal["family", "general", "adult-off"]
Harm = Literal["self_harm", "sexual", "violence", "hate", "insult", "illegal", "injection"]
_NEVER = 2.0

THRESHOLDS: Mapping[Level, Mapping[str, float]] = {
    "family": {
        "self_harm": 0.1,
        "sexual": 0.15,
        "violence": 0.2,
        "hate": 0.2,
        "insult": 0.25,
        "illegal": 0.2,
        "injection": 0.2,
    },
    "general": {
        "self_harm": 0.1,
        "sexual": 0.25,
        "violence": 0.3,
        "hate": 0.25,
        "insult": 0.5,
        "illegal": 0.3,
        "injection": 0.2,
    },
    "adult-off": {
        "self_harm": 0.1,
        "sexual": _NEVER,
        "violence": 0.6,
        "hate": 0.4,
        "insult": _NEVER,
        "illegal": 0.3,
        "injection": 0.3,
    },
}
"""From which probability on a category is declined. "adult-off": the filter for grown-ups' talk is off."""

_RULES: Mapping[Harm, re.Pattern[str]] = {
    "self_harm": re.compile(
        r"\b(?:kill(?:ing)? myself|end(?:ing)? my (?:own )?life|(?:commit|thinking (?:of|about)|about) suicide|"
        r"suicidal|"
        r"hurt(?:ing)? myself on purpose|cut(?:ting)? myself (?:again|on purpose|every)|slit(?:ting)? my wrists?|"
        r"(?:don't|do not) want to (?:live|be alive)(?: any ?more)?|better off dead)\b|"
        r"我.{0,6}(?:一了百了|一死了之)|自杀|不想活|想死(?!我|你)|结束自己的生命|割腕|自残|活不下去",
        re.IGNORECASE,
    ),
    "sexual": re.compile(
        r"\b(?:child(?:ren)?|kids?|minors?|underage|teen(?:age)?|little (?:girl|boy)s?)\b.{0,40}"
        r"\b(?:sex\w*|naked|nude|porn\w*|erotic)|"
        r"\b(?:sex\w*|naked|nude|porn\w*|erotic)\b.{0,40}"
        r"\b(?:child(?:ren)?|kids?|minors?|underage|little (?:girl|boy)s?)\b|"
        r"(?:儿童|未成年|小女孩|小男孩).{0,12}(?:色情|裸|性)|(?:色情|裸).{0,12}(?:儿童|未成年|小女孩|小男孩)",
        re.IGNORECASE,
    ),
    "injection": re.compile(
        r"\b(?:ignore|disregard|forget|override)\b.{0,24}\b(?:previous|prior|above|all|your|the)\b.{0,24}"
        r"\b(?:instructions?|rules|guidelines|prompts?|safety)\b|\b(?:system|hidden|initial) (?:prompt|message)\b|"
        r"<\|?(?:im_start|system|endoftext)|\[/?INST\]|\brm -rf\b|"
        r"(?:忽略|忘掉|无视|不要管).{0,10}(?:指令|规则|提示|规定)|系统提示|初始提示",
        re.IGNORECASE,
    ),
}
"""What is certain by its words alone. Sexual: minors, at every level."""

_REFUSALS: Mapping[str, tuple[str, str]] = {
    "sexual": (
        "That is not a talk for this place. Let me show you something else.",
        "这种话题不适合在这里聊，我们看点别的吧。",
    ),
    "violence": (
        "I'd rather not speak of hurting anyone. Shall we look at something gentler?",
        "我不想谈伤害别人的事，我们聊点温和的吧。",
    ),
    "hate": (
        "I won't speak ill of people for who they are. Everyone is welcome here.",
        "我不会因为别人的身份说他们坏话，这里欢迎每个人。",
    ),
    "insult": (
        "Those are hard words. I'm still glad to help, if you like.",
        "这话有点重了。如果你愿意，我还是很乐意帮忙。",
    ),
    "illegal": (
        "That is something I can't help with. Ask me about this place instead.",
        "这个我帮不了你。问问我这里的事吧。",
    ),
    "injection": (
        "I'm only the host of this place, and I stay that. What would you like to see?",
        "我只是这里的主人，也会一直是。你想看看什么？",
    ),
}
_CARE = (
    "I'm glad you told me, and I'm sorry it is so heavy. You don't have to carry this alone. {line} "
    "If you are in danger right now, please call the emergency number. I'm here and I'm listening.",
    "谢谢你愿意告诉我，听到你这么难受，我很心疼。你不必一个人扛着。{line}如果现在有危险，请马上拨打急救电话。我在这里，愿意听你说。",
)
HELP_LINES: Mapping[str, tuple[str, str]] = {
    "US": ("In the United States you can call or text 988, day and night.", "在美国可以随时拨打或发短信到 988。"),
    "CA": ("In Canada you can call or text 988, day and night.", "在加拿大可以随时拨打或发短信到 988。"),
    "GB": ("In the UK and Ireland the Samaritans answer at 116 123, day and night.", "在英国可以随时拨打 116 123。"),
    "IE": ("In the UK and Ireland the Samaritans answer at 116 123, day and night.", "在爱尔兰可以随时拨打 116 123。"),
    "AU": ("In Australia Lifeline answers at 13 11 14, day and night.", "在澳大利亚可以随时拨打 13 11 14。"),
    "DE": (
        "In Germany the TelefonSeelsorge answers at 0800 111 0 111, day and night.",
        "在德国可以随时拨打 0800 111 0 111。",
    ),
    "CN": ("In China the psychological help line is 12356, day and night.", "可以随时拨打全国心理援助热线 12356。"),
    "": (
        "A help line of your country is found at findahelpline.com.",
        "可以在 findahelpline.com 找到你所在地区的求助热线。",
    ),
}


@dataclass(frozen=True)
class Verdict:
    """What was found in a text.

    Attributes:
        category: what is declined, or "" where nothing is.
        confidence: 1 where a rule decided.
    """

    category: str = ""
    confidence: float = 0.0

    @property
    def declined(self) -> bool:
        return bool(self.category)


def judge(text: str, level: Level, sense: Sense | None = None) -> Verdict:
    """Judges a text. Without a sense (or while its embedder is away) the rules alone decide."""
    for category, rule in _RULES.items():
        if rule.search(text.replace("’", "'")):
            return Verdict(category, 1.0)
    places = sense.places([text]) if sense is not None else None
    if sense is None or places is None:
        return Verdict()
    head = sense.heads.harms
    row = head.probabilities(places, [text])[0]
    found = {label: float(share) for label, share in zip(head.labels, row, strict=True) if label != "none"}
    limits = THRESHOLDS[level]
    over = {label: share for label, share in found.items() if share >= limits.get(label, _NEVER)}
    if not over:
        return Verdict()
    worst = max(over, key=lambda label: over[label])
    return Verdict(worst, over[worst])


def answer_to(verdict: Verdict, line: str, country: str = "") -> tuple[str, ...]:
    """What the host says instead, in the language of the line: one sentence each."""
    chinese = language_of(line) == "zh"
    if verdict.category == "self_harm":
        care = _CARE[chinese].format(line=help_line(country, chinese=chinese))
        ends = r"(?<=[。])" if chinese else r"(?<=[.]) (?=[A-Z])"
        return tuple(part for part in re.split(ends, care) if part)
    return (_REFUSALS[verdict.category][chinese],)


def help_line(country: str, *, chinese: bool) -> str:
    """One sentence with the help line of a country ("US"), or where to find one."""
    return HELP_LINES.get(country.upper() or ("CN" if chinese else ""), HELP_LINES[""])[chinese]


def country_of(locale: str) -> str:
    """ "US" of "en_US.UTF-8"; "" where a locale names none."""
    found = re.match(r"[A-Za-z]{2,3}[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2})\b", locale)
    return found[1].upper() if found else ""


def allowed(texts: Sequence[str], level: Level, sense: Sense | None) -> list[bool]:
    """Whether each text may be said."""
    return [not judge(text, level, sense).declined for text in texts]
