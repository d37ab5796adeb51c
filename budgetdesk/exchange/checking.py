"""审核 without a window: the report of a book as text and as JSON, and its safe fixes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from budgetdesk.book.book import Book
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import SEVERITY_LABELS, Explanation, Finding, FindingPlace, Severity
from budgetdesk.checks.fixes import apply_fixes, safe_fixes
from budgetdesk.checks.report import Report
from budgetdesk.checks.report_sheet import (
    explanation_text,
    message_beside_place,
    place_text,
    subject_of,
    values_text,
)
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.returned_before.telling import told_content
from budgetdesk.exchange.returned_before.told_again import ToldAgain, told_again
from budgetdesk.forms.inside import load_forms_of

FIX_NAME = "一键修正"


def check_book(book: Book, progress: Progress = ignore_progress) -> Report:
    """The report of every rule over everything in a book, as when it is handed in."""
    form_set = load_forms_of(book)
    return Checker(book, form_set, handing_in=True).run(progress)


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """The report of a book that is handed in, and what was returned before and stands so again."""

    report: Report
    returned: tuple[ToldAgain, ...]


def check_for_sending(book: Book, progress: Progress = ignore_progress) -> CheckedBook:
    """Every rule and every earlier 退回 over everything in a book, as when it is handed in."""
    checker = Checker(book, load_forms_of(book), handing_in=True)
    report = checker.run(progress)
    return CheckedBook(report, told_again(book, checker.singly(), checker.codes()))


def returned_of(book: Book, progress: Progress = ignore_progress) -> tuple[ToldAgain, ...]:
    """What was returned before and stands so again, also where that is switched off."""
    checker = Checker(book, load_forms_of(book), handing_in=True)
    checker.run(progress)
    return told_again(book, checker.singly(), checker.codes(), also_off=True)


def fix_book(book: Book, report: Report) -> int:
    """Apply every safe fix of a report as one step; how many were."""
    fixes = safe_fixes(report.findings)
    return apply_fixes(book, fixes, FIX_NAME) if fixes else 0


def has_errors(report: Report) -> bool:
    """Whether errors stand open; those ignored for their form don't."""
    return report.counts()[Severity.ERROR] > 0


def report_json(report: Report, returned: Sequence[ToldAgain] = ()) -> str:
    """The counts and findings of a report, and what was returned before, as JSON."""
    content = {
        "counts": {severity.value: count for severity, count in report.counts().items()},
        "findings": [finding_content(finding) for finding in report.findings],
        "returned_before": [told_content(it) for it in returned],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def finding_content(finding: Finding) -> dict[str, object]:
    """A finding as the report's JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "title": finding.title,
        "place": _place_content(finding.place),
        "message": finding.message,
        "values": [{"label": label, "value": value} for label, value in finding.values],
        "fixable": finding.fix is not None,
        "explanation": _explanation_content(finding.explanation),
    }


def _place_content(place: FindingPlace) -> dict[str, str]:
    names = ("department", "unit", "project", "horizon", "field", "level2", "indicator")
    form = {"form": place.form} if place.form else {}  # of a kind that a form set declares
    return {name: getattr(place, name) for name in names} | form


def _explanation_content(given: Explanation | None) -> dict[str, object] | None:
    if given is None:
        return None
    return {"text": given.text, "who": given.who, "at": given.at, "ignored": given.ignored}


def report_lines(report: Report) -> Iterator[str]:
    """A report to read on a console: findings under their form, then the counts."""
    for form, findings in groupby(report.findings, key=lambda found: _form_of(found.place)):
        yield form
        for finding in findings:
            yield f"  {SEVERITY_LABELS[finding.severity]} {finding.code} {_sentence(finding)}"
    counts = report.counts()
    yield "，".join(f"{label} {counts[kind]} 条" for kind, label in SEVERITY_LABELS.items()) + "。"


def fault_lines(report: Report) -> Iterator[str]:
    """What was wrong with rules or settings: faults of the program or of who set them."""
    for fault in report.faults:
        yield " ".join(filter(None, ("未能审核", fault.code, f"（{fault.place}）：{fault.cause}")))


def _form_of(place: FindingPlace) -> str:
    return " ".join((place.unit or place.department, subject_of(place)))


def _sentence(finding: Finding) -> str:
    told = message_beside_place(finding)
    parts = (f"{place_text(finding.place)}：{told}", values_text(finding))
    given = explanation_text(finding.explanation)
    return " ".join(filter(None, (*parts, f"说明：{given}" if given else "")))
