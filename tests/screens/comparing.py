"""Scenes of the bureau's desk: 收报登记, 比较 and 核减核增."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_unit, delete_project, replace_project
from budgetdesk.book.read import projects, units
from budgetdesk.domain.records import Funding, PerHorizon, Unit
from budgetdesk.exchange.comparison.changes import compared
from budgetdesk.exchange.comparison.sides import side_of_book
from budgetdesk.exchange.register.revising import revise, revised_amounts
from budgetdesk.exchange.register.states import RegisterEntry, put_entry
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
    from budgetdesk.desktop.window.between_offices.revising import revise_amounts
    from tests.screens.scenes import open_sample

    open_sample(stage)
    assert stage.window.session is not None
    book = stage.window.session.book
    lines = revised_amounts(book)
    cut = next(it for it in lines if it.told > 10_000_000)
    revise(book, cut.unit, cut.project, cut.source, -5_000_000, "人均标准偏高，按上年核定")
    asked(stage, lambda: revise_amounts(stage.window, stage.window.books.jobs, book, units(book)))


def passing_on(stage: "Stage") -> None:
    """汇总上报: accepted units are ticked, the others say how they stand."""
    from budgetdesk.desktop.dialogs.passing_on import PassingOnDialog
    from budgetdesk.exchange.register.states import RegisterDeed
    from tests.screens.scenes import open_sample

    open_sample(stage)
    assert stage.window.session is not None
    book = stage.window.session.book
    with book.step("登记") as step:
        for number, unit in enumerate(units(book)[:5]):
            entry = RegisterEntry("目标").with_package(1, "39A7-C0DE-1B2F")
            if number != 1:
                entry = entry.decided(RegisterDeed.ACCEPT, "", unit.name)
            put_entry(book, step, unit.uuid, entry)
    dialog = PassingOnDialog(stage.window, book, Path("D:/预算绩效/2024/上报"))
    dialog.code.setText("141032")
    dialog.name.setText("永和县")
    stage.lay_over(dialog)


def counties(stage: "Stage") -> None:
    """下级汇总 of a city: two counties, of which one lacks units."""
    from budgetdesk.desktop.dialogs.counties import CountiesDialog
    from budgetdesk.exchange.county.arrived import arrived_counties
    from budgetdesk.exchange.downward.incoming import take_incoming
    from tests.exchange.county.two_counties import County, city

    stage.folder.mkdir(parents=True, exist_ok=True)
    sent = []
    for code, name, fen, lacking in (
        ("141032", "永和县", 1_286_400_00, ("妇幼保健计划生育服务中心", "卫生健康综合行政执法队")),
        ("141031", "隰县", 963_250_50, ()),
    ):
        one = County.made(stage.folder / name, code, name, fen)
        one.accept()
        with Book.open(one.bureau) as book, book.step("加") as step:
            for unit in lacking:
                add_unit(step, Unit(unit, units(book)[0].department))
        sent.append(one.passed_on(stage.folder))
    assert stage.window.books.open(city(stage.folder))
    assert stage.window.session is not None
    take_incoming(stage.window.session.book, sent)
    told = arrived_counties(stage.window.session.book)
    stage.lay_over(CountiesDialog(told, stage.window))


COMPARING: dict[str, "Callable[[Stage], None]"] = {
    "passing-on": passing_on,
    "counties": counties,
    "comparison": comparison,
    "revisions": revisions,
}
