"""Our exported forms, copied in LibreOffice and pasted: nothing changes but what was changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Indicator, PerHorizon, Project
from budgetdesk.exchange.clipboard.reading import Clipping, read_clipboard
from budgetdesk.exchange.placement.placing import place
from budgetdesk.exchange.placement.plan import Plan
from budgetdesk.forms.sheet import Cell, Sheet
from tests.exchange.placement.office_forms import office_project, on_screen, printed

FIXTURES = Path(__file__).parents[1] / "clipboard" / "fixtures"
SETS = {"yonghe": "yonghe-2024", "taiyuan": "taiyuan-2023", "jincheng": "jincheng-chengqu-2025"}
Start = Callable[[Sheet], Cell]


def _clipping(name: str) -> Clipping:
    text = (FIXTURES / f"{name}.txt").read_bytes().decode("utf-8")
    return read_clipboard(text, (FIXTURES / f"{name}.html").read_text("utf-8"))


def _text(text: str, number: int = 0) -> Start:
    return lambda sheet: [cell for cell in sheet.cells if cell.text == text][number]


def _field(path: str) -> Start:
    return lambda sheet: next(
        cell for cell in sheet.cells if cell.field and cell.field.path == path
    )


STARTS: dict[str, Start] = {
    "yonghe-whole": lambda sheet: sheet.cells[0],
    "yonghe-form": _text("项目名称"),
    "yonghe-left": _text("绩效指标"),
    "yonghe-right": _text("二级指标", 1),
    "yonghe-right-values": _field("indicators.annual.name"),
    "yonghe-tall-row": _text("项目概况"),
    "yonghe-paragraphs": _field("overview"),
    "yonghe-goals": _field("goals.implementation"),
    "yonghe-one-tall": _field("goals.implementation"),
    "yonghe-one-merged": _field("name"),
    "yonghe-targets": _field("indicators.implementation.target"),
    "yonghe-rows": _text("数量指标"),
    "yonghe-funding": _field("funding.implementation.total"),
    "yonghe-amounts": _field("funding.annual.central"),
    "taiyuan-whole": lambda sheet: sheet.cells[0],
    "taiyuan-left": _text("数量指标"),
    "taiyuan-right-values": _field("indicators.annual.name"),
    "taiyuan-block": _text("一级指标"),
    "jincheng-whole": lambda sheet: sheet.cells[0],
    "jincheng-block": _text("产出指标"),
    "jincheng-values": _field("indicators.annual.name"),
    "jincheng-paragraphs": _field("overview"),
}


def _pasted(name: str, project: Project, start: Start | None = None) -> Plan[FieldRef]:
    form_set = SETS[name.split("-")[0]]
    sheet = on_screen(form_set, project)
    at = (start or STARTS[name])(sheet)
    return place(_clipping(name), sheet, project, at, lambda: printed(form_set, project))


def _project(name: str) -> Project:
    return office_project(SETS[name.split("-")[0]])


@pytest.mark.parametrize("name", STARTS)
def test_pasting_back_what_was_copied_changes_nothing(name: str) -> None:
    plan = _pasted(name, _project(name))
    assert (plan.texts, plan.left_over) == ((), ())
    assert plan.edits


def test_every_copied_part_is_tested() -> None:
    assert {path.stem for path in FIXTURES.glob("*.html")} == set(STARTS)


def _with_row(project: Project, row_id: int, name: str, target: str) -> Project:
    rows = tuple(
        replace(row, name=name, target=target) if row.id == row_id else row
        for row in project.indicators.annual
    )
    return replace(project, indicators=PerHorizon(project.indicators.implementation, rows))


@pytest.mark.parametrize(
    "name",
    [
        "yonghe-whole",
        "yonghe-form",
        "yonghe-right",
        "yonghe-right-values",
        "taiyuan-whole",
        "taiyuan-right-values",
        "taiyuan-block",
        "jincheng-whole",
        "jincheng-block",
        "jincheng-values",
    ],
)
def test_an_indicator_that_differs_is_the_only_one_written(name: str) -> None:
    project = _project(name)
    held = next(row for row in project.indicators.annual if row.id == 204)
    plan = _pasted(name, _with_row(project, 204, name="改过的", target="改过的值"))
    assert [(ref.path, ref.row_id, text) for ref, text in plan.texts] == [
        ("indicators.annual.name", 204, held.name),
        ("indicators.annual.target", 204, held.target),
    ]
    assert not plan.wants_a_look


@pytest.mark.parametrize("name", ["yonghe-whole", "yonghe-form", "taiyuan-whole"])
def test_every_field_that_differs_comes_back(name: str) -> None:
    held = _project(name)
    changed = replace(
        held,
        name="另一个项目",
        overview="短",
        basis="有依据",
        plan="",
        goals=PerHorizon("一", "二"),
        funding=PerHorizon(replace(held.funding.annual, own=500), held.funding.annual),
        filed_at="",
    )
    plan = _pasted(name, changed)
    assert {ref.path: text.replace(",", "") for ref, text in plan.texts} == {
        "name": held.name,
        "overview": held.overview,
        "basis": "",
        "plan": held.plan,
        "goals.implementation": held.goals.implementation,
        "goals.annual": held.goals.annual,
        "funding.implementation.own": "0",
    } | ({"filed_at": held.filed_at} if "yonghe" in name else {})


def test_the_whole_form_fills_an_empty_one() -> None:
    held = _project("yonghe-whole")
    empty = Project(held.name, held.unit, goals=PerHorizon("", ""),
                    funding=replace(held.funding), indicators=PerHorizon((), ()), id=1)  # fmt: skip
    plan = _pasted("yonghe-whole", empty)
    written = dict(plan.texts)
    for half, rows in (("implementation", held.indicators.implementation or ()),
                       ("annual", held.indicators.annual)):  # fmt: skip
        names = [(ref.level2, ref.index, text) for ref, text in written.items()
                 if ref.path == f"indicators.{half}.name"]  # fmt: skip
        assert names == _numbered(rows)
    assert not plan.wants_a_look


def _numbered(rows: tuple[Indicator, ...]) -> list[tuple[str, int, str]]:
    """Level 2, number within it, and name of each row."""
    met: dict[str, int] = {}
    found = []
    for row in rows:
        number = met.get(row.level2, 0)
        met[row.level2] = number + 1
        found.append((row.level2, number, row.name))
    return found


@pytest.mark.parametrize("name", ["yonghe-whole", "yonghe-form", "taiyuan-whole"])
@pytest.mark.parametrize("path", ["name", "overview", "goals.annual", "indicators.annual.target"])
def test_where_a_whole_form_is_begun_does_not_matter(name: str, path: str) -> None:
    plan = _pasted(name, _project(name), _field(path))
    assert (plan.texts, plan.left_over) == ((), ())
