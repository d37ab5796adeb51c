"""Handing a PDF to the system's printers: what comes out is what the preview showed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

from budgetdesk.desktop.dialogs.printing import PrintChoice
from budgetdesk.domain.refusals import reason_of

_PATIENCE = 60  # seconds for the spooler to take a document


class PrintFault(Exception):  # noqa: N818 - as the other faults of this program
    """The document could not be handed over; the text says why and what to do."""


def printers() -> tuple[str, ...]:
    """The printers of this machine, the usual one first; () when there is none."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != usual, names.index(name))))


def print_pdf(content: bytes, title: str, choice: PrintChoice) -> None:
    """Hand a PDF over to a printer.

    Raises:
        PrintFault: the system did not take it.
    """
    path = _temporary(content)
    try:
        if sys.platform == "win32":
            # The viewer that takes the file over reads it after this returns; Windows cleans up.
            _by_windows_shell(path, choice)
        else:
            _by_spooler(path, title, choice)
            path.unlink()
    except OSError as error:
        raise PrintFault(f"打印没有完成：{reason_of(error)}。可以另存为 PDF 后打印。") from error


def _temporary(content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix="budgetdesk-", suffix=".pdf")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return Path(name)


def _by_windows_shell(path: Path, choice: PrintChoice) -> None:
    if sys.platform == "win32":
        for _ in range(choice.copies):
            os.startfile(path, "printto", f'"{choice.printer}"')  # noqa: S606 - our own file


def _by_spooler(path: Path, title: str, choice: PrintChoice) -> None:
    program = which("lp")
    if program is None:
        raise PrintFault("系统没有打印命令 lp，请安装 cups-client，或另存为 PDF 后打印。")
    sides = "two-sided-long-edge" if choice.duplex else "one-sided"
    command = [program, "-d", choice.printer, "-n", str(choice.copies), "-t", title]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            [*command, "-o", f"sides={sides}", "--", str(path)],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PrintFault(f"打印机“{choice.printer}”没有回应，请检查后再试。") from error
    if done.returncode:
        raise PrintFault(f"打印机“{choice.printer}”没有接收：{done.stderr.strip()}")
