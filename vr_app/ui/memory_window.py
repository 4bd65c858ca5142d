"""What is remembered of the person: a list of plain sentences to read, correct and forget."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vr_app.kernel.events import ForgetAsked, MemoriesListed, MemoriesWanted, MemoryEdited
from vr_app.kernel.ids import PersonId
from vr_app.ui.actions import UiActions
from vr_app.ui.plain_text import harmless
from vr_app.ui.wording import tr

_NUMBER = Qt.ItemDataRole.UserRole


class MemoryWindow(QDialog):
    """Double-click corrects a sentence; what is forgotten is gone at once, also from backups.

    Args:
        actions: `remember` takes what is to happen.
        person: whose memory it is.
    """

    def __init__(self, actions: UiActions, person: PersonId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What is remembered of you"))
        self.setMinimumSize(460, 380)
        self._actions = actions
        self._person = person
        self._filling = False
        self._sure = False
        about = QLabel(tr("In your own words, and only on this machine. Double-click a sentence to correct it."))
        about.setWordWrap(True)
        about.setProperty("role", "tiny")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What is remembered"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setWordWrap(True)
        self.list.itemChanged.connect(self._edited)
        self.list.itemSelectionChanged.connect(self._selected)
        self.nothing = QLabel(tr("Nothing yet. What you tell of yourself will stand here."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.forget = QPushButton(tr("Forget"))
        self.forget.clicked.connect(self._forget)
        self.forget_all = QPushButton(tr("Forget everything"))
        self.forget_all.clicked.connect(self._forget_all)
        done = QPushButton(tr("Done"))
        done.setProperty("role", "primary")
        done.setDefault(True)
        done.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.forget)
        foot.addWidget(self.forget_all)
        foot.addStretch(1)
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(foot)
        self._show(())

    def ask(self) -> None:
        """Shows the window, and the list as it stands now."""
        self._actions.remember(MemoriesWanted())
        self.show()
        self.raise_()

    def handle(self, event: Any) -> None:
        """Takes any kernel event."""
        if isinstance(event, MemoriesListed):
            self._show(event.entries)

    def _show(self, entries: tuple[tuple[int, str], ...]) -> None:
        self._filling = True
        self.list.clear()
        for number, text in entries:
            item = QListWidgetItem(harmless(text))
            item.setData(_NUMBER, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self._filling = False
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self.forget_all.setEnabled(True)
        self._sure = False
        self.forget_all.setText(tr("Forget everything"))
        self._selected()

    def _selected(self) -> None:
        self.forget.setEnabled(bool(self.list.selectedItems()))

    def _edited(self, item: QListWidgetItem) -> None:
        if not self._filling and item.text().strip():
            self._actions.remember(MemoryEdited(int(item.data(_NUMBER)), item.text()))

    def _forget(self) -> None:
        texts = tuple(item.text() for item in self.list.selectedItems())
        if texts:
            self._actions.remember(ForgetAsked(self._person, texts))

    def _forget_all(self) -> None:
        """Everything, also every conversation: asks once more, on the button itself."""
        if not self._sure:
            self._sure = True
            self.forget_all.setText(tr("Really everything?"))
            return
        self._actions.remember(ForgetAsked(self._person, ()))
