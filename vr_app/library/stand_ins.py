"""What stands in for a thing of which no asset is installed: a plain shape of about its size and colour."""

# ruff: noqa: E501  (word lists are read best on one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vr_app.library.word_search import head_and_rest

Shape = Literal[
    "box", "cylinder", "ball", "cone", "house", "rotunda", "dome", "animal", "bird", "boat", "vehicle", "figure", "tree"
]


@dataclass(frozen=True)
class StandIn:
    """A plain body.

    Attributes:
        size_m: width, height, depth.
        colour: "#rrggbb".
    """

    size_m: tuple[float, float, float]
    shape: Shape
    colour: str


_KINDS: tuple[tuple[StandIn, str], ...] = (
    (
        StandIn((7.0, 6.0, 6.0), "house", "#a39a8a"),
        "castle church temple palace house school hotel mill barn warehouse hall cathedral monastery shop tavern inn "
        "mansion library station theatre theater building greenhouse cabin hut forge smithy chapel villa farmhouse bakery "
        "城堡 教堂 寺 庙 宫殿 房 屋 学校 大厦 车站 剧院 楼 温室",
    ),
    (
        StandIn((5.0, 4.6, 5.0), "rotunda", "#b5654a"),
        "carousel merry-go-round gazebo rotunda pagoda circus bandstand kiosk 旋转木马 宝塔 马戏团",
    ),
    (StandIn((3.6, 2.2, 3.6), "dome", "#c9d3da"), "igloo yurt dome planetarium bunker 圆顶 冰屋 蒙古包"),
    (
        StandIn((2.2, 2.0, 4.2), "vehicle", "#8d4f3d"),
        "wagon carriage bus truck train tram car caravan tractor locomotive van rover 马车 火车 汽车 电车 卡车",
    ),
    (
        StandIn((3.0, 2.8, 9.0), "boat", "#6b5540"),
        "ship boat ferry galleon submarine airship canoe spaceship spacecraft 船 潜艇 飞艇 飞船",
    ),
    (StandIn((0.9, 8.0, 0.9), "cylinder", "#a8a29a"), "mast chimney obelisk pole monument 桅杆 烟囱 纪念碑"),
    (StandIn((4.0, 6.0, 4.0), "cone", "#8b867c"), "pyramid rocket spire volcano mountain hill 金字塔 火箭 火山 山"),
    (
        StandIn((1.7, 2.2, 3.0), "animal", "#8a7a66"),
        "elephant whale dragon dinosaur camel giraffe mammoth 大象 鲸 龙 恐龙 骆驼",
    ),
    (
        StandIn((0.6, 1.6, 1.9), "animal", "#7a5f48"),
        "horse cow deer donkey ox unicorn bear lion tiger reindeer llama pony 马 牛 鹿 驴 熊 狮 虎",
    ),
    (StandIn((0.3, 0.6, 0.8), "animal", "#8d7866"), "dog fox wolf goat sheep pig turtle lamb 狗 狐 狼 羊 猪 龟"),
    (StandIn((0.22, 0.32, 0.42), "animal", "#b3aca1"), "cat rabbit hedgehog squirrel mouse 猫 兔 松鼠"),
    (
        StandIn((0.3, 0.42, 0.5), "bird", "#c9c4b8"),
        "bird owl raven gull seagull duck hen crow swan goose penguin peacock flamingo parrot 鸟 鹰 鸭 鸡 鹤 鹅 天鹅 企鹅 孔雀",
    ),
    (
        StandIn((0.6, 1.7, 0.5), "figure", "#77706a"),
        "man woman person fisherman monk knight soldier guard child scarecrow snowman mannequin gardener angel "
        "人 渔夫 僧 骑士 士兵 孩子 雪人 稻草人",
    ),
    (StandIn((2.4, 2.0, 2.4), "ball", "#8f8f8a"), "boulder planet moon sphere balloon 巨石 行星 球"),
    (
        StandIn((2.6, 3.6, 2.6), "tree", "#4f6b3c"),
        "tree fern plant willow maple bamboo birch shrub vine fern ivy 树 竹 柳 枫 植物",
    ),
    (
        StandIn((0.7, 1.4, 0.5), "box", "#7d756b"),
        "machine engine oven stove organ loom altar throne shrine fridge computer 机 炉 祭坛 王座",
    ),
    (StandIn((0.5, 0.6, 1.6), "cylinder", "#4c4c50"), "cannon 大炮"),
    (StandIn((0.4, 1.0, 0.4), "cylinder", "#8a8378"), "pedestal plinth post stand sundial totem 底座 柱 日晷"),
    (StandIn((0.6, 0.45, 0.25), "box", "#7a4a2e"), "suitcase trunk bag backpack briefcase 手提箱 行李"),
    (
        StandIn((0.22, 0.24, 0.22), "box", "#a08c6a"),
        "lamp box clock jar doll mask hat shoe pot plate mug pen phone camera skull crystal compass toy cake bread loaf "
        "fruit apple kettle dumpling umbrella 盒 钟 罐 面具 帽 鞋 盘 杯 笔 相机 水晶 罗盘 玩具 蛋糕 面包 水果 苹果 伞",
    ),
)
_SIZES = {
    "tiny": 0.4, "small": 0.7, "little": 0.7, "low": 0.8, "large": 1.4, "big": 1.4, "tall": 1.4, "great": 1.6,
    "huge": 2.0, "giant": 2.2, "小": 0.7, "大": 1.4, "高": 1.4, "巨": 2.2,
}  # fmt: skip
_COLOURS = {
    "red": "#a03a2e", "crimson": "#8c1f2b", "orange": "#c2722c", "yellow": "#cfae4a", "golden": "#c09a3e",
    "gold": "#c09a3e", "green": "#4f7a45", "blue": "#3b5f94", "purple": "#6b4c8a", "violet": "#6b4c8a",
    "pink": "#c98a9a", "white": "#dedad2", "black": "#2b2a2c", "grey": "#86837e", "gray": "#86837e",
    "brown": "#6e5138", "silver": "#a9adb2", "bronze": "#7d5f3a", "copper": "#9a6240", "brass": "#b08d46",
    "stone": "#8b867c", "marble": "#d5d2cb", "wooden": "#7a5c3d", "wood": "#7a5c3d", "iron": "#4c4c50",
    "steel": "#7d8288", "ice": "#b8d4e0", "crystal": "#a9c6d8", "glass": "#b4cdd0", "snow": "#e6eaee",
    "红": "#a03a2e", "橙": "#c2722c", "黄": "#cfae4a", "金": "#c09a3e", "绿": "#4f7a45", "蓝": "#3b5f94",
    "紫": "#6b4c8a", "粉": "#c98a9a", "白": "#dedad2", "黑": "#2b2a2c", "灰": "#86837e", "褐": "#6e5138",
    "银": "#a9adb2", "铜": "#7d5f3a", "石": "#8b867c", "木": "#7a5c3d", "铁": "#4c4c50", "冰": "#b8d4e0",
}  # fmt: skip
_UNKNOWN = StandIn((0.7, 0.9, 0.7), "cylinder", "#8a8378")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def has_kind(words: str) -> bool:
    """Whether it is known what kind of body the words name."""
    return _kind(words) is not None


