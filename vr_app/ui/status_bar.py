"""One line at the bottom in plain words: what is loading, where the scene is shown, how the machine copes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from vr_app.kernel.events import (
    DisplayChanged,
    FrameStatistics,
    GenerationFinished,
    InferenceFailed,
    InferenceRestarted,
    ModelLoading,
    ModelReady,
)
from vr_app.ui import theme
from vr_app.ui.model_names import spoken_name
from vr_app.ui.plain_text import counted, harmless, shortened
from vr_app.ui.wording import tr

_PARTS = {"language": "language model", "voice": "voice"}
_MODES = {"xr": "In the headset", "window": "Desktop window", "offscreen": "No display"}


class StatusBar(QWidget):
    """Args:
    clock_s: seconds that never go back, to turn counted frames into a rate.
    """

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock_s = clock_s
        self._loading: dict[str, ModelLoading] = {}
        self._counted_s = clock_s()
        self._ready: set[str] = set()
        self.activity = QLabel(tr("Starting"))
        self.progress = QProgressBar()
        self.progress.setFixedWidth(120)
        self.progress.setTextVisible(False)
        self.model = QLabel()
        self.voice = QLabel()
        self.mode = QLabel(tr(_MODES["window"]))
        self.frames = QLabel()
        self._dividers: list[tuple[QLabel, QFrame]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(12)
        row.addWidget(self.activity)
        row.addWidget(self.progress)
        row.addStretch(1)
        for index, label in enumerate((self.model, self.voice, self.mode, self.frames)):
            if index:
                divider = QFrame()
                divider.setFixedSize(1, 14)
                divider.setStyleSheet(f"background: {theme.COLOURS.line_strong};")
                row.addWidget(divider)
                self._dividers.append((label, divider))
            row.addWidget(label)
        self.setFixedHeight(34)
        self._refresh()

    def handle(self, event: Any) -> None:
        """Takes any kernel event."""
        if isinstance(event, ModelLoading):
            self._loading[event.kind] = event
        elif isinstance(event, ModelReady):
            self._note_ready(event)
        elif isinstance(event, InferenceFailed):
            if event.turn is None:
                self._loading.pop(event.kind, None)
                self._label_of(event.kind).setText(tr("No {0}").format(tr(_PARTS[event.kind])))
                self._label_of(event.kind).setToolTip(harmless(event.message))
        elif isinstance(event, InferenceRestarted):
            self._ready.clear()
        elif isinstance(event, GenerationFinished):
            self.model.setToolTip(_speed(event) or self.model.toolTip())
        elif isinstance(event, DisplayChanged):
            self.mode.setText(tr(_MODES[event.mode]))
            self.mode.setToolTip(harmless(event.reason))
        elif isinstance(event, FrameStatistics):
            self._note_frames(event)
        else:
            return
        self._refresh()

    def _note_ready(self, event: ModelReady) -> None:
        self._loading.pop(event.kind, None)
        self._ready.add(event.kind)
        label = self._label_of(event.kind)
        label.setText(shortened(harmless(spoken_name(event.name)), 34))
        memory = tr(", {0} GB of memory").format(f"{event.memory_mb / 1024:.1f}") if event.memory_mb >= 1 else ""
        label.setToolTip(
            f"{tr(_PARTS[event.kind]).capitalize()}: {harmless(event.name)}\n"
            + tr("Engine: {0}").format(f"{event.engine}{memory}")
            + "\n"
            + tr("Loaded in {0} s").format(f"{event.seconds:.1f}")
        )

    def _note_frames(self, event: FrameStatistics) -> None:
        now_s = self._clock_s()
        elapsed_s, self._counted_s = now_s - self._counted_s, now_s
        missed = counted(event.missed, tr("missed frame"), tr("missed frames")) if event.missed else ""
        if elapsed_s > 0.3:
            rate = event.frames / elapsed_s
            shown = tr("{0} frames/s").format(f"{rate:.0f}" if rate >= 9.5 else f"{rate:.1f}")
            self.frames.setText(f"{shown}, {missed}" if missed else shown)
        self.frames.setToolTip(
            tr("CPU time of a frame: {0} ms, slowest 1 %: {1} ms").format(
                f"{event.cpu_p50_ms:.1f}", f"{event.cpu_p99_ms:.1f}"
            )
            + "\n"
            + (missed or tr("No missed frames"))
        )
        self.frames.setProperty("tone", "warn" if event.missed > max(1, event.frames // 50) else "")
        self.frames.style().unpolish(self.frames)
        self.frames.style().polish(self.frames)

    def _label_of(self, kind: str) -> QLabel:
        return self.model if kind == "language" else self.voice

    def _refresh(self) -> None:
        loading = next(iter(self._loading.values()), None)
        self.progress.setVisible(loading is not None)
        if loading is not None:
            known = loading.fraction >= 0.0
            percent = round(min(loading.fraction, 1.0) * 100)
            self.progress.setRange(0, 100 if known else 0)
            if known:
                self.progress.setValue(percent)
            self.activity.setText(
                tr("Loading the {0}").format(tr(_PARTS[loading.kind])) + (f", {percent} %" if known else "")
            )
            self.activity.setToolTip(harmless(loading.name))
        else:
            self.activity.setText(tr("Ready") if "language" in self._ready else tr("Starting"))
            self.activity.setToolTip("")
        shown = bool(self.model.text())
        self.model.setVisible(shown)
        for label, divider in self._dividers:
            label.setVisible(bool(label.text()))
            divider.setVisible(bool(label.text()) and shown)
            shown = shown or bool(label.text())


def _speed(event: GenerationFinished) -> str:
    if not event.tokens_per_s:
        return ""
    return tr("Last reply: first word after {0} s, then {1} tokens/s").format(
        f"{event.first_token_s:.1f}", f"{event.tokens_per_s:.0f}"
    )
