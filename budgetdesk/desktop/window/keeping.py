"""The open book's file: up to date when others may copy it, in its place, sound, and small."""

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError, DamagedBook, MisplacedBook
from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import on_companion
from budgetdesk.desktop.window import choosing
from budgetdesk.desktop.window.books import Books
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.book.compacting import Compacted
    from budgetdesk.desktop.session import Session

_RESTORE, _GO_ON = "从备份恢复…", "知道了"
_OPEN_KEPT, _STAY = "打开另存的账套", "留在这里"
_SPANS = (("保留最近 30 天", 30), ("保留最近一年", 365), ("全部合并", 0))
_LEAVE = "不整理"


def on_activation(books: Books) -> None:
    """Another window came in front, or this one again."""
    session = books.session
    if session is None or session.book.read_only:
        return
    if books.window.isActiveWindow():
        QTimer.singleShot(0, lambda: _look_for_file(books, session))
        return
    write_through(session)


def write_through(session: "Session") -> None:
    """Have all of the book stand in its file; where that fails it is tried in the background."""
    with suppress(BookError):
        session.book.bring_up_to_date()


def _look_for_file(books: Books, session: "Session") -> None:
    """Tell when the file was moved or replaced meanwhile, before anything is typed in vain."""
    if books.session is not session or session.misplaced_told:
        return
    try:
        session.book.require_in_place()
    except MisplacedBook as gone:
        session.misplaced_told = True
        _tell_misplaced(books, gone)


def _tell_misplaced(books: Books, gone: MisplacedBook) -> None:
    telling = ask.Telling("账套文件不在原处", str(gone))
    if gone.kept is None:
        ask.tell(books.window, telling)
    elif ask.tell(books.window, telling, (_OPEN_KEPT, _STAY)) == _OPEN_KEPT:
        books.open(gone.kept)


def _tell_remarks(books: Books) -> None:
    from budgetdesk.desktop.window.between_offices.remarks import tell_open_remarks

    tell_open_remarks(books)


def tell_opened(books: Books) -> None:
    """Say what was met at opening, and look through the whole file in the background."""
    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    for sentence in session.book.notes:
        desk.notice.say(sentence)
    _tell_remarks(books)
    if not session.book.read_only:
        from budgetdesk.desktop.one_window import Doorbell
        from budgetdesk.desktop.window.set_versions import look_for_version

        Doorbell(books.window, session.book.path, session)
        look_for_version(books)

    def work(companion: Book, _progress: Progress) -> bool:
        return companion.is_sound()

    def told(sound: bool) -> None:  # noqa: FBT001 - a job's result
        if not sound and books.session is session:
            _tell_damaged(books, session)

    books.jobs.start(
        "检查账套文件",
        on_companion(session.book, work),
        told,
        failed=lambda error: told(not isinstance(error, DamagedBook)),
        quiet=True,
    )


def _tell_damaged(books: Books, session: "Session") -> None:
    telling = ask.Telling(
        "账套文件已损坏",
        f"「{session.book.path}」有部分内容不完整或被改写，继续填写可能丢失。",
        "请恢复最近的备份；现在的文件会先留一份。",
    )
    if ask.tell(books.window, telling, (_RESTORE, _GO_ON)) == _RESTORE:
        choosing.choose_copy(books)


def compact(books: Books) -> None:
    """Ask which history may be folded, then make the file small; a copy is kept before."""
    session = books.session
    if session is None or not session.commit_editors():
        return
    telling = ask.Telling(
        "整理账套",
        "较早的修改记录将合并为一步，文件随之变小；表里的内容不变。",
        "整理前先留一份备份。合并的修改不能再撤销，也不再逐条显示。",
    )
    answer = ask.tell(books.window, telling, (*(text for text, _ in _SPANS), _LEAVE))
    days = dict(_SPANS).get(answer)
    if days is None:
        return
    # A day more than asked for counts steps of a clock that runs a little ahead as past too.
    before = date.today() + timedelta(days=1 - days)  # noqa: DTZ011 - the clerk's calendar

    def work(companion: Book, progress: Progress) -> "Compacted":
        progress(0, 0)
        return companion.compact(before)

    books.jobs.start(
        "整理账套", on_companion(session.book, work), lambda done: _tell(books, done), writes=True
    )


def _tell(books: Books, done: "Compacted") -> None:
    if books.desk is None:
        return
    sizes = f"{done.before / 1e6:.1f} MB → {done.after / 1e6:.1f} MB"
    kept = f"整理前的账套另存为「{done.kept.name}」。" if done.kept is not None else ""
    books.desk.notice.say(f"已整理账套：{done.steps} 步修改合并为一步，{sizes}。{kept}")
