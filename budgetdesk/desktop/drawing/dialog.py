"""A form set from an Excel template: the template beside its cells, corrected one by one."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.dialogs.frame import Dialog, open_wide
from budgetdesk.desktop.drawing.dragging import TemplateView, draggable_lines
from budgetdesk.desktop.drawing.template_lines import template_lines
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.still import StillBox
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.exchange.drawing import correcting
from budgetdesk.exchange.drawing.correcting import CorrectionError
from budgetdesk.exchange.drawing.drawn import DrawnForm
from budgetdesk.exchange.drawing.picture import picture_of
from budgetdesk.exchange.drawing.saving import proposed_id, save_set, try_set
from budgetdesk.exchange.drawing.set_text import set_files, set_name
from budgetdesk.exchange.drawing.steps import DrawingSteps
from budgetdesk.exchange.drawing.telling import KIND_NAMES
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.forms.loader import is_known, is_set_id
from budgetdesk.forms.sheet import Cell

_ABOUT = (
    "绿：已有的字段　黄：新的字段　红：没有读出。"
    "选中一格，在右边改字段、类型，或改为不填写；右边的一行也可以拖到左边的格子上。"
)
_WIDE, _HIGH = 110, 60  # characters and lines that a screen may have no room for
_LIST = 30
_ZOOM = 0.8  # of the template, of which more is seen than read
_PARTING = "、"


class DrawingDialog(Dialog):
    """Left the template, right its cells; saved, the set is one that a book can be made from."""

    def __init__(self, parent: QWidget | None, forms: Sequence[DrawnForm], folder: Path) -> None:
        """`folder` is the user's folder of form sets."""
        super().__init__(parent, "从 Excel 建立套表", "保存套表")
        self.steps, self._folder = DrawingSteps(forms), folder
        self._following = False
        self._fault = ""
        self.name = QLineEdit(set_name(forms), self)
        self.set_id = QLineEdit(proposed_id(folder, set_name(forms)), self)
        self.sheets = StillBox(self)
        self.view, self.table = TemplateView(self), draggable_lines(self)
        self.field, self.kind = StillBox(self), StillBox(self)
        self.choices = QLineEdit(self)
        self.apply = QPushButton("改为此字段", self)
        self.drop = QPushButton("不填写", self)
        self.repeat = QPushButton("作为重复的行", self)
        self.undo, self.redo = QPushButton("撤销", self), QPushButton("重做", self)
        self.saved_id = ""
        self._fill()
        self._lay_out()
        self._connect()
        self._show_form()
        self._try_out("")
        open_wide(self)

    @property
    def form(self) -> DrawnForm:
        """The form that is shown."""
        return self.steps.forms[max(self.sheets.currentIndex(), 0)]

    def accept(self) -> None:
        """Save the set; what is in its way is told and nothing is left behind."""
        files = set_files(self.steps.forms, name=self.name.text().strip())
        try:
            save_set(self._folder, self.set_id.text().strip(), files, overwrite=False)
        except (ExportFault, FormSetError) as error:
            self.tell_amiss(str(error))
            return
        self.saved_id = self.set_id.text().strip()
        super().accept()

    def sizeHint(self) -> QSize:
        """As much room as the screen has, up to a template and its list side by side."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("永") * _WIDE, metrics.height() * _HIGH)

    # Showing

    def _show_form(self, place: str = "") -> None:
        """The shown form anew; the cell at a place stays current."""
        self._following = True
        self.view.show_sheet(picture_of(self.form))
        self.table.show_lines(list(template_lines(self.form)))
        self._following = False
        if place:
            self._go_to(place)
        elif self.table.model_of_lines.lines:
            self._go_to(self.table.model_of_lines.lines[0].key)
        self.undo.setEnabled(self.steps.can_undo)
        self.redo.setEnabled(self.steps.can_redo)

    def _go_to(self, place: str) -> None:
        box = next((it for it in self.form.page.template.boxes if it.place == place), None)
        if box is None:
            return
        self._following = True
        self.view.move_to(GridPlace(box.row, box.column))
        self.table.go_to(place)
        self._following = False
        self._show_cell(box)

    def _follow_list(self) -> None:
        line = self.table.current_line()
        if not self._following and line is not None:
            self._go_to(line.key)

    def _follow_view(self, cell: Cell | None) -> None:
        box = None if cell is None else self.form.page.template.at(cell.row, cell.column)
        if self._following or box is None:
            return
        self._following = True
        if not self.table.go_to(box.place):
            self.table.clearSelection()
        self._following = False
        self._show_cell(box)

    def _show_cell(self, box: Box) -> None:
        """What a cell is, ready to be changed."""
        cell = correcting.cell_at(self.form, box)
        known = correcting.fields_for(self.form, cell)
        self.field.clear()
        for path, label in known:
            self.field.addItem(label, path)
        own = cell is not None and correcting.is_new(self.form, cell)
        at = -1 if cell is None or own else self.field.findData(cell.path)
        self.field.setCurrentIndex(at)
        if at < 0:
            self.field.setEditText("" if cell is None else cell.label.rpartition("/")[2])
        word = "line" if cell is None else cell.kind.partition("(")[0]
        self.kind.setCurrentIndex(max(self.kind.findData(word), 0))
        self.choices.setText("" if cell is None else self._choices_of(cell.path))
        self.drop.setEnabled(cell is not None)

    def _choices_of(self, path: str) -> str:
        key = path.rpartition(".")[2]
        found = (it.says.get("choices", ()) for it in self.form.fields if it.key == key)
        return _PARTING.join(next(found, ()))

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
        self.steps.do(max(self.sheets.currentIndex(), 0), changed)
        self._show_form(box.place)
        self._try_out(box.place)

    def _apply(self) -> None:
        said = self.field.currentText().strip()
        at = self.field.findText(said)
        path = str(self.field.itemData(at)) if at >= 0 else ""
        kind, offered = str(self.kind.currentData()), self._offered()

        def change(form: DrawnForm, box: Box) -> DrawnForm:
            cell = correcting.cell_at(form, box)
            if path:
                return correcting.with_field(form, box, path)
            same = cell is not None and cell.label.rpartition("/")[2] == said
            if same and cell is not None and correcting.is_new(form, cell):
                return correcting.with_kind(form, box, kind, offered)
            return correcting.with_new_field(form, box, said, kind, offered)

        self._change(change)

    def _offered(self) -> tuple[str, ...]:
        text = self.choices.text().replace("，", _PARTING).replace(",", _PARTING)
        return tuple(it.strip() for it in text.split(_PARTING) if it.strip())

    def _repeat(self) -> None:
        rows = {cell.row for cell in self.view.selected_cells()}
        if rows:
            self._change(lambda form, _: correcting.as_list(form, min(rows), max(rows) + 1))

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
        self._show_form(box.place if box is not None else "")
        self._try_out("")

    def _try_out(self, place: str) -> None:
        """Whether a book can be made with the forms as they are now."""
        try:
            try_set(set_files(self.steps.forms, name=self.name.text().strip()))
            self._tell("")
        except FormSetError as error:
            self._tell(f"{place}：{error}" if place else str(error), lasting=True)

    def _tell(self, sentence: str, *, lasting: bool = False) -> None:
        """Say what is amiss with a step; what is `lasting` keeps the set from being saved."""
        self._fault = sentence if lasting else ""
        if sentence and not lasting:
            self.amiss.setText(sentence)
            self.amiss.setVisible(True)
            return
        self._judge()

    def _judge(self) -> None:
        set_id = self.set_id.text().strip()
        if self._fault:
            self.tell_amiss(self._fault)
        elif not self.name.text().strip():
            self.tell_amiss("请写套表的名称。")
        elif not is_set_id(set_id):
            self.tell_amiss("编号只用小写字母、数字和连字符，如 county-2027。")
        elif is_known(set_id) or (self._folder / set_id).exists():
            self.tell_amiss(f"编号「{set_id}」已用过，请换一个。")
        else:
            self.tell_amiss("")

    # Made once

    def _fill(self) -> None:
        for form in self.steps.forms:
            self.sheets.addItem(form.page.template.sheet)
        for word, name in KIND_NAMES.items():
            self.kind.addItem(name, word)
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.field.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        self.choices.setPlaceholderText("选项之间用顿号隔开")
        self.view.setAccessibleName("模板")
        self.view.set_zoom(_ZOOM)
        self.table.setAccessibleName("填写的格子")

    def _connect(self) -> None:
        self.sheets.currentIndexChanged.connect(lambda _: self._show_form())
        self.view.current_changed.connect(self._follow_view)
        self.view.field_dropped.connect(self._drop)
        self.table.current_moved.connect(self._follow_list)
        self.apply.clicked.connect(self._apply)
        self.drop.clicked.connect(lambda: self._change(correcting.without_field))
        self.repeat.clicked.connect(self._repeat)
        self.undo.clicked.connect(lambda: self._take_back(self.steps.undo))
        self.redo.clicked.connect(lambda: self._take_back(self.steps.redo))
        for keys, button in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        for line in (self.name, self.set_id):
            line.textChanged.connect(self._judge)
        for button in (self.apply, self.drop, self.repeat, self.undo, self.redo):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.add("名称", self.name)
        self.add("编号", self.set_id)
        if self.sheets.count() > 1:
            self.add("工作表", self.sheets)
        else:
            self.sheets.hide()
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.addWidget(self.view)
        parts.addWidget(self._side())
        parts.setStretchFactor(0, 1)
        parts.setChildrenCollapsible(False)
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        self.fields.addRow(about)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertWidget(1, parts, 1)
            whole.setStretch(0, 0)

    def _side(self) -> QWidget:
        side = QWidget(self)
        below = QVBoxLayout(side)
        below.setContentsMargins(8, 0, 0, 0)
        below.addWidget(self.table, 1)
        grid = QGridLayout()
        rows = (("字段", self.field), ("类型", self.kind), ("选项", self.choices))
        for row, (label, part) in enumerate(rows):
            grid.addWidget(QLabel(label, side), row, 0)
            grid.addWidget(part, row, 1)
            part.setAccessibleName(label)
        grid.setColumnStretch(1, 1)
        below.addLayout(grid)
        for buttons in ((self.apply, self.drop, self.repeat), (self.undo, self.redo)):
            across = QHBoxLayout()
            for button in buttons:
                across.addWidget(button)
            across.addStretch(1)
            below.addLayout(across)
        side.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * _LIST)
        return side
