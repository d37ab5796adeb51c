"""收数 looked at before anything is written: a line a file, what was found in it, what counts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QWidget,
)

from budgetdesk.desktop.dialogs.frame import WideDialog, framed, open_wide
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.desktop.still import StillBox
from budgetdesk.exchange.sealed.deciding import (
    Conflicts,
    Decided,
    Deciding,
    HandEdits,
    outcome_with,
)
from budgetdesk.exchange.sealed.listing import (
    DETAILS,
    FILES,
    ReceiptDetail,
    ReceiptLine,
    counted,
    details_of,
    measure_of,
)
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome

_OPEN = "待定"
_HAND = {None: _OPEN, HandEdits.TAKE: "取表中值", HandEdits.LEAVE: "取包中值"}
_BOTH = {None: _OPEN, Conflicts.KEEP: "保留账套的", Conflicts.TAKE: "取文件的"}

_Package = tuple[Path, str]  # the file, and which package of it


def _package(receipt: Receipt) -> _Package:
    return receipt.path, receipt.package_id


class ReceiptDialog(WideDialog):
    """The dry run of a receipt. What is decided goes for the chosen lines."""

    manual_page = "output"
    wide, high = 96, 0.55

    def __init__(self, receipts: Sequence[Receipt], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("收数")
        self._receipts = receipts
        self._decided: dict[_Package, Decided] = {_package(it): Decided() for it in receipts}
        self.headline = QLabel(self)
        self.headline.setObjectName("field-name")
        self.files = ListTable(ListModel(FILES), parent=self, stretches=0)
        self.files.setAccessibleName("文件")
        self.details = ListTable(ListModel(DETAILS), parent=self, stretches=1)
        self.details.setAccessibleName("所选文件中的内容")
        self.in_full = QLabel(self)
        self.in_full.setWordWrap(True)
        self.in_full.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hand = _box(self, "手工改过的", list(_HAND.values()))
        self.both = _box(self, "两边都改过的", list(_BOTH.values()))
        self.accept_button = QPushButton(self)
        self.cancel_button = QPushButton("取消", self)
        self._lay_out()
        for table in (self.files, self.details):
            table.opened.connect(lambda _: self.accept_button.click())  # which Enter means
        self.files.selection_moved.connect(self._look)
        self.details.selection_moved.connect(self._tell_in_full)
        self.hand.activated.connect(self._decide_hand)
        self.both.activated.connect(self._decide_both)
        self._tell()
        self.files.selectRow(0)
        open_wide(self)

    @property
    def lines(self) -> list[ReceiptLine]:
        """The files as things are decided now."""
        told = self._decided
        return [ReceiptLine(it, outcome_with(it, told[_package(it)])) for it in self._receipts]

    @property
    def wanted(self) -> tuple[Path, ...]:
        """The files to be received."""
        taken = (it for it in self.lines if it.outcome is ReceiptOutcome.TAKEN)
        return tuple(dict.fromkeys(it.receipt.path for it in taken))

    @property
    def decisions(self) -> Deciding:
        """What was decided about each package."""
        decided = dict(self._decided)
        return lambda *package: decided.get(package, Decided())

    def _decide_hand(self, at: int) -> None:
        for one in self._chosen():
            self._decided[one] = replace(self._decided[one], hand_edits=list(_HAND)[at])
        self._tell()

    def _decide_both(self, at: int) -> None:
        for one in self._chosen():
            self._decided[one] = replace(self._decided[one], conflicts=list(_BOTH)[at])
        self._tell()

    def _chosen(self) -> list[_Package]:
        return [_package(line.receipt) for line in self.files.selected_lines()]

    def _tell(self) -> None:
        lines = self.lines
        self.files.show_lines(lines)
        self.headline.setText(counted(lines))
        count = sum(it.outcome is ReceiptOutcome.TAKEN for it in lines)
        self.accept_button.setText(f"收下 {count} {measure_of(lines)}")
        self.accept_button.setEnabled(count > 0)

    def _look(self) -> None:
        """What was found in the file at the cursor; the boxes are on where something is asked."""
        line = self.files.current_line()
        chosen = [it.receipt for it in self.files.selected_lines()]
        waiting = [it for it in chosen if it.outcome is ReceiptOutcome.WAITS]
        self.hand.setEnabled(any(edit.is_decisive for it in waiting for edit in it.edits))
        self.both.setEnabled(any(it.conflicts for it in waiting))
        if line is not None:
            self.details.show_lines(details_of(line.receipt))
            self.details.selectRow(0)
            self._tell_in_full()
            decided = self._decided[_package(line.receipt)]
            self.hand.setCurrentIndex(list(_HAND).index(decided.hand_edits))
            self.both.setCurrentIndex(list(_BOTH).index(decided.conflicts))

    def _tell_in_full(self) -> None:
        """What the columns have no room for, of the chosen line."""
        one = self.details.current_line()
        self.in_full.setText(one.in_full if isinstance(one, ReceiptDetail) else "")

    def _lay_out(self) -> None:
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.files)
        split.addWidget(self.details)
        layout = framed(self)
        layout.addWidget(self.headline)
        layout.addWidget(split, 1)
        layout.addWidget(self.in_full)
        layout.addLayout(self._bottom())
        self.files.setFocus()

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for box in (self.hand, self.both):
            row.addWidget(QLabel(box.accessibleName(), self))
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.accept_button)
        return row


def _box(parent: QWidget, name: str, choices: list[str]) -> StillBox:
    box = StillBox(parent)
    box.addItems(choices)
    box.setAccessibleName(name)
    return box
