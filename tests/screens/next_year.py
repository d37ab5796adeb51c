"""Scenes of 新建下一年度账套, what files don't say and what became, of 终稿核对 and 公开检查."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.domain.moved_years import YearDeed
from budgetdesk.exchange.next_year.carrying import Carried, YearNote
from budgetdesk.exchange.next_year.from_files import LastFiles, LastKind
from tests.screens.asked import asked

if TYPE_CHECKING:
    from tests.screens.draw import Stage

_FILES = tuple(Path(f"D:/预算绩效/2024/{it}") for it in ("公开文本 2024.pdf", "下属单位.docx"))
_NAME = "动物防疫补助经费"


def asking(stage: "Stage") -> None:
    """What a PDF and a Word file of last year don't say."""
    from budgetdesk.desktop.window import renewing

    seen = LastFiles(LastKind.FORMS)
    asked(stage, lambda: renewing._ask_and_make(stage.window.books, _FILES, seen))


def made(stage: "Stage") -> None:
    """Years that moved, stay and are asked; an unmet indicator, a doubt, a refusal."""
    from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
    from budgetdesk.desktop.window.renewing import sides_of

    notes = [
        YearNote(_NAME, "年度目标", YearDeed.MOVED, "2024年完成强制免疫"),
        YearNote(_NAME, "立项依据", YearDeed.STALE, "永财预[2024]1号"),
        YearNote(_NAME, "项目概况", YearDeed.ASKED, "2023年全县存栏"),
    ]
    done = Carried(
        Path("2025.budget"),
        2025,
        [_NAME, "农业保险全覆盖"],
        ["乡村振兴展厅建设"],
        notes,
        [("农业保险全覆盖", "参保农户满意度", "自评为“未达成”")],
        refused=["「下属单位.docx」：文件不完整，打不开。"],
        doubts=[
            (
                "公开文本 2024.pdf",
                "疑似截断：「农业保险」项目概况「对全县种植的」，断在半句（第3页）。",
            )
        ],
    )
    stage.lay_over(TwoSidesDialog(sides_of(done), stage.window))


def final_copy(stage: "Stage") -> None:
    """A published file in which words, a figure and a row were changed."""
    from budgetdesk.desktop.window.final_copies import _show
    from budgetdesk.exchange.final_copy.text_difference import DifferenceKind, TextDifference
    from tests.screens.scenes import open_sample

    open_sample(stage)
    table = "表二 2024年预算收入总表"
    ours = "2024年部门预算收支总计5,808.72万元，比上年增加。"
    found = (
        TextDifference(
            DifferenceKind.CHANGED, "二、收入预算情况说明", "第28页", ours,
            ours.replace("5,808.72", "5,880.72"),
        ),
        TextDifference(
            DifferenceKind.CHANGED, f"{table}「2100201」合计", "第5页第7行", "3,253.17", "3,253.71"
        ),
        TextDifference(DifferenceKind.MISSING, table, "", "2100299 其他公立医院支出 115.59", ""),
        TextDifference(DifferenceKind.ADDED, "", "第30页", "", "另见附件。"),
    )  # fmt: skip
    asked(stage, lambda: _show(stage.window.books, Path("公开文本 终稿.pdf"), found))


def public_check(stage: "Stage") -> None:
    """Files to be published: one with persons and a hidden sheet, a clean one, one that is torn."""
    from budgetdesk.desktop.window.public_check import _show
    from budgetdesk.exchange.privacy import Leak
    from budgetdesk.exchange.public_check import Inspected
    from budgetdesk.exchange.sealed.inspecting import Inspection
    from tests.screens.scenes import open_sample

    open_sample(stage)
    table, text, torn = (
        Path("D:/公开", it) for it in ("附件2 绩效目标表.xlsx", "部门预算公开.docx", "附件3.pdf")
    )
    leaks = (
        Leak("老年村医退养补助", "联系电话", "0357-0000000", "D34"),
        Leak("老年村医退养补助", "姓名", "甲某乙", "B34 的批注"),
    )
    inspected = (
        Inspected(table, Inspection(table, False, leaks, ("底稿",), ())),
        Inspected(text, Inspection(text, False, (), (), ())),
        Inspected(torn, None, "「附件3.pdf」不完整，打不开，请重新导出。"),
    )
    asked(stage, lambda: _show(stage.window.books, inspected))


NEXT_YEAR: dict[str, "Callable[[Stage], None]"] = {
    "next-year": asking,
    "next-year-made": made,
    "final-copy": final_copy,
    "public-check": public_check,
}
