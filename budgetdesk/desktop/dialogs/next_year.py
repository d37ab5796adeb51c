"""Asking for next year's book: what it is made of, which set and year where files don't say."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.new_book import NewBookRow, SetList
from budgetdesk.domain.file_kinds import BOOK
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.text import half_width
from budgetdesk.forms.definition import FormSet

TITLE = "新建下一年度账套"


@immutable
class LastYearTold:
    """What next year's book is to be made of.

    `words` name it to the clerk; `stem` is the name of its file, "" where that says nothing;
    `folder` is where the new book is proposed. `year` is 0 where it is not known, `form_set` ""
    where that is to be chosen, with `proposed` for a beginning.
    """

    words: str
    folder: Path
    stem: str = ""
    form_set: str = ""
    year: int = 0
    proposed: str = ""


@immutable
class NextYearWish:
    """What the dialog was told; `year` is last year's."""

    path: Path
    form_set: str
    year: int
    with_once: bool


class NextYearDialog(Dialog):
    """`wants_files` once other files are wished for, the dialog being declined then."""

    manual_page = "books"

    def __init__(
        self, parent: QWidget | None, last: LastYearTold, form_sets: Sequence[FormSet] = ()
    ) -> None:
        super().__init__(parent, TITLE, "新建账套")
        self._last, self._form_sets = last, form_sets
        self.wants_files = False
        self.sets = SetList(self)
        self.year = QLineEdit(self)
        self.with_once = QCheckBox("一次性项目也带入", self)
        self.place = NewBookRow(self, last.folder)
        self.place.changed.connect(self._judge)
        self.add("上年的资料", self._source())
        if form_sets:
            self._ask_set()
        else:
            self.sets.hide()
            self.year.hide()
        self.add("项目", self.with_once)
        self.add("保存到", self.place)
        self._judge()

    @property
    def wish(self) -> NextYearWish:
        """What is typed and chosen."""
        chosen = self._chosen()
        form_set = chosen.id if chosen is not None else self._last.form_set
        return NextYearWish(self.path, form_set, self._year() or 0, self.with_once.isChecked())

    @property
    def path(self) -> Path:
        """Where the new book will be."""
        return self.place.book

    def _name(self) -> str:
        """The old file's name with its year moved; else the region's with the year behind it."""
        last = self._year() or 0
        year, stem = str(last + 1), self._last.stem.replace(str(last), str(last + 1))
        chosen = self._chosen()
        if chosen is not None and not stem:
            stem = chosen.region.name
        return stem if year in stem else f"{stem or '账套'} {year}"

    def _source(self) -> QWidget:
        """What the book is made of, and the way to other files."""
        row = QWidget(self)
        words = QLabel(self._last.words, row)
        words.setWordWrap(True)
        self.other = QPushButton("选文件…", row)
        self.other.setToolTip("上年的账套、上报文件，或 Excel、Word、PDF 的表")
        self.other.clicked.connect(self._want_files)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words, 1)
        layout.addWidget(self.other)
        return row

    def _ask_set(self) -> None:
        """Forms in files say of no set and no year."""
        self.sets.show_sets(self._form_sets)
        self.add("表属于", self.sets, "表所属的套表")
        self.add("表的年度", self.year, needed=True)
        self.sets.itemSelectionChanged.connect(self._on_set)
        self.year.textChanged.connect(self._judge)
        ids = [it.id for it in self._form_sets]
        proposed = self._last.proposed
        if proposed in ids:
            self.sets.setCurrentRow(ids.index(proposed))
        elif self._last.year:
            self.year.setText(str(self._last.year))

    def _chosen(self) -> FormSet | None:
        """The set that forms are of, where that is asked and chosen."""
        # The focus alone makes the first one current, which chooses none.
        chosen = self._form_sets and self.sets.selectedItems()
        return self._form_sets[self.sets.row(chosen[0])] if chosen else None

    def _year(self) -> int | None:
        if not self._form_sets:
            return self._last.year
        text = half_width(self.year.text()).strip()
        return int(text) if text.isdecimal() and 2000 <= int(text) <= 2098 else None

    def _on_set(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.year.setText(str(self._last.year or chosen.fiscal_year))
        self._judge()

    def _want_files(self) -> None:
        self.wants_files = True
        self.reject()

    def _judge(self) -> None:
        self.place.wish(self._last.folder / f"{self._name()}{BOOK.suffix}")
        if self._form_sets and self._chosen() is None:
            self.tell_amiss("请选表所属的套表。", blank=True)
        elif self._year() is None:
            self.tell_amiss("表的年度是四位数字，例如 2025。")
        else:
            self.place.judge()
