"""What is said of a finding: in the list, in the details, at a cell's edge, to a screen reader."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from budgetdesk.checks.finding import SEVERITY_LABELS, Explanation, Finding, FindingPlace, Severity
from budgetdesk.checks.grading import OFFICE
from budgetdesk.checks.report import Fault, Report
from budgetdesk.checks.report_sheet import message_beside_place
from budgetdesk.checks.rule import Rule
from budgetdesk.desktop.palette import Palette
from budgetdesk.dictionary.standing import has_form, is_overall
from budgetdesk.domain.indicator_tree import bare

_APART = " / "


def counts_text(report: Report) -> str:
    """The counts that are not zero, the gravest first; a plain sentence when all are.

    需说明 are those still to be explained, as in the tree; the others stand at the end.
    """
    explained = report.explained()
    parts = [
        (SEVERITY_LABELS[severity], count - explained * (severity is Severity.EXPLAIN))
        for severity, count in report.counts().items()
    ]
    told = (f"{label} {count}" for label, count in (*parts, ("已说明", explained)) if count)
    return " · ".join(told) or "没有发现问题"


class PapersOwner(NamedTuple):
    """Whose papers findings are in: a unit's, or those of a whole department."""

    department: str
    unit: str
    papers: str = ""  # of a department: which of its papers

    @property
    def name(self) -> str:
        """What the office is called in lists."""
        return self.unit or f"{self.department}　{self.papers}"


def office_at(place: FindingPlace) -> PapersOwner:
    """Whose papers a place is in."""
    if place.unit:
        return PapersOwner(place.department, place.unit)
    overall = is_overall(place.ref.record) or is_overall(place.above[0])
    return PapersOwner(place.department, "", "整体支出" if overall else "部门预算")


def office_of(place: FindingPlace) -> str:
    """Whose papers a place is in, by name."""
    return office_at(place).name


def spot_of(place: FindingPlace) -> str:
    """Where on the form, or which line, figure or paragraph."""
    if place.form:
        row = f"「{place.indicator}」" if place.indicator else ""
        return f"{place.form} {place.field}{row}"
    if not has_form(place.ref.record) and place.indicator:
        return f"{place.field}「{place.indicator}」"
    if not place.level2:
        return place.field
    slot = f"{place.horizon}{bare(place.level2)}指标"
    return f"{slot}「{place.indicator}」" if place.indicator else slot


def place_text(place: FindingPlace) -> str:
    """Unit, project and spot in one line."""
    return _APART.join(part for part in (office_of(place), place.project, spot_of(place)) if part)


def values_text(finding: Finding) -> str:
    """The live values of both sides in one line."""
    return "　".join(f"{label} {value}" for label, value in finding.values)


def told_text(finding: Finding) -> str:
    """The sentence beside its place, with the values of both sides."""
    return "　".join(filter(None, (message_beside_place(finding), values_text(finding))))


def treatment_text(finding: Finding) -> str:
    """What has been done about it, or can be done at once."""
    if finding.explanation is not None:
        return "已忽略" if finding.explanation.ignored else "已说明"
    return "修正" if finding.fix is not None else ""


def signature(explanation: Explanation) -> str:
    """Who wrote an explanation, and when."""
    return f"{explanation.who} {explanation.at.replace('T', ' ')[:16]}".strip()


def spoken(finding: Finding) -> str:
    """The line as a screen reader says it."""
    parts = [
        SEVERITY_LABELS[finding.severity],
        f"{finding.code} {finding.title}",
        place_text(finding.place).replace(_APART, "，"),
        finding.message,
        treatment_text(finding).replace("修正", "可以修正"),
    ]
    return "，".join(part.rstrip("。") for part in parts if part)


def mark_sentence(finding: Finding) -> str:
    """What the pointer is told at the cell."""
    told = f"{SEVERITY_LABELS[finding.severity]} {finding.code}　{finding.message}"
    explanation = finding.explanation
    return f"{told}\n已说明：{explanation.text}" if explanation is not None else told


