"""What is printed is what was shown; which pages, how, and whether the printer is well is asked."""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.printing import EVEN, ODD, PrintChoice, PrintDialog
from budgetdesk.desktop.preview import printing
from budgetdesk.desktop.preview.document import PdfDocument
from budgetdesk.desktop.settings import PRINTS, Settings
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.page_ranges import PageRangeError, pages_named
from budgetdesk.domain.progress import Cancelled, ignore_progress
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, open_form, preview_of, projects, trigger

Sent = list[tuple[bytes, str, PrintChoice]]
BEFORE = PrintChoice("", 1, duplex=False)


def pdf_of(*sizes: tuple[float, float]) -> bytes:
    """A PDF with blank pages of these sizes in points."""
    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


A4, A3_ACROSS = (595.0, 842.0), (1191.0, 842.0)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What printers were given."""
    handed: Sent = []
    monkeypatch.setattr(printing, "printers", lambda: ("HP-1020", "PDF"))
    monkeypatch.setattr(printing, "is_stopped", lambda _: False)
    monkeypatch.setattr(printing, "print_pdf", lambda *given: handed.append(given[:3]))
    return handed


def filled(fill: Callable[[PrintDialog], object]) -> Callable[[QDialog], bool]:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, PrintDialog)
        fill(dialog)
        return dialog.accept_button.isEnabled()

    return answer


def test_the_very_pdf_is_handed_over(window: MainWindow, answers: Answers, sent: Sent) -> None:
    open_form(window, projects(window)[0])
    trigger(window, "preview")

    def fill(dialog: PrintDialog) -> None:
        dialog.copies.setText("３")
        dialog.printer.setCurrentText("PDF")

    answers.dialogs = [filled(fill)]
    trigger(window, "print")
    content, title, choice = sent[0]
    assert content == preview_of(window).content
    assert title == projects(window)[0].name
    assert choice == PrintChoice("PDF", 3, duplex=False)
    assert "已送往" in desk_of(window).notice.text.text()


def test_the_choice_is_remembered_for_each_kind_of_form(
    window: MainWindow, answers: Answers, sent: Sent
) -> None:
    met: list[PrintChoice] = []

    def fill(dialog: PrintDialog) -> None:
        met.append(dialog.choice)
        dialog.printer.setCurrentText("PDF")
        dialog.copies.setText("2")
        dialog.duplex.setChecked(True)

    answers.dialogs = [filled(fill)] * 3
    open_form(window, projects(window)[0])
    trigger(window, "print")
    trigger(window, "print")
    desk_of(window).open_tables().view.setFocus()
    trigger(window, "print")
    assert met[0] == PrintChoice("HP-1020", 1, duplex=False)
    assert met[1] == PrintChoice("PDF", 2, duplex=True)
    assert met[2] == PrintChoice("PDF", 1, duplex=False)  # of a table nothing is known yet
    assert Settings(window.settings.path).get(PRINTS)[0].startswith("table")


def test_a_printer_that_stands_still_is_told_of(
    window: MainWindow, answers: Answers, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "is_stopped", lambda name: name == "HP-1020")
    open_form(window, projects(window)[0])
    answers.dialogs = [filled(lambda _: None)]
    trigger(window, "print")
    told = desk_of(window).notice.text.text()
    assert "已送往" not in told
    assert "暂停" in told


def test_both_sides_by_hand(window: MainWindow, answers: Answers, sent: Sent) -> None:
    trigger(window, "preview_tables")
    answers.dialogs = [filled(lambda dialog: dialog.part.setCurrentIndex(ODD))]
    trigger(window, "print")
    count = len(pypdfium2.PdfDocument(sent[0][0]))
    assert sent[0][2].pages == tuple(range(0, count, 2))
    assert desk_of(window).notice.button.text() == "印双数页"
    desk_of(window).notice.button.click()
    assert sent[1][2].pages == tuple(range(1, count, 2))
    assert sent[1][0] == sent[0][0]


def test_without_a_printer_a_pdf_is_offered(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(printing, "printers", tuple)
    open_form(window, projects(window)[0])
    path = tmp_path / "代替.pdf"
    asked: list[str] = []

    def save(_: object, title: str, *_more: object) -> Path:
        assert not desk_of(window).notice.isVisible(), "behind the dialog nobody reads it"
        asked.append(title)
        return path

    monkeypatch.setattr(ask, "ask_save", save)
    trigger(window, "print")
    assert asked == ["没有找到打印机，在别处打印：另存为 PDF"]
    assert path.read_bytes().startswith(b"%PDF")


# The dialog


def test_which_pages(qtbot: QtBot) -> None:
    dialog = PrintDialog(None, "一张表", ("甲",), BEFORE, 5)
    qtbot.addWidget(dialog)
    assert dialog.choice.pages == ()
    dialog.span.setText("2－4，1")
    assert dialog.choice.pages == (1, 2, 3, 0)
    dialog.part.setCurrentIndex(EVEN)
    assert dialog.choice.pages == (1, 3)
    dialog.span.setText("1")
    assert not dialog.accept_button.isEnabled()
    dialog.span.setText("6")
    assert not dialog.accept_button.isEnabled()
    assert "5" in dialog.amiss.text()


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (0, 1, 2, 3)),
        ("1-3", (0, 1, 2)),
        ("3,1", (2, 0)),
        ("１—２、4", (0, 1, 3)),
        ("1 2 2 1-2", (0, 1)),
        ("2至3", (1, 2)),
    ],
)
def test_pages_as_people_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert pages_named(text, 4) == pages


@pytest.mark.parametrize("text", ["0", "5", "3-1", "1-", "a", "1.5", "-2", "1-9"])
def test_what_names_no_page_is_refused(text: str) -> None:
    with pytest.raises(PageRangeError, match="1-3,5"):
        pages_named(text, 4)


# Handing over


@pytest.fixture
def spooler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A print command that keeps what it is told and given."""
    if sys.platform == "win32":
        pytest.skip("a shell script")
    program = tmp_path / "lp"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/words\ncat > {tmp_path}/given.pdf\n'
        '[ "$2" = good ] || { echo "no such printer" >&2; exit 1; }\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(printing, "which", lambda _: str(program))
    return tmp_path


