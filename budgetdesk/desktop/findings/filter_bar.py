"""The line above the findings: counts that filter, grouping, units, search, and 一键修正."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from budgetdesk.checks.finding import SEVERITY_LABELS, Severity
from budgetdesk.desktop.elided import ElidedLabel
from budgetdesk.desktop.findings.delegate import MARK, severity_icon
from budgetdesk.desktop.findings.entries import Grouping, Wish
from budgetdesk.desktop.findings.wording import PapersOwner
from budgetdesk.desktop.icons import icon, pixmap
from budgetdesk.desktop.still import StillBox
from budgetdesk.desktop.theme import colours, theme

_LEAST, _LEAST_CHOICE = 3, 4  # characters
_PAUSE = 120  # milliseconds without typing before the list is searched


class FilterBar(QWidget):
    """What of the findings is shown, and the counts."""

    changed = Signal()  # the wish is another one
    left_for_list = Signal()  # ↓ or Enter in the search field
    fix_all_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tool-row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = ElidedLabel(self)
        self.heading.setText("审核结果")
        self.heading.setObjectName("field-name")
        self.chips = {severity: self._chip(severity) for severity in Severity}
        self.grouping = self._combo("分组方式", [grouping.value for grouping in Grouping])
        self.office = self._combo("单位", [])
        self.search = QLineEdit(self)
        self.ignored = QCheckBox("显示已忽略", self)
        self.fix_all = QPushButton("一键修正", self)
        self.closer = QToolButton(self)
        self._magnifier = QAction("筛选", self)
        self._offices: tuple[PapersOwner, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._dress()
        self._lay_out()
        self._connect()
        self.show_offices(())
        self._tint()

    def wish(self) -> Wish:
        """What is chosen now."""
        row = self.office.currentIndex()
        return Wish(
            tuple(Grouping)[self.grouping.currentIndex()],
            frozenset(severity for severity, chip in self.chips.items() if chip.isChecked()),
            self._offices[row - 1] if row > 0 else None,
            self.search.text(),
            self.ignored.isChecked(),
        )

    def clear(self) -> None:
        """Leave nothing out."""
        self.search.clear()
        self.office.setCurrentIndex(0)
        for chip in self.chips.values():
            chip.setChecked(True)
        self._tell()

    def forget_counts(self) -> None:
        """Nothing was checked yet: 错误 0 would say something else."""
        for severity, chip in self.chips.items():
            chip.setText(SEVERITY_LABELS[severity])

    def show_counts(
        self, counts: Mapping[Severity, int], explained: Mapping[Severity, int]
    ) -> None:
        """Say how many of each severity there are; of 需说明 those still to be explained."""
        for severity, chip in self.chips.items():
            label, count, settled = SEVERITY_LABELS[severity], counts[severity], explained[severity]
            left = count - settled if severity is Severity.EXPLAIN else count
            chip.setText(f"{label} {left}")
            told = f"{label} {left} 条"
            if settled:
                told += f"，{'另有' if left < count else '其中'}已说明 {settled} 条"
            chip.setToolTip(f"{told}。单击显示或隐藏")
            chip.setAccessibleName(told)

    def show_offices(self, offices: tuple[PapersOwner, ...]) -> None:
        """The offices that can be chosen; the chosen one stays chosen while it is there."""
        if offices == self._offices and self.office.count():
            return
        row = self.office.currentIndex()
        chosen = self._offices[row - 1] if row > 0 else None
        self.office.blockSignals(True)
        self.office.clear()
        self.office.addItem("全部单位")
        self.office.addItems([office.name for office in offices])
        self._offices = offices
        self.office.setCurrentIndex(offices.index(chosen) + 1 if chosen in offices else 0)
        self.office.blockSignals(False)
        self.office.setVisible(len(offices) > 1)

    def show_ignored(self, count: int) -> None:
        """How many are ignored for their form; none: there is nothing to show or hide."""
        self.ignored.setText(f"显示已忽略（{count}）")
        self.ignored.setToolTip(self.ignored.text())
        self.ignored.setVisible(count > 0)

    def show_fixes(self, count: int, why_not: str) -> None:
        """How many can safely be mended at once, or why none."""
        self.fix_all.setText(f"一键修正 {count} 处" if count else "一键修正")
        self.fix_all.setEnabled(bool(count) and not why_not)
        self.fix_all.setToolTip(
            why_not
            or ("只改书写方式，不改内容；一步完成，可以撤销" if count else "没有可以放心改的地方")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and the arrows, typed into the search field."""
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            # Keep Esc from being taken for a window shortcut first.
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self._tell()
            return True
        if event.key() in (
            *(Qt.Key.Key_Escape, Qt.Key.Key_Down),
            *(Qt.Key.Key_Return, Qt.Key.Key_Enter),
        ):
            self._tell()
            self.left_for_list.emit()
            return True
        return False

    def _tell(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _chip(self, severity: Severity) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIconSize(QSize(MARK, MARK))
        chip.setText(SEVERITY_LABELS[severity])
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return chip

    def _combo(self, name: str, texts: Iterable[str]) -> QComboBox:
        combo = StillChoice(self)
        combo.addItems(list(texts))
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(6)
        return combo

    def _dress(self) -> None:
        self.search.setPlaceholderText("查找文字、编号")
        self.search.setAccessibleName("在审核结果中查找")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        character = self.fontMetrics().horizontalAdvance("永")
        self.search.setMaximumWidth(character * 18)
        # A screen of 800 pixels has no room for all; each part gives way, down to these.
        self.heading.setMinimumWidth(character)
        for choice in (self.grouping, self.office):
            choice.setMinimumWidth(character * _LEAST_CHOICE)
        for part in (self.search, self.ignored):
            part.setMinimumWidth(character * _LEAST)
        self.ignored.hide()
        self.fix_all.setObjectName("tool")
        self.closer.setAutoRaise(True)
        self.closer.setToolTip("收起审核结果（Ctrl+Alt+3）")
        self.closer.setAccessibleName("收起审核结果")

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 6, 4)
        layout.setSpacing(5)
        layout.addWidget(self.heading)
        layout.addSpacing(6)
        for chip in self.chips.values():
            layout.addWidget(chip)
        layout.addSpacing(6)
        for part in (self.grouping, self.office, self.search, self.ignored):
            layout.addWidget(part)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addStretch(1)
        layout.addWidget(self.fix_all)
        layout.addWidget(self.closer)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(self._tell)
        for combo in (self.grouping, self.office):
            combo.currentIndexChanged.connect(self._tell)
        self.ignored.toggled.connect(self._tell)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.installEventFilter(self)
        self._pause.timeout.connect(self.changed)
        self.fix_all.clicked.connect(self.fix_all_wanted)
        self.closer.clicked.connect(self.close_wanted)
        theme().changed.connect(self._tint)

    def _tint(self) -> None:
        self._magnifier.setIcon(icon("search"))
        self.closer.setIcon(icon("x"))
        for severity, chip in self.chips.items():
            chip.setIcon(severity_icon(severity, self.devicePixelRatioF()))


class StillChoice(StillBox):
    """A closed list whose value the wheel never changes."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let what lies below scroll instead."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet's list has no arrow of its own."""
        super().paintEvent(event)
        size = self.fontMetrics().height() - 2
        place = QRect(0, 0, size, size)
        place.moveCenter(QPoint(self.width() - size // 2 - 6, self.rect().center().y()))
        ink = colours().ink_faint
        QPainter(self).drawPixmap(place, pixmap("chevron-down", ink, size))
