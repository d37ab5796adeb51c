"""What the pictures show: each scene brings the window into one state."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from budgetdesk.book.lock import LockHolder, lock_path
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.screens.asked import ASKED
from tests.screens.comparing import COMPARING
from tests.screens.first_day import FIRST_DAY, OFFICE
from tests.screens.next_year import NEXT_YEAR
from tests.screens.returns import RETURNS
from tests.screens.set_drawing import set_changes, set_drawing, set_rule
from tests.screens.stages import STAGES

if TYPE_CHECKING:
    from budgetdesk.desktop.disclosure.panel import DisclosurePanel
    from budgetdesk.desktop.ledger.table import LinesTable
    from tests.screens.draw import Stage

Scene = Callable[["Stage"], None]


def open_sample(stage: "Stage") -> None:
    from budgetdesk.exchange.sample import create_sample

    path = Path.home() / stage.folder.name / "永和县卫生健康和体育局 2024.budget"
    path.parent.mkdir(parents=True, exist_ok=True)
    create_sample(path)
    stage.window.books.open(path)
    assert stage.window.review is not None
    stage.window.review.live.check(asked=False)  # which the window does by itself, a little later
    QApplication.processEvents()


def project(stage: "Stage", name: str) -> Node:
    desk = stage.window.desk
    assert desk is not None
    return next(node for node in desk.model.root.projects() if name in node.name)


def open_form(stage: "Stage", name: str) -> FormEditor:
    desk = stage.window.desk
    assert desk is not None
    node = project(stage, name)
    desk.view.make_current(Level.PROJECT, node.id)
    editor = desk.tabs.open_form(RecordKind.PROJECT, node.id)
    QApplication.processEvents()
    editor.setFocus()
    return editor


def start(stage: "Stage") -> None:
    open_sample(stage)
    stage.window.books.close()


def form(stage: "Stage") -> None:
    open_sample(stage)
    open_form(stage, "国家基本公共卫生服务项目")
    editor = open_form(stage, "老年村医退养补助")
    editor.go_to(FieldRef(RecordKind.PROJECT, editor.record_id, "funding.annual.local"))
    editor.verticalScrollBar().setValue(0)


def edit(stage: "Stage") -> None:
    form(stage)
    editor = open_form(stage, "老年村医退养补助")
    editor.go_to(FieldRef(RecordKind.PROJECT, editor.record_id, "overview"))
    editor.begin(typed_over=False)
    cursor = editor.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.text.setTextCursor(cursor)
    editor.text.insertPlainText("补助按季发放到个人账户，")


def refused(stage: "Stage") -> None:
    form(stage)
    editor = open_form(stage, "老年村医退养补助")
    editor.go_to(FieldRef(RecordKind.PROJECT, editor.record_id, "funding.annual.local"))
    editor.begin(typed_over=True)
    editor.text.insertPlainText("一百三十二万")
    editor.commit()


def indicators(stage: "Stage") -> None:
    open_sample(stage)
    editor = open_form(stage, "老年村医退养补助")
    desk = stage.window.desk
    assert desk is not None
    QTest.keyClick(desk.view, Qt.Key.Key_Right)
    node = project(stage, "老年村医退养补助")
    shown = node.shown
    if shown:
        desk.commands.open_node(shown[min(3, len(shown) - 1)], stay=True)
    editor.setFocus()


def filtered(stage: "Stage") -> None:
    form(stage)
    desk = stage.window.desk
    assert desk is not None
    desk.panel.field.setFocus()
    desk.panel.field.setText("ggws")


def deleted(stage: "Stage") -> None:
    form(stage)
    desk = stage.window.desk
    assert desk is not None
    node = project(stage, "老年村医退养补助")
    desk.view.make_current(Level.PROJECT, node.id)
    desk.view.setFocus()
    desk.commands.delete()


def empty(stage: "Stage") -> None:
    open_sample(stage)


def read_only(stage: "Stage") -> None:
    open_sample(stage)
    assert stage.window.session is not None
    path = stage.window.session.book.path
    stage.window.books.abandon()
    holder = replace(
        LockHolder.this_process(),
        user="财务室",
        machine="WJW-PC07",
        machine_id="x",
        since="2024-03-05T09:30:00+08:00",
    )
    lock_path(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")
    stage.window.books.open(path)
    open_form(stage, "老年村医退养补助")


def overall(stage: "Stage") -> None:
    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    desk.view.make_current(Level.DEPARTMENT, desk.model.root.shown[0].id)
    desk.commands.open_overall()


def preview(stage: "Stage") -> None:
    open_sample(stage)
    open_form(stage, "老年村医退养补助")
    assert stage.window.books.output is not None
    panel = stage.window.books.output.preview()
    assert panel is not None
    for _ in range(3):
        QApplication.processEvents()


def export(stage: "Stage") -> None:
    from budgetdesk.desktop.dialogs.export import ExportDialog
    from budgetdesk.desktop.window.selecting import offers_of

    form(stage)
    desk = stage.window.desk
    assert desk is not None
    folder = Path("D:/预算绩效/2024/导出")
    stage.lay_over(ExportDialog(stage.window, offers_of(desk), ("xlsx", "pdf"), folder))


def new_book(stage: "Stage") -> None:
    from budgetdesk.desktop.dialogs.new_book import NewBookDialog
    from budgetdesk.forms.loader import form_set_ids, load_form_set

    start(stage)
    form_sets = tuple(load_form_set(name) for name in form_set_ids())
    dialog = NewBookDialog(stage.window, form_sets, Path("D:/预算绩效"))
    dialog.sets.setCurrentRow([it.id for it in form_sets].index("yonghe-2024"))
    dialog.office.setText(OFFICE)
    stage.lay_over(dialog)


def printing(stage: "Stage") -> None:
    from budgetdesk.desktop.dialogs.printing import PrintChoice, PrintDialog

    preview(stage)
    printers = ("HP LaserJet 1020", "奔图 P2206", "PDF")
    before = PrintChoice("奔图 P2206", 1, duplex=False)
    stage.lay_over(PrintDialog(stage.window, "老年村医退养补助", printers, before, 3))


def menu(stage: "Stage") -> None:
    form(stage)
    window = stage.window
    popup = next(m for m in window.findChildren(QMenu) if m.title().startswith("编辑"))
    popup.aboutToShow.emit()
    action = popup.menuAction()
    place = window.menuBar().actionGeometry(action).bottomLeft()
    stage.lay_over(popup, QPoint(place.x(), place.y() + 2))


def findings(stage: "Stage") -> None:
    """A check's outcome, with the cursor on a finding that can be mended."""
    form(stage)
    review = stage.window.review
    assert review is not None
    entry = next(e for e in review.panel.entries if e.open_fix and "集团" in e.office[1])
    review.panel.table.go_to(entry.key)
    review.open_place(entry.finding.place.ref)


