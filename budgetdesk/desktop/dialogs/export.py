"""Asking what to export, as what, and where to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QWidget,
)

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.place_row import PlaceRow
from budgetdesk.desktop.dialogs.still_open import StillOpenRow
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.exchange.exporting import ExportWish
    from budgetdesk.tables.livelihood import Listing
    from budgetdesk.tables.table import TableKey


class Part(StrEnum):
    """What a whole book is made of, as far as it can be printed."""

    PROJECTS = "projects"
    OVERALL = "overall"
    TABLES = "tables"


_PARTS = {
    Part.PROJECTS: "项目绩效目标表",
    Part.OVERALL: "整体绩效目标表",
    Part.TABLES: "报表",
}
_KIND_OF = {Part.PROJECTS: RecordKind.PROJECT, Part.OVERALL: RecordKind.OVERALL}


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """One choice of what to export: its words and the projects; None is the whole book.

    `parts` are those that can be left out, each with the number of its forms.
    """

    text: str
    project_ids: tuple[int, ...] | None
    forms: int  # how many forms that is
    overall_ids: tuple[int, ...] = ()  # the overall forms beside chosen projects
    parts: Mapping[Part, int] = field(default_factory=dict)
    table: "TableKey | None" = None  # the one computed table that it is
    listed: "Listing | None" = None  # the list of 民生领域重大事项 that it is


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the dialog was told."""

    scope: ExportOffer
    kinds: tuple[str, ...]  # of xlsx, pdf, json
    split: bool
    public: bool
    folder: Path
    parts: frozenset[Part] = frozenset(Part)  # of those that the scope offers
    mask: bool = False

    @property
    def left_out(self) -> frozenset[Part]:
        """The parts of the scope that are not wished for."""
        return frozenset(self.scope.parts) - self.parts

    @property
    def forms(self) -> int:
        """How many forms will be written."""
        if not self.scope.parts:
            return self.scope.forms
        return sum(count for part, count in self.scope.parts.items() if part in self.parts)

    def wish(self) -> "ExportWish":
        """The choice as the export takes it."""
        from budgetdesk.exchange.exporting import ExportWish

        scope = self.scope
        return ExportWish(
            project_ids=scope.project_ids,
            overall_ids=scope.overall_ids,
            public=self.public,
            mask=self.mask,
            split=self.split,
            tables=scope.table is not None or Part.TABLES in self.parts & frozenset(scope.parts),
            table=scope.table,
            listed=scope.listed,
            left_out=frozenset(_KIND_OF[part] for part in self.left_out if part in _KIND_OF),
            **dict.fromkeys(self.kinds, True),
        )


_KINDS = (("xlsx", "Excel（.xlsx）"), ("pdf", "PDF"), ("json", "数据交换文件（JSON、CSV）"))


class ExportDialog(Dialog):
    """What, as what, and where to."""

    def __init__(
        self,
        parent: QWidget | None,
        scopes: tuple[ExportOffer, ...],
        kinds: tuple[str, ...],
        folder: Path,
        parts: Collection[Part] = frozenset(Part),
        first: int = 0,
    ) -> None:
        super().__init__(parent, "导出", "导出")
        self._scopes = scopes
        self._group = QButtonGroup(self)
        self.scopes = [QRadioButton(scope.text, self) for scope in scopes]
        self.parts = {part: QCheckBox(text, self) for part, text in _PARTS.items()}
        self.kinds = {kind: QCheckBox(text, self) for kind, text in _KINDS}
        self.split = QCheckBox("每个项目一个文件", self)
        self.public = QCheckBox("公开用：不含负责人、经办人、联系电话", self)
        self.masked = QCheckBox("遮盖其他文字中的个人信息（××）", self)
        self.folder = PlaceRow(self, folder, partial(ask.ask_folder, self, "导出到文件夹"))
        self.still_open = StillOpenRow(self)
        self._lay_out(kinds, parts, first)
        self._group.idToggled.connect(self._judge)
        for box in (*self.kinds.values(), *self.parts.values(), self.split, self.public):
            box.toggled.connect(self._judge)
        self._judge()
        least = self.fontMetrics().horizontalAdvance("永") * 34
        self.setMinimumWidth(max(least, self.minimumSizeHint().width()))

    @property
    def choice(self) -> ExportChoice:
        """What is chosen."""
        scope = self._scopes[self._group.checkedId()]
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        if scope.table is not None:  # one table is no exchange file
            kinds = tuple(kind for kind in kinds if kind != "json")
        return ExportChoice(
            scope,
            kinds,
            self.split.isChecked(),
            self.public.isChecked(),
            self.folder.path,
            frozenset(part for part, box in self.parts.items() if box.isChecked()),
            mask=self.masked.isChecked() and self.masked.isEnabled(),
        )

    def _lay_out(self, kinds: Collection[str], parts: Collection[Part], first: int) -> None:
        for number, button in enumerate(self.scopes):
            self._group.addButton(button, number)
        self.scopes[first].setChecked(True)
        for kind, box in self.kinds.items():
            box.setChecked(kind in kinds)
        for part, box in self.parts.items():
            box.setChecked(part in parts)
        self.add_group("范围", self.scopes)
        # Side by side: on a small screen in large letters the dialog must be seen whole.
        self.add_group("内容", tuple(self.parts.values()), across=True)
        self.add_group("格式", tuple(self.kinds.values()), across=True)
        self.add_group("方式", (self.split, self.public), across=True)
        self.add_group("个人信息", (self.masked,))
        self.add("文件夹", self.folder)
        self.add("还没完成", self.still_open)

    def _judge(self) -> None:
        choice = self.choice
        self._offer(choice.scope)
        self.accept_button.setText(f"导出 {choice.forms} 张表")
        if choice.scope.parts and choice.left_out == frozenset(choice.scope.parts):
            self.tell_amiss("请至少选一项内容。")
        elif not choice.kinds:
            self.tell_amiss("请至少选一种格式。")
        elif not choice.forms:
            self.tell_amiss("这个范围里还没有表。")
        else:
            self.tell_amiss("")

    def _offer(self, scope: ExportOffer) -> None:
        """Say what the boxes stand for in this scope; those without a choice are disabled."""
        for part, box in self.parts.items():
            count = scope.parts.get(part)
            box.setText(_PARTS[part] if count is None else f"{_PARTS[part]}（{count} 张）")
            box.setEnabled(count is not None)
        self.kinds["json"].setEnabled(scope.table is None)
        for box in (self.split, self.public):
            box.setEnabled(scope.table is None)
        self.masked.setEnabled(self.public.isChecked() and self.public.isEnabled())
