"""What is done about findings: mended, explained, ignored. Each is one step with a plain name."""

from collections.abc import Sequence

from budgetdesk.book.book import Book
from budgetdesk.checks.explanations import explain, key_of, withdraw
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.fixes import apply_fixes, safe_fixes


def fix(book: Book, findings: Sequence[Finding]) -> str:
    """Mend findings that have a fix, as one step; the sentence that tells of it."""
    fixes = [finding.fix for finding in findings if finding.fix is not None]
    count = apply_fixes(book, fixes, f"修正 {_named(findings)}")
    if len(fixes) == 1:
        return f"已修正「{findings[0].title}」：{fixes[0].title}"
    return f"已修正 {count} 处{_left(len(fixes) - count)}"


def fix_safely(book: Book, findings: Sequence[Finding]) -> str:
    """Mend all that changes only how something is written, as one step; the sentence for it."""
    fixes = safe_fixes(findings)
    count = apply_fixes(book, fixes, f"一键修正 {len(fixes)} 处")
    return f"一键修正了 {count} 处书写问题{_left(len(fixes) - count)}"


def explain_all(book: Book, findings: Sequence[Finding], text: str, *, ignored: bool) -> str:
    """Give findings an explanation, or a reason not to count, as one step."""
    word = "不再提示" if ignored else "说明"
    with book.step(f"{word} {_named(findings)}") as step:
        for finding in findings:
            explain(step, key_of(finding.code, finding.place), text, ignored=ignored)
    if ignored:
        return f"{_told(findings)}在本表不再提示"
    return f"已说明{_told(findings)}"


def withdraw_all(book: Book, findings: Sequence[Finding]) -> str:
    """Take explanations away as one step."""
    with book.step(f"取消说明 {_named(findings)}") as step:
        for finding in findings:
            withdraw(step, key_of(finding.code, finding.place))
    return f"已取消{_told(findings)}的说明"


def _named(findings: Sequence[Finding]) -> str:
    codes = dict.fromkeys(f"{finding.code} {finding.title}" for finding in findings)
    name = next(iter(codes)) if len(codes) == 1 else "审核结果"
    return name if len(findings) == 1 else f"{name} {len(findings)} 处"


def _told(findings: Sequence[Finding]) -> str:
    return f"「{findings[0].title}」" if len(findings) == 1 else f" {len(findings)} 条结果"


def _left(count: int) -> str:
    """Of fixes to the same field only one is applied; the next check tells what is left."""
    return f"，{count} 处与其他修正同在一格，请再看一次" if count else ""
