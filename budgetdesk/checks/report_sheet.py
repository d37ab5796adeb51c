"""审核结果表: the findings as a Sheet, for Excel and paper, with the explanations."""

import re

from budgetdesk.checks.finding import SEVERITY_LABELS, Explanation, Finding, FindingPlace
from budgetdesk.checks.report import Report
from budgetdesk.dictionary.standing import is_overall
from budgetdesk.forms.listing import (
    REPORT_LOOK,
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Sheet

FORM_ID = "check-report"
NOTHING_FOUND = "没有发现问题。"


def report_sheet(report: Report, title: str) -> Sheet:
    """The findings of a report, errors first, each on a row; `title` names the book."""
    order = list(SEVERITY_LABELS)
    findings = sorted(report.findings, key=lambda finding: order.index(finding.severity))
    counts = report.counts()
    shown = "，".join(f"{label} {counts[kind]} 条" for kind, label in SEVERITY_LABELS.items())
    page = ListPage(
        "审核结果表",
        "审核结果表",
        _COLUMNS,
        about=f"{title}　{shown}{_settled(report)}",
        form_id=FORM_ID,
        group=title,
        look=REPORT_LOOK,
        empty=NOTHING_FOUND,
    )
    return list_sheet(page, [LineGroup("", "", list(enumerate(findings, start=1)))])


def _settled(report: Report) -> str:
    """What of the list asks for nothing any more."""
    ignored = sum(bool(it.explanation and it.explanation.ignored) for it in report.findings)
    explained = report.explained()
    parts = ((explained, "其中 {} 条需说明已写明"), (ignored, "另有 {} 条标为不再提示，不计在内"))
    told = "；".join(what.format(count) for count, what in parts if count)
    return f"（{told}）" if told else ""


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


_BEHIND_LABEL = re.compile(r"^(?:[\s：:]+(?:中的?)?|中的?)\s*")


def message_beside_place(finding: Finding) -> str:
    """The sentence for where its place stands beside it: without the field at its beginning."""
    label = finding.place.field
    rest = finding.message.removeprefix(label)
    begun = _BEHIND_LABEL.match(rest)  # 民生清单第 30 项 does not begin with the field 民生清单
    if not label or rest == finding.message or begun is None:
        return finding.message
    return rest[begun.end() :] or finding.message


def values_text(finding: Finding) -> str:
    """The live values of both sides: 年度 100 元；实施期 90 元."""
    return "；".join(f"{label} {value}" for label, value in finding.values)


def explanation_text(explanation: Explanation | None) -> str:
    """An explanation with who gave it, if known, and on what day; "" where there is none."""
    if explanation is None:
        return ""
    ignored = "【本表忽略】" if explanation.ignored else ""
    signed = f"{explanation.who} {explanation.at[:10]}".strip()
    return f"{ignored}{explanation.text}（{signed}）"


_Numbered = tuple[int, Finding]

_COLUMNS: tuple[ListedColumn[_Numbered], ...] = (
    ListedColumn("序号", 3.2, lambda line: str(line[0]), ColumnKind.SHORT),
    ListedColumn("严重程度", 4.4, lambda line: SEVERITY_LABELS[line[1].severity], ColumnKind.SHORT),
    ListedColumn("编号", 3.6, lambda line: line[1].code, ColumnKind.SHORT),
    ListedColumn("单位", 9, lambda line: line[1].place.unit or line[1].place.department),
    ListedColumn("项目", 13, lambda line: subject_of(line[1].place)),
    ListedColumn("位置", 12, lambda line: place_text(line[1].place)),
    ListedColumn("问题", 24, lambda line: message_beside_place(line[1])),
    ListedColumn("数值", 12, lambda line: values_text(line[1])),
    ListedColumn("说明", 14, lambda line: explanation_text(line[1].explanation)),
)
