"""Which file each asset of our scenes goes to, and who makes it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.build_assets import sounds
from tools.build_assets.glb import Node, Turning, write_glb
from tools.build_assets.museum import amphora, bust, clock, exhibits, hall, pictures, ship, whale
from tools.build_assets.observatory import dome, furniture, instruments, landscape, star_chart, terrace

Made = Node | list[Node] | tuple[list[Node], list[Turning]]

OBSERVATORY = "scenes/observatory-terrace/assets"
MUSEUM = "scenes/museum-hall/assets"
HARBOUR = "scenes/night-harbour/assets"

ASSETS: dict[str, tuple[str, Callable[[], Made]]] = {
    f"{OBSERVATORY}/terrace.glb": ("Observatory terrace", terrace.terrace),
    f"{OBSERVATORY}/star-chart.glb": ("Inlaid star chart", star_chart.medallion),
    f"{OBSERVATORY}/dome.glb": ("Telescope dome", dome.dome),
    f"{OBSERVATORY}/landscape.glb": ("Bay, town and mountains", landscape.landscape),
    f"{OBSERVATORY}/brass-telescope.glb": ("Brass telescope", instruments.refractor),
    f"{OBSERVATORY}/orrery.glb": ("Orrery", instruments.orrery),
    f"{OBSERVATORY}/chart-table.glb": ("Chart table", instruments.chart_table),
    f"{OBSERVATORY}/lantern-post.glb": ("Lantern post", furniture.lantern_post),
    f"{OBSERVATORY}/bench.glb": ("Garden bench", furniture.bench),
    f"{OBSERVATORY}/cypress-pot.glb": ("Potted cypress", furniture.cypress_pot),
    f"{OBSERVATORY}/box-pot.glb": ("Potted box ball", furniture.box_pot),
    f"{OBSERVATORY}/lavender-trough.glb": ("Lavender trough", furniture.lavender_trough),
    f"{MUSEUM}/hall.glb": ("Museum hall", hall.hall),
    f"{MUSEUM}/whale.glb": ("Whale skeleton", whale.whale),
    f"{MUSEUM}/amphora.glb": ("Amphora", amphora.amphora),
    f"{MUSEUM}/bust.glb": ("Marble bust", bust.bust),
    f"{MUSEUM}/ship.glb": ("Ship model", ship.ship),
    f"{MUSEUM}/clock.glb": ("Skeleton clock", clock.clock),
    f"{MUSEUM}/globe.glb": ("Celestial globe", exhibits.star_globe),
    f"{MUSEUM}/ammonite.glb": ("Ammonite", exhibits.ammonite),
    f"{MUSEUM}/bench.glb": ("Gallery bench", exhibits.bench),
    f"{MUSEUM}/rope.glb": ("Rope barrier", exhibits.rope),
    f"{MUSEUM}/palm.glb": ("Palm", exhibits.palm),
    **{f"{MUSEUM}/{name}.glb": ("Painting", partial(pictures.painting, name)) for name in pictures.PICTURES},
}

SOUNDS: dict[str, Callable[[], bytes]] = {
    f"{OBSERVATORY}/ambience.wav": sounds.evening_terrace,
    f"{OBSERVATORY}/shutter.wav": sounds.lantern_shutter,
    f"{OBSERVATORY}/bell.wav": sounds.church_bell,
    f"{MUSEUM}/ambience.wav": sounds.museum_hall,
    f"{HARBOUR}/ambience.wav": sounds.night_harbour,
}


def build(made: Made) -> tuple[list[Node], list[Turning]]:
    """Any maker's result in one form."""
    if isinstance(made, Node):
        return [made], []
    return (made, []) if isinstance(made, list) else made


def build_all(repository: Path, only: str = "") -> None:
    """Writes every asset whose path contains `only`."""
    for path, (title, make) in ASSETS.items():
        if only not in path:
            continue
        started = time.perf_counter()
        roots, turnings = build(make())
        file = repository / path
        write_glb(file, roots, turnings, title)
        triangles = sum(mesh.triangle_count for root in roots for node in root.everything() for mesh, _ in node.parts)
        seconds = time.perf_counter() - started
        print(f"{path}: {triangles} triangles, {file.stat().st_size / 1024:.0f} kB, {seconds:.1f} s")
    for path, compose in SOUNDS.items():
        if only in path:
            (repository / path).write_bytes(compose())
            print(f"{path}: {(repository / path).stat().st_size / 1024:.0f} kB")
