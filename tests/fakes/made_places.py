"""Places that no scene of ours has, with what is written about them and questions of all kinds."""

# ruff: noqa: E501  (pages as their authors write them)

from __future__ import annotations

from vr_app.host.answers.passages import page_passages
from vr_app.host.card.persona import Persona
from vr_app.host.knowledge import Index, Knowledge
from vr_app.host.place.scene_brief import KnownThing, Place, Viewpoint
from vr_app.kernel.ports import Embedder

ISLAND_PAGES = {
    "the-light.md": """# Skerry Vane light

Skerry Vane was lit for the first time on 4 March 1836, after six summers of building. The engineer was Agnes Torrance's
father, Malcolm Torrance, who quarried every stone on the mainland and numbered it. The tower stands 43 metres high and is
built of 4,300 blocks of pink granite; the walls are three metres thick at the foot. Inside, 151 steps lead up to the lamp.

The lens was ground in Paris by the Fresnel workshop and weighs two tonnes. It floats on a bath of mercury so that a child
could turn it with one finger. The beam reaches 28 kilometres.

- The first keeper was Donald Muir, who stayed for thirty-one years.
- The last keepers left by helicopter in 1998, when the light was made automatic.
- Their cat, Semolina, is buried under the flagpole.
""",
    "birds.md": """# Birds of the skerry

About nine thousand pairs of puffins nest here from April until the first week of August. They dig burrows in the turf.
Puffins feed their young on sand eels. The great skua, which people here call the bonxie, steals from them because it is
too heavy to dive well itself.

A lost albatross lived among the gannets for twelve summers. The keepers named it Albert.
""",
    "wreck.txt": """The wreck of the Marigold

On the night of 9 November 1871 the schooner Marigold struck the north reef in fog. She carried slates, whisky and a piano.
Keeper Muir and his two daughters rowed out three times and saved all eleven of the crew. The piano washed ashore two days
later and can still be played, although it has lost its lowest octave. For the rescue the elder daughter, Isobel, was given
a silver medal by the harbour board of Oban.
""",
}
ISLAND = Place(
    title="Skerry Vane",
    description="A low green island with a tall lighthouse, at noon, with gulls everywhere.",
    time_of_day="noon",
    things=(
        KnownThing("tower", "lighthouse", "A tall tower of pink granite with a glazed lantern.", (0.0, 0.0, -30.0)),
        KnownThing("cottage", "keeper's cottage", "A low white cottage with a slate roof.", (12.0, 0.0, 0.0)),
        KnownThing("piano", "old piano", "A battered upright piano under a tarpaulin.", (-4.0, 0.0, 3.0)),
        KnownThing("jetty", "jetty", "A wooden jetty with an iron ladder.", (0.0, 0.0, 18.0)),
        KnownThing("flagpole", "flagpole", "A white flagpole with a faded flag.", (-9.0, 0.0, -9.0)),
    ),
    arrival=Viewpoint((0.0, 0.0, 0.0), 0.0),
    host_at=(1.0, 0.0, -2.0),
)
ISLAND_HOST = Persona(
    name="Morag Sinclair",
    nickname="Morag",
    description="Morag Sinclair is the island's warden, sixty-two years old. She came from Leith as a student and never "
    "left. She bakes every Thursday and keeps bees behind the cottage.",
    personality="blunt, kind, quick to laugh",
)
ISLAND_QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("When was the lighthouse first lit?", ("1836",)),
    ("Who was the engineer of the light?", ("Malcolm Torrance",)),
    ("How tall is the tower?", ("43",)),
    ("How many blocks of granite were used?", ("4,300",)),
    ("How thick are the walls?", ("three metres",)),
    ("How many steps are there?", ("151",)),
    ("Where was the lens made?", ("Paris",)),
    ("How heavy is the lens?", ("two tonnes",)),
    ("What does the lens float on?", ("mercury",)),
    ("How far does the beam reach?", ("28 kilometres",)),
    ("Who was the first keeper?", ("Donald Muir",)),
    ("How long did Donald Muir stay?", ("thirty-one years",)),
    ("When did the last keepers leave?", ("1998",)),
    ("What was the cat called?", ("Semolina",)),
    ("Where is the cat buried?", ("flagpole",)),
    ("How many pairs of puffins nest here?", ("nine thousand",)),
    ("What do puffins eat?", ("sand eels",)),
    ("Why does the skua steal from the puffins?", ("too heavy",)),
    ("What do people call the great skua?", ("bonxie",)),
    ("What was the albatross named?", ("Albert",)),
    ("When did the Marigold hit the reef?", ("1871",)),
    ("What did the Marigold carry?", ("slates", "whisky", "piano")),
    ("How many of the crew were saved?", ("eleven",)),
    ("Who rowed out to the wreck?", ("Muir", "daughters")),
    ("What was Isobel given for the rescue?", ("medal",)),
    ("Can the piano still be played?", ("still be played",)),
    ("What is the piano missing?", ("octave",)),
)
ISLAND_UNKNOWN = (
    "How deep is the sea around the island?",
    "Who was the captain of the Marigold?",
    "How much did the lighthouse cost to build?",
    "Who owns the island today?",
    "What year was the jetty built?",
    "How old is the keeper's cottage?",
    "How many seals live here?",
    "Who composed the music for the piano?",
    "When was Malcolm Torrance born?",
    "What was the name of Isobel's sister?",
    "How many bees do you have?",
    "What is the population of Oban?",
    "Who won the football last night?",
    "How heavy is the piano?",
    "What colour is the flag?",
    "When does the next ferry leave?",
    "How long is the jetty?",
    "Who painted the cottage?",
    "What is your phone number?",
    "How fast can a puffin fly?",
)