def restore(stage: "Stage") -> None:
    """The dated copies of a book, to choose one from."""
    from budgetdesk.book.restoring import kept_copies
    from budgetdesk.desktop.dialogs.restoring import RestoreDialog

    stage.lay_over(
        RestoreDialog(stage.window, kept_copies(_work_for_days(stage)), may_restore=True)
    )


def copy_viewed(stage: "Stage") -> None:
    """A copy looked at in its book's place."""
    from budgetdesk.book.restoring import kept_copies
    from budgetdesk.desktop.window.viewed import Viewed

    path = _work_for_days(stage)
    copy = kept_copies(path)[1]
    stage.window.books.open(copy.path, viewed=Viewed(path, copy))
    open_form(stage, "老年村医退养补助")


def _work_for_days(stage: "Stage") -> Path:
    """A book with the copies that some days of work leave behind."""
    from budgetdesk.book.backup import keep_dated_copy

    open_sample(stage)
    session = stage.window.session
    assert session is not None
    names = [node.id for node in stage.window.desk.model.root.projects()]  # type: ignore[union-attr]
    for day in range(5):
        for project_id in names[: day + 3]:
            ref = FieldRef(RecordKind.PROJECT, project_id, ("overview", "basis", "plan")[day % 3])
            session.write(ref, f"第 {day} 稿")
        at = datetime(2024, 3, 4 + day, 17, 20 + day).astimezone()
        keep_dated_copy(session.book._store, session.book.path, at)
    session.write(FieldRef(RecordKind.PROJECT, names[0], "necessity"), "新稿")
    return session.book.path


