"""The tab of the 民生 list, off the forms and as published; a row opens its form."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from budgetdesk.book.change import Change
from budgetdesk.book.listed import listed_projects
from budgetdesk.checks.listed_forms import faces_of, pair_up
from budgetdesk.desktop.editor.grid import Place
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tables.table_view import TableView
from budgetdesk.forms.loader import FormSetError
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.tables.livelihood import (
    Listing,
    LivelihoodList,
    compute_livelihood,
    livelihood_sheet,
    published_livelihood,
)

# What the lists are made of.
_TABLES = ("project", "funding", "department", "unit", "listed_project")
_NOTHING = (
    "还没有列入民生领域重大事项的项目。\n"
    "在项目树中选中项目，用“项目 → 列入民生领域重大事项”列入；已公布清单的，可以导入。"
)
_NAMES = {Listing.COMPUTED: "按绩效目标表", Listing.PUBLISHED: "已公布的清单"}


class LivelihoodPanel(QWidget):
    """The list of 民生领域重大事项; read-only, it follows every change of the projects."""

    tab_key = "livelihood"
    title = "民生清单"
    project_wanted = Signal(int)  # the id of a project, to be opened
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tables")
        self._session = session
        self._lists: dict[Listing, LivelihoodList] = {}
        self._shown: Listing | None = None  # the key of the list in the view
        self._stale = True
        self.choice = QComboBox(self)
        self.view = TableView(_blank(), self, behind="打开绩效目标表(&O)", opens=self._has_form)
        self.nothing = QLabel(_NOTHING, self)
        self._stack = QStackedWidget(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    @property
    def sheet_view(self) -> TableView:
        """What shows the list."""
        return self.view

    @property
    def current(self) -> LivelihoodList | None:
        """The list shown."""
        return None if self._chosen is None else self._lists.get(self._chosen)

    @property
    def which(self) -> Listing | None:
        """Which list is shown; None where it has no row."""
        listed = self.current
        return self._chosen if listed is not None and listed.rows else None

    @property
    def name(self) -> str:
        """What the list shown is called."""
        return self.current.title if self.current is not None else self.title

    def show_listed(self, row_id: int) -> bool:
        """Bring a row of the published list to the front; False where it is no more."""
        self.refresh()
        ids = [row.id for row in listed_projects(self._session.book)]
        place = self.choice.findData(Listing.PUBLISHED.value)
        listed = self._lists.get(Listing.PUBLISHED)
        if row_id not in ids or place < 0 or listed is None:
            return False
        self.choice.setCurrentIndex(place)
        top = len(self.view.sheet.rows) - len(listed.rows)
        self.view.move_to(Place(top + ids.index(row_id), listed.project_column))
        return True

    def refresh(self) -> None:
        """Compute the lists again where something of them has changed."""
        self._soon.stop()
        if not self._stale:
            return
        self._stale = False
        try:
            self._lists = _read(self._session)
        except FormSetError as error:
            self._lists = {}
            self.nothing.setText(str(error))
        self._name_lists()
        self._show()

    def menu(self) -> list[QAction | None]:
        """The commands for a menu."""
        return [*self.view.menu()]

    def close_down(self) -> None:
        """Hear no more of the book."""
        self._session.changed.disconnect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    # Inside

    @property
    def _chosen(self) -> Listing | None:
        chosen = self.choice.currentData()  # Qt keeps it as plain text
        return None if chosen is None else Listing(chosen)

    def _on_change(self, change: Change) -> None:
        if any(change.touches(table) for table in _TABLES):
            self._stale = True
            if self.isVisible():
                self._soon.start()

    def _name_lists(self) -> None:
        """Name what there is to choose from, keeping what is chosen."""
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for key, listed in self._lists.items():
            self.choice.addItem(f"{_NAMES[key]}（{len(listed.rows)} 项）", key.value)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0) if self._lists else -1)
        self.choice.blockSignals(False)
        self.choice.setVisible(len(self._lists) > 1)

    def _show(self) -> None:
        listed = self.current
        shown = listed is not None and bool(listed.rows)
        self._stack.setCurrentWidget(self.view if shown else self.nothing)
        self.hint.setVisible(shown)
        if listed is None or not shown:
            return
        view = self.view
        same, place = self._shown is self._chosen, view.place
        self._shown = self._chosen
        view.show_sheet(livelihood_sheet(listed))
        view.move_to(view.grid.field_near(place) if same else view.grid.first_input())
        if not same:  # from its title on
            view.verticalScrollBar().setValue(0)

    def _has_form(self, cell: Cell) -> bool:
        row = self.current.row_at(cell) if self.current is not None else None
        return row is not None and row.project_id is not None

    def _open_row(self, cell: Cell) -> None:
        row = self.current.row_at(cell) if self.current is not None else None
        if row is None:
            return
        if row.project_id is None:
            self.message.emit(f"「{row.project}」在账套中没有绩效目标表。")
        else:
            self.project_wanted.emit(row.project_id)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_change)
        self._soon.timeout.connect(self.refresh)
        self.choice.currentIndexChanged.connect(self._show)
        self.view.figure_wanted.connect(self._open_row)

    def _lay_out(self) -> None:
        self.choice.setAccessibleName("清单")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.view.setAccessibleName("民生领域重大事项清单")
        self.nothing.setObjectName("faint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.view)
        row = QWidget(self)
        row.setObjectName("tool-row")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hint = QLabel("双击一行打开项目的绩效目标表", self)
        self.hint.setObjectName("faint")
        across = QHBoxLayout(row)
        across.setContentsMargins(10, 5, 10, 5)
        across.addWidget(self.choice)
        across.addStretch(1)
        across.addWidget(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row)
        layout.addWidget(self._stack, 1)


def _read(session: Session) -> dict[Listing, LivelihoodList]:
    """The lists there are, by key, the published one with the forms that it means."""
    book = session.book
    lists: dict[Listing, LivelihoodList] = {}
    with book.snapshot():
        computed, published = compute_livelihood(book), published_livelihood(book)
        if computed is not None:
            lists[Listing.COMPUTED] = computed
        if published is not None:
            faces = pair_up(listed_projects(book), faces_of(book))
            ids = [face.project_id if face else None for face in faces]
            lists[Listing.PUBLISHED] = published.with_forms(ids)
    return lists


def _blank() -> Sheet:
    return Sheet("", "", "", "", "", (1.0,), (), ())
