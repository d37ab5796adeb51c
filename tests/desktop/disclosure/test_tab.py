"""The tab in the window: departments, books without a ledger, read-only books, the keyboard."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import disclosure_notes, put_disclosure_entry
from budgetdesk.book.edit import add_department, delete_department, rename
from budgetdesk.book.read import departments
from budgetdesk.desktop.disclosure import entries, reading
from budgetdesk.desktop.disclosure.panel import DisclosurePanel
from budgetdesk.desktop.disclosure.reading import NO_LEDGER
from budgetdesk.desktop.disclosure.tool_row import DisclosureFace
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.commands import TREE_MENUS
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, RecordKind
from budgetdesk.forms.loader import FormSetError, load_form_set
from tests.desktop.conftest import MakeWindow
from tests.desktop.disclosure.conftest import OWNER, Hand, entry, paragraph
from tests.desktop.window.steps import desk_of, trigger

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def second(hand: Hand) -> int:
    """A further department, without ledger lines."""
    with hand.book.step("新建部门") as step:
        number = add_department(step, Department("301", "永和县财政局"))
    QApplication.processEvents()
    return number


def empty_window(make_window: MakeWindow, path: Path) -> MainWindow:
    asked = load_form_set("yonghe-2024").dictionary
    Book.create(path, BookInfo("yonghe-2024", 2024, "空"), asked).close()
    window = make_window()
    assert window.books.open(path)
    return window


def test_the_tab_is_opened_once_and_brought_back(hand: Hand) -> None:
    trigger(hand.window, "open_ledger")
    assert hand.desk.open_disclosure() is hand.panel
    assert hand.desk.tabs.tabs.currentWidget() is hand.panel
    assert hand.panel.tools.department.isHidden()


def test_a_second_department_tells_its_own(hand: Hand, second: int) -> None:
    box = hand.panel.tools.department
    assert box.isVisible()
    assert [box.itemText(row) for row in range(2)] == [
        "202 永和县卫生健康和体育局",
        "301 永和县财政局",
    ]
    box.setCurrentIndex(1)
    assert hand.panel.department_id == second
    hand.panel.setFocus()
    ref = FieldRef(RecordKind.DEPARTMENT, second, "entries.office_area")
    assert hand.panel.go_to(ref)
    QTest.keyClicks(hand.editor.text, "300")
    hand.press(Qt.Key.Key_Return)
    assert disclosure_notes(hand.book, second).text("office_area") == "300"
    assert hand.notes.text("office_area") != "300"
    assert hand.panel.go_to(entry("office_area"))
    assert hand.panel.department_id == OWNER
    assert box.currentIndex() == 0


def test_the_tab_opens_on_the_department_of_the_tree(window: MainWindow) -> None:
    desk = desk_of(window)
    assert window.session is not None
    with window.session.book.step("新建部门") as step:
        second = add_department(step, Department("301", "永和县财政局"))
    assert desk.open_disclosure(second).department_id == second
    assert desk.open_disclosure().department_id == second


def test_a_department_without_a_ledger_says_what_to_do(hand: Hand, second: int) -> None:
    assert hand.panel.show_department(second)
    assert hand.panel.tools.gaps.isHidden()
    hand.panel.show_face(DisclosureFace.TEXT)
    assert [cell.text for cell in hand.editor.sheet.cells] == [NO_LEDGER]
    preview = hand.panel.show_preview()
    assert preview is not None
    assert "还没有预算明细" in preview._state.text()


def test_a_deleted_department_gives_way_to_another(hand: Hand, second: int) -> None:
    assert hand.panel.show_department(second)
    with hand.book.step("删除部门") as step:
        delete_department(step, second)
    QApplication.processEvents()
    assert hand.panel.department_id == OWNER
    assert hand.shown(entry("duties"))


def test_a_renamed_department_is_called_by_its_new_name(hand: Hand) -> None:
    hand.panel.show_face(DisclosureFace.TEXT)
    with hand.book.step("改名") as step:
        rename(step, "department", OWNER, "永和县卫健局")
    QApplication.processEvents()
    assert "永和县卫健局" in hand.shown(paragraph("收入变动"))


def test_a_book_without_departments_says_what_to_do(
    make_window: MakeWindow, tmp_path: Path
) -> None:
    hand = Hand(empty_window(make_window, tmp_path / "空.budget"))
    assert hand.panel.nothing.isVisible()
    assert hand.panel.nothing.text().startswith("账套里还没有部门")
    assert not hand.panel.tools.files.isEnabled()
    assert not hand.panel.show_face(DisclosureFace.TEXT)
    with hand.book.step("新建部门") as step:
        add_department(step, Department("202", "卫健局"))
    QApplication.processEvents()
    assert hand.editor.isVisible()
    assert hand.panel.tools.files.isEnabled()


def test_a_book_that_is_only_read_can_be_read(make_window: MakeWindow, book_path: Path) -> None:
    with Book.open(book_path):
        window = make_window()
        assert window.books.open(book_path)
        hand = Hand(window)
        assert hand.book.read_only
        assert not hand.panel.tools.last_year.isEnabled()
        hand.go(entry("office_area"))
        QTest.keyClicks(hand.editor.text, "1")
        assert not hand.editor.editing.open
        text = hand.text
        text.select_all()
        text.commands.refresh()
        assert not text.restore.isEnabled()
        preview = hand.panel.show_preview()
        assert preview is not None
        assert preview.content is not None


def test_everything_is_reached_by_the_keyboard(hand: Hand) -> None:
    """From the menu's key to a rewritten paragraph, without the mouse."""
    window = hand.window
    hand.take_back("office_area")
    assert hand.desk.tabs.close_current()
    QTest.keyClick(window, Qt.Key.Key_G, CTRL)
    panel = hand.desk.tabs.tabs.currentWidget()
    assert isinstance(panel, DisclosurePanel)
    hand.panel = panel
    assert hand.editor.hasFocus()
    QTest.keyClick(hand.editor.text, Qt.Key.Key_J, CTRL)
    QTest.keyClicks(hand.editor.text, "6100")
    hand.press(Qt.Key.Key_Return)
    assert hand.notes.text("office_area") == "6100"
    QTest.keyClick(hand.editor.text, Qt.Key.Key_2, CTRL)
    assert panel.face is DisclosureFace.TEXT
    assert hand.editor.hasFocus()
    hand.press(Qt.Key.Key_End, CTRL)
    QTest.keyClicks(hand.editor.text, "Nothing.")
    hand.press(Qt.Key.Key_Return)
    assert hand.notes.paragraphs["其他"].text == "Nothing."
    QTest.keyClick(hand.editor.text, Qt.Key.Key_3, CTRL)
    assert panel.face is DisclosureFace.PREVIEW
    QTest.keyClick(panel, Qt.Key.Key_1, CTRL)
    assert panel.face is DisclosureFace.ENTRIES


