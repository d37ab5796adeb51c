"""One grid of lines: what is shown, the table, and what it adds up to."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.book.catalogue import editions, named_otherwise
from budgetdesk.desktop.editor.marks import Mark
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.ledger.filter import sums_of
from budgetdesk.desktop.ledger.filter_field import FilterField
from budgetdesk.desktop.ledger.kinds import LineKind
from budgetdesk.desktop.ledger.model import CellKey, LinesModel
from budgetdesk.desktop.ledger.table import LinesTable
from budgetdesk.desktop.ledger.work import LinesWork
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.still import StillBox
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_changes import editions_sentence
from budgetdesk.domain.money import yuan_text

_PAUSE = 120  # milliseconds after the last letter before a filter is applied


class LinesPane(QWidget):
    """The lines of one kind in one book."""

    message = Signal(str)  # one quiet sentence
    moved = Signal()  # the cursor is in another cell, or the cell says something else

    def __init__(
        self,
        session: Session,
        kind: LineKind,
        parent: QWidget | None = None,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._session = session
        self.ledger = LinesModel(kind.terms(session.book), self)
        self.work = LinesWork(session, kind, self.ledger, self, jobs)
        self.table = LinesTable(self.ledger, self.work, self)
        self.filter = FilterField(kind.filter_hint, f"筛选{kind.name}", self)
        self.grouping = StillBox(self)
        self.choice = QPushButton(self)
        self.naming = QPushButton(self)
        self.forms = QPushButton(self)
        self.remark = QLabel(self)
        self.total = QLabel(self)
        self.edition = QLabel(self)
        self.selection = QLabel(self)
        self.foot = QHBoxLayout()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._unregister = session.register_editor(self.commit)
        self._lay_out()
        self._connect()
        self._refresh()
        self.table.go_to(0, 0)
        self.setFocusProxy(self.table)

    def commit(self) -> bool:
        """Write the open cell; False when its text is refused."""
        return self.table.editing.commit()

    def menu(self) -> list[QAction | None]:
        """The commands for a menu, None where a line parts them."""
        return self.table.commands.menu()

    def close_down(self) -> None:
        """Hear no more of the book."""
        self._unregister()
        self.table.commands.pasting.stop()
        self.work.leave()

    def show_only(self, ids: Iterable[int], title: str) -> None:
        """Show only these lines, for example those behind a figure; the button shows all again."""
        if not self.commit():
            return
        self.ledger.arrangement.choose(ids)
        self.choice.setText(f"只显示 {unlettered(title)}　✕")
        self.choice.setVisible(True)
        self._arrange()
        self.table.go_to(0, 0)

    def show_all(self) -> None:
        """Show every line again."""
        self.ledger.arrangement.choose(None)
        self.choice.setVisible(False)
        self._arrange()

    def go_to_line(self, line_id: int, column: str | None = None) -> bool:
        """Put the cursor on a line, whatever the filter; False when the book has it no more.

        A column that the grid does not have is the one with the code.
        """
        if line_id not in self.ledger.arrangement.lines or not self.commit():
            return False
        if self.ledger.place(line_id) < 0:
            self.filter.clear()
            self.grouping.setCurrentIndex(0)
            self.show_all()
            self._apply_filter()
        place = self._place_of(column) if column is not None else None
        return self.table.cursor_.go_to_line(line_id, place)

    def set_marks(self, marks: Mapping[CellKey, Mark]) -> None:
        """Mark cells with what a check has found in them."""
        self.ledger.set_marks(marks)

    @property
    def is_all_named(self) -> bool:
        """Whether the lines use no code that lacks a name."""
        return not any(self.ledger.arrangement.codes.unnamed(self.ledger.terms))

    def name_codes(self) -> None:
        """Ask for the names of codes that no catalogue has, and keep them in the book."""
        from budgetdesk.desktop.ledger.naming_dialog import NamingDialog

        if not self.commit():
            return
        if not self.work.writable:
            self.message.emit(self.work.reason)
            return
        terms = self.ledger.terms
        unnamed = tuple(self.ledger.arrangement.codes.unnamed(terms))
        kinds = set(terms.catalogues.values())
        own = [each for each in named_otherwise(self._session.book) if each.kind in kinds]
        if not unnamed and not own:
            self.message.emit("这里的科目在目录中都有名称。")
            return
        names = NamingDialog.ask(self, terms.year, unnamed, own, self._code_here())
        if names:
            self.work.name_codes(names)
            self.message.emit(f"已为 {len(names)} 个科目命名，Ctrl+Z 可以撤销。")

    def make_forms(self) -> None:
        """Add a blank form for every project that lines name and their unit lacks."""
        if not self.commit():
            return
        if not self.work.writable:
            self.message.emit(self.work.reason)
            return
        count = self.work.make_forms()
        self.message.emit(f"已为 {count} 个项目建申报表，Ctrl+Z 可以撤销。")

    # Inside

    def _place_of(self, column: str) -> int:
        columns = [each.value for each in self.ledger.columns]
        return columns.index(column if column in columns else self.kind.first.value)

    def _code_here(self) -> tuple[CatalogueKind, str] | None:
        column, line = self.table.cursor_.column, self.table.cursor_.line
        kind = self.ledger.terms.catalogues.get(column)
        return (kind, getattr(line, column.value) or "") if kind and line else None

    def _apply_filter(self) -> None:
        self._pause.stop()
        if self.filter.text() != self.ledger.arrangement.query and self.commit():
            self.ledger.arrangement.filter(self.filter.text())
            self._arrange()

    def _arrange(self) -> None:
        self.ledger.rearrange()
        if not self.table.currentIndex().isValid():
            self.table.go_to(0, 0)
        self._tell_total()

    def _group(self) -> None:
        self.commit()
        place = self.grouping.currentIndex()
        self.ledger.arrangement.grouping = self.kind.groupings[place - 1] if place > 0 else None
        self._arrange()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.commit()
        columns = self.ledger.columns
        wanted = columns[column] if 0 <= column < len(columns) else None
        down = order == Qt.SortOrder.DescendingOrder
        self.ledger.arrangement.sort(wanted, descending=down)
        self._arrange()

    def _leave_filter(self) -> None:
        self._apply_filter()
        self.table.setFocus()

    def _refresh(self) -> None:
        self._tell_total()
        self._tell_unnamed()
        self._tell_formless()
        self._tell_edition()
        self.moved.emit()

    def _tell_unnamed(self) -> None:
        lacking = tuple(self.ledger.arrangement.codes.unnamed(self.ledger.terms))
        self.naming.setText(f"目录中没有的科目 {len(lacking)} 个…")
        self.naming.setVisible(bool(lacking))

    def _tell_edition(self) -> None:
        """Whose year's lists the codes of these lines are looked up in."""
        book = self._session.book
        kinds = set(self.ledger.terms.catalogues.values())
        used = {kind: year for kind, year in editions(book).items() if kind in kinds}
        self.edition.setText(editions_sentence(book.info.fiscal_year, used))

    def _tell_formless(self) -> None:
        lacking = len(self.work.formless())
        self.forms.setText(f"为 {lacking} 个项目建申报表")
        self.forms.setVisible(bool(lacking))

    def _tell_total(self) -> None:
        arrangement = self.ledger.arrangement
        count, total = arrangement.sums()
        of_all = "" if arrangement.plain() or count == len(arrangement.lines) else "筛选出 "
        self.total.setText(f"{of_all}{count} 行　合计 {_yuan(total)}")
        self._tell_selection()

    def _tell_selection(self) -> None:
        lines = self.table.commands.lines()
        if len(lines) < 2:
            self.selection.setText("")
            return
        count, total = sums_of(lines)
        self.selection.setText(f"选中 {count} 行　合计 {_yuan(total)}")

    def _open_menu(self, place: QPoint) -> None:
        menu = Menu.passing(self)
        for action in self.menu():
            menu.addSeparator() if action is None else menu.addAction(action)
        menu.popup(place)

    def _connect(self) -> None:
        table = self.table
        table.moved.connect(self._tell_selection)
        table.moved.connect(self.moved)
        table.message.connect(self.message)
        table.naming_wanted.connect(self.name_codes)
        table.find_wanted.connect(self.filter.setFocus)
        table.find_wanted.connect(self.filter.selectAll)
        table.cell.menu_wanted.connect(self._open_menu)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(
            lambda place: self._open_menu(table.viewport().mapToGlobal(place))
        )
        table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.work.refreshed.connect(self._refresh)
        self.filter.textChanged.connect(self._pause.start)
        self.filter.done.connect(self._leave_filter)
        self._pause.timeout.connect(self._apply_filter)
        self.grouping.currentIndexChanged.connect(self._group)
        self.choice.clicked.connect(self.show_all)
        self.naming.clicked.connect(self.name_codes)
        self.forms.clicked.connect(self.make_forms)

    def _lay_out(self) -> None:
        labels = self.ledger.terms.labels
        self.grouping.setAccessibleName("分组")
        self.grouping.addItems(
            ["不分组", *(f"按{labels[each]}分组" for each in self.kind.groupings)]
        )
        self.forms.setToolTip("明细中写了名称、单位还没有申报表的项目")
        for link in (self.choice, self.forms, self.naming):
            link.setObjectName("link")
            link.setVisible(False)
        self.remark.setWordWrap(True)
        self.remark_row = self._row(QHBoxLayout(), self.remark)
        self.remark_row.setVisible(False)
        self.selection.setObjectName("field-name")
        self.edition.setObjectName("faint")
        self.edition.setToolTip("在“文件、科目目录…”中核对名称、导入本单位的清单")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        above = (self.filter, self.grouping, self.choice, None, self.forms, self.naming)
        layout.addWidget(self._row(QHBoxLayout(), *above))
        layout.addWidget(self.remark_row)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._row(self.foot, self.total, None, self.selection, self.edition))

    def _row(self, layout: QHBoxLayout, *parts: QWidget | None) -> QWidget:
        row = QWidget(self)
        row.setObjectName("tool-row")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setLayout(layout)
        layout.setContentsMargins(10, 5, 10, 5)
        layout.setSpacing(8)
        for part in parts:
            if part is None:
                layout.addStretch(1)
            else:
                layout.addWidget(part)
        return row


def _yuan(fen: int) -> str:
    return f"{yuan_text(fen, thousands=True)} 元"
