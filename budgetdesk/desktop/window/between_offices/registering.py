"""收报登记 in the window: the register shown, and what is wished in it carried out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.checks.finding import Finding
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.register import RegisterDialog, RegisterWish
from budgetdesk.desktop.findings.live import LiveChecks
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.between_offices.downward import approve_units, issue, return_units
from budgetdesk.desktop.window.books import Books
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.register.states import RegisterDeed

if TYPE_CHECKING:
    from budgetdesk.domain.records import Unit


def see_register(books: Books, live: LiveChecks | None) -> None:
    """Show where each unit stands; what is decided there is written at once.

    What units sent is filled in, whatever they marked: errors are those of forms handed in, as in
    逐表审核 and 退回, where the findings beside the tree are gentler with blank ones. `live` knows
    the names of the rules.
    """
    session = books.session
    if session is None or not session.commit_editors():
        return

    def work(book: Book, progress: Progress) -> "tuple[Finding, ...]":
        from budgetdesk.exchange.checking import check_book

        return check_book(book, progress).findings

    books.start("收报登记", work, partial(_show, books, live), "收报登记没有打开")


def _show(books: Books, live: LiveChecks | None, found: Sequence[Finding]) -> None:
    session = books.session
    if session is None:
        return
    book = session.book
    dialog = RegisterDialog(book, books.window, found, partial(_title, live))
    dialog.comparison_wanted.connect(partial(_compare, dialog, books, book))
    dialog.revisions_wanted.connect(partial(_revise, dialog, books, book))
    ask.run(dialog)
    note = dialog.note.text()
    if dialog.wished is RegisterWish.RETURN:
        return_units(books, dialog.chosen_for(RegisterDeed.RETURN), note)
    elif dialog.wished is RegisterWish.APPROVE:
        approve_units(books, dialog.chosen_for(RegisterDeed.APPROVE), note)
    elif dialog.wished is RegisterWish.ISSUE:
        issue(books)
    elif dialog.wished is RegisterWish.COUNTY:
        from budgetdesk.desktop.window.between_offices.passing_on import pass_on

        pass_on(books)
    elif dialog.wished is RegisterWish.SEE and dialog.chosen and books.desk is not None:
        books.desk.view.make_current(Level.UNIT, dialog.chosen[0].unit.id)
        books.desk.overviews.open()


def _title(live: LiveChecks | None, code: str) -> str:
    rule = live.rule_of(code) if live else None
    return rule.title if rule else code


def _compare(dialog: RegisterDialog, books: Books, book: Book, unit: "Unit") -> None:
    from budgetdesk.desktop.window.between_offices.comparing import compare_with_file

    compare_with_file(dialog, books.jobs, book, unit)


def _revise(dialog: RegisterDialog, books: Books, book: Book, chosen: "Sequence[Unit]") -> None:
    from budgetdesk.desktop.window.between_offices.revising import revise_amounts

    revise_amounts(dialog, books.jobs, book, chosen)
