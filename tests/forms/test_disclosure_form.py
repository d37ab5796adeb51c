"""What a department tells for its 部门预算公开, on the form where it is asked for."""

import pytest

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, DisclosureForm, OverallForm, RecordKind
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_disclosure_form
from budgetdesk.forms.sheet import Cell, Role, Sheet

_DEPARTMENT = Department("202", "永和县卫生健康和体育局", id=3)
_TOLD = DisclosureForm(
    _DEPARTMENT,
    entries={"last_total": 575_944_4300, "duties": "管理全县的事。", "vehicle_quota": 8},
    now={"total": 580_872_0000},
    change={"total": 4_928_0000},
)


def _sheet(record: DisclosureForm) -> Sheet:
    return lay_out(load_disclosure_form("yonghe-2024"), record, 2024)


def _cell(record: DisclosureForm, path: str) -> Cell:
    ref = FieldRef(RecordKind.DEPARTMENT, 3, path)
    return next(cell for cell in _sheet(record).cells if cell.field == ref)


def test_what_was_told_stands_in_its_cell() -> None:
    assert _cell(_TOLD, "entries.last_total").text == "5759.44"
    assert _cell(_TOLD, "entries.duties").text == "管理全县的事。"
    assert _cell(_TOLD, "entries.vehicle_quota").text == "8辆"
    assert _sheet(_TOLD).group == "永和县卫生健康和体育局"


def test_this_year_and_the_difference_stand_beside_last_year() -> None:
    last, now, change = (
        _cell(_TOLD, path) for path in ("entries.last_total", "now.total", "change.total")
    )
    assert last.row == now.row == change.row
    assert (now.text, change.text) == ("5808.72", "49.28")
    assert now.role is change.role is Role.COMPUTED
    assert _cell(_TOLD, "change.general").text == ""


def test_a_blank_entry_says_what_is_asked_for() -> None:
    blank = DisclosureForm(_DEPARTMENT, {})
    assert _cell(blank, "entries.structure").hint == "内设机构、编制和领导职数"
    assert _cell(blank, "entries.scope").choices == ("部门", "单位")


def test_another_record_is_refused() -> None:
    with pytest.raises(TypeError):
        lay_out(load_disclosure_form("yonghe-2024"), OverallForm(_DEPARTMENT), 2024)
