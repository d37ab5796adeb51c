"""The text of a department's document for its rules: what they read, what proofreading says."""

from collections.abc import Iterator

from budgetdesk.checks.case import CONTENT
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.disclosure.remarks import Remark

# What the figures of the document and its text are made of.
DOCUMENT = (
    "ledger",
    "revenue",
    "catalogue",
    "unit",
    "department",
    "name",
    "category",
    "funding",
    *CONTENT,
    "entries",
    "paragraphs",
)
PUBLISHING = "地方预决算公开操作规程（财预〔2016〕143号）"


def remarked(case: DepartmentCase, code: str) -> Iterator[Found]:
    """What proofreading says of rewritten paragraphs under a rule's code."""
    # Without rewritten paragraphs the document need not be written at all.
    if not case.lines or not case.notes.paragraphs:
        return
    for remark in case.document.remarks:
        if remark.code == code:
            yield _found(case, remark)


def _found(case: DepartmentCase, remark: Remark) -> Found:
    ref = case.paragraph_ref(remark.key)
    if remark.mended:
        fix = Fix(remark.cure, (SetField(ref, remark.mended),), safe=remark.harmless)
    else:
        fix = Fix("恢复程序文字", (SetField(ref, ""),))
    severity = Severity.ERROR if remark.certain else None
    if remark.slight:
        severity = Severity.NOTICE
    return Found(ref, remark.sentence, remark.values, fix, severity)
