"""Where everything lies on the reviewer's desk."""

from collections.abc import Hashable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.desktop.reviewing.paper import FittedPaper
from budgetdesk.desktop.reviewing.said import SAID
from budgetdesk.desktop.still import StillBox
from budgetdesk.exchange.form_review.rows import JUDGED

_LIST, _PAPER, _SIDE = 29, 53, 28  # characters wide
_KEYS = "Enter 作为意见　Ctrl+Enter 同意　Ctrl+Shift+Enter 退回　Ctrl+M 写意见　Ctrl+PgDn 下一张"


class ReviewWidgets:
    """The widgets of the dialog: forms at the left, paper in the middle, what is said at right."""

    def __init__(self, dialog: QDialog) -> None:
        self.shown: Hashable = None  # whose form is on the paper
        self.unit = StillBox(dialog)
        self.unit.setAccessibleName("单位")
        self.headline = QLabel(dialog)
        self.headline.setObjectName("field-name")
        self.share = QProgressBar(dialog)
        self.share.setAccessibleName("审核进度")
        self.share.setTextVisible(False)
        self.forms = ListTable(ListModel(JUDGED), parent=dialog, stretches=0)
        self.forms.setAccessibleName("要审核的表")
        self.sheet = FittedPaper(dialog)
        self.sheet.setAccessibleName("这张表")
        self.said = ListTable(ListModel(SAID), parent=dialog)
        self.said.setAccessibleName("审核结果和意见")
        self.details = QLabel(dialog)
        self.details.setWordWrap(True)
        self.details.setContentsMargins(6, 2, 6, 2)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = QLineEdit(dialog)
        self.words.setAccessibleName("意见")
        self.words.setPlaceholderText("自己的意见，写在表上选中的那一格")
        self.amiss = QLabel(dialog)
        self.amiss.setObjectName("amiss")
        self.amiss.setWordWrap(True)
        self.agree = QPushButton("同意", dialog)
        self.agree.setObjectName("primary")
        self.send_back = QPushButton("退回", dialog)
        self.close_button = QPushButton("关闭", dialog)
        for button in (self.agree, self.send_back, self.close_button):
            button.setAutoDefault(False)
        self._lay_out(dialog)

    def say(self, sentence: str) -> None:
        """Tell one sentence, or none."""
        self.amiss.setText(sentence)
        self.amiss.setVisible(bool(sentence))

    def tell_share(self, done: int, whole: int) -> None:
        """How far the reviewer is."""
        self.share.setRange(0, max(whole, 1))
        self.share.setValue(done)

    def share_width(self, width: int) -> None:
        """Give each part its share; the stretched form alone would give way on a small screen."""
        character = self.forms.fontMetrics().horizontalAdvance("永")
        scale = min(1.0, width / (character * (_LIST + _PAPER + _SIDE)))
        parts = (_LIST, _PAPER, _SIDE)
        self._split.setSizes([round(character * part * scale) for part in parts])

    def _lay_out(self, dialog: QDialog) -> None:
        self.amiss.hide()
        character = dialog.fontMetrics().horizontalAdvance("永")
        self._split = split = QSplitter(Qt.Orientation.Horizontal, dialog)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for part in (self.forms, self.sheet, self._side()):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(self._head(character))
        layout.addWidget(split, 1)
        layout.addLayout(self._foot(dialog))

    def _head(self, character: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.unit.setMinimumWidth(character * 16)
        self.share.setFixedWidth(character * 12)
        row.addWidget(self.unit)
        row.addWidget(self.headline)
        row.addWidget(self.share)
        row.addStretch(1)
        return row

    def _side(self) -> QWidget:
        side = QWidget()
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.said, 3)
        below.addWidget(self.details, 1)
        below.addWidget(self.words)
        return side

    def _foot(self, dialog: QDialog) -> QVBoxLayout:
        keys = QLabel(_KEYS, dialog)
        keys.setObjectName("faint")
        row = QHBoxLayout()
        row.addWidget(keys)
        row.addStretch(1)
        for button in (self.agree, self.send_back, self.close_button):
            row.addWidget(button)
        below = QVBoxLayout()
        below.addWidget(self.amiss)
        below.addLayout(row)
        return below
