"""The office's past forms: read behind the open book, kept for the next one, or forgotten."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import on_companion
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import PAST_FORMS
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.file_kinds import LIBRARIES
from budgetdesk.domain.progress import Progress
from budgetdesk.suggestions.not_kept import NotKeptError

if TYPE_CHECKING:
    from budgetdesk.book.book import Book
    from budgetdesk.suggestions.asking import Asking
    from budgetdesk.suggestions.past import PastForm

_AFTER = 5_000  # milliseconds: behind everything that a clerk waits for


class PastForms(QObject):
    """Reads the forms of each book that is opened, when the window has come to rest."""

    def __init__(self, books: Books) -> None:
        super().__init__(books)
        self._books = books
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self.read)
        books.opened.connect(lambda _work: self._soon.start())
        books.closed.connect(lambda _work: self._soon.stop())

    def read(self) -> None:
        """Read the open book's forms now, and keep them unless that is switched off."""
        session, keep = self._books.session, self._books.settings.get(PAST_FORMS)
        if session is None:
            return

        def take(asking: "Asking") -> None:
            session.asking = asking

        kept = keep and self._books.viewed is None
        path = session.book.path

        def work(book: "Book", progress: Progress) -> "Asking":
            return _read(book, path, progress, keep=kept)

        self._books.jobs.start("往年的表", on_companion(session.book, work), take, quiet=True)

    def take_library(self) -> None:
        """Ask for an office's 指标库 and offer its indicators from now on."""
        books = self._books
        path = ask.ask_one(books.window, "导入指标库", last_folder(books.settings), LIBRARIES)
        if path is None:
            return

        def take(count: int) -> None:
            self.read()
            if books.desk is not None:
                books.desk.notice.say(f"已收入指标 {count} 条，在指标格按 Ctrl+J 参考。")

        books.jobs.start(
            "读取指标库",
            lambda progress: _take_in(path, progress),
            take,
            failed=lambda error: tell_refusal(books.window, "指标库没有收入", error),
        )

    def switch(self, *, on: bool) -> None:
        """Keep past forms from now on, or forget all that are kept."""
        from budgetdesk.suggestions.index import forget, index_file

        self._books.settings.put(PAST_FORMS, on)
        if on:
            self.read()
            return
        try:
            forget(index_file())
        except NotKeptError as error:
            tell_refusal(self._books.window, "记住的内容没有清除", error)


def _take_in(path: Path, progress: Progress) -> int:
    from budgetdesk.exchange.indicator_library import read_indicator_library
    from budgetdesk.suggestions.index import index_file, remember

    forms = read_indicator_library(path, progress)
    remember(index_file(), path, forms)
    return sum(len(form.rows) for form in forms)


def _read(book: "Book", path: Path, progress: Progress, *, keep: bool) -> "Asking":
    from budgetdesk.book.read import project_ids
    from budgetdesk.exchange.returned_before.lessons import keep_lessons
    from budgetdesk.forms.inside import load_forms_of
    from budgetdesk.suggestions.asking import Asking
    from budgetdesk.suggestions.index import index_file, remember, remembered
    from budgetdesk.suggestions.objecting import Objecting
    from budgetdesk.suggestions.past import past_forms

    forms: list[PastForm] = []
    total = len(project_ids(book))
    for form in past_forms(book):
        progress(len(forms), total)  # a book that is closed needn't wait for the rest
        forms.append(form)
    if keep:
        # As with settings: what can't be kept lasts while the book is open.
        with suppress(NotKeptError):
            remember(index_file(), path, forms)
            keep_lessons(book, path)
    year, others = book.info.fiscal_year, remembered(index_file(), apart=path)
    return Asking(year, forms, others, Objecting(load_forms_of(book), year))
