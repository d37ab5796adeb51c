"""Files and paper from the window, in the background."""

import json
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.desktop.dialogs.export import ExportChoice, ExportDialog, ExportOffer, Part
from budgetdesk.desktop.jobs import JobState
from budgetdesk.desktop.preview import printing
from budgetdesk.desktop.preview.panel import PreviewPanel
from budgetdesk.desktop.tables.panel import TablesPanel
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.exporting import ExportOrder
from budgetdesk.exchange.selection import WHOLE_BOOK, Selection
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import (
    desk_of,
    go_to_unit,
    names_in_book,
    open_form,
    preview_of,
    projects,
    ref_of,
    trigger,
    type_into,
)


def choose(folder: Path, scope: int, **boxes: bool) -> Callable[[QDialog], bool]:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        dialog.scopes[scope].setChecked(True)
        for kind, wanted in boxes.items():
            box = dialog.kinds.get(kind) or getattr(dialog, kind)
            box.setChecked(wanted)
        dialog.folder.show_path(folder)
        return dialog.accept_button.isEnabled()

    return fill


def test_exporting_a_unit(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    unit = go_to_unit(window, 2)
    folder = tmp_path / "导出"
    answers.dialogs = [choose(folder, 1, xlsx=True, pdf=True, json=False)]
    trigger(window, "export")
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".xlsx"]
    notice = desk_of(window).notice
    assert notice.isVisible()
    assert "2 个文件" in notice.text.text()
    assert notice.button.text() == "打开文件夹"
    assert len(unit.shown) == 4


