"""Asking which words to find in forms, what to put in their place, and in which forms."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.still import StillBox

_ALL = "全部表"


@dataclass(frozen=True, slots=True)
class ReplaceWish:
    """The words as typed, what stands in their place, and whether in the form in front alone."""

    words: str
    instead: str
    here: bool


class FindReplaceDialog(Dialog):
    """Words, words, and where; `front` is the title of the form in front, "" where none is."""

    manual_page = "forms"

    def __init__(self, parent: QWidget | None, front: str) -> None:
        super().__init__(parent, "查找和替换", "查找…")
        self.words = QLineEdit(self)
        self.words.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 22)
        self.instead = QLineEdit(self)
        self.instead.setPlaceholderText("不填即删去")
        self.where = StillBox(self)
        self.where.addItems([f"当前表：{front}", _ALL] if front else [_ALL])
        self.add("查找", self.words)
        self.add("替换为", self.instead)
        self.add("范围", self.where)
        self.words.textChanged.connect(self._judge)
        self.instead.textChanged.connect(self._judge)
        self._judge()

    @classmethod
    def ask(cls, parent: QWidget, front: str) -> ReplaceWish | None:
        """What is wished; None where it was given up."""
        dialog = cls(parent, front)
        return dialog.wish if ask.run(dialog) else None

    @property
    def wish(self) -> ReplaceWish:
        """What is typed and chosen."""
        here = self.where.currentText() != _ALL
        return ReplaceWish(self.words.text(), self.instead.text(), here)

    def _judge(self) -> None:
        wish = self.wish
        same = bool(wish.words) and wish.words == wish.instead
        self.tell_amiss("两处文字相同，没有可替换的。" if same else "")
        if not wish.words:
            self.tell_amiss("请写要查找的文字。", blank=True)
