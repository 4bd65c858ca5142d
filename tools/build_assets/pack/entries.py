"""What is in the pack: each thing with its maker, its names and the words people call it by."""

from __future__ import annotations

from dataclasses import dataclass

from tools.build_assets.pack import (
    architecture,
    furniture,
    instruments,
    lights,
    machines,
    market,
    nature,
    study,
    vessels,
)
from tools.build_assets.pack.kit import Maker


@dataclass(frozen=True)
class Entry:
    """One thing.

    Attributes:
        words: what else it may be called, English.
        words_zh: likewise, Chinese.
        colour: its own main colour; "" where it has none that can be changed.
        stands: "floor", "surface" (tables, shelves), "wall" or "water".
    """

    maker: Maker
    name: str
    name_zh: str
    words: str
    words_zh: str
    colour: str = ""
    stands: str = "floor"

    @property
    def id(self) -> str:
        return self.maker.__name__.replace("_", "-")


ENTRIES: dict[str, tuple[Entry, ...]] = {
    "architecture": (
        Entry(architecture.arch, "Stone arch", "石拱门", "archway ruin gateway portal", "拱门 石门 遗迹"),
        Entry(architecture.column, "Column", "石柱", "pillar temple colonnade", "柱子 神庙 廊柱"),
        Entry(architecture.wall, "Dry-stone wall", "石墙", "stone wall rubble boundary", "墙 石头墙 围墙"),
        Entry(architecture.fence, "Picket fence", "栅栏", "fence palings railing garden", "篱笆 围栏", "#e9e4d8"),
        Entry(architecture.gate, "Wooden gate", "木门", "double gate entrance", "大门 院门 入口"),
        Entry(architecture.door, "Door", "门", "doorway entrance door frame", "房门 门框", "#5b7a6a"),
        Entry(architecture.stairs, "Stone steps", "石阶", "stairs staircase steps", "台阶 楼梯 阶梯"),
        Entry(architecture.well, "Well", "水井", "water well bucket village", "井 古井", "#8a4b38"),
        Entry(architecture.fountain, "Fountain", "喷泉", "water basin plaza square", "水池 广场"),
        Entry(
            architecture.footbridge, "Footbridge", "小木桥", "bridge arched wooden crossing", "桥 木桥 拱桥", "#9c3b2e"
        ),
        Entry(
            architecture.jetty, "Jetty", "栈桥", "pier dock wharf landing quay boardwalk", "码头 栈道 渡口", "", "water"
        ),
        Entry(architecture.quay, "Quay", "石码头", "stone quay paving wharf harbour wall floor", "岸 石板 地面"),
        Entry(architecture.lighthouse, "Lighthouse", "灯塔", "beacon light-tower coast", "灯塔 航标 海岸", "#a8392f"),
        Entry(
            architecture.cottage, "Cottage", "小屋", "house hut cabin home farmhouse", "房子 木屋 农舍 家", "#e6dcc3"
        ),
        Entry(architecture.tent, "Tent", "帐篷", "camp camping shelter canvas", "露营 营地", "#b59a63"),
        Entry(architecture.pavilion, "Pavilion", "凉亭", "gazebo kiosk summerhouse bandstand", "亭子 园亭", "#4f7f86"),
        Entry(architecture.tower, "Ruined tower", "残塔", "ruin castle tower keep overgrown", "塔 城堡 废墟 遗迹"),
    ),
    "nature": (
        Entry(nature.oak, "Oak", "橡树", "tree broadleaf big tree", "树 大树"),
        Entry(
            nature.cherry,
            "Cherry tree",
            "樱花树",
            "blossom sakura flowering tree plum peach",
            "樱花 桃树 梅树 花树",
            "#f3c6d3",
        ),
        Entry(nature.pine, "Pine", "松树", "tree conifer fir spruce forest", "树 松 杉树 森林"),
        Entry(nature.cypress, "Cypress", "柏树", "tree slender evergreen", "树 柏"),
        Entry(nature.palm, "Palm", "棕榈树", "tree tropical coconut beach", "树 椰子树 热带 海滩"),
        Entry(nature.bush, "Bush", "灌木", "shrub hedge plant", "树丛 植物"),
        Entry(nature.grass, "Grass", "草丛", "tuft meadow weeds", "草 草地"),
        Entry(nature.reeds, "Reeds", "芦苇", "rushes cattails pond marsh", "蒲草 池塘 沼泽", "", "water"),
        Entry(nature.flowers, "Wild flowers", "野花", "flower bed meadow blossoms", "花 花丛 花圃", "#b8456b"),
        Entry(nature.sunflower, "Sunflower", "向日葵", "flower yellow field", "花 葵花"),
        Entry(nature.mushrooms, "Toadstools", "蘑菇", "mushroom fungus fairy", "毒蘑菇 菌", "#b8322a"),
        Entry(nature.rock, "Boulder", "巨石", "rock stone crag", "石头 岩石"),
        Entry(nature.stones, "Stones", "石堆", "rocks cluster zen garden rockery", "石头 假山"),
        Entry(nature.log, "Fallen log", "倒木", "trunk tree seat", "木头 树干"),
        Entry(nature.stump, "Tree stump", "树桩", "stump trunk", "树墩"),
        Entry(nature.cactus, "Cactus", "仙人掌", "desert saguaro", "沙漠", "#d8577f"),
    ),
    "furniture": (
        Entry(furniture.table, "Table", "桌子", "dining kitchen wooden table", "餐桌 木桌"),
        Entry(furniture.round_table, "Round table", "圆桌", "tea table side table cafe", "茶几 小圆桌"),
        Entry(furniture.chair, "Chair", "椅子", "seat wooden chair", "木椅 座位"),
        Entry(furniture.stool, "Stool", "凳子", "three-legged seat", "板凳 小凳"),
        Entry(furniture.armchair, "Armchair", "扶手椅", "easy chair reading chair seat", "沙发椅 单人沙发", "#6e3b34"),
        Entry(furniture.sofa, "Sofa", "沙发", "couch settee", "长沙发", "#48606b"),
        Entry(furniture.bed, "Bed", "床", "bedroom quilt sleep", "卧室 睡觉", "#7c4a56"),
        Entry(furniture.bookshelf, "Bookshelf", "书架", "bookcase library shelf books", "书柜 图书馆 书"),
        Entry(furniture.cabinet, "Cabinet", "柜子", "cupboard wardrobe sideboard", "橱柜 衣柜", "#5f7c74"),
        Entry(furniture.desk, "Desk", "书桌", "writing desk bureau office", "办公桌 写字台", "#3c5a3e"),
        Entry(furniture.bench, "Bench", "长凳", "seat plank park bench", "长椅 板凳"),
        Entry(furniture.rug, "Rug", "地毯", "carpet mat woven", "毯子 垫子", "#8c2f33"),
        Entry(furniture.screen, "Folding screen", "屏风", "room divider paper screen", "隔断 折屏"),
    ),
    "lights": (
        Entry(lights.lantern, "Lantern", "提灯", "lamp light", "灯 油灯 马灯", "", "surface"),
        Entry(
            lights.street_lamp, "Street lamp", "路灯", "streetlight streetlamp lamppost lamp light lantern", "街灯 灯柱"
        ),
        Entry(lights.candle, "Candle", "蜡烛", "candlelight wax flame", "烛光", "", "surface"),
        Entry(lights.candelabra, "Candelabra", "烛台", "candlestick candles", "蜡烛", "", "surface"),
        Entry(
            lights.paper_lantern,
            "Paper lantern",
            "灯笼",
            "chinese lantern festival hanging lamp",
            "红灯笼 节日 灯",
            "#d8432f",
            "surface",
        ),
        Entry(lights.torch, "Torch", "火把", "garden torch flame fire", "火炬 火"),
        Entry(lights.campfire, "Campfire", "篝火", "fire bonfire logs camp", "营火 火堆"),
        Entry(lights.desk_lamp, "Desk lamp", "台灯", "lamp banker's lamp reading light", "灯", "#3f8a5f", "surface"),
    ),
    "vessels": (
        Entry(vessels.vase, "Vase", "花瓶", "pot ceramic porcelain", "瓷瓶 瓶子", "#2f5d8a", "surface"),
        Entry(vessels.jug, "Jug", "陶罐", "pitcher ewer clay pot", "水罐 壶", "", "surface"),
        Entry(vessels.bowl, "Fruit bowl", "果盘", "bowl fruit apples oranges", "水果 碗", "#e8e1cf", "surface"),
        Entry(vessels.cup, "Tea cup", "茶杯", "cup saucer coffee mug", "杯子 咖啡", "#efe9dc", "surface"),
        Entry(vessels.teapot, "Teapot", "茶壶", "tea kettle", "壶 茶", "#3f5e6b", "surface"),
        Entry(vessels.bottle, "Bottle", "酒瓶", "wine bottle glass", "瓶子 酒", "", "surface"),
        Entry(vessels.barrel, "Barrel", "木桶", "cask keg wine", "酒桶 桶"),
        Entry(vessels.crate, "Crate", "木箱", "box case cargo", "箱子 货箱"),
        Entry(vessels.chest, "Chest", "宝箱", "treasure chest trunk coffer", "箱子 珍宝"),
        Entry(vessels.basket, "Basket", "篮子", "wicker basket", "竹篮 筐"),
        Entry(vessels.bucket, "Bucket", "水桶", "pail water", "桶"),
        Entry(vessels.sack, "Sack", "麻袋", "bag grain flour", "袋子 粮袋"),
        Entry(vessels.flower_pot, "Flower pot", "花盆", "potted flowers geranium plant", "盆花 盆栽", "#c23b3b"),
        Entry(
            vessels.rowing_boat,
            "Rowing boat",
            "小船",
            "boat dinghy oars fishing boat",
            "船 渔船 木船",
            "#3f6f87",
            "water",
        ),
        Entry(vessels.sailing_boat, "Sailing boat", "帆船", "boat sailboat yacht ship", "船 帆", "#7a3b34", "water"),
        Entry(vessels.fishing_net, "Fishing net", "渔网", "net fisherman drying harbour", "网 渔夫", "#8c8468"),
    ),
    "market": (
        Entry(
            market.market_stall,
            "Market stall",
            "集市摊位",
            "stall stand booth fruit market shop",
            "摊子 市场 水果摊",
            "#b3382f",
        ),
        Entry(market.tea_stall, "Tea stall", "茶摊", "tea booth kiosk street food", "茶铺 小吃摊 摊子", "#2f4a4f"),
        Entry(market.cart, "Hand cart", "手推车", "cart wagon hay barrow", "板车 马车 干草"),
        Entry(market.signpost, "Signpost", "路标", "sign direction post", "指示牌", "#e4dac2"),
        Entry(market.notice_board, "Notice board", "告示牌", "board bulletin posters", "布告栏 公告", "#6b3f2c"),
        Entry(market.banner, "Pennants", "彩旗", "bunting flags banner festival", "旗子 节日", "#b3382f"),
        Entry(market.stage, "Stage", "舞台", "platform theatre performance", "戏台 演出", "#7a2430"),
    ),
    "instruments": (
        Entry(instruments.guitar, "Guitar", "吉他", "music instrument strings", "乐器 音乐"),
        Entry(instruments.drum, "Drum", "鼓", "music instrument percussion taiko", "乐器 大鼓", "#9c2f2a"),
        Entry(instruments.piano, "Piano", "钢琴", "upright music instrument keys", "乐器 音乐"),
        Entry(instruments.violin, "Violin", "小提琴", "fiddle music instrument", "乐器 提琴", "", "surface"),
        Entry(instruments.harp, "Harp", "竖琴", "music instrument strings", "乐器"),
        Entry(instruments.gong, "Gong", "锣", "music instrument temple", "乐器 铜锣", "#7a2b24"),
        Entry(instruments.bell, "Bell", "钟", "temple bell church", "铜钟 寺庙"),
        Entry(instruments.music_stand, "Music stand", "谱架", "sheet music notes", "乐谱"),
    ),
    "study": (
        Entry(study.book, "Book", "书", "tome volume novel", "书本", "#6b2a2a", "surface"),
        Entry(study.book_stack, "Stack of books", "一摞书", "books pile", "书堆 书本", "#7a2f2b", "surface"),
        Entry(study.open_book, "Open book", "打开的书", "book pages reading", "书 书页", "#4a2c20", "surface"),
        Entry(study.scroll, "Scroll", "卷轴", "parchment manuscript paper", "书卷 画卷", "", "surface"),
        Entry(study.globe, "Globe", "地球仪", "world earth map", "地球", "", "surface"),
        Entry(study.telescope, "Telescope", "望远镜", "astronomy stars spyglass", "天文 星星"),
        Entry(study.microscope, "Microscope", "显微镜", "science laboratory", "科学 实验室", "", "surface"),
        Entry(study.hourglass, "Hourglass", "沙漏", "sand timer time", "计时 时间", "", "surface"),
        Entry(study.typewriter, "Typewriter", "打字机", "writing machine keys", "打字", "#2f3f3a", "surface"),
        Entry(study.easel, "Easel", "画架", "painting canvas artist", "画 绘画 艺术"),
        Entry(study.picture, "Painting", "油画", "picture frame art seascape", "画 画框 海景", "", "wall"),
        Entry(study.statue, "Statue", "雕像", "sculpture figure monument", "塑像 石像"),
    ),
    "machines": (
        Entry(machines.bicycle, "Bicycle", "自行车", "bike cycle", "单车 脚踏车", "#2f6b5a"),
        Entry(machines.grandfather_clock, "Grandfather clock", "落地钟", "clock time pendulum", "时钟 钟"),
        Entry(
            machines.gramophone, "Gramophone", "留声机", "record player music horn", "唱片机 音乐", "#7a2430", "surface"
        ),
        Entry(machines.radio, "Radio", "收音机", "wireless valve radio", "广播", "", "surface"),
        Entry(machines.windmill, "Windmill", "风车", "mill sails", "磨坊", "#8a4b38"),
        Entry(machines.water_wheel, "Water wheel", "水车", "mill wheel river", "水轮"),
        Entry(machines.anvil, "Anvil", "铁砧", "smith forge hammer", "铁匠 锤子"),
        Entry(machines.robot, "Robot", "机器人", "android tin toy", "机械人", "#d07a3a"),
        Entry(
            machines.steam_engine, "Steam engine", "蒸汽机", "engine boiler flywheel machine", "机器 锅炉", "#2f5145"
        ),
        Entry(machines.sewing_machine, "Sewing machine", "缝纫机", "tailor cloth", "裁缝", "#1d1b1a", "surface"),
    ),
}
"""By kind."""
