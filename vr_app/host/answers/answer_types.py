"""Does a sentence hold the kind of thing that a question asks for? A year, a height, a person, a reason."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

from vr_app.host.answers.answer_names import names_it
from vr_app.host.answers.question import Question
from vr_app.host.answers.told_numbers import numbers_in
from vr_app.host.words.synonyms import also
from vr_app.host.words.wording import content_words, plain_words, stem

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|quarter|several|few|couple"
_NUMBER = rf"(?:\d[\d.,]*|(?:{_ONES})(?:[- ](?:{_ONES}|and))*)"
_TIME = re.compile(
    r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b|\b\d{1,4} ?(?:BC|BCE|AD|CE)\b|\bcentur(?:y|ies)\b|\bdecades?\b|\b(?:years?|months?|weeks?|days?|hours?|minutes?) (?:ago|old|later|after|before|earlier)\b|"
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b|\bo'?clock\b|\b\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|\b\d{1,2}:\d\d\b|\b\d{1,2} ?(?:to|till|until|[-–]) ?\d{1,2}\b|\b(?:half|quarter) (?:past|to) \w+|"
    r"\b(?:at|every|each|until|since|before|after|during|in) (?:the )?(?:\w+ )?(?:dawn|dusk|noon|midnight|night|morning|evening|afternoon|spring|summer|autumn|winter|sunset|sunrise|full moon|tide|harvest|war|fire|flood|frost)\b|"
    r"\b(?:once|twice|daily|weekly|monthly|yearly|annually|always|never|every \w+|each \w+)\b|"
    rf"\bin (?:his|her|their) (?:{_ONES})|\b(?:for|in|over|about|nearly|almost|these|past) {_NUMBER}[- ](?:years?|months?|weeks?|days?)|\b{_NUMBER} (?:million |thousand |hundred )*years\b|"
    rf"\bfrom (?:{_ONES}|\d+(?::\d+)?) (?:to|until|till) (?:{_ONES}|\d+)\b|\bfrom [A-Z]\w+ (?:to|until) |"
    r"[〇零一二三四五六七八九十百千两\d]+[多来余几]? ?(?:年|世纪|月|日|点|岁)|每[天年月周]|(?:周|星期|礼拜)[一二三四五六日天末]|早上|傍晚|黄昏|晚上|年间|朝|[两几半\d一二三四五六七八九十]+个?(?:星期|礼拜|小时|钟头|天|月)",
    re.IGNORECASE,
)
_YEAR_LIKE = re.compile(
    r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b|\b\d{1,4} ?(?:BC|BCE|AD|CE)\b|\bcentur(?:y|ies)\b|\bdecades?\b|\byears?\b|\bages?\b|\bin (?:his|her|their) \w+ies\b|年|世纪|岁",
    re.IGNORECASE,
)
_AGE_THEN = re.compile(r"how old (?:was|were) .+ (?:when|at the time|as)\b|.*时候?多大")
_AGED = re.compile(
    r"\baged?\b|\byears? old\b|\b(?:was|were|is) (?:only |just |barely )?(?:\d{1,2}|\w+teen|\w+ty(?:-\w+)?)\b(?! \w)|"
    r"\bat (?:\d{1,2}|\w+teen|\w+ty(?:-\w+)?)\b|\bin (?:his|her|their) \w+ies\b|岁"
)
_DATE = re.compile(
    _YEAR_LIKE.pattern
    + r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|last (?:night|week|month|spring|summer|autumn|winter))\b|\b(?:spring|summer|autumn|winter|night|morning|day) (?:of|before|after)\b|ago\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    rf"\b(?:once|twice|thrice|daily|weekly|monthly|yearly|annually|hourly|always|never|often|rarely|seldom|sometimes|every|each|constantly)\b|\b(?:{_ONES}|\d+) times\b|\b(?:{_ONES}|\d+) (?:days|nights|weeks|mornings|evenings)\b|\b(?:a|per) (?:day|week|month|year|minute|hour|second)\b|[每次]",
    re.IGNORECASE,
)
_LENGTH = r"(?:kilomet(?:re|er)s?|centimet(?:re|er)s?|millimet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|inch(?:es)?|yards?|fathoms?|leagues?|stor(?:ey|ies|eys)|floors?|km|cm|mm|m|ft|paces|steps|hectares|acres|[a-z]* ?(?:mast|span)s)"
_UNITS: dict[str, re.Pattern[str]] = {
    "length": re.compile(
        rf"\b{_NUMBER}[- ]{_LENGTH}\b|[\d一二三四五六七八九十百千两]+ ?(?:米|公里|厘米|毫米|英尺|里|亩|平方|公顷|顷)",
        re.IGNORECASE,
    ),
    "weight": re.compile(
        rf"\b{_NUMBER}[- ](?:kilograms?|kilos?|grams?|tons?|tonnes?|pounds?|kg|lbs?|stone)\b|[\d一二三四五六七八九十百千两]+ ?(?:公斤|千克|吨|克|斤)",
        re.IGNORECASE,
    ),
    "speed": re.compile(
        rf"\b{_NUMBER}[- ](?:knots|kilomet(?:re|er)s? (?:an|per)|miles (?:an|per)|met(?:re|er)s (?:a|per)|km/h|mph)|\b(?:takes?|took|turns?|in) .*{_NUMBER} (?:seconds?|minutes?|hours?)",
        re.IGNORECASE,
    ),
    "heat": re.compile(rf"\b{_NUMBER}[- ]?(?:degrees|°)|\d+ ?°|[\d一二三四五六七八九十百零]+ ?度", re.IGNORECASE),
    "span": re.compile(
        rf"\b{_NUMBER}(?: and a (?:half|quarter))?[- ](?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centuries|winters?|summers?)\b|\ba (?:second|minute|hour|day|week|month|year|decade|century|minute and a half)\b|\b(?:until|till) |"
        r"[\d一二三四五六七八九十百千两几]+ ?(?:秒|分钟|小时|天|周|个月|年)",
        re.IGNORECASE,
    ),
}
_DIMENSIONS: dict[str, tuple[str, frozenset[str]]] = {
    "tall": ("length", frozenset(("tall", "high", "height", "stand", "rise", "storey", "story", "高"))),
    "wide": ("length", frozenset(("wide", "width", "broad", "across", "diamet", "span", "宽"))),
    "long": ("length", frozenset(("long", "length", "from", "长"))),
    "deep": ("length", frozenset(("deep", "depth", "below", "down", "深"))),
    "thick": ("length", frozenset(("thick", "thicknes", "厚"))),
    "heavy": ("weight", frozenset()),
    "fast": ("speed", frozenset()),
    "hot": ("heat", frozenset()),
    "far": ("length", frozenset()),
    "big": ("length", frozenset()),
    "span": ("span", frozenset()),
}
_ASKED = (
    ("tall", r"\b(?:tall|high|height)\b|高"),
    ("wide", r"\b(?:wide|broad|width|diameter|across)\b|宽|直径"),
    ("deep", r"\b(?:deep|depth)\b|深"),
    ("thick", r"\bthick|厚"),
    ("heavy", r"\b(?:heavy|weigh|weight)\b|重"),
    ("fast", r"\b(?:fast|speed|quick)\b|快"),
    ("hot", r"\b(?:hot|cold|warm|temperature)\b|多少度|几度|温度|多[冷热烫]"),
    ("far", r"\b(?:far|distance|close)\b|远"),
    (
        "span",
        r"\bfor how long\b|\bhow long (?:was|were|is|are) (?:(?:it|he|she|they|there)\b|.*\b\w{3,}ed\b|(?:the |a |an |one |your |this )?(?:\w+ )?(?:walk|ride|drive|trip|journey|climb|crossing|passage|flight|wait|tour|visit|show|film|play|performance|interval|break|season|shift|lesson|course|class|service|meal|night|winter|summer|war|voyage|race|match|queue|opening)\b)|how long (?:till|until|before|after)\b|\bhow long (?:does|do|did|will|would|can|could|must|has|have|had|until|may|might|to)\b|多久|多长时间|多少(?:分钟|小时|天|个?月|周|个?星期)|几(?:秒|分钟|个?小时|天|个?月|周|个?星期)",
    ),
    ("long", r"\b(?:long|length)\b|长"),
)
_ALL_DIMENSION_WORDS = frozenset().union(*(words for _, words in _DIMENSIONS.values())) - {
    "from",
    "below",
    "down",
    "stand",
    "rise",
}
_MONEY = re.compile(
    rf"[$€£¥]\s?\d|\b{_NUMBER}[- ](?:dollars?|euros?|pounds?|cents?|pence|francs?|crowns?|kroner|kronor|yuan|yen|shillings?|ducats?|florins?|guineas?|marks?|coins?|pennies|thalers?|rubles?|rupees?|gold|silver)\b|\bfree\b|\bfor nothing\b|\bcosts? nothing\b|元(?!宝)|\d块|[一二三四五六七八九十百千两]块(?![石砖板布地木玻])|毛钱|免费|不要钱",
    re.IGNORECASE,
)
_PERSON_NOUN = (
    r"(?:cooks?|widows?|widowers?|clockmaker|mapmaker|guards?|monks?|nuns?|king|queen|prince|princess|emperor|bishop|abbot|priest(?:ess)?|sculptor|painter|artist|architect|captain|sailors?|fisher(?:man|men)|farmers?|children|"
    r"people|villagers|townspeople|townsfolk|merchants?|smiths?|blacksmith|carpenters?|mason|masons|builders?|keeper|gardeners?|students?|pupils?|teachers?|doctor|professor|engineers?|miners?|soldiers?|romans?|greeks?|vikings?|"
    r"shipwrights?|shipowner|weavers?|potters?|bakers?|brewers?|millers?|shepherds?|hunters?|family|brothers?|sisters?|daughters?|sons?|father|mother|uncle|aunt|grandfather|grandmother|wife|husband|visitors?|company|guild|society|school|"
    r"university|ministers?|mayor|council|owner|owners|nobody|no one|everyone|everybody|all of (?:us|them|you)|anyone|apprentices?|volunteers?|woman|man|women|men|lord|lady|duke|duchess|count|countess|baron|saint|pilgrims?|scholars?|scribes?|inventor|botanist|astronomers?)"
)
_WHO = re.compile(
    rf"\b{_PERSON_NOUN}\b|人|师|者|家|匠|爷|奶|爸|妈|爹|娘|兄|弟|姐|妹|叔|伯|姑|舅|姨|儿子|女儿|孙|祖|官|兵|夫妇|姑娘|孩子|学生|先生|太太|小姐|[那这]位|姓|[老小][\u4e00-\u9fff](?=[，。的在是把])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![.!?:] )(?<!^)(?<![\"“])\b[A-Z][a-zà-ÿ]+(?:[ -](?:[A-Z][a-zà-ÿ]+|de|von|van|of the))*|\b[A-Z][a-zà-ÿ]+ (?:[A-Z][a-zà-ÿ]+)|[\u4e00-\u9fff]·[\u4e00-\u9fff]"
)
_NOT_PERSONS = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|North|South|East|West|BC|AD|IIII|VIII|IV|I)$"
)
_PLACE_WORDS = re.compile(
    r"\b(?:in|at|near|from|on|under|beneath|below|above|behind|beside|inside|outside|across|along|through|between|opposite|around|to|north|south|east|west|up|down|into|onto|over|underneath|by)\b|在|从|里|旁|下|上|边|自",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|so that|so as|in order|for that reason|wanted|wants|to (?:\w+)|reason|therefore|for (?:fear|the)|as (?:it|they|he|she)|otherwise|lest|due to|thanks to|meant|purpose|that is why|which is why|helps?|keeps?|protects?|lets?|allows?|used (?:for|to))\b|[:;]|因为|为了|所以|以便|用来|由于|被|因此|好让",
    re.IGNORECASE,
)
_COLOURS = re.compile(
    r"\b(?:red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|gr[ae]y|gold(?:en)?|silver(?:y)?|ivory|cream|turquoise|crimson|scarlet|amber|indigo|teal|beige|dark|pale|verdigris|ochre|emerald|ruby)\b|[红橙黄绿蓝紫黑白灰金银棕粉]",
    re.IGNORECASE,
)
_STUFFS = re.compile(
    r"\b(?:stone|wood(?:en)?|oak|spruce|maple|beech|birch|larch|fir|lime|poplar|chestnut|cherry|ebony|rosewood|boxwood|teak|balsa|cork|horn|hide|skin|fur|hair|horsehair|gut|feathers?|felt|hemp|jute|wicker|cane|cardboard|papier|plywood|tar|resin|rubber|foam|wire|shells?|coral|alabaster|terracotta|stoneware|earthenware|mud|turf|hay|grass|moss|leaves|pine|cedar|elm|ash|walnut|mahogany|marble|granite|slate|clay|brick|glass|iron|steel|copper|brass|bronze|gold|silver|lead|tin|bone|ivory|wool|silk|linen|cotton|leather|velvet|paper|parchment|wax|porcelain|enamel(?:led)?|"
    r"ceramic|plaster|concrete|sandstone|limestone|basalt|jade|amber|crystal|bamboo|straw|thatch|rope|canvas|earth|sand|ice|salt|tile|whalebone|baleen|driftwood|willow|reed|timber|metal|obsidian|quartz)\b|石|木|铜|铁|金|银|玻璃|大理石|陶",
    re.IGNORECASE,
)


def holds_answer(question: Question, sentence: str) -> bool:
    """Whether the sentence holds the kind of thing asked for. Kinds that any sentence may answer hold always."""
    match question.wants:
        case "when":
            if _AGE_THEN.match(question.text):
                return bool(_AGED.search(sentence))
            if re.match(r"how old|how long (?:ago|have|has|had)|多大|几岁", question.text):
                return bool(
                    _YEAR_LIKE.search(sentence)
                    or (not question.text.startswith("how old") and _UNITS["span"].search(sentence))
                )
            if re.match(
                r"(?:when|since when|until when|(?:in |on )?(?:what|which) (?:year|date|day|century|month)) (?:was|were|did|had)\b",
                question.text,
            ):
                return bool(_DATE.search(sentence))
            if re.match(r"how (?:often|frequently)", question.text):
                return bool(_OFTEN.search(sentence))
            return bool(_TIME.search(sentence))
        case "measure":
            return _measured(question, sentence)
        case "money":
            return bool(_MONEY.search(sentence))
        case "count":
            return _counted(question, sentence)
        case "who":
            return _tells_who(question, sentence)
        case "where":
            return bool(_PLACE_WORDS.search(sentence))
        case "why":
            return bool(_REASON.search(sentence))
        case "name":
            return names_it(question, sentence)
        case "colour":
            return _coloured(question, sentence)
        case "stuff":
            return bool(_STUFFS.search(sentence))
        case _:
            return True


def is_strict(question: Question) -> bool:
    """Kinds that are answered by a certain kind of thing or not at all."""
    return question.wants in ("when", "measure", "money", "count", "who", "name", "colour", "stuff")


_WHO_WAS = re.compile(r"who (?:is|was|are|were) (?:the|that|this|your|his|her)\b")
_ANYBODY = frozenset(
    stem(word)
    for word in ["nobody", "no", "one", "everyone", "everybody", "anyone", "all", "of", "us", "them", "you", "people"]
)
"""They tell nobody who "the woman" was."""


def _tells_who(question: Question, sentence: str) -> bool:
    """A person who is not in the question already."""
    asked = set(question.words)
    if any(f" {order} " in f" {question.text} " and order not in sentence.lower() for order in ("first", "last")):
        return False
    nouns = {stem(word) for found in _WHO.findall(sentence) for word in plain_words(found)}
    if _WHO_WAS.match(question.text):
        nouns -= _ANYBODY
    if any(noun not in asked and not (also(noun) & asked) for noun in nouns):
        return True
    if question.chinese and _WHO.search(sentence):
        return True
    return any(not set(content_words(name)) <= asked for name in _names(sentence))


_PRONOUN = re.compile(r"(?:[Ii]t|[Ss]?[Hh]e|[Tt]hey|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\b")


def _coloured(question: Question, sentence: str) -> bool:
    """A colour near the thing that is asked about."""
    if question.chinese or not question.words:
        return bool(_COLOURS.search(sentence))
    *before, last = re.split(r"(?<=[.!?]) ", sentence)
    if before and _PRONOUN.match(last):  # what it stands for is in the sentence before it
        return any(_COLOURS.fullmatch(word) for word in plain_words(last)[:8]) or _coloured(question, " ".join(before))
    words = plain_words(sentence)
    colours = [place for place, word in enumerate(words) if _COLOURS.fullmatch(word)]
    asked = [place for place, word in enumerate(words) if stem(word) in question.words]
    if not asked:  # a pronoun stands for it
        return bool(colours) and len(words) < 25
    return any(-4 <= colour - place <= 5 for colour in colours for place in asked)


_OTHER_DIMENSIONS = _ALL_DIMENSION_WORDS | {"back", "away", "apart", "drawn", "mov", "draw", "walk", "off"}
"""With these a length is no height, width or depth: "it has drawn back by six metres"."""


def is_dimension(question: Question) -> bool:
    """Whether a height, a weight, a time or the like is asked for, of which the units are known."""
    return any(re.search(pattern, question.text) for _, pattern in _ASKED)


def _measured(question: Question, sentence: str) -> bool:
    dimension = next((name for name, pattern in _ASKED if re.search(pattern, question.text)), "big")
    unit, words = _DIMENSIONS[dimension]
    if not _UNITS[unit].search(sentence):
        return False
    if unit != "length" or not words:
        return True
    said = {stem(word) for word in plain_words(sentence)} | {
        word for word in _ALL_DIMENSION_WORDS if not word.isascii() and word in sentence
    }
    if said & words:
        return True
    return not (said & (_ALL_DIMENSION_WORDS if dimension in ("far", "big", "long") else _OTHER_DIMENSIONS))


def _counted(question: Question, sentence: str) -> bool:
    """A number, and what is counted soon after it (or before, "children: three")."""
    if not numbers_in(sentence) and not re.search(
        r"[\d一二三四五六七八九十百千两]|\b(?:no|none|several|dozens?|hundreds|thousands)\b", sentence
    ):
        return False
    if question.chinese or question.text.startswith("how much"):
        return True
    match = re.search(r"how (?:many|much) (?:of (?:the|these|those|them) )?(?:\w+ )?(\w+)", question.text)
    near = re.search(r"how (?:many|much) (\w+)", question.text)
    counted = {stem(word) for found in (match, near) if found for word in found.groups() if word}
    if not counted:
        return True
    sentence = re.sub(r"[;:.,](?=\s)", " and ", sentence)
    tokens = [stem(word) for word in plain_words(sentence.replace("-", " "))]
    same = counted | {other for word in counted for other in _COUNTED_ALSO.get(word, ())}
    words = plain_words(sentence.replace("-", " "))
    for place, word in enumerate(words):
        if numbers_in(word) or word in ("no", "several", "dozens", "hundreds", "thousands"):
            for after, said in zip(words[place + 1 : place + 6], tokens[place + 1 : place + 6], strict=True):
                if said in same:
                    return True
                if after in _BREAKS:
                    break
    return False


_BREAKS = frozenset(
    [
        "by",
        "in",
        "with",
        "on",
        "at",
        "from",
        "and",
        "to",
        "for",
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "which",
        "who",
        "that",
    ]
)


_COUNTED_ALSO = {
    "people": ("inhabitant", "soul", "villag", "resident", "men", "person"),
    "person": ("people",),
    "inhabitant": ("people", "soul"),
    "step": ("stair",),
    "stair": ("step",),
    "tile": ("square",),
    "square": ("tile",),
    "part": ("piec",),
    "piec": ("part",),
    "book": ("volum",),
    "visitor": ("people", "guest"),
}


def _names(sentence: str) -> list[str]:
    return [name for name in _NAME.findall(sentence) if not _NOT_PERSONS.match(name)]


def answer_words(sentence: str) -> frozenset[str]:
    """Stems of a sentence."""
    return frozenset(content_words(sentence))
