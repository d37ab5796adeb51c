"""Opening and closing books: the start page, read-only books, damaged ones, new ones."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QScreen, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.assets import resource
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import UnwritableFolder
from budgetdesk.book.lock import LockHolder, lock_path
from budgetdesk.desktop.dialogs.new_book import NewBookDialog
from budgetdesk.desktop.dialogs.next_year import LastYearTold, NextYearDialog
from budgetdesk.desktop.dialogs.office import OfficeDialog
from budgetdesk.desktop.screen_room import screen_room
from budgetdesk.desktop.settings import LAST_BOOK, RECENT_BOOKS
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.window.dropping import Dropped
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.forms.loader import forget_sets, form_set_ids, load_form_set
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, names_in_book, open_form, projects, trigger

MakeWindow = Callable[[], MainWindow]


def hold(path: Path, **changes: Any) -> None:
    """Make a lock file as another user would leave it."""
    from dataclasses import asdict

    holder = replace(LockHolder.this_process(), user="李四", **changes)
    lock_path(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")


def test_without_a_book_the_start_page_offers_the_ways_in(make_window: MakeWindow) -> None:
    window = make_window()
    page = window.start_page
    assert page.isVisible()
    assert [button.text() for button in page.buttons.values()] == [
        "打开示例",
        "新建账套",
        "打开账套",
        "从文件导入",
        "由上年新建",
    ]
    assert not page.recent.isVisible()
    assert not window.menus.tools.isVisible()
    assert not window.commands["export"].isEnabled()


def test_the_sample_opens_with_one_click(make_window: MakeWindow) -> None:
    window = make_window()
    window.start_page.buttons["sample"].click()
    assert len(projects(window)) == 66
    assert window.session is not None
    assert not window.session.book.read_only


def test_a_book_is_made_from_files(
    make_window: MakeWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "疾控.budget"

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, NewBookDialog)
        dialog.sets.setCurrentRow(list(form_set_ids()).index("yonghe-2024"))
        dialog.office.setText("疾控中心")
        dialog.place.elsewhere.click()
        return True

    window = make_window()
    answers.paths = [(), (resource("sample", "disease-control.json"),), path]
    answers.dialogs = [lambda _: False, fill]
    window.start_page.buttons["files"].click()  # no file: nothing is asked
    assert len(answers.dialogs) == 2
    window._take_dropped(Dropped(files=(resource("sample", "disease-control.json"),)))
    assert window.session is None  # no book after all
    window.start_page.buttons["files"].click()
    assert len(projects(window)) == 7
    assert window.session is not None
    assert window.session.book.path == path


def test_a_book_used_lately_is_listed_and_opens(
    window: MainWindow, make_window: MakeWindow, book_path: Path
) -> None:
    window.close()
    again = make_window()
    recent = again.start_page.recent
    assert recent.count() == 1
    assert str(book_path) in recent.item(0).text()
    recent.itemClicked.emit(recent.item(0))
    assert len(projects(again)) == 66


def test_a_book_that_is_gone_is_said_so_and_taken_off_the_list(
    window: MainWindow, make_window: MakeWindow, book_path: Path, answers: Answers
) -> None:
    window.close()
    book_path.unlink()
    again = make_window()
    recent = again.start_page.recent
    assert "找不到文件" in recent.item(0).text()
    recent.itemClicked.emit(recent.item(0))
    assert "不存在" in answers.told[-1].advice + answers.told[-1].sentence
    assert recent.count() == 0


def test_a_file_that_is_no_book_is_refused_in_words(
    make_window: MakeWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "假.budget"
    path.write_text("这不是账套", encoding="utf-8")
    window = make_window()
    assert not window.books.open(path)
    assert str(path) in answers.told[-1].sentence
    assert window.start_page.isVisible()


def test_a_book_held_elsewhere_opens_read_only_and_says_by_whom(
    make_window: MakeWindow, book_path: Path
) -> None:
    hold(book_path, machine="WIN-07", machine_id="x")
    window = make_window()
    assert window.books.open(book_path)
    bar = desk_of(window).read_only
    assert bar.isVisible()
    assert "李四" in bar.text.text()
    assert "WIN-07" in bar.text.text()
    assert bar.take_over.isVisible()
    for name in ("new_project", "undo", "delete", "import_files", "rename"):
        assert not window.commands[name].isEnabled(), name
    for name in ("export", "preview", "print"):
        assert window.commands[name].isEnabled(), name
    editor = open_form(window, projects(window)[0])
    assert not editor.begin(typed_over=True)


def test_a_second_window_on_this_machine_is_read_only(
    window: MainWindow, make_window: MakeWindow, book_path: Path
) -> None:
    second = make_window()
    assert second.books.open(book_path)
    bar = desk_of(second).read_only
    assert bar.isVisible()
    assert "本机的另一个窗口" in bar.text.text()
    assert not bar.take_over.isVisible()
    window.close()
    bar.retry.click()
    assert second.session is not None
    assert not second.session.book.read_only
    assert not desk_of(second).read_only.isVisible()


@pytest.mark.parametrize("reason", ["磁盘是只读的", "「a<b>.lock」是文件夹，请先移走"])
def test_a_book_that_cannot_be_written_says_why_and_what_to_do(
    make_window: MakeWindow, book_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise UnwritableFolder(path.parent, reason=reason)

    window = make_window()
    with monkeypatch.context() as patched:
        patched.setattr("budgetdesk.book.book.take_lock", refuse)
        assert window.books.open(book_path)
    bar = desk_of(window).read_only
    shown = QTextDocumentFragment.fromHtml(bar.text.text()).toPlainText()
    assert f"这里不能写入（{reason}）" in shown
    assert "请把它复制到能写入的文件夹" in shown
    assert "对方" not in bar.retry.toolTip()
    bar.retry.click()
    assert window.session is not None
    assert not window.session.book.read_only


def test_taking_over_is_asked_and_then_done(
    make_window: MakeWindow, book_path: Path, answers: Answers
) -> None:
    hold(book_path, machine="WIN-07", machine_id="x")
    window = make_window()
    window.books.open(book_path)
    desk_of(window).read_only.take_over.click()
    assert window.session is not None
    assert window.session.book.read_only, "保持只读 was answered"
    answers.choices = ["接管编辑"]
    desk_of(window).read_only.take_over.click()
    assert window.session is not None
    assert not window.session.book.read_only


def test_a_new_book_is_made_and_filled(
    make_window: MakeWindow, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    window = make_window()
    path = tmp_path / "新 账套.budget"

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, NewBookDialog)
        dialog.sets.setCurrentRow(0)
        assert not dialog.accept_button.isEnabled()
        dialog.office.setText("永和县教育局")
        dialog.place.elsewhere.click()
        assert dialog.accept_button.isEnabled()
        return True

    answers.dialogs = [fill]
    answers.paths = [path]
    window.start_page.buttons["new"].click()
    assert window.windowTitle().startswith("永和县教育局")
    proposed: list[str] = []

    def take(dialog: QDialog) -> bool:
        assert isinstance(dialog, OfficeDialog)
        proposed.append(dialog.name.text())
        return True

    answers.dialogs = [take, take, office("", "第一中学")]
    trigger(window, "new_department")
    trigger(window, "new_unit")
    assert proposed == ["永和县教育局", "永和县教育局"]
    trigger(window, "new_unit")
    trigger(window, "new_project")
    assert names_in_book(window) == ["新项目"]
    desk = desk_of(window)
    editor = desk.view.findChild(QDialog)
    assert editor is None
    assert desk.view.state() == desk.view.State.EditingState
    window.close()
    with Book.open(path) as book:
        assert book.info.title.startswith("永和县教育局")


def office(code: str, name: str) -> Callable[[QDialog], bool]:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, OfficeDialog)
        dialog.code.setText(code)
        dialog.name.setText(name)
        return dialog.accept_button.isEnabled()

    return fill


def test_a_book_opened_by_a_relative_path_is_remembered_by_its_whole_path(
    make_window: MakeWindow, book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book_path.parent)
    window = make_window()
    assert window.books.open(Path(book_path.name))
    window.close()
    assert window.settings.get(LAST_BOOK) == str(book_path)
    assert window.settings.get(RECENT_BOOKS)[0].startswith(str(book_path))


def test_an_empty_book_says_what_to_do_next(
    make_window: MakeWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "空.budget"
    form_set = load_form_set(form_set_ids()[0])
    Book.create(path, BookInfo(form_set.id, 2025, "空"), form_set.dictionary).close()
    window = make_window()
    assert window.books.open(path)
    advice = desk_of(window).tabs.advice

    def offered() -> list[str]:
        return [name for name, button in advice.buttons.items() if button.isVisible()]

    assert offered() == ["new_department", "import_files"]
    assert "在左侧选择" not in advice.text.text()
    answers.dialogs = [office("300", "永和县教育局"), office("", "第一中学")]
    QTest.keyClick(advice.buttons["new_department"], Qt.Key.Key_Return)
    assert offered() == ["new_unit", "import_files"]
    advice.buttons["new_unit"].click()
    assert offered() == ["new_project", "import_files"]
    advice.buttons["new_project"].click()
    assert names_in_book(window) == ["新项目"]
    desk_of(window).tabs.close_current()
    assert advice.isVisible()
    assert offered() == []
    assert "在左侧选择" in advice.text.text()


def test_a_bad_year_is_said_in_the_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewBookDialog(None, tuple(map(load_form_set, form_set_ids())), tmp_path)
    qtbot.addWidget(dialog)
    dialog.sets.setCurrentRow(0)
    dialog.office.setText("某局")
    dialog.year.setText("二〇二五")
    assert not dialog.accept_button.isEnabled()
    assert "四位数字" in dialog.amiss.text()
    dialog.year.setText("２０２６")
    assert dialog.accept_button.isEnabled()
    assert dialog.new_book.info.fiscal_year == 2026
    dialog.place.chosen = dialog.path
    dialog.path.touch()
    dialog.year.setText("2026")
    assert "同名文件" in dialog.amiss.text()
    assert not dialog.accept_button.isEnabled()


@pytest.mark.parametrize("height", [768, 614, 577, 512])
def test_the_dialog_of_a_new_book_fits_the_screen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, height: int
) -> None:
    """768 pixels at 100 %, at 125 % without and with a desktop's panel, at 150 %."""
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(911, height))
    theme()
    form_sets = tuple(map(load_form_set, form_set_ids()))
    new = NewBookDialog(None, form_sets, tmp_path)
    new.office.setText("某局")
    told = LastYearTold("去年的目标表.xlsx 等 3 个文件", tmp_path)
    for dialog in (new, NextYearDialog(None, told, form_sets)):
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.sets.setCurrentRow(0)
        dialog.year.setText("二〇二五")
        assert dialog.amiss.text()
        assert dialog.sizeHint().boundedTo(screen_room()) == dialog.sizeHint()
        assert dialog.sets.viewport().height() >= 3 * dialog.sets.sizeHintForRow(0)


