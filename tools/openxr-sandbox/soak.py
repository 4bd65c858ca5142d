"""Walks, talks, changes scenes, takes the focus away and kills the runtime for minutes on end, beside the app.

Run it inside (`python tools/openxr-sandbox run --output none -- python tools/openxr-sandbox/soak.py ...`); the app's
`bench headset --soak` does. The wearer is scripted: the same seed gives the same walk. All that the app reports, and
what was done to it when, goes to stdout as JSON lines; judging it is the bench's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from monado import Monado
from remote import Remote
from screen import VirtualScreen

HERE = Path(__file__).resolve().parent
READY_S, GREETING_S, REPLY_S, SCENE_S, RUNTIME_S = 900.0, 60.0, 240.0, 600.0, 120.0
LINES = (
    "Good evening, who are you?",
    "What is that over there?",
    "Tell me about this place.",
    "How long have you been here?",
    "What do you like best?",
    "Where should I go first?",
)

Report = dict[str, Any]


class AwakeClock:
    """Seconds in which this program ran: one that is stopped and continued goes on where it was.

    Whoever asks, asks at least every few seconds.
    """

    MOST_S = 5.0

    def __init__(self) -> None:
        self._then_s, self._awake_s = time.monotonic(), 0.0

    def now_s(self) -> float:
        then_s, self._then_s = self._then_s, time.monotonic()
        self._awake_s += min(self._then_s - then_s, self.MOST_S)
        return self._awake_s


class App:
    """The app in a process of its own, with what it has reported."""

    def __init__(self, scene: str, environment: dict[str, str]) -> None:
        self.reports: list[Report] = []
        self.clock = AwakeClock()
        self._changed = threading.Condition()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vr_app.app.bench.headset_visit", scene],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, name="reports", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            print(line, end="", flush=True)
            with self._changed:
                self.reports.append(json.loads(line))
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wish(self, line: str) -> int:
        """Returns how many reports there were before."""
        before = len(self.reports)
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return before

    def until(self, wanted: Callable[[Report], bool], patience_s: float, after: int = 0) -> bool:
        """Whether such a report comes (or has come, from number `after` on)."""
        deadline_s = self.clock.now_s() + patience_s
        with self._changed:
            while True:
                if any(wanted(report) for report in self.reports[after:]):
                    return True
                after, left_s = len(self.reports), deadline_s - self.clock.now_s()
                if left_s <= 0 or not self._reader.is_alive():
                    return False
                self._changed.wait(min(left_s, 1.0))

    def end(self) -> int:
        """Lets it end by itself; kills it where it does not. Returns its exit status."""
        try:
            self.wish("end")
            return self._process.wait(60)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
            return self._process.wait()


class Wearer:
    """Somebody who wears the headset, moved at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._remote: Remote | None = None

    def connect(self) -> None:
        """To a service that has just started."""
        self._remote = Remote()
        self.rest()

    def forget(self) -> None:
        """The service is gone."""
        if self._remote is not None:
            self._remote.close()
        self._remote = None

    def _send(self) -> None:
        if self._remote is not None:
            self._remote.send()

    def rest(self) -> None:
        if self._remote is not None:
            fresh = Remote.__dataclass_fields__
            self._remote.left, self._remote.right = (fresh[name].default_factory() for name in ("left", "right"))
        self._send()

    def walk(self) -> None:
        """Looks about, turns, throws an arc, points and takes hold."""
        remote = self._remote
        if remote is None:
            return
        remote.look(yaw_deg=self.chance.uniform(-60, 60), pitch_deg=self.chance.uniform(-20, 15))
        remote.head_position = (self.chance.uniform(-0.3, 0.3), 1.6, self.chance.uniform(-0.3, 0.3))
        self._send()
        time.sleep(0.3)
        for stick in ((self.chance.choice((-1.0, 1.0)), 0.0), (0.0, 0.0), (0.0, 1.0)):
            remote.right.thumbstick = stick
            self._send()
            time.sleep(0.4)
        remote.right.position = (0.2, 1.35, -0.4 - self.chance.random() * 0.2)
        remote.right.thumbstick = (0.0, 0.0)
        self._send()
        time.sleep(0.4)
        remote.left.squeeze = 1.0
        self._send()
        time.sleep(0.3)
        self.rest()

    def menu(self) -> None:
        """Opens the menu, points at it, and closes it again."""
        remote = self._remote
        for _ in range(2):
            if remote is None:
                return
            remote.left.b_click = True
            self._send()
            time.sleep(0.4)
            remote.left.b_click = False
            self._send()
            remote.look()
            remote.right.position = (0.0, 1.62, -0.4)
            time.sleep(1.5)
        self.rest()


