"""审核情况统计 in the window."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.waiting import GivenUp, waited
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import EXPORT_FOLDER
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.desktop.window.saving import save_sheet
from budgetdesk.domain.file_kinds import BOOKS, EXCEL
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.refusals import REFUSED

if TYPE_CHECKING:
    from budgetdesk.exchange.form_review.statistics import CountedBy, CountedFinding, FindingCount

_NAME = "审核情况统计"


def see_statistics(books: Books) -> None:
    """Count what 审核 finds in the book, and show it."""
    session = books.session
    if session is None or not session.commit_editors():
        return
    form_set = session.form_set

    def work(book: Book, progress: Progress) -> "tuple[CountedFinding, ...]":
        from budgetdesk.exchange.form_review.statistics import counted_findings

        return counted_findings(book, form_set, progress)

    books.start(_NAME, work, partial(_show, books), f"{_NAME}没有完成")


def _show(books: Books, found: "tuple[CountedFinding, ...]") -> None:
    from budgetdesk.desktop.reviewing.statistics import StatisticsDialog

    if books.session is None:
        return
    dialog = StatisticsDialog(
        found,
        lambda: _other_years(books),
        lambda counts, by: _write(books, counts, by),
        books.window,
    )
    ask.run(dialog)


def _other_years(books: Books) -> "Sequence[CountedFinding]":
    """The findings of books that are asked for; one that can't be read is told."""
    found: list[CountedFinding] = []
    for path in ask.ask_open(books.window, "往年账套", last_folder(books.settings), BOOKS):
        try:
            work = partial(_found_in, path)
            found += waited(books.window, books.jobs, f"审核「{path.name}」", work)
        except GivenUp:
            break
        except REFUSED as error:
            tell_refusal(books.window, "往年账套没有加入", error)
    return found


def _found_in(path: Path, progress: Progress) -> "Sequence[CountedFinding]":
    from budgetdesk.exchange.form_review.statistics import counted_findings
    from budgetdesk.forms.inside import load_forms_of

    with Book.open(path, read_only=True) as book:
        return counted_findings(book, load_forms_of(book), progress)


def _write(books: Books, counts: "Sequence[FindingCount]", by: "CountedBy") -> None:
    """Ask for a place and write the list there."""
    from budgetdesk.exchange.file_names import safe_name
    from budgetdesk.exchange.form_review.statistics import statistics_sheet

    session = books.session
    if session is None:
        return
    title = session.book.info.title
    folder = books.settings.folder(EXPORT_FOLDER, session.book.path.parent)
    proposal = folder / f"{safe_name(f'{_NAME} {title}')}{EXCEL.suffix}"
    sheet = partial(statistics_sheet, counts, by, title)
    path = save_sheet(books.window, books.jobs, _NAME, sheet, proposal)
    if path is not None:
        books.settings.put(EXPORT_FOLDER, str(path.parent))
