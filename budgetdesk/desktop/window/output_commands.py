"""Files and paper: import, export, preview, print, backup. All of it runs in the background."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import Jobs, on_companion
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.settings import (
    EXPORT_FOLDER,
    EXPORT_KINDS,
    EXPORT_PARTS,
    LAST_FOLDER,
    Settings,
)
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.writing_anyway import NOTHING_AGREED, Consent, tell_or_ask
from budgetdesk.domain.file_kinds import BOOK, EXCHANGE, FOREIGN, IMPORTS, PDF, kind_of
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from budgetdesk.desktop.dialogs.export import ExportChoice, ExportOffer
    from budgetdesk.desktop.preview.panel import MakePdf, PreviewPanel
    from budgetdesk.desktop.window.selecting import Named
    from budgetdesk.domain.catalogue import CatalogueKind
    from budgetdesk.domain.code_changes import CodeList
    from budgetdesk.exchange.existing import Decisions
    from budgetdesk.exchange.foreign_file import SourcesSeen

_NO_PRINTER = "没有找到打印机，在别处打印："


class OutputCommands:
    """What turns a book into files and paper, and files into a book."""

    def __init__(self, desk: Desk, jobs: Jobs, settings: Settings, parent: QWidget) -> None:
        self._desk = desk
        self._session: Session = desk.session
        self._jobs = jobs
        self._settings = settings
        self._parent = parent
        desk.preview_made.connect(self.serve)
        desk.tables_wanted_on_paper.connect(self.preview_tables)
        desk.codes_wanted.connect(self.see_codes)
        desk.overviews.batch_wanted.connect(self.do_with)

    # In

    def import_files(self) -> None:
        """Ask for files and import them as one step."""
        paths = ask.ask_open(self._parent, "导入", self._last_folder(), IMPORTS)
        if paths:
            self.import_these(paths)

    def import_these(self, paths: tuple[Path, ...]) -> None:
        """Import files as one step that can be undone."""
        if not self._session.commit_editors():
            return
        self._settings.put(LAST_FOLDER, str(paths[0].parent))
        if all(kind_of(path) is EXCHANGE for path in paths):
            self._import(paths, {})
            return

        def work(book: Book, progress: Progress) -> "tuple[CodeList, ...]":
            from budgetdesk.exchange.importing import code_lists_in

            progress(0, 0)
            return code_lists_in(book, paths, progress)

        self._jobs.start(
            f"读取 {paths[0].name}",
            on_companion(self._session.book, work),
            lambda lists: self._on_lists(paths, lists),
            failed=lambda error: self._refuse("导入没有完成，账套没有变动", error),
        )

    def _on_lists(self, paths: tuple[Path, ...], lists: "tuple[CodeList, ...]") -> None:
        """A list of 科目 is taken over only when its changes were seen."""
        if not lists:
            self._look(paths)
            return
        from budgetdesk.desktop.dialogs.code_list import CodeListDialog

        whole = CodeListDialog.ask(self._parent, self._session.book, lists)
        if whole is not None:
            self._import(paths, whole)

    def _look(self, paths: tuple[Path, ...]) -> None:
        """Forms of foreign files are imported only when they were seen."""
        if not any(kind_of(path) in FOREIGN for path in paths):
            self._import(paths, {})
            return

        def work(book: Book, progress: Progress) -> "SourcesSeen":
            from budgetdesk.exchange.foreign_file import sources_in

            return sources_in(book, paths, progress)

        self._jobs.start(
            f"识别 {paths[0].name}",
            on_companion(self._session.book, work),
            lambda seen: self._on_looked(paths, seen),
            failed=lambda error: self._refuse("导入没有完成，账套没有变动", error),
        )

    def _on_looked(self, paths: tuple[Path, ...], seen: "SourcesSeen") -> None:
        from budgetdesk.desktop.two_sides.foreign import look_at

        if look_at(self._parent, seen):
            self._import(paths, {})

    def _import(
        self,
        paths: tuple[Path, ...],
        whole: "Mapping[CatalogueKind, bool]",
        decisions: "Decisions | None" = None,
    ) -> None:
        def work(book: Book, progress: Progress) -> list[str]:
            from budgetdesk.exchange.existing import NOTHING_DECIDED
            from budgetdesk.exchange.importing import import_files

            decided = decisions or NOTHING_DECIDED
            report = import_files(book, paths, whole=whole, decisions=decided, progress=progress)
            return list(report.sentences())

        self._jobs.start(
            f"导入 {len(paths)} 个文件" if len(paths) > 1 else f"导入 {paths[0].name}",
            on_companion(self._session.book, work),
            self._on_imported,
            failed=lambda error: self._not_imported(paths, whole, error),
            writes=True,
        )

    def _not_imported(
        self, paths: tuple[Path, ...], whole: "Mapping[CatalogueKind, bool]", error: Exception
    ) -> None:
        """Projects that the book has, and a table that leaves money open, are asked about."""
        from budgetdesk.desktop.ledger.table_import import import_open_table
        from budgetdesk.exchange.existing import ExistingProjectsFault
        from budgetdesk.exchange.line_tables.files import OpenTableFault

        if isinstance(error, ExistingProjectsFault):
            from budgetdesk.desktop.two_sides.existing import ExistingDialog

            decisions = ExistingDialog.ask(self._parent, error.meetings)
            if decisions is not None:
                self._import(paths, whole, decisions)
            return
        what = "导入没有完成，账套没有变动"
        if not isinstance(error, OpenTableFault) or len(paths) > 1:
            self._refuse(what, error)
            return
        try:
            done = import_open_table(self._parent, self._session.book, error)
        except BookError as refused:
            self._refuse(what, refused)
            return
        if done:
            self._desk.notice.offer_undo(done, self._session.undo)

    def _on_imported(self, sentences: list[str]) -> None:
        self._session.book.catch_up()
        self._desk.notice.offer_undo("　".join(sentences), self._session.undo)

    def see_codes(self) -> None:
        """Show the catalogues in use: names to compare, and the office's own list to take over."""
        if not self._session.commit_editors():
            return
        from budgetdesk.desktop.dialogs.codes import CodesDialog

        told = CodesDialog.ask(self._parent, self._jobs, self._session.book, self._last_folder())
        if told:
            self._desk.notice.offer_undo(told, self._session.undo)

    # Out

    def do_with(self, what: str, ids: tuple[int, ...]) -> None:
        """Create, preview, print, export or submit the forms of chosen projects."""
        from budgetdesk.desktop.tree.outline import Level
        from budgetdesk.desktop.window.selecting import of_lines, offer_of_projects

        if what == "new_of_stage":
            self._desk.stages.add(ids)
            return
        if what == "submit":
            self._desk.overviews.submission_wanted.emit(ids)
            return
        found = (self._desk.model.find(Level.PROJECT, one) for one in ids)
        nodes = [node for node in found if node is not None]
        if not nodes or not self._session.commit_editors():
            return
        named = of_lines(self._desk, nodes)
        if named is None:
            self._desk.notice.say("所选的项目还没有这个阶段的表。")
        elif what == "preview":
            self._show(named)
        elif what == "print":
            self._print_named(named)
        else:
            self.export(offer_of_projects(self._desk, ids))

    def export(self, more: "tuple[ExportOffer, ...]" = ()) -> None:
        """Ask what to export and where to, and do it; what is offered last is proposed."""
        if not self._session.commit_editors():
            return
        from budgetdesk.desktop.dialogs.export import ExportDialog, Part
        from budgetdesk.desktop.dialogs.still_open import run_while_checking
        from budgetdesk.desktop.window.selecting import offers_of

        offers, known = offers_of(self._desk) + more, self._settings.get(EXPORT_PARTS)
        last = offers[-1].selection
        dialog = ExportDialog(
            self._parent,
            offers,
            tuple(self._settings.get(EXPORT_KINDS)),
            self._export_folder(),
            [part for part in Part if part in known],
            first=len(offers) - 1 if more or last.page else 0,
        )
        row = dialog.still_open
        if run_while_checking(dialog, row, self._jobs, self._session.book):
            choice = dialog.choice
            self._settings.put(EXPORT_KINDS, list(choice.kinds))
            self._settings.put(EXPORT_PARTS, [str(part) for part in choice.parts])
            self._settings.put(EXPORT_FOLDER, str(choice.folder))
            self.export_this(choice)
        elif row.wanted is not None:
            self._desk.place_wanted.emit(row.wanted)

    def export_this(self, choice: "ExportChoice", consent: Consent = NOTHING_AGREED) -> None:
        """Write the chosen forms into the chosen folder."""

        def work(book: Book, progress: Progress) -> tuple[Path, ...]:
            from budgetdesk.exchange.exporting import export_book

            order = choice.order()
            if consent.mask:
                order = replace(order, mask=True)
            allowed = {"overwrite": consent.overwrite} if consent.overwrite else {}
            return export_book(book, choice.folder, order, **allowed, progress=progress)

        def failed(error: Exception) -> None:
            again = partial(self.export_this, choice)
            tell_or_ask(self._parent, "导出没有完成", error, consent, again)

        self._jobs.start(
            f"导出 {choice.forms} 张表",
            on_companion(self._session.book, work),
            self._on_exported,
            failed=failed,
        )

    def _on_exported(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self._desk.notice.tell_written("已导出", paths)

    def preview(self) -> "PreviewPanel | None":
        """Show the form or table in front, or what the tree's cursor is on, as it will print."""
        holder = self._desk.tabs.holder_in_front()
        if holder is not None and not self._desk.view.hasFocus():
            return holder.show_preview()
        named = self._selected()
        return self._show(named) if named is not None else None

    def preview_tables(self) -> "PreviewPanel | None":
        """Show all computed tables as they will print."""
        from budgetdesk.desktop.window.selecting import all_tables

        named = all_tables(self._desk) if self._session.commit_editors() else None
        if named is None:
            self._desk.notice.say("账套中还没有预算明细，没有可打印的报表。")
            return None
        return self._show(named)

    def _show(self, named: "Named") -> "PreviewPanel":
        from budgetdesk.desktop.preview.panel import PreviewPanel

        panel = PreviewPanel(named.title, self._pdf_of(named), self._jobs, named.about)
        self.serve(panel)
        self._desk.tabs.open_preview(panel)
        panel.setFocus()
        return panel

    def serve(self, panel: "PreviewPanel") -> None:
        """Print and save what a preview shows when it is asked to."""
        panel.print_wanted.connect(lambda: self.print_panel(panel))
        panel.save_wanted.connect(lambda: self._save_panel(panel))

    def print_here(self) -> None:
        """Print the preview in front, else what a preview would show now."""
        panel = self._desk.tabs.current_preview()
        holder = self._desk.tabs.holder_in_front()
        if holder is not None and panel is None and not self._desk.view.hasFocus():
            panel = holder.show_preview()
        if panel is not None:
            self.print_panel(panel)
            return
        named = self._selected()
        if named is not None:
            self._print_named(named)

    def _print_named(self, named: "Named") -> None:
        self._jobs.start(
            f"排版 {named.title}",
            self._pdf_of(named),
            lambda content: self.print_content(content, named.title, named.about),
            failed=lambda error: self._refuse("打印没有完成", error),
        )

    def print_panel(self, panel: "PreviewPanel") -> None:
        """Print the very pages that a preview shows."""
        if panel.content is None:
            self._desk.notice.say("页面正在排版，排好后再打印。")
        else:
            self.print_content(panel.content, panel.title, panel.about)

    def print_content(self, content: bytes, title: str, about: str) -> None:
        """Ask for a printer and hand a PDF over to it; without one it can be kept as a file."""
        from budgetdesk.desktop.window.printing import Printing

        printing = Printing(self._parent, self._jobs, self._settings, self._desk.notice)
        if not printing.ask(content, title, about):
            self._save(content, title, _NO_PRINTER)

    def _save_panel(self, panel: "PreviewPanel") -> None:
        if panel.content is not None:
            self._save(panel.content, panel.title)

    def _save(self, content: bytes, title: str, why: str = "") -> None:
        """Ask where a PDF goes; the dialog says why it is asked, as it hides what is behind it."""
        from budgetdesk.exchange.file_names import safe_name
        from budgetdesk.output.files import OutputError, replacing

        proposal = self._export_folder() / f"{safe_name(title)}{PDF.suffix}"
        path = ask.ask_save(self._parent, f"{why}另存为 PDF", proposal, PDF)
        if path is None:
            return
        try:
            with replacing(path) as temporary:
                temporary.write_bytes(content)
        except OutputError as error:
            self._refuse("另存没有完成", error)
            return
        self._on_exported((path,))

    def back_up(self) -> None:
        """Ask for a place and write a checked copy of the book there."""
        if not self._session.commit_editors():
            return
        book = self._session.book
        proposal = book.path.with_name(f"{book.path.stem} 备份{book.path.suffix}")
        path = ask.ask_save(self._parent, "备份账套", proposal, BOOK)
        if path is None:
            return

        def work(companion: Book, progress: Progress) -> tuple[Path, ...]:
            progress(0, 0)
            companion.backup_to(path)
            return (path,)

        self._jobs.start(
            "备份账套",
            on_companion(book, work),
            self._on_exported,
            failed=lambda error: self._refuse("备份没有完成", error),
        )

    # Of use to them

    def _selected(self) -> "Named | None":
        """What is meant by what is in front; a sentence says so where that is nothing."""
        from budgetdesk.desktop.window.selecting import in_front

        if not self._session.commit_editors():
            return None
        named = in_front(self._desk)
        if named is None:
            self._desk.notice.say("这里还没有可以打印的表。")
        return named

    def _pdf_of(self, named: "Named") -> "MakePdf":
        def pages(book: Book, progress: Progress) -> bytes:
            from budgetdesk.exchange.exporting import selected_sheets
            from budgetdesk.output.pdf import pdf_bytes

            sheets = selected_sheets(book, named.selection)
            return pdf_bytes(sheets, named.title, progress=progress)

        return on_companion(self._session.book, pages)

    def _export_folder(self) -> Path:
        return self._settings.folder(EXPORT_FOLDER, self._session.book.path.parent)

    def _last_folder(self) -> Path:
        return self._settings.folder(LAST_FOLDER, self._session.book.path.parent)

    def _refuse(self, what: str, error: Exception) -> None:
        tell_refusal(self._parent, what, error)
