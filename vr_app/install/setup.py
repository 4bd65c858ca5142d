"""Everything a machine needs after the packages are in: system libraries, a torch build, models and a voice.

Afterwards nothing touches the network. Shows what it would fetch, asks once, and can be run again at any time: what is
there already is left alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from vr_app.install.catalogue import Model, find_model
from vr_app.install.engine_library import LibraryBuild, build_for, fetch_library, library_folder
from vr_app.install.extras import install_requirements, install_torch, missing_requirements, torch_installed
from vr_app.install.fetch import fetch_model
from vr_app.install.hub import Hub
from vr_app.install.machine import Machine, look
from vr_app.install.model_store import ModelStore
from vr_app.install.other_programs import adopt_existing
from vr_app.install.packages import Say
from vr_app.install.reference_ink import fetch_reference, reference_folder
from vr_app.install.registry import Registry
from vr_app.install.source import Progress, SourceError, gigabytes, need_writable
from vr_app.install.system_libraries import (
    APP_NEEDS,
    TEST_NEEDS,
    Need,
    install_command,
    lacking,
    package_manager,
    packages_for,
)
from vr_app.install.tier import Tier, choose_tier, cpu_tier
from vr_app.install.torch_build import TorchBuild, torch_build
from vr_app.kernel.errors import UserError

VOICE = "en_US-joe-medium"
RECOGNIZER, TURN_MODEL = "whisper-tiny.en", "smart-turn"
EMBEDDER = "sentences"
TINY, DEFAULT = "smollm2-135m", "qwen2.5-coder-1.5b"

_TORCH_BYTES = {"cpu": 900_000_000, "cuda": 3_500_000_000, "rocm": 5_000_000_000, "mps": 700_000_000}
"""Roughly, with the libraries of the `torch` group."""


@dataclass(frozen=True)
class Wish:
    """What the person asked for.

    Attributes:
        tier: "auto" keeps a language model that is here, else looks at the machine; "tiny", "default" and "gpu" choose;
            or a model's name.
        torch: also install torch and the Coqui voices' engine where the machine does not need them.
        testing: also what the test suite needs.
        system: look after system libraries.
    """

    tier: str = "auto"
    torch: bool = False
    testing: bool = False
    system: bool = True


@dataclass(frozen=True)
class Plan:
    """What is still to be fetched."""

    tier: Tier
    build: TorchBuild
    torch: bool
    requirements: list[str]
    models: list[Model]
    library: LibraryBuild | None = None

    @property
    def size_bytes(self) -> int:
        library = self.library.size_bytes if self.library else 0
        torch = _TORCH_BYTES[self.build.kind] if self.torch else 0
        return sum(model.size_bytes for model in self.models) + torch + library

    @property
    def lines(self) -> list[str]:
        """Each thing with its size and licence."""
        shown = [
            f"{model.title}: {gigabytes(model.size_bytes)}, {model.licence}; {model.note}" for model in self.models
        ]
        if self.library:
            size = gigabytes(self.library.size_bytes)
            shown.append(
                f"llama.cpp, built for every processor: {size}, MIT; the language model's fast engine on a CPU"
            )
        if self.torch:
            size = gigabytes(_TORCH_BYTES[self.build.kind])
            shown.append(f"torch, transformers and Coqui TTS: about {size} ({self.build.reason})")
        elif self.requirements:
            shown.append(f"libraries: {', '.join(self.requirements)}")
        return shown


def make_plan(wish: Wish, machine: Machine, store: ModelStore) -> Plan:
    """Decides what this machine gets. Raises: UserError for an unknown tier."""
    build = torch_build(machine.gpu, machine.platform)
    tier, models = _choose(wish, machine, build)
    wants_torch = wish.torch or wish.testing or tier.name == "gpu"
    extras = ("piper", "listen", *(("torch",) if wants_torch else ()), *(("test",) if wish.testing else ()))
    if wish.tier == "auto" and any(record.kind == "language" for record in store.records()):
        models = []
    names = dict.fromkeys(
        [*models, VOICE, RECOGNIZER, TURN_MODEL, EMBEDDER, *((TINY, DEFAULT) if wish.testing else ())]
    )
    wanted = [model for name in names if (model := find_model(name)) and store.missing(model)]
    needs_torch = wants_torch and not torch_installed(build)
    library = build_for() if tier.name != "gpu" or wish.testing else None
    if library and library_folder(store.data, library):
        library = None
    return Plan(tier, build, needs_torch, missing_requirements(extras), wanted, library)


def _choose(wish: Wish, machine: Machine, build: TorchBuild) -> tuple[Tier, list[str]]:
    auto = choose_tier(machine.gpu, build, machine.ram_mb)
    if wish.tier == "auto":
        return auto, [auto.model]
    if wish.tier == "gpu":
        if auto.name != "gpu":
            raise UserError(
                f"no GPU here can carry a language model ({build.reason})", remedy="Use `--tier default`", exit_code=3
            )
        return auto, [auto.model]
    named = find_model({"tiny": TINY, "default": DEFAULT}.get(wish.tier, wish.tier))
    if named is None or named.kind != "language":
        raise UserError(
            f"there is no tier or model called {wish.tier}",
            remedy="Take tiny, default, gpu or a name from `vr-app model list`",
            exit_code=2,
        )
    return cpu_tier(machine.ram_mb), [named.name]


def set_up(
    wish: Wish, data: Path, *, say: Say, ask: Callable[[str], bool], progress: Progress, machine: Machine | None = None
) -> bool:
    """Brings the machine up to the wish.

    Args:
        data: the product's data folder.
        say: takes plain lines.
        ask: answers one yes-or-no question.
        progress: told of every chunk of a model.
        machine: what was found; None looks.

    Returns: False where the person said no.

    Raises:
        UserError: something could not be had; the message says what to do. Run again, it goes on.
    """
    need_writable(data)
    if wish.system:
        provide_system(lacking((*APP_NEEDS, *(TEST_NEEDS if wish.testing else ()))), say=say, log=data / "setup.log")
    if wish.testing and reference_folder(data) is None:
        say("Fetching inkjs, which the tests compare our ink with")
        try:
            say(f"  verified: {fetch_reference(data)}")
        except SourceError as failure:
            say(f"  {failure}: the tests that need it will say so")
    store = ModelStore(data)
    plan = make_plan(wish, machine or look(), store)
    if plan.models:
        say("Looking whether the models are on this machine already")
        found = [model for model in plan.models if adopt_existing(store, model)]
        for model in found:
            say(f"  {model.title} is here: {store.path_of(model.name)}")
        plan = replace(plan, models=[model for model in plan.models if model not in found])
    if not plan.lines:
        say("Everything is in place.")
        return True
    say("To fetch (once; afterwards nothing needs the network):")
    for line in plan.lines:
        say(f"  - {line}")
    if not ask(f"Fetch {gigabytes(plan.size_bytes)}?" if plan.size_bytes else "Fetch these?"):
        say("Nothing was fetched. `vr-app setup` asks again.")
        return False
    _fetch(plan, store, data, say, progress)
    say("Everything is in place.")
    return True


def _fetch(plan: Plan, store: ModelStore, data: Path, say: Say, progress: Progress) -> None:
    log = data / "setup.log"
    if plan.torch:
        say(f"Installing torch ({plan.build.reason})")
        install_torch(plan.build, say=say, log=log)
    if plan.requirements:
        say("Installing libraries")
        install_requirements([line for line in plan.requirements if line != "torch"], say=say, log=log)
    if plan.library:
        say("Fetching llama.cpp")
        try:
            say(f"  verified: {fetch_library(data, plan.library, progress)}")
        except SourceError as failure:
            say(f"  {failure}: a slower build takes its place; `vr-app setup` tries again")
    hub, registry = Hub(), Registry()
    for model in plan.models:
        say(f"Fetching {model.title} ({gigabytes(model.size_bytes)})")
        path = fetch_model(store, model, progress, hub=hub, registry=registry)
        say(f"  verified: {path}")


def provide_system(needs: list[Need], *, say: Say, log: Path) -> None:
    """Installs missing system libraries as root on Debian and Ubuntu; elsewhere raises with the one command."""
    if not needs:
        return
    purposes = ", ".join(dict.fromkeys(need.purpose for need in needs))
    manager = package_manager()
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if manager is None or not packages_for(needs, manager):
        missing = ", ".join(need.what for need in needs)
        raise UserError(f"this system lacks {missing} ({purposes})", remedy="Install what brings them", exit_code=3)
    command = install_command(needs, manager, root=root)
    if not root or manager != "apt":
        raise UserError(
            f"this system lacks libraries for {purposes}",
            remedy=f"Run this, then the same command again:\n\n    {' '.join(command)}\n",
            exit_code=3,
        )
    say(f"Installing system libraries for {purposes}: {' '.join(packages_for(needs, manager))}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with log.open("a", encoding="utf-8") as kept:
        for step in (["apt-get", "update"], command):
            done = subprocess.run(
                step, stdin=subprocess.DEVNULL, stdout=kept, stderr=subprocess.STDOUT, env=environment, check=False
            )
    if done.returncode != 0 or lacking(needs):
        raise UserError(
            "the system libraries could not be installed",
            remedy=f"The details are in {log}; by hand it is: {' '.join(command)}",
            exit_code=3,
        )
