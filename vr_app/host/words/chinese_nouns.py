"""What things in scenes are called in Chinese and in English: a word list both ways."""

# ruff: noqa: E501  (patterns and word lists are read best on one line)

from __future__ import annotations

_PAIRS = """
塔 tower|钟楼 bell tower|灯塔 lighthouse|望远镜 telescope|码头 pier|栈桥 jetty|桥 bridge|穹顶 dome|圆顶 dome|长椅 bench|
长凳 bench|椅子 chair|桌子 table|星图 star chart|图桌 chart table|海图桌 chart table|海湾 bay|港口 harbour|港湾 harbour|
小镇 town|城镇 town|镇子 town|村庄 village|城市 city|露台 terrace|平台 platform|天象仪 orrery|太阳系仪 orrery|行星仪 orrery|
星象仪 orrery|薰衣草 lavender|灯笼 lantern|灯 lamp|路灯 lamppost|门 door|大门 gate|窗 window|窗户 window|墙 wall|楼梯 stairs|
台阶 steps|雕像 statue|雕塑 sculpture|半身像 bust|胸像 bust|双耳瓶 amphora|陶罐 amphora|陶瓶 amphora|罐子 jar|花瓶 vase|
鲸鱼 whale|鲸 whale|骨架 skeleton|骨骼 skeleton|船 ship|船模 model ship|模型船 model ship|帆船 sailing boat|小船 boat|
钟 clock|时钟 clock|座钟 clock|地球仪 globe|天球仪 celestial globe|菊石 ammonite|化石 fossil|大厅 hall|展厅 gallery|
画 painting|油画 painting|肖像 portrait|书架 bookshelf|书柜 bookcase|书 book|图书馆 library|喷泉 fountain|水池 pool|池塘 pond|
井 well|树 tree|橡树 oak|松树 pine|柳树 willow|森林 forest|树林 grove|花园 garden|花 flower|山 mountain|小山 hill|河 river|
小溪 stream|湖 lake|海 sea|大海 sea|海滩 beach|沙滩 beach|悬崖 cliff|岩石 rock|石头 stone|洞穴 cave|岛 island|城堡 castle|
教堂 church|寺庙 temple|神社 shrine|宝塔 pagoda|亭子 pavilion|凉亭 gazebo|宫殿 palace|房子 house|小屋 hut|木屋 cabin|谷仓 barn|
磨坊 mill|风车 windmill|水车 waterwheel|市场 market|商店 shop|酒馆 tavern|咖啡馆 cafe|厨房 kitchen|壁炉 fireplace|火炉 stove|
炉子 stove|篝火 campfire|床 bed|沙发 sofa|地毯 carpet|镜子 mirror|钢琴 piano|风琴 organ|小提琴 violin|王座 throne|祭坛 altar|
墓 tomb|柱子 column|石柱 pillar|拱门 arch|旗 flag|旗帜 flag|马车 carriage|火车 train|铁轨 railway|车站 station|飞机 airplane|
飞船 spaceship|火箭 rocket|机器人 robot|锚 anchor|桶 barrel|箱子 chest|宝箱 chest|柜子 cabinet|架子 shelf|盔甲 armour|剑 sword|
盾 shield|鼓 drum|铃 bell|大钟 bell|日晷 sundial|温室 greenhouse|葡萄园 vineyard|田野 field|草地 meadow|围栏 fence|栏杆 railing|
阳台 balcony|屋顶 roof|院子 courtyard|庭院 courtyard|街道 street|路 road|小路 path|台子 stand|讲台 podium|展柜 display case|
玻璃柜 glass case|底座 pedestal|入口 entrance|出口 exit|洞口 cave mouth|瀑布 waterfall|冰山 iceberg|雪 snow|沙丘 dune|仙人掌 cactus|
绿洲 oasis|金字塔 pyramid|帐篷 tent|骆驼 camel|马 horse|狗 dog|猫 cat|鸟 bird|鱼 fish|恐龙 dinosaur|狮子 lion|龙 dragon|
水晶 crystal|蜡烛 candle|火把 torch|吊灯 chandelier|地图 map|指南针 compass|罗盘 compass|望台 lookout|工作台 workbench|
织布机 loom|起重机 crane|渡轮 ferry|浮标 buoy|仓库 warehouse|茶壶 teapot|茶馆 tea house|石灯笼 stone lantern|天文台 observatory|
旅馆 inn|客栈 inn|旅店 inn|石窟 cave|洞窟 cave|山洞 cave|石桌 table|木桌 table|圆桌 round table|石凳 bench|木凳 stool|凳子 stool|
木椅 chair|竹椅 chair|藤椅 chair|摇椅 rocking chair|竹篮 basket|篮子 basket|竹筐 basket|雨伞 umbrella|油纸伞 umbrella|屏风 folding screen|
石碑 monument|牌坊 gate|杯子 cup|碗 bowl|水壶 jug|酒坛 jar|酒缸 jar|木箱 chest|书桌 desk|黑板 blackboard|秋千 swing|滑梯 slide|雪人 snowman
"""
ENGLISH_OF: dict[str, str] = {
    entry.strip().split(" ", 1)[0]: entry.strip().split(" ", 1)[1] for entry in _PAIRS.split("|")
}
"""Chinese noun to English name."""

CHINESE_OF: dict[str, str] = {}
"""English name to the first Chinese noun for it."""
for _wide, _latin in ENGLISH_OF.items():
    CHINESE_OF.setdefault(_latin, _wide)


def english_names(phrase: str) -> list[str]:
    """English names of the nouns in a Chinese phrase, the longest noun first."""
    found = [noun for noun in ENGLISH_OF if noun in phrase]
    whole = [noun for noun in found if not any(noun != other and noun in other for other in found)]
    return [ENGLISH_OF[noun] for noun in sorted(whole, key=len, reverse=True)]


def chinese_name(name: str) -> str:
    """A thing's name for a Chinese sentence: translated with the original in brackets, or as it is."""
    if not name.isascii():
        return name
    words = name.lower().removeprefix("the ").split()
    for cut, word in enumerate(words):
        if word in ("in", "by", "of", "on", "with", "at", "from"):
            words = words[:cut]
            break
    for begin in range(len(words)):
        tail = " ".join(words[begin:])
        noun = CHINESE_OF.get(tail) or CHINESE_OF.get(tail.removesuffix("s"))
        if noun:
            return f"{noun}（{name}）"
    return f"“{name}”"
