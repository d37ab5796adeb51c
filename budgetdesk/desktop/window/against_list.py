"""与一体化核对: a list asked for, compared in the background, the book mended by one step."""

from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop import ask
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import LAST_FOLDER
from budgetdesk.desktop.two_sides.portal import AgainstListDialog, mendable_in
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.file_kinds import PORTAL_LISTS
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.portal.comparing import ListComparison, compare_list, mend_book

_TITLE = "与一体化核对"


def compare_with_list(books: Books) -> None:
    """Ask for the list that 一体化 exported, and show what differs from the open book."""
    session = books.session
    if session is None or books.desk is None or not session.commit_editors():
        return
    path = ask.ask_one(books.window, _TITLE, last_folder(books.settings), PORTAL_LISTS)
    if path is None:
        return
    books.settings.put(LAST_FOLDER, str(path.parent))

    def work(book: Book, progress: Progress) -> ListComparison:
        return compare_list(book, path, progress)

    books.start(_TITLE, work, lambda found: _show(books, path, found), "清单没有读取")


def _show(books: Books, path: Path, found: ListComparison) -> None:
    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    if not found.differences and not found.unread:
        desk.notice.say(f"「{path.name}」的 {found.listed} 个项目与账套一致。")
        return
    writable = not session.book.read_only
    dialog = AgainstListDialog(path.name, found, books.window, writable=writable)
    if not ask.run(dialog) or not dialog.chosen or not session.commit_editors():
        return
    mendable = mendable_in(found)
    chosen = tuple(mendable[number] for number in dialog.chosen)
    try:
        mend_book(session.book, chosen)
    except BookError as error:
        tell_refusal(books.window, "没有修改，账套没有变动", error)
        return
    desk.notice.offer_undo(f"已按一体化修改 {len(chosen)} 处。", session.undo)