TEA_PAGES = {
    "茶馆.md": """# 老茶馆

这家茶馆开业于1908年，创办人是沈秋白。他原来是船上的厨师，后来带着一把铜壶上了岸。茶馆有两层，楼上摆着十二张方桌。

门口的石狮子少了一只耳朵，据说是1937年被一辆马车撞掉的。院子里的银杏树已经三百多岁了，每年十一月叶子全黄。

这里最有名的茶叫“云雾青”，产自南山，每斤八十元。泡茶用的水来自后院的古井，井深二十一米。
""",
}
TEA_PLACE = Place(
    title="老茶馆",
    description="一座两层的木头茶馆，院子里有一棵大银杏树。",
    things=(
        KnownThing("ginkgo", "银杏树", "一棵高大的银杏树，叶子金黄。", (5.0, 0.0, 0.0)),
        KnownThing("well", "古井", "一口石头砌的古井。", (0.0, 0.0, 6.0)),
        KnownThing("lion", "石狮子", "一只少了耳朵的石狮子。", (-3.0, 0.0, -3.0)),
    ),
)
TEA_HOST = Persona(name="沈月", description="沈月是茶馆的主人，说话温和。")
TEA_QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("茶馆是什么时候开业的？", ("1908",)),
    ("茶馆的创办人是谁？", ("沈秋白",)),
    ("楼上有几张方桌？", ("十二",)),
    ("石狮子为什么少了一只耳朵？", ("马车",)),
    ("银杏树多少岁了？", ("三百",)),
    ("最有名的茶叫什么？", ("云雾青",)),
    ("云雾青多少钱一斤？", ("八十元",)),
    ("古井有多深？", ("二十一米",)),
    ("泡茶的水从哪里来？", ("古井",)),
)
TEA_UNKNOWN = (
    "沈秋白是哪一年去世的？",
    "茶馆有多少个服务员？",
    "银杏树有多高？",
    "谁设计了这座茶馆？",
    "茶馆几点关门？",
)


def island(index: Index, pages: dict[str, str] | None = None, embedder: Embedder | None = None) -> Knowledge:
    """The island's knowledge; `pages` replaces what is written."""
    return Knowledge(ISLAND, ISLAND_HOST, pages_of(ISLAND_PAGES if pages is None else pages), index, embedder)


def tea_house(index: Index) -> Knowledge:
    """The tea house's, all in Chinese."""
    return Knowledge(TEA_PLACE, TEA_HOST, pages_of(TEA_PAGES), index)


def pages_of(pages: dict[str, str]):
    """Passages of pages by name."""
    found = []
    for name, text in pages.items():
        found += page_passages(text, f"lore/{name}", "lore", len(found))
    return found
