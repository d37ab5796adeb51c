"""What differs between a list of 一体化 and the book, in sentences and as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

from budgetdesk.domain.text import shorten
from budgetdesk.domain.word_changes import told_change
from budgetdesk.exchange.portal.comparing import ListComparison
from budgetdesk.exchange.portal.differences import PortalDifference, PortalKind

_SHOWN = 60  # characters of a text
_NAME = 30


def lines_of(path: Path, found: ListComparison) -> Iterator[str]:
    """The differences project by project, what was not compared, then how many."""
    compared = "、".join(found.labels)
    yield f"{path.name}：{found.listed} 个项目，核对了{compared}和绩效指标。"
    project = ""
    for it in found.differences:
        if it.project != project:
            project = it.project
            yield f"{it.unit} {shorten(project, _NAME)}".strip()
        yield f"  {_line(it)}"
    for left in found.unread:
        yield f"没有核对：{left.sentence}（{left.why}）"
    count = len(found.differences)
    yield f"共 {count} 处不同。" if count else "与账套一致。"


def _line(it: PortalDifference) -> str:
    ours, theirs = (f"「{shorten(text, _SHOWN)}」" for text in (it.ours, it.theirs))
    match it.kind:
        case PortalKind.CHANGED:
            told = f"{it.label}：{told_change(it.ours, it.theirs, '一体化')}（{it.place}）"
        case PortalKind.MISSING:
            told = f"{it.label}{ours}：一体化没有"
        case PortalKind.ADDED:
            told = f"{it.label}{theirs}：账套没有（{it.place}）"
    return f"{told}。{it.cure}。" if it.cure else f"{told}。"


def as_json(found: ListComparison) -> str:
    """The same for a program; `mendable` where the book can be made to say what the list says."""
    content = {
        "projects": found.listed,
        "compared": list(found.labels),
        "differences": [
            {
                "kind": it.kind.name.lower(),
                "unit": it.unit,
                "project": it.project,
                "label": it.label,
                "ours": it.ours,
                "theirs": it.theirs,
                "place": it.place,
                "mendable": bool(it.edits),
                "cure": it.cure,
            }
            for it in found.differences
        ],
        "unread": [
            {"place": it.cell.place, "text": it.cell.said, "why": it.why} for it in found.unread
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
