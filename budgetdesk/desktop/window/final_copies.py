"""终稿核对 in the window: a published document against what the open book makes now."""

from functools import partial
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.listed import Listed, ListedDialog
from budgetdesk.desktop.settings import DISCLOSURE_LEFT_OUT, LAST_FOLDER
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.desktop.window.saving import save_sheet
from budgetdesk.domain.file_kinds import EXCEL, PUBLISHED
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.disclosing import PARTS, DisclosureWish, slots_named
from budgetdesk.exchange.final_copy.comparing import compare_likeliest
from budgetdesk.exchange.final_copy.listing import (
    FINAL_COPY,
    TEXT_DIFFERENCES,
    FinalLine,
    counted,
    final_copy_sheet,
    text_rows,
)
from budgetdesk.exchange.final_copy.text_difference import TextDifference

Found = tuple[TextDifference, ...]


def compare_final_copy(books: Books) -> None:
    """Ask for the published file, and show what differs from the open book.

    It may have been made with all parts or without those that were left out the last time:
    whichever it is most like counts.
    """
    session = books.session
    if session is None or books.desk is None or not session.commit_editors():
        return
    path = ask.ask_one(books.window, FINAL_COPY, last_folder(books.settings), PUBLISHED)
    if path is None:
        return
    books.settings.put(LAST_FOLDER, str(path.parent))
    remembered = books.settings.get(DISCLOSURE_LEFT_OUT)
    left_out = slots_named(it for it in remembered if it in PARTS)
    wishes = [DisclosureWish(left_out=it) for it in dict.fromkeys((frozenset(), left_out))]

    def work(book: Book, progress: Progress) -> Found:
        return compare_likeliest(book, path, wishes, progress)

    books.start(FINAL_COPY, work, lambda found: _show(books, path, found), "没有核对")


def _show(books: Books, path: Path, found: Found) -> None:
    if books.desk is None:
        return
    if not found:
        books.desk.notice.say(f"「{path.name}」与账套一致。")
        return
    headline = f"「{path.name}」与账套不同的地方"
    rows = text_rows(found)
    content = Listed(FINAL_COPY, headline, counted(found), TEXT_DIFFERENCES, rows, _in_full)
    if ask.run(ListedDialog(books.window, content)):
        proposal = path.with_name(f"{FINAL_COPY} {path.stem}{EXCEL.suffix}")
        sheet = partial(final_copy_sheet, path.name, found)
        save_sheet(books.window, books.jobs, FINAL_COPY, sheet, proposal)


def _in_full(line: FinalLine) -> str:
    ours, theirs = (it or "（无）" for it in (line.it.ours, line.it.theirs))
    return f"账套：{ours}\n文件：{theirs}"
