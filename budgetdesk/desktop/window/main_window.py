"""The main window: its frame, and which book is open in it."""

from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent

from budgetdesk.desktop import ask
from budgetdesk.desktop.icons import LARGE
from budgetdesk.desktop.jobs import Job, Jobs
from budgetdesk.desktop.name import PROGRAM
from budgetdesk.desktop.settings import (
    FINDINGS_SHOWN,
    LAST_BOOK,
    SIDE_SHOWN,
    TREE_SHOWN,
    WINDOW_GEOMETRY,
    Settings,
)
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.window import choosing
from budgetdesk.desktop.window.commands import TOOLS, Needs
from budgetdesk.desktop.window.deeds import deeds_of
from budgetdesk.desktop.window.dropping import Dropped, dropped
from budgetdesk.desktop.window.frame import Frame
from budgetdesk.desktop.window.menus import Menus
from budgetdesk.desktop.window.sample_book import open_sample
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.book.change import Change
    from budgetdesk.desktop.findings.review import Review
    from budgetdesk.desktop.session import Session
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.desktop.window.opening import NotOpened, Work
    from budgetdesk.desktop.window.start_page import StartPage
    from budgetdesk.desktop.window.viewed import Viewed

_TREE_KEYS = ("rename", "move_up", "move_down", "delete", "livelihood")
_PAINTED = 100  # milliseconds after opening: the tree is painted by then
_SOON = 200  # and so is a form
_QUIET = 600  # and the first things are done
_STAY, _GIVE_UP = "留下修改", "放弃这一格并关闭"
_FROM_COPY = "从备份恢复…"


