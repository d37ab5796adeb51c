"""The one table of many projects on paper: every character stands there, the head on all pages."""

from collections import Counter

import pypdfium2

from budgetdesk.domain.records import Department, Funding, Indicator, PerHorizon, Project, Unit
from budgetdesk.forms.layout import lay_out_all
from budgetdesk.forms.loader import load_form_set
from budgetdesk.output.pdf import pdf_bytes

_UNIT = Unit("马踏镇政府", Department("820", "井研县马踏镇人民政府", id=1), id=1)
_GOAL = "包括必要的办公用品费、水电费、报刊费等村社区办公经费。"


def _project(number: int) -> Project:
    rows: tuple[Indicator, ...] = tuple(
        Indicator("产出指标", "数量指标", f"第{number}之{it}", f"≥{it}个", number * 100 + it)
        for it in range(1, 8)
    )
    return Project(
        f"项目{number}",
        _UNIT,
        period=None,
        funding=PerHorizon(None, Funding(total=number * 10_000)),
        goals=PerHorizon(None, f"目标{number}：{_GOAL * (number % 7)}"),
        indicators=PerHorizon(None, rows),
        id=number,
    )


def test_merged_cells_are_divided_at_page_ends_and_nothing_is_lost() -> None:
    form = load_form_set("sichuan-2023").form("project")
    (sheet,) = lay_out_all(form, [_project(number) for number in range(1, 13)], 2023)
    pages = pypdfium2.PdfDocument(pdf_bytes([sheet], "目标"))
    assert len(pages) > 2
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pages]
    assert all("三级指标" in text and "部门预算项目绩效目标申报表" in text for text in texts)
    wanted = Counter("".join("".join(cell.text.split()) for cell in sheet.cells))
    printed = Counter("".join(texts))
    assert {it: count for it, count in wanted.items() if printed[it] < count} == {}
