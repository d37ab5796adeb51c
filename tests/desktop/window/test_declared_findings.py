"""What 审核 finds in a form that a set declares: marked in its cell, and gone to."""

from pytestqt.qtbot import QtBot

from budgetdesk.book import edit
from budgetdesk.book.declared_records import add_record
from budgetdesk.desktop.window.jumping import open_place
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from tests.desktop.window.steps import desk_of


def test_a_finding_in_a_declared_form_is_marked_and_gone_to(
    staged: MainWindow, qtbot: QtBot
) -> None:
    desk = desk_of(staged)
    with desk.session.book.step("监控") as step:
        made = add_record(step, "round", 1)
        edit.write_field(step, FieldRef("round", made, "found"), "资金未到位。。")
    review = staged.review
    assert review is not None
    live = review.live
    live.check()
    qtbot.waitUntil(lambda: any(it.place.form for it in live.report.findings), timeout=20_000)
    (found,) = (it for it in live.findings_of("round", made) if it.code == "Q45")
    assert found.place.above == ("project", 1)
    assert open_place(desk, found.place.ref) == ""
    (editor,) = (it for it in desk.tabs.all_editors() if (it.kind, it.record_id) == ("round", made))
    cell = editor.state.current
    assert cell is not None
    assert cell.field == found.place.ref
    assert editor.mark_at(cell) is not None
