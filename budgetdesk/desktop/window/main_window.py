"""The main window: its menus, what shows the open book, and what may be done now."""

from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QStackedWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.icons import LARGE
from budgetdesk.desktop.jobs import Job, Jobs
from budgetdesk.desktop.lettered import as_title
from budgetdesk.desktop.name import PROGRAM
from budgetdesk.desktop.settings import (
    FINDINGS_SHOWN,
    LAST_BOOK,
    PAST_FORMS,
    SIDE_SHOWN,
    TREE_SHOWN,
    WINDOW_GEOMETRY,
    Settings,
)
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.window import choosing
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.commands import TOOLS, Actions, Needs
from budgetdesk.desktop.window.deeds import deeds_of
from budgetdesk.desktop.window.frame import Frame
from budgetdesk.desktop.window.menus import Menus
from budgetdesk.desktop.window.past_forms import PastForms
from budgetdesk.desktop.window.status_line import StatusLine
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.text import readable

if TYPE_CHECKING:
    from budgetdesk.book.change import Change
    from budgetdesk.desktop.session import Session
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.desktop.window.dropping import Dropped
    from budgetdesk.desktop.window.opening import NotOpened, Work
    from budgetdesk.desktop.window.review import Review
    from budgetdesk.desktop.window.start_page import StartPage
    from budgetdesk.desktop.window.viewed import Viewed

_TREE_KEYS = ("rename", "paste_projects", "move_up", "move_down", "delete", "livelihood")
_PAINTED = 100  # milliseconds after opening: the tree is painted by then
_SOON = 200  # and so is a form
_ENDING = 30_000  # after the session said that it ends; if it did not, closing asks again
_QUIET = 600  # and the first things are done