def test_exporting_the_overall_form_in_front(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    trigger(window, "open_overall")
    editor = desk_of(window).tabs.current_form()
    assert editor is not None
    assert editor.kind is RecordKind.OVERALL
    folder = tmp_path / "导出"
    answers.dialogs = [choose(folder, -1, xlsx=True, pdf=False, json=False)]
    trigger(window, "export")
    (path,) = folder.iterdir()
    assert "整体支出绩效目标" in path.name


def test_exporting_the_project_in_front_writes_what_is_being_typed(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    editor = open_form(window, projects(window)[2])
    type_into(editor, "overview", "unfinished text")
    answers.dialogs = [choose(tmp_path / "out", 2, json=True, xlsx=False, pdf=False)]
    trigger(window, "export")
    texts = [path.read_text("utf-8") for path in (tmp_path / "out").glob("*.json")]
    assert any("unfinished text" in text for text in texts)


def test_the_export_button_counts_and_refuses_nothing_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    scopes = (ExportOffer("全部", WHOLE_BOOK, 67), ExportOffer("单位", Selection((1, 2)), 2))
    dialog = ExportDialog(None, scopes, ("pdf",), tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.accept_button.text() == "导出 67 张表"
    dialog.scopes[1].setChecked(True)
    assert dialog.accept_button.text() == "导出 2 张表"
    dialog.kinds["pdf"].setChecked(False)
    assert not dialog.accept_button.isEnabled()
    assert dialog.amiss.text() == "请至少选一种格式。"


def test_a_long_export_is_cancelled_and_leaves_no_file(
    threaded: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert threaded.books.output is not None
    clicked = hold_after_the_first_form(monkeypatch)
    ended: list[JobState] = []
    threaded.jobs.started.connect(lambda job: job.ended.connect(lambda: ended.append(job.state)))
    every = ExportOffer("全部", WHOLE_BOOK, 67)
    threaded.books.output.export_this(ExportChoice(every, ("pdf",), False, False, tmp_path / "out"))
    strip = threaded.status.job
    qtbot.waitUntil(lambda: strip.isVisible() and strip.bar.value() > 0, timeout=20_000)
    strip.cancel.click()
    clicked.set()
    qtbot.waitUntil(lambda: JobState.CANCELLED in ended, timeout=20_000)
    assert list((tmp_path / "out").glob("*")) == []
    assert not desk_of(threaded).notice.isVisible()


def hold_after_the_first_form(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let an export wait after its first form until the event that comes back is set."""
    from budgetdesk.exchange import exporting

    go_on = threading.Event()
    export = exporting.export_book

    def held(book: Book, folder: Path, wish: ExportOrder, *, progress: Progress) -> object:
        def slow(done: int, total: int) -> None:
            progress(done, total)
            if done == 1:
                go_on.wait(20)

        return export(book, folder, wish, progress=slow)

    monkeypatch.setattr(exporting, "export_book", held)
    return go_on


def test_the_window_stays_usable_while_it_exports(
    threaded: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert threaded.books.output is not None
    every = ExportOffer("全部", WHOLE_BOOK, 67)
    threaded.books.output.export_this(ExportChoice(every, ("pdf",), False, False, tmp_path / "out"))
    editor = open_form(threaded, projects(threaded)[0])
    type_into(editor, "overview", "meanwhile")
    assert editor.commit()
    assert threaded.session is not None
    assert read.project(threaded.session.book, editor.record_id).overview == "meanwhile"
    qtbot.waitUntil(lambda: desk_of(threaded).notice.isVisible(), timeout=30_000)
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 1


def test_an_export_that_cannot_be_written_is_told(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("x")
    go_to_unit(window, 2)
    answers.dialogs = [choose(blocked, 1, pdf=True)]
    trigger(window, "export")
    assert "导出没有完成" in answers.told[-1].sentence
    assert answers.told[-1].advice


def test_an_import_is_undone_from_the_bar(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    assert window.session is not None
    text = json.loads(projects_json(window.session.book, [projects(window)[0].id]))
    text["projects"][0]["name"] = "导入的项目"
    del text["projects"][0]["uuid"]  # another project, and not that one by a new name
    path = tmp_path / "一个项目.json"
    path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    before = names_in_book(window)
    answers.paths = [(path,)]
    trigger(window, "import_files")
    assert "导入的项目" in names_in_book(window)
    assert "导入的项目" in [node.name for node in projects(window)]
    notice = desk_of(window).notice
    assert "项目 1 个" in notice.text.text()
    notice.button.click()
    assert names_in_book(window) == before
    assert len(projects(window)) == 66


def test_a_bad_file_changes_nothing_and_is_named(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "坏.json"
    path.write_text("{", encoding="utf-8")
    answers.paths = [(path,)]
    before = names_in_book(window)
    trigger(window, "import_files")
    assert "坏.json" in answers.told[-1].advice
    assert names_in_book(window) == before


def test_nothing_can_be_edited_while_a_file_is_imported(
    threaded: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert threaded.session is not None
    assert threaded.books.output is not None
    path = tmp_path / "全部.json"
    path.write_text(projects_json(threaded.session.book), encoding="utf-8")
    with threaded.session.book.step("清空") as step:
        for node in projects(threaded):
            step.delete("project", node.id)
    threaded.books.output.import_these((path,))
    assert not desk_of(threaded).splitter.isEnabled()
    assert not threaded.commands["undo"].isEnabled()
    qtbot.waitUntil(lambda: len(projects(threaded)) == 66, timeout=30_000)
    assert desk_of(threaded).splitter.isEnabled()
    assert threaded.commands["undo"].isEnabled()


@pytest.mark.parametrize("end", ["close", "abandon", "let_go"])
def test_a_preview_goes_with_its_book(window: MainWindow, end: str) -> None:
    trigger(window, "preview_tables")
    panel = preview_of(window)
    assert panel.document is not None
    getattr(window.books, end)()
    assert panel.document is None


def test_a_preview_shows_the_pages_that_will_be_printed(threaded: MainWindow, qtbot: QtBot) -> None:
    go_to_unit(threaded, 2)
    desk_of(threaded).view.setFocus()
    trigger(threaded, "preview")
    panel = desk_of(threaded).tabs.current_preview()
    assert panel is not None
    qtbot.waitUntil(lambda: bool(panel.view._pictures), timeout=20_000)
    assert panel.document is not None
    picture = next(iter(panel.view._pictures.values()))
    dark = sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )
    assert dark > 200, "the page is not blank"
    assert panel.pages.text() == f"/ {len(panel.document.sizes)} 页"
    panel.view.go_to(1)
    assert panel.page_field.text() == "2"
    zoom = panel.view.zoom
    panel.view.zoom_by(2)
    assert panel.view.zoom > zoom
    held = weakref.ref(panel.document)
    desk_of(threaded).tabs.close_current()
    assert panel.document is None
    assert held() is None, "its pages and pictures are let go at once"


def test_a_preview_follows_the_book(window: MainWindow) -> None:
    editor = open_form(window, projects(window)[0])
    trigger(window, "preview")
    panel = preview_of(window)
    before = panel.content
    assert window.session is not None
    window.session.write(ref_of(editor, "overview"), "另一段文字")
    assert panel.content != before


def test_a_preview_of_what_is_undone_says_so(window: MainWindow) -> None:
    trigger(window, "new_project")
    trigger(window, "preview")
    panel = preview_of(window)
    assert panel.content is not None
    trigger(window, "undo")
    assert window.session is not None
    told = panel.findChildren(QLabel)
    assert any("可能已被删除或撤销" in label.text() for label in told if label.isVisible())


def test_a_preview_of_the_line_in_the_tree(window: MainWindow) -> None:
    desk = desk_of(window)
    unit = go_to_unit(window, 2)
    desk.view.setFocus()
    trigger(window, "preview")
    panel = preview_of(window)
    assert panel.title == unit.name
    assert panel.document is not None
    assert len(panel.document.sizes) >= 4


def test_saving_the_preview(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    open_form(window, projects(window)[0])
    trigger(window, "preview")
    path = tmp_path / "一张表.pdf"
    answers.paths = [path]
    preview_of(window).save_button.click()
    assert path.read_bytes() == preview_of(window).content


def test_a_backup_is_a_book(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "备份.budget"
    answers.paths = [path]
    trigger(window, "back_up")
    before = names_in_book(window)
    assert window.books.open(path)
    assert names_in_book(window) == before


def test_the_overall_form_is_previewed_alone(window: MainWindow) -> None:
    desk_of(window).view.make_current(Level.DEPARTMENT, 1)
    trigger(window, "open_overall")
    form = desk_of(window).tabs.current_form()
    assert form is not None
    form.setFocus()
    trigger(window, "preview")
    assert preview_of(window).title.startswith("整体支出")


def tables_of(window: MainWindow, table_id: str) -> TablesPanel:
    panel = desk_of(window).open_tables()
    panel.show_table(table_id)
    return panel


def test_the_whole_book_is_exported_without_what_is_unticked(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    def only_tables(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        assert dialog.accept_button.text() == "导出 80 张表"
        dialog.parts[Part.PROJECTS].setChecked(False)
        assert dialog.accept_button.text() == "导出 14 张表"
        dialog.parts[Part.OVERALL].setChecked(False)
        assert dialog.accept_button.text() == "导出 13 张表"
        dialog.parts[Part.TABLES].setChecked(False)
        assert dialog.amiss.text() == "请至少选一项内容。"
        dialog.parts[Part.TABLES].setChecked(True)
        return choose(tmp_path / "出", 0, xlsx=True, pdf=True, json=False)(dialog)

    answers.dialogs = [only_tables]
    trigger(window, "export")
    names = sorted(path.name for path in (tmp_path / "出").iterdir())
    title = "永和县卫生健康和体育局 2024 示例 报表"
    assert names == [f"{title}.pdf", f"{title}.xlsx"]

    def again(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        assert dialog.accept_button.text() == "导出 13 张表", "the boxes are remembered"
        return False

    answers.dialogs = [again]
    trigger(window, "export")


def test_the_boxes_are_for_the_whole_book_only(window: MainWindow, answers: Answers) -> None:
    go_to_unit(window, 2)

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        assert all(box.isEnabled() for box in dialog.parts.values())
        dialog.scopes[1].setChecked(True)
        assert not any(box.isEnabled() for box in dialog.parts.values())
        return False

    answers.dialogs = [look]
    trigger(window, "export")


def test_the_table_in_front_is_exported_alone(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    panel = tables_of(window, "t05_general_public_budget_expenditure")

    def as_proposed(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        assert dialog.choice.offer.text == f"报表　{panel.name}"
        assert not dialog.kinds["json"].isEnabled()
        dialog.folder.show_path(tmp_path / "出")
        return dialog.accept_button.isEnabled()

    answers.dialogs = [as_proposed]
    trigger(window, "export")
    names = sorted(path.suffix for path in (tmp_path / "出").iterdir())
    assert names == [".pdf", ".xlsx"]
    assert all(path.stem.startswith("表五 ") for path in (tmp_path / "出").iterdir())


def pages_of(panel: PreviewPanel) -> list[tuple[int, int]]:
    assert panel.document is not None
    return [(round(size.width()), round(size.height())) for size in panel.document.sizes]


def test_the_table_in_front_is_previewed_on_its_own_paper(window: MainWindow) -> None:
    tables_of(window, "t02_revenue")
    trigger(window, "preview")
    panel = preview_of(window)
    assert panel.title.startswith("表二 ")
    wide = pages_of(panel)
    assert all(width > height for width, height in wide)
    tables_of(window, "t05_general_public_budget_expenditure")
    trigger(window, "preview")
    assert all(width < height for width, height in pages_of(preview_of(window)))


def test_all_tables_are_previewed_and_printed_together(
    window: MainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    trigger(window, "preview_tables")
    panel = preview_of(window)
    assert panel.title == "全部报表"
    assert len(pages_of(panel)) >= 13
    assert {width > height for width, height in pages_of(panel)} == {True, False}
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr(printing, "printers", lambda: ("办公室",))
    monkeypatch.setattr(
        printing, "print_pdf", lambda content, title, *_: printed.append((content, title))
    )
    answers.dialogs = [lambda dialog: True]
    trigger(window, "print")
    assert printed == [(panel.content, "全部报表")]


def test_a_book_without_a_ledger_says_that_it_has_no_tables(window: MainWindow) -> None:
    assert window.session is not None
    with window.session.book.step("清空") as step:
        for line in read.ledger(window.session.book):
            step.delete("ledger_line", line.id)
    trigger(window, "preview_tables")
    assert desk_of(window).tabs.current_preview() is None
    assert "还没有预算明细" in desk_of(window).notice.text.text()
