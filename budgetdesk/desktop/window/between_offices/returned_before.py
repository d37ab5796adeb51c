"""退回过的意见 in the window: looked for behind it, then listed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop import ask
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.jumping import open_place
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.domain.return_lessons import ReturnLesson
    from budgetdesk.exchange.returned_before.told_again import ToldAgain

_NONE = "没有以前退回过、现在又是这样的。"


def see_returned(books: Books) -> None:
    """Look what was returned before and stands so again, and list it."""
    session = books.session
    if session is None or not session.commit_editors():
        return

    def work(book: Book, progress: Progress) -> "Sequence[ToldAgain]":
        from budgetdesk.exchange.checking import returned_of

        return returned_of(book, progress)

    books.start("查看退回过的意见", work, partial(_show, books), "退回过的意见没有查完")


def _show(books: Books, told: "Sequence[ToldAgain]") -> None:
    from budgetdesk.desktop.dialogs.returned_before import ReturnedBeforeDialog

    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    if not told:
        desk.notice.say(_NONE)
        return
    book = session.book

    switch = partial(_switched, books, book)
    dialog = ReturnedBeforeDialog(told, switch, books.window, writable=not book.read_only)
    if not ask.run(dialog) or dialog.wanted is None:
        return
    if why_not := open_place(desk, dialog.wanted):
        desk.notice.say(why_not)


def _switched(books: Books, book: Book, lesson: "ReturnLesson") -> bool:
    from budgetdesk.exchange.returned_before.lessons import switch_lesson

    try:
        switch_lesson(book, lesson, on=lesson.off)
    except BookError as error:
        tell_refusal(books.window, "这一条没有改", error)
        return False
    return True
