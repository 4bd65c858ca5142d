"""Kinds of places a wish may be for: their ground, what belongs there, the words that name them."""

# ruff: noqa: E501  (word lists are read best on one line)

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Spread = Literal["near", "back", "sides", "wall", "water", "shore"]
"""Where dressing stands: in the middle, behind it, left and right, by the walls, on the water, where it begins."""


@dataclass(frozen=True)
class Dressing:
    """Something that belongs to a kind of place.

    Attributes:
        asset: id in our pack.
    """

    asset: str
    count: int = 1
    spread: Spread = "near"
    vary: float = 0.0


@dataclass(frozen=True)
class PlaceKind:
    """A kind of place.

    Attributes:
        colour: of the ground.
        surface: what the ground is made of; `walls`: what the walls are.
        hills_m: 0 for level ground; `level_m` round the visitor stays level.
        backdrop: what is seen far behind: a shape, "" for none.
        water: whether water begins a few steps ahead.
        indoor: whether it has walls.
        lamp: what lights it at night: id in our pack.
        focus: what stands in the middle where the wish names nothing for it.
        words: that name it, English and Chinese.
    """

    colour: str
    words: str
    focus: str = ""
    surface: str = "grass"
    walls: str = "plaster"
    hills_m: float = 0.0
    hill_size_m: float = 60.0
    level_m: float = 24.0
    backdrop: str = ""
    water: bool = False
    indoor: bool = False
    lamp: str = "street-lamp"
    window: bool = True
    dressing: tuple[Dressing, ...] = ()


