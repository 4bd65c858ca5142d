"""`vr-app imagine "DESCRIPTION" --out DIR [--seed N]`: a new scene folder from words."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path

from vr_app.app.folders import data_folder, settings_file
from vr_app.app.imagining import Imagination, Imagined
from vr_app.app.models import embedder_config, inference_config
from vr_app.app.sense import open_sense
from vr_app.app.wiring import make_embedder
from vr_app.app.writing_model import WritingModel
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.settings import load_settings

READY_S = 20.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("wish", metavar="DESCRIPTION", help='such as "a moonlit harbour where fishermen tell stories"')
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the new scene")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another number, another place")
    parser.add_argument("--model", help="language model; auto takes the best installed one")
    parser.add_argument("--plain", action="store_true", help="without a language model: from the words alone")
    parser.add_argument("--json", action="store_true", help="what was made, as one line of JSON")


def run(arguments: argparse.Namespace) -> int:
    flags = {"language.model": arguments.model} if arguments.model else {}
    settings = load_settings(settings_file(), os.environ, flags)
    config = inference_config(settings)
    plain = arguments.plain or config.language is None
    embedder = None if arguments.plain else make_embedder(embedder_config(), data_folder() / "logs")
    model = None if plain else WritingModel(config, seed=arguments.seed)

    def tell(line: str) -> None:
        if not arguments.json:
            print(line, file=sys.stderr, flush=True)

    try:
        if embedder is not None:
            embedder.start()
        if model is not None:
            model.start()
        if embedder is not None:
            with contextlib.suppress(DeviceError):  # rules and words alone decide then
                embedder.wait_until_ready(READY_S)
        imagination = Imagination(model, embedder, open_sense(embedder))
        made = imagination.imagine(arguments.wish, arguments.out.expanduser(), arguments.seed % 1_000_000, tell)
    finally:
        if model is not None:
            model.close()
        if embedder is not None:
            embedder.close()
    if arguments.json:
        print(json.dumps(report_of(made), ensure_ascii=False))
        return 0
    for note in made.composed.notes:
        print(f"  ({note})")
    print(f"{made.composed.stage['title']}: {made.folder} ({made.whole_s:.0f} s)")
    return 0


def report_of(made: Imagined) -> dict[str, object]:
    """What was made, for machines."""
    return {
        "path": str(made.folder),
        "title": made.composed.stage["title"],
        "language": made.wish.language,
        "by_model": made.by_model,
        "ground_s": round(made.ground_s, 2),
        "whole_s": round(made.whole_s, 2),
        "things": len(made.composed.stage["thing"]),
        "present": made.composed.present,
        "absent": made.composed.absent,
        "notes": made.composed.notes,
    }