def is_building(words: str) -> bool:
    """Whether the words name a building."""
    return _kind(words) in (_KINDS[0][0], _KINDS[1][0])


def stand_in_for(words: str) -> StandIn:
    """The body that stands in for what the words name."""
    head, rest = head_and_rest(words)
    kind = _kind(words) or _UNKNOWN
    plain = words.lower()
    factor = next((size for word, size in _SIZES.items() if _says(word, plain, head | rest)), 1.0)
    colour = colour_in(words) or kind.colour
    width, height, depth = (round(side * factor, 2) for side in kind.size_m)
    return StandIn((width, height, depth), kind.shape, colour)


def colour_in(words: str) -> str:
    """ "#rrggbb" of the colour or stuff that words name; "" where they name none."""
    head, rest = head_and_rest(words)
    plain = words.lower()
    return next((code for word, code in _COLOURS.items() if _says(word, plain, head | rest)), "")


def _kind(words: str) -> StandIn | None:
    head, _ = head_and_rest(words)
    return next((body for body, names in _KINDS if _names(words, head, names.split())), None)


def _names(words: str, head: frozenset[str], names: list[str]) -> bool:
    return any(name in head or (_HAN.match(name) and words.strip().endswith(name)) for name in names)


def _says(word: str, plain: str, terms: frozenset[str]) -> bool:
    return word in plain if _HAN.match(word) else word in terms or re.search(rf"\b{word}\b", plain) is not None
