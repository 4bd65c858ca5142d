"""`bench story`: compiling 10,000 lines of ink, one file of fifty again, and playing; beside inkjs where it is there.

The story is made here, always the same: fifty files of knots with choices, conditions, lists, functions and tunnels.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.folders import data_folder
from vr_app.install.reference_ink import node_program, reference_folder
from vr_app.story.compile import StoryCache, compile_story
from vr_app.story.runner import CompiledStory, choose, load_story, start, step

FILES = 50
KNOTS_A_FILE = 8
LINES_A_KNOT = 26
RUNS = 5
STEPS = 3_000
STRIDE = 7
"""Of several choices the n-th turn takes number n * STRIDE, here and in inkjs."""

_PLAYER = """
const ink = require(process.argv[1]); const fs = require("fs"), path = require("path");
const [folder, runs, steps, stride] = [process.argv[2], ...process.argv.slice(3).map(Number)];
console.warn = () => {};
const files = {ResolveInkFilename: n => path.join(folder, n), LoadInkFileContents: n => fs.readFileSync(n, "utf8")};
const source = fs.readFileSync(path.join(folder, "story.ink"), "utf8");
const compile = [], step = []; let json;
for (let run = 0; run < runs; run++) {
  const options = new ink.CompilerOptions("story.ink", [], true, () => {}, files);
  const begun = process.hrtime.bigint();
  json = new ink.Compiler(source, options).Compile().ToJson();
  compile.push(Number(process.hrtime.bigint() - begun) / 1e6);
}
let story = new ink.Story(json), turn = 0;
while (step.length < steps) {
  if (story.canContinue) {
    const begun = process.hrtime.bigint();
    story.Continue();
    step.push(Number(process.hrtime.bigint() - begun) / 1e6);
  } else if (story.currentChoices.length) {
    story.ChooseChoiceIndex(turn++ * stride % story.currentChoices.length);
  } else { story = new ink.Story(json); turn = 0; }
}
console.log(JSON.stringify({compile, step}));
"""


def bench_story() -> dict[str, Any]:
    """Milliseconds: medians and tails over several runs."""
    sources = story_files()
    read: Callable[[str], str] = sources.__getitem__
    compile_ms, json_text = _compile_times(read)
    result: dict[str, Any] = {
        "lines": sum(text.count("\n") for text in sources.values()),
        "files": len(sources),
        "compile_ms": figures(compile_ms),
        "one_file_again_ms": figures(_again_times(sources)),
    }
    story, load_ms = _loaded(json_text)
    steps = _step_times(story)
    result |= {"load_ms": round(load_ms, 2), "step_ms": figures(steps)}
    reference = _reference(sources)
    if reference is None:
        result["inkjs"] = "not here: the test suite fetches it"
        return result
    their_compile, their_step = figures(reference["compile"]), figures(reference["step"])
    result["inkjs_compile_ms"], result["inkjs_step_ms"] = their_compile, their_step
    result["compile_beside_inkjs"] = round(_median(compile_ms) / _median(reference["compile"]), 2)
    result["step_beside_inkjs"] = round(_median(steps) / _median(reference["step"]), 2)
    return result


def story_files() -> dict[str, str]:
    """The story by file name, "story.ink" first."""
    files = [f"part{number:02d}.ink" for number in range(FILES - 1)]
    count = len(files) * KNOTS_A_FILE
    head = [f"INCLUDE {name}" for name in files]
    head += ["VAR coins = 3", 'VAR mood = "calm"', "LIST Lamps = (red), green, (blue)", "-> knot0"]
    head += ["=== function twice(x)", "~ return x * 2", "=== rest", "You rest. {coins}", "->->", ""]
    sources = {"story.ink": "\n".join(head)}
    for place, name in enumerate(files):
        knots = range(place * KNOTS_A_FILE, (place + 1) * KNOTS_A_FILE)
        sources[name] = "".join(_knot(number, (number + 1) % count, (number * 31) % count) for number in knots)
    return sources


def _knot(number: int, after: int, aside: int) -> str:
    lines = [
        f"=== knot{number}",
        f"Mei: This is place {number}, and you have {{coins}} coins. # emotion: calm # look: lamp",
        f"{{ coins > {number % 9}: The lamp is lit. | The lamp is dark, {{mood}}. }}",
        "{&One|Two|Three} gulls cry. {Lamps ? red: Red light.}",
        "~ coins = (coins + 1) % 11",
        "{ Lamps ? green:",
        "  Green light falls on the stones.",
        "- else:",
        "  ~ Lamps += green",
        "  Somebody lights a lamp: {Lamps}.",
        "}",
        f"* (seen) Look closer[.] at number {{twice({number})}}.",
        "  Nothing there but salt.",
        "* {seen} [Look again.]",
        "  Still salt.",
        "+ Rest[.] a while.",
        "  -> rest ->",
        "  ~ Lamps -= green",
        f"+ {{coins > 2}} [Go over.] -> knot{aside}",
        "- You go on{seen:, thinking of salt}.",
    ]
    lines += [f"The way leads on, step {i}, past nets and ropes." for i in range(LINES_A_KNOT - len(lines) - 1)]
    return "\n".join([*lines, f"-> knot{after}", ""])


def _compile_times(read: Callable[[str], str]) -> tuple[list[float], str]:
    times: list[float] = []
    document: dict[str, Any] | None = None
    for _ in range(RUNS):
        begun = time.perf_counter()
        document = compile_story(read, "story.ink").story_json
        times.append((time.perf_counter() - begun) * 1e3)
    assert document is not None
    return times, json.dumps(document)


def _again_times(sources: dict[str, str]) -> list[float]:
    """A line in one file is changed and the story compiled again with what is known of the rest."""
    cache = StoryCache()
    compile_story(sources.__getitem__, "story.ink", cache=cache)
    times: list[float] = []
    for run in range(RUNS):
        name = f"part{(run * 11) % (FILES - 1):02d}.ink"
        changed = sources | {name: sources[name].replace("gulls cry", f"gulls cry {run} times", 1)}
        begun = time.perf_counter()
        compile_story(changed.__getitem__, "story.ink", cache=cache)
        times.append((time.perf_counter() - begun) * 1e3)
    return times


def _loaded(json_text: str) -> tuple[CompiledStory, float]:
    begun = time.perf_counter()
    story = load_story(json_text)
    return story, (time.perf_counter() - begun) * 1e3


def _step_times(story: CompiledStory) -> list[float]:
    times: list[float] = []
    state, turn = start(story), 0
    while len(times) < STEPS:
        if state.can_continue:
            begun = time.perf_counter()
            state, _ = step(story, state)
            times.append((time.perf_counter() - begun) * 1e3)
        elif state.choices:
            state = choose(story, state, turn * STRIDE % len(state.choices))
            turn += 1
        else:
            state, turn = start(story), 0
    return times


def _reference(sources: dict[str, str]) -> dict[str, list[float]] | None:
    inkjs, node = reference_folder(data_folder()), node_program()
    if inkjs is None or node is None:
        return None
    with tempfile.TemporaryDirectory(prefix="virgil-bench-") as folder:
        for name, text in sources.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        numbers = (str(number) for number in (RUNS, STEPS, STRIDE))
        command = [str(node), "-e", _PLAYER, str(inkjs / "dist" / "ink-full.js"), folder, *numbers]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=300)
    return json.loads(done.stdout)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
