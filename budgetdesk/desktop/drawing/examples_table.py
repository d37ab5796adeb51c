"""The two examples of a rule as a table: values of fields, and what the clerk would be told."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.drawing.drawn import DrawnRule
from budgetdesk.exchange.drawing.rule_examples import (
    ExampleField,
    Judged,
    RuleExamples,
    judge,
    texts_of,
)
from budgetdesk.forms.set_rules.declared import DeclaredRule

_HEADS = ("字段", "不合规的例子", "合规的例子")
_LEAST_ROWS = 2


class ExamplesTable(QWidget):
    """Fields in lines, the example found wrong and the one passed over in two columns."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, len(_HEADS), self)
        self.verdict = QLabel(self)
        self.shown: tuple[ExampleField, ...] = ()
        self._lay_out()

    @property
    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The values of the failing and of the passing example."""
        return self._column(1), self._column(2)

    def show_examples(self, rows: str, found: RuleExamples, known: DrawnRule | None = None) -> None:
        """Show examples: those of a known rule where it has any, else the found ones."""
        blank = ("",) * len(found.fields)
        failing, passing = found.failing or blank, found.passing or blank
        if known is not None and (known.failing or known.passing):
            failing = texts_of(rows, found.fields, known.failing)
            passing = texts_of(rows, found.fields, known.passing)
        self.shown = found.fields
        self.table.blockSignals(True)
        self.table.setRowCount(len(found.fields))
        for row, field in enumerate(found.fields):
            self._put(row, 0, field.label, open_=False)
            self._put(row, 1, failing[row], open_=True)
            self._put(row, 2, passing[row], open_=True)
        self.table.blockSignals(False)
        self.tell_nothing()

    def tell(self, declared: KindDeclaration, rule: DeclaredRule) -> None:
        """Say what the clerk would be told of each example."""
        failing, passing = (self._judged(declared, rule, texts) for texts in self.texts)
        told = [it.sentence if it.wrong else "不提示" for it in (failing, passing)]
        self.verdict.setText(f"不合规的例子 → {told[0]}\n合规的例子 → {told[1]}")

    def tell_nothing(self) -> None:
        """Nothing can be said."""
        self.verdict.setText("")

    def _judged(
        self, declared: KindDeclaration, rule: DeclaredRule, texts: Sequence[str]
    ) -> Judged:
        try:
            return judge(declared, rule, self.shown, texts)
        except TypedError as error:
            return Judged(wrong=True, sentence=str(error))

    def _column(self, column: int) -> tuple[str, ...]:
        items = (self.table.item(row, column) for row in range(self.table.rowCount()))
        return tuple("" if it is None else it.text().strip() for it in items)

    def _put(self, row: int, column: int, text: str, *, open_: bool) -> None:
        item = QTableWidgetItem(text)
        if not open_:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.table.setItem(row, column, item)

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName("规则的例子")
        self.table.setMinimumHeight(self.fontMetrics().height() * 2 * (_LEAST_ROWS + 1))
        self.table.itemChanged.connect(lambda _: self.edited.emit())
        self.verdict.setWordWrap(True)
        below = QVBoxLayout(self)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.table, 1)
        below.addWidget(self.verdict)
