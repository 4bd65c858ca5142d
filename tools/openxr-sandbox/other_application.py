"""A program: another application on the headset, until its standard input ends."""

from __future__ import annotations

import sys
import threading

from vr_app.openxr.display import XrDisplay
from vr_app.render.egl_context import EglContext


def main() -> None:
    enough = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), enough.set()), daemon=True).start()
    context = EglContext()
    display = XrDisplay(context, application_name="Another")
    display.open()
    while not enough.is_set():
        display.begin_frame()
        display.end_frame()
    display.close()
    context.close()


if __name__ == "__main__":
    main()
