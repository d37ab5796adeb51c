"""Scenes of the forms of all stages, and of what comes on two sides."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from budgetdesk.book import read
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.find_replace import FindReplaceDialog
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.content import projects_json
from tests.screens.asked import NAME, asked

if TYPE_CHECKING:
    from budgetdesk.desktop.window.tabs.forms_page import FormsPage
    from tests.screens.draw import Stage


def _with_stages(stage: "Stage") -> "FormsPage":
    """A project with a form of each stage, two of them twice."""
    from tests.screens.scenes import open_form, open_sample, project

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    book = desk.session.book
    (_, *kinds) = book.dictionary.stages(RecordKind.PROJECT)
    node = project(stage, NAME)
    with book.step("填写各阶段的表") as step:
        for kind in kinds:
            numbers = {"count": (1,), "month": ("2024-03", "2024-07")}
            told = kind.fields.get(kind.told_apart_by)
            for number in numbers.get(str(told.kind), ()) if told else (None,):
                made = add_record(step, kind.kind, node.id)
                if told is not None:
                    step.update(kind.table, made, {told.column: number})
    open_form(stage, NAME)
    page = desk.tabs.forms_in_front()
    assert page is not None
    return page


def strip(stage: "Stage") -> None:
    """The second round of a project's monitoring, the focus in the strip."""
    page = _with_stages(stage)
    assert page.strip is not None
    page.show_form(page.keys[3])
    page.strip.setFocus()


def strip_more(stage: "Stage") -> None:
    """What can be made next."""
    page = _with_stages(stage)
    assert page.strip is not None
    menu = page.strip.more.menu()
    QApplication.processEvents()
    place = page.strip.more.mapTo(stage.window, page.strip.more.rect().bottomLeft())
    stage.lay_over(menu, place)


def stage_box(stage: "Stage") -> None:
    """The tree with the marks and counts of another stage."""
    _with_stages(stage)
    desk = stage.window.desk
    assert desk is not None
    desk.panel.stage.setCurrentIndex(2)


def stage_new(stage: "Stage") -> None:
    """The forms of a stage are made for a whole unit."""
    stage_box(stage)
    desk = stage.window.desk
    assert desk is not None
    node = desk.model.root.shown[0].shown[0]
    desk.view.make_current(node.level, node.id)
    desk.view.setFocus()
    asked(stage, stage.window.commands["new_of_stage"].trigger)


def existing(stage: "Stage") -> None:
    """Projects of a file that the book has."""
    from tests.screens.scenes import form

    form(stage)
    window = stage.window
    assert window.session is not None
    assert window.books.output is not None
    book = window.session.book
    content = json.loads(projects_json(book, read.project_ids(book)[:4]))
    for one in content["projects"]:
        one.pop("uuid")
        one["overview"] = f"{one['overview']}本年新增村医培训两期。"
        for row in one["indicators"]["annual"]:
            row.pop("uuid")
        one["indicators"]["annual"][0]["target"] = "≥97%"
    path = Path.home() / stage.folder.name / "医疗集团报来.json"
    path.write_text(json.dumps(content), "utf-8")
    output = window.books.output
    asked(stage, lambda: output.import_these((path,)))


def find_replace(stage: "Stage") -> None:
    """Asking for the words."""
    from tests.screens.scenes import form

    form(stage)
    asked(stage, stage.window.commands["replace"].trigger)


def replacing(stage: "Stage") -> None:
    """What was found, on two sides."""
    from tests.screens.scenes import form

    form(stage)

    def fill(dialog: QDialog) -> bool:
        if not isinstance(dialog, FindReplaceDialog):
            stage.lay_over(dialog)
            return False
        dialog.words.setText("不低于")
        dialog.instead.setText("大于等于")
        dialog.where.setCurrentIndex(dialog.where.count() - 1)
        return True

    before = ask.run
    ask.run = fill
    try:
        stage.window.commands["replace"].trigger()
        QApplication.processEvents()
    finally:
        ask.run = before


def suggested(stage: "Stage") -> None:
    """What may stand in an empty cell of an indicator."""
    from tests.screens.scenes import open_form, open_sample

    open_sample(stage)
    editor = open_form(stage, "省级计划生育服务补助资金(特别扶助)")
    names = [cell for cell in editor.state.grid.cells if cell.field is not None
             and cell.field.path.endswith("annual.name") and not cell.text]  # fmt: skip
    field = names[0].field
    assert field is not None
    editor.go_to(field)
    commands = editor.commands.actions
    next(action for action in commands if action.iconText() == "推荐内容").trigger()


