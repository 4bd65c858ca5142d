"""Puts our pictures beside Filament's: `python -m tools.reference -o SHEET.png FILE...` prints a table too.

More files than fit one sheet give SHEET-1.png, SHEET-2.png and so on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import filly

from tools.contact_sheet import contact_sheet
from tools.reference.comparison import SIZE, compare
from tools.reference.ours import Ours
from tools.reference.theirs import Theirs
from vr_app.kernel.errors import UserError
from vr_app.render.egl_context import EglContext

MODELS_PER_SHEET = 8


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--size", default="x".join(map(str, SIZE)))
    options = parser.parse_args(arguments)
    width, height = (int(value) for value in options.size.split("x"))
    context = EglContext()
    theirs, ours = Theirs(), Ours(context)
    cells = []
    for path in options.files:
        try:
            found = compare(path, ours, theirs, (width, height))
        except (UserError, filly.AssetError) as error:
            print(f"{path.name:40} {error}")
            continue
        print(f"{path.name:40} IoU {found.iou:.4f}  SSIM {found.ssim:.4f}", flush=True)
        cells += found.cells
    ours.close()
    context.close()
    theirs.close()
    step = 3 * MODELS_PER_SHEET
    for number, first in enumerate(range(0, len(cells), step), start=1):
        out = options.out if len(cells) <= step else options.out.with_stem(f"{options.out.stem}-{number}")
        contact_sheet(cells[first : first + step], 6, (width, height)).save(out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