def explained(stage: "Stage") -> None:
    from budgetdesk.desktop.findings.treatment import explain_all

    findings(stage)
    review, session = stage.window.review, stage.window.session
    assert review is not None
    assert session is not None
    entries = [entry for entry in review.panel.entries if entry.key.code == "Q24"][:3]
    text = "资金按上级文件一次下达，没有人均标准"
    explain_all(session.book, [entry.finding for entry in entries], text, ignored=False)
    review.live.settle()
    review.panel.bar.grouping.setCurrentIndex(1)
    review.panel.table.go_to(entries[1].key)
    review.panel.table.setFocus()


def check_settings(stage: "Stage") -> None:
    from budgetdesk.desktop.findings.rules_dialog import RulesDialog

    findings(stage)
    assert stage.window.session is not None
    dialog = RulesDialog(stage.window, stage.window.session)
    dialog.go_to("Q25")
    stage.lay_over(dialog)


def ledger(stage: "Stage") -> None:
    """A code being looked for by its initials."""
    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    table = desk.open_ledger().table
    table.go_to(8, 1)
    QTest.keyClicks(table.cell, "ggws")


def ledger_groups(stage: "Stage") -> None:
    """Subtotals by function code, three lines chosen."""
    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    panel = desk.open_ledger()
    panel.spending.grouping.setCurrentIndex(2)
    panel.table.go_to(4, 4)
    panel.table.go_to(6, 4, extend=True)


def enter(table: "LinesTable", text: str) -> None:
    """Type into the current cell as an input method does, and go to the next."""
    if text:
        table.editing.begin(typed_over=True)
        table.cell.setText(text)
    QTest.keyClick(table.cell, Qt.Key.Key_Tab)


def ledger_new_line(stage: "Stage") -> None:
    """A line begun at the end, with a code that no catalogue has; the next would repeat it."""
    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    panel = desk.open_ledger()
    table, last = panel.table, panel.ledger.rowCount() - 1
    table.go_to(last, 1)
    for text in ("2139877", "", "乡村医生到村工作补助", "26400"):
        enter(table, text)
    table.go_to(last + 1, 5)


def ledger_revenue(stage: "Stage") -> None:
    """Fund revenue by code, part of the ledger's income without a code yet."""
    from budgetdesk.book import edit, read
    from budgetdesk.domain.records import Source

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    assert stage.window.session is not None
    book = stage.window.session.book
    with book.step("基金") as step:
        line = read.ledger(book)[0]
        edit.update_ledger_line(step, replace(line, source=Source.FUND, amount=348_310_000))
    panel = desk.open_ledger()
    panel.show_revenue()
    table = panel.table
    for row, cells in enumerate((("1030148", "200万元"), ("1030155 彩票公益金收入", "12.5万元"))):
        for column, text in zip((2, 3), cells, strict=True):
            table.go_to(row, column)
            enter(table, text)
    table.go_to(1, 2)


def ledger_naming(stage: "Stage") -> None:
    """Codes that no catalogue has, to be named."""
    from budgetdesk.book import read
    from budgetdesk.desktop.ledger.naming_dialog import NamingDialog
    from budgetdesk.domain.ledger_naming import unnamed_codes

    ledger_new_line(stage)
    assert stage.window.session is not None
    assert stage.window.desk is not None
    book, terms = stage.window.session.book, stage.window.desk.open_ledger().ledger.terms
    unnamed = unnamed_codes(read.ledger(book), terms)
    own = read.catalogue_entries(book)
    stage.lay_over(NamingDialog(stage.window, terms.year, unnamed, own))


_MISSING = ("last_general", "purchase_goods", "reason_total")


def _disclosure(stage: "Stage") -> "DisclosurePanel":
    """The tab of the disclosure, some entries of which nobody has told yet."""
    from budgetdesk.book.disclosure import put_disclosure_entry

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    panel = desk.open_disclosure()
    with desk.session.book.step("清空三项") as step:
        for key in _MISSING:
            put_disclosure_entry(step, panel.department_id, key, None)
    review = stage.window.review
    assert review is not None
    review.show_panel(shown=False)
    return panel


