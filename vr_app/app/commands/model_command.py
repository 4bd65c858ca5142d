"""`vr-app model list|add|verify|remove`: the language models (and recognisers) of this machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.folders import data_folder
from vr_app.app.progress_line import ProgressLine
from vr_app.install.catalogue import Kind, find_model
from vr_app.install.fetch import fetch_model
from vr_app.install.hub import Hub
from vr_app.install.model_store import ModelStore
from vr_app.install.own_model import add_own_model, verify_model
from vr_app.install.registry import Registry
from vr_app.install.source import gigabytes
from vr_app.kernel.errors import UserError

KINDS: tuple[Kind, ...] = ("language", "recognizer", "embedder")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_actions(parser, ("list", "add", "verify", "remove"))


def run(arguments: argparse.Namespace) -> int:
    return run_action(arguments, KINDS)


def add_actions(parser: argparse.ArgumentParser, actions: Sequence[str]) -> Any:
    """The sub-commands models and voices share; others may be added to what is returned."""
    about = {
        "list": "what is known and what is here, with size, licence and sha256",
        "add": "fetch one by its name, or take a file of your own where it lies",
        "verify": "read every byte again and compare the sha256",
        "remove": "delete our copy; files of other programs are only struck from the list",
    }
    commands = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action in actions:
        sub = commands.add_parser(action, help=about[action])
        if action == "list":
            sub.add_argument("--json", action="store_true", help="as JSON")
        elif action == "add":
            sub.add_argument("what", metavar="NAME|FILE")
            sub.add_argument("--name", default="", help="what to call a file of your own")
        elif action == "verify":
            sub.add_argument("names", metavar="NAME", nargs="*", help="none: all that are here")
        else:
            sub.add_argument("name", metavar="NAME")
    return commands


def run_action(arguments: argparse.Namespace, kinds: Sequence[Kind]) -> int:
    """Carries a sub-command out for models of these kinds."""
    store = ModelStore(data_folder())
    if arguments.action == "list":
        rows = list_models(store, kinds)
        print(json.dumps(rows, indent=1) if arguments.json else as_table(rows))
        return 0
    if arguments.action == "add":
        print(add(store, arguments.what, arguments.name, kinds))
        return 0
    if arguments.action == "verify":
        wrong = verify(store, arguments.names, kinds)
        for sentence in wrong:
            print(sentence)
        if not wrong:
            print("Every byte is right.")
        return 1 if wrong else 0
    return remove(store, arguments.name)


def list_models(store: ModelStore, kinds: Sequence[Kind]) -> list[dict[str, Any]]:
    """One row a model: name, title, size, licence, sha256 of its files, and its path where it is here."""
    rows = []
    for model in store.catalogue:
        if model.kind in kinds:
            path = store.path_of(model.name)
            files = [{"name": f.name, "size_bytes": f.size_bytes, "sha256": f.sha256} for f in model.files]
            rows.append(
                {
                    "name": model.name,
                    "kind": model.kind,
                    "title": model.title,
                    "size_bytes": model.size_bytes,
                    "licence": model.licence,
                    "note": model.note,
                    "files": files,
                    "path": str(path) if path else None,
                }
            )
    for name in store.own_names():
        records = [record for record in store.records() if record.model == name]
        if records[0].kind in kinds:
            files = [{"name": r.file, "size_bytes": r.size_bytes, "sha256": r.sha256} for r in records]
            rows.append(
                {
                    "name": name,
                    "kind": records[0].kind,
                    "title": name,
                    "size_bytes": sum(record.size_bytes for record in records),
                    "licence": "your own file: see where it came from",
                    "note": "",
                    "files": files,
                    "path": str(store.path_of(name)),
                }
            )
    return rows


def as_table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as people read them."""
    width = max((len(row["name"]) for row in rows), default=0)
    lines = []
    for row in rows:
        here = "here" if row["path"] else "-"
        size = gigabytes(row["size_bytes"])
        lines.append(f"{row['name']:<{width}}  {here:<4}  {size:>7}  {row['licence']}  {row['title']}")
        lines.append(f"{'':<{width}}        {'':>7}  sha256 {row['files'][0]['sha256']}")
        if row["note"]:
            lines.append(f"{'':<{width}}        {'':>7}  {row['note']}")
    return "\n".join(lines)


def add(store: ModelStore, what: str, name: str, kinds: Sequence[Kind]) -> str:
    """Fetches a model of the catalogue, or records a file. Returns a plain line. Raises: UserError."""
    model = find_model(what, store.catalogue)
    if model is not None and model.kind in kinds:
        print(f"{model.title}: {gigabytes(model.size_bytes)}, {model.licence}", file=sys.stderr)
        path = fetch_model(store, model, ProgressLine(), hub=Hub(), registry=Registry())
        return f"{model.name} is here, verified: {path}"
    if "/" not in what and "\\" not in what and not Path(what).exists():
        known = ", ".join(entry.name for entry in store.catalogue if entry.kind in kinds)
        raise UserError(f"{what} is neither a known name nor a file", remedy=f"Known are: {known}", exit_code=2)
    added = add_own_model(store, Path(what), name)
    return f"{added} is known from now on: {store.path_of(added)}"


def verify(store: ModelStore, names: Sequence[str], kinds: Sequence[Kind]) -> list[str]:
    """What is wrong with these models, or with all that are here. Raises: UserError for an unknown name."""
    known = {record.model for record in store.known_records()}
    chosen = [model for model in store.catalogue if model.kind in kinds and model.name in (names or known)]
    unknown = set(names) - {model.name for model in chosen}
    if unknown:
        raise UserError(f"there is no {', '.join(sorted(unknown))} here", remedy="See `vr-app model list`", exit_code=2)
    return [sentence for model in chosen for sentence in verify_model(store, model)]


def remove(store: ModelStore, name: str) -> int:
    """Deletes our copy and strikes the name from the list."""
    if name not in {record.model for record in store.known_records()}:
        raise UserError(f"{name} is not here", remedy="See `vr-app model list`", exit_code=2)
    deleted = store.forget(name)
    print(f"{name} is gone: " + (", ".join(map(str, deleted)) or "the file itself belongs to you and stays"))
    return 0
