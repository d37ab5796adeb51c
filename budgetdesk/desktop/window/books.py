"""Which book is open: opened, closed and put back, whoever shows it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import Jobs, on_companion
from budgetdesk.desktop.settings import LAST_BOOK, Settings
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.there import is_file

if TYPE_CHECKING:  # loaded with the first book
    from budgetdesk.book.book import Book
    from budgetdesk.desktop.session import Session
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.desktop.window.opening import Work
    from budgetdesk.desktop.window.output_commands import OutputCommands
    from budgetdesk.desktop.window.viewed import Viewed

T = TypeVar("T")
_STOP, _WAIT = "停止并关闭", "等它完成"
_STAY, _GIVE_UP = "留下修改", "放弃这一格并关闭"


class Books(QObject):
    """At most one book is open, with what shows it; a copy may be looked at in its place."""

    opened = Signal(object)  # the Work that shows it
    closed = Signal(object)  # the Work that showed it; it goes after this
    refused = Signal(object, object)  # path and NotOpened: why a book didn't open

    def __init__(self, window: QWidget, settings: Settings, jobs: Jobs) -> None:
        super().__init__(window)
        self.window, self.settings, self.jobs = window, settings, jobs
        self.work: Work | None = None
        self.viewed: Viewed | None = None  # the copy that is open in its book's place

    @property
    def session(self) -> "Session | None":
        """The open book for the window."""
        return self.work.session if self.work is not None else None

    @property
    def desk(self) -> "Desk | None":
        """The panes that show the open book."""
        return self.work.desk if self.work is not None else None

    @property
    def output(self) -> "OutputCommands | None":
        """What goes into the open book from files and out of it."""
        return self.work.output if self.work is not None else None

    @property
    def path_to_reopen(self) -> str:
        """The book that is open, the one behind a copy that is looked at; "" without one."""
        if self.viewed is not None:
            return str(self.viewed.book)
        return str(self.session.book.path) if self.session is not None else ""

    def open(self, path: Path, *, take_over: bool = False, viewed: "Viewed | None" = None) -> bool:
        """Open a book in place of the one that is open; False when that is refused or fails.

        Args:
            path: the file.
            take_over: push aside whoever holds it on another machine.
            viewed: the file is this copy of a book, only to be looked at.
        """
        path = path.absolute()  # it is remembered beyond this working folder
        if self._is_open(path) and not self.close():
            return False
        # The editor, the tree and the book's own modules are half of the program: they are
        # loaded here, behind a window that already stands.
        from budgetdesk.desktop.window.opening import NotOpened, open_file, session_of, show_book

        try:
            book, why = open_file(path, take_over=take_over, read_only=viewed is not None)
            session = session_of(book, self.window)
            session.unwritable = why
        except NotOpened as error:
            self.refused.emit(path, error)
            return False
        if not self.close():  # only now: what can't be opened leaves the open book open
            session.close()
            return False
        try:
            self.work = show_book(session, self.settings, self.jobs, self.window)
        except NotOpened as error:
            self.refused.emit(path, error)
            return False
        self.viewed = viewed
        if viewed is None:
            self._remember(session)
        self.opened.emit(self.work)
        return True

    def reopen(self) -> None:
        """Open the book and the forms that were open when the program ended the last time."""
        path = Path(self.settings.get(LAST_BOOK))
        if is_file(path) and self.open(path) and self.desk is not None:
            self.desk.restore()

    def close(self) -> bool:
        """Close the open book with everything written; False when the user wants to stay."""
        if self.work is None:
            return True
        if not self._may_leave(self.work.session):
            return False
        self.jobs.stop_all()
        self.work.desk.remember()
        self.settings.put(LAST_BOOK, "")
        self._keep_copy(self.work.session)
        self._drop()
        return True

    def let_go(self) -> None:
        """Close the book with nothing asked and no copy kept: what follows sees to that."""
        if self.work is not None:
            self.work.desk.remember()
        self.jobs.stop_all()
        self._drop()

    def abandon(self) -> bool:
        """Close the book at once, asking nothing: whether all that was typed is written."""
        if self.work is None:
            return True
        try:
            written = self.work.session.commit_editors()
        except Exception:  # noqa: BLE001 - the fault being told may lie just there
            written = False
        self.jobs.stop_all()
        self._drop()
        return written

    def restore(self, book: Path, copy: Path, then: Callable[[Path | None], None]) -> None:
        """Put a copy in a book's place and open the book, which is opened as it was if that fails.

        Args:
            book: the book's file.
            copy: one of its copies.
            then: given where the content before is kept, once the restored book is open.
        """
        from budgetdesk.book.errors import BookError

        self.let_go()

        def work(progress: Progress) -> Path | None:
            from budgetdesk.book.restoring import restore

            progress(0, 0)
            return restore(book, copy)

        def show(kept: Path | None) -> None:
            if self.open(book):
                then(kept)

        def fail(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            ask.tell(self.window, ask.Telling("没有恢复", str(error)))
            self.open(book)

        self.jobs.start("恢复备份", work, show, failed=fail)

    def start(
        self,
        title: str,
        work: "Callable[[Book, Progress], T]",
        then: Callable[[T], object],
        refused: str,
        *,
        writes: bool = False,
    ) -> None:
        """Have something done to the open book behind the window; nothing where none is open.

        Args:
            title: what the work is called while it is under way.
            work: given a connection of its own to the book.
            then: given on the main thread what came of it.
            refused: what is said of it where it is refused, with the reason.
            writes: whether it writes into the book.
        """
        from budgetdesk.desktop.refusal import tell_refusal

        if self.session is not None:
            self.jobs.start(
                title,
                on_companion(self.session.book, work),
                then,
                failed=lambda error: tell_refusal(self.window, refused, error),
                writes=writes,
            )

    def _is_open(self, path: Path) -> bool:
        """Whether the open book is this file: then it must be let go of before."""
        try:
            return self.session is not None and self.session.book.path.samefile(path)
        except OSError:
            return False

    def _remember(self, session: "Session") -> None:
        from budgetdesk.desktop.window.recent_books import remember_book

        remember_book(self.settings, session.book.path, session.book.info.title)

    def _may_leave(self, session: "Session") -> bool:
        """Write what is being typed. Where it is refused, or work goes on, the user decides."""
        if session.commit_editors():
            return self._may_stop_work()
        answer = ask.tell(
            self.window,
            ask.Telling("有一格没有保存", "正在填写的一格内容无法识别，还没有保存。"),
            (_GIVE_UP, _STAY),
        )
        return answer == _GIVE_UP and self._may_stop_work()

    def _may_stop_work(self) -> bool:
        """What the user had begun (an export, an import) would end without a result."""
        titles = [job.title for job in self.jobs.running if job.leaves_something]
        if not titles:
            return True
        telling = ask.Telling(
            "还有工作没有完成",
            f"{'、'.join(titles)}还没有完成。",
            "现在关闭，这项工作就停止，没有做完的不会写出。",
        )
        answer = ask.tell(self.window, telling, (_STOP, _WAIT))
        return answer == _STOP or not any(job.leaves_something for job in self.jobs.running)

    def _keep_copy(self, session: "Session") -> None:
        """Keep a dated copy. Where it fails that is told, and the book closes all the same."""
        from budgetdesk.book.errors import BackupFailed, MisplacedBook

        try:
            session.keep_copy()
        except MisplacedBook as gone:  # nor is what was done where it was done
            if not session.misplaced_told:
                ask.tell(self.window, ask.Telling("账套文件不在原处", str(gone)))
        except BackupFailed as error:
            telling = ask.Telling("没有留下备份", "修改已保存，但没有留下备份。", str(error))
            ask.tell(self.window, telling)

    def _drop(self) -> None:
        work, self.work, self.viewed = self.work, None, None
        if work is None:
            return
        self.closed.emit(work)
        for preview in work.desk.tabs.previews():
            preview.close_down()
        work.desk.setParent(None)
        work.desk.deleteLater()
        work.session.close()
        work.session.deleteLater()
