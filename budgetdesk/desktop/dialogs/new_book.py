"""Asking for a new book: which form set, which year, under what name, where."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QWidget,
)

from budgetdesk.book.book import BookInfo
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.place_row import PlaceRow
from budgetdesk.desktop.screen_room import screen_room
from budgetdesk.desktop.whole_rows import WholeRowsList
from budgetdesk.domain.file_kinds import BOOK
from budgetdesk.domain.text import half_width, one_line
from budgetdesk.domain.there import free_beside, is_there
from budgetdesk.forms.definition import FormSet

_WHICH_SET = (
    "选本地区、要报的年度的一套；本地区只有往年的，选最近一年的，再改预算年度；\n"
    "没有本地区的，选财预〔2021〕101号那套。"
)
_MOST_SETS, _FEWEST_SETS = 11, 3  # rows
_BESIDE = 20  # lines that the other fields and the buttons take, a long path among them
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))


@dataclass(frozen=True, slots=True)
class NewBook:
    """What the dialog was told."""

    info: BookInfo
    path: Path


def ask_new_book(parent: QWidget, path: Path) -> Path | None:
    """Where a new book goes instead of there; None where nothing was chosen."""
    chosen = ask.ask_save(parent, "新账套保存到", path, BOOK)
    return None if chosen is None else chosen.with_suffix(BOOK.suffix)


class NewBookRow(PlaceRow):
    """Where a new book goes: as is wished, under a free name where that one is taken."""

    def __init__(self, dialog: Dialog, folder: Path) -> None:
        super().__init__(dialog, folder, partial(ask_new_book, dialog))
        self._dialog, self._wished = dialog, folder

    @property
    def book(self) -> Path:
        """The file of the new book."""
        return self.chosen or free_beside(self._wished)

    def wish(self, path: Path) -> None:
        """Have it go there, unless another place was chosen."""
        self._wished = path
        self.show_path(self.book)

    def judge(self) -> None:
        """Tell in the dialog what is amiss with the place, or that the name is taken."""
        book = self.book
        if is_there(book):
            self._dialog.tell_amiss("这个位置已有同名文件，请更改保存位置。")
        elif not self.chosen and book != self._wished:
            self._dialog.tell_aside(f"已有“{self._wished.name}”，新的叫“{book.name}”。")
        else:
            self._dialog.tell_amiss("")


class SetList(WholeRowsList):
    """Form sets to choose from, as high as they need and a small screen has room for."""

    def show_sets(self, form_sets: Sequence[FormSet]) -> None:
        """List them; a long path in the dialog takes none of their room."""
        self.addItems([it.name for it in form_sets])
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 30)
        self.setSizeAdjustPolicy(WholeRowsList.SizeAdjustPolicy.AdjustToContents)
        self.ensurePolished()
        row = self.sizeHintForRow(0)
        room = screen_room().height() - _BESIDE * self.fontMetrics().height()
        most = max(_FEWEST_SETS, min(_MOST_SETS, room // row))
        below = max(len(form_sets) - most, 0) * row
        height = self.sizeHint().height() - below
        self.setMinimumHeight(height)
        if below:
            self.setMaximumHeight(height)


class NewBookDialog(Dialog):
    """Form set, title, year and file of a new book.

    No set is chosen beforehand: a book keeps its set, and the first is of some other place.
    """

    manual_page = "books"

    def __init__(
        self, parent: QWidget | None, form_sets: tuple[FormSet, ...], folder: Path
    ) -> None:
        super().__init__(parent, "新建账套", "新建账套")
        self._form_sets = form_sets
        self._folder = folder
        self.sets = SetList(self)
        self.sets.show_sets(form_sets)
        self.office = QLineEdit(self)
        self.office.setPlaceholderText("例如：永和县卫生健康和体育局")
        self.year = QLineEdit(self)
        self.place = NewBookRow(self, folder)
        self.place.changed.connect(self._judge)
        self.add("套表", self.sets)
        self.add("", QLabel(_WHICH_SET, self))
        self.add("单位名称", self.office, needed=True)
        self.add("预算年度", self.year, needed=True)
        self.add("保存到", self.place)
        self.sets.itemSelectionChanged.connect(self._on_set)
        for field in (self.office, self.year):
            field.textChanged.connect(self._judge)
        self.sets.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._judge()

    @property
    def new_book(self) -> NewBook:
        """What is typed and chosen."""
        (row,) = self._chosen()
        form_set = self._form_sets[row]
        return NewBook(BookInfo(form_set.id, self._year() or 0, self._title()), self.path)

    @property
    def path(self) -> Path:
        """Where the book will be."""
        return self.place.book

    @classmethod
    def ask(
        cls, parent: QWidget, form_sets: tuple[FormSet, ...], folder: Path, proposed: str = ""
    ) -> NewBook | None:
        """Ask; None when the user thinks better of it. `proposed` is the id of a set, or ""."""
        dialog = cls(parent, form_sets, folder)
        ids = [form_set.id for form_set in form_sets]
        if proposed in ids:
            dialog.sets.setCurrentRow(ids.index(proposed))
        return dialog.new_book if ask.run(dialog) else None

    def _title(self) -> str:
        return f"{one_line(self.office.text())} {half_width(self.year.text()).strip()}".strip()

    def _year(self) -> int | None:
        text = half_width(self.year.text()).strip()
        return int(text) if text.isdecimal() and 2000 <= int(text) <= 2099 else None

    def _chosen(self) -> tuple[int, ...]:
        """The row of the chosen set, if one is; a current row there always is, for the keys."""
        return tuple(self.sets.row(item) for item in self.sets.selectedItems())

    def _on_set(self) -> None:
        for row in self._chosen():
            self.year.setText(str(self._form_sets[row].fiscal_year))
        self._judge()

    def _judge(self) -> None:
        name = self._title().translate(_NOT_IN_NAMES).strip() or "账套"
        self.place.wish(self._folder / f"{name}{BOOK.suffix}")
        if not self._chosen():
            self.tell_amiss("请选一套表。", blank=True)
        elif not one_line(self.office.text()):
            self.tell_amiss("请填写单位名称。", blank=True)
        elif self._year() is None:
            self.tell_amiss("预算年度是四位数字，例如 2025。")
        else:
            self.place.judge()