def test_no_set_is_chosen_beforehand(qtbot: QtBot, tmp_path: Path) -> None:
    form_sets = tuple(map(load_form_set, form_set_ids()))
    dialog = NewBookDialog(None, form_sets, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.office.setText("某局")
    dialog.year.setText("2026")
    dialog.sets.setFocus(Qt.FocusReason.TabFocusReason)
    assert not dialog.accept_button.isEnabled()
    QTest.keyClick(dialog.sets, Qt.Key.Key_End)
    assert dialog.year.text() == str(form_sets[-1].fiscal_year)
    assert dialog.accept_button.isEnabled()
    assert dialog.new_book.info.form_set == form_sets[-1].id


def test_opening_another_book_lets_go_of_the_first(
    window: MainWindow, book_path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一份.budget"
    shutil.copy(book_path, other)
    assert window.books.open(other)
    assert not lock_path(book_path).exists()
    assert lock_path(other).exists()


def test_the_last_book_comes_back_only_if_it_was_open(
    window: MainWindow, make_window: MakeWindow
) -> None:
    trigger(window, "close_book")
    window.close()
    again = make_window()
    again.books.reopen()
    assert again.session is None


@pytest.mark.parametrize("stored", ["", "不是 JSON", "[1]", '{"form.zoom": "big", "x": 1}'])
def test_damaged_settings_count_as_none(
    make_window: MakeWindow, tmp_path: Path, book_path: Path, stored: str
) -> None:
    (tmp_path / "settings.json").write_text(stored, encoding="utf-8")
    window = make_window()
    assert window.books.open(book_path)
    assert desk_of(window).tabs.zoom_percent == 100


def test_a_broken_set_keeps_no_other_from_being_chosen(
    make_window: MakeWindow, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "自己的套表" / "broken-2027" / "set.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("name = ", encoding="utf-8")
    monkeypatch.setenv("BUDGETDESK_FORMS", str(broken.parent.parent))
    forget_sets()
    window = make_window()
    offered: list[int] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, NewBookDialog)
        offered.append(dialog.sets.count())
        return False

    answers.dialogs.append(look)
    trigger(window, "new_book")
    assert offered[0] >= 11
    assert "broken-2027" in str(answers.told[0])
