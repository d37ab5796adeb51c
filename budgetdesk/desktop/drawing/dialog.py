"""A form set from an Excel template: the template beside its cells, corrected one by one."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog, open_wide
from budgetdesk.desktop.drawing.cell_part import CellPart
from budgetdesk.desktop.drawing.dragging import TemplateView, draggable_lines
from budgetdesk.desktop.drawing.rule_dialog import RuleDialog
from budgetdesk.desktop.drawing.rules_part import RulesPart
from budgetdesk.desktop.drawing.sample_dialog import SampleDialog
from budgetdesk.desktop.drawing.template_lines import template_lines
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.still import StillBox, StillTabs
from budgetdesk.desktop.typed_ahead import TypedAhead
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.there import is_file, is_there
from budgetdesk.exchange.drawing import correcting
from budgetdesk.exchange.drawing.correcting import CorrectionError
from budgetdesk.exchange.drawing.drawing import drawn_as
from budgetdesk.exchange.drawing.drawn import DrawnForm, DrawnRule
from budgetdesk.exchange.drawing.fault_places import told_at
from budgetdesk.exchange.drawing.formulas import with_formula
from budgetdesk.exchange.drawing.own_sets import OwnSet
from budgetdesk.exchange.drawing.picture import picture_of
from budgetdesk.exchange.drawing.record_guess import record_name
from budgetdesk.exchange.drawing.rules import with_rule, without_rule
from budgetdesk.exchange.drawing.saving import declared_kind, proposed_id, save_set, try_set
from budgetdesk.exchange.drawing.set_text import set_files, set_name
from budgetdesk.exchange.drawing.steps import DrawingSteps
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.vocabulary import records
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import is_known, is_set_id
from budgetdesk.forms.sheet import Cell

_SAVE, _NEWER = "保存套表", "存为新版本"
_ABOUT = (
    "绿：已有的字段　黄：新的字段　红：没有读出。"
    "选中一格，在右边改字段、类型、公式，或改为不填写；右边的一行也可以拖到左边的格子上。"
)
_LIST = 30
_ZOOM = 0.8  # of the template, of which more is seen than read


class DrawingDialog(Dialog):
    """Left the template, right its cells; saved, the set is one that a book can be made from."""

    manual_page = "books"
    characters, lines = 110, 60

    def __init__(
        self,
        parent: QWidget | None,
        forms: Sequence[DrawnForm],
        folder: Path,
        own: OwnSet | None = None,
    ) -> None:
        """`folder` is the user's folder of form sets, `own` the one that is corrected."""
        title = "从 Excel 建立套表" if own is None else f"修改自建套表　{own.told}"
        super().__init__(parent, title, _SAVE)
        self.steps, self._folder = DrawingSteps(forms), folder
        self._following = False
        self._fault = ""
        name = set_name(forms) if own is None else own.name
        set_id = proposed_id(folder, name) if own is None else own.set_id
        self.name, self.set_id = QLineEdit(name, self), QLineEdit(set_id, self)
        self.set_id.setToolTip("写自己已有的套表的编号，就存为那套表的新版本")
        self.set_id.setReadOnly(own is not None)
        self.sheets, self.record = StillBox(self), StillBox(self)
        self.view, self.table = TemplateView(self), draggable_lines(self)
        self.tabs, self.cell, self.rules = StillTabs(self), CellPart(self), RulesPart(self)
        self.undo, self.redo = QPushButton("撤销", self), QPushButton("重做", self)
        self.sample = QPushButton("看样张…", self)
        self._tried: FormSet | None = None  # as it could last be used
        self.saved_id = ""
        self._fill()
        self._lay_out()
        self._connect()
        self._try_out()
        self._show_form()
        open_wide(self)

    @property
    def form(self) -> DrawnForm:
        """The form that is shown."""
        return self.steps.forms[self._at]

    @property
    def _at(self) -> int:
        return max(self.sheets.currentIndex(), 0)

    def accept(self) -> None:
        """Save the set; what is in its way is told and nothing is left behind."""
        files = set_files(self.steps.forms, name=self.name.text().strip())
        try:
            save_set(self._folder, self.set_id.text().strip(), files, overwrite=self._is_own)
        except (ExportFault, FormSetError) as error:
            self.tell_amiss(str(error))
            return
        self.saved_id = self.set_id.text().strip()
        super().accept()

    # Showing

    def _show_form(self, place: str = "") -> None:
        """The shown form anew; the cell at a place stays current."""
        self._following = True
        self.record.setCurrentIndex(self.record.findData(self.form.record))
        self.record.setEnabled(not self.form.marked)
        self.view.show_sheet(picture_of(self.form))
        self.table.show_lines(list(template_lines(self.form)))
        self._following = False
        if place:
            self._go_to(place)
        elif self.table.model_of_lines.lines:
            self._go_to(self.table.model_of_lines.lines[0].key)
        self._show_steps()

    def _show_steps(self) -> None:
        self.undo.setEnabled(self.steps.can_undo)
        self.redo.setEnabled(self.steps.can_redo)

    def _go_to(self, place: str) -> None:
        box = next((it for it in self.form.page.template.boxes if it.place == place), None)
        if box is None:
            return
        self._following = True
        self.view.move_to(GridPlace(box.row, box.column))
        self._point_at(place)
        self._following = False
        self._show_cell(box)

    def _point_at(self, place: str) -> None:
        """Let the list show a cell; no line of it, where the cell is none to be filled in."""
        if not self.table.go_to(place):
            self.table.setCurrentIndex(QModelIndex())

    def _follow_list(self) -> None:
        line = self.table.current_line()
        if not self._following and line is not None:
            self._go_to(line.key)

    def _follow_view(self, cell: Cell | None) -> None:
        box = None if cell is None else self.form.page.template.at(cell.row, cell.column)
        if self._following or box is None:
            return
        self._following = True
        self._point_at(box.place)
        self._following = False
        self._show_cell(box)

    def _show_cell(self, box: Box) -> None:
        """What a cell is, ready to be changed."""
        self.cell.show_cell(self.form, box, self._kind_of(self.form), self._year)

    def _kind_of(self, form: DrawnForm) -> KindDeclaration | None:
        """A form's record kind as the set declared it when it could last be used."""
        return None if self._tried is None else self._tried.dictionary.kinds[form.record]

    @property
    def _year(self) -> int:
        return 0 if self._tried is None else self._tried.fiscal_year

    # Correcting

    def _box(self) -> Box | None:
        cell = self.view.current
        return None if cell is None else self.form.page.template.at(cell.row, cell.column)

    def _change(self, change: Callable[[DrawnForm, Box], DrawnForm]) -> None:
        """Make one step, and see whether the set can be used with it."""
        box = self._box()
        if box is None:
            return
        try:
            changed = change(self.form, box)
        except CorrectionError as error:
            self._tell(f"{box.place}：{error}")
            return
        except FormSetError as error:
            self._tell(told_at(self.steps.forms, error))
            return
        self.steps.do(self._at, changed)
        self._try_out()
        self._show_form(box.place)

    def _apply(self) -> None:
        self._change(self._as_written)

    def _as_written(self, form: DrawnForm, box: Box) -> DrawnForm:
        """The form in which a box is what is written beside it; a formula comes last."""
        part, cell = self.cell, correcting.cell_at(form, box)
        if part.path:
            made = correcting.with_field(form, box, part.path)
        else:
            same = cell is not None and cell.label.rpartition("/")[2] == part.name
            if same and cell is not None and correcting.is_new(form, cell):
                made = correcting.with_kind(form, box, part.kind_word, part.offered)
            else:
                made = correcting.with_new_field(form, box, part.name, part.kind_word, part.offered)
        if not part.source:
            return made
        declared = declared_kind(set_files(self.steps.with_form(self._at, made)), form.record)
        return with_formula(made, declared, box, part.source)

    def _repeat(self) -> None:
        rows = {cell.row for cell in self.view.selected_cells()}
        if rows:
            self._change(lambda form, _: correcting.as_list(form, min(rows), max(rows) + 1))

    def _draw_as(self) -> None:
        """The form anew as one of another record kind."""
        record = str(self.record.currentData())
        if record != self.form.record:
            others = (it for it in self.steps.forms if it is not self.form)
            self.steps.do(self._at, drawn_as(self.form, record, others))
            self._try_out()
            self._show_form()

    def _drop(self, place: str, cell: Cell) -> None:
        """The field of a cell is dragged onto another."""
        self.view.move_to(GridPlace(cell.row, cell.column))
        source = next((it.box for it in self.form.cells if it.box.place == place), None)
        if source is not None:
            box = source
            self._change(lambda form, target: correcting.moved(form, box, target))

    def _take_back(self, back: Callable[[], None]) -> None:
        box = self._box()
        back()
        self._try_out()
        self._show_form(box.place if box is not None else "")

    def _try_out(self) -> None:
        """Whether a book can be made with the forms as they are now."""
        self.rules.show_rules(self.steps.forms)
        try:
            self._tried = try_set(set_files(self.steps.forms, name=self.name.text().strip()))
            self._tell("")
        except FormSetError as error:
            self._tell(told_at(self.steps.forms, error), lasting=True)
        self.sample.setEnabled(not self._fault)

    # Rules

    def _add_rule(self) -> None:
        box, declared = self._box(), self._kind_of(self.form)
        if declared is None:
            return
        dialog = RuleDialog(self, self.steps.forms, self._at, declared, self._year)
        dialog.begin(None if box is None else correcting.cell_at(self.form, box))
        self._take_rule(self._at, dialog)

    def _change_rule(self, at: int, rule: DrawnRule) -> None:
        declared = self._kind_of(self.steps.forms[at])
        if declared is not None:
            dialog = RuleDialog(self, self.steps.forms, at, declared, self._year)
            dialog.change(rule)
            self._take_rule(at, dialog)

    def _take_rule(self, at: int, dialog: RuleDialog) -> None:
        if ask.run(dialog) and dialog.rule is not None:
            self._step(at, with_rule(self.steps.forms[at], dialog.rule))
            self.rules.table.go_to(dialog.rule.code)

    def _remove_rule(self, at: int, code: str) -> None:
        self._step(at, without_rule(self.steps.forms[at], code))

    def _step(self, at: int, form: DrawnForm) -> None:
        """A step that leaves the template as it is."""
        self.steps.do(at, form)
        self._try_out()
        self._show_steps()

    def _show_sample(self) -> None:
        """The forms filled with invented data, as they would be printed."""
        if self._tried is not None:
            with TypedAhead(self):
                dialog = SampleDialog(self, self._tried, self.set_id.text().strip())
            ask.run(dialog)

    def _tell(self, sentence: str, *, lasting: bool = False) -> None:
        """Say what is amiss with a step; what is `lasting` keeps the set from being saved."""
        self._fault = sentence if lasting else ""
        if sentence and not lasting:
            self.amiss.setText(sentence)
            self.amiss.setVisible(True)
            return
        self._judge()

    @property
    def _is_own(self) -> bool:
        """Whether there is a set of one's own of that id, of which this is a newer version."""
        return is_file(self._folder / self.set_id.text().strip() / "set.toml")

    def _judge(self) -> None:
        set_id = self.set_id.text().strip()
        self.accept_button.setText(_NEWER if self._is_own and is_set_id(set_id) else _SAVE)
        if self._fault:
            self.tell_amiss(self._fault)
        elif not self.name.text().strip():
            self.tell_amiss("请写套表的名称。")
        elif not is_set_id(set_id):
            self.tell_amiss("编号只用小写字母、数字和连字符，如 county-2027。")
        elif not self._is_own and (is_known(set_id) or is_there(self._folder / set_id)):
            self.tell_amiss(f"编号「{set_id}」已用过，请换一个。")
        else:
            self.tell_amiss("")

    # Made once

    def _fill(self) -> None:
        for form in self.steps.forms:
            self.sheets.addItem(form.page.template.sheet)
        for record in records():
            self.record.addItem(record_name(record), record)
        self.view.setAccessibleName("模板")
        self.view.set_zoom(_ZOOM)
        self.table.setAccessibleName("填写的格子")

    def _connect(self) -> None:
        self.sheets.currentIndexChanged.connect(lambda _: self._show_form())
        self.record.activated.connect(lambda _: self._draw_as())
        self.view.current_changed.connect(self._follow_view)
        self.view.field_dropped.connect(self._drop)
        self.table.current_moved.connect(self._follow_list)
        self.cell.apply_wanted.connect(self._apply)
        self.cell.drop_wanted.connect(lambda: self._change(correcting.without_field))
        self.cell.repeat_wanted.connect(self._repeat)
        self.rules.add_wanted.connect(self._add_rule)
        self.rules.change_wanted.connect(self._change_rule)
        self.rules.remove_wanted.connect(self._remove_rule)
        self.sample.clicked.connect(self._show_sample)
        self.undo.clicked.connect(lambda: self._take_back(self.steps.undo))
        self.redo.clicked.connect(lambda: self._take_back(self.steps.redo))
        for keys, button in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        for line in (self.name, self.set_id):
            line.textChanged.connect(self._judge)
        for button in (self.undo, self.redo, self.sample):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name, 2)
        parts = (("编号", self.set_id), ("表种", self.record), ("工作表", self.sheets))
        for label, part in parts:
            if part is self.sheets and self.sheets.count() < 2:
                part.hide()
                continue
            head.addSpacing(12)
            head.addWidget(QLabel(label, self))
            head.addSpacing(4)
            head.addWidget(part, 1)
            part.setAccessibleName(label)
        self.name.setAccessibleName("名称")
        self.fields.addRow("名称", head)
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        self.fields.addRow(about)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(self.view)
        halves.addWidget(self._side())
        halves.setStretchFactor(0, 1)
        halves.setChildrenCollapsible(False)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertWidget(1, halves, 1)
            whole.setStretch(0, 0)
            self._lay_out_steps(whole)

    def _lay_out_steps(self, whole: QVBoxLayout) -> None:
        """What is of the whole set stands in the row of the dialog's buttons, at the left."""
        last = whole.itemAt(whole.count() - 1)
        row = None if last is None else last.layout()
        if isinstance(row, QHBoxLayout):
            for place, button in enumerate((self.undo, self.redo, self.sample)):
                row.insertWidget(place, button)

    def _side(self) -> QWidget:
        side = QWidget(self)
        cells = QWidget(side)
        of_cells = QVBoxLayout(cells)
        of_cells.setContentsMargins(0, 6, 0, 0)
        of_cells.addWidget(self.table, 1)
        of_cells.addWidget(self.cell)
        self.tabs.addTab(cells, "格子")
        self.tabs.addTab(self.rules, "审核规则")
        below = QVBoxLayout(side)
        below.setContentsMargins(8, 0, 0, 0)
        below.addWidget(self.tabs, 1)
        side.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * _LIST)
        return side
