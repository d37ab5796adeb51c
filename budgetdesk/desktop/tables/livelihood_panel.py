"""The tab of the 民生 list, off the forms and as published; a row opens its form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from budgetdesk.book.listed import listed_projects
from budgetdesk.checks.listed_forms import faces_of, pair_up
from budgetdesk.desktop.boxes import fill_box
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.still import StillBox
from budgetdesk.desktop.tables.following import FollowingPage
from budgetdesk.desktop.tables.table_view import BLANK, TableView
from budgetdesk.forms.sheet import Cell
from budgetdesk.tables.livelihood import (
    Listing,
    LivelihoodList,
    compute_livelihood,
    livelihood_sheet,
    published_livelihood,
)

_NOTHING = (
    "还没有列入民生领域重大事项的项目。\n"
    "在项目树中选中项目，用“项目 → 列入民生领域重大事项”列入；已公布清单的，可以导入。"
)
_NAMES = {Listing.COMPUTED: "按绩效目标表", Listing.PUBLISHED: "已公布的清单"}


class LivelihoodPanel(FollowingPage):
    """The list of 民生领域重大事项, computed and as published."""

    tab_key = "livelihood"
    manual_page = "tables"
    title = "民生清单"
    made_of = ("project", "funding", "department", "unit", "listed_project")
    project_wanted = Signal(int)  # the id of a project, to be opened

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _NOTHING, parent)
        self._lists: dict[Listing, LivelihoodList] = {}
        self._shown: Listing | None = None  # the key of the list in the view
        self.choice = StillBox(self)
        self.view = TableView(BLANK, self, behind="打开绩效目标表(&O)", opens=self._has_form)
        self.hint = QLabel("双击一行打开项目的绩效目标表", self)
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._show)
        self.view.figure_wanted.connect(self._open_row)

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
        self.view.move_to(GridPlace(top + ids.index(row_id), listed.project_column))
        return True

    def menu(self) -> list[QAction | None]:
        """The commands for a menu."""
        return [*self.view.menu()]

    # Inside

    @property
    def _chosen(self) -> Listing | None:
        chosen = self.choice.currentData()  # Qt keeps it as plain text
        return None if chosen is None else Listing(chosen)

    def _compute(self) -> None:
        self._lists = _read(self._session)

    def _forget(self) -> None:
        self._lists = {}

    def _list_choices(self) -> None:
        lists = self._lists.items()
        fill_box(
            self.choice, [(f"{_NAMES[it]}（{len(own.rows)} 项）", it.value) for it, own in lists]
        )
        self.choice.setVisible(len(self._lists) > 1)

    def _show(self) -> None:
        listed = self.current
        shown = listed is not None and bool(listed.rows)
        self._show_sheet_or_not(shown=shown)
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

    def _lay_out(self) -> None:
        self.choice.setAccessibleName("清单")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.view.setAccessibleName("民生领域重大事项清单")
        row = QWidget(self)
        row.setObjectName("tool-row")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hint.setObjectName("faint")
        across = QHBoxLayout(row)
        across.setContentsMargins(10, 5, 10, 5)
        across.addWidget(self.choice)
        across.addStretch(1)
        across.addWidget(self.hint)
        self._put_below(row)


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
