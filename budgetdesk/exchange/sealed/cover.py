"""封面 of a package: whose it is, what is in it, and the 校验码 that paper and file share."""

from collections.abc import Iterator, Sequence

from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import Source
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style

NAME = "封面"
_TITLE = Style("cover-title", size=20, bold=True, border=False)
_NOTE = Style("cover-note", size=11, bold=True, align=Align.RIGHT, border=False)
_LABEL = Style("cover-label", size=11, bold=True)
_TEXT = Style("cover-text", size=11, align=Align.LEFT)
_INTERNAL = "内部资料，含个人信息，不得公开"
_LINE = 24.0  # points


def cover_sheet(header: Header, code: str, sheets: Sequence[str], still_open: str) -> Sheet:
    """The cover; `code` is 校验码, `sheets` the names of what follows, `still_open` in words."""
    lines = [*_lines(header, code, still_open), *_listed(sheets)]
    title = f"{header.unit.name}　{header.fiscal_year} 年度上报"
    cells = [
        Cell(0, 0, _INTERNAL, _NOTE, Role.LABEL, columns=2),
        Cell(1, 0, title, _TITLE, Role.TITLE, columns=2),
    ]
    for row, (label, text) in enumerate(lines, start=2):
        cells += [
            Cell(row, 0, label, _LABEL, Role.LABEL),
            Cell(row, 1, text, _TEXT, Role.LOCKED),
        ]
    rows = (Row(_LINE), Row(48.0), *[Row(_LINE)] * len(lines))
    return Sheet(NAME, header.unit.name, "cover", (24.0, 76.0), rows, tuple(cells))


def _lines(header: Header, code: str, still_open: str) -> Iterator[tuple[str, str]]:
    yield "校验码", code
    yield "主管部门", f"{header.department.code} {header.department.name}".strip()
    yield "单位", f"{header.unit.code} {header.unit.name}".strip()
    yield "阶段", header.stage
    yield "版本", f"第 {header.version} 版"
    yield "上报时间", header.made_at.replace("T", " ")[:16]
    if header.made_by:
        yield "上报人", header.made_by
    yield "表数", str(header.forms)
    for source, fen in header.totals.items():
        yield f"{SOURCES[Source(source)]}（元）", yuan_text(fen, thousands=True)
    yield "尚待处理", still_open or "无"


def _listed(sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(sheets, start=1):
        yield f"表 {number}", name
