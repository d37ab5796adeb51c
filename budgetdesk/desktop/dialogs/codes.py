"""科目目录: whose lists a book uses, the names still to compare, and the office's own list."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidgetItem, QPushButton, QWidget

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import (
    confirm_names,
    take_code_list,
    unconfirmed,
)
from budgetdesk.desktop import ask
from budgetdesk.desktop.clips import text_to_paste
from budgetdesk.desktop.dialogs.code_list import ListPreview
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.waiting import GivenUp, waited
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.whole_rows import WholeRowsList
from budgetdesk.domain.catalogue import CatalogueEntry, CatalogueKind, load_catalogue
from budgetdesk.domain.code_changes import CodeList
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.file_kinds import CODE_LISTS
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.code_lists import CodeListError, code_lists
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.publishing_codes import editions_line
from budgetdesk.exchange.spreadsheet import read_sheets, text_rows

_CONFIRMED = "确认科目名称"
_TAKEN = "导入科目清单"


class CodesDialog(Dialog):
    """The names in use that come from memory, each ticked when compared with the official book.

    A list that is chosen or pasted is shown as what it changes, and taken over when accepted.
    """

    manual_page = "ledger"

    def __init__(self, parent: QWidget | None, jobs: Jobs, book: Book, folder: Path) -> None:
        super().__init__(parent, "科目目录", "确认无误")
        self._jobs = jobs
        self._book = book
        self._folder = folder
        self.edition = QLabel(editions_line(book), self)
        self.names = WholeRowsList(self)
        self.preview = ListPreview(book, self)
        self.choose = QPushButton("导入清单…", self)
        self.paste = QPushButton("粘贴清单", self)
        self.choose.clicked.connect(self._choose)
        self.paste.clicked.connect(self._paste)
        for kind, entries in unconfirmed(book).items():
            for entry in entries:
                self._list(kind, entry)
        self.names.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 34)
        self.add("目录", self.edition)
        self.add("待核对的名称", self.names)
        self.add_group("本单位的清单", (self.choose, self.paste), across=True)
        self.add("清单的变化", self.preview)
        self._show_preview(shown=False)
        for part in (self.choose, self.paste):
            part.setEnabled(not book.read_only)
        self.names.itemChanged.connect(self._judge)
        self.preview.changed.connect(self._judge)
        self._judge()

    @property
    def confirmed(self) -> Mapping[CatalogueKind, Mapping[str, str]]:
        """The names that are ticked, by kind and code."""
        found: dict[CatalogueKind, dict[str, str]] = {}
        for row in range(self.names.count()):
            item = self.names.item(row)
            if item.checkState() is Qt.CheckState.Checked:
                kind, code, name = item.data(Qt.ItemDataRole.UserRole)
                found.setdefault(CatalogueKind(kind), {})[code] = name
        return found

    @classmethod
    def ask(cls, parent: QWidget, jobs: Jobs, book: Book, folder: Path) -> str:
        """Ask, and do what is accepted as one step; a sentence on it, "" when nothing was."""
        dialog = cls(parent, jobs, book, folder)
        return dialog.apply() if ask.run(dialog) else ""

    def apply(self) -> str:
        """Write what is accepted into the book; a sentence on it."""
        changed = self.preview.changes
        if changed:
            with self._book.step(_TAKEN) as step:
                year = self._book.info.fiscal_year
                for changes in changed:
                    shipped = load_catalogue(changes.listed.kind, year)
                    take_code_list(step, changes, shipped, changes.listed.year or year)
            return f"已导入科目清单 {sum(len(it.listed.names) for it in changed)} 个。"
        with self._book.step(_CONFIRMED) as step:
            for kind, names in self.confirmed.items():
                confirm_names(step, kind, names)
        return f"已确认 {sum(map(len, self.confirmed.values()))} 个科目名称。"

    def show_lists(self, lists: Sequence[CodeList]) -> None:
        """Show what lists would change; accepting takes them over."""
        self.preview.show_lists(lists)
        self._show_preview(shown=bool(lists))
        self._judge()
        if not lists:
            self.tell_amiss("没有找到科目清单。")

    def _list(self, kind: CatalogueKind, entry: CatalogueEntry) -> None:
        item = QListWidgetItem(f"{CODE_KINDS[kind].name} {entry.code} {entry.name}")
        item.setData(Qt.ItemDataRole.UserRole, (kind.value, entry.code, entry.name))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        self.names.addItem(item)

    def _choose(self) -> None:
        path = ask.ask_one(self, "选择科目清单", self._folder, CODE_LISTS)
        if path is None:
            return

        def work(progress: Progress) -> Sequence[CodeList]:
            return code_lists(read_sheets(path, progress), path.stem)

        try:
            self.show_lists(waited(self, self._jobs, f"读取「{path.name}」", work))
        except GivenUp:
            return
        except (CodeListError, ImportFault) as error:
            self.tell_amiss(str(error))

    def _paste(self) -> None:
        data = text_to_paste(self.tell_amiss)
        if data is None:
            return
        try:
            self.show_lists(code_lists([("", text_rows(data.text()))]))
        except CodeListError as error:
            self.tell_amiss(str(error))

    def _show_preview(self, *, shown: bool) -> None:
        """While a list is shown, its changes stand in the place of the names."""
        for part, is_seen in ((self.preview, shown), (self.names, not shown)):
            self.fields.setRowVisible(part, is_seen)

    def _judge(self) -> None:
        has_list = bool(self.preview.boxes)
        self.accept_button.setText("导入清单" if has_list else "确认无误")
        if self._book.read_only:
            self.tell_amiss("账套只读，科目只能查看。")
            return
        is_done = not (has_list or self.confirmed)
        self.tell_amiss("没有要确认的名称，也没有选择清单。" if is_done else "", blank=True)
