"""恢复备份: looking at a dated copy of the book, and putting it in the book's place."""

from pathlib import Path

from budgetdesk.book.backup import dated_copies
from budgetdesk.book.restoring import BookStanding, KeptCopy, kept_copies, standing_of
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.restoring import CopyDeed, RestoreDialog
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.opening import NotOpened
from budgetdesk.desktop.window.recent_books import forget_book
from budgetdesk.desktop.window.viewed import Viewed

_RESTORE, _LEAVE = "恢复这份备份", "不恢复"
_FROM_COPY = "从备份恢复…"


def tell_not_opened(books: Books, path: Path, error: NotOpened) -> None:
    """Say why a book didn't open; where there are copies of it, offer these."""
    if error.missing:
        forget_book(books.settings, path)
    telling = ask.Telling("账套没有打开", str(error))
    if not error.replaceable or not dated_copies(path):
        ask.tell(books.window, telling)
    elif ask.tell(books.window, telling, (_FROM_COPY, "知道了")) == _FROM_COPY:
        choose_copy(books, path)


def choose_copy(books: Books, book: Path, *, may_restore: bool = True) -> None:
    """Show the copies of a book, and do with one what is wished."""
    copies = kept_copies(book)
    if not copies:
        ask.tell(
            books.window,
            ask.Telling(
                "还没有备份",
                f"「{book.parent / '备份'}」里还没有这个账套的备份。",
                "修改过的账套在关闭时留下备份；也可以现在用「备份账套」另存一份。",
            ),
        )
        return
    wish = RestoreDialog.ask(books.window, copies, may_restore=may_restore)
    if wish is None:
        return
    copy, deed = wish
    if deed is CopyDeed.VIEW:
        books.open(copy.path, viewed=Viewed(book, copy))
    else:
        restore_copy(books, book, copy)


def restore_copy(books: Books, book: Path, copy: KeptCopy) -> None:
    """Ask once, put the copy in the book's place and open it."""
    if books.session is not None and not books.session.commit_editors():
        return
    if ask.tell(books.window, _question(book, copy), (_RESTORE, _LEAVE)) != _RESTORE:
        return
    books.restore(book, copy.path, lambda kept: _tell_restored(books, copy, kept))


def _tell_restored(books: Books, copy: KeptCopy, kept: Path | None) -> None:
    if books.desk is not None:
        sentence = f"已恢复 {when_text(copy)} 的备份。"
        if kept is not None:
            sentence += f"恢复前的内容留在「备份」文件夹的「{kept.name}」中。"
        books.desk.notice.say(sentence)


def _question(book: Path, copy: KeptCopy) -> ask.Telling:
    now = standing_of(book)
    since = copy.steps_since
    later = f"此后的 {since} 步修改不再出现在账套里。" if since else ""
    return ask.Telling(
        "恢复备份",
        f"「{book.stem}」现在的内容（{_standing_text(now)}）将换成 {when_text(copy)} 的备份"
        f"（{_standing_text(copy.standing)}）。{later}",
        "现在的内容先另存为一份备份。恢复本身不能撤销，需要时可以再恢复那一份。",
    )


def when_text(copy: KeptCopy) -> str:
    """When a copy was made, in words."""
    return copy.kept_at.strftime("%Y-%m-%d %H:%M")


def _standing_text(standing: BookStanding | None) -> str:
    if standing is None:
        return "无法读取"
    last = f"，最后一步：{standing.step}" if standing.step else ""
    return f"{standing.projects} 个项目{last}"
