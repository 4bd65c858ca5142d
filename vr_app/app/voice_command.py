"""`vr-app voice list|add`: the voices of this machine."""

from __future__ import annotations

import argparse

from vr_app.app.model_command import add_actions, run_action


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_actions(parser, ("list", "add"))


def run(arguments: argparse.Namespace) -> int:
    return run_action(arguments, ("voice",))
