"""What was not reached this year: an indicator of it needs another look before it goes on."""

from collections.abc import Iterator, Mapping

from budgetdesk.domain.held_values import records_in, rows_in
from budgetdesk.domain.records import Project

_HOPELESS, _MISSED = "完全不可能", "未达成"


def unmet(project: Project) -> Iterator[tuple[str, str]]:
    """Indicators that 监控 or 自评 say were not reached, with what was said there.

    Args:
        project: with the records that the book holds below it.
    """
    names = {row.uuid: row.name for row in project.indicators.annual}
    for kind in ("monitoring", "self_evaluation"):
        for record in records_in(project, kind):
            for row in rows_in(record.declared, "indicators"):
                own = "" if row.follows else str(row.declared.get("name") or "")
                name = names.get(row.follows, own)  # without one it does not go on
                if name and (said := _said(row.declared)):
                    yield name, said


def _said(row: Mapping[str, object]) -> str:
    """What tells that a row was not reached; "" where nothing does."""
    if row.get("likelihood") == _HOPELESS:
        return f"监控为“{_HOPELESS}”"
    if str(row.get("grade") or "").startswith(_MISSED):
        return f"自评为“{row['grade']}”"
    if row.get("actual") and row.get("reason"):
        return f"自评有偏差：{row['reason']}"
    return ""
