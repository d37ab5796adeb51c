"""The manual is whole and true: its pages, pictures, menus, keys and commands are there."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.assets import manual_folder
from budgetdesk.cli import _parser, _with_command, main
from budgetdesk.desktop.cells.keyboard import keys_of_acts, keys_to_read, plain_text
from budgetdesk.desktop.page import TabPage
from budgetdesk.desktop.reviewing.dialog import REVIEW_KEYS
from budgetdesk.desktop.window.commands import COMMANDS, MENUS
from budgetdesk.desktop.window.helping import show_manual
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.manual.pages import (
    CONTENTS,
    FIRST_DAY,
    manual_pages,
    page_of,
    page_text,
)
from budgetdesk.desktop.window.manual.window import ManualWindow
from tests.desktop.children import children_of
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.reading import nameless
from tests.desktop.window.steps import desk_of, open_form, projects
from tests.screens.scenes import ALL

PAGES = [page.name for page in manual_pages()]
TEXTS = {name: page_text(name) for name in PAGES}
WHOLE = "\n".join(TEXTS.values())
_KEY = r"(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z0-9]\b|F\d+|[↑↓←→+=-]|[A-Z][A-Za-z]+)|\bF\d{1,2}\b"


def commands_told() -> list[list[str]]:
    lines = re.findall(r"(?m)^ {4}budgetdesk (.+)$", WHOLE)
    return [shlex.split(line) for line in lines]


def test_every_page_is_in_the_contents_and_called_as_there() -> None:
    assert {path.stem for path in manual_folder().glob("*.md")} == set(PAGES)
    for page in manual_pages()[1:]:
        assert TEXTS[page.name].splitlines()[0] == f"# {page.title}"


@pytest.mark.parametrize("name", PAGES)
def test_links_and_pictures_lead_somewhere(name: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", TEXTS[name]):
        assert (manual_folder() / link).is_file(), link


def test_every_picture_is_one_that_make_screens_draws() -> None:
    drawn = {f"{scene}-1366-light" for scene in ALL}
    shown = set(re.findall(r"screens/([\w-]+)\.png", WHOLE))
    assert len(shown) > 20
    assert shown <= drawn


def test_menus_are_called_as_they_are() -> None:
    texts = {command.name: plain_text(command.text) for command in COMMANDS}
    there = {
        f"{plain_text(title)} › {texts[name]}"
        for title, names in MENUS
        for name in names
        if name in texts
    }
    told = set(re.findall(r"“([^“”]{2} › [^“”]+)”", WHOLE))
    assert len(told) > 12
    assert told <= there


def keys_there(window: MainWindow) -> set[str]:
    """The keys of every command and act, and of what the open pages offer."""
    desk = desk_of(window)
    open_form(window, projects(window)[0])
    for open_page in (desk.open_ledger, desk.open_tables, desk.open_disclosure):
        open_page()
    assert window.review is not None
    keys = {key for command in COMMANDS for key in command.keys}
    keys |= {key for held, _ in keys_of_acts() for key in held}
    keys |= {key for _, key, _ in REVIEW_KEYS}
    for action in children_of(window, QAction):
        keys |= {it.toString() for it in action.shortcuts()}
    keys |= {it.key().toString() for it in children_of(window, QShortcut)}
    return {keys_to_read(key.replace("Return", "Enter")) for key in keys if key}


def test_keys_are_those_that_there_are_and_all_of_them(window: MainWindow) -> None:
    there = keys_there(window)
    written = "\n".join(path.read_text("utf-8") for path in manual_folder().glob("*.md"))
    told = set(re.findall(_KEY, written))
    assert len(told) > 30
    # The last is offered where a project has two forms of one kind, which the sample lacks.
    assert told - there - {"Ctrl+Shift+T"} == set()
    assert {key for key in there if key not in TEXTS["keys"]} == set()


def test_every_command_is_read(tmp_path: Path) -> None:
    told = commands_told()
    assert len(told) > 10
    for words in told:
        given = _with_command(words)
        assert _parser(given).parse_args(given).run is not None


@pytest.mark.proof
def test_every_command_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for words in commands_told():
        assert main(words) in ((0, 1) if words[0] in ("check", "submit", "next-year") else (0,)), (
            words
        )
    assert (tmp_path / "使用手册.pdf").read_bytes().startswith(b"%PDF")


# In the window


def test_every_kind_of_page_says_where_it_is_told_of(window: MainWindow) -> None:
    desk = desk_of(window)
    for open_page in (desk.open_ledger, desk.open_tables, desk.open_disclosure):
        open_page()
    for kind in TabPage.__subclasses__():
        for page in (kind, *kind.__subclasses__()):
            if page.__module__.startswith("budgetdesk") and hasattr(page, "tab_key"):
                assert page.manual_page in PAGES


def test_f1_shows_the_page_of_the_place(window: MainWindow) -> None:
    desk = desk_of(window)
    assert window.review is not None
    places: list[tuple[Callable[[], QWidget], str]] = [
        (lambda: desk.view, "projects"),
        (lambda: open_form(window, projects(window)[0]).text, "forms"),
        (lambda: desk.open_ledger().table, "ledger"),
        (lambda: desk.open_tables().view, "tables"),
        (lambda: desk.open_disclosure(), "disclosure"),
        (lambda: window.review.panel.table if window.review else desk, "checks"),
        (lambda: window, FIRST_DAY),
    ]
    for place, page in places:
        assert page_of(place()) == page
    desk.open_ledger().table.setFocus()
    assert "F1" in window.commands["manual"].shortcut().toString()
    window.commands["manual"].trigger()
    manual = window.findChild(ManualWindow)
    assert manual is not None
    window.commands["keys"].trigger()
    assert manual.browser.page == "keys"
    assert "审核" in manual.browser.toPlainText()
    assert nameless(manual) == []
    assert len(children_of(window, ManualWindow)) == 1


def test_links_lead_on_and_back(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    manual = ManualWindow(parent)
    manual.show_page(CONTENTS)
    assert not manual.back.isEnabled()
    manual.browser.anchorClicked.emit(manual.browser.document().baseUrl().resolved("books.md"))
    assert manual.browser.page == "books"
    assert manual.list.currentItem().text() == "账套：新建、打开、备份"
    manual.go_back()
    assert manual.browser.page == CONTENTS
    assert not manual.back.isEnabled()


def test_pictures_are_no_wider_than_the_page(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    manual = ManualWindow(parent)
    manual.show_page(FIRST_DAY)
    for width in (980, 600):
        manual.resize(width, 500)
        manual.browser._fit()
        assert manual.browser.document().idealWidth() <= manual.browser.viewport().width()
        assert manual.browser.horizontalScrollBar().maximum() == 0


def test_pictures_fill_the_page_as_soon_as_it_is_shown(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    manual = ManualWindow(parent)
    manual.show_page(FIRST_DAY)
    manual.resize(980, 500)
    manual.show()
    assert manual.browser.document().idealWidth() > manual.browser.viewport().width() * 0.8


def test_the_whole_is_one_pdf_with_every_page_and_picture(
    make_window: MakeWindow, answers: Answers, tmp_path: Path
) -> None:
    window = make_window()
    manual = show_manual(window.books)
    assert manual.browser.page == FIRST_DAY
    answers.paths.append(tmp_path / "手册.pdf")
    manual.save_wanted.emit()
    assert manual.notice.text.text() == f"已另存「手册.pdf」到 {tmp_path}"
    assert manual.notice.button.text() == "打开文件夹"
    document = pypdfium2.PdfDocument((tmp_path / "手册.pdf").read_bytes())
    texts = [page.get_textpage().get_text_range() for page in document]
    for page in manual_pages()[1:]:
        assert sum(text.startswith(page.title) for text in texts) == 1, page.title
    pictures = sum(
        len(list(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))) for page in document
    )
    assert pictures >= WHOLE.count("](../screens/")


def test_only_a_pdf_is_written_and_none_replaced_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manual", "--to", str(tmp_path / "a.txt")]) == 2
    (tmp_path / "a.pdf").touch()
    assert main(["manual", "--to", str(tmp_path / "a.pdf")]) == 2
    assert "--overwrite" in capsys.readouterr().err
