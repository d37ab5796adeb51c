"""A published 民生 list into a book: kept whole, held against the forms, which are marked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgetdesk.book.book import Book
from budgetdesk.book.edit import mark_livelihood, put_listed_projects, update_unit
from budgetdesk.book.read import ProjectRow, project_rows, units
from budgetdesk.book.step import Step
from budgetdesk.checks.listed_forms import faces_of, pair_up
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.report import FileReport


def take_list(book: Book, step: Step, listed: Sequence[ListedProject], report: FileReport) -> None:
    """Put a list in place of the book's, mark the projects that it means, and report.

    A unit without a code gets that of the list.
    """
    report.listed = len(listed)
    report.replaced_listed = put_listed_projects(step, listed)
    coded = _give_codes(book, step, listed)
    rows = {row.id: row for row in project_rows(book)}
    faces = pair_up(listed, faces_of(book))
    meant = {face.project_id: row for row, face in zip(listed, faces, strict=True) if face}
    mark_livelihood(step, [one for one in meant if not rows[one].livelihood], listed=True)
    report.notes += _told(meant, rows, len(listed), coded)


def _give_codes(book: Book, step: Step, listed: Sequence[ListedProject]) -> int:
    """Give units without a code the one that the list has for their name; how many were."""
    codes: dict[str, set[str]] = defaultdict(set)
    for row in listed:
        if row.unit_code:
            codes[fold_name(row.unit)].add(row.unit_code)
    known = units(book)
    names = [fold_name(unit.name) for unit in known]
    count = 0
    for unit, name in zip(known, names, strict=True):
        if not unit.code and len(codes[name]) == 1 and names.count(name) == 1:
            update_unit(step, replace(unit, code=next(iter(codes[name]))))
            count += 1
    return count


def _told(
    meant: dict[int, ListedProject], rows: dict[int, ProjectRow], count: int, coded: int
) -> Iterator[str]:
    filled = sum(rows[one].fullness is not Fullness.EMPTY for one in meant)
    yield f"民生清单 {count} 项，{filled} 项有绩效目标表。"
    if meant:
        yield f"对应的 {len(meant)} 个项目已列入民生领域重大事项。"
    if differing := sum(row.project != rows[one].name for one, row in meant.items()):
        yield f"其中 {differing} 个项目的名称与清单不一致，请看审核结果。"
    if coded:
        yield f"按清单补上单位编码 {coded} 个。"
