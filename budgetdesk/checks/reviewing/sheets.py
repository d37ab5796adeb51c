"""The review sheets of a book: made where they are missing, filled in with what 审核 knows."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, forms_of, records
from budgetdesk.book.errors import BookError
from budgetdesk.book.setting import put_setting
from budgetdesk.book.stages import stage_forms
from budgetdesk.book.step import Step
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.reviewing.answering import ReviewAnswer, answers_to
from budgetdesk.checks.reviewing.questions import sheet_kinds
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import DeclaredRecord
from budgetdesk.forms.definition import FormSet

_KEY = "review_proposed."
_ADVICE = "请先让账套加上套表新的栏目（命令行 adopt，或在窗口中打开一张表时按提示加上）。"


class SheetsLacking(BookError):  # noqa: N818 - the name says what is wrong
    """The book's form set has no review sheet, or the book is older than it."""


@immutable
class FilledSheet:
    """One sheet: whose it is, and how many of its questions are left to the reviewer."""

    kind: str
    id: int
    root: tuple[str, int]
    left: int
    new: bool


def fill_sheets(
    book: Book,
    form_set: FormSet,
    roots: Mapping[str, Collection[int] | None],
    progress: Progress = ignore_progress,
) -> tuple[FilledSheet, ...]:
    """Make the sheets of forms where they are missing and fill them in, as one step.

    What the reviewer wrote stays; what was only proposed before is proposed anew.

    Args:
        book: the book, which may be written.
        form_set: its form set.
        roots: the ids of projects and overall forms by their kind, None for all of a kind.
        progress: counts projects that are checked, and may raise Cancelled.

    Raises:
        SheetsLacking: there is no such sheet for a kind that is asked for.
        BookError: the book can't be written; nothing was changed.
    """
    wanted = {kind: _ids(book, kind, ids) for kind, ids in roots.items()}
    sheets = {kind: sheet_of(book, form_set, kind) for kind, ids in wanted.items() if ids}
    checker = Checker(book, form_set, handing_in=True)
    checker.run(progress)
    found = _by_form(checker.singly())
    filled: list[FilledSheet] = []
    with book.step(f"填审核表 {sum(map(len, wanted.values()))} 张") as step:
        for kind, sheet in sheets.items():
            known = {it.root: it.id for it in stage_forms(book, kind, sheet, wanted[kind])}
            for root in wanted[kind]:
                answers = answers_to(found.get((kind, root), ()))
                made = known.get(root) or add_record(step, sheet.kind, root)
                left = _put(step, book, sheet, made, answers)
                filled.append(FilledSheet(sheet.kind, made, (kind, root), left, root not in known))
    return tuple(filled)


def sheet_of(book: Book, form_set: FormSet, kind: str) -> KindDeclaration:
    """The review sheet of the forms of a kind; errors as `fill_sheets`."""
    sheet = sheet_kinds().get(kind, "")
    if not form_set.has_form(sheet):
        raise SheetsLacking(f"套表「{form_set.name}」没有绩效目标审核表。")
    if sheet not in book.dictionary.kinds:
        raise SheetsLacking(f"账套里还没有绩效目标审核表的栏目，{_ADVICE}")
    return book.dictionary.kinds[sheet]


def _ids(book: Book, kind: str, ids: Collection[int] | None) -> Sequence[int]:
    return [it.id for it in forms_of(book, kind)] if ids is None else [*ids]


def _by_form(findings: Iterable[Finding]) -> Mapping[tuple[str, int], Sequence[Finding]]:
    found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        ref = finding.place.ref
        found[ref.record, ref.record_id].append(finding)
    return found


def _put(
    step: Step, book: Book, sheet: KindDeclaration, made: int, answers: Iterable[ReviewAnswer]
) -> int:
    """Write proposals where the reviewer wrote nothing; how many questions have no grade then."""
    record = records(book, sheet.kind, (made,))[0]
    before, said = _proposed(step, record.uuid), _said(record)
    wanted: dict[str, str] = {}
    for answer in answers:
        wanted |= {answer.key: answer.grade, f"{answer.key}_reason": answer.reason}
    changed = {
        path: text
        for path, text in wanted.items()
        if text != said(path) and said(path) in ("", before.get(path, ""))
    }
    if changed:
        columns = {sheet.fields[path].column: text for path, text in changed.items()}
        step.update(sheet.table, made, columns)
    if wanted != before:
        put_setting(step, f"{_KEY}{record.uuid}", json.dumps(wanted, ensure_ascii=False))
    return sum(not changed.get(it, said(it)) for it in wanted if not it.endswith("_reason"))


def _said(record: DeclaredRecord) -> Callable[[str], str]:
    return lambda path: str(record.declared.get(path) or "")


def _proposed(step: Step, uuid: str) -> Mapping[str, str]:
    rows = step.rows("SELECT value FROM setting WHERE key = ?", (f"{_KEY}{uuid}",))
    return json.loads(rows[0][0]) if rows and rows[0][0] else {}