def test_what_is_being_typed_is_written_before_the_face_turns(hand: Hand) -> None:
    hand.go(entry("office_area"))
    QTest.keyClicks(hand.editor.text, "6200")
    assert hand.panel.show_face(DisclosureFace.TEXT)
    assert "6200平方米" in hand.shown(paragraph("房屋"))


def test_what_is_being_typed_is_written_before_the_tab_closes(hand: Hand) -> None:
    hand.go(entry("office_area"))
    QTest.keyClicks(hand.editor.text, "6300")
    assert hand.desk.tabs.close_current()
    assert hand.notes.text("office_area") == "6300"


def test_a_closed_tab_hears_no_more(hand: Hand) -> None:
    hand.desk.tabs.close_current()
    with hand.book.step("填写") as step:
        put_disclosure_entry(step, OWNER, "office_area", "1")
    QApplication.processEvents()
    assert hand.desk.tabs.tabs.count() == 0


def test_the_forms_zoom_is_shared(hand: Hand) -> None:
    hand.desk.tabs.set_zoom(150)
    assert {editor.zoom for editor in hand.panel.editors()} == {1.5}
    hand.text.set_zoom(0.8)
    assert hand.desk.tabs.zoom_percent == 80
    assert {editor.zoom for editor in hand.panel.editors()} == {0.8}


