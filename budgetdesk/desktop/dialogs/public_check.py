"""公开检查: what must not be published, file by file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from budgetdesk.desktop.dialogs.frame import WideDialog, lay_out_list, open_wide
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.exchange.public_check import INSPECTED_COLUMNS, Inspected, InspectedLine, lines_of

_WHAT = 3  # the column that takes the room that is left


class PublicCheckDialog(WideDialog):
    """The list of what was found; a line that is opened opens its file's folder."""

    manual_page = "output"
    wide, high = 84, 0.45

    def __init__(
        self,
        inspected: Sequence[Inspected],
        open_folder: Callable[[Path], object],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("公开检查")
        self._open_folder = open_folder
        self.headline = QLabel(_headline(inspected), self)
        self.headline.setObjectName("field-name")
        self.headline.setWordWrap(True)
        self.table = ListTable(ListModel(INSPECTED_COLUMNS), parent=self, stretches=_WHAT)
        self.table.setAccessibleName("公开检查的结果")
        self.folder_button = QPushButton("打开文件夹", self)
        self.close_button = QPushButton("关闭", self)
        self.close_button.setDefault(True)
        lay_out_list(
            self, self.headline, self.table, (self.close_button,), deeds=(self.folder_button,)
        )
        self.table.opened.connect(self._open)
        self.folder_button.clicked.connect(lambda: self._open(self.table.current_line()))
        self.close_button.clicked.connect(self.reject)
        self.table.show_lines(lines_of(inspected))
        self.table.selectRow(0)
        open_wide(self)

    def _open(self, line: object) -> None:
        if isinstance(line, InspectedLine):
            self._open_folder(line.path.parent)


def _headline(inspected: Sequence[Inspected]) -> str:
    bad = sum(not it.is_clean for it in inspected)
    if not bad:
        return f"{len(inspected)} 个文件，没有发现不能公开的内容"
    unread = sum(it.found is None for it in inspected)
    more = f"，其中 {unread} 个没有读出来" if unread else ""
    return f"{len(inspected)} 个文件，{bad} 个还不能公开{more}；改好后请再查一次"