def test_the_spooler_gets_the_pdf_through_a_pipe(
    spooler: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "mkstemp", never)
    content = pdf_of(A4, A4, A4)
    printing.print_pdf(content, "题目", PrintChoice("good", 2, duplex=True), ignore_progress)
    words = (spooler / "words").read_text("utf-8").splitlines()
    assert words[:6] == ["-d", "good", "-n", "2", "-t", "题目"]
    assert words[6:] == ["-o", "sides=two-sided-long-edge", "-"]
    assert (spooler / "given.pdf").read_bytes() == content


def test_the_spooler_gets_the_chosen_pages_alone(spooler: Path) -> None:
    choice = PrintChoice("good", 1, duplex=True, pages=(2, 0))
    content = pdf_of(A3_ACROSS, A4, (300, 200))
    printing.print_pdf(content, "题目", choice, ignore_progress)
    given = PdfDocument((spooler / "given.pdf").read_bytes())
    assert [round(size.width()) for size in given.sizes] == [300, 1191]
    given.close()
    assert "sides=two-sided-short-edge" in (spooler / "words").read_text("utf-8")


def test_what_the_spooler_refuses_is_told(spooler: Path) -> None:
    choice = PrintChoice("bad", 1, duplex=False)
    with pytest.raises(printing.PrintFault, match="no such printer"):
        printing.print_pdf(pdf_of(A4), "题目", choice, ignore_progress)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Path:
    """No print command: Qt prints, here into a file."""
    path = tmp_path / "paper.pdf"
    make = printing._printer

    def into_file(title: str, choice: PrintChoice, *, wide: bool) -> QPrinter:
        printer = make(title, choice, wide=wide)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setResolution(100)
        return printer

    monkeypatch.setattr(printing, "which", lambda _: None)
    monkeypatch.setattr(printing, "_printer", into_file)
    return path


def test_qt_prints_each_page_on_its_own_paper(paper: Path) -> None:
    told: list[tuple[int, int]] = []
    content, choice = pdf_of(A4, A3_ACROSS, A4), PrintChoice("甲", 1, duplex=False, pages=(1, 0))
    printing.print_pdf(content, "题目", choice, lambda *at: told.append(at))
    printed = PdfDocument(paper.read_bytes())
    sizes = [(round(size.width(), -1), round(size.height(), -1)) for size in printed.sizes]
    printed.close()
    assert sizes == [(1190, 840), (600, 840)]
    assert told == [(0, 0), (1, 2), (2, 2)]


def test_printing_can_be_stopped(paper: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        printing.print_pdf(pdf_of(A4, A4), "题目", PrintChoice("甲", 1, duplex=False), stop)


def test_a_printer_is_set_up_as_chosen(qtbot: QtBot) -> None:
    made = printing._printer("题目", PrintChoice("甲", 4, duplex=True), wide=True)
    assert made.docName() == "题目"
    assert made.copyCount() == 4 or not made.supportsMultipleCopies()
    assert made.fullPage()
