"""Each set's first published form against the sheet laid out from its data, text by text."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.domain.records import OverallForm, Project, RecordKind
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet

_BLANKS = re.compile(r"\s+")


def _read(shared: Path, name: str) -> str:
    return (shared / "documents" / f"{name}.txt").read_text(encoding="utf-8")


def _between(text: str, start: str, end: str) -> str:
    begin = text.index(start)
    return text[begin : text.index(end, begin)]


def _stream(text: str) -> str:
    return _BLANKS.sub("", text)


def _printed(sheet: Sheet) -> str:
    """Every text of the sheet in reading order."""
    return _stream("".join(cell.text for cell in sheet.cells))


def _first(published: Callable[[str], list[Project]], set_id: str) -> Sheet:
    form_set = load_form_set(set_id)
    project = published(set_id)[0]
    return lay_out(form_set.form(RecordKind.PROJECT), project, form_set.fiscal_year)


@pytest.mark.parametrize("set_id", ["taiyuan-2023", "yonghe-2023", "luliang-2025"])
def test_the_first_form_holds_the_published_texts_in_their_order(
    shared: Path, published: Callable[[str], list[Project]], set_id: str
) -> None:
    document = _read(shared, f"{set_id}-first-form")
    assert _printed(_first(published, set_id)) == _stream(document)


def test_yonghe_2024_prints_the_published_texts_in_their_order(
    shared: Path, published: Callable[[str], list[Project]]
) -> None:
    title = "永和县县(区)级预算部门(单位)项目支出绩效目标表"
    form = title + _between(
        _read(shared, "yonghe-2024-disclosure").split(title)[1], "\n", "20240307175206"
    )
    # The published labels are cut at the cell's edge.
    whole = form.replace("服务对象满意度\t", "服务对象满意度指标\t") + "20240307175206"
    assert _printed(_first(published, "yonghe-2024")) == _stream(whole)


def test_the_overall_form_prints_the_published_texts_in_their_order(
    shared: Path, published_overall: OverallForm
) -> None:
    document = _between(
        _read(shared, "yonghe-2024-disclosure"),
        "县(区)级预算部门(单位)整体支出绩效目标申报表",
        "永和县县(区)级预算部门(单位)项目支出绩效目标表",
    )
    form_set = load_form_set("yonghe-2024")
    sheet = lay_out(form_set.form(RecordKind.OVERALL), published_overall, 2024)
    assert _printed(sheet) == _stream(document)


def test_jincheng_prints_just_the_published_texts(
    shared: Path, published: Callable[[str], list[Project]]
) -> None:
    # This document gives its cells column by column, so only the label column has an order.
    title = "晋城市城区预算部门（单位）项目支出绩效目标表"
    document = _between(
        _read(shared, "jincheng-chengqu-2025-list-and-first-form"), "项目名称\n\n主管", title
    )
    sheet = _first(published, "jincheng-chengqu-2025")
    printed = Counter(_printed(sheet))
    assert printed == Counter(_stream(f"{title}单位：元{document}"))
    labels = "".join(cell.text for cell in sheet.cells if cell.column == 0 and cell.style.border)
    assert _stream(document).startswith(labels)
