"""Printing from the window: asked for, remembered for each kind of form, and told of."""

from functools import partial
from typing import TYPE_CHECKING

from budgetdesk.desktop.dialogs.printing import PrintChoice
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import PRINTER, PRINTS, Settings
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from budgetdesk.desktop.bars import NoticeBar
    from budgetdesk.desktop.jobs import Jobs

_PARTED = "\t"
_MOST = 50  # kinds remembered
_STOPPED = "已交给打印机“{}”，但它现在暂停、脱机或有故障，恢复后才会印出来。"


class Printing:
    """Hands pages over to a printer of the clerk's choice."""

    def __init__(
        self, parent: "QWidget", jobs: "Jobs", settings: Settings, notice: "NoticeBar"
    ) -> None:
        self._parent, self._jobs, self._settings, self._notice = parent, jobs, settings, notice

    def ask(self, content: bytes, title: str, about: str) -> bool:
        """Ask how a PDF is to be printed, and print it; False where there is no printer.

        Args:
            content: the PDF.
            title: what it is called in the printer's queue.
            about: the kind of form, for which the choice is remembered.
        """
        from budgetdesk.desktop.dialogs.printing import ask_printing
        from budgetdesk.desktop.preview.document import PdfDocument
        from budgetdesk.desktop.preview.printing import printers

        names = printers()
        if not names:
            return False
        document = PdfDocument(content)
        pages = len(document.sizes)
        document.close()
        choice = ask_printing(self._parent, title, names, self._before(about), pages)
        if choice is not None:
            self._keep(about, choice)
            self._send(content, title, choice, pages)
        return True

    def _send(self, content: bytes, title: str, choice: PrintChoice, pages: int) -> None:
        from budgetdesk.desktop.preview.printing import print_pdf

        def work(progress: Progress) -> None:
            print_pdf(content, title, choice, progress)

        self._jobs.start(
            f"打印 {title}",
            work,
            lambda _: self._tell(content, title, choice, pages),
            failed=lambda error: tell_refusal(self._parent, "打印没有完成", error),
        )

    def _tell(self, content: bytes, title: str, choice: PrintChoice, pages: int) -> None:
        from budgetdesk.desktop.preview.printing import is_stopped

        if is_stopped(choice.printer):
            self._notice.say(_STOPPED.format(choice.printer))
            return
        sent = f"已送往打印机“{choice.printer}”。"
        backs = tuple(page + 1 for page in choice.pages if page + 1 < pages)
        odd_alone = bool(choice.pages) and all(page % 2 == 0 for page in choice.pages)
        if not (odd_alone and backs) or choice.duplex:
            self._notice.say(sent)
            return
        behind = PrintChoice(choice.printer, choice.copies, duplex=False, pages=backs)
        self._notice.say(
            f"{sent}单数页印完后，把纸翻面放回，再印双数页。",
            "印双数页",
            partial(self._send, content, title, behind, pages),
        )

    def _before(self, about: str) -> PrintChoice:
        """What was chosen for this kind of form; else the printer used last, one copy."""
        for line in self._settings.get(PRINTS):
            kind, printer, copies, duplex = (line.split(_PARTED) + [""] * 4)[:4]
            if kind == about and copies.isdecimal():
                return PrintChoice(printer, int(copies), duplex == "1")
        return PrintChoice(self._settings.get(PRINTER), 1, duplex=False)

    def _keep(self, about: str, choice: PrintChoice) -> None:
        line = (about, choice.printer, str(choice.copies), str(int(choice.duplex)))
        others = [it for it in self._settings.get(PRINTS) if it.partition(_PARTED)[0] != about]
        self._settings.put(PRINTER, choice.printer)
        self._settings.put(PRINTS, [_PARTED.join(line), *others][:_MOST])
