"""Making the document: its pages for looking at, its files, and last year's book for both."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.jobs import Jobs, on_companion
from budgetdesk.desktop.preview.panel import PreviewPanel
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.settings import (
    DISCLOSURE_KINDS,
    DISCLOSURE_LEFT_OUT,
    EXPORT_FOLDER,
    LAST_FOLDER,
    Option,
    Settings,
)
from budgetdesk.desktop.writing_anyway import NOTHING_AGREED, Consent, tell_or_ask
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.file_kinds import BOOKS
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.text import shorten

_ADVICE = 160  # characters; the window for naming has them all

if TYPE_CHECKING:
    from budgetdesk.desktop.disclosure.dialog import DisclosureChoice, Elsewhere
    from budgetdesk.exchange.disclosing import Disclosed


class DisclosureMaking(QObject):
    """What turns a disclosure into pages and files; all of it runs in the background."""

    elsewhere_wanted = Signal(object)  # Elsewhere: what the clerk does first

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        settings: Settings,
        notice: NoticeBar,
        window: QWidget,
        go_to: Callable[[FieldRef], object],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._settings = settings
        self._notice = notice
        self._window = window
        self._go_to = go_to

    def preview(self, department_id: int) -> PreviewPanel:
        """The pages of a department's document, as they will be published."""
        make = on_companion(self._session.book, _pages_of(department_id))
        panel = PreviewPanel("部门预算公开", make, self._jobs, "disclosure")
        print_button = panel.print_button
        print_button.setObjectName("")  # the main button here is 生成文件
        print_button.style().unpolish(print_button)
        print_button.style().polish(print_button)
        return panel

    # Files

    def make(self, department_id: int) -> None:
        """Ask what is wanted and write the files."""
        from budgetdesk.desktop.dialogs.still_open import run_while_checking
        from budgetdesk.desktop.disclosure.dialog import DisclosureChoice, DisclosureDialog

        known = read.departments(self._session.book)
        department = next((it for it in known if it.id == department_id), None)
        if department is None:
            return
        settings = self._settings
        before = DisclosureChoice(
            tuple(settings.get(DISCLOSURE_KINDS)),
            tuple(settings.get(DISCLOSURE_LEFT_OUT)),
            internal=False,
            every_department=False,
            folder=self._folder(EXPORT_FOLDER),
        )
        advice = advice_of(self._session.book)
        dialog = DisclosureDialog(self._window, department, len(known), before, advice)
        row = dialog.still_open
        if run_while_checking(dialog, row, self._jobs, self._session.book):
            choice = dialog.choice
            settings.put(DISCLOSURE_KINDS, list(choice.kinds))
            settings.put(DISCLOSURE_LEFT_OUT, list(choice.left_out))
            settings.put(EXPORT_FOLDER, str(choice.folder))
            self.make_this(choice, department_id)
        elif row.wanted is not None:
            self._go_to(row.wanted)
        elif dialog.wanted is not None:
            self.elsewhere_wanted.emit(dialog.wanted)

    def make_this(
        self, choice: "DisclosureChoice", department_id: int, consent: Consent = NOTHING_AGREED
    ) -> None:
        """Write the chosen files into the chosen folder."""

        def work(book: Book, progress: Progress) -> "tuple[Disclosed, ...]":
            from budgetdesk.exchange.disclosing import disclose_book

            wish = choice.wish(department_id)
            if consent.mask:
                wish = replace(wish, mask=True)
            allowed = {"overwrite": consent.overwrite} if consent.overwrite else {}
            return disclose_book(book, choice.folder, wish, **allowed, progress=progress)

        def failed(error: Exception) -> None:
            again = partial(self.make_this, choice, department_id)
            tell_or_ask(self._window, "生成文件没有完成", error, consent, again)

        self._jobs.start(
            "生成部门预算公开文件",
            on_companion(self._session.book, work),
            self._on_made,
            failed=failed,
        )

    def _on_made(self, made: "tuple[Disclosed, ...]") -> None:
        paths = [path for it in made for path in it.paths]
        self._notice.tell_written("已生成", paths, _still_to_do(made))

    # Last year

    def take_over_last_year(self) -> None:
        """Ask for last year's book and take its figures and wording over, as one step."""
        folder = self._folder(LAST_FOLDER)
        path = ask.ask_one(self._window, "选择上年账套", folder, BOOKS)
        if path is None:
            return
        self._settings.put(LAST_FOLDER, str(path.parent))

        def work(book: Book, progress: Progress) -> tuple[str, ...]:
            from budgetdesk.exchange.last_year import take_over_last_year

            progress(0, 0)
            with Book.open(path, read_only=True) as last:
                return take_over_last_year(book, last)

        self._jobs.start(
            f"从「{path.name}」带入",
            on_companion(self._session.book, work),
            self._on_taken,
            failed=lambda error: tell_refusal(self._window, "带入没有完成，账套没有变动", error),
            writes=True,
        )

    def _on_taken(self, departments: tuple[str, ...]) -> None:
        self._session.book.catch_up()
        whose = departments[0] if len(departments) == 1 else f"{len(departments)} 个部门"
        self._notice.offer_undo(f"已为{whose}带入上年公开数和沿用的文字。", self._session.undo)

    def _folder(self, option: Option[str]) -> Path:
        return self._settings.folder(option, self._session.book.path.parent)


def advice_of(book: Book) -> "dict[Elsewhere, str]":
    """What is amiss with the 科目 of a book, by where it is mended."""
    from budgetdesk.desktop.disclosure.dialog import Elsewhere
    from budgetdesk.exchange.publishing_codes import comparing_sentence, nameless_sentence

    told = {
        Elsewhere.NAMING: nameless_sentence(book),
        Elsewhere.COMPARING: comparing_sentence(book),
    }
    return {where: shorten(sentence, _ADVICE) for where, sentence in told.items() if sentence}


def _pages_of(department_id: int) -> Callable[[Book, Progress], bytes]:
    def work(book: Book, progress: Progress) -> bytes:
        from budgetdesk.exchange.disclosing import DisclosureWish, disclosure_documents
        from budgetdesk.output.disclosure.pdf import disclosure_pdf_bytes

        progress(0, 0)
        wish = DisclosureWish(department_ids=frozenset({department_id}))
        ((_, document),) = disclosure_documents(book, wish)
        return disclosure_pdf_bytes(document, progress=progress)

    return work


def _still_to_do(made: "tuple[Disclosed, ...]") -> str:
    """What the documents still lack, in a few words."""
    untold = sum(len(it.untold) for it in made)
    findings = sum(len(it.findings) for it in made)
    parts = [f"还有 {untold} 项待填"] if untold else []
    parts += [f"审核有 {findings} 条关于文稿的结果"] if findings else []
    return f"；{'，'.join(parts)}" if parts else ""