class MainWindow(Frame):
    """The program's window. At most one book is open in it."""

    def __init__(self, settings: Settings, jobs: Jobs | None = None) -> None:
        super().__init__(settings, jobs)
        self._viewed: Viewed | None = None  # the copy that is open in its book's place
        self._review: Review | None = None
        self._forms_known = False
        self._forms_soon = QTimer(self, singleShot=True, interval=_PAINTED)
        self._review_soon = QTimer(self, singleShot=True, interval=_SOON)
        self._check_soon = QTimer(self, singleShot=True, interval=_QUIET)
        self.setAcceptDrops(True)
        self.commands.connect_all(deeds_of(self))
        self.menus = Menus(self, self.commands)
        self._connect()
        self._show_start()

    @cached_property
    def start_page(self) -> "StartPage":
        """The page for a window without a book; a start with one never needs it."""
        from budgetdesk.desktop.window.start_page import StartPage

        page = StartPage(self)
        page.sample_wanted.connect(partial(open_sample, self))
        page.new_wanted.connect(partial(choosing.new_book, self))
        page.open_wanted.connect(partial(choosing.choose_book, self))
        page.recent_wanted.connect(self.open_book)
        self._stack.addWidget(page)
        return page

    @property
    def review(self) -> "Review | None":
        """审核 of the open book, made when first asked for, else soon after the book is shown."""
        if self._review is None and self.desk is not None:
            from budgetdesk.desktop.findings.review import Review

            self._review = Review(self.desk, self.jobs, self.settings, self)
            self._review.counted.connect(self.status.tell_findings)
            self._review.folded.connect(self._on_findings_folded)
        return self._review

    # Books

    def open_book(
        self, path: Path, *, take_over: bool = False, viewed: "Viewed | None" = None
    ) -> bool:
        """Open a book in place of the one that is open; False when that is refused or fails.

        Args:
            path: the file.
            take_over: push aside whoever holds it on another machine.
            viewed: the file is this copy of a book, only to be looked at.
        """
        path = path.absolute()  # it is remembered beyond this working folder
        if self._is_open(path) and not self.close_book():
            return False
        # The editor, the tree and the book's own modules are half of the program: they are
        # loaded here, behind a window that already stands.
        from budgetdesk.desktop.window.opening import NotOpened, open_file, session_of, show_book

        try:
            book = open_file(path, take_over=take_over, read_only=viewed is not None)
            session = session_of(self, book)
        except NotOpened as error:
            self._tell_not_opened(path, error)
            return False
        if not self.close_book():  # only now: what can't be opened leaves the open book open
            session.close()
            return False
        try:
            work = show_book(self, session)
        except NotOpened as error:
            self._tell_not_opened(path, error)
            return False
        self._viewed = viewed
        self._show_work(work)
        return True

    def _is_open(self, path: Path) -> bool:
        """Whether the open book is this file: then it must be let go of before."""
        try:
            return self.session is not None and self.session.book.path.samefile(path)
        except OSError:
            return False

    def _tell_not_opened(self, path: Path, error: "NotOpened") -> None:
        """Say why a book didn't open; where there are copies of it, offer these."""
        from budgetdesk.book.backup import dated_copies
        from budgetdesk.desktop.window.recent_books import forget_book

        self.show()  # at the program's start nothing is to be seen yet
        if error.missing:
            forget_book(self.settings, path)
            if self.session is None:
                self._show_start()
        telling = ask.Telling("账套没有打开", str(error))
        if not error.replaceable or not dated_copies(path):
            ask.tell(self, telling)
        elif ask.tell(self, telling, (_FROM_COPY, "知道了")) == _FROM_COPY:
            choosing.choose_copy(self, path)

    def close_book(self) -> bool:
        """Close the open book with everything written; False when the user wants to stay."""
        if self.session is None or self.desk is None:
            return True
        if not self._may_leave(self.session):
            return False
        self.jobs.stop_all()
        self.desk.remember()
        self.settings.put(LAST_BOOK, "")
        self._keep_copy(self.session)
        self._drop_session()
        self._show_start()
        return True

    def let_go(self) -> None:
        """Close the book with nothing asked and no copy kept: what follows sees to that."""
        if self.desk is not None:
            self.desk.remember()
        self.jobs.stop_all()
        self._drop_session()
        self._show_start()

    def abandon(self) -> bool:
        """Close the book at once, asking nothing: whether all that was typed is written."""
        written = True
        if self.session is not None:
            try:
                written = self.session.commit_editors()
            except Exception:  # noqa: BLE001 - the fault being told may lie just there
                written = False
            self.jobs.stop_all()
            self._drop_session()
            self._show_start()
        return written

    def end_at_once(self) -> None:
        """End because the system says so: everything written that can be, nothing asked."""
        path = self.path_to_reopen()
        if self.desk is not None:
            self.desk.remember()
        self.abandon()
        self.close()
        self.settings.put(LAST_BOOK, path)

    def reopen_last(self) -> None:
        """Open the book and the forms that were open when the program ended the last time."""
        path = Path(self.settings.get(LAST_BOOK))
        if path.is_file() and self.open_book(path) and self.desk is not None:
            self.desk.restore()

    # The frame

    def showEvent(self, event: QShowEvent) -> None:
        """Without a book the window shows the ways to one."""
        if self.session is None:
            self._show_start_page()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is being typed, keep what is remembered, let go of the book."""
        path = self.path_to_reopen()
        self.settings.put(WINDOW_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        if not self.close_book():
            event.ignore()
            return
        self.settings.put(LAST_BOOK, path)
        self.jobs.stop_all()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """When another window comes in front, the book may be copied or moved there."""
        super().changeEvent(event)
        # Qt asks before there is a session.
        if event.type() is QEvent.Type.ActivationChange and getattr(self, "session", None):
            from budgetdesk.desktop.window.keeping import on_activation

            on_activation(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A book is opened; other files are imported into the open book."""
        what = dropped(event.mimeData().urls())
        QTimer.singleShot(0, lambda: self._take_dropped(what))

    def _take_dropped(self, what: Dropped) -> None:
        if what.book is not None:
            self.open_book(what.book)
        elif what.refusal:
            self._refuse_dropped(what.refusal)
        elif self.session is None:
            self._refuse_dropped("请先打开或新建账套，再拖入要导入的文件。")
        elif self.session.book.read_only:
            self._refuse_dropped("账套以只读方式打开，不能导入。")
        else:
            self._import(what.files)

    def _refuse_dropped(self, why: str) -> None:
        if self.desk is not None:
            self.desk.notice.say(why)
        else:
            ask.tell(self, ask.Telling("没有打开", why))

    def _import(self, paths: tuple[Path, ...]) -> None:
        if self.output is not None:
            self.output.import_these(paths)

    def _show_work(self, work: "Work") -> None:
        session, desk, book = work.session, work.desk, work.session.book
        self.session, self.desk, self.output = session, desk, work.output
        self.commands.dress(TOOLS, (LARGE,))
        desk.add_tree_actions([self.commands[name] for name in _TREE_KEYS])
        if not book.read_only:
            desk.tabs.advice.offer(self.commands)
        desk.place_changed.connect(self._on_place)
        desk.menu_wanted.connect(self.menus.open_tree_menu)
        desk.tabs.zoom_changed.connect(self._on_place)
        desk.tabs.message.connect(desk.notice.say)
        desk.read_only.retry.clicked.connect(lambda: self.open_book(book.path))
        desk.read_only.take_over.clicked.connect(lambda: choosing.take_over(self))
        if self._viewed is not None:
            self._show_viewed(desk, self._viewed)
        session.changed.connect(self._on_change)
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        self.menus.tools.show()
        self.setWindowTitle(window_title(book.info.title, book.path))
        self.setWindowFilePath(str(book.path))
        self.status.tell_opened(read_only=book.read_only)
        if self._viewed is None:
            from budgetdesk.desktop.window.recent_books import remember_book

            remember_book(self.settings, book.path, book.info.title)
        desk.view.setFocus()
        self._forms_known = False
        self._refresh()
        self._forms_soon.start()
        self._review_soon.start()
        self._check_soon.start()

    def _show_viewed(self, desk: "Desk", viewed: "Viewed") -> None:
        from budgetdesk.desktop.window.restoring import restore_copy

        desk.read_only.tell_copy(viewed.copy.kept_at)
        desk.read_only.back.clicked.connect(lambda: self.open_book(viewed.book))
        desk.read_only.restore.clicked.connect(lambda: restore_copy(self, viewed.book, viewed.copy))

    def path_to_reopen(self) -> str:
        """The book that is open, the one behind a copy that is looked at; "" without one."""
        if self._viewed is not None:
            return str(self._viewed.book)
        return str(self.session.book.path) if self.session is not None else ""

    def _drop_session(self) -> None:
        desk, session, review = self.desk, self.session, self._review
        self.desk = self.session = self.output = self._review = self._viewed = None
        self._review_soon.stop()
        self._check_soon.stop()
        self._forms_soon.stop()
        if review is not None:
            review.stop()
        if desk is not None:
            self._stack.removeWidget(desk)
            desk.setParent(None)
            desk.deleteLater()
        if session is not None:
            session.close()
            session.deleteLater()

    def _show_start(self) -> None:
        if self.isVisible():
            self._show_start_page()
        self.menus.tools.hide()
        self.setWindowTitle(PROGRAM)
        self.setWindowFilePath("")
        self.status.clear_all()
        self._refresh()

    def _show_start_page(self) -> None:
        from budgetdesk.desktop.window.recent_books import recent_books

        self.start_page.show_recent(recent_books(self.settings))
        self._stack.setCurrentWidget(self.start_page)

    def _may_leave(self, session: "Session") -> bool:
        """Write what is being typed. Where it is refused, the user decides."""
        if session.commit_editors():
            return True
        answer = ask.tell(
            self,
            ask.Telling("有一格没有保存", "正在填写的一格内容无法识别，还没有保存。"),
            (_GIVE_UP, _STAY),
        )
        return answer == _GIVE_UP

    def _keep_copy(self, session: "Session") -> None:
        """Keep a dated copy. Where it fails that is told, and the book closes all the same."""
        from budgetdesk.book.errors import BackupFailed

        try:
            session.keep_copy()
        except BackupFailed as error:
            ask.tell(self, ask.Telling("没有留下备份", "修改已保存，但没有留下备份。", str(error)))

    # News

    def _load_review(self) -> None:
        """Load the rules beside the clerk's first keys, then show what follows from them."""

        def work(_progress: Progress) -> None:
            import_module("budgetdesk.checks.engine")

        self.jobs.start("审核", work, lambda _: self.review, quiet=True)

    def _check_file(self) -> None:
        from budgetdesk.desktop.window.keeping import tell_opened

        tell_opened(self)

    def _on_change(self, _change: "Change") -> None:
        self.status.tell_saved()
        self._refresh()

    def _on_findings_folded(self, folded: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.commands["show_findings"].setChecked(not folded)

    def _on_place(self) -> None:
        self._refresh()

    def _meet_forms(self) -> None:
        """Read the form set behind the painted book; a form opened before that reads it itself."""
        if self.desk is None or self._forms_known:
            return
        from budgetdesk.forms.loader import FormSetError

        try:
            self._forms_known = bool(self.desk.session.form_set.forms)
        except FormSetError as error:
            self.let_go()
            ask.tell(self, ask.Telling("账套没有打开", str(error)))
            return
        self._refresh()

    def _on_job(self, job: Job) -> None:
        if job.quiet:
            return
        self.status.job.follow(job)
        if job.writes and self.desk is not None:
            self.desk.rows.setEnabled(False)
            job.ended.connect(self._on_written)
            self._refresh()

    def _on_written(self) -> None:
        if self.desk is not None:
            self.desk.rows.setEnabled(True)
        self._refresh()

    def _on_broken(self, job: Job, error: Exception) -> None:
        from budgetdesk.desktop.window.refusal import tell_refusal

        tell_refusal(self, f"{job.title}没有完成", error)

    def _refresh(self) -> None:
        """Offer what can be done now, and say where things stand."""
        present = {Needs.NOTHING}
        session, desk = self.session, self.desk
        if session is not None and desk is not None:
            present |= self._present(session, desk)
            self.status.tell_total(*desk.unit_total())
            self.status.tell_undo(session.book.undo_name)
            self.status.tell_zoom(desk.tabs.zoom_in_front)
            self.commands["filled_in"].setChecked(desk.commands.filled_in())
            self.commands["livelihood"].setChecked(desk.commands.listed())
        self.commands.offer(present)
        self.menus.name_steps(self.session)

    def _present(self, session: "Session", desk: "Desk") -> set[Needs]:
        present = {Needs.BOOK}
        if desk.tabs.tabs.count():
            present.add(Needs.TAB)
        writing = any(job.writes for job in self.jobs.running)
        if not session.book.read_only and not writing:
            present.add(Needs.WRITABLE)
            if desk.commands.has_project():
                present.add(Needs.PROJECT)
            if desk.on_changeable_line():
                present.add(Needs.NODE)
                present.add(Needs.PROJECT_LINE if desk.on_project() else Needs.OFFICE)
        if self._forms_known and desk.has_list:
            present.add(Needs.LIST)
            if Needs.WRITABLE in present and desk.on_project():
                present.add(Needs.LISTABLE)
        return present

    def _connect(self) -> None:
        self._forms_soon.timeout.connect(self._meet_forms)
        self._review_soon.timeout.connect(self._load_review)
        self._check_soon.timeout.connect(self._check_file)
        self.jobs.started.connect(self._on_job)
        self.jobs.broke.connect(self._on_broken)
        self.status.findings.clicked.connect(self.commands["show_findings"].trigger)
        self.status.zoom.clicked.connect(lambda: self.zoom(0))
        theme().changed.connect(self.commands.tint)
        for name, option in (
            ("show_tree", TREE_SHOWN),
            ("show_side", SIDE_SHOWN),
            ("show_findings", FINDINGS_SHOWN),
        ):
            self.commands[name].setChecked(self.settings.get(option))


def window_title(title: str, path: Path) -> str:
    """What is open, and in which file of which folder: two copies can be told apart."""
    return f"{title} · {path.name} — {path.parent} · {PROGRAM}"
