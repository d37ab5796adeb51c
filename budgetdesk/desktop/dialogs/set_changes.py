"""What another version of a form set changes in the open book, line by line."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QWidget

from budgetdesk.book.book import Book
from budgetdesk.desktop.dialogs.frame import Dialog, open_wide
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.exchange.set_versions.changes import SetChange, SetChangeKind
from budgetdesk.exchange.set_versions.offering import SetOffer, held_by_changes
from budgetdesk.exchange.set_versions.telling import (
    CHANGE_WORDS,
    held_line,
    remarks_of,
    sentence_of,
)
from budgetdesk.forms.listing import ListedColumn

_KEPT = "去掉的栏目里已填的内容仍留在账套中，换用后不再显示；换用是一步，可以撤销。"
_ALL_KEPT = "已填的内容都不变；换用是一步，可以撤销。"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change, and what the book holds there."""

    key: tuple[str, ...]
    what: str
    name: str
    of: str
    old: str
    new: str
    held: str


COLUMNS: tuple[ListedColumn[ChangeLine], ...] = (
    ListedColumn("改动", 6.5, lambda line: line.what),
    ListedColumn("栏目、表或审核", 18, lambda line: line.name),
    ListedColumn("所在的表", 11, lambda line: line.of),
    ListedColumn("原来", 10, lambda line: line.old),
    ListedColumn("现在", 10, lambda line: line.new),
    ListedColumn("本账套已填的", 18, lambda line: line.held),
)


class SetChangesDialog(Dialog):
    """The changes with what the book holds in what goes; accepted, the book takes the set over."""

    manual_page = "books"
    characters, lines = 84, 26

    def __init__(self, parent: QWidget | None, book: Book, offer: SetOffer) -> None:
        super().__init__(parent, "套表的新版本", "换用")
        self.cancel_button.setText("以后再说")
        held = held_by_changes(book, offer.changes)
        self.told = QLabel("\n".join((sentence_of(offer), *remarks_of(offer))), self)
        self.told.setWordWrap(True)
        self.table = ListTable(ListModel(COLUMNS), parent=self)
        self.table.setAccessibleName("改动")
        self.table.show_lines(
            [_line(it, held_line(held[it]) if it in held else "") for it in offer.changes]
        )
        gone = any(it.kind is SetChangeKind.FIELD_GONE for it in held)
        self.kept = QLabel(_KEPT if gone else _ALL_KEPT, self)
        self.kept.setWordWrap(True)
        for part in (self.told, self.table, self.kept):
            self.fields.addRow(part)
        open_wide(self)


def _line(change: SetChange, held: str) -> ChangeLine:
    key = (change.kind.value, change.of, change.name, change.record, change.path)
    what = CHANGE_WORDS[change.kind]
    held = "内容随之移到新栏" if change.into else held
    return ChangeLine(key, what, change.name, change.of, change.old, change.new, held)
