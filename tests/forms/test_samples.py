"""All published forms: every value of every record stands whole in exactly one cell."""

from collections import Counter
from collections.abc import Callable

import pytest

from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.money import wan_text, yuan_text
from budgetdesk.domain.records import Horizon, OverallForm, Project, RecordKind
from budgetdesk.forms.definition import Form
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Cell, Sheet
from tests.forms.conftest import SHANXI

# 项目类别 is in the book but on none of these forms.
_NOT_PRINTED = {"category"}


def _by_field(sheet: Sheet) -> dict[FieldRef, Cell]:
    cells = [cell for cell in sheet.cells if cell.field]
    counted = Counter(cell.field for cell in cells)
    assert set(counted.values()) == {1}
    return {cell.field: cell for cell in cells if cell.field}


def _shown(form: Form, value: object, *, money: bool) -> str:
    if value is None:
        return ""
    if money and isinstance(value, int):
        return yuan_text(value, thousands=form.thousands)
    return str(value)


@pytest.mark.parametrize("set_id", SHANXI)
def test_every_field_of_every_project_has_one_cell(
    published: Callable[[str], list[Project]], set_id: str
) -> None:
    form_set = load_form_set(set_id)
    form = form_set.form(RecordKind.PROJECT)
    for project in published(set_id):
        cells = _by_field(lay_out(form, project, form_set.fiscal_year))
        for path in form.paths:
            if path.startswith("indicators.") or path == "unit.department.code":
                continue
            cell = cells[FieldRef(RecordKind.PROJECT, project.id, path)]
            value = value_of(project, path)
            shown = _shown(form, value, money=path.startswith("funding."))
            if path == "unit.department.name":
                shown = f"{project.unit.department.code}-{shown}"
            assert cell.text == shown
            assert cell.number == (value if isinstance(value, int) else None)
        _compare_indicators(project, cells)


def _compare_indicators(project: Project, cells: dict[FieldRef, Cell]) -> None:
    for horizon in Horizon:
        for row in project.indicators.of(horizon) or ():
            for attribute in ("name", "target"):
                path = f"indicators.{horizon}.{attribute}"
                cell = cells[FieldRef(RecordKind.PROJECT, project.id, path, row.id)]
                assert cell.text == getattr(row, attribute)


@pytest.mark.parametrize("set_id", SHANXI)
def test_nothing_of_a_published_project_has_no_cell(
    published: Callable[[str], list[Project]], set_id: str
) -> None:
    paths = load_form_set(set_id).form(RecordKind.PROJECT).paths | _NOT_PRINTED
    for project in published(set_id):
        for path in ("attribute", "period", "responsible", "handler", "phone", "filed_at"):
            assert path in paths or not value_of(project, path)
        if project.funding.implementation is not None:
            assert "funding.implementation.total" in paths
        for payer in ("central", "provincial", "local", "own", "other"):
            value = value_of(project, f"funding.annual.{payer}")
            assert f"funding.annual.{payer}" in paths or value is None


def test_every_field_of_the_overall_form_has_one_cell(published_overall: OverallForm) -> None:
    form = load_form_set("yonghe-2024").form(RecordKind.OVERALL)
    cells = _by_field(lay_out(form, published_overall, 2024))
    units = {"internal_departments": "个", "subordinate_units": "个"}
    for path in form.paths - {"department.code", "department.name"}:
        if path.startswith(("key_tasks.", "indicators.")):
            continue
        value = value_of(published_overall, path)
        cell = cells[FieldRef(RecordKind.OVERALL, 1, path)]
        if path.startswith("by_"):
            assert (cell.text, cell.number) == (wan_text(value), value)  # type: ignore[arg-type]
        else:
            unit = units.get(path, "人") if isinstance(value, int) else ""
            assert cell.text == f"{value}{unit}"
    assert cells[FieldRef(RecordKind.OVERALL, 1, "department.name")].text == (
        "202-永和县卫生健康和体育局"
    )
    for task in published_overall.key_tasks:
        ref = FieldRef(RecordKind.OVERALL, 1, "key_tasks.core_function", task.id)
        assert cells[ref].text == task.core_function
        ref = FieldRef(RecordKind.OVERALL, 1, "key_tasks.task", task.id)
        assert cells[ref].text == task.task
    for row in published_overall.indicators:
        assert cells[FieldRef(RecordKind.OVERALL, 1, "indicators.name", row.id)].text == row.name
        ref = FieldRef(RecordKind.OVERALL, 1, "indicators.target", row.id)
        assert cells[ref].text == row.target
