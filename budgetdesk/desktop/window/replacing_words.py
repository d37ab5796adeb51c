"""查找和替换: asked for, found in the background, shown on two sides, written as one step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.find_replace import FindReplaceDialog, ReplaceWish
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.window.books import Books
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.find_replace import (
    TextChange,
    TextHit,
    changes_of,
    find_texts,
    replace_texts,
)

if TYPE_CHECKING:
    from budgetdesk.desktop.window.desk import Desk


def find_and_replace(books: Books) -> None:
    """Ask for words, find them, and replace those that are left ticked as one step."""
    session, desk = books.session, books.desk
    if session is None or desk is None or not session.commit_editors():
        return
    editor = desk.tabs.current_editor()
    wish = FindReplaceDialog.ask(books.window, _title_of(desk))
    if wish is None:
        return
    only = (editor.kind, editor.record_id) if editor and wish.here else None

    def work(book: Book, progress: Progress) -> tuple[TextHit, ...]:
        return find_texts(book, wish.words, only, progress)

    books.start(
        f"查找「{shorten(wish.words, 12)}」",
        work,
        lambda hits: _show(books, wish, hits),
        "查找没有完成",
    )


def _title_of(desk: "Desk") -> str:
    """What the form in front is called; "" where no form is."""
    if desk.tabs.current_editor() is None:
        return ""
    form = desk.tabs.current_form()
    if form is not None:
        return shorten(desk.tabs.title_of(form), 20)
    return desk.tabs.tabs.tabText(desk.tabs.tabs.currentIndex())


def _show(books: Books, wish: ReplaceWish, hits: Sequence[TextHit]) -> None:
    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    if not hits:
        desk.notice.say(f"没有找到「{shorten(wish.words, 20)}」。")
        return
    changes = changes_of(hits, wish.words, wish.instead)
    wanted = [change for change in changes if not change.refused]
    dialog = TwoSidesDialog(_content(wish, wanted, changes), books.window)
    if not ask.run(dialog) or not session.commit_editors():
        return
    chosen = [wanted[number] for number in dialog.chosen]
    try:
        count = replace_texts(session.book, chosen, wish.words, wish.instead)
    except BookError as error:
        tell_refusal(books.window, "替换没有完成，账套没有变动", error)
        return
    desk.notice.offer_undo(f"已替换 {count} 处。", session.undo)


def _content(
    wish: ReplaceWish, wanted: Sequence[TextChange], changes: Sequence[TextChange]
) -> TwoSides:
    pairs = [
        Pair(
            change.hit.form,
            f"{change.hit.times} 处",
            change.hit.label,
            change.hit.around(wish.words),
            change.hit.around(wish.words, wish.instead),
        )
        for change in wanted
    ]
    left = [
        Remainder(change.hit.form, change.hit.text, change.refused)
        for change in changes
        if change.refused
    ]
    times = sum(change.hit.times for change in changes)
    headline = f"在 {len(changes)} 格中找到「{shorten(wish.words, 20)}」{times} 处"
    return TwoSides(
        "查找和替换",
        headline,
        pairs,
        left,
        deed="替换 {} 格",
        sides=("找到", "替换后"),
        widths=(6, 10, 4, 8, 17),
    )