class MainWindow(Frame):
    """The program's window, and what it shows while `books` has one open."""

    def __init__(self, settings: Settings, jobs: Jobs | None = None) -> None:
        super().__init__(settings)
        self.jobs = jobs or Jobs(self)
        self.books = Books(self, settings, self.jobs)
        self.commands = Actions(self)
        self.status = StatusLine(self)
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.setStatusBar(self.status)
        self._review: Review | None = None
        self._forms_known = False
        self._forms_soon = QTimer(self, singleShot=True, interval=_PAINTED)
        self._review_soon = QTimer(self, singleShot=True, interval=_SOON)
        self._check_soon = QTimer(self, singleShot=True, interval=_QUIET)
        self._ends_soon = QTimer(self, singleShot=True, interval=_ENDING)
        self.setAcceptDrops(True)
        past = PastForms(self.books)
        self.commands["past_forms"].setChecked(settings.get(PAST_FORMS))
        self.commands.connect_all(deeds_of(self.books, self.commands, lambda: self.review, past))
        self.menus = Menus(self, self.books, self.commands)
        self._connect()
        self._show_start()

    @cached_property
    def start_page(self) -> "StartPage":
        """The page for a window without a book; a start with one never needs it."""
        from budgetdesk.desktop.window.sample_book import open_sample
        from budgetdesk.desktop.window.start_page import StartPage

        page = StartPage(self)
        page.sample_wanted.connect(partial(open_sample, self.books))
        page.new_wanted.connect(partial(choosing.new_book, self.books))
        page.open_wanted.connect(partial(choosing.choose_book, self.books))
        page.files_wanted.connect(partial(choosing.new_from_files, self.books))
        page.last_year_wanted.connect(self.commands["next_year"].trigger)
        page.recent_wanted.connect(self.books.open)
        self._stack.addWidget(page)
        return page

    @property
    def review(self) -> "Review | None":
        """审核 of the open book, made when first asked for, else soon after the book is shown."""
        if self._review is None and self.desk is not None:
            from budgetdesk.desktop.window.review import Review

            self._review = Review(self.desk, self.jobs, self.settings, self)
            self._review.counted.connect(self.status.tell_findings)
            self._review.folded.connect(self._on_findings_folded)
        return self._review

    @property
    def session(self) -> "Session | None":
        """The open book for the window."""
        return self.books.session

    @property
    def desk(self) -> "Desk | None":
        """The panes that show the open book."""
        return self.books.desk

    def offer_manual(self, box: QDialog) -> None:
        """F1 in a box, which holds the window's own F1 back."""
        key = QShortcut(self.commands["manual"].shortcut(), box)
        key.activated.connect(partial(self._show_manual_over, box))

    def _show_manual_over(self, box: QDialog) -> None:
        from budgetdesk.desktop.window.helping import show_manual_over

        show_manual_over(self.books, box)

    def end_at_once(self) -> None:
        """End because the system says so: everything written that can be, nothing asked."""
        path = self.books.path_to_reopen
        if self.desk is not None:
            self.desk.remember()
        self.books.abandon()
        self.close()
        self.settings.put(LAST_BOOK, path)

    def prepare_for_end(self) -> None:
        """The session may end: all is written that can be, and closing soon asks nothing."""
        session = self.session
        if session is None or self.desk is None:
            return
        session.commit_editors()
        self.desk.remember()
        if not session.book.read_only:
            from budgetdesk.desktop.window.keeping import write_through

            write_through(session)
        self._ends_soon.start()

    # The frame

    def showEvent(self, event: QShowEvent) -> None:
        """Without a book the window shows the ways to one."""
        if self.session is None:
            self._show_start_page()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is being typed, keep what is remembered, let go of the book."""
        path = self.books.path_to_reopen
        if self._ends_soon.isActive():
            self.books.abandon()
        self.settings.put(WINDOW_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        if not self.books.close():
            event.ignore()
            return
        self.settings.put(LAST_BOOK, path)
        self.jobs.stop_all()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """When another window comes in front, the book may be copied or moved there."""
        super().changeEvent(event)
        # Qt asks before there is a session.
        if event.type() is QEvent.Type.ActivationChange and hasattr(self, "books"):
            if self.session is None:
                return
            from budgetdesk.desktop.window.keeping import on_activation

            on_activation(self.books)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on the window."""
        if event.mimeData().hasUrls():
            _as_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A book is opened; other files are imported into the open book."""
        from budgetdesk.desktop.window.dropping import dropped

        _as_copy(event)
        what = dropped(event.mimeData().urls())
        QTimer.singleShot(0, lambda: self._take_dropped(what))

    def _take_dropped(self, what: "Dropped") -> None:
        from budgetdesk.desktop.window.dropping import take_dropped

        if what.book is not None:
            self.books.open(what.book)
        elif what.refusal:
            self._refuse_dropped(what.refusal)
        elif what.packages:
            self._receive_dropped(what.packages)
        elif self.session is None:
            take_dropped(self.books, what.files)
        elif self.session.book.read_only:
            self._refuse_dropped("账套以只读方式打开，不能导入。")
        else:
            self._import(what.files)

    def _receive_dropped(self, packages: tuple[Path, ...]) -> None:
        """收数; without a book one is made of what was issued, or of last year's packages."""
        from budgetdesk.desktop.window.between_offices.downward import take_without_book
        from budgetdesk.desktop.window.between_offices.upward import look_at

        if self.session is None:
            take_without_book(self.books, packages)
        elif self.session.book.read_only:
            self._refuse_dropped("账套以只读方式打开，不能收数。")
        else:
            look_at(self.books, packages)

    def _refuse_dropped(self, why: str) -> None:
        if self.desk is not None:
            self.desk.notice.say(why)
        else:
            ask.tell(self, ask.Telling("没有打开", why))

    def _import(self, paths: tuple[Path, ...]) -> None:
        if self.books.output is not None:
            self.books.output.import_these(paths)

    def _show_work(self, work: "Work") -> None:
        session, desk, book = work.session, work.desk, work.session.book
        viewed = self.books.viewed
        self.commands.dress(TOOLS, (LARGE,))
        desk.overviews.submission_wanted.connect(self._submit_units_of)
        desk.add_tree_actions([self.commands[name] for name in _TREE_KEYS])
        if not book.read_only:
            desk.tabs.advice.offer(self.commands)
        desk.place_changed.connect(self._on_place)
        desk.menu_wanted.connect(self.menus.open_tree_menu)
        desk.side_folded.connect(lambda it: self.commands["show_side"].setChecked(not it))
        desk.tabs.zoom_changed.connect(self._on_place)
        desk.tabs.message.connect(desk.notice.say)
        desk.read_only.retry.clicked.connect(lambda: self.books.open(book.path))
        desk.read_only.take_over.clicked.connect(lambda: choosing.take_over(self.books))
        if viewed is not None:
            self._show_viewed(desk, viewed)
        session.changed.connect(self._on_change)
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        self.menus.tools.show()
        self.setWindowTitle(window_title(book.info.title, book.path))
        self.setWindowFilePath(str(book.path))
        self.status.tell_opened(read_only=book.read_only)
        desk.view.setFocus()
        if not desk.model.root.children:
            desk.tabs.advice.take_focus()  # what to do first in a new book
        self._forms_known = False
        self._refresh()
        self._forms_soon.start()
        self._review_soon.start()
        self._check_soon.start()

    def _submit_units_of(self, project_ids: tuple[int, ...]) -> None:
        from budgetdesk.desktop.window.between_offices.upward import submit

        submit(self.books, project_ids)

    def _show_viewed(self, desk: "Desk", viewed: "Viewed") -> None:
        from budgetdesk.desktop.window.restoring import restore_copy

        desk.read_only.tell_copy(viewed.copy.kept_at)
        desk.read_only.back.clicked.connect(lambda: self.books.open(viewed.book))
        desk.read_only.restore.clicked.connect(
            lambda: restore_copy(self.books, viewed.book, viewed.copy)
        )

    def _on_closed(self, work: "Work") -> None:
        review, self._review = self._review, None
        for soon in (self._review_soon, self._check_soon, self._forms_soon):
            soon.stop()
        if review is not None:
            review.stop()
        self._stack.removeWidget(work.desk)
        self._show_start()

    def _on_refused(self, path: Path, error: "NotOpened") -> None:
        from budgetdesk.desktop.window.restoring import tell_not_opened

        self.show()  # at the program's start nothing is to be seen yet
        tell_not_opened(self.books, path, error)
        if self.session is None:
            self._show_start()

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

    # News

    def _load_review(self) -> None:
        """Load the rules beside the clerk's first keys, then show what follows from them."""

        def work(_progress: Progress) -> None:
            import_module("budgetdesk.checks.engine")

        self.jobs.start("审核", work, lambda _: self.review, quiet=True)

    def _check_file(self) -> None:
        from budgetdesk.desktop.window.keeping import tell_opened

        tell_opened(self.books)

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
            self.books.let_go()
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
        from budgetdesk.desktop.refusal import tell_refusal

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
            filled = desk.commands.filled_in()
            self.commands["filled_in"].setChecked(filled)
            self.status.tell_filled(done=filled)
            self.commands["livelihood"].setChecked(desk.commands.listed())
        self.commands.offer(present)
        self.menus.name_steps(self.session)

    def _present(self, session: "Session", desk: "Desk") -> set[Needs]:
        present = {Needs.BOOK} | _of_place(desk)
        writing = any(job.writes for job in self.jobs.running)
        if not session.book.read_only and not writing:
            present.add(Needs.WRITABLE)
            present |= _of_forms(desk)
            if desk.on_changeable_line():
                present |= _of_lines(desk)
        if len(desk.panel.stages) > 1:
            present |= _of_stages(desk, writable=Needs.WRITABLE in present)
        if self._forms_known and desk.has_list:
            present.add(Needs.LIST)
            if Needs.WRITABLE in present and desk.on_project():
                present.add(Needs.LISTABLE)
        return present

    def _connect(self) -> None:
        self.books.opened.connect(self._show_work)
        self.books.closed.connect(self._on_closed)
        self.books.refused.connect(self._on_refused)
        self._forms_soon.timeout.connect(self._meet_forms)
        self._review_soon.timeout.connect(self._load_review)
        self._check_soon.timeout.connect(self._check_file)
        self.jobs.started.connect(self._on_job)
        self.jobs.broke.connect(self._on_broken)
        self.status.findings.clicked.connect(self.commands["show_findings"].trigger)
        self.status.zoom.clicked.connect(self.commands["zoom_whole"].trigger)
        theme().changed.connect(self.commands.tint)
        for name, option in (
            ("show_tree", TREE_SHOWN),
            ("show_side", SIDE_SHOWN),
            ("show_findings", FINDINGS_SHOWN),
        ):
            self.commands[name].setChecked(self.settings.get(option))


