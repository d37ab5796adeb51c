"""What the chosen cell of a template is: its field, kind and formula, ready to be changed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.drawing.formula_line import FormulaLine
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.still import StillBox
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.expressions.faults import ExpressionError
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.kind import Kind
from budgetdesk.exchange.drawing import correcting
from budgetdesk.exchange.drawing.correcting import CorrectionError
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.formula_names import words_for
from budgetdesk.exchange.drawing.formulas import formula_examples, formula_of, tried_formula
from budgetdesk.exchange.drawing.saving import declared_kind
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.drawing.telling import KIND_NAMES
from budgetdesk.exchange.drawing.template import Box

_PARTING = "、"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellPart(QWidget):
    """Field, kind, choices and formula of one cell."""

    repeat_wanted = Signal()
    drop_wanted = Signal()
    apply_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.kind = StillBox(self), StillBox(self)
        self.choices, self.formula = QLineEdit(self), FormulaLine(self)
        self.examples, self.menu = QPushButton("例子", self), Menu(self)
        self.tried, self._choices_label = QLabel(self), QLabel("选项", self)
        self.apply = QPushButton("改这一格", self)
        self.drop = QPushButton("不填写", self)
        self.repeat = QPushButton("作为重复的行", self)
        self._form: DrawnForm | None = None
        self._declared: KindDeclaration | None = None
        self._cell: DrawnCell | None = None
        self._year = 0
        self._fill()
        self._lay_out()
        self._connect()
        self._take_kind()

    def show_cell(
        self, form: DrawnForm, box: Box, declared: KindDeclaration | None, year: int
    ) -> None:
        """What a cell is; `declared` its record kind as the set now has it, None while it can't."""
        cell = correcting.cell_at(form, box)
        self._form, self._declared, self._cell, self._year = form, declared, cell, year
        self._offer_fields(correcting.fields_for(form, cell))
        own = cell is not None and correcting.is_new(form, cell)
        at = -1 if cell is None or own else self.field.findData(cell.path)
        self.field.setCurrentIndex(at)
        if at < 0:
            self.field.setEditText("" if cell is None else cell.label.rpartition("/")[2])
        word = "line" if cell is None else cell.kind.partition("(")[0]
        self.kind.setCurrentIndex(max(self.kind.findData(word), 0))
        self.choices.setText(
            "" if cell is None else _PARTING.join(correcting.choices_of(form, cell))
        )
        self.drop.setEnabled(cell is not None)
        self._show_formula()

    # What is asked for

    @property
    def name(self) -> str:
        """The field as it is written in its box."""
        return self.field.currentText().strip()

    @property
    def path(self) -> str:
        """The field of the dictionary that goes by that name, "" for none."""
        at = self.field.findText(self.name)
        return str(self.field.itemData(at)) if at >= 0 else ""

    @property
    def kind_word(self) -> str:
        """The kind, as the dictionary writes it."""
        return str(self.kind.currentData())

    @property
    def offered(self) -> tuple[str, ...]:
        """The choices of a choice."""
        text = self.choices.text().replace("，", _PARTING).replace(",", _PARTING)
        return tuple(it.strip() for it in text.split(_PARTING) if it.strip())

    @property
    def source(self) -> str:
        """The formula."""
        return self.formula.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes the cell, instead of saving the set."""
        if event.key() in _ENTER:
            self.apply.click()
            event.accept()
            return
        super().keyPressEvent(event)

    # The formula

    def try_formula(self) -> None:
        """What the formula gives on invented data, or what is wrong with it."""
        told, amiss = self._tried() if self.source else ("", False)
        self.tried.setObjectName("amiss" if amiss else "faint")
        self.tried.style().polish(self.tried)
        self.tried.setText(told)
        self.tried.setVisible(bool(told))

    def _tried(self) -> tuple[str, bool]:
        if self._form is None or self._declared is None or self._cell is None:
            return "", False
        try:
            form, declared, cell = self._as_chosen(self._form, self._declared, self._cell)
            found = tried_formula(form, declared, cell, self.source, self._year)
        except (ExpressionError, CorrectionError) as error:
            return f"{str(error).rstrip('。')}。", True
        except FormSetError as error:
            return error.problem, True
        given = "，".join(f"{label} {text}" for label, text in found.given)
        return f"试算：{given} → {found.result}", False

    def _as_chosen(
        self, form: DrawnForm, declared: KindDeclaration, cell: DrawnCell
    ) -> tuple[DrawnForm, KindDeclaration, DrawnCell]:
        """The cell with the kind that is chosen for it, which may not be its own yet."""
        if self.kind_word == cell.kind.partition("(")[0] or not correcting.is_new(form, cell):
            return form, declared, cell
        changed = correcting.with_kind(form, cell.box, self.kind_word, self.offered)
        known = declared_kind(set_files((changed,)), form.record)
        return changed, known, correcting.cell_at(changed, cell.box) or cell

    def _show_formula(self) -> None:
        form, declared, cell = self._form, self._declared, self._cell
        open_ = form is not None and cell is not None and declared is not None
        self.formula.setText("" if form is None else formula_of(form, cell))
        self.formula.setEnabled(open_)
        self.examples.setEnabled(open_)
        if form is not None and cell is not None and declared is not None:
            listed = cell.list_path if cell.list_path in declared.lists else ""
            self.formula.offer_words(words_for(form, declared, listed))
        self.try_formula()

    def _take_kind(self) -> None:
        """Only a choice has choices."""
        for part in (self.choices, self._choices_label):
            part.setVisible(self.kind_word == Kind.CHOICE.value)
        self.try_formula()

    def _forget_formula(self) -> None:
        """A field of the dictionary is filled in or worked out as that says."""
        if self.path:
            self.formula.clear()

    def _show_examples(self) -> None:
        self.menu.clear()
        for name, source in self._examples():
            act = self.menu.addAction(unlettered(f"{name}　{source}"))
            act.triggered.connect(lambda _, source=source: self._begin_with(source))
        if self.menu.isEmpty():
            self.menu.addAction("这张表没有可以相算的数").setEnabled(False)

    def _examples(self) -> Iterable[tuple[str, str]]:
        if self._form is None or self._declared is None or self._cell is None:
            return ()
        return formula_examples(self._form, self._declared, self._cell)

    def _begin_with(self, source: str) -> None:
        self.formula.setText(source)
        self.formula.setFocus()
        self.try_formula()

    # Made once

    def _offer_fields(self, known: Iterable[tuple[str, str]]) -> None:
        self.field.clear()
        for path, label in known:
            self.field.addItem(label, path)

    def _fill(self) -> None:
        for word, name in KIND_NAMES.items():
            self.kind.addItem(name, word)
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.field.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        self.choices.setPlaceholderText("选项之间用顿号隔开")
        self.formula.setPlaceholderText("填写的格子不写公式")
        self.tried.setWordWrap(True)

    def _connect(self) -> None:
        self.apply.clicked.connect(self.apply_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        self.repeat.clicked.connect(self.repeat_wanted)
        self.menu.aboutToShow.connect(self._show_examples)
        self.examples.setMenu(self.menu)
        self.formula.rested.connect(self.try_formula)
        self.field.activated.connect(lambda _: self._forget_formula())
        self.kind.currentIndexChanged.connect(lambda _: self._take_kind())
        for button in (self.apply, self.drop, self.repeat, self.examples):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        below = QVBoxLayout(self)
        below.setContentsMargins(0, 6, 0, 0)
        grid = QGridLayout()
        rows = (
            ("字段", self.field),
            ("类型", self.kind),
            ("选项", self.choices),
            ("公式", self.formula),
        )
        for row, (label, part) in enumerate(rows):
            before = self._choices_label if part is self.choices else QLabel(label, self)
            grid.addWidget(before, row, 0)
            grid.addWidget(part, row, 1, 1, 1 if part is self.formula else 2)
            part.setAccessibleName(label)
        grid.addWidget(self.examples, len(rows) - 1, 2)
        grid.setColumnStretch(1, 1)
        below.addLayout(grid)
        below.addWidget(self.tried)
        across = QHBoxLayout()
        for button in (self.apply, self.drop, self.repeat):
            across.addWidget(button)
        across.addStretch(1)
        below.addLayout(across)
