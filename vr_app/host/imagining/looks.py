"""What makes one place look unlike another at a glance: colours of ground, walls and sky, haze, what drifts in the air.

A wish may call for several looks ("an ice palace under the northern lights"): of each part the first that says
something of it counts.
"""

# ruff: noqa: E501  (colours and word lists are read best on one line)

from __future__ import annotations

import colorsys
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Table = dict[str, Any]


@dataclass(frozen=True)
class Look:
    """How a place looks.

    Attributes:
        words: that call for it, English and Chinese.
        ground: "#rrggbb"; "" leaves it to the kind of place.
        walls: of a room.
        sky: keys of [sky].
        fog: keys of [fog].
        air: `kind` and `colour` of what drifts in it.
        hour: where neither wish nor plan name one.
        surface: of the ground; "" leaves it to the kind of place. `wall_surface`: of a room's walls.
        room_m: half the width and the height of a room; zeros leave both as they are.
    """

    words: str
    ground: str = ""
    walls: str = ""
    sky: Table = field(default_factory=dict)
    fog: Table = field(default_factory=dict)
    air: Table = field(default_factory=dict)
    hour: float | None = None
    room_m: tuple[float, float] = (0.0, 0.0)
    surface: str = ""
    wall_surface: str = ""


def _sky(zenith: str, horizon: str, **others: Any) -> Table:
    return {"zenith": zenith, "horizon": horizon, **others}


def _fog(colour: str, density: float) -> Table:
    return {"colour": colour, "density": density}