_D = Dressing
KINDS: dict[str, PlaceKind] = {
    "harbour": PlaceKind(
        "#7b766c",
        "harbour harbor port dock deck ship sailing-ship fjord ferry quay pier wharf marina fishing seaport jetty 港口 港湾 码头 渔港 港 栈桥",
        water=True,
        surface="paving",
        backdrop="ridge",
        dressing=(
            _D("jetty", 1, "shore"), _D("rowing-boat", 2, "water"), _D("sailing-boat", 1, "water"),
            _D("barrel", 3, "near", 0.1), _D("crate", 4, "near", 0.3), _D("fishing-net"),
        ),
    ),
    "shore": PlaceKind(
        "#bda983",
        "beach shore coast seaside sea ocean bay pirate underwater reef island lagoon cove lighthouse waves 海滩 沙滩 海边 海岸 海 大海 海湾 岛 岛屿 灯塔",
        water=True,
        lamp="torch",
        surface="sand",
        backdrop="ridge",
        dressing=(
            _D("rock", 5, "sides", 0.6), _D("grass", 10, "sides", 0.4), _D("rowing-boat", 1, "water"),
            _D("stones", 3, "near", 0.4),
        ),
    ),
    "lake": PlaceKind(
        "#5e6b42",
        "lake pond river stream canal lakeside riverside swamp marsh waterfall springs water-town 水乡 温泉 瀑布 湖 池塘 河 河边 小溪 溪 运河 湖边",
        water=True,
        lamp="torch",
        surface="grass",
        backdrop="ridge",
        dressing=(
            _D("jetty", 1, "shore"), _D("rowing-boat", 1, "water"), _D("pine", 6, "sides", 0.3), _D("oak", 2, "sides"),
            _D("grass", 12, "sides", 0.4), _D("rock", 3, "sides", 0.4),
        ),
    ),
    "forest": PlaceKind(
        "#4d4f33",
        "forest wood woods jungle grove clearing 森林 树林 林 丛林 竹林 林间",
        hills_m=4.0,
        hill_size_m=40.0,
        lamp="torch",
        surface="earth",
        dressing=(
            _D("pine", 9, "back", 0.4), _D("pine", 6, "sides", 0.4), _D("oak", 3, "sides", 0.3),
            _D("bush", 6, "sides", 0.5), _D("log", 2, "near"), _D("mushrooms", 5, "near", 0.6), _D("grass", 10, "sides", 0.4),
        ),
    ),
    "garden": PlaceKind(
        "#5f7040",
        "garden park playground grove orchard plantation vineyard greenhouse courtyard cloister terrace 花园 庭院 茶园 公园 果林 院子 园 公园 果园 葡萄园 温室",
        focus="fountain",
        lamp="street-lamp",
        surface="grass",
        hills_m=5.0,
        hill_size_m=70.0,
        level_m=34.0,
        dressing=(
            _D("cypress", 6, "back", 0.2), _D("cherry", 3, "sides", 0.2), _D("flowers", 10, "sides", 0.4),
            _D("bush", 6, "sides", 0.3), _D("bench", 2), _D("flower-pot", 3, "near", 0.2),
        ),
    ),
    "market": PlaceKind(
        "#7a7166",
        "market bazaar fair festival carnival stall 市场 集市 夜市 庙会 节日 灯会",
        surface="cobbles",
        hills_m=6.0,
        hill_size_m=80.0,
        level_m=36.0,
        dressing=(
            _D("market-stall", 3, "back"), _D("tea-stall", 1, "sides"), _D("cottage", 2, "back"),
            _D("crate", 3, "near", 0.2), _D("basket", 4, "near", 0.2), _D("barrel", 2, "near"), _D("sack", 3, "near", 0.2),
        ),
    ),
    "town": PlaceKind(
        "#6f6a63",
        "town village city rooftop roof skyscraper hutong stop cafe-terrace fort bridge 胡同 水镇 古镇 street square plaza alley road station farm 小镇 镇 村庄 村 城市 街道 街 广场 巷 农场 车站",
        focus="well",
        surface="cobbles",
        hills_m=9.0,
        hill_size_m=90.0,
        level_m=36.0,
        dressing=(
            _D("cottage", 3, "back", 0.1), _D("oak", 2, "sides"), _D("bench", 2), _D("flower-pot", 3, "near", 0.2),
            _D("cart", 1, "sides"), _D("barrel", 2, "near"),
        ),
    ),
    "desert": PlaceKind(
        "#c2a06a",
        "desert dune dunes oasis sand canyon mars planet moonscape savanna 石窟 沙漠 沙丘 绿洲 戈壁 火星",
        hills_m=7.0,
        lamp="torch",
        surface="sand",
        dressing=(_D("cactus", 5, "sides", 0.4), _D("rock", 8, "sides", 0.8), _D("palm", 2, "back"), _D("stones", 4, "near", 0.5)),
    ),
    "mountain": PlaceKind(
        "#6d6c58",
        "mountain mountains hill hills hilltop peak summit cliff valley volcano highland pass monastery 山 高山 山顶 山谷 悬崖 峰 山上",
        hills_m=26.0,
        hill_size_m=90.0,
        lamp="torch",
        surface="rock",
        dressing=(
            _D("pine", 8, "sides", 0.4), _D("rock", 7, "sides", 0.9), _D("stones", 4, "near", 0.5), _D("grass", 10, "sides", 0.4),
        ),
    ),
    "snow": PlaceKind(
        "#dfe5ec",
        "snow snowy winter ice icy arctic igloo glacier frozen polar antarctic 雪 雪地 冰 冬天 冰川 北极 南极 雪山",
        hills_m=6.0,
        lamp="torch",
        surface="snow",
        dressing=(_D("pine", 9, "sides", 0.4), _D("pine", 5, "back", 0.4), _D("rock", 5, "sides", 0.7), _D("log", 1)),
    ),
    "ruin": PlaceKind(
        "#80775f",
        "ruin ruins bath baths bathhouse temple shrine palace castle fortress amphitheatre acropolis tomb graveyard cemetery "
        "遗迹 废墟 寺庙 神庙 宫殿 城堡 神社 古墓 墓地 寺",
        focus="statue",
        hills_m=3.0,
        lamp="torch",
        surface="grass",
        dressing=(
            _D("column", 6, "back"), _D("arch", 1, "back"), _D("wall", 3, "sides"), _D("stones", 5, "near", 0.5),
            _D("cypress", 4, "sides", 0.2), _D("grass", 8, "sides", 0.4),
        ),
    ),
    "library": PlaceKind(
        "#6a4e37",
        "library study bookshop school classroom bookstore archive 图书馆 书房 书店 藏书阁",
        focus="globe",
        indoor=True,
        surface="planks",
        walls="planks",
        dressing=(
            _D("bookshelf", 7, "wall"), _D("desk", 1, "near"), _D("armchair", 2, "near"), _D("rug", 1, "near"),
        ),
    ),
    "workshop": PlaceKind(
        "#5d5147",
        "workshop laboratory lab bakery printing kiln pottery forge smithy studio factory garage attic cellar basement 工作室 实验室 作坊 铁匠铺 工坊 画室 工厂 阁楼",
        indoor=True,
        surface="paving",
        walls="bricks",
        dressing=(
            _D("desk", 2, "wall"), _D("cabinet", 2, "wall"), _D("bookshelf", 1, "wall"), _D("stool", 2), _D("crate", 2, "near", 0.2),
            _D("barrel", 1),
        ),
    ),
    "cave": PlaceKind(
        "#3f3a35",
        "cave cavern grotto mine dungeon crypt underground 洞穴 山洞 矿井 地牢 地下",
        indoor=True,
        surface="rock",
        walls="rock",
        window=False,
        dressing=(_D("rock", 5, "wall", 0.5), _D("stones", 4, "near", 0.5), _D("mushrooms", 6, "near", 0.6), _D("torch", 3, "wall")),
    ),
    "ship": PlaceKind(
        "#4b535d",
        "spaceship spacecraft starship space spacestation 太空站 飞船 太空 宇宙",
        indoor=True,
        surface="metal",
        walls="metal",
        dressing=(_D("desk", 2, "wall"), _D("cabinet", 3, "wall"), _D("stool", 2), _D("robot"), _D("screen", 1, "wall")),
    ),
    "room": PlaceKind(
        "#7a5c40",
        "room hall chapel church cathedral mansion ballroom saloon club lounge office hospital prison nursery pantry shop parlor house home kitchen bedroom cafe café tavern inn pub restaurant museum gallery theatre theater "
        "concert observatory cabin hut tearoom teahouse salon parlour indoors inside 房间 大厅 屋 厨房 卧室 咖啡馆 酒馆 "
        "茶馆 茶室 照相馆 酒吧 舞厅 办公室 餐厅 博物馆 画廊 剧院 音乐厅 天文台 小屋 木屋 室内 家里",
        indoor=True,
        surface="planks",
        dressing=(
            _D("cabinet", 1, "wall"), _D("bookshelf", 2, "wall"), _D("round-table"), _D("chair", 2), _D("rug"),
            _D("flower-pot", 2, "wall"),
        ),
    ),
    "meadow": PlaceKind(
        "#66713f",
        "meadow field grassland plain camp campsite countryside prairie lawn hillside windmill outdoors 草地 草原 田野 野外 乡间 原野",
        hills_m=6.0,
        lamp="torch",
        surface="grass",
        dressing=(
            _D("oak", 3, "sides", 0.3), _D("flowers", 9, "sides", 0.4), _D("grass", 16, "sides", 0.5), _D("bush", 4, "sides", 0.4),
            _D("stones", 3, "near", 0.4),
        ),
    ),
}  # fmt: skip
"""By name; where a wish names several kinds, the earlier in `ORDER` wins."""

