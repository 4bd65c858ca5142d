"""The report of the last crash, shown when the app is started again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from vr_app.ui import theme
from vr_app.ui.plain_text import harmless
from vr_app.ui.wording import tr

_MAX_CHARACTERS = 60_000


class CrashNotice(QDialog):
    """Args:
    report: text of the report.
    path: the file it is kept in, if any.
    """

    def __init__(self, report: str, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What happened last time"))
        self.resize(680, 460)
        title = QLabel(tr("Virgil stopped unexpectedly"))
        title.setProperty("role", "title")
        told = QLabel(
            tr("Nothing you said was lost. The report below stays on this computer; copy it to ask for help.")
        )
        told.setProperty("role", "soft")
        told.setWordWrap(True)
        self.report = QPlainTextEdit(harmless(report)[-_MAX_CHARACTERS:])
        self.report.setObjectName("report")
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setFont(theme.fixed_font(13))
        copy = QPushButton(tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        close = QPushButton(tr("Close"))
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(told)
        column.addWidget(self.report, 1)
        if path is not None:
            where = QLabel(tr("Kept in {0}").format(path))
            where.setProperty("role", "tiny")
            where.setWordWrap(True)
            column.addWidget(where)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
