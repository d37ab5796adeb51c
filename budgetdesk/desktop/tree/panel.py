"""The left pane: the filter and the tree below it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from budgetdesk.desktop.icons import SMALL, icon
from budgetdesk.desktop.still import StillBox
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.dictionary.declaration import KindDeclaration

_PAUSE = 120  # milliseconds without typing before a large book is filtered
_LARGE = 5_000  # projects


class TreePanel(QWidget):
    """A filter field over the tree. Esc clears the filter, ↓ goes into the tree.

    Above it, where there are several, a box chooses the stage whose marks and counts are shown.
    """

    manual_page = "projects"

    stage_chosen = Signal(str)  # a record kind

    def __init__(self, view: OutlineView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tree-panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view = view
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("筛选 名称、编码或拼音首字母")
        self.field.setAccessibleName("筛选部门、单位和项目")
        self._magnifier = QAction("筛选", self)
        self._cross = QAction("清除筛选", self)
        self._cross.triggered.connect(self.clear)
        self.field.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self.field.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.stages: tuple[KindDeclaration, ...] = ()
        self.stage = StillBox(self)
        self.stage.setAccessibleName("项目树显示哪个阶段的表")
        self.stage.setToolTip(
            "项目树上的标记和数量是这个阶段的表的；打印、导出选中的项目也按这个阶段"
        )
        self.stage.currentIndexChanged.connect(self._on_stage)
        self.stage.hide()
        self._nothing = QLabel("没有符合的项目，按 Esc 清除筛选。", self)
        self._nothing.setObjectName("faint")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._filter)
        self._lay_out()
        theme().changed.connect(self._tint)
        self._magnifier.setIcon(icon("search", (SMALL,)))

    def offer_stages(self, kinds: Sequence[KindDeclaration], chosen: str) -> None:
        """Let one of the stages be chosen; with one alone there is nothing to choose."""
        self.stages = tuple(kinds)
        blocker = QSignalBlocker(self.stage)
        self.stage.clear()
        for kind in kinds:
            self.stage.addItem(f"阶段：{kind.stage}", kind.kind)
        self.stage.setCurrentIndex(max(0, self.stage.findData(chosen)))
        self.stage.setVisible(len(kinds) > 1)
        blocker.unblock()

    def _on_stage(self) -> None:
        self.stage_chosen.emit(self.stage.currentData() or "")

    def clear(self) -> None:
        """Take the filter away."""
        self.field.clear()
        self._filter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and the arrows, typed into the filter field."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            # Keep Esc and Enter from being taken for window shortcuts first.
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.setFocus()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._filter()
            self.setFocus()
            self.view.go_to_first()
            return True
        return False

    def _on_typed(self, text: str) -> None:
        if text and self._cross.icon().isNull():
            self._cross.setIcon(icon("x", (SMALL,)))
        self._cross.setVisible(bool(text))
        few = sum(1 for _ in self.view.outline.root.projects()) <= _LARGE
        self._pause.start(0 if few else _PAUSE)

    def _filter(self) -> None:
        self._pause.stop()
        count = self.view.filter(self.field.text())
        empty = count == 0 and not self.view.outline.root.shown and bool(self.view.outline.query)
        self._nothing.setVisible(empty)
        self.view.setVisible(not empty)
        self.setFocusProxy(self.field if empty else self.view)  # where Esc clears the filter

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(8, 8, 7, 8)
        above.setSpacing(6)
        above.addWidget(self.stage)
        above.addWidget(self.field)
        layout.addLayout(above)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._nothing, 1)
        self.setFocusProxy(self.view)

    def _tint(self) -> None:
        self._magnifier.setIcon(icon("search", (SMALL,)))
        self._cross.setIcon(icon("x", (SMALL,)))
        # Not at the start: Qt's binding makes itself ready for every class of widgets when it
        # first hands out one of Qt's own making, a tenth of the whole start.
        self.view.viewport().update()
