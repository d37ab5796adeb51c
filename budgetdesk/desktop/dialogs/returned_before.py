"""退回过的意见: what was returned before and stands so again; told no more where it is settled."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from budgetdesk.desktop.dialogs.frame import WideDialog, lay_out_list, open_wide
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.return_lessons import ReturnLesson
from budgetdesk.exchange.returned_before.listing import TOLD_AGAIN, ToldLine, told_as_lines
from budgetdesk.exchange.returned_before.told_again import ToldAgain

_WORDS = 4  # the column that takes the room that is left
Switch = Callable[[ReturnLesson], bool]
"""Switches a lesson on that is off, or off; whether that was done."""


class ReturnedBeforeDialog(WideDialog):
    """The list; a line that is opened is the place that is `wanted`."""

    manual_page = "output"
    wide, high = 94, 0.45

    def __init__(
        self,
        told: Sequence[ToldAgain],
        switch: Switch,
        parent: QWidget | None,
        *,
        writable: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("退回过的意见")
        self.wanted: FieldRef | None = None
        self._told, self._switch, self._writable = list(told), switch, writable
        self.headline = QLabel(self)
        self.headline.setObjectName("field-name")
        self.headline.setWordWrap(True)
        self.table = ListTable(ListModel(TOLD_AGAIN), parent=self, stretches=_WORDS)
        self.table.setAccessibleName("退回过的意见")
        self.quiet = QPushButton("不再提醒", self)
        self.go = QPushButton("转到这一处", self)
        self.go.setDefault(True)
        self.close_button = QPushButton("关闭", self)
        lay_out_list(
            self, self.headline, self.table, (self.close_button, self.go), deeds=(self.quiet,)
        )
        self.table.opened.connect(self._choose)
        self.go.clicked.connect(lambda: self._choose(self.table.current_line()))
        self.quiet.clicked.connect(self._turn)
        self.close_button.clicked.connect(self.reject)
        self.table.current_moved.connect(self._offer)
        self._show()
        self.table.selectRow(0)
        open_wide(self)

    def _show(self) -> None:
        off = sum(it.lesson.off for it in self._told)
        more = f"，另有 {off} 处不再提醒" if off else ""
        self.headline.setText(f"以前退回过、现在又是这样的 {len(self._told) - off} 处{more}")
        self.table.show_lines(told_as_lines(self._told))
        self._offer()

    def _offer(self) -> None:
        line = self.table.current_line()
        is_off = isinstance(line, ToldLine) and line.told.lesson.off
        self.quiet.setText("恢复提醒" if is_off else "不再提醒")
        self.quiet.setEnabled(line is not None and self._writable)
        self.go.setEnabled(line is not None)

    def _choose(self, line: object) -> None:
        if isinstance(line, ToldLine):
            self.wanted = line.told.ref
            self.accept()

    def _turn(self) -> None:
        line = self.table.current_line()
        if not isinstance(line, ToldLine):
            return
        lesson = line.told.lesson
        if self._switch(lesson):
            turned = replace(line.told, lesson=replace(lesson, off=not lesson.off))
            self._told[line.number - 1] = turned
            self._show()