ORDER = (
    "harbour", "library", "workshop", "market", "cave", "room", "garden", "lake", "shore", "ruin", "forest", "desert", "ship",
    "town", "mountain", "snow", "meadow",
)  # fmt: skip

HOURS: tuple[tuple[float, str], ...] = (
    (
        22.5,
        "night midnight moonlit moonlight moon starry stars starlit nocturnal 夜 夜晚 午夜 月光 月夜 月下 月 星空 星 深夜 夜里",
    ),
    (18.3, "sunset 日落 夕阳 晚霞"),
    (18.7, "dusk evening twilight lantern-lit candlelit candlelight 黄昏 傍晚 晚上"),
    (6.3, "dawn sunrise daybreak 黎明 日出 拂晓 清晨 破晓"),
    (8.5, "morning 早晨 早上 上午"),
    (12.5, "noon midday 正午 中午"),
    (15.5, "afternoon sunny sunlit summer bright 下午 午后 阳光 晴朗 夏天"),
)
"""Hour by the words for it."""

WEATHERS: tuple[tuple[str, str], ...] = (
    ("storm", "storm stormy thunder thunderstorm tempest 暴风雨 雷雨 风暴"),
    ("snow", "snow snowy snowing snowfall blizzard winter wintry christmas 下雪 雪 雪花 大雪 飘雪 冬天 冬日 圣诞"),
    ("rain", "rain rainy raining drizzle 雨 下雨 雨中 雨天 细雨"),
    ("fog", "fog foggy mist misty haze 雾 薄雾 迷雾 大雾"),
    ("cloudy", "cloudy overcast clouds grey 多云 阴天 阴"),
)
"""Weather by the words for it."""

PEAKS = ("mountain", "peak", "alps", "alpine", "fjord", "volcano", "summit", "himalaya", "山", "峰", "火山")
"""What outdoors is seen as mountains far behind."""
