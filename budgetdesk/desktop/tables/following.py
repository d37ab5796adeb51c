"""A page that shows what is computed of a book, and follows every change of that."""

from abc import abstractmethod
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from budgetdesk.book.change import Change
from budgetdesk.desktop.page import TabPage
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tables.table_view import TableView
from budgetdesk.domain.catalogue import CatalogueError
from budgetdesk.forms.loader import FormSetError


class FollowingPage(TabPage):
    """Read-only: a row of tools above a sheet, or a sentence while there is nothing to show.

    What is computed goes stale with a change of the book and is computed anew when it is seen.
    """

    made_of: ClassVar[tuple[str, ...]]  # the tables of the book that it is computed from
    view: TableView

    def __init__(self, session: Session, empty: str, parent: QWidget | None = None) -> None:
        """`empty` is said while there is nothing."""
        super().__init__(parent)
        self.setObjectName("tables")
        self._session = session
        self._empty = empty
        self._stale = True
        self.nothing = QLabel(empty, self)
        self._stack = QStackedWidget(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        session.changed.connect(self._on_change)

    @property
    def sheet_view(self) -> TableView:
        """What shows the sheet."""
        return self.view

    def refresh(self) -> None:
        """Compute it again where something of it has changed."""
        self._soon.stop()
        if not self._stale:
            return
        self._stale = False
        try:
            self._compute()
            self.nothing.setText(self._empty)
        except (CatalogueError, FormSetError) as error:
            self._forget()
            self.nothing.setText(str(error))
        self._list_choices()
        self._show()

    def close_down(self) -> None:
        """Hear no more of the book."""
        self._session.changed.disconnect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    # What each such page does in its own way

    @abstractmethod
    def _compute(self) -> None:
        """Compute what there is to show; CatalogueError or FormSetError where that cannot be."""

    @abstractmethod
    def _forget(self) -> None:
        """Have nothing to show."""

    @abstractmethod
    def _list_choices(self) -> None:
        """List what of it may be shown, keeping what is chosen."""

    @abstractmethod
    def _show(self) -> None:
        """Show what is chosen."""

    # Of use to them

    def _show_sheet_or_not(self, *, shown: bool) -> None:
        self._stack.setCurrentWidget(self.view if shown else self.nothing)

    def _put_below(self, tools: QWidget) -> None:
        """Put the tools above the sheet."""
        self.nothing.setObjectName("faint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(tools)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _on_change(self, change: Change) -> None:
        if change.touches(*self.made_of):
            self._stale = True
            if self.isVisible():
                self._soon.start()
