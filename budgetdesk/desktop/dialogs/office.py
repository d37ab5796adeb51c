"""Asking for the name and code of a department or unit, and of a unit its kind."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.still import StillBox
from budgetdesk.domain.ledger_columns import UNIT_KINDS
from budgetdesk.domain.records import UnitKind
from budgetdesk.domain.text import half_width, one_line

_CODES = {"部门": "三位或六位数字，审核时需要", "单位": "可以不填，例如 202001"}


@dataclass(frozen=True, slots=True)
class TypedOffice:
    """A department's or unit's code and name as typed; a unit's kind where it is known."""

    code: str
    name: str
    kind: UnitKind | None = None


class OfficeDialog(Dialog):
    """Name and code of one office."""

    manual_page = "projects"

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        word: str,
        before: TypedOffice | None,
        likely: str = "",
    ) -> None:
        super().__init__(parent, title, "新建" if before is None else "修改")
        self.name = QLineEdit(before.name if before else likely)
        self.name.selectAll()
        self.name.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 22)
        self.code = QLineEdit(before.code if before else "")
        self.code.setPlaceholderText(_CODES[word])
        self.add(f"{word}名称", self.name, needed=True)
        self.add(f"{word}编码", self.code, needed=word == "部门")
        self.kind = StillBox(self)
        self.kind.addItems(["未定", *UNIT_KINDS.values()])
        if before is not None and before.kind is not None:
            self.kind.setCurrentIndex(list(UNIT_KINDS).index(before.kind) + 1)
        self.kind.setToolTip("决定部门经济科目对应哪个政府经济科目")
        if word == "单位":
            self.add("单位类型", self.kind)
        self.kind.setVisible(word == "单位")
        self.name.textChanged.connect(self._judge)
        self._judge()

    @property
    def office(self) -> TypedOffice:
        """What is typed."""
        kind = list(UNIT_KINDS)[self.kind.currentIndex() - 1] if self.kind.currentIndex() else None
        return TypedOffice(half_width(self.code.text()).strip(), one_line(self.name.text()), kind)

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        title: str,
        word: str,
        before: TypedOffice | None = None,
        likely: str = "",
    ) -> TypedOffice | None:
        """Ask, a new one's `likely` name typed in already; None when the user declines."""
        dialog = cls(parent, title, word, before, likely)
        return dialog.office if ask.run(dialog) else None

    def _judge(self) -> None:
        name = self.office.name
        if half_width(name).isdecimal():
            self.tell_amiss("名称只有数字，像是编码。请写名称。")
        else:
            self.tell_amiss("" if name else "请填写名称。", blank=True)
