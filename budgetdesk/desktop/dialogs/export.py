"""Asking what to export, as what, and where to."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog


@dataclass(frozen=True, slots=True)
class Scope:
    """One choice of what to export: its words and the projects; None is the whole book."""

    text: str
    project_ids: tuple[int, ...] | None
    forms: int  # how many forms that is
    overall_ids: tuple[int, ...] = ()  # the overall forms beside chosen projects


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the dialog was told."""

    scope: Scope
    kinds: tuple[str, ...]  # of xlsx, pdf, json
    split: bool
    public: bool
    folder: Path


_KINDS = (("xlsx", "Excel 工作簿（.xlsx）"), ("pdf", "PDF"), ("json", "数据交换文件（JSON、CSV）"))


class ExportDialog(Dialog):
    """What, as what, and where to."""

    def __init__(
        self,
        parent: QWidget | None,
        scopes: tuple[Scope, ...],
        kinds: tuple[str, ...],
        folder: Path,
    ) -> None:
        super().__init__(parent, "导出", "导出")
        self._scopes = scopes
        self._folder = folder
        self._group = QButtonGroup(self)
        self.scopes = [QRadioButton(scope.text, self) for scope in scopes]
        self.kinds = {kind: QCheckBox(text, self) for kind, text in _KINDS}
        self.split = QCheckBox("每个项目一个文件", self)
        self.public = QCheckBox("公开用：不含负责人、经办人、联系电话", self)
        self.where = QLabel(str(folder), self)
        self.where.setWordWrap(True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.elsewhere = QPushButton("更改…", self)
        self.elsewhere.clicked.connect(self._choose_folder)
        for number, button in enumerate(self.scopes):
            self._group.addButton(button, number)
        self.scopes[0].setChecked(True)
        for kind, box in self.kinds.items():
            box.setChecked(kind in kinds)
        self.add_group("范围", self.scopes)
        self.add_group("格式", tuple(self.kinds.values()))
        self.add_group("方式", (self.split, self.public))
        self.add("文件夹", self._where_row())
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 34)
        self._group.idToggled.connect(self._judge)
        for box in (*self.kinds.values(), self.split):
            box.toggled.connect(self._judge)
        self._judge()

    @property
    def choice(self) -> ExportChoice:
        """What is chosen."""
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        scope = self._scopes[self._group.checkedId()]
        return ExportChoice(
            scope, kinds, self.split.isChecked(), self.public.isChecked(), self._folder
        )

    @classmethod
    def ask(
        cls, parent: QWidget, scopes: tuple[Scope, ...], kinds: tuple[str, ...], folder: Path
    ) -> ExportChoice | None:
        """Ask; None when the user thinks better of it."""
        dialog = cls(parent, scopes, kinds, folder)
        return dialog.choice if ask.run(dialog) else None

    def _where_row(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.where, 1)
        layout.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _choose_folder(self) -> None:
        chosen = ask.ask_folder(self, "导出到文件夹", self._folder)
        if chosen is not None:
            self._folder = chosen
            self.where.setText(str(chosen))

    def _judge(self) -> None:
        choice = self.choice
        self.accept_button.setText(f"导出 {choice.scope.forms} 张表")
        if not choice.kinds:
            self.tell_amiss("请至少选一种格式。")
        elif not choice.scope.forms:
            self.tell_amiss("这个范围里还没有表。")
        else:
            self.tell_amiss("")
