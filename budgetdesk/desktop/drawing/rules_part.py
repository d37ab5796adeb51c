"""The rules of 审核 that a set being drawn gives: listed, added from examples, changed, removed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.domain.severity import SEVERITY_LABELS, Severity
from budgetdesk.exchange.drawing.drawn import DrawnForm, DrawnRule
from budgetdesk.forms.listing import ListedColumn

_ABOUT = "填报的人违反了，在审核里看到提示。先选一格，再新增。"


@dataclass(frozen=True, slots=True)
class _RuleLine:
    """A rule of one of the forms."""

    key: str  # its code
    at: int  # the form's place
    rule: DrawnRule


_COLUMNS: tuple[ListedColumn[_RuleLine], ...] = (
    ListedColumn("编号", 4.5, lambda line: line.key),
    ListedColumn("规则", 0, lambda line: line.rule.title),
    ListedColumn("程度", 5, lambda line: SEVERITY_LABELS[Severity(line.rule.severity)]),
)


class RulesPart(QWidget):
    """The list with its buttons."""

    add_wanted = Signal()
    change_wanted = Signal(int, object)  # the form's place; DrawnRule
    remove_wanted = Signal(int, str)  # the form's place; code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ListTable(ListModel(_COLUMNS), parent=self)
        self.add = QPushButton("新增…", self)
        self.change = QPushButton("修改…", self)
        self.remove = QPushButton("删除", self)
        self._lay_out()
        self._connect()
        self.show_rules(())

    def show_rules(self, forms: Sequence[DrawnForm]) -> None:
        """List the rules of the forms."""
        self.table.show_lines(list(_lines(forms)))
        self._enable()

    def _line(self) -> _RuleLine | None:
        line = self.table.current_line()
        return line if isinstance(line, _RuleLine) else None

    def _enable(self) -> None:
        for button in (self.change, self.remove):
            button.setEnabled(self._line() is not None)

    def _change(self) -> None:
        if (line := self._line()) is not None:
            self.change_wanted.emit(line.at, line.rule)

    def _remove(self) -> None:
        if (line := self._line()) is not None:
            self.remove_wanted.emit(line.at, line.key)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.change.clicked.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self.table.opened.connect(lambda _: self._change())
        self.table.current_moved.connect(self._enable)
        for button in (self.add, self.change, self.remove):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName("审核规则")
        about = QLabel(_ABOUT, self)
        about.setObjectName("faint")
        about.setWordWrap(True)
        below = QVBoxLayout(self)
        below.setContentsMargins(0, 6, 0, 0)
        below.addWidget(about)
        below.addWidget(self.table, 1)
        across = QHBoxLayout()
        for button in (self.add, self.change, self.remove):
            across.addWidget(button)
        across.addStretch(1)
        below.addLayout(across)


def _lines(forms: Sequence[DrawnForm]) -> Iterator[_RuleLine]:
    for at, form in enumerate(forms):
        for rule in form.rules:
            yield _RuleLine(rule.code, at, rule)
