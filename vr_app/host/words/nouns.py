"""Nouns: singulars, concrete things that a scene either has or has not, words that may stand for one another."""

from __future__ import annotations

_THINGS_LIST = """
airplane altar anchor angel animal antenna apple arcade arch armchair armor armour arrow awning axe balcony balloon
banner barn barrel basin basket bath beach bed bee bell bench bicycle bike bin bird boat bonfire book bookcase
bookshelf bookstore bottle boulder bowl bridge brook bush butterfly bus cabin cabinet cactus cafe cage camel camp
campfire canal candelabra candle cannon canoe canyon car carpet carriage cart castle cat cathedral cave chair
chalkboard chandelier chapel chest chimney church city clock cliff cloister coast coastline coffin column computer
cottage couch courtyard cow crane crater creek cross crowd crown crystal cup cupboard curtain dam deer desert desk
dinosaur dock dog dolphin dome donkey door doorway dragon drawer duck dune eagle easel elephant elevator escalator
exhibit farm fence fern ferry field fire fireplace fish flag flower flowerbed flute football forest fort fortress
fossil fountain fox frog fruit furniture galleon gallery garden gargoyle garland gate gazebo ghost giraffe glacier
globe goat goose grape grass grave graveyard guitar gull hall hammock harbor harbour harp hat hedge helicopter
helmet herb hill horse hotel house hut iceberg island ivy jar jetty jungle kettle keyboard kitchen kite knife knight
ladder lagoon lake lamb lamp lamppost lantern laptop lawn lectern lighthouse lily lion lizard lobby magazine mansion
map marble market mast meadow menu mill mirror monastery monk monkey monolith monument moon mosaic mosque mosquito
moss motorcycle mountain mug mural museum mushroom necklace nest oak oasis obelisk observatory ocean octopus office
orchard orchid organ ornament owl ox pagoda painting palace palm panda parasol parrot pavilion peacock pedestal pen
penguin phone photograph piano picnic pier pig pigeon pillar pine pirate pitcher planetarium plant plate playground
plaza podium pond pool portrait pot pottery pub puddle pumpkin pyramid rabbit raft railing railway rainbow ramp
ravine reef restaurant ribbon rifle river road robot rock rocket roof rooftop rug ruin sailboat sailor sand scarf
school sculpture sea seagull seashell seat shark sheep shelf shell shield ship shop shore shoreline shrine shrub
skeleton skull skyline skyscraper snake snow sofa soldier spaceship spear spider spire squirrel stadium staircase
stairs stairway statue steeple stool stove stream street swan sword table tank tapestry tavern tea teapot telescope
television temple tent terrace theater theatre throne tiger tomb torch tower town tractor train tram treasure tree
tripod trumpet tulip tunnel turtle umbrella unicorn valley van vase vehicle vendor veranda village vine vineyard
violin volcano wagon wall wand warehouse waterfall waterwheel whale wheat willow windmill window wolf yacht zebra
"""
THINGS = frozenset(_THINGS_LIST.split())
"""Singular nouns."""

SAME = (
    ("sea", "ocean", "water", "wave", "bay"),
    ("shore", "coast", "beach", "coastline", "shoreline", "sand"),
    ("harbour", "harbor", "port", "dock", "pier", "jetty"),
    ("mountain", "peak", "ridge", "hill", "range", "summit"),
    ("tree", "forest", "wood", "pine", "oak", "grove"),
    ("lamp", "lantern", "lamppost", "light"),
    ("chair", "seat", "stool", "armchair", "bench"),
    ("couch", "sofa"),
    ("painting", "portrait", "picture", "canvas", "mural"),
    ("statue", "sculpture", "figure", "bust", "marble"),
    ("hall", "gallery", "museum", "room", "exhibit"),
    ("stairs", "staircase", "stairway", "step"),
    ("railing", "balustrade", "parapet", "fence", "wall"),
    ("telescope", "instrument"),
    ("door", "doorway", "entrance", "gate", "portal", "arch", "archway"),
    ("column", "pillar", "colonnade"),
    ("plant", "flower", "flowerbed", "bush", "shrub", "fern"),
    ("bird", "gull", "seagull"),
    ("boat", "ship", "sailboat", "vessel"),
    ("town", "city", "village", "skyline"),
    ("pedestal", "plinth", "podium"),
    ("window", "skylight", "pane"),
    ("ruin", "ruins"),
    ("globe", "orrery", "sphere"),
    ("street", "road", "lane"),
    ("fire", "campfire", "bonfire", "fireplace", "hearth"),
    ("river", "stream", "creek", "brook"),
    ("rock", "boulder", "stone", "cliff"),
    ("dinosaur", "skeleton", "fossil"),
    ("rug", "carpet"),
    ("garden", "courtyard", "lawn", "grass", "meadow"),
)
"""Where one of a group is there, the others may be said."""


def singular(word: str) -> str:
    """The singular of an English noun, well enough for a comparison."""
    if word in ("stairs", "glass", "grass", "moss", "cactus", "bus", "compass", "lens", "cross"):
        return word
    for ending, instead in (
        ("ies", "y"),
        ("shelves", "shelf"),
        ("ves", "f"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("ctuses", "ctus"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
