"""Scenes of the bureau's desk: 收报登记, 比较 and 核减核增."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetdesk.book.edit import delete_project, replace_project
from budgetdesk.book.read import projects, units
from budgetdesk.domain.records import Funding, PerHorizon
from budgetdesk.exchange.comparison.changes import compared
from budgetdesk.exchange.comparison.sides import side_of_book
from budgetdesk.exchange.register.revising import revise, revised_amounts
from tests.screens.asked import asked

if TYPE_CHECKING:
    from tests.screens.draw import Stage


def comparison(stage: "Stage") -> None:
    """A project gone, one dearer and told otherwise; its text in full."""
    from budgetdesk.desktop import ask
    from budgetdesk.desktop.dialogs.comparison import ComparisonDialog
    from tests.screens.scenes import open_sample

    open_sample(stage)
    assert stage.window.session is not None
    book = stage.window.session.book
    before = side_of_book(book)
    first, second, *_ = projects(book)
    with book.step("改") as step:
        delete_project(step, second.id)
        dearer = Funding((first.funding.annual.total or 0) + 5_000_000)
        text = first.plan.replace("。", "，每季度通报一次。", 1) or "每季度通报一次进展情况。"
        now = replace(first, plan=text, funding=PerHorizon(first.funding.implementation, dearer))
        replace_project(step, first.id, now)
    found = compared(before, side_of_book(book))

    def show() -> None:
        dialog = ComparisonDialog(stage.window, found)
        plan = next(at for at, it in enumerate(found.differences) if it.words)
        dialog.table.selectRow(plan)
        ask.run(dialog)

    asked(stage, show)


def revisions(stage: "Stage") -> None:
    """Amounts as told and as allowed, one of them cut."""
    from budgetdesk.desktop.window.revising import revise_amounts
    from tests.screens.scenes import open_sample

    open_sample(stage)
    assert stage.window.session is not None
    book = stage.window.session.book
    lines = revised_amounts(book)
    cut = next(it for it in lines if it.told > 10_000_000)
    revise(book, cut.unit, cut.project, cut.source, -5_000_000, "人均标准偏高，按上年核定")
    asked(stage, lambda: revise_amounts(stage.window, book, units(book)))


COMPARING: dict[str, "Callable[[Stage], None]"] = {
    "comparison": comparison,
    "revisions": revisions,
}
