"""Choosing one of a book's dated copies."""

from enum import Enum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from budgetdesk.book.restoring import KeptCopy
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog

_HEADS = ("备份时间", "大小", "项目", "备份时的最后一步", "此后的修改")
_NUMBERS = (1, 2, 4)  # columns of figures
_UNREADABLE = "无法读取，不能恢复"


class CopyDeed(Enum):
    """What is to be done with the copy chosen."""

    VIEW = "view"
    RESTORE = "restore"


class RestoreDialog(Dialog):
    """The copies, the newest first, with what tells one from the other."""

    manual_page = "books"

    def __init__(
        self, parent: QWidget | None, copies: tuple[KeptCopy, ...], *, may_restore: bool
    ) -> None:
        super().__init__(parent, "恢复备份", "恢复…")
        self._copies = copies
        self._may_restore = may_restore
        self.deed = CopyDeed.RESTORE
        self.list = _table(copies)
        self.list.setParent(self)
        self.list.currentItemChanged.connect(self._judge)
        self.list.itemActivated.connect(self._view)
        self.view_button = QPushButton("打开查看", self)
        self.view_button.setToolTip("只看不改；看过后可以回到现在的账套")
        self.view_button.clicked.connect(self._view)
        self.accept_button.setDefault(False)  # the harmless one is what Enter does
        self.view_button.setDefault(True)
        words = QLabel(
            "每次修改后关闭账套，会在账套旁的「备份」文件夹里留下一份。"
            "恢复时，账套现在的内容先另存为一份备份。",
            self,
        )
        words.setObjectName("faint")
        words.setWordWrap(True)
        self.list.setAccessibleName("备份")
        self.fields.addRow(words)
        self.fields.addRow(self.list)
        self._place_view_button()
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 46)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self._judge()

    @property
    def choice(self) -> tuple[KeptCopy, CopyDeed]:
        """The copy chosen, and what is to be done with it."""
        return self._copies[self.list.indexOfTopLevelItem(self.list.currentItem())], self.deed

    @classmethod
    def ask(
        cls, parent: QWidget, copies: tuple[KeptCopy, ...], *, may_restore: bool = True
    ) -> tuple[KeptCopy, CopyDeed] | None:
        """Ask; None when the user thinks better of it."""
        dialog = cls(parent, copies, may_restore=may_restore)
        return dialog.choice if ask.run(dialog) else None

    def _place_view_button(self) -> None:
        row = self.layout().itemAt(self.layout().count() - 1).layout()  # type: ignore[union-attr]  # made by the frame
        assert isinstance(row, QHBoxLayout)  # noqa: S101 - for the types
        row.insertWidget(row.count() - 1, self.view_button)

    def _view(self) -> None:
        if self.view_button.isEnabled():
            self.deed = CopyDeed.VIEW
            self.accept()

    def _judge(self) -> None:
        copy, _ = self.choice
        readable = copy.standing is not None
        self.view_button.setEnabled(readable)
        self.tell_amiss("" if readable else "这份备份无法读取，请选另一份。")
        if not self._may_restore:
            self.accept_button.setEnabled(False)
            self.accept_button.setToolTip("账套以只读方式打开，只能查看备份")


def _table(copies: tuple[KeptCopy, ...]) -> QTreeWidget:
    table = QTreeWidget()
    table.setHeaderLabels(_HEADS)
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAllColumnsShowFocus(True)
    for copy in copies:
        item = QTreeWidgetItem(copy_texts(copy))
        for column in _NUMBERS:
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        item.setSizeHint(3, QSize(0, table.fontMetrics().height() + 10))
        item.setToolTip(0, str(copy.path))
        item.setToolTip(3, item.text(3))
        table.addTopLevelItem(item)
    for column in _NUMBERS:
        alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        table.headerItem().setTextAlignment(column, alignment)
    header = table.header()
    header.setStretchLastSection(False)
    for column in range(len(_HEADS)):
        mode = header.ResizeMode.Stretch if column == 3 else header.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, mode)
    table.setMinimumHeight(table.fontMetrics().height() * 12)
    return table


def copy_texts(copy: KeptCopy) -> list[str]:
    """A copy as the list shows it: when, how large, projects, last step, steps since."""
    size = size_text(copy.size)
    when = copy.kept_at.strftime("%Y-%m-%d %H:%M")
    if copy.standing is None:
        return [when, size, "", _UNREADABLE, ""]
    since = (
        "" if copy.steps_since is None else f"{copy.steps_since} 步" if copy.steps_since else "无"
    )
    return [when, size, f"{copy.standing.projects} 个", copy.standing.step, since]


def size_text(size: int) -> str:
    """A file's size in words.

    Args:
        size: bytes.
    """
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"
