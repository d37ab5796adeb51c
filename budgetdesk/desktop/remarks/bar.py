"""The bar above the forms that shows one remark, and what is said to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.elided import ElidedLabel
from budgetdesk.desktop.icons import icon
from budgetdesk.desktop.theme import theme
from budgetdesk.domain.return_remarks import (
    LEAST_ANSWER,
    WISH_LABELS,
    RemarkTreatment,
    ReturnRemark,
)


class RemarkBar(QFrame):
    """Which remark of how many and where it is; below, its words and the unit's answer."""

    manual_page = "output"

    step_wanted = Signal(int)  # to the next (1) or previous (-1)
    answered = Signal(object, str)  # RemarkTreatment, None to take it back; the text
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band-above")
        self.setAccessibleName("退回意见")
        self.counts = QLabel(self)
        self.place = ElidedLabel(self)
        self.place.setObjectName("field-name")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = ElidedLabel(self)
        self.answer = QLineEdit(self)
        self.answer.setAccessibleName("说明")
        self.answer.setPlaceholderText(f"不改的，在这里说明情况，至少 {LEAST_ANSWER} 个字")
        self.changed = QPushButton("已改", self)
        self.explain = QPushButton("说明", self)
        self.again = QPushButton("重新处理", self)
        self.every = QPushButton("全部…", self)
        self.previous = self._tool("arrow-up", "上一条退回意见（Shift+F7）")
        self.next = self._tool("arrow-down", "下一条退回意见（F7）")
        self.closer = self._tool("x", "关闭")
        self._read_only = False
        self._lay_out()
        self._connect()
        self.hide()

    def show_remark(
        self, remark: ReturnRemark, number: int, total: int, left: int, *, read_only: bool
    ) -> None:
        """Show the remark of that number, of so many, so many of which are not answered."""
        self._read_only = read_only
        self._tint()
        open_ones = f"未处理 {left} 条" if left else "都处理了"
        self.counts.setText(f"退回意见 {number}/{total}　{open_ones}")
        self.place.setText("　".join(filter(None, (remark.place.form, remark.place.in_words))))
        code = f"，{remark.code}" if remark.code else ""
        wish = f"（要求{WISH_LABELS[remark.wish]}{code}）"
        self.words.setText(f"{remark.words}{wish}")
        answer = remark.answer
        self.answer.clear()
        signed = f"{answer.who} {answer.at[5:16].replace('T', ' ')}".strip() if answer else ""
        when = f"（{signed}）" if signed else ""
        self.said.setText(f"{remark.answered}{when}")
        is_open: tuple[QWidget, ...] = (self.answer, self.changed, self.explain)
        is_done: tuple[QWidget, ...] = (self.said, self.again)
        for part in (*is_open, *is_done):
            part.setVisible((part in is_open) == (answer is None))
        self._offer()
        self.show()

    def _offer(self) -> None:
        long_enough = len(self.answer.text().strip()) >= LEAST_ANSWER
        self.explain.setEnabled(long_enough and not self._read_only)
        for part in (self.answer, self.changed, self.again):
            part.setEnabled(not self._read_only)

    def _explain(self) -> None:
        if self.explain.isEnabled():
            self.answered.emit(RemarkTreatment.EXPLAINED, self.answer.text())

    def _tool(self, picture: str, tip: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setAutoRaise(True)
        tool.setToolTip(tip)
        tool.setAccessibleName(tip.partition("（")[0])
        tool.setProperty("picture", picture)
        return tool

    def _tint(self) -> None:
        for tool in (self.previous, self.next, self.closer):
            tool.setIcon(icon(tool.property("picture")))

    def _connect(self) -> None:
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.every.clicked.connect(self.list_wanted)
        self.closer.clicked.connect(self.hide)
        self.changed.clicked.connect(
            lambda: self.answered.emit(RemarkTreatment.CHANGED, self.answer.text())
        )
        self.explain.clicked.connect(self._explain)
        self.answer.returnPressed.connect(self._explain)
        self.again.clicked.connect(lambda: self.answered.emit(None, ""))
        self.answer.textChanged.connect(self._offer)
        theme().changed.connect(self._tint)

    def _lay_out(self) -> None:
        above = (self.counts, self.place, self.every, self.previous, self.next, self.closer)
        below = (self.words, self.answer, self.said, self.changed, self.explain, self.again)
        head = _in_a_row(above, (self.place,))
        foot = _in_a_row(below, (self.words, self.answer, self.said))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(foot)


def _in_a_row(parts: Sequence[QWidget], wide: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part, 1 if part in wide else 0)
    return row
