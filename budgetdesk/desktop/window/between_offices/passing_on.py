"""汇总上报 in the window: what the bureau has of its units, written for the city or province."""

from functools import partial
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.desktop import ask
from budgetdesk.desktop.settings import SUBMIT_FOLDER
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.exchange.county.passing_on import CountySubmission


def pass_on(books: Books) -> None:
    """Ask for the county and the units whose forms go along, and write the file."""
    from budgetdesk.desktop.dialogs.passing_on import PassingOnDialog

    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    if not units(session.book):
        desk.notice.say("账套中还没有单位，没有可上报的内容。")
        return
    folder = books.settings.folder(SUBMIT_FOLDER, last_folder(books.settings))
    dialog = PassingOnDialog(books.window, session.book, folder)
    if not ask.run(dialog):
        return
    folder, county, without = dialog.folder.path, dialog.county, dialog.without_forms
    books.settings.put(SUBMIT_FOLDER, str(folder))

    def work(book: Book, progress: Progress) -> "CountySubmission":
        from budgetdesk.exchange.county.passing_on import submit_county

        return submit_county(book, folder, county, without, progress)

    books.start(
        f"{county.name}汇总上报", work, partial(_written, books), "汇总上报没有完成", writes=True
    )


def _written(books: Books, made: "CountySubmission") -> None:
    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    session.book.catch_up()
    desk.notice.tell_written("已写", [made.path], f"。{made.sentence()}")
