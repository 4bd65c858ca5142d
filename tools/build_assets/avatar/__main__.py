"""`python -m tools.build_assets.avatar [OUT.vrm]`: writes the host's avatar (default `assets/avatar/host.vrm`)."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.build_assets.avatar.figure import build

DEFAULT = Path(__file__).resolve().parents[3] / "assets" / "avatar" / "host.vrm"


def main(arguments: list[str]) -> None:
    """Builds and writes the file."""
    out = Path(arguments[0]) if arguments else DEFAULT
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(build())


if __name__ == "__main__":
    main(sys.argv[1:])
