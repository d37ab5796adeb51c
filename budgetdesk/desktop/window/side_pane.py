"""The right pane: what helps with the focused field."""

from collections.abc import Callable
from functools import partial
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidgetItem,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.book import read
from budgetdesk.book.change import HistoryEntry, StepKind, Value
from budgetdesk.book.errors import RowMissing
from budgetdesk.desktop.page import CellGuide
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.two_lines import TwoLines
from budgetdesk.desktop.whole_rows import MeasuredList
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import show_value

Say = Callable[[Value], str]
_MOST_SHOWN = 100  # changes of one field
_QUOTED = 60  # characters of a long text
_EDGE = 1  # pixels: what shows the focus around 填报说明
_DEEDS = {StepKind.DO: "", StepKind.UNDO: "撤销：", StepKind.REDO: "重做："}


class SidePane(QSplitter):
    """填报说明 and 修改记录 of the field the cursor is on."""

    manual_page = "forms"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("side-pane")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.field = QLabel()
        self.field.setObjectName("field-name")
        self.field.setWordWrap(True)
        self.instruction = QTextEdit()
        self.instruction.setObjectName("instruction")
        self.instruction.setReadOnly(True)
        self.instruction.setTabChangesFocus(True)
        self.instruction.document().setDocumentMargin(0)
        self.instruction.setFrameShape(QFrame.Shape.NoFrame)
        self.instruction.setAccessibleName("填报说明")
        self.history = MeasuredList(self)
        self.history.setObjectName("history")
        self.history.setItemDelegate(TwoLines(self.history, faint_first=True, narrow=True))
        self.history.setVerticalScrollMode(MeasuredList.ScrollMode.ScrollPerPixel)
        self.history.setAccessibleName("修改记录")
        self.history.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(_section("填报说明", self.field, self.instruction))
        self.addWidget(_section("修改记录", self.history))
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self._placed = False  # the user has moved the line between the two
        self.splitterMoved.connect(self._keep_place)
        self.instruction.document().documentLayout().documentSizeChanged.connect(self._make_room)
        self._session: Session | None = None
        self._ref: FieldRef | None = None
        self._say: Say | None = None  # how values of the field read; None: as its kind says
        self.show_field(None)

    def use(self, session: Session | None) -> None:
        """Help with fields of this book."""
        self._session = session
        self.show_field(None)

    def show_field(self, ref: FieldRef | None) -> None:
        """Show what helps with a field; None: the cursor is on none."""
        self._ref, self._say = ref, None
        if ref is None or self._session is None:
            self.field.setText("")
            self.field.hide()
            self.instruction.setPlainText("选中表中的一格，这里显示它的填报说明和修改记录。")
            self.history.clear()
            return
        self.field.show()
        self._show_help(self._session, ref)
        self._show_history(self._session, ref)

    def _show_help(self, session: Session, ref: FieldRef) -> None:
        from budgetdesk.forms.parts import name_of, part_instruction

        form_set = session.form_set
        self.field.setText(name_of(ref.part) or form_set.label_of(ref))
        text = part_instruction(ref.part) or form_set.instruction(ref.path)
        self.instruction.setPlainText(text or "这一项没有专门的填报说明。")

    def show_guide(self, guide: CellGuide) -> None:
        """Show what helps with a cell that is on no form."""
        self._ref, self._say = guide.ref, guide.say
        self.field.show()
        self.field.setText(guide.title)
        self.instruction.setPlainText(guide.text)
        self.history.clear()
        if guide.ref is not None and self._session is not None:
            self._show_history(self._session, guide.ref)

    def refresh(self) -> None:
        """The book has changed: the field's history may be longer."""
        if self._ref is not None and self._session is not None:
            self._show_history(self._session, self._ref)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height out."""
        super().resizeEvent(event)
        self._make_room()

    def _keep_place(self) -> None:
        self._placed = True

    def _make_room(self) -> None:
        """Give 填报说明 the height of its text, where 修改记录 keeps its least."""
        above, below = self.widget(0), self.widget(1)
        if self._placed or above is None or below is None:
            return
        around = above.sizeHint().height() - self.instruction.sizeHint().height()
        text = ceil(self.instruction.document().size().height()) + 2 * _EDGE
        most = self.height() - below.minimumHeight() - self.handleWidth()
        upper = max(self.height() * 2 // 5, min(around + text, most))
        self.setSizes([upper, self.height() - self.handleWidth() - upper])

    def _show_history(self, session: Session, ref: FieldRef) -> None:
        from budgetdesk.book.provenance import with_sources

        self.history.clear()
        try:
            ever = read.field_history(session.book, ref) if ref.record_id else ()
            entries = with_sources(session.book, ref, ever[:_MOST_SHOWN])
        except RowMissing:  # a change has just taken the row; the form's cursor follows it
            self.show_field(None)
            return
        say = self._say or partial(show_value, field_of(ref).kind)
        for entry in entries:
            item = QListWidgetItem(history_text(entry, say))
            item.setToolTip(f"{_shown(say, entry.old)}\n→\n{_shown(say, entry.new)}")
            self.history.addItem(item)
        if not entries:
            item = QListWidgetItem("还没有修改过。")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.history.addItem(item)


def history_text(entry: HistoryEntry, say: Say) -> str:
    """When and who, then from what to what."""
    when = entry.when.replace("T", " ")[5:16]
    old, new = (shorten(_shown(say, value), _QUOTED) for value in (entry.old, entry.new))
    source = f"导入自 {entry.source}\n" if entry.source else ""
    return f"{when}　{entry.who}　{_DEEDS[entry.kind]}{entry.step}\n{source}{old} → {new}"


def _shown(say: Say, value: Value) -> str:
    return say(value) or "（空）"


def _section(title: str, *parts: QWidget) -> QWidget:
    section = QWidget()
    section.setObjectName("side-section")
    section.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(section)
    layout.setContentsMargins(12, 10, 2, 8)
    layout.setSpacing(6)
    heading = QLabel(title)
    heading.setObjectName("section")
    layout.addWidget(heading)
    for part in parts:
        layout.addWidget(part, 1 if part is parts[-1] else 0)
    section.setMinimumHeight(section.fontMetrics().height() * 5)
    return section
