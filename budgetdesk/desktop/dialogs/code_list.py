"""What an office's list of 科目 changes, shown before anything of it is written."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import catalogue, lines_by_code
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_changes import CodeChanges, CodeList, compare
from budgetdesk.domain.code_search import CODE_KINDS

_CHARACTERS = 40
_LINES = 11


class ListPreview(QWidget):
    """The changes of lists in words, and for each a box: it is whole, what it lacks has ended.

    The program proposes what the box says; the clerk knows.
    """

    changed = Signal()

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._lists: tuple[CodeList, ...] = ()
        self.boxes: dict[CatalogueKind, QCheckBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self._scrolled())
        self.hide()

    @property
    def changes(self) -> tuple[CodeChanges, ...]:
        """What the lists shown change."""
        whole = self.whole
        return tuple(
            compare(it, catalogue(self._book, it.kind), is_whole=whole.get(it.kind))
            for it in self._lists
        )

    @property
    def whole(self) -> Mapping[CatalogueKind, bool]:
        """By kind whether the clerk takes its list for a whole one."""
        return {kind: box.isChecked() for kind, box in self.boxes.items()}

    def show_lists(self, lists: Sequence[CodeList]) -> None:
        """Show other lists, none of them taken over yet."""
        for box in self.boxes.values():
            self._layout.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        self._lists = tuple(lists)
        for changes in self.changes:
            self._offer(changes)
        self.setVisible(bool(lists))
        self._tell()

    def _offer(self, changes: CodeChanges) -> None:
        kind = changes.listed.kind
        if kind in self.boxes:
            return
        name = CODE_KINDS[kind].name
        box = self.boxes[kind] = QCheckBox(f"{name}清单是完整的，其中没有的科目停用", self)
        box.setChecked(changes.is_whole)
        box.toggled.connect(self._tell)
        self._layout.addWidget(box)

    def _tell(self) -> None:
        told = (
            sentence
            for it in self.changes
            for sentence in it.sentences(lines_by_code(self._book, it.listed.kind))
        )
        self.text.setText("\n".join(told))
        self.changed.emit()

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.text)
        area.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * _CHARACTERS)
        area.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        return area


class CodeListDialog(Dialog):
    """Whether lists in files that are imported shall be taken over, and as whole ones or not."""

    manual_page = "ledger"

    def __init__(self, parent: QWidget | None, book: Book, lists: Sequence[CodeList]) -> None:
        super().__init__(parent, "导入科目清单", "导入清单")
        self.preview = ListPreview(book, self)
        self.preview.show_lists(lists)
        self.add("清单的变化", self.preview)

    @classmethod
    def ask(
        cls, parent: QWidget, book: Book, lists: Sequence[CodeList]
    ) -> Mapping[CatalogueKind, bool] | None:
        """Ask; by kind whether its list is whole, None when the user thinks better of it."""
        dialog = cls(parent, book, lists)
        return dialog.preview.whole if ask.run(dialog) else None
