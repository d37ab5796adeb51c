"""审核结果表: the findings as a Sheet, for Excel and paper, with the explanations."""

from collections.abc import Iterator, Sequence

from budgetdesk.checks.finding import SEVERITY_LABELS, Explanation, Finding, FindingPlace
from budgetdesk.checks.report import Report
from budgetdesk.dictionary.standing import is_overall
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style, VAlign

FORM_ID = "check-report"
NOTHING_FOUND = "没有发现问题。"

_TITLE = Style("report-title", size=16, bold=True, border=False)
_ABOUT = Style("report-about", size=9, align=Align.LEFT, border=False)
_HEAD = Style("report-head", size=9, bold=True)
_SHORT = Style("report-short", size=9)
_TEXT = Style("report-text", size=9, align=Align.LEFT, valign=VAlign.MIDDLE)

_COLUMNS: tuple[tuple[str, float, Style], ...] = (
    ("序号", 3.2, _SHORT),
    ("严重程度", 4.4, _SHORT),
    ("编号", 3.6, _SHORT),
    ("单位", 9, _TEXT),
    ("项目", 13, _TEXT),
    ("位置", 12, _TEXT),
    ("问题", 24, _TEXT),
    ("数值", 12, _TEXT),
    ("说明", 14, _TEXT),
)
_TITLE_HEIGHT, _LINE_HEIGHT = 30.0, 18.0  # points


def report_sheet(report: Report, title: str) -> Sheet:
    """The findings of a report, errors first, each on a row; `title` names the book."""
    order = list(SEVERITY_LABELS)
    findings = sorted(report.findings, key=lambda finding: order.index(finding.severity))
    cells = [*_top(report, title), *_heads(), *_rows(findings)]
    head = [Row(_TITLE_HEIGHT, repeat=True), Row(_LINE_HEIGHT), Row(_LINE_HEIGHT, repeat=True)]
    return Sheet(
        name="审核结果表",
        group=title,
        form_id=FORM_ID,
        columns=tuple(width for _, width, _ in _COLUMNS),
        rows=(*head, *[Row(_LINE_HEIGHT)] * max(1, len(findings))),
        cells=tuple(cells),
        landscape=True,
    )


def subject_of(place: FindingPlace) -> str:
    """Which of an office's papers a finding is about: a project, or one of its department's."""
    if place.form:
        return " ".join(filter(None, (place.project, place.form)))
    if place.project:
        return place.project
    if is_overall(place.ref.record):
        return "整体绩效目标表"
    return _PAPERS[place.ref.path.partition(".")[0]]


_PAPERS = {
    "ledger": "预算明细",
    "revenue": "收入明细",
    "entries": "预算公开文件",
    "paragraphs": "预算公开文件",
    "tables": "预算公开表",
    "listed": "民生清单",
}


def place_text(place: FindingPlace) -> str:
    """Where a finding is, in words: 年度指标值 数量指标 村医人数."""
    is_line = place.project and place.ref.path.startswith("ledger.")
    papers = _PAPERS["ledger"] if is_line else ""  # beside a project's name its form is thought of
    return " ".join(filter(None, (papers, place.field, place.level2, place.indicator)))


def values_text(finding: Finding) -> str:
    """The live values of both sides: 年度 100 元；实施期 90 元."""
    return "；".join(f"{label} {value}" for label, value in finding.values)


def explanation_text(explanation: Explanation | None) -> str:
    """An explanation with who gave it and on what day; "" where there is none."""
    if explanation is None:
        return ""
    ignored = "【本表忽略】" if explanation.ignored else ""
    return f"{ignored}{explanation.text}（{explanation.who} {explanation.at[:10]}）"


def _top(report: Report, title: str) -> Iterator[Cell]:
    counts = report.counts()
    shown = "，".join(f"{label} {counts[kind]} 条" for kind, label in SEVERITY_LABELS.items())
    about = f"{title}　{shown}（本表忽略的不计）"
    yield Cell(0, 0, "审核结果表", _TITLE, Role.TITLE, columns=len(_COLUMNS))
    yield Cell(1, 0, about, _ABOUT, Role.LABEL, columns=len(_COLUMNS))


def _heads() -> Iterator[Cell]:
    for column, (label, _, _) in enumerate(_COLUMNS):
        yield Cell(2, column, label, _HEAD, Role.LABEL)


def _rows(findings: Sequence[Finding]) -> Iterator[Cell]:
    if not findings:
        yield Cell(3, 0, NOTHING_FOUND, _TEXT, Role.COMPUTED, columns=len(_COLUMNS))
    for number, finding in enumerate(findings, start=1):
        for column, text in enumerate(_texts(number, finding)):
            yield Cell(number + 2, column, text, _COLUMNS[column][2], Role.COMPUTED)


def _texts(number: int, finding: Finding) -> tuple[str, ...]:
    place = finding.place
    return (
        str(number),
        SEVERITY_LABELS[finding.severity],
        finding.code,
        place.unit or place.department,
        subject_of(place),
        place_text(place),
        finding.message,
        values_text(finding),
        explanation_text(finding.explanation),
    )
