"""Asking what to export, as what, and where to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
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
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.domain.file_kinds import EXCHANGE, EXPORTED, kinds_named
from budgetdesk.exchange.selection import Selection

if TYPE_CHECKING:
    from budgetdesk.exchange.exporting import ExportOrder


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


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """One choice of what to export, in words, and how many forms that is.

    `parts` are those that can be left out, each with the number of its forms.
    """

    text: str
    selection: Selection
    forms: int
    parts: Mapping[Part, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the dialog was told."""

    offer: ExportOffer
    kinds: tuple[str, ...]  # by key
    split: bool
    public: bool
    folder: Path
    parts: frozenset[Part] = frozenset(Part)  # of those that are offered
    mask: bool = False

    @property
    def left_out(self) -> frozenset[Part]:
        """The parts offered that are not wished for."""
        return frozenset(self.offer.parts) - self.parts

    @property
    def forms(self) -> int:
        """How many forms will be written."""
        if not self.offer.parts:
            return self.offer.forms
        return sum(count for part, count in self.offer.parts.items() if part in self.parts)

    @property
    def selection(self) -> Selection:
        """What of the book is meant."""
        selection = self.offer.selection
        if not self.offer.parts:
            return selection
        return replace(
            selection,
            projects=() if Part.PROJECTS in self.left_out else selection.projects,
            overalls=() if Part.OVERALL in self.left_out else selection.overalls,
            tables=Part.TABLES in self.parts & frozenset(self.offer.parts),
        )

    def order(self) -> "ExportOrder":
        """The choice as the export takes it."""
        from budgetdesk.exchange.exporting import ExportOrder

        return ExportOrder(
            kinds_named(self.kinds, EXPORTED),
            self.selection,
            public=self.public,
            mask=self.mask,
            split=self.split,
        )


class ExportDialog(Dialog):
    """What, as what, and where to."""

    manual_page = "output"

    def __init__(
        self,
        parent: QWidget | None,
        offers: tuple[ExportOffer, ...],
        kinds: tuple[str, ...],
        folder: Path,
        parts: Collection[Part] = frozenset(Part),
        first: int = 0,
    ) -> None:
        super().__init__(parent, "导出", "导出")
        self._offers = offers
        self._group = QButtonGroup(self)
        self.scopes = [QRadioButton(unlettered(offer.text), self) for offer in offers]
        self.parts = {part: QCheckBox(text, self) for part, text in _PARTS.items()}
        self.kinds = {kind.key: QCheckBox(kind.label, self) for kind in EXPORTED}
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
        offer = self._offers[self._group.checkedId()]
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        if offer.selection.table is not None:  # one table is no exchange file
            kinds = tuple(kind for kind in kinds if kind != EXCHANGE.key)
        return ExportChoice(
            offer,
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
        self._offer(choice.offer)
        self.accept_button.setText(f"导出 {choice.forms} 张表")
        if choice.offer.parts and choice.left_out == frozenset(choice.offer.parts):
            self.tell_amiss("请至少选一项内容。")
        elif not choice.kinds:
            self.tell_amiss("请至少选一种格式。")
        elif not choice.forms:
            self.tell_amiss("这个范围里还没有表。")
        else:
            self.tell_amiss("")

    def _offer(self, offer: ExportOffer) -> None:
        """Say what the boxes stand for here; those without a choice are disabled."""
        for part, box in self.parts.items():
            count = offer.parts.get(part)
            box.setText(_PARTS[part] if count is None else f"{_PARTS[part]}（{count} 张）")
            box.setEnabled(count is not None)
        one_table = offer.selection.table is not None
        self.kinds[EXCHANGE.key].setEnabled(not one_table)
        for box in (self.split, self.public):
            box.setEnabled(not one_table)
        self.masked.setEnabled(self.public.isChecked() and self.public.isEnabled())
