"""Asking what a payment list is to fill: which forms, up to which month, from where."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.still import StillBox
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.typed import TypedError, parse_typed, show_value

_FROM_FILE, _FROM_CLIPBOARD = "文件", "剪贴板"


@dataclass(frozen=True, slots=True)
class PaymentsWish:
    """The kind of forms, the last month that counts as ISO text, and whether it was copied."""

    kind: str
    until: str
    copied: bool


class PaymentsDialog(Dialog):
    """Which forms take the executed amounts, up to which month."""

    manual_page = "stages"

    def __init__(self, parent: QWidget | None, kinds: Sequence[KindDeclaration], year: int) -> None:
        super().__init__(parent, "国库支付明细", "读取明细")
        self._year = year
        self.kind = StillBox()
        for kind in kinds:
            self.kind.addItem(kind.name, kind.kind)
        self.until = QLineEdit(show_value(Kind.MONTH, f"{year}-12"))
        self.until.setPlaceholderText(f"如 {year}年7月")
        self.source = StillBox()
        self.source.addItems((_FROM_FILE, _FROM_CLIPBOARD))
        self.until.textChanged.connect(self._judge)
        self.add("填入", self.kind)
        self.add("截止月份", self.until)
        self.add("明细来自", self.source)
        self._judge()

    @property
    def wish(self) -> PaymentsWish:
        """What is asked for; TypedError where the month is none."""
        until = parse_typed(Kind.MONTH, self.until.text())
        copied = self.source.currentText() == _FROM_CLIPBOARD
        return PaymentsWish(self.kind.currentData(), str(until), copied)

    @classmethod
    def ask(
        cls, parent: QWidget, kinds: Sequence[KindDeclaration], year: int
    ) -> PaymentsWish | None:
        """Ask; None when the user declines."""
        dialog = cls(parent, kinds, year)
        return dialog.wish if ask.run(dialog) else None

    def _judge(self) -> None:
        try:
            until = self.wish.until
        except TypedError as error:
            self.tell_amiss(str(error))
            return
        if not until:
            self.tell_amiss("请填写截止月份。", blank=True)
        elif until[:4] != str(self._year):
            self.tell_amiss(f"截止月份应在本账套的 {self._year} 年度之内。")
        else:
            self.tell_amiss("")