def copied_text(finding: Finding) -> str:
    """The finding as one row for a spreadsheet: tabs between its parts."""
    place, explanation = finding.place, finding.explanation
    parts = (
        *(SEVERITY_LABELS[finding.severity], finding.code, finding.title),
        *(place.department, place.unit, place.project, spot_of(place)),
        *(finding.message, values_text(finding), explanation.text if explanation else ""),
    )
    return "\t".join(" ".join(part.split()) for part in parts)


def fault_text(fault: Fault) -> str:
    """A rule that failed, or a setting that means nothing, in one line."""
    if not fault.code:
        return f"{fault.place}：{fault.cause}"
    return f"{fault.code}（{fault.place}）：{fault.cause}"


def faults_text(faults: Sequence[Fault]) -> str:
    """The quiet line about rules that failed and settings that mean nothing; "" without any."""
    settings = [fault for fault in faults if _is_setting(fault)]
    codes = dict.fromkeys(fault.code for fault in faults if not _is_setting(fault))
    parts = [fault_text(fault) for fault in settings[:1]]
    if codes:
        parts.insert(0, f"程序有误，{'、'.join(codes)} 没有审核完，其余照常。")
    if len(settings) > 1:
        parts.append(f"审核设置中共有 {len(settings)} 处不能识别。")
    return "　".join(parts)


def _is_setting(fault: Fault) -> bool:
    return fault.place == OFFICE or fault.place.startswith("套表")


def details_html(finding: Finding, rule: Rule | None, colours: Palette, aid: str = "") -> str:
    """Everything about one finding: what, where, both sides, why, what would pass.

    `aid` tells how it may be written.
    """
    colour, faint = getattr(colours, finding.severity.value).name(), colours.ink_faint.name()
    grade = f'<b style="color:{colour}">{SEVERITY_LABELS[finding.severity]} {finding.code}</b>'
    parts = [
        f'<p style="margin:0">{grade}　<b>{escape(finding.title)}</b></p>',
        f'<p style="margin:0; color:{faint}">{escape(place_text(finding.place))}</p>',
        f'<p style="margin:6px 0 0 0">{escape(finding.message)}</p>',
    ]
    parts += _explanation_html(finding.explanation)
    rows = [(label, value) for label, value in finding.values]
    rows += [("可以写作", aid)] if aid else []
    if rule is not None:
        rows += rule_rows(rule)
    return "".join(parts) + rows_html(rows, colours)


def rule_rows(rule: Rule) -> list[tuple[str, str]]:
    """What is told of a rule, as in the manual: what, why, by what source, two examples."""
    told = [
        *(("查什么", rule.checks), ("为什么", rule.why), ("依据", rule.source)),
        *(("不通过", rule.failing), ("通过", rule.passing)),
    ]
    return [(label, text) for label, text in told if text]


def rows_html(rows: list[tuple[str, str]], colours: Palette) -> str:
    """Labels with their texts, one below the other."""
    faint = colours.ink_faint.name()
    lines = "".join(
        f'<tr><td style="color:{faint}; padding:2px 10px 2px 0; white-space:nowrap">'
        f'{escape(label)}</td><td style="padding:2px 0">{_multi_line(text)}</td></tr>'
        for label, text in rows
    )
    return f'<table cellspacing="0" cellpadding="0" style="margin-top:6px">{lines}</table>'


def _explanation_html(explanation: Explanation | None) -> list[str]:
    if explanation is None:
        return []
    word = "本表不再提示" if explanation.ignored else "说明"
    head = f"<b>{word}</b>（{escape(signature(explanation))}）："
    return [f'<p style="margin:6px 0 0 0">{head}{_multi_line(explanation.text)}</p>']


def _multi_line(text: str) -> str:
    return escape(text).replace("\n", "<br>")
