"""What a pasted table was understood as: to be looked at, mended, and taken over in one step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.ledger.filter import sums_of
from budgetdesk.desktop.ledger.paste_model import RESULT, PasteModel
from budgetdesk.domain.ledger_choices import choices_for
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import LABELS, LedgerField
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import LedgerLine
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.pasted_columns import MEANINGS
from budgetdesk.exchange.pasted_ledger import unknown_codes, unknown_projects

Index = QModelIndex | QPersistentModelIndex
_NAMED = 5  # unknown things that a sentence names; of more it says how many
_CHARACTERS = 78
_WITH_DEFAULT = (LedgerField.UNIT, LedgerField.NATURE, LedgerField.SOURCE, LedgerField.ORIGIN)


class PasteDialog(QDialog):
    """Shows every pasted row with what came of it. `lines` are those to be added."""

    def __init__(
        self,
        parent: QWidget | None,
        terms: LedgerTerms,
        like: LedgerLine,
        matrix: Sequence[Sequence[str]],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预算明细")
        self.model = PasteModel(matrix, terms, like, self)
        self.headline = QLabel(self)
        self.notes = QLabel(self)
        self.table = PreviewTable(self.model, self)
        self.defaults = Defaults(self.model, self)
        self.accept_button = QPushButton(self)
        self.cancel_button = QPushButton("取消", self)
        self._lay_out()
        self.model.dataChanged.connect(self._tell)
        self._tell()

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """The ledger lines to be added."""
        return self.model.lines

    def sizeHint(self) -> QSize:
        """Wide enough for an ordinary table, on a small screen as well."""
        width = self.fontMetrics().horizontalAdvance("永") * _CHARACTERS
        return QSize(width, round(width * 0.56))

    def _tell(self) -> None:
        """Say what was recognised, and what is amiss."""
        rows, terms = self.model.rows, self.model.terms
        count, total = sums_of(self.lines)
        wrong = sum(bool(row.problems) for row in rows)
        sums = sum(row.skipped == "合计行" for row in rows)
        parts = [f"识别出 {count} 行，合计 {yuan_text(total, thousands=True)} 元"]
        parts += [f"{wrong} 行有问题，不录入"] if wrong else []
        parts += [f"跳过 {sums} 行合计"] if sums else []
        self.headline.setText("；".join(parts) + "。")
        self.notes.setText("\n".join(self._remarks(terms)))
        self.notes.setVisible(bool(self.notes.text()))
        self.accept_button.setText(f"录入 {count} 行")
        self.accept_button.setEnabled(count > 0)
        self.defaults.refresh()

    def _remarks(self, terms: LedgerTerms) -> Iterable[str]:
        rows = self.model.rows
        if any(row.problems for row in rows):
            yield "红色的内容不能识别：双击或按 F2 改正，同一列里相同的内容一并改正。"
        codes, projects = unknown_codes(rows, terms), unknown_projects(rows, terms)
        if codes:
            yield f"目录中没有的科目（照录，请核对）：{_listed(codes)}。"
        if projects:
            yield f"没有申报表的项目（照录）：{_listed(projects)}。"
        if not self.model.layout.has(LedgerField.FUNCTION_CODE):
            yield "没有找到功能科目这一列：录入后请补填，或单击列标题指明是哪一列。"
        if not self.model.layout.has(LedgerField.AMOUNT):
            yield "没有找到金额这一列：请单击列标题指明是哪一列。"

    def _lay_out(self) -> None:
        self.headline.setObjectName("field-name")
        self.notes.setObjectName("faint")
        for label in (self.headline, self.notes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.headline)
        layout.addWidget(self.defaults)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notes)
        layout.addLayout(buttons)
        self.table.setFocus()


class PreviewTable(QTableView):
    """The pasted rows. A click on a column's heading says what the column is."""

    def __init__(self, model: PasteModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Mending(model, self))
        self.setAccessibleName("粘贴的内容")
        self.setWordWrap(False)
        self.setEditTriggers(
            QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed
        )
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 9)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.sectionPressed.disconnect()
        columns.setSectionsClickable(True)
        columns.sectionClicked.connect(self.open_meanings)
        columns.setToolTip("单击列标题，指明这一列是什么")
        character = self.fontMetrics().horizontalAdvance("永")
        for column in range(model.columnCount()):
            wide = column == RESULT or model.meaning(column).field is LedgerField.PROJECT
            self.setColumnWidth(column, character * (16 if wide else 10))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↓ says what the current column is, without the mouse."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt and self.currentIndex().isValid():
            self.open_meanings(self.currentIndex().column())
            return
        super().keyPressEvent(event)

    def open_meanings(self, column: int) -> None:
        """Offer what a column may be."""
        if column == RESULT:
            return
        menu = self.meanings_menu(column)
        left = self.columnViewportPosition(column)
        menu.popup(self.viewport().mapToGlobal(QPoint(left, 0)))

    def meanings_menu(self, column: int) -> QMenu:
        """The menu of what a column may be, its present meaning ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for meaning in MEANINGS:
            action = menu.addAction(meaning.label)
            action.setCheckable(True)
            action.setChecked(meaning == self._model.meaning(column))
            action.triggered.connect(
                lambda _=False, meaning=meaning: self._model.give_meaning(column, meaning)
            )
        return menu


class _Mending(QStyledItemDelegate):
    """Edits a pasted cell, offering what the book knows."""

    def __init__(self, model: PasteModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: Index,
    ) -> QWidget:
        """A line editor; its list finds the typed text anywhere in what may stand there."""
        editor = QLineEdit(parent)
        wanted = self._model.meaning(index.column()).field
        if wanted is not None:
            found = choices_for(self._model.terms, self._model.like, wanted, "")
            completer = QCompleter([choice.shown for choice in found], editor)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.setCompleter(completer)
        return editor


class Defaults(QWidget):
    """What lines say where the table has no column for it, and what its amounts are in."""

    def __init__(self, model: PasteModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.boxes: dict[LedgerField, LabelledBox] = {}
        for column in _WITH_DEFAULT:
            choices = choices_for(model.terms, model.like, column, "")
            pair = self._add(LABELS[column], [choice.shown for choice in choices])
            pair.box.setCurrentText(model.terms.shown(model.like, column))
            pair.box.currentTextChanged.connect(partial(self._use, column))
            self.boxes[column] = pair
        self.measure = self._add("金额单位", ["元", "万元"])
        self.measure.box.setCurrentIndex(int(model.layout.in_wan))
        self.measure.box.currentIndexChanged.connect(self._measure_in)
        self._row.addStretch(1)

    def refresh(self) -> None:
        """Show only what no column of the table gives."""
        layout = self._model.layout
        by_source = any(meaning.source for meaning in layout.meanings)
        given = {column for column in _WITH_DEFAULT if layout.has(column)}
        if layout.has(LedgerField.PROJECT):  # the nature follows from the project
            given.add(LedgerField.NATURE)
        if by_source:
            given.add(LedgerField.SOURCE)
        for column, pair in self.boxes.items():
            pair.setVisible(column not in given)

    def _add(self, name: str, choices: list[str]) -> "LabelledBox":
        pair = LabelledBox(name, choices, self)
        self._row.addWidget(pair)
        return pair

    def _use(self, column: LedgerField, text: str) -> None:
        model = self._model
        model.use(model.layout, model.terms.with_text(model.like, column, text))

    def _measure_in(self, number: int) -> None:
        model = self._model
        model.use(replace(model.layout, in_wan=number == 1), model.like)


class LabelledBox(QWidget):
    """A choice with its name before it."""

    def __init__(self, name: str, choices: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
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
