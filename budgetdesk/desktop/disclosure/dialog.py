"""Asking what of a disclosure to make, as what, and where to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.place_row import PlaceRow
from budgetdesk.desktop.dialogs.still_open import StillOpenRow
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.domain.file_kinds import DISCLOSED, kinds_named
from budgetdesk.domain.records import Department
from budgetdesk.exchange.disclosing import PARTS, DisclosureWish, slots_named

PART_NAMES = {
    "tables": "预算报表",
    "forms": "绩效目标表",
    "charts": "图",
    "services": "政府购买服务指导性目录",
    "glossary": "名词解释",
}


@dataclass(frozen=True, slots=True)
class DisclosureChoice:
    """What the dialog was told: file kinds, the names of parts left out, and the rest."""

    kinds: tuple[str, ...]
    left_out: tuple[str, ...]
    internal: bool
    every_department: bool
    folder: Path

    def wish(self, department_id: int) -> DisclosureWish:
        """What is to be written, of one department unless all are wanted."""
        return DisclosureWish(
            kinds_named(self.kinds, DISCLOSED),
            internal=self.internal,
            left_out=slots_named(self.left_out),
            department_ids=None if self.every_department else frozenset({department_id}),
        )


class Elsewhere(Enum):
    """What is better done first, in another place."""

    NAMING = "为科目命名…"
    COMPARING = "核对科目名称…"


class DisclosureDialog(Dialog):
    """What to make, as what, and where to; `advice` is what is amiss with 科目, by its cure."""

    manual_page = "disclosure"

    def __init__(
        self,
        parent: QWidget | None,
        department: Department,
        departments: int,
        before: DisclosureChoice,
        advice: Mapping[Elsewhere, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent, "生成部门预算公开文件", "生成文件")
        self.wanted: Elsewhere | None = None
        self.links: dict[Elsewhere, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.this = QRadioButton(unlettered(department.name), self)
        self.every = QRadioButton(f"全部 {departments} 个部门，每个部门一份", self)
        self.kinds = {kind.key: QCheckBox(kind.label, self) for kind in DISCLOSED}
        self.parts = {part: QCheckBox(PART_NAMES[part], self) for part in PARTS}
        self.internal = QCheckBox("保留负责人、经办人、联系电话（内部用，不能公开）", self)
        self.folder = PlaceRow(self, before.folder, partial(ask.ask_folder, self, "生成到文件夹"))
        self.still_open = StillOpenRow(self)
        self._lay_out(departments, before)
        self._advise(advice)
        for box in (*self.kinds.values(), *self.parts.values()):
            box.toggled.connect(self._judge)
        self._judge()

    @property
    def choice(self) -> DisclosureChoice:
        """What is chosen."""
        return DisclosureChoice(
            tuple(kind for kind, box in self.kinds.items() if box.isChecked()),
            tuple(part for part, box in self.parts.items() if not box.isChecked()),
            self.internal.isChecked(),
            self.every.isChecked(),
            self.folder.path,
        )

    def _advise(self, advice: Mapping[Elsewhere, str]) -> None:
        if not advice:
            return
        parts: list[QWidget] = []
        for where, sentence in advice.items():
            told = QLabel(sentence, self)
            told.setWordWrap(True)
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setObjectName("amiss" if where is Elsewhere.NAMING else "")
            link = self.links[where] = QPushButton(where.value, self)
            link.setObjectName("link")
            link.clicked.connect(partial(self._leave_for, where))
            parts += [told, link]
        self.add_group("科目", parts)
        for link in self.links.values():
            row = link.parentWidget()
            layout = row.layout() if row is not None else None
            if layout is not None:
                layout.setAlignment(link, Qt.AlignmentFlag.AlignLeft)

    def _leave_for(self, where: Elsewhere) -> None:
        self.wanted = where
        self.reject()

    def _lay_out(self, departments: int, before: DisclosureChoice) -> None:
        for button in (self.this, self.every):
            self._group.addButton(button)
        self.this.setChecked(True)
        for kind, box in self.kinds.items():
            box.setChecked(kind in before.kinds)
        for part, box in self.parts.items():
            box.setChecked(part not in before.left_out)
        if departments > 1:
            self.add_group("范围", (self.this, self.every))
        else:
            self.this.hide()
            self.every.hide()
        self.add_group("格式", tuple(self.kinds.values()))
        self.add_group("内容", tuple(self.parts.values()))
        self.add_group("个人信息", (self.internal,))
        self.add("文件夹", self.folder)
        self.add("还没完成", self.still_open)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 34)

    def _judge(self) -> None:
        self.tell_amiss("" if self.choice.kinds else "请至少选一种格式。")
