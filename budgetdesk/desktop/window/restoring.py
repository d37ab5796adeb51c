"""恢复备份: looking at a dated copy of the book, and putting it in the book's place."""

from collections.abc import Callable
from pathlib import Path

from budgetdesk.book.errors import BookError
from budgetdesk.book.restoring import BookStanding, KeptCopy, kept_copies, restore, standing_of
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.restoring import CopyDeed, RestoreDialog
from budgetdesk.desktop.window.frame import Frame
from budgetdesk.desktop.window.viewed import Viewed

_RESTORE, _LEAVE = "恢复这份备份", "不恢复"


def choose_copy(window: Frame, book: Path, *, may_restore: bool = True) -> None:
    """Show the copies of a book, and do with one what is wished."""
    copies = kept_copies(book)
    if not copies:
        ask.tell(
            window,
            ask.Telling(
                "还没有备份",
                f"「{book.parent / '备份'}」里还没有这个账套的备份。",
                "修改过的账套在关闭时留下备份；也可以现在用「备份账套」另存一份。",
            ),
        )
        return
    wish = RestoreDialog.ask(window, copies, may_restore=may_restore)
    if wish is None:
        return
    copy, deed = wish
    if deed is CopyDeed.VIEW:
        window.open_book(copy.path, viewed=Viewed(book, copy))
    else:
        restore_copy(window, book, copy)


def restore_copy(window: Frame, book: Path, copy: KeptCopy) -> None:
    """Ask once, put the copy in the book's place and open it."""
    if window.session is not None and not window.session.commit_editors():
        return
    if ask.tell(window, _question(book, copy), (_RESTORE, _LEAVE)) != _RESTORE:
        return
    window.let_go()

    def work(progress: Callable[[int, int], None]) -> Path | None:
        progress(0, 0)
        return restore(book, copy.path)

    def fail(error: Exception) -> None:
        if not isinstance(error, BookError):
            raise error
        ask.tell(window, ask.Telling("没有恢复", str(error)))
        window.open_book(book)

    window.jobs.start(
        "恢复备份", work, lambda kept: _open_restored(window, book, copy, kept), failed=fail
    )


def _open_restored(window: Frame, book: Path, copy: KeptCopy, kept: Path | None) -> None:
    if window.open_book(book) and window.desk is not None:
        sentence = f"已恢复 {when_text(copy)} 的备份。"
        if kept is not None:
            sentence += f"恢复前的内容留在「备份」文件夹的「{kept.name}」中。"
        window.desk.notice.say(sentence)


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
