"""Which OpenGL does this machine draw with? Asked in a child process: a driver may crash or hang.

`python -m vr_app.app.checkup.graphics_probe` prints one JSON object; `probe()` runs it with a time limit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import GraphicsContext


@dataclass(frozen=True)
class GraphicsReport:
    """What draws.

    Attributes:
        renderer: the driver's name for the hardware, e.g. "llvmpipe (LLVM 15)"; "" where nothing draws.
        version: of OpenGL.
        through: "window" or "offscreen".
        problem: why nothing draws, or why it is only offscreen, in plain words; "" where all is well.
    """

    renderer: str = ""
    version: str = ""
    through: str = ""
    problem: str = ""

    @property
    def software(self) -> bool:
        """A program draws instead of a GPU."""
        name = self.renderer.lower()
        return any(word in name for word in ("llvmpipe", "softpipe", "swrast", "swiftshader", "basic render"))


def probe(timeout_s: float = 20.0) -> GraphicsReport:
    """Asks a child. Never raises."""
    command = [sys.executable, "-m", "vr_app.app.checkup.graphics_probe"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
        return GraphicsReport(**json.loads(done.stdout.splitlines()[-1]))
    except subprocess.TimeoutExpired:
        return GraphicsReport(problem="the graphics driver does not answer")
    except (OSError, ValueError, TypeError, IndexError):
        return GraphicsReport(problem="the graphics driver crashed when it was asked")


def ask() -> GraphicsReport:
    """The risky part, run in the child: a window's context, else one without any display."""
    try:
        from vr_app.ui.application import create_application
        from vr_app.ui.graphics import SharedGraphics

        application = create_application()
        report = _read(SharedGraphics(), "window")
        application.quit()
        return report
    except (DeviceError, ImportError) as error:
        problem = str(error)
    if sys.platform in ("win32", "darwin"):
        return GraphicsReport(problem=problem)
    try:
        from vr_app.render.egl_context import EglContext

        report = _read(EglContext(), "offscreen")
    except (DeviceError, ImportError) as error:
        return GraphicsReport(problem=str(error))
    return GraphicsReport(report.renderer, report.version, "offscreen", problem)


def _read(context: GraphicsContext, through: str) -> GraphicsReport:
    context.make_current()
    from vr_app.render.gl import GL

    renderer, version = (bytes(GL.glGetString(name) or b"").decode() for name in (GL.GL_RENDERER, GL.GL_VERSION))
    context.close()
    return GraphicsReport(renderer, version, through)


if __name__ == "__main__":
    print(json.dumps(asdict(ask())))
