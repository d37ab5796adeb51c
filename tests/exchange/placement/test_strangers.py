"""Pieces of other offices' forms pasted into a form: each text in its place, or told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from budgetdesk.domain.records import Department, Project, RecordKind, Unit
from budgetdesk.exchange.clipboard.reading import read_clipboard
from budgetdesk.exchange.placement.placing import place
from budgetdesk.exchange.placing import blank_project
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.parts import whole_texts
from tests.exchange.placement.shapes import SHAPES

Row = Sequence[str]
LEVELS = (
    ("产出指标", "数量指标", "维修数量", "≥86处"),
    ("产出指标", "质量指标", "验收合格率", "100%"),
    ("效益指标", "社会效益指标", "受益人口", "≥3万人"),
)
HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
SETS = ("luliang-2025", "jincheng-chengqu-2025", "national-2021")


def _project(form_set: str) -> Project:
    unit = Unit("甲单位", Department("202", "甲局", 1), id=1)
    return replace(blank_project(load_form_set(form_set), unit, ""), id=1)


def _pasted(
    rows: Sequence[Row], at: str, form_set: str, shape: str
) -> tuple[dict[str, str], list[str]]:
    """What is written by path and slot, and what is left over."""
    project, loaded = _project(form_set), load_form_set(form_set)
    form = loaded.form(RecordKind.PROJECT)
    screen = lay_out(form, project, 2025, every_slot=True)
    start = next(it for it in screen.cells if it.field and it.field.path == at)
    pieces = [(row, column, 1, 1, text) for row, line in enumerate(rows)
              for column, text in enumerate(line)]  # fmt: skip
    text, html = SHAPES["excel" if shape == "text" else shape](pieces, len(rows), len(rows[0]))
    clipping = read_clipboard(text, "" if shape == "text" else html)
    plan = place(clipping, screen, project, start, lambda: lay_out(form, project, 2025))
    written = whole_texts(plan.texts, lambda _: "")
    named = {
        "/".join(filter(None, (it.path, it.level2, str(it.index or "")))): said
        for it, said in written if said
    }  # fmt: skip
    return named, [it.source.text for it in plan.left_over]


def _wanted() -> Iterator[tuple[str, str]]:
    for _, level2, name, target in LEVELS:
        yield f"indicators.annual.name/{level2}", name
        yield f"indicators.annual.target/{level2}", target


LISTS: dict[str, tuple[list[Row], set[str]]] = {
    "指标内容 beside the name": (
        [(*HEADS[:3], "指标内容", "指标值"),
         *((*it[:3], f"说明{it[2]}", it[3]) for it in LEVELS)],
        {f"说明{it[2]}" for it in LEVELS},
    ),
    "指标内容 behind the value": (
        [(*HEADS, "指标内容"), *((*it, f"说明{it[2]}") for it in LEVELS)],
        {f"说明{it[2]}" for it in LEVELS},
    ),
    "points behind levels": (
        [(f"{it[0]}（50分）", f"{it[1]}(10分)", *it[2:]) for it in LEVELS], set(),
    ),
    "numbered levels": (
        [(f"（一）{it[0]}", f"①{it[1]}", *it[2:]) for it in LEVELS], set(),
    ),
    "a column of numbers": (
        [(f"{number}", *it) for number, it in enumerate(LEVELS, 1)], {"1", "2", "3"},
    ),
    "a remark behind": ([(*it, "备注") for it in LEVELS], {"备注"}),
    "a standard behind": ([(*it[1:], "少1扣1分") for it in LEVELS], {"少1扣1分"}),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form_set", SETS)
@pytest.mark.parametrize("shape", ["text", *SHAPES])
def test_a_list_goes_by_its_levels_whatever_stands_beside(
    name: str, form_set: str, shape: str
) -> None:
    rows, beside = LISTS[name]
    written, left = _pasted(rows, "indicators.annual.name", form_set, shape)
    written = {path: text for path, text in written.items() if not path.endswith("weight")}
    assert written == dict(_wanted())
    assert set(left) == beside


@pytest.mark.parametrize("shape", ["text", *SHAPES])
@pytest.mark.parametrize("head", ["金额（万元）", "金额"])
@pytest.mark.parametrize("many", [2, 4])
def test_a_heading_over_amounts_takes_none_of_their_cells(shape: str, head: str, many: int) -> None:
    payers = ("central", "provincial", "local", "own")[:many]
    rows = [(head,), *((f"{12 + number}.5",) for number in range(many))]
    written, left = _pasted(rows, "funding.annual.central", "luliang-2025", shape)
    unit = "万元" if "万元" in head else ""
    assert written == {
        f"funding.annual.{payer}": f"{12 + number}.5{unit}" for number, payer in enumerate(payers)
    }
    assert left == [head]


@pytest.mark.parametrize("shape", ["text", *SHAPES])
def test_a_whole_target_is_no_sign(shape: str) -> None:
    """Names and targets of a form with one column for them, pasted where there are three."""
    rows = [it[2:] for it in LEVELS]
    written, left = _pasted(rows, "indicators.annual.name", "national-2021", shape)
    names = {it.rpartition("name")[2]: said for it, said in written.items() if "name" in it}
    told = {it.rpartition("target")[2]: said for it, said in written.items() if "target" in it}
    assert [(names[it], told[it]) for it in names] == [it[2:] for it in LEVELS]
    assert not left
