"""`vr-app bench`: the numbers Virgil promises, measured on this machine."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from vr_app.app.bench.cases import read_cases, read_paths
from vr_app.app.bench.figures import plain, table
from vr_app.app.folders import settings_file
from vr_app.app.places import FIRST_SCENE, find_scene, open_place
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import load_settings

BENCHES = {
    "talk": "typed turn to first audio, gaps, stop, frames beside it, memory",
    "mind": "answers from knowledge, questions of where, memory; the bare model beside",
    "speech": "speed of the voice, words understood by the recogniser, lips against aligned phones",
    "listen": "recordings into a virtual microphone: words understood, spoken turn to first audio, barge-in, echo",
    "engine": "the language model behind our door beside the bare engine of the same build",
    "render": "processor time of a stereo frame over many scenes and sizes, OpenGL calls",
    "frame": "processor time of a frame of the scene",
    "load": "launch to first picture; a large file to its first picture, and memory",
    "story": "10,000 lines of ink compiled, one file of fifty again, a line played; inkjs beside them",
    "scene": "related things find their places over 50 seeds; a check of 1,000 things; a save of 200; with --cases "
    "instead wishes become scenes",
    "headset": "frames of our scenes at 90 Hz with panel and captions, beside an empty loop, while scenes load and the "
    "model talks; with --soak, half an hour under a real runtime that is killed now and then",
    "resilience": "every process killed in the middle of a reply: the database equals what was heard",
}

LISTEN_PARTS = ("turns", "interruptions", "backchannels", "echo", "words")
SPEECH_FOLDER = "Give a folder of recordings with a manifest.tsv (path, seconds, text)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=BENCHES, help="; ".join(f"{k}: {v}" for k, v in BENCHES.items()))
    parser.add_argument("--cases", type=Path, metavar="FILE", help="the visitor's lines, instead of our own")
    parser.add_argument("--scene", default=FIRST_SCENE, metavar="DIR", help="name or folder of a scene")
    parser.add_argument("--speech", type=Path, metavar="DIR", help="listen: recordings with a manifest.tsv")
    parser.add_argument("--out", type=Path, metavar="DIR", help="scene: keeps what the wishes became")
    parser.add_argument("--model", help="language model; auto takes the best installed one")
    parser.add_argument("--peers", action="store_true", help="render, load: other engines beside (extra `peers`)")
    parser.add_argument(
        "--soak",
        action="store_true",
        help="resilience: kill each process 20 times; story: 100,000 spoilt ones; headset: half an hour",
    )
    parser.add_argument(
        "--minutes",
        type=float,
        default=0.0,
        help="headset: how long it soaks (30); scene: begins no further wish after so long, and goes on from there "
        "when run again with the same --out",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=("sense", "answers", "changed", "where", "memory", "audio", *LISTEN_PARTS),
        help="mind, listen: this part alone; may be given several times",
    )
    parser.add_argument("--json", action="store_true", help="print figures as JSON")


def run(arguments: argparse.Namespace) -> int:
    flags = {"language.model": arguments.model} if arguments.model else {}
    settings = load_settings(settings_file(), os.environ, flags)
    cases = [] if arguments.what in ("render", "mind") else read_cases(arguments.cases)
    folder = find_scene(arguments.scene)
    if not arguments.json:
        print(f"{arguments.what}: {BENCHES[arguments.what]} ...", file=sys.stderr, flush=True)
    result: dict[str, Any]
    match arguments.what:
        case "talk":
            from vr_app.app.bench.talk import bench_talk

            result = bench_talk(settings, open_place(folder), cases)
        case "mind":
            from vr_app.app.bench.mind import PARTS as MIND_PARTS
            from vr_app.app.bench.mind import bench_mind

            result = bench_mind(settings, open_place(folder), arguments.cases, arguments.only or MIND_PARTS)
        case "speech":
            from vr_app.app.bench.speech import bench_speech

            result = bench_speech(settings, cases if arguments.cases else None)
        case "listen":
            if arguments.speech is None:
                raise UserError("bench listen needs --speech DIR", remedy=SPEECH_FOLDER, exit_code=2)
            from vr_app.app.bench.listen import bench_listen

            result = bench_listen(
                settings,
                open_place(folder),
                arguments.speech,
                soak=arguments.soak,
                parts=arguments.only or LISTEN_PARTS,
                minutes=arguments.minutes,
                told=lambda words: print(words, file=sys.stderr, flush=True),
            )
        case "engine":
            from vr_app.app.bench.engine import bench_engine

            result = bench_engine(settings)
        case "scene":
            if arguments.cases is None:
                from vr_app.app.bench.furnish import bench_furnish

                result = bench_furnish()
            else:
                from vr_app.app.bench.wishes import bench_wishes
                from vr_app.app.commands.check_worker import CheckWorker

                with contextlib.closing(CheckWorker()) as checker:
                    result = bench_wishes(settings, cases, checker.check, arguments.out, minutes=arguments.minutes)
        case "frame":
            from vr_app.app.bench.frame import bench_frame

            result = bench_frame(folder)
        case "render":
            from vr_app.app.bench.render import bench_render

            result = bench_render(read_paths(arguments.cases), peers=arguments.peers)
        case "story":
            from vr_app.app.bench.story import bench_story
            from vr_app.app.bench.story_soak import soak_story, with_windows

            if not arguments.soak:
                result = bench_story()
            else:
                from vr_app.app.bench.story_windows import bench_windows

                result = with_windows(soak_story(), bench_windows(settings))
        case "headset" if arguments.soak:
            from vr_app.app.bench.headset_soak import soak_headset

            result = soak_headset(settings, arguments.minutes or 30.0)
        case "headset":
            from vr_app.app.bench.headset_pacing import bench_headset

            result = bench_headset(settings)
        case "resilience":
            from vr_app.app.bench.resilience import KILLS, SOAK_KILLS, bench_resilience

            kills = SOAK_KILLS if arguments.soak else KILLS
            result = bench_resilience(settings, open_place(folder), cases, kills)
        case _:
            from vr_app.app.bench.load import bench_load

            result = bench_load(folder, peers=arguments.peers)
    print(json.dumps(plain(result), indent=1) if arguments.json else table(result))
    return 1 if result.get("problems") else 0
