"""`python -m tools.build_assets [scenes|pack|avatar|schema|all] [--only NAME]`: writes what code makes."""

from __future__ import annotations

import argparse
import importlib
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def build_scenes(only: str) -> None:
    """Writes the assets of our scenes, and the shared ones."""
    importlib.import_module("tools.build_assets.scenes").build_all(REPOSITORY, only)


def build_pack(only: str) -> None:
    """Writes the pack of things, its list and its pictures."""
    importlib.import_module("tools.build_assets.pack.build").build_pack(REPOSITORY, only)


def build_avatar(only: str) -> None:
    """Writes the figures hosts are chosen from."""
    importlib.import_module("tools.build_assets.avatar.__main__").main(["--only", only])


def write_schema(only: str) -> None:
    """Writes docs/scene.schema.json."""
    from vr_app.scene.stage_schema import schema_text

    (REPOSITORY / "docs" / "scene.schema.json").write_text(schema_text(), encoding="utf-8", newline="\n")


PARTS = {"schema": write_schema, "scenes": build_scenes, "pack": build_pack, "avatar": build_avatar}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.build_assets", description=__doc__)
    parser.add_argument("part", nargs="?", default="all", choices=[*PARTS, "all"])
    parser.add_argument("--only", default="", help="build only assets whose name contains this")
    chosen = parser.parse_args()
    for name, build in PARTS.items():
        if chosen.part in (name, "all"):
            started = time.perf_counter()
            build(chosen.only)
            print(f"{name}: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