def disclosure(stage: "Stage") -> None:
    """What only people know, beside this year's figures; the cursor on the next entry missing."""
    panel = _disclosure(stage)
    panel.go_to_gap()
    panel.go_to_gap()


def disclosure_text(stage: "Stage") -> None:
    """The text, with gaps and a paragraph that was rewritten before the figures changed."""
    from budgetdesk.book.disclosure import keep_paragraph
    from budgetdesk.domain.disclosure import OwnParagraph
    from budgetdesk.domain.fields import paragraph_ref

    panel = _disclosure(stage)
    own = OwnParagraph("收入构成", "全年收入全部来自财政拨款和上年结转。", "")
    desk = stage.window.desk
    assert desk is not None
    with desk.session.book.step("改写") as step:
        keep_paragraph(step, panel.department_id, own)
    panel.go_to(paragraph_ref(panel.department_id, own.key))
    panel.setFocus()


def disclosure_files(stage: "Stage") -> None:
    """What of the document is to be made."""
    from budgetdesk.book.read import departments
    from budgetdesk.desktop.disclosure.dialog import DisclosureChoice, DisclosureDialog

    panel = _disclosure(stage)
    panel.show_preview()
    desk = stage.window.desk
    assert desk is not None
    known = departments(desk.session.book)
    before = DisclosureChoice(
        ("pdf", "docx"), (), internal=False, every_department=False, folder=Path("D:/预算公开")
    )
    stage.lay_over(DisclosureDialog(panel, known[0], len(known), before))


def overview(stage: "Stage") -> None:
    """The projects of the department."""
    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    desk.view.make_current(Level.DEPARTMENT, desk.model.root.shown[0].id)
    desk.overviews.open()


def life_line(stage: "Stage") -> None:
    """A project from its target to 自评."""
    form(stage)
    desk = stage.window.desk
    assert desk is not None
    evaluated = desk.session.book.rows("SELECT project_id FROM own_self_evaluation ORDER BY id")
    desk.tabs.open_project(evaluated[0][0])
    desk.overviews.open_life_line()


def tables(stage: "Stage") -> None:
    """A computed table, scrolled below its heads."""
    open_sample(stage)
    desk, review = stage.window.desk, stage.window.review
    assert desk is not None
    assert review is not None
    review.show_panel(shown=False)
    panel = desk.open_tables()
    panel.show_table("t02_revenue")
    cell = next(cell for cell in panel.view.sheet.cells if cell.text == "1089.84")
    panel.view.move_to(GridPlace(cell.row, cell.column))
    panel.view.verticalScrollBar().setValue(260)


SHOWN: dict[str, Scene] = {
    "overview": overview,
    "life-line": life_line,
    "set-drawing": set_drawing,
    "set-rule": set_rule,
    "start": start,
    "form": form,
    "edit": edit,
    "preview": preview,
    "export": export,
    "refused": refused,
    "indicators": indicators,
    "filtered": filtered,
    "deleted": deleted,
    "empty": empty,
    "read-only": read_only,
    "overall": overall,
    "new-book": new_book,
    "printing": printing,
    "menu": menu,
    "findings": findings,
    "explained": explained,
    "check-settings": check_settings,
    "restore": restore,
    "copy-viewed": copy_viewed,
    "ledger": ledger,
    "tables": tables,
    "ledger-groups": ledger_groups,
    "ledger-new-line": ledger_new_line,
    "ledger-revenue": ledger_revenue,
    "ledger-naming": ledger_naming,
    "disclosure": disclosure,
    "disclosure-text": disclosure_text,
    "disclosure-files": disclosure_files,
}
LAST: dict[str, Scene] = {"set-changes": set_changes}  # from then on there is a set more
PARTS = (SHOWN, FIRST_DAY, ASKED, STAGES, RETURNS, COMPARING, NEXT_YEAR, LAST)
SCENES: dict[str, Scene] = {name: scene for part in PARTS for name, scene in part.items()}
ALL = tuple(SCENES)
MAIN = (
    *("start", "form", "edit", "preview", "export", "findings", "ledger", "ledger-paste"),
    *("tables", "overview", "life-line", "disclosure", "disclosure-text"),
)
