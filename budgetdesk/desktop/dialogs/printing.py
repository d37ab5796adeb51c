"""Asking for a printer."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.boxes import fill_box
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.still import StillBox
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.page_ranges import PageRangeError, pages_named
from budgetdesk.domain.text import half_width

_MOST_COPIES = 99
# Both sides by hand, on a printer that has one: the odd pages, then the even ones on their backs.
_PARTS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("全部页", lambda _page: True),
    ("只印单数页", lambda page: page % 2 == 0),
    ("只印双数页", lambda page: page % 2 == 1),
)
ALL, ODD, EVEN = range(len(_PARTS))


@immutable
class PrintChoice:
    """What the dialog was told; `pages` counted from 0, () for all."""

    printer: str
    copies: int
    duplex: bool
    pages: tuple[int, ...] = ()


class PrintDialog(Dialog):
    """Printer, copies, both sides, which pages."""

    manual_page = "output"

    def __init__(
        self,
        parent: QWidget | None,
        what: str,
        printers: tuple[str, ...],
        before: PrintChoice,
        pages: int = 1,
    ) -> None:
        """`before` is what was chosen the last time; `pages` how many there are."""
        super().__init__(parent, f"打印　{what}", "打印")
        self._pages = pages
        self.printer = StillBox(self)
        self.printer.addItems(printers)
        if before.printer in printers:
            self.printer.setCurrentText(before.printer)
        self.printer.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 18)
        self.copies = QLineEdit(str(before.copies), self)
        self.duplex = QCheckBox("双面打印", self)
        self.duplex.setChecked(before.duplex)
        self.span = QLineEdit(self)
        self.span.setPlaceholderText(f"全部 {pages} 页，或写成 1-3,5")
        self.part = StillBox(self)
        fill_box(self.part, [(text, number) for number, (text, _) in enumerate(_PARTS)])
        self.part.setToolTip("打印机不能双面的，先印单数页，翻面放回后再印双数页")
        self.add("打印机", self.printer)
        self.add("份数", self.copies)
        self.fields.addRow("", self.duplex)
        self.add("页码", self.span)
        self.add("单双页", self.part)
        for field in (self.copies, self.span):
            field.textChanged.connect(self._judge)
        self.part.currentIndexChanged.connect(self._judge)
        self._judge()

    @property
    def choice(self) -> PrintChoice:
        """What is chosen."""
        return PrintChoice(
            self.printer.currentText(),
            self._count() or 1,
            self.duplex.isChecked(),
            self._chosen_pages(),
        )

    def _chosen_pages(self) -> tuple[int, ...]:
        """The pages of the span and the part; () where these are all."""
        _, suits = _PARTS[self.part.currentIndex()]
        pages = tuple(page for page in pages_named(self.span.text(), self._pages) if suits(page))
        return () if pages == tuple(range(self._pages)) else pages

    def _count(self) -> int | None:
        text = half_width(self.copies.text()).strip()
        return int(text) if text.isdecimal() and 1 <= int(text) <= _MOST_COPIES else None

    def _judge(self) -> None:
        self.tell_amiss(self._amiss())

    def _amiss(self) -> str:
        if self._count() is None:
            return f"份数是 1 到 {_MOST_COPIES} 的整数。"
        try:
            pages_named(self.span.text(), self._pages)
        except PageRangeError as error:
            return str(error)
        if self.part.currentIndex() == EVEN and not self._chosen_pages():
            return "这些页中没有双数页。"
        return ""


def ask_printing(
    parent: QWidget, what: str, printers: tuple[str, ...], before: PrintChoice, pages: int
) -> PrintChoice | None:
    """Ask; None when the user thinks better of it."""
    dialog = PrintDialog(parent, what, printers, before, pages)
    return dialog.choice if ask.run(dialog) else None
