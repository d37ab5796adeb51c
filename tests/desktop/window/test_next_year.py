"""文件 › 新建下一年度账套: made in the background, shown, opened; proposals stand in grey."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.proposed import proposing
from budgetdesk.book.read import projects
from budgetdesk.cli import main
from budgetdesk.desktop.dialogs.next_year import NextYearDialog
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.window.dropping import dropped
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.loader import form_set_ids
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import trigger
from tests.exchange.next_year.test_from_files import sample

Look = Callable[[QDialog], bool]


def saved_to(path: Path, answers: Answers, form_set: str = "") -> Look:
    """Fills the first dialog in; a set is chosen only where the files don't say it."""

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, NextYearDialog)
        assert bool(form_set) == dialog.sets.isVisibleTo(dialog)
        if form_set:
            assert not dialog.accept_button.isEnabled(), "no set is taken for granted"
            dialog.sets.setCurrentRow(list(form_set_ids()).index(form_set))
        answers.paths.append(path)
        dialog.place.elsewhere.click()
        return dialog.accept_button.isEnabled()

    return fill


def opens(found: list[TwoSidesDialog]) -> Look:
    """Looks at what became of last year, and opens the new book."""

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        found.append(dialog)
        return dialog.accept_button.isEnabled()

    return look


@pytest.fixture
def last(shared: Path, tmp_path: Path) -> Path:
    """Last year's book."""
    return sample(shared, tmp_path, "taiyuan-2023")


def opened(window: MainWindow) -> tuple[Path, int, int, bool]:
    """The open book, its year, how many projects, whether each of them is a proposal."""
    assert window.session is not None
    book = window.session.book
    found = projects(book)
    proposed = proposing(book) == {it.id for it in found}
    return book.path, book.info.fiscal_year, len(found), proposed


def test_next_years_book_is_shown_and_opened(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    book = window.session.book
    with book.step("延续") as step:
        step.update("project", projects(book)[0].id, {"attribute": "经常性项目（长期开展）"})
    year, kept = book.info.fiscal_year, projects(book)[0].name
    new, seen = tmp_path / "下年.budget", list[TwoSidesDialog]()
    answers.dialogs += [saved_to(new, answers), opens(seen)]
    trigger(window, "next_year")
    qtbot.waitUntil(lambda: window.session is not None and window.session.book.path == new)
    assert f"{year + 1} 年度账套" in seen[0].headline.text()
    assert seen[0].remainders.model().rowCount() > 0
    session = window.session
    assert session is not None
    (first, *_) = projects(session.book)
    assert first.name.replace(str(year + 1), str(year)) == kept
    sheet = session.sheet_of(RecordKind.PROJECT, first)
    pale = {cell.field.path for cell in sheet.cells if cell.proposed and cell.field}
    assert "attribute" in pale
    assert "name" not in pale
    printed = session.sheet_of(RecordKind.PROJECT, first, every_slot=False)
    assert not any(cell.proposed for cell in printed.cells)


def test_without_an_open_book_last_years_is_chosen(
    make_window: MakeWindow, answers: Answers, last: Path, tmp_path: Path
) -> None:
    window, new = make_window(), tmp_path / "下年.budget"
    answers.paths = [(), (last,)]
    answers.dialogs = [saved_to(new, answers), opens([])]
    window.start_page.buttons["last_year"].click()  # no file: nothing is asked
    assert len(answers.dialogs) == 2
    trigger(window, "next_year")
    assert opened(window) == (new, 2024, 1, True)


def test_a_printed_form_is_asked_for_its_set_and_a_bad_file_stops_nothing(
    make_window: MakeWindow, answers: Answers, last: Path, tmp_path: Path
) -> None:
    assert main(["export", str(last), "--to", str(tmp_path), "--pdf"]) == 0
    (printed,) = tmp_path.glob("*.pdf")
    bad, new, seen = tmp_path / "坏.docx", tmp_path / "下年.budget", list[TwoSidesDialog]()
    bad.write_bytes(b"PK\x03\x04")
    window = make_window()
    answers.paths = [(printed, bad)]
    answers.dialogs = [saved_to(new, answers, "taiyuan-2023"), opens(seen)]
    window.start_page.buttons["last_year"].click()
    assert opened(window) == (new, 2024, 1, True)
    assert "没有读取 「坏.docx」" in seen[0].notes.text()


def test_dropped_packages_and_forms_become_the_next_years_book_where_that_is_wished(
    make_window: MakeWindow, answers: Answers, last: Path, tmp_path: Path
) -> None:
    assert main(["submit", str(last), "--to", str(tmp_path / "上报")]) in (0, 1)
    (package,) = (tmp_path / "上报").rglob("*.xlsx")
    new = tmp_path / "下年.budget"
    window = make_window()
    window._take_dropped(dropped([QUrl.fromLocalFile(str(package))]))
    assert "2023 年度的上报文件" in answers.told[-1].sentence
    assert window.session is None
    answers.choices = ["新建 2024 年度账套…"]
    answers.dialogs = [saved_to(new, answers), opens([])]
    window._take_dropped(dropped([QUrl.fromLocalFile(str(package))]))
    assert opened(window) == (new, 2024, 1, True)
    window.books.close()
    form = tmp_path / "表.xlsx"
    form.write_bytes(b"PK\x03\x04")
    answers.choices = ["作为上年的表"]
    answers.dialogs = [saved_to(tmp_path / "不成.budget", answers, "taiyuan-2023")]
    window._take_dropped(dropped([QUrl.fromLocalFile(str(form))]))
    assert "「表.xlsx」" in answers.told[-1].advice, "none could be read"
    assert window.session is None
    assert not (tmp_path / "不成.budget").exists()


def test_other_files_are_chosen_in_place_of_the_open_book(
    window: MainWindow, answers: Answers, last: Path, tmp_path: Path
) -> None:
    def other(dialog: QDialog) -> bool:
        assert isinstance(dialog, NextYearDialog)
        dialog.other.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    new = tmp_path / "下年.budget"
    answers.paths = [(last,)]
    answers.dialogs = [other, saved_to(new, answers), opens([])]
    trigger(window, "next_year")
    assert opened(window) == (new, 2024, 1, True)


@pytest.mark.proof
@pytest.mark.parametrize("name", ["luliang-2025", "yonghe-2023", "jincheng-chengqu-2025"])
def test_every_sample_shows_what_the_command_tells(
    name: str,
    make_window: MakeWindow,
    answers: Answers,
    shared: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each year, each project that is left; also where no project goes on at all."""
    path, new = sample(shared, tmp_path, name), tmp_path / "下年.budget"
    capsys.readouterr()
    main(["next-year", str(path), str(tmp_path / "命令.budget"), "--json"])
    told = json.loads(capsys.readouterr().out)
    window, seen = make_window(), list[TwoSidesDialog]()
    answers.paths = [(path,)]
    answers.dialogs = [saved_to(new, answers), opens(seen)]
    window.start_page.buttons["last_year"].click()
    assert opened(window) == (new, int(name[-4:]) + 1, len(told["carried"]), True)
    (dialog,) = seen
    assert [it.came for it in dialog.content.remainders] == told["left"]
    words = sorted(note["words"] for key in ("moved", "ask", "stale") for note in told[key])
    assert sorted(it.came for it in dialog.content.pairs) == words