LOOKS = (
    Look("mars martian 火星", "#9a4c2c", "", _sky("#8c6a50", "#dba980", sun_colour="#ffe0c0"), _fog("#cf9a72", 0.006), surface="sand"),
    Look("lunar moonscape asteroid 月球 月面", "#8f8f90", "", _sky("#000004", "#06070c", stars=1.0, clouds=0.0), surface="rock"),
    Look(
        "space spaceship spacecraft starship orbit galaxy cosmic rocket 太空 太空站 宇宙 飞船 星际", "#4b535d", "#a3afbb",
        _sky("#03040c", "#101430", stars=1.0, clouds=0.0), hour=22.5, wall_surface="metal"),
    Look(
        "underwater undersea submerged seabed reef coral mermaid atlantis 海底 水下 珊瑚", "#a89d7c", "#5f8f96",
        _sky("#2b93ac", "#1a6076", sun_colour="#a8ecf0"), _fog("#1d6a7e", 0.05), {"kind": "dust", "colour": "#c8f4ff"}, surface="sand", wall_surface="rock"),
    Look(
        "volcano volcanic lava magma inferno hell 火山 岩浆 熔岩", "#2c2625", "#3c2f2c",
        _sky("#43211c", "#c2512a", sun_colour="#ff9a60", clouds=0.7), _fog("#6a3020", 0.012), {"kind": "embers", "colour": "#ff7a30"}, 19.0, surface="rock", wall_surface="rock"),
    Look(
        "northern-lights aurora borealis 极光", "", "", _sky("#0b2f3a", "#2f9a72", stars=1.0, clouds=0.0, glow="#5ff0a8", glow_intensity=0.8), hour=22.5
    ),
    Look("ice icy glacier frozen iceberg igloo crystal 冰 冰川 水晶", "#cbe0ec", "#b5d6e6", _sky("#6ea8d8", "#e4f1f9"), _fog("#dcecf5", 0.005), surface="snow", wall_surface="bricks"),
    Look("jungle rainforest tropical vines overgrown 丛林 雨林 热带", "#3c4a23", "#5d6a44", _sky("#7fa890", "#c4d8a8"), _fog("#93ab78", 0.016), surface="grass", wall_surface="bricks"),
    Look("swamp marsh bog bayou 沼泽", "#3f412a", "#55573f", _sky("#5a685a", "#a6a884"), _fog("#6d7459", 0.03), surface="earth", wall_surface="planks"),
    Look(
        "graveyard cemetery tomb crypt haunted ghost ghosts vampire witch spooky gallows 墓地 鬼 幽灵 女巫", "#3b3e38", "#4b4650",
        _sky("#1c1930", "#5b5478"), _fog("#4a4a60", 0.022), hour=22.5, surface="grass", wall_surface="bricks"),
    Look(
        "magic magical enchanted fairy fairytale wizard dream dreams dreamlike unicorn 魔法 仙境 梦 童话 精灵", "", "#5c5078",
        _sky("#4d3f92", "#dda0d2", sun_colour="#ffd8f0"), {}, {"kind": "dust", "colour": "#ffc8f4"}, 19.0,
    ),
    Look("candy sweets chocolate lollipop gingerbread 糖果 巧克力", "#e6afc3", "#f0cbd6", _sky("#84c4f2", "#ffd9ea"), surface="plaster", wall_surface="plaster"),
    Look("autumn autumnal october november harvest pumpkin 秋天 秋 秋日 丰收", "#8d6a30", "", _sky("#6f93b4", "#f0d3a2", sun_colour="#ffd090"), hour=16.5),
    Look("wheat sunflower sunflowers barley golden 麦田 向日葵 金色", "#a08f3c", "", _sky("#3f7fc4", "#f3e3b4"), hour=15.5, surface="grass", wall_surface="plaster"),
    Look("desert dune dunes oasis sahara sand 沙漠 沙丘 绿洲", "#c89f60", "#c9ab7c", _sky("#4f8ccb", "#f0d9ae"), _fog("#e6cc9e", 0.004), surface="sand", wall_surface="plaster"),
    Look("lavender violet lilac purple 薰衣草 紫色", "#7a6a8c", "#8a7aa0", _sky("#6a72c0", "#e6cfee")),
    Look("cave cavern grotto underground mine dungeon 洞穴 山洞 矿井 地牢 地下", "#3f3a35", "#544c45", hour=22.5, room_m=(7.0, 5.6), surface="rock", wall_surface="rock"),
    Look("whale belly stomach inside-of-a-whale 鲸鱼肚", "#8a4a4c", "#a65a5c", room_m=(5.5, 5.0), surface="earth", wall_surface="earth"),
    Look("circus carnival fairground carousel 马戏 游乐园 旋转木马", "#b08a58", "#a8423a", _sky("#4a86cc", "#ffdca0"), surface="earth", wall_surface="planks"),
    Look("palace throne royal king queen ballroom 宫殿 皇宫 王座", "#9c8a68", "#e2d0a2", room_m=(6.0, 5.0), surface="paving", wall_surface="paving"),
    Look("cathedral church temple chapel abbey 教堂 大教堂 寺 庙", "#8d867a", "#b9b2a4", room_m=(6.0, 6.0), wall_surface="bricks"),
    Look("theatre theater opera concert stage cinema 剧院 歌剧 音乐厅 舞台", "#4a2a26", "#6e2429", room_m=(6.0, 4.6), surface="planks", wall_surface="plaster"),
    Look("museum gallery exhibition 博物馆 画廊 展览", "#b5ab9a", "#dfdcd5", room_m=(5.5, 4.4), surface="planks", wall_surface="plaster"),
    Look("library bookshop bookstore archive 图书馆 书店 书房", "#5d3f2a", "#6a5038", room_m=(4.6, 3.8), surface="planks", wall_surface="planks"),
    Look("laboratory lab hospital clinic 实验室 医院", "#7d8688", "#cdd8d9", surface="paving", wall_surface="plaster"),
    Look("studio recording 录音棚", "#3a3530", "#474b58", surface="planks", wall_surface="planks"),
    Look("forge smithy blacksmith foundry brick 铁匠 铁匠铺 砖", "#54463c", "#8b5844", air={"kind": "embers", "colour": "#ff8a40"}, surface="cobbles", wall_surface="bricks"),
    Look("attic garret loft barn cabin hut wooden log 阁楼 木屋 小屋 谷仓", "#6e5034", "#86643f", room_m=(3.6, 2.8), surface="planks", wall_surface="planks"),
    Look("kitchen bakery dining 厨房 面包店", "#a5714c", "#dcc79b", surface="paving", wall_surface="plaster"),
    Look("tavern inn pub bar saloon 酒馆 客栈 酒吧", "#57402c", "#714e33", hour=19.0, surface="planks", wall_surface="planks"),
    Look("bedroom nursery 卧室", "#8c6f5c", "#b9a3ae", hour=19.0, surface="planks", wall_surface="plaster"),
    Look("tea teahouse tearoom japanese zen 茶馆 茶室 禅 茶", "#8f8a5c", "#cbb78e", surface="planks", wall_surface="plaster"),
    Look("factory garage warehouse machine steampunk 工厂 车库 仓库 机器", "#5a5a58", "#7c7266", room_m=(5.5, 4.6), surface="paving", wall_surface="metal"),
    Look("greenhouse conservatory botanical 温室 植物园", "#6a5a3c", "#b9cdb4", surface="paving", wall_surface="plaster"),
    Look("pirate pirates cove 海盗", "#c2a878", "", _sky("#2f86b8", "#d6ead8"), surface="sand", wall_surface="planks"),
    Look("mountain summit peak alpine highland 山顶 高山", "", "", _sky("#2c5fa8", "#cfe0ee")),
    Look("city rooftop skyscraper metropolis neon 城市 屋顶 都市 霓虹", "#55565a", "#8d8d92", _sky("#3a4f78", "#e0a987"), hour=19.0, surface="paving", wall_surface="plaster"),
    Look("prison cell jail 监狱 牢房", "#5c5d5e", "#75777a", room_m=(3.0, 2.8), surface="paving", wall_surface="bricks"),
)  # fmt: skip
_TONES = {
    "red": "#a8452f", "crimson": "#96303a", "orange": "#c67a3a", "yellow": "#cdb04c", "green": "#557a3f", "blue": "#4d78a8",
    "purple": "#74589a", "pink": "#d79bb0", "white": "#e2e2de", "black": "#2e2d30", "grey": "#8a8884", "gray": "#8a8884",
    "silver": "#b3b9bf", "红色": "#a8452f", "蓝色": "#4d78a8", "白色": "#e2e2de", "黑色": "#2e2d30", "粉色": "#d79bb0", "绿色": "#557a3f",
}  # fmt: skip
_GROUNDS = frozenset(
    [
        "desert",
        "sand",
        "dunes",
        "beach",
        "field",
        "meadow",
        "forest",
        "garden",
        "plain",
        "lawn",
        "ground",
        "floor",
        "grass",
        "earth",
        "snow",
    ]
)


