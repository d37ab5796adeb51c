"""The marks at the corners of an open form's cells."""

from collections.abc import Iterable

from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.desktop.editor.marks import Mark, MarkColour
from budgetdesk.desktop.findings.wording import mark_sentence
from budgetdesk.domain.fields import FieldRef

_COLOURS = {
    Severity.ERROR: MarkColour.ERROR,
    Severity.EXPLAIN: MarkColour.EXPLAIN,
    Severity.NOTICE: MarkColour.NOTICE,
}
_GRAVEST_FIRST = tuple(Severity)


def marks_of(findings: Iterable[Finding]) -> dict[FieldRef, Mark]:
    """One mark a cell: the gravest colour, and every sentence about the cell.

    What is ignored for the form has none; what is explained has the calmest colour.
    """
    cells: dict[FieldRef, list[Finding]] = {}
    for finding in findings:
        if not (finding.explanation and finding.explanation.ignored):
            cells.setdefault(finding.place.ref, []).append(finding)
    return {ref: _mark(found) for ref, found in cells.items()}


def _mark(findings: list[Finding]) -> Mark:
    gravest_first = sorted(findings, key=lambda finding: _GRAVEST_FIRST.index(_grade(finding)))
    sentences = "\n".join(mark_sentence(finding) for finding in gravest_first)
    return Mark(_COLOURS[_grade(gravest_first[0])], sentences)


def _grade(finding: Finding) -> Severity:
    return Severity.NOTICE if finding.explanation is not None else finding.severity
