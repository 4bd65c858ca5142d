"""Which body stands in for which words, and how large and of what colour it is where the words do not say."""

# ruff: noqa: E501  (word lists are read best on one line)

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StandIn:
    """A plain body.

    Attributes:
        size_m: width, height, depth.
        shape: a word of `scene.plain_shapes`.
        colour: "#rrggbb".
    """

    size_m: tuple[float, float, float]
    shape: str
    colour: str


def _kind(width: float, height: float, depth: float, shape: str, colour: str, words: str) -> tuple[StandIn, str]:
    return StandIn((width, height, depth), shape, colour), words


KINDS: tuple[tuple[StandIn, str], ...] = (
    _kind(12.0, 10.0, 10.0, "castle", "#948b7c", "castle fortress citadel stronghold keep alcazar 城堡 要塞 堡垒 长城"),
    _kind(6.0, 11.0, 10.0, "church", "#b4aa98", "church chapel cathedral abbey monastery convent minster 教堂 修道院"),
    _kind(7.0, 8.0, 7.0, "pagoda", "#8a3526", "pagoda temple teahouse dojo 寺 庙 塔 古寺 寺庙 茶楼 楼阁"),
    _kind(11.0, 8.5, 8.0, "palace", "#c8b48c", "palace mansion villa museum theatre theater opera parliament bank courthouse 宫殿 宫 剧院 博物馆"),
    _kind(12.0, 6.0, 7.0, "station", "#8a5a48", "station terminal depot 车站 火车站"),
    _kind(16.0, 4.0, 8.0, "amphitheatre", "#c2b596", "amphitheatre amphitheater colosseum arena stadium 剧场 竞技场"),
    _kind(5.0, 3.6, 7.0, "glasshouse", "#e6e4dc", "greenhouse glasshouse conservatory orangery 温室"),
    _kind(7.0, 6.4, 9.0, "barn", "#8c3a2c", "barn stable granary shed warehouse 谷仓 马厩 仓库"),
    _kind(5.0, 4.0, 4.6, "hut", "#7a5a3c", "hut cabin shack lodge chalet shelter treehouse hovel 木屋 茅屋 小木屋"),
    _kind(9.0, 22.0, 9.0, "block", "#8b8f96", "skyscraper tower-block apartment office 大厦 摩天楼 高楼"),
    _kind(4.6, 9.0, 4.6, "tower", "#9a917f", "watchtower minaret belfry turret campanile 钟楼 塔楼 烽火台 炮楼"),
    _kind(7.5, 6.0, 6.4, "house", "#c2b8a2", "house school hotel mill hall tavern shop inn library building forge smithy bakery farmhouse home cafe café restaurant pub hospital villa dwelling 房 房子 屋 学校 酒馆 客栈 楼"),
    _kind(6.0, 5.0, 6.0, "carousel", "#a03a2e", "carousel merry-go-round roundabout 旋转木马"),
    _kind(10.0, 7.0, 10.0, "bigtop", "#a8322c", "circus bigtop marquee 马戏团 马戏"),
    _kind(6.0, 5.4, 6.0, "rotunda", "#cfc8b8", "gazebo rotunda bandstand kiosk mausoleum 圆亭"),
    _kind(4.0, 2.3, 5.0, "dome", "#dfe7ee", "igloo yurt dome planetarium bunker 圆顶 冰屋 蒙古包"),
    _kind(2.6, 3.6, 8.0, "locomotive", "#3f6a48", "train locomotive tram railway engine-car 火车 电车 机车"),
    _kind(2.2, 2.2, 3.6, "tractor", "#3f7a35", "tractor harvester digger excavator 拖拉机"),
    _kind(1.9, 2.3, 4.0, "wagon", "#b09a78", "wagon carriage coach caravan stagecoach 马车 大篷车"),
    _kind(1.9, 1.5, 4.3, "vehicle", "#9a3528", "car automobile taxi jeep rover limousine 汽车 出租车"),
    _kind(2.5, 3.0, 8.5, "vehicle", "#c2722c", "bus truck van lorry 卡车 公交车 巴士"),
    _kind(5.5, 13.0, 17.0, "ship", "#5f452e", "ship galleon frigate longship schooner brig wreck shipwreck 帆船 大船 海盗船 沉船"),
    _kind(3.4, 3.4, 11.0, "submarine", "#b89a3c", "submarine u-boat airship zeppelin 潜艇 飞艇"),
    _kind(3.2, 8.5, 3.2, "rocket", "#c9ced3", "rocket spaceship spacecraft shuttle ufo 火箭 飞船 宇宙飞船"),
    _kind(6.0, 9.0, 6.0, "balloon", "#b04a2c", "balloon hot-air-balloon 热气球"),
    _kind(2.4, 3.0, 6.5, "boat", "#3b5f80", "boat ferry trawler barge tug yacht steamboat 渔船 渡船 驳船"),
    _kind(2.0, 9.0, 2.0, "monument", "#a8a29a", "obelisk monument mast chimney cenotaph 纪念碑 方尖碑"),
    _kind(12.0, 8.0, 12.0, "cone", "#b59a63", "pyramid ziggurat 金字塔"),
    _kind(30.0, 9.0, 20.0, "ridge", "#6a6a58", "mountain hill volcano dune cliff 山 丘 火山 悬崖"),
    _kind(6.0, 4.0, 8.0, "dragon", "#4f6b3c", "dragon wyvern griffin 龙"),
    _kind(2.0, 2.8, 4.2, "elephant", "#8a8580", "elephant mammoth rhinoceros rhino hippo 大象 象 犀牛"),
    _kind(0.9, 2.2, 2.8, "camel", "#b08a58", "camel dromedary llama alpaca giraffe 骆驼 羊驼 长颈鹿"),
    _kind(3.0, 2.6, 9.0, "whale", "#4a5a68", "whale shark dolphin fish orca 鲸 鲸鱼 鲨鱼 海豚 鱼"),
    _kind(2.4, 2.6, 4.5, "dragon", "#6f7a4a", "dinosaur lizard crocodile 恐龙 鳄鱼"),
    _kind(0.6, 1.95, 1.75, "deer", "#7d5f40", "deer reindeer stag moose elk antelope 鹿 驯鹿"),
    _kind(0.6, 1.7, 2.1, "hoofed", "#6a4a30", "horse unicorn pony zebra donkey mule 马 驴 独角兽 斑马"),
    _kind(0.8, 1.5, 2.3, "cow", "#6a5140", "cow ox bull yak buffalo bison bear 牛 牦牛 熊"),
    _kind(0.34, 0.75, 1.05, "animal", "#8d6a48", "lion tiger goat sheep pig wolf lamb boar 狮 虎 羊 猪 狼"),
    _kind(0.28, 0.58, 0.8, "animal", "#8a6546", "dog fox puppy hound husky 狗 狐 小狗"),
    _kind(0.24, 0.42, 0.38, "cat", "#b58a58", "cat kitten rabbit squirrel monkey hare 猫 兔 松鼠 猴子 猴"),
    _kind(0.3, 0.2, 0.4, "ball", "#6f7a58", "turtle hedgehog mouse snail frog crab 龟 刺猬 蜗牛 青蛙"),
    _kind(1.6, 1.2, 0.9, "peacock", "#2c6a80", "peacock turkey 孔雀"),
    _kind(0.3, 1.1, 0.6, "bird", "#b8b4ac", "heron crane flamingo stork ostrich 鹤 火烈鸟 鹭"),
    _kind(0.26, 0.42, 0.48, "bird", "#8f8a84", "bird owl gull seagull duck hen goose penguin parrot swan pigeon dove rooster sparrow 鸟 鹰 鸭 鸡 鹅 天鹅 企鹅 鹦鹉 鸥 海鸥 燕 麻雀 鸽"),
    _kind(0.26, 0.38, 0.5, "bird", "#22232a", "raven crow blackbird 乌鸦"),
    _kind(0.9, 1.8, 0.5, "snowman", "#e6eaee", "snowman 雪人"),
    _kind(1.4, 1.9, 0.5, "scarecrow", "#4a5a80", "scarecrow 稻草人"),
    _kind(0.7, 1.7, 0.5, "android", "#8f979d", "android cyborg golem automaton 机器人 机器"),
    _kind(0.6, 1.7, 0.5, "figure", "#77706a", "man woman person fisherman monk knight soldier guard child mannequin gardener angel armour armor 人 渔夫 僧 骑士 士兵 孩子"),
    _kind(2.4, 2.2, 2.4, "ball", "#8f8f8a", "boulder planet moon sphere asteroid 巨石 行星 球"),
    _kind(1.8, 5.5, 1.8, "bamboo", "#5f7a3c", "bamboo 竹 竹子"),
    _kind(4.2, 5.2, 4.2, "tree", "#4f6b3c", "tree willow maple birch acacia magnolia osmanthus 树 柳 枫 桂花树 槐树"),
    _kind(3.0, 3.4, 3.0, "tree", "#55733a", "orange lemon apple-tree olive fig 橘树 柠檬树 苹果树"),
    _kind(1.1, 0.9, 1.1, "fern", "#4f7038", "fern plant shrub vine ivy herb coral seaweed 植物 藤 蕨 珊瑚"),
    _kind(1.7, 2.4, 0.9, "hearth", "#8a5544", "fireplace hearth oven stove kiln furnace cooker 壁炉 炉 烤炉 窑 灶 灶台"),
    _kind(1.4, 1.9, 0.9, "machine", "#6d6f6a", "machine engine loom computer console press fridge printer reactor generator 机 机器 印刷机 电脑"),
    _kind(1.3, 2.1, 1.2, "throne", "#8a6a30", "throne 王座 宝座"),
    _kind(1.4, 2.0, 1.1, "shrine", "#8a3526", "shrine altar stupa 祭坛 神龛 神社 佛龛"),
    _kind(2.4, 2.1, 1.6, "swing", "#a03a2e", "swing swings seesaw 秋千"),
    _kind(1.2, 2.3, 3.0, "slide", "#c2902c", "slide 滑梯"),
    _kind(0.7, 2.4, 1.2, "ladder", "#9a7448", "ladder stepladder 梯 梯子"),
    _kind(0.6, 0.6, 0.6, "ball", "#b04030", "buoy float 浮标"),
    _kind(1.8, 1.7, 0.6, "board", "#2c3a34", "blackboard chalkboard whiteboard billboard 黑板 广告牌"),
    _kind(1.4, 1.7, 1.4, "crystal", "#7aa6c8", "crystal crystals gem gemstone icicle 水晶 宝石 冰柱"),
    _kind(1.6, 0.7, 1.4, "hoard", "#c09a3e", "gold treasure coin coins hoard money 金子 金币 财宝"),
    _kind(1.8, 0.5, 1.6, "heap", "#a8622c", "leaf leave 落叶 树叶"),
    _kind(1.4, 0.6, 1.2, "heap", "#cfc6b0", "bone bones skeleton 骨头 骸骨"),
    _kind(1.6, 0.8, 1.4, "heap", "#a8946a", "hay straw sand rubble snow ash 干草"),
    _kind(0.9, 0.35, 0.8, "heap", "#b39a70", "rope cord wool yarn fur pelt hide skin net-heap cloth 绳 绳子 毛线 毛皮"),
    _kind(0.6, 0.8, 0.6, "hive", "#b08a48", "beehive hive beehives 蜂箱 蜂巢"),
    _kind(1.6, 1.0, 0.7, "cylinder", "#3c3c40", "cannon boiler tank 大炮 锅炉"),
    _kind(0.9, 0.75, 0.9, "cylinder", "#33302e", "cauldron pot kettle 大锅 锅"),
    _kind(0.08, 1.9, 0.08, "cylinder", "#7a5a3c", "harpoon spear oar pole staff broom paddle lance rod 矛 桨 扫帚 竹竿"),
    _kind(0.07, 1.5, 0.07, "cylinder", "#55595e", "microphone 麦克风"),
    _kind(0.34, 2.3, 0.34, "cylinder", "#6d7276", "periscope pipe 潜望镜 管道"),
    _kind(0.5, 0.06, 0.5, "box", "#c8b48c", "chessboard checkerboard tray 棋盘 托盘"),
    _kind(0.4, 1.0, 0.4, "cylinder", "#a8a298", "pedestal plinth post stand sundial totem 底座 柱 日晷"),
    _kind(0.6, 0.45, 0.25, "suitcase", "#7a4a2e", "suitcase trunk bag backpack briefcase luggage 手提箱 行李 箱子"),
    _kind(1.1, 1.0, 1.1, "umbrella", "#a8322c", "umbrella parasol 伞 雨伞"),
    _kind(0.4, 0.4, 0.1, "clock", "#b08d46", "clock watch compass barometer valve disc disk dial gauge shield wheel 钟表 罗盘 车轮"),
    _kind(0.24, 0.24, 0.24, "ball", "#c09a5a", "ball orb skull bread loaf fruit apple dumpling pumpkin mooncake egg melon cheese 球 月饼 面包 水果 苹果 南瓜 蛋 鸡蛋"),
    _kind(0.16, 0.16, 0.16, "cylinder", "#b0a48c", "mug jar plate hat tin glass 杯 罐 盘 帽"),
    _kind(0.26, 0.22, 0.2, "case", "#8a6a44", "lamp box doll mask shoe pen phone camera toy cake 盒 面具 鞋 笔 相机 玩具 蛋糕"),
)  # fmt: skip
"""The first that names the words' noun counts."""
BUILDING_SHAPES = frozenset(
    [
        "castle",
        "church",
        "pagoda",
        "palace",
        "station",
        "glasshouse",
        "barn",
        "hut",
        "block",
        "tower",
        "house",
        "carousel",
        "bigtop",
        "rotunda",
        "dome",
        "amphitheatre",
    ]
)