PLAIN = Look("")
"""What calls for nothing."""


def look_of(names: Callable[[str], bool], text: str) -> Look:
    """The look that a wish calls for.

    Args:
        names: whether the wish has one of the words in a list.
    """
    found = [look for look in LOOKS if names(look.words) or _is_said(look.words, text)]
    ground, walls = _said_tone(text), ""
    sky: Table = {}
    fog: Table = {}
    air: Table = {}
    hour: float | None = None
    room = (0.0, 0.0)
    surface = wall_surface = ""
    for look in found:
        ground, walls = ground or look.ground, walls or look.walls
        sky, fog, air = sky or look.sky, fog or look.fog, air or look.air
        hour = look.hour if hour is None else hour
        room = room if room[0] else look.room_m
        surface, wall_surface = surface or look.surface, wall_surface or look.wall_surface
    return Look("", ground, walls, sky, fog, air, hour, room, surface, wall_surface)


def _is_said(words: str, text: str) -> bool:
    """Whether a look's joined words stand in the text ("northern-lights")."""
    return any(word.replace("-", " ") in text.lower() for word in words.split() if "-" in word)


def _said_tone(text: str) -> str:
    """The ground's colour, where the wish tells one ("a red desert")."""
    words: Sequence[str] = text.lower().replace(",", " ").split()
    return next((_TONES[tone] for tone, ground in pairwise(words) if tone in _TONES and ground in _GROUNDS), "")


def varied(colour: str, seed: int) -> str:
    """A colour a little to one side: two gardens are not of one green."""
    rng = random.Random(seed)
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    hue, light, full = hue + rng.uniform(-0.035, 0.035), light * rng.uniform(0.86, 1.12), full * rng.uniform(0.8, 1.15)
    mixed = colorsys.hls_to_rgb(hue % 1.0, min(light, 0.95), min(full, 1.0))
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in mixed)
