"""Handing a PDF to the system's printers: what comes out is what the preview showed.

Where there is CUPS it gets the PDF itself, through a pipe; elsewhere, and where its command is
missing, Qt prints the pages. No file is left behind in either case.
"""

import os
import subprocess
import sys
from shutil import which
from typing import TYPE_CHECKING

from budgetdesk.desktop.dialogs.printing import PrintChoice
from budgetdesk.desktop.preview.document import PageRequest, PdfDocument
from budgetdesk.domain.progress import Cancelled, Progress
from budgetdesk.domain.refusals import reason_of

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPageLayout
    from PySide6.QtPrintSupport import QPrinter

_PATIENCE = 60  # seconds for the spooler to take a document
_SHARP = 600  # dots to the inch that a page is drawn with, and no more
_POINTS = 72


class PrintFault(Exception):  # noqa: N818 - as the other faults of this program
    """The document could not be handed over; the text says why and what to do."""


def printers() -> tuple[str, ...]:
    """The printers of this machine, the usual one first; () when there is none."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != usual, names.index(name))))


def is_stopped(name: str) -> bool:
    """Whether a printer takes documents and prints none: paused, offline or at fault."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    state = QPrinterInfo.printerInfo(name).state()
    return state in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


def print_pdf(content: bytes, title: str, choice: PrintChoice, progress: Progress) -> None:
    """Hand a PDF over to a printer.

    Raises:
        PrintFault: the system did not take it.
        Cancelled: the work was stopped, before the printer got anything.
    """
    progress(0, 0)
    document = PdfDocument(content)
    try:
        program = None if sys.platform == "win32" else which("lp")
        if program is None:
            _by_qt(document, title, choice, progress)
        else:
            chosen = document.only(choice.pages) if choice.pages else content
            _by_spooler(program, chosen, title, choice, wide=_is_wide(document))
    except OSError as error:
        raise PrintFault(f"打印没有完成：{reason_of(error)}。可以另存为 PDF 后打印。") from error
    finally:
        document.close()


def _is_wide(document: PdfDocument) -> bool:
    """Whether the pages lie: both sides are then turned over the short edge."""
    first = document.sizes[0]
    return first.width() > first.height()


def _by_spooler(
    program: str, content: bytes, title: str, choice: PrintChoice, *, wide: bool
) -> None:
    edge = "short" if wide else "long"
    sides = f"two-sided-{edge}-edge" if choice.duplex else "one-sided"
    command = [program, "-d", choice.printer, "-n", str(choice.copies), "-t", title]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            [*command, "-o", f"sides={sides}", "-"],
            input=content,
            env=os.environ | {"LC_ALL": "C.UTF-8"},  # what it says is read
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PrintFault(f"打印机“{choice.printer}”没有回应，请检查后再试。") from error
    if done.returncode:
        raise PrintFault(_refusal(choice.printer, done.stderr.decode("utf-8", "replace")))


def _refusal(printer: str, said: str) -> str:
    if "not accepting" in said:
        return f"打印机“{printer}”现在不接收任务，请在系统的打印机设置中恢复后再试。"
    return f"打印机“{printer}”没有接收：{said.strip()}"


def _by_qt(document: PdfDocument, title: str, choice: PrintChoice, progress: Progress) -> None:
    from PySide6.QtGui import QPainter

    printer = _printer(title, choice, wide=_is_wide(document))
    pages = choice.pages or tuple(range(len(document.sizes)))
    painter = QPainter()
    for number, page in enumerate(pages):
        printer.setPageLayout(_layout(document.sizes[page]))
        if not (printer.newPage() if number else painter.begin(printer)):
            raise PrintFault(f"打印机“{choice.printer}”没有接收，请看它是否开机、有纸。")
        dots = min(printer.resolution(), _SHARP)
        picture = document.picture(PageRequest(page, dots / _POINTS))
        painter.drawImage(painter.viewport(), picture)
        try:
            progress(number + 1, len(pages))
        except Cancelled:
            printer.abort()
            painter.end()
            raise
    painter.end()


def _printer(title: str, choice: PrintChoice, *, wide: bool) -> "QPrinter":
    """A printer set up as chosen."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    made = QPrinter(QPrinterInfo.printerInfo(choice.printer), QPrinter.PrinterMode.HighResolution)
    made.setDocName(title)
    made.setCopyCount(choice.copies)
    made.setFullPage(True)
    modes = QPrinter.DuplexMode
    both = modes.DuplexShortSide if wide else modes.DuplexLongSide
    made.setDuplex(both if choice.duplex else modes.DuplexNone)
    return made


def _layout(size: "QSizeF") -> "QPageLayout":
    """The paper of a page of so many points, without margins: the page has its own."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    wide = size.width() > size.height()
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF())