def _filled(kind: str) -> "Callable[[Stage], None]":
    """The sample's first form of a stage, or a new one where it has none."""

    def scene(stage: "Stage") -> None:
        from tests.screens.scenes import open_sample

        open_sample(stage)
        desk = stage.window.desk
        assert desk is not None
        book = desk.session.book
        made = next(iter(records(book, kind)), None)
        if made is None:
            declared = book.dictionary.kinds[kind]
            above = 1 if declared.below == RecordKind.OVERALL else read.project_ids(book)[1]
            with book.step("新建") as step:
                made_id = add_record(step, kind, above)
        else:
            made_id = made.id
        stages = [one.kind for one in book.dictionary.stages(RecordKind.PROJECT)]
        if kind in stages:
            desk.panel.stage.setCurrentIndex(stages.index(kind))
        desk.tabs.open_form(kind, made_id)
        QApplication.processEvents()

    return scene


def _printed(kind: str) -> "Callable[[Stage], None]":
    """The same as it is printed."""

    def scene(stage: "Stage") -> None:
        _filled(kind)(stage)
        assert stage.window.books.output is not None
        assert stage.window.books.output.preview() is not None
        for _ in range(3):
            QApplication.processEvents()

    return scene


def check_statistics(stage: "Stage") -> None:
    """What 审核 finds, counted by rule."""
    from budgetdesk.desktop.reviewing.statistics import StatisticsDialog
    from budgetdesk.exchange.form_review.statistics import counted_findings
    from tests.screens.scenes import open_sample

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    found = counted_findings(desk.session.book, desk.session.form_set)
    stage.lay_over(StatisticsDialog(found, lambda: (), lambda *_: None, stage.window))
    QApplication.processEvents()


def review_forms(stage: "Stage") -> None:
    """The reviewer's desk: some forms judged, a finding noted as a remark."""
    from budgetdesk.book.form_decisions import FormVerdict
    from budgetdesk.desktop.reviewing.dialog import ReviewDialog
    from budgetdesk.exchange.form_review.rows import all_found, judged_forms
    from tests.screens.scenes import open_sample

    open_sample(stage)
    desk = stage.window.desk
    assert desk is not None
    session = desk.session
    forms = judged_forms(session.book, all_found(session.book, session.form_set))
    dialog = ReviewDialog(session, forms, forms[0].unit.id, stage.window)
    stage.lay_over(dialog)
    for _ in range(4):
        dialog.decide(FormVerdict.AGREED)
    dialog.turn(dialog.parts.said.current_line())
    dialog.decide(FormVerdict.RETURNED)
    dialog.turn(dialog.parts.said.current_line())
    QApplication.processEvents()


def review_sheet(stage: "Stage") -> None:
    """The review sheet of a form with findings, filled in with what they say."""
    from tests.screens.scenes import open_form, open_sample

    open_sample(stage)
    open_form(stage, "农村部分奖励扶助")
    stage.window.commands["review_sheets"].trigger()
    for _ in range(3):
        QApplication.processEvents()


def review_sheet_paper(stage: "Stage") -> None:
    """The same as it is printed."""
    review_sheet(stage)
    assert stage.window.books.output is not None
    assert stage.window.books.output.preview() is not None
    for _ in range(3):
        QApplication.processEvents()


STAGES: dict[str, "Callable[[Stage], None]"] = {
    "suggested": suggested,
    "strip": strip,
    "strip-more": strip_more,
    "stage-box": stage_box,
    "stage-new": stage_new,
    "monitoring": _filled("monitoring"),
    "monitoring-paper": _printed("monitoring"),
    "self-evaluation": _filled("self_evaluation"),
    "self-evaluation-paper": _printed("self_evaluation"),
    "adjustment": _filled("adjustment"),
    "ex-ante": _filled("ex_ante"),
    "check-statistics": check_statistics,
    "review-forms": review_forms,
    "review-sheet": review_sheet,
    "review-sheet-paper": review_sheet_paper,
    "overall-self-evaluation": _filled("overall_self_evaluation"),
    "existing": existing,
    "find-replace": find_replace,
    "replacing": replacing,
}
