"""Another version of the open book's form set: offered quietly, looked at, taken over, undone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import on_companion
from budgetdesk.desktop.window.books import Books

if TYPE_CHECKING:
    from budgetdesk.book.book import Book
    from budgetdesk.desktop.session import Session
    from budgetdesk.domain.progress import Progress
    from budgetdesk.exchange.set_versions.offering import SetOffer


def look_for_version(books: Books) -> None:
    """Compare the book's form set with the one that is here, in the background; offer another."""
    session = books.session
    if session is None:
        return
    session.set_changed.connect(lambda: QTimer.singleShot(0, lambda: reopen(books, session)))

    def work(companion: "Book", _progress: "Progress") -> "SetOffer | None":
        from budgetdesk.exchange.set_versions.offering import offer_for
        from budgetdesk.forms.loader import FormSetError

        try:
            return offer_for(companion)
        except FormSetError:
            return None  # a set broken by hand is told where it is used: for a new book

    def told(offer: "SetOffer | None") -> None:
        if offer is not None and books.session is session:
            _offer(books, session, offer)

    books.jobs.start("比较套表", on_companion(session.book, work), told, quiet=True)


def _offer(books: Books, session: "Session", offer: "SetOffer") -> None:
    from budgetdesk.exchange.set_versions.telling import sentence_of

    if books.desk is None:
        return
    if offer.is_older:
        books.desk.offer.offer(sentence_of(offer), "装到本机", lambda: _keep_here(books, session))
    else:
        books.desk.offer.offer(sentence_of(offer), "查看…", lambda: _show(books, session, offer))


def _keep_here(books: Books, session: "Session") -> None:
    """The book brings the newer set: it is put into the user's folder."""
    from budgetdesk.exchange.set_versions.offering import keep_here
    from budgetdesk.forms.loader import FormSetError

    try:
        keep_here(session.book)
    except FormSetError as error:
        ask.tell(books.window, ask.Telling("没有装到本机", str(error)))
        return
    if books.desk is not None:
        books.desk.offer.hide()
        books.desk.notice.say("已装到本机，新建账套时用的就是它。")


def _show(books: Books, session: "Session", offer: "SetOffer") -> None:
    """Let the changes be looked at and taken over."""
    from budgetdesk.book.errors import BookError
    from budgetdesk.desktop.dialogs.set_changes import SetChangesDialog
    from budgetdesk.exchange.set_versions.offering import take_offer

    if not session.commit_editors() or not ask.run(
        SetChangesDialog(books.window, session.book, offer)
    ):
        return
    try:
        take_offer(session.book, offer)
    except BookError as error:
        ask.tell(books.window, ask.Telling("没有换用", str(error)))
        return
    QTimer.singleShot(0, lambda: _tell_taken(books, offer))


def _tell_taken(books: Books, offer: "SetOffer") -> None:
    if books.desk is not None and books.session is not None:
        books.desk.notice.offer_undo(f"已{offer.step_name}。", books.session.undo)


def reopen(books: Books, session: "Session") -> None:
    """Show the book anew, with the forms that were open: all that is shown hangs on its set."""
    if books.session is session and books.open(session.book.path) and books.desk is not None:
        books.desk.restore()
