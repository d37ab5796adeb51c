"""What a pasted table was understood as: to be looked at, mended, and taken over in one step."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from budgetdesk.desktop.dialogs.frame import WideDialog, framed, open_wide
from budgetdesk.desktop.ledger.filter import sums_of
from budgetdesk.desktop.ledger.kinds import LineKind
from budgetdesk.desktop.ledger.naming_dialog import NamingDialog
from budgetdesk.desktop.ledger.paste_model import PasteModel
from budgetdesk.desktop.ledger.paste_table import PreviewTable
from budgetdesk.desktop.lettered import as_title
from budgetdesk.desktop.still import StillBox
from budgetdesk.domain.ledger_choices import choices_for
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Line, Terms
from budgetdesk.domain.money import Measure, yuan_text
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.line_tables.assumptions import QUESTIONS, Question, proposal
from budgetdesk.exchange.line_tables.columns import Layout
from budgetdesk.exchange.line_tables.reading import Code, unknown_projects
from budgetdesk.exchange.line_tables.understanding import Understood

_NAMED = 5  # unknown things that a sentence names; of more it says how many
_FIELDS = {
    Question.SOURCE: LedgerField.SOURCE.value,
    Question.ORIGIN: LedgerField.ORIGIN.value,
    Question.NATURE: LedgerField.NATURE.value,
}


class PasteDialog(WideDialog):
    """Shows every pasted row with what came of it. `lines` are those to be added."""

    manual_page = "importing"
    wide, high = 78, 0.56

    def __init__(
        self,
        parent: QWidget | None,
        kind: LineKind,
        terms: Terms,
        like: Line,
        matrix: Sequence[Sequence[str]],
        understood: Understood | None = None,
    ) -> None:
        """`understood` is what the table was understood as, where it was read already."""
        super().__init__(parent)
        self.setWindowTitle(as_title(f"粘贴{kind.name}"))
        self._kind = kind
        self.model = PasteModel(matrix, terms, like, self, understood)
        self.headline = QLabel(self)
        self.assumed = QLabel(self)
        self.told = QLabel(self)
        self.notes = QLabel(self)
        self.table = PreviewTable(self.model, self)
        self.defaults = Defaults(self.model, self)
        self.naming = QPushButton("为科目命名…", self)
        self.accept_button = QPushButton(self)
        self.cancel_button = QPushButton("取消", self)
        self._lay_out()
        self.model.dataChanged.connect(self._tell)
        self._tell()
        open_wide(self)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines to be added."""
        return self.model.lines

    @property
    def names(self) -> Mapping[Code, str]:
        """The names to be kept for codes that no catalogue has."""
        return {(each.kind, each.code): each.name for each in self.model.unnamed if each.name}

    @property
    def assumed_words(self) -> str:
        """What is taken for what the table leaves open: 一般公共预算、当年、元; "" for nothing."""
        model = self.model
        questions = model.questions if self.lines else ()
        return "、".join(proposal(it, model.layout, model.like) for it in questions)

    def _tell(self) -> None:
        """Say what was recognised, and what is amiss."""
        rows, terms = self.model.rows, self.model.terms
        count, total = sums_of(self.lines)
        wrong = sum(bool(row.problems) for row in rows)
        sums = sum(row.total is not None for row in rows)
        parts = [f"识别出 {count} 行，合计 {yuan_text(total, thousands=True)} 元"]
        parts += [f"{wrong} 行有问题，不录入"] if wrong else []
        parts += [f"跳过 {sums} 行合计"] if sums else []
        self.headline.setText("；".join(parts) + "。")
        for label, sentences in (
            (self.assumed, self._assumptions()),
            (self.told, self.model.notes),
            (self.notes, self._remarks(terms)),
        ):
            label.setText("\n".join(sentences))
            label.setVisible(bool(label.text()))
        self.naming.setVisible(bool(self.model.unnamed))
        self.accept_button.setText(f"{self._taken_as(count)}录入 {count} 行")
        self.accept_button.setMinimumWidth(self._width_of(self.accept_button))
        self.accept_button.setEnabled(count > 0)
        self.defaults.refresh()

    @staticmethod
    def _width_of(button: QPushButton) -> int:
        """What a button needs to show its sentence whole, as the theme draws it."""
        button.ensurePolished()
        metrics = button.fontMetrics()
        return metrics.horizontalAdvance(button.text()) + 4 * metrics.averageCharWidth() + 32

    def _taken_as(self, count: int) -> str:
        """What the button states before it is pressed: nothing is assumed unseen."""
        words = self.assumed_words if count else ""
        return f"按 {words} " if words else ""

    def _assumptions(self) -> Iterable[str]:
        """What is open and decides money, and what is taken for it unless another is chosen."""
        model = self.model
        questions = model.questions if self.lines else ()
        if questions:
            named = "，".join(
                f"{QUESTIONS[it]}按「{proposal(it, model.layout, model.like)}」" for it in questions
            )
            yield f"表中没有写明：{named}。请核对，不对的在下面另选。"

    def _remarks(self, terms: Terms) -> Iterable[str]:
        rows, layout = self.model.rows, self.model.layout
        if any(row.problems for row in rows):
            yield "红色的内容不能识别：双击或按 F2 改正，同一列里相同的内容一并改正。"
        unnamed, projects = self.model.unnamed, unknown_projects(rows, terms)
        named = {f"{each.title} {each.name}": each.count for each in unnamed if each.name}
        nameless = {each.title: each.count for each in unnamed if not each.name}
        if named:
            yield f"目录中没有的科目，按这里的名称记入账套：{_listed(named)}。"
        if nameless:
            yield f"目录中没有的科目（照录，请核对）：{_listed(nameless)}。"
        if projects:
            yield f"没有申报表的项目（照录，录入后可一并建表）：{_listed(projects)}。"
        if not layout.has(self._kind.first):
            label = terms.label(self._kind.first)
            yield f"没有找到{label}这一列：录入后请补填，或单击列标题指明是哪一列。"
        if not layout.has(AMOUNT):
            yield "没有找到金额这一列：请单击列标题指明是哪一列。"

    def _name_codes(self) -> None:
        terms = self.model.terms
        self.model.name_codes(NamingDialog.ask(self, terms.year, self.model.unnamed))

    def _lay_out(self) -> None:
        self.headline.setObjectName("field-name")
        self.assumed.setObjectName("amiss")
        self.notes.setObjectName("faint")
        for label in (self.headline, self.assumed, self.told, self.notes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.naming.setObjectName("link")
        self.naming.clicked.connect(self._name_codes)
        buttons = QHBoxLayout()
        buttons.addWidget(self.naming)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        layout = framed(self)
        layout.addWidget(self.headline)
        layout.addWidget(self.assumed)
        layout.addWidget(self.defaults)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.notes)
        layout.addLayout(buttons)
        self.table.setFocus()


