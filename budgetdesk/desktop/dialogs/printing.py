"""Asking for a printer."""

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.still import StillBox
from budgetdesk.domain.text import half_width

_MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the dialog was told."""

    printer: str
    copies: int
    duplex: bool


class PrintDialog(Dialog):
    """Printer, copies, both sides."""

    def __init__(
        self, parent: QWidget | None, what: str, printers: tuple[str, ...], preferred: str
    ) -> None:
        super().__init__(parent, f"打印　{what}", "打印")
        self.printer = StillBox(self)
        self.printer.addItems(printers)
        if preferred in printers:
            self.printer.setCurrentText(preferred)
        self.printer.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 18)
        self.copies = QLineEdit("1", self)
        self.duplex = QCheckBox("双面打印", self)
        self.add("打印机", self.printer)
        self.add("份数", self.copies)
        self.fields.addRow("", self.duplex)
        self.copies.textChanged.connect(self._judge)
        self._judge()

    @property
    def choice(self) -> PrintChoice:
        """What is chosen."""
        return PrintChoice(self.printer.currentText(), self._count() or 1, self.duplex.isChecked())

    @classmethod
    def ask(
        cls, parent: QWidget, what: str, printers: tuple[str, ...], preferred: str
    ) -> PrintChoice | None:
        """Ask; None when the user thinks better of it."""
        dialog = cls(parent, what, printers, preferred)
        return dialog.choice if ask.run(dialog) else None

    def _count(self) -> int | None:
        text = half_width(self.copies.text()).strip()
        return int(text) if text.isdecimal() and 1 <= int(text) <= _MOST_COPIES else None

    def _judge(self) -> None:
        self.tell_amiss("" if self._count() else f"份数是 1 到 {_MOST_COPIES} 的整数。")
