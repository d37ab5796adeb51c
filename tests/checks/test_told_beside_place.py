"""A sentence that stands beside its place does not begin with the place again."""

import pytest

from budgetdesk.checks.finding import Finding, FindingPlace, Severity
from budgetdesk.checks.report_sheet import message_beside_place
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind


@pytest.mark.parametrize(
    ("field", "message", "told"),
    [
        ("项目实施计划", "项目实施计划 没有填写。", "没有填写。"),
        ("年度目标", "年度目标中没有数量。", "没有数量。"),
        ("项目概况", "项目概况：标点重复。", "标点重复。"),
        ("项目概况", "项目概况 中的总额不符。", "总额不符。"),
        ("项目概况", "年度目标 与 项目概况 相同。", "年度目标 与 项目概况 相同。"),
        ("", "预算明细中没有这个项目。", "预算明细中没有这个项目。"),
    ],
)
def test_the_field_is_said_once(field: str, message: str, told: str) -> None:
    place = FindingPlace(FieldRef(RecordKind.PROJECT, 1, "plan"), "部门", field=field)
    assert message_beside_place(Finding("Q01", Severity.ERROR, "空", place, message)) == told