def test_the_menu_编辑_has_the_commands_of_what_is_in_front(hand: Hand) -> None:
    told = [action.text() for action in hand.desk.tabs.menu() if action is not None]
    assert "恢复程序文字" not in told
    assert "插入指标" not in told
    hand.panel.show_face(DisclosureFace.TEXT)
    told = [action.text() for action in hand.desk.tabs.menu() if action is not None]
    assert told[-5:] == [
        *("恢复程序文字", "改写仍然有效", "去填写待填项"),
        *("从上年账套带入…", "生成部门预算公开文件…"),
    ]


def test_a_start_loads_nothing_of_it(book_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from budgetdesk.desktop.jobs import ImmediateRunner, Jobs\n"
        "from budgetdesk.desktop.settings import Settings\n"
        "from budgetdesk.desktop.theme import theme\n"
        "from budgetdesk.desktop.window.main_window import MainWindow\n"
        "app = QApplication([])\n"
        "theme()\n"
        "window = MainWindow(Settings(Path(sys.argv[2])), Jobs(runner=ImmediateRunner()))\n"
        "window.show()\n"
        "assert window.books.open(Path(sys.argv[1]))\n"
        "app.processEvents()\n"
        "late = ('budgetdesk.disclosure', 'budgetdesk.desktop.disclosure')\n"
        "print([it for it in sys.modules if it.startswith(late)])\n"
        "window.books.abandon()\n"
    )
    settings = book_path.with_name("settings.json")
    done = subprocess.run(
        [sys.executable, "-c", code, str(book_path), str(settings)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_departments_are_listed_in_the_order_of_the_tree(hand: Hand, second: int) -> None:
    box = hand.panel.tools.department
    listed = [box.itemData(row) for row in range(box.count())]
    assert listed == [it.id for it in departments(hand.book)]
    assert second in listed


def test_the_department_worked_on_in_the_tree_is_opened(hand: Hand, second: int) -> None:
    desk = hand.desk
    assert hand.panel.department_id == OWNER
    assert desk.view.make_current(Level.DEPARTMENT, second)
    desk.open_disclosure()
    assert hand.panel.department_id == OWNER, "the keyboard is in the tab, not in the tree"
    desk.view.setFocus()
    desk.open_disclosure()
    assert hand.panel.department_id == second
    assert "open_disclosure" in TREE_MENUS["department"]


def test_a_set_without_such_a_form_says_so(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_set: str) -> None:
        raise FormSetError(Path("disclosure.toml"), "", "", "没有这个文件。")

    monkeypatch.setattr(entries, "load_disclosure_form", fail)
    hand = Hand(window)
    assert hand.panel.nothing.isVisible()
    assert "没有这个文件" in hand.panel.nothing.text()
    assert hand.panel.editors() == ()
    assert not hand.panel.go_to(entry("duties"))
    hand.panel.go_to_gap()
    with hand.book.step("填写") as step:
        put_disclosure_entry(step, OWNER, "duties", "管事。")
    QApplication.processEvents()
    assert hand.panel.nothing.isVisible()


def test_a_set_without_tables_still_lets_entries_be_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise FormSetError(Path("tables.toml"), "", "", "没有这个文件。")

    monkeypatch.setattr(reading, "compute_tables", fail)
    hand = Hand(window)
    hand.type(entry("last_total"), "5")
    assert hand.notes.number("last_total") == 5_000000
    assert hand.shown(entry("now.total")) == ""
    hand.panel.show_face(DisclosureFace.TEXT)
    assert "没有这个文件" in hand.editor.sheet.cells[0].text


def test_pages_under_way_may_be_left(qtbot: QtBot, tmp_path: Path, book_path: Path) -> None:
    window = MainWindow(Settings(tmp_path / "settings.json"), Jobs())
    qtbot.addWidget(window, before_close_func=lambda it: it.books.abandon())
    window.show()
    assert window.books.open(book_path)
    hand = Hand(window)
    assert hand.panel.show_preview() is not None
    assert hand.desk.tabs.close_current()
    again = Hand(window)
    preview = again.panel.show_preview()
    assert preview is not None
    qtbot.waitUntil(lambda: preview.content is not None, timeout=30_000)
    again.go(entry("office_area"))
    QTest.keyClicks(again.editor.text, "6400")
    assert again.panel.show_preview() is preview
    assert window.books.close()
    assert window.jobs.running == ()
