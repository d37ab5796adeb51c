"""The strip above a form: all forms of one project or overall form, each with its mark."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from budgetdesk.desktop.icons import SMALL, icon
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.desktop.mark_drawing import mark_icon
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.page import FormKey
from budgetdesk.desktop.still import StillTabBar
from budgetdesk.desktop.theme import theme
from budgetdesk.domain.form_marks import FormMark, Fullness, Tally, mark_of
from budgetdesk.domain.immutable import immutable

_KEYS = "Alt+PgUp、Alt+PgDn 换到上一张、下一张表"


@immutable
class StripEntry:
    """One form in the strip: which, how it is called there and in full, and how far it is."""

    key: FormKey
    text: str
    name: str
    fullness: Fullness


class FormStrip(QWidget):
    """Changes between forms by a click, by the arrow keys, or by keys of the page around it."""

    manual_page = "stages"

    wanted = Signal(object)  # FormKey: this form shall be in front
    deletion_wanted = Signal()  # of the form in front
    left = Signal()  # by Enter or ↓: into the form

    def __init__(self, additions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._entries: tuple[StripEntry, ...] = ()
        self._tallies: Mapping[FormKey, Tally] | None = None
        self.bar = _Bar(self)
        self.bar.currentChanged.connect(self._on_chosen)
        self.bar.deletion_wanted.connect(self.deletion_wanted)
        self.bar.left.connect(self.left)
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setObjectName("more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = Menu(self.more)
        menu.addActions(list(additions))
        self.more.setMenu(menu)
        self._additions = additions
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(2)
        layout.addWidget(self.bar)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.setFocusProxy(self.bar)
        theme().changed.connect(self._tint)
        self._tint()

    def show_entries(self, entries: Sequence[StripEntry], front: FormKey) -> None:
        """Show these forms, one of them in front."""
        blocker = QSignalBlocker(self.bar)
        self._entries = tuple(entries)
        while self.bar.count() > len(entries):
            self.bar.removeTab(self.bar.count() - 1)
        while self.bar.count() < len(entries):
            self.bar.addTab("")
        for place, entry in enumerate(entries):
            self._show(place, entry)
            if entry.key == front:
                self.bar.setCurrentIndex(place)
        blocker.unblock()
        self._tell_more()

    def show_tallies(self, tallies: Mapping[FormKey, Tally] | None) -> None:
        """Mark the forms by what was found in them; None while nothing was checked."""
        self._tallies = tallies
        for place, entry in enumerate(self._entries):
            self._show(place, entry)

    def mark(self, key: FormKey) -> FormMark:
        """The mark that a form has."""
        entry = next(it for it in self._entries if it.key == key)
        return mark_of(entry.fullness, self._tally(entry))

    @property
    def keys(self) -> tuple[FormKey, ...]:
        """The forms, from left to right."""
        return tuple(entry.key for entry in self._entries)

    def beside(self, key: FormKey, offset: int) -> FormKey:
        """The form so many places behind another, round the end."""
        keys = self.keys
        return keys[(keys.index(key) + offset) % len(keys)]

    def _show(self, place: int, entry: StripEntry) -> None:
        tally = self._tally(entry)
        mark = mark_of(entry.fullness, tally)
        found = "" if tally is None else f"审核：{tally.words}"
        size = self.bar.iconSize().width()
        self.bar.setTabText(place, unlettered(entry.text))
        self.bar.setTabIcon(place, mark_icon(mark, size))
        told = [entry.name, entry.fullness.value, found, _KEYS]
        self.bar.setTabToolTip(place, "\n".join(filter(None, told)))
        spoken = [entry.text, entry.fullness.value, found]
        self.bar.setAccessibleTabName(place, "，".join(filter(None, spoken)))

    def _tally(self, entry: StripEntry) -> Tally | None:
        return None if self._tallies is None else self._tallies.get(entry.key, Tally())

    def _on_chosen(self, place: int) -> None:
        if 0 <= place < len(self._entries):
            self.wanted.emit(self._entries[place].key)

    def _tell_more(self) -> None:
        offered = [action for action in self._additions if action.isEnabled()]
        self.more.setVisible(bool(offered))
        words = "新建这个项目的下一张表" if len(offered) > 1 else ""
        words = words or "".join(action.iconText() for action in offered)
        self.more.setToolTip(words)
        self.more.setAccessibleName(words)

    def _tint(self) -> None:
        self.more.setIcon(icon("plus", (SMALL,)))
        for place, entry in enumerate(self._entries):
            self._show(place, entry)


class _Bar(StillTabBar):
    """The forms' names."""

    deletion_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName("这个项目的各张表")
        size = round(self.fontMetrics().ascent() * 0.72) + 4
        self.setIconSize(QSize(size, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and ↓ go into the form, Del asks for its deletion; arrows change it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deletion_wanted.emit()
        else:
            super().keyPressEvent(event)
