"""The words by which a question is read: how lines begin, whom they are about, what is only polite."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from typing import Literal

from vr_app.host.words.wording import stem

Wants = Literal[
    "",
    "when",
    "count",
    "measure",
    "money",
    "who",
    "where",
    "why",
    "name",
    "colour",
    "stuff",
    "how",
    "what",
    "whether",
    "tell",
]

TRAILING = re.compile(
    r"(?:[\s?!.,;:。？！，、…~]|\b(?:nowadays|today|these days|currently|exactly|please|at the moment|right now)\b)+$"
)
POLITE = re.compile(
    r"^(?:(?:excuse me|sorry|please|hello|hi|hey|well|so|and|but|ok|okay|now|oh|thanks|thank you|good (?:morning|evening|day)|by the way|i see|great|wow|cool|nice)[,.! ]+|"
    r"(?:can|could|would|will) you (?:please )?(?:tell me|explain(?: to me)?|say)[,:]? (?=who|what|when|where|why|how|which|if|whether|about)|"
    r"(?:do|would) you (?:happen to )?(?:know|remember) (?=who|what|when|where|why|how|which|if|whether)|"
    r"i(?: was|'m| am)? wonder(?:ing)? (?=who|what|when|where|why|how|which|if|whether)|"
    r"(?:please )?tell me (?=who|what|when|where|why|how|which|if|whether)|"
    r"i(?:'d| would) (?:like|love) to know (?=who|what|when|where|why|how|which|if|whether)|(?:any idea|do you have any idea) )+"
)
LEADING = re.compile(
    r"^(?:in|for|at|to|by|from|with|on|of|since|until|about|into|after|over|through) (?=how (?:many|much|long|old|far|often))"
)
CATEGORY = re.compile(
    r"^(?:what|which) (?:kind of |sort of |type of )?(\w+) (?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|must)\b"
)
WAYS = frozenset(stem(word) for word in ("come", "came", "originate", "stem"))
STUFF_WORDS = frozenset(stem(word) for word in ["wood", "stone", "metal", "material", "cloth", "fabric"])
ATTRIBUTE = re.compile(
    r"\b(the|this|that|these|those|an?|your|its) (?:old|big|large|great|tall|long|new|famous|little|small|huge|beautiful|strange|whole) (?=[a-z])"
)
ANYBODY = re.compile(
    r"\b(?:can|could|do|would|may|might) you (?=see|find|have (?:here|in)|get|hear|smell|buy|visit|walk|spot)"
)
SOCIAL = re.compile(
    r"^(?:how are you|how(?:'s| is) it going|how do you do|how have you been|what(?:'s| is) up|what(?:'s| is) new|who are you|what are you(?: doing)?$|"
    r"what(?:'s| is) your name|what do you (?:do|think|like|love|enjoy|prefer|recommend|suggest|mean|want)|what would you|what should (?:i|we)|what shall we|"
    r"what can (?:i|we|you) (?:see|do|hear)|what(?:'s| is) your (?:favou?rite|opinion)|do you (?:like|love|enjoy|think|agree|mind|want|understand|speak|remember me|feel|ever (?:feel|get))|"
    r"are you (?:ok|okay|happy|sad|tired|busy|cold|well|there|ready|sure|real|an? (?:ai|robot|machine|program|computer|person|human|bot)|human|bored|lonely|all right|alright)|"
    r"can (?:i|we|you)|could (?:i|we|you)|may (?:i|we)|shall we|would you|will you|should (?:i|we)|is (?:it|that|this) (?:ok|okay|all right|alright|nice|true|you)$|really$|why not$|how come$|what$|why$|who$|"
    r"what about you|how about you|and you|isn't it|is there (?:something|anything) (?:you|i should)|where are (?:we|you)$|where am i)"
)
STORY = re.compile(
    r"^(?:(?:is|are) there|do you (?:know|have)|have you(?: got)?|what(?:'s| is| are)|any) (?:an?|any|some|the) (?:\w+ )?(?:stor(?:y|ies)|legends?|tales?|myths?|rumou?rs?|superstitions?|anecdotes?)\b"
)
"""Asks for something to be told."""
MOST = re.compile(
    r"\b(?:the|your) (?!nearest|closest|farthest|furthest)(?:\w{3,}est|most \w+|best|worst) (?:thing|object|part|place|spot|piece|corner|view|detail)s?\b(?! (?:to|from) )"
)
"""Asks for an opinion of what is here: the most beautiful, the strangest thing."""
VISITOR = re.compile(
    r"^do i (?:(?:have|own|keep) (?:any |an? )?(?:pets?|kids|children|siblings|brothers?|sisters?|dogs?|cats?|animals?|family|hobb\w+|allerg\w+)|(?:speak|play|eat|drink|live|work))\b|"
    r"^(?:what|who|where|when|which|how (?:old|many|much|often|long)|do you (?:still )?(?:know|remember|recall)|did i|have i|am i|was i)\b(?!.*\b(?:can|could|should|do|may|might|must|would) (?:i|we) (?:see|do|go|find|get|visit|look|hear|call|sit|start|begin|expect|need|ask|know|buy|take|touch|have to|pay|owe|wear|bring|put|tip|order|book|reach|leave|sign|tell|use|stand|climb|ring)\b).*\b(?:i|my|me|mine|our|(?:did|have|are) we|do we (?:have|own|keep))\b"
)
HOST_FACT = re.compile(
    r"\b(?:born|married|children|child|kids?|wife|husband|partner|siblings?|brothers?|sisters?|parents?|mother|father|grandmother|grandfather|family|university|school|studied|study|degree|salary|earn|paid|"
    r"birthday|age|old|live|home|come from|from|phone|address|email|car|pets?|dog|cat|surname|last name|full name|first name|middle name|tall|weigh|height|nationality|country|religion|hair|eyes|work(?:ed)?|job|before|years|long)\b"
)
OPINION = re.compile(
    r"\b(?:like|likes|love|loved|think|feel|feels?|felt|prefer|hate|enjoy|want|wish|hope|fear|afraid|dream|miss|mean|say|suggest|recommend|believe|"
    r"favou?rite|best|worst|happy|sad|bored|lonely|advice|opinion|tell|talk|doing|going|up to|been|spend|hobby|hobbies|fun)\b"
)
"""Words of questions to the host that any answer in character answers."""
FEELING = re.compile(
    r"(?:do|did|are|would) you (?:still |ever |really |also |often |sometimes )*(?:like|love|enjoy|miss|hate|prefer|fear|feel|think|dream|regret|mind|worry|happy|sad|lonely|bored|tired|proud|afraid|fond)\b"
)
"""Asks the host how it feels about something, its own work or family too."""
HOST = re.compile(r"\b(?:you|your|yours|yourself)\b")
HAVING = re.compile(
    r"^(?:do|did) you (?:still |ever |also |all )?(?:have|sell|keep|serve|offer|rent|lend|own|store|accept|use|perform|breed|grow)\b"
    r"(?!.*\b(?:time|advice|stor(?:y|ies)|jokes?|questions?|minute|moment|second|ideas?|tips?|plans?|dreams?|fears?|secrets?|to|enough|anything|something|a name|feelings?)\b)"
)
"""What is asked of a host as of the whole house: "do you have a cloakroom?" is no small talk."""
MANNER = re.compile(
    r"\b(?:laugh|smil|cry|star(?:e|ing)|whisper|ask|wait|sit|stand|sound|seem|look|act|shout|sigh|nod)\w*"
)
"""How a host behaves in the talk: whoever asks why is not sent to what is written."""
APP_WORD = re.compile(
    r"\b(?:settings?|microphone|headset|headphones|volume|captions?|subtitles?|voice|language model|model|scene folder|window|app|application|virgil|program|software|controllers?|gpu|graphics card|openxr|"
    r"text size|font|keyboard|mouse|button|database|memory file|memories|data folder|command line|terminal|python|install(?:ed|ation)?|setup|set up|update|uninstall|export|import|lorebook|character card|card|scene\.toml|"
    r"story\.ink|screenshots?|offscreen|(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!\byour )(?<!\bany )doctor|bench|download(?:ed)?|server|internet|offline|privacy|quality|fps|frame rate|speaker|loudspeaker|sound output|glb|vrm|gltf|avatar)\b"
)
HOW_TO = re.compile(
    r"^(?:how (?:do|can|could|should|would) (?:i|we|you|one)|how to|what do i (?:do|need|press|type)|where do i (?:change|find|set|put|turn)|(?:can|could|may) i (?:change|turn|switch|set|use|move|make|put|save|export|import|install|delete|stop|interrupt|talk|run|walk)|is it possible to)\b"
)
ECHOED = re.compile(
    r"^(?:(?:and|but|so|then|oh|well)\W+)*(?:nobody|no one|somebody|someone|everybody|everyone|he|she|they)\b"
    r"(?!.*\b(?:who|whom|whose|what|which|where|when|why|how)\b)"
)
"""A statement said as a question, of people spoken of before: "And nobody ever found out?"."""
AGREEMENT = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|wo|would|should|ai)(?:n['’]t)? (?:it|they|he|she|you|we|that|there)$"
    r"|\W(?:right|eh|huh|no)$"
)
"""What is said to be agreed with, more than to be told: "It's freezing out here, isn't it?"."""
SEEKS = re.compile(r"^where do i find\b")
WRONG = re.compile(
    r"\bsomething(?:'s| is| seems| looks)? (?:wrong|broken|off|not right|not working)\b|\b(?:does not|doesn't|do not|don't|is not|isn't|are not|aren't|won't|will not|can't|cannot|stopped|not) (?:work|working|start|starting|respond|responding|connect|connecting|show up|detected|recogni[sz]ed|load|loading)\b|"
    r"\bi (?:can't|cannot|can not|don't|do not) (?:hear|see) (?:you|anything|any|the (?:picture|sound|host|voice))|\bno (?:sound|picture|audio|image|voice|captions)\b|\b(?:it|app|picture|headset|sound|everything|this|program) (?:keeps )?(?:crash|stutter|freez|lag|hang|flicker|black)|"
    r"\b(?:black|blank) (?:screen|picture|window)\b|\bwhat(?:'s| is) wrong with (?:the|this|my|it)\b.*\b(?:app|sound|picture|headset|computer|machine|microphone|speaker|screen|display|virgil|program)\b|"
    r"出了?(?:点|什么)?(?:问题|毛病|故障)|不对劲|没有?(?:声音|画面|图像)|(?:不能|无法|没法|不)(?:工作|启动|运行|连接|显示)|听不到(?:声音|你)|看不到(?:画面|图像|你)|黑屏|死机|卡顿|卡住|崩溃|坏了"
)
BEGINS: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    (
        "count",
        re.compile(
            r"^how (?:big|large) an? (?:audience|crowd|crew|herd|flock|party|group|class|family|team|band|choir|staff|congregation)\b"
        ),
    ),
    (
        "money",
        re.compile(
            r"^(?:how much (?:does|do|did|is|are|was|were|would|will)(?!.*\b(?:weigh|rain|snow|time|water)\b)|what (?:does|did|do) .* cost|what(?:'s| is) the (?:price|cost|fee|entry fee|entrance fee)|what (?:price|fee))"
        ),
    ),
    (
        "measure",
        re.compile(
            r"^(?:how (?:tall|high|deep|wide|broad|heavy|far|close|fast|big|large|thick|steep|hot|cold|warm|bright|loud|wide across)|how much (?:does|do|did) .* weigh|what(?:'s| is| was) the (?:height|length|width|depth|weight|size|diameter|speed|temperature|distance|area|age)|how long (?:is|was|are|were) (?!it (?:since|ago)|.*\b(?:been|ago|open|built|working|taken)\b))"
        ),
    ),
    (
        "when",
        re.compile(
            r"^(?:when|since when|until when|how old|how long ago|what (?:year|date|day|century|month|time|season)|(?:in|on|at|from) (?:what|which) (?:year|date|day|century|month|time|season)|which (?:year|date|day|century|month|season)|how (?:often|frequently))|^how long (?:have|has|had|ago)"
        ),
    ),
    ("measure", re.compile(r"^how long")),
    ("count", re.compile(r"^(?:how many|how much|what(?:'s| is| was) the (?:number|amount|total)|what number)")),
    (
        "who",
        re.compile(
            r"^(?:who|whose|whom|(?:by|from|after|for|to|with) (?:who|whom)|(?:what|which) (?:person|man|woman|artist|painter|sculptor|architect|king|queen|builder|maker|captain|inventor|author|company|family|people|clockmaker|craftsman|engineer|explorer|scientist))"
        ),
    ),
    (
        "where",
        re.compile(
            r"^(?:where|from where|(?:in |from |to |at )?(?:what|which) (?:country|city|town|place|village|region|island|room|street|part))"
        ),
    ),
    (
        "why",
        re.compile(
            r"^(?:why|what(?:'s| is| was) the (?:reason|purpose|point)|for what (?:reason|purpose)|how come|what for)|^what (?:is|are|was|were) .* (?:used )?for$"
        ),
    ),
    (
        "name",
        re.compile(
            r"^(?:what(?:'s| is| are| was| were) .*\b(?:called|named|nickname|nicknamed)$|what(?:'s| is| was| are) the names? of|what(?:'s| is) (?:its|his|her|their) names?|what do (?:people|they|you|the \w+) call|what names?|which names?|"
            r"what(?:'s| is| was| are| were) [\w' -]{1,60}['’]s? (?:(?:first|last|family|full|middle|maiden|real) )?(?:sur|nick)?names?$)"
        ),
    ),
    ("colour", re.compile(r"^(?:what|which) colou?rs?\b|^what(?:'s| is) the colou?r")),
    (
        "stuff",
        re.compile(
            r"^what (?:is|are|was|were) .*\bmade (?:of|from|out of)$|^(?:what|which) (?:materials?|kind of (?:stone|wood|metal)|stone|wood|metal)\b|^(?:from|out of) what\b"
        ),
    ),
    ("how", re.compile(r"^how\b")),
    ("what", re.compile(r"^(?:what|which|in what|on what|to what|for what|with what)\b")),
    (
        "whether",
        re.compile(
            r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|isn't|aren't|wasn't|doesn't|don't|didn't|hasn't|if|whether)\b"
        ),
    ),
    (
        "tell",
        re.compile(
            r"^(?:(?:please )?(?:tell|say|explain|describe|talk|teach)\b.*\b(?:about|of|more|me)|i(?:'d| would)? (?:like|love|want) to (?:hear|know|learn)|(?:more|something) about|about the)\b"
        ),
    ),
)
ZH_BEGINS: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    ("money", re.compile(r"多少钱|价格|票价|门票|收费|免费")),
    ("when", re.compile(r"多大年纪|多大岁数|多大[了啦]|几岁|多少岁|今年多大|时候多大|周几|星期几|哪一?天")),
    (
        "measure",
        re.compile(
            r"多[高长深宽重远快大厚粗冷热烫](?!的)|多少(?:米|公里|公斤|吨|厘米|分钟|小时|天|个月|个?星期|周|度)|[^哪]几(?:秒|分钟|个?小时|天|个月|周|个?星期|度)|多久|(?:高度|长度|宽度|重量|深度|直径)"
        ),
    ),
    ("when", re.compile(r"什么时候|何时|哪一?年|几几年|哪个世纪|几点|哪天|多大年纪|多少年|几岁|多少岁|年代|历史有多")),
    ("count", re.compile(r"多少|几[个颗座条只块次艘位名种年根圈]|有几")),
    ("who", re.compile(r"谁|哪位|什么人")),
    ("why", re.compile(r"为什么|为何|为啥|干什么用|有什么用|做什么用|怎么会")),
    ("where", re.compile(r"哪里|哪儿|什么地方|何处|哪个(?:国家|城市|地方)|哪国|哪[个座](?:省|县|镇|村|城|岛)")),
    ("name", re.compile(r"叫什么|叫啥|名字是|什么名字|名叫|姓什么|姓啥")),
    ("colour", re.compile(r"什么颜色|哪种颜色")),
    ("stuff", re.compile(r"什么(?:材料|做的|制成|木头|石头)|用什么做")),
    ("how", re.compile(r"怎么|怎样|如何")),
    ("tell", re.compile(r"(?:给我|跟我|和我)?(?:讲讲|说说|介绍|讲一讲|讲一下|说一下|谈谈)|关于")),
    ("what", re.compile(r"什么|哪个|哪种|哪些")),
    ("whether", re.compile(r"(?:吗|么|是否|有没有|是不是|会不会|能不能)")),
)
ZH_SOCIAL = re.compile(
    r"^(?:你好吗|你是谁|你叫什么|你喜欢|你觉得|你认为|你想|你在(?:干|做)什么|怎么样|好吗|可以吗|我(?:可以|能)|你(?:可以|能)|你会|我们(?:可以|能|该)|我该|你最喜欢|你推荐|谢谢|真的吗)"
)
ZH_HOW_TO = re.compile(
    r"怎么(?:设置|调|改|换|用|安装|打开|关闭|导入|导出|保存|停止|走动|移动)|如何(?:设置|调|改|换|用|使用|安装|打开|关闭|导入|导出|保存)"
)
ZH_APP = re.compile(r"设置|麦克风|头显|音量|字幕|模型|窗口|软件|程序|应用|安装|手柄|显卡|数据|隐私|场景文件|语速")
TYPE_WORDS = frozenset(
    stem(word)
    for word in [
        "old",
        "tall",
        "high",
        "deep",
        "wide",
        "broad",
        "heavy",
        "far",
        "fast",
        "big",
        "large",
        "long",
        "thick",
        "many",
        "much",
        "weigh",
        "cost",
        "price",
        "time",
        "year",
        "date",
        "day",
        "century",
        "ago",
        "often",
        "height",
        "length",
        "width",
        "depth",
        "weight",
        "size",
        "age",
        "number",
        "amount",
        "colour",
        "color",
        "person",
        "reason",
        "purpose",
        "made",
        "material",
        "kind",
        "sort",
        "first",
        "there",
        "exactly",
        "actually",
        "ever",
        "today",
        "currently",
        "originally",
        "roughly",
        "approximately",
        "about",
        "again",
        "country",
        "city",
        "place",
        "whose",
        "happen",
        "called",
        "named",
        "become",
        "need",
        "needed",
        "require",
        "take",
        "took",
    ]
)
ROLE = re.compile(
    r"\b(?:what|which) (person|man|woman|artist|painter|sculptor|architect|king|queen|builder|maker|captain|inventor|author|company|family|clockmaker|craftsman|engineer|explorer|scientist)\b"
)