def told(what: str, **fields: Any) -> None:
    """Puts down what was done to the app."""
    print(json.dumps({"type": what, "at_s": time.monotonic(), **fields}), flush=True)


class Soak:
    """One soak. Times are seconds from its begin."""

    def __init__(self, app: App, service: Monado, scenes: list[str], minutes: float, kills: int, seed: int) -> None:
        self.app, self.service, self.scenes = app, service, scenes
        self.length_s = minutes * 60.0
        self.wearer = Wearer(seed)
        self.kills_s = [self.length_s * (number + 0.7) / (kills + 0.7) for number in range(kills)]
        self.spoken = 0

    def run(self) -> None:
        """Until its time is over or the app is."""
        self.wearer.connect()
        ready = self.app.until(lambda r: r["type"] == "ModelReady" and r.get("kind") == "language", READY_S)
        ready = ready and self.app.until(lambda r: r["type"] == "TurnClosed", GREETING_S)
        told("Begun", ready=ready)
        begun_s, cycle = self.app.clock.now_s(), 0
        while (passed_s := self.app.clock.now_s() - begun_s) < self.length_s and self.app.alive:
            cycle += 1
            self.wearer.walk()
            self.say()
            self.wearer.menu()
            if cycle % 2 == 0:
                self.visit(self.scenes[cycle // 2 % (len(self.scenes) - 1) + 1])
                self.say()
                self.visit(self.scenes[0])
            if cycle % 3 == 0:
                self.take_focus()
            if self.kills_s and passed_s > self.kills_s[0]:
                self.kills_s.pop(0)
                self.kill_runtime()
            self.count()

    def say(self) -> None:
        """A line, and its reply to the end."""
        number = f"({self.spoken})"
        line = f"{LINES[self.spoken % len(LINES)]} {number}"
        self.spoken += 1
        told("Said", line=line, awake_s=round(self.app.clock.now_s(), 1))
        after = self.app.wish(f"say {line}")

        def opened(report: Report) -> bool:
            # Only the number is certain: "that" becomes what the wearer points at.
            return report["type"] == "TurnOpened" and (report.get("said") or "").endswith(number)

        if not self.app.until(opened, REPLY_S, after):
            told("Unanswered", line=line)
            return
        turn = next(report["turn"] for report in self.app.reports[after:] if opened(report))
        if not self.app.until(lambda r: r["type"] == "TurnClosed" and r["turn"] == turn, REPLY_S, after):
            told("Unanswered", line=line)

    def visit(self, scene: str) -> None:
        told("Going", scene=scene)
        after = self.app.wish(f"go {scene}")
        if not self.app.until(lambda r: r["type"] == "SceneShown" and r["scene"] == scene, SCENE_S, after):
            told("NotShown", scene=scene)
        self.wearer.walk()

    def take_focus(self) -> None:
        """Another application has the headset for a moment."""
        told("FocusTaken")
        other = subprocess.Popen(
            [sys.executable, str(HERE / "other_application.py")],
            stdin=subprocess.PIPE,
            env=os.environ | self.service.client_environment(),
        )
        time.sleep(4.0)
        self.wearer.walk()
        try:
            other.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            other.kill()
            other.communicate()

    def kill_runtime(self) -> None:
        """The service dies; the talk goes on in the window; the headset comes back."""
        told("Killed")
        after = len(self.app.reports)
        self.wearer.forget()
        self.service.kill()
        if not self.app.until(lambda r: r["type"] == "DisplayChanged" and r["mode"] == "window", RUNTIME_S, after):
            told("NoWindow")
        self.say()
        self.service.start()
        self.wearer.connect()
        if not self.app.until(lambda r: r["type"] == "DisplayChanged" and r["mode"] == "xr", RUNTIME_S, after):
            told("NotBack")

    def count(self) -> None:
        time.sleep(2.0)
        after = self.app.wish("count")
        if not self.app.until(lambda r: r["type"] == "Counted", REPLY_S, after):
            told("NotCounted")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("scenes", nargs="+", help="folders; the first one is home")
    options = parser.parse_args(arguments)
    with VirtualScreen(1280, 800) as desktop, Monado() as service:
        environment = os.environ | service.client_environment() | {"DISPLAY": desktop.display}
        app = App(options.scenes[0], environment)
        try:
            Soak(app, service, options.scenes, options.minutes, options.kills, options.seed).run()
        finally:
            told("Over", status=app.end())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
