"""What the dictionary asks of fields: required, on a condition, no longer than the form takes."""

from collections.abc import Iterator

from budgetdesk.checks.case import CONTENT
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.record_case import RecordCase, is_blank
from budgetdesk.checks.rule import OWN_FIELDS, rule
from budgetdesk.checks.rules.completeness import (
    ALL_FORMS,
    COMPLETENESS,
    REQUIRED,
)
from budgetdesk.dictionary.standing import is_overall
from budgetdesk.domain.fields import Field
from budgetdesk.domain.records import OVERALL_TEXTS

_TOLD_BY_Q01 = frozenset((*REQUIRED, *OVERALL_TEXTS))


@rule(
    "F01",
    "必填栏目没有填写",
    Severity.NOTICE,
    reads=(OWN_FIELDS, "name", *CONTENT, *OVERALL_TEXTS, "funding", "attribute", "period"),
    checks="套表规定必填的栏目都要填写；规定了条件的（如得分低于分值时写原因），符合条件才要填。填报中只作提示，"
    "标为填报完成以后和导出、命令行审核时是错误。",
    why="套表规定必填的内容空着，收表的单位会退回。",
    source=COMPLETENESS,
    failing="调整次数已填，调整原因（必填）空白",
    passing="必填栏目都已填写",
    scopes=ALL_FORMS,
)
def required_fields(case: RecordCase) -> Iterator[Found]:
    """What the dictionary requires is filled in; Q01 tells of a form without any content."""
    if case.unfilled and not is_overall(case.record):
        return
    severity = Severity.ERROR if case.is_done else None
    for cell in case.cells(_may_be_required):
        field = cell.field
        if is_blank(cell.held) and case.lacks(field, cell.row) and case.requires(field, cell.row):
            when = "" if field.required else f"（{field.required_when} 时必填）"
            yield Found(cell.ref, f"{field.label} 没有填写{when}。", severity=severity)


def _may_be_required(field: Field) -> bool:
    asked = field.required or bool(field.required_when)
    return asked and field.path not in _TOLD_BY_Q01


@rule(
    "F02",
    "文字超过规定字数",
    Severity.ERROR,
    reads=(OWN_FIELDS, "name", *CONTENT, *OVERALL_TEXTS),
    checks="套表规定了最多字数的栏目不超过规定。",
    why="超过规定字数的文字，一体化系统不收，打印出来也放不下。",
    source="套表规定的字数",
    failing="最多 5 字的栏目写了 7 字",
    passing="字数不超过规定",
    scopes=ALL_FORMS,
)
def not_too_long(case: RecordCase) -> Iterator[Found]:
    """No text is longer than the form takes."""
    for cell in case.cells(lambda field: field.longest > 0):
        text, longest = cell.held, cell.field.longest
        if isinstance(text, str) and len(text) > longest:
            label = cell.field.label
            yield Found(cell.ref, f"{label} 最多 {longest} 字，现在是 {len(text)} 字。")
