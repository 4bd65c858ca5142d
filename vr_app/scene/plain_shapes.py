"""The words that a stage may use for the shape of a thing without an asset; `bodies` builds them."""

from __future__ import annotations

SHAPES = (
    "box", "cylinder", "ball", "cone",
    "house", "hut", "barn", "palace", "castle", "church", "pagoda", "glasshouse", "station", "block", "skyline",
    "bigtop", "carousel", "rotunda", "dome", "tower", "amphitheatre",
    "animal", "hoofed", "deer", "cow", "cat", "elephant", "camel", "dragon", "whale", "bird", "peacock", "figure",
    "snowman", "scarecrow", "android",
    "vehicle", "wagon", "locomotive", "tractor", "boat", "ship", "submarine", "rocket", "balloon",
    "hearth", "machine", "throne", "shrine", "suitcase", "umbrella", "crystal", "tree", "bamboo", "fern", "ridge",
    "swing", "slide", "ladder", "board", "monument", "heap", "hoard", "clock", "hive", "case",
)  # fmt: skip
