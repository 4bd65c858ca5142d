"""`python -m tools.build_assets.avatar [--only NAME | --design FILE.toml] [--out FOLDER]`: writes figures, their list.

A design of your own names what differs from the first figure; `design.py` says what there is to name.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tools.build_assets.avatar.figure import build
from tools.build_assets.avatar.figures import figures, read_design

DEFAULT = Path(__file__).resolve().parents[3] / "assets" / "avatar"
LIST = "avatars.json"


def write_list(folder: Path) -> None:
    """Who there is, in the words people choose by."""
    rows = [
        {
            "name": f.name, "file": f"{f.name}.vrm", "title": f.title, "looks": f.looks, "presents": f.presents,
            "tags": list(f.tags),
        }
        for f in figures().values()
    ]  # fmt: skip
    text = json.dumps({"license": "CC0-1.0", "avatars": rows}, indent=1, ensure_ascii=False)
    (folder / LIST).write_text(text + "\n", encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> None:
    """Builds and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only figures whose name contains this")
    parser.add_argument("--out", type=Path, default=DEFAULT)
    parser.add_argument("--design", type=Path, help="a figure of your own, instead of ours")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.design:
        (given.out / f"{given.design.stem}.vrm").write_bytes(build(read_design(given.design)))
        return
    for name, figure in figures().items():
        if given.only in name:
            (given.out / f"{name}.vrm").write_bytes(build(figure))
    write_list(given.out)


if __name__ == "__main__":
    main()