def _as_copy(event: QDropEvent) -> None:
    """Take what is dropped as a copy: who is told that it was moved may remove the file."""
    harmless = (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)
    action = next((it for it in harmless if it in event.possibleActions()), None)
    if action is None:
        event.ignore()
        return
    event.setDropAction(action)
    event.accept()


def _of_place(desk: "Desk") -> set[Needs]:
    """What is in front and chosen that can be looked at, or left for the next of its like."""
    tabs, commands = desk.tabs.tabs.count(), desk.commands
    there = {
        Needs.TAB: tabs > 0,
        Needs.TABS: tabs > 1,
        Needs.PROJECT: desk.overviews.project() is not None,
        Needs.EARLIER: commands.project_beside(-1) is not None,
        Needs.LATER: commands.project_beside(1) is not None,
    }
    return {need for need, holds in there.items() if holds}


def _of_forms(desk: "Desk") -> set[Needs]:
    """What there is of forms, in a writable book."""
    front = desk.tabs.current_form() is not None
    there = {
        Needs.FORM: desk.commands.has_form(),
        Needs.FRONT: front,
        Needs.CHOSEN: front or bool(desk.view.lines()),
    }
    return {need for need, holds in there.items() if holds}


def _of_stages(desk: "Desk", *, writable: bool) -> set[Needs]:
    """What there is of several stages, and whether forms of the chosen one can be made."""
    offered = writable and desk.stages.may_add()
    return {Needs.STAGES, Needs.STAGE} if offered else {Needs.STAGES}


def _of_lines(desk: "Desk") -> set[Needs]:
    """What the lines chosen in the tree can be taken for."""
    moves = {Needs.ABOVE: -1, Needs.BELOW: 1}
    found = {need for need, by in moves.items() if desk.commands.moving.may_move(by)}
    if desk.on_project():
        return {Needs.NODE, Needs.PROJECT_LINE} | found
    alone = len(desk.view.lines()) == 1
    return {Needs.NODE, Needs.OFFICE} | found if alone else {Needs.NODE} | found


def window_title(title: str, path: Path) -> str:
    """What is open, and in which file of which folder: two copies can be told apart."""
    return as_title(readable(f"{title} · {path.name} — {path.parent} · {PROGRAM}"))