class Defaults(QWidget):
    """What lines say where the table has no column for it, and what its amounts are in."""

    def __init__(self, model: PasteModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.boxes: dict[StrEnum, LabelledBox] = {}
        terms = model.terms
        for column in terms.columns:
            if column != UNIT and not terms.words(column):
                continue
            choices = choices_for(terms, model.like, column, "")
            pair = self._add(terms.label(column), [choice.shown for choice in choices])
            pair.box.setCurrentText(model.terms.shown(model.like, column))
            pair.box.currentTextChanged.connect(partial(self._use, column))
            self.boxes[column] = pair
        self.measure = self._add("金额单位", [each.value for each in Measure])
        self.measure.box.setCurrentText(_measure(model.layout).value)
        self.measure.box.currentTextChanged.connect(self._measure_in)
        self._row.addStretch(1)

    def refresh(self) -> None:
        """Show only what the table leaves open."""
        model = self._model
        opened = {_FIELDS[it] for it in model.questions if it in _FIELDS}
        if not model.layout.has(UNIT):
            opened.add(UNIT)
        for column, pair in self.boxes.items():
            pair.setVisible(column.value in opened)
        self.measure.box.blockSignals(True)
        self.measure.box.setCurrentText(_measure(model.layout).value)
        self.measure.box.blockSignals(False)

    def _add(self, name: str, choices: list[str]) -> "LabelledBox":
        pair = LabelledBox(name, choices, self)
        self._row.addWidget(pair)
        return pair

    def _use(self, column: StrEnum, text: str) -> None:
        model = self._model
        model.use(model.layout, model.terms.with_text(model.like, column, text))

    def _measure_in(self, text: str) -> None:
        model = self._model
        model.use(model.layout.with_measure(Measure(text)), model.like)


def _measure(layout: Layout) -> Measure:
    """What the amounts are in; of several columns the first."""
    return layout.measure_of(layout.amounts[0]) if layout.amounts else layout.measure


class LabelledBox(QWidget):
    """A choice with its name before it."""

    def __init__(self, name: str, choices: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.box = StillBox(self)
        self.box.setAccessibleName(name)
        self.box.addItems(choices)
        label = QLabel(name, self)
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.addWidget(label)
        row.addWidget(self.box)


def _listed(counts: Mapping[str, int]) -> str:
    named = [f"{shorten(text)}（{count} 行）" for text, count in list(counts.items())[:_NAMED]]
    more = len(counts) - len(named)
    return "、".join(named) + (f" 等 {len(counts)} 个" if more > 0 else "")
