"""A line for a formula: the word at the cursor is completed from the form's own labels."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from budgetdesk.exchange.drawing.formula_names import FormulaWord

_WORD_ROLE = Qt.ItemDataRole.UserRole + 1
_AT_END = re.compile(r"[\w「]+$")
_BEFORE_ABOUT = "　"
_PAUSE = 250  # ms that typing rests before the formula is tried
_WIDEST = 34  # characters of a line of the popup


class FormulaLine(QLineEdit):
    """A formula, or a sentence with formulas in braces."""

    rested = Signal()  # typing paused: the formula can be tried

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QStandardItemModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setWidget(self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.rested)
        self.textEdited.connect(lambda _: self._offer())
        self.textChanged.connect(lambda _: self._pause.start())

    @property
    def completions(self) -> QAbstractItemView:
        """The list that words are chosen from."""
        return self._completer.popup()

    def offer_words(self, words: Iterable[FormulaWord]) -> None:
        """The words that are completed."""
        self._words.clear()
        for word, about in words:
            item = QStandardItem(word + _BEFORE_ABOUT + about)
            item.setData(word, _WORD_ROLE)
            self._words.appendRow(item)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Space, or ↓, shows every word that fits here; before anything else takes it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if (event.key() == Qt.Key.Key_Space and control) or event.key() == Qt.Key.Key_Down:
                self._offer(every=True)
                return True
        return super().event(event)

    def _word(self) -> str:
        found = _AT_END.search(self.text()[: self.cursorPosition()])
        return found[0] if found else ""

    def _offer(self, *, every: bool = False) -> None:
        word = self._word().removeprefix("「")
        popup = self._completer.popup()
        self._completer.setCompletionPrefix(word)
        if not (word or every) or not self._completer.completionCount() or self._is_whole(word):
            popup.hide()
            return
        area = self.rect()
        area.setWidth(max(area.width(), self.fontMetrics().horizontalAdvance("永") * _WIDEST))
        self._completer.complete(area)

    def _is_whole(self, word: str) -> bool:
        """Whether the word is the only one that fits, and written out."""
        first = self._completer.currentIndex().data(_WORD_ROLE)
        return self._completer.completionCount() == 1 and first == word

    def _take(self, shown: str) -> None:
        at, text = self.cursorPosition(), self.text()
        begin = at - len(self._word())
        word = shown.partition(_BEFORE_ABOUT)[0]
        self.setText(text[:begin] + word + text[at:])
        self.setCursorPosition(begin + len(word))
