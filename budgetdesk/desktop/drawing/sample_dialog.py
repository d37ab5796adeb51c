"""The forms of a set filled with invented data: looked at, and kept as Excel and PDF."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog, open_wide
from budgetdesk.desktop.still import StillBox
from budgetdesk.desktop.tables.table_view import TableView
from budgetdesk.exchange.drawing.trial import print_sample, sample_sheets
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.forms.definition import FormSet
from budgetdesk.output.files import OutputError

_ABOUT = "内容是虚构的，只看表的样子：哪些格子能填、算得对不对、印出来几页。"


class SampleDialog(Dialog):
    """One form at a time, as it is printed; its main button writes all of them into a folder."""

    manual_page = "books"
    characters, lines = 70, 45

    def __init__(self, parent: QWidget | None, form_set: FormSet, set_id: str) -> None:
        """`set_id` is what the files begin with."""
        super().__init__(parent, "样张", "存为 Excel 和 PDF…")
        self._set = replace(form_set, id=set_id) if set_id else form_set
        self.sheets = sample_sheets(self._set)
        self.which = StillBox(self)
        self.view = TableView(self.sheets[0], self, opens=lambda _: False)
        self.written: tuple[Path, ...] = ()
        self._lay_out()
        self.which.currentIndexChanged.connect(lambda at: self.view.show_sheet(self.sheets[at]))
        open_wide(self)

    def accept(self) -> None:
        """Write the forms into a folder that is asked for, and stay open."""
        folder = ask.ask_folder(self, "样张存到哪里", Path.home())
        if folder is None:
            return
        try:
            self.written = print_sample(self._set, folder)
        except (ExportFault, OutputError) as error:
            self.tell_amiss(str(error))
            self.accept_button.setEnabled(True)
            return
        names = "、".join(f"「{path.name}」" for path in self.written)
        ask.tell(self, ask.Telling("样张已存好", f"{names}，在「{folder}」。"))

    def _lay_out(self) -> None:
        for sheet in self.sheets:
            self.which.addItem(sheet.name)
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        about.setObjectName("faint")
        if len(self.sheets) > 1:
            self.add("表", self.which)
        else:
            self.which.hide()
        self.fields.addRow(about)
        self.view.setAccessibleName("样张")
        self.cancel_button.setText("关闭")
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertWidget(1, self.view, 1)
            whole.setStretch(0, 0)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
