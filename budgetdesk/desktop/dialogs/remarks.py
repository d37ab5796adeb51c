"""退回意见 as a list: what was got or given, with the answers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from budgetdesk.desktop.dialogs.frame import WideDialog, lay_out_list, open_wide
from budgetdesk.desktop.lettered import as_title
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.domain.return_remarks import ReturnRemark
from budgetdesk.exchange.downward.remark_sheet import ANSWER, REMARKS, RemarkLine, lines_of


class RemarksDialog(WideDialog):
    """The list; a line that is opened is the one that is `wanted`."""

    manual_page = "output"
    wide, high = 96, 0.5

    def __init__(
        self,
        title: str,
        about: str,
        remarks: Sequence[ReturnRemark],
        parent: QWidget | None,
        *,
        leads: bool = True,
    ) -> None:
        """`leads` says that a line can be gone to."""
        super().__init__(parent)
        self.setWindowTitle(as_title(title))
        self.wanted: ReturnRemark | None = None
        self.headline = QLabel(about, self)
        self.headline.setObjectName("field-name")
        self.headline.setWordWrap(True)
        self.table = ListTable(ListModel(REMARKS), parent=self, stretches=ANSWER)
        self.table.setAccessibleName(title)
        self.table.show_lines(lines_of(remarks))
        self.go = QPushButton("转到这一处", self)
        self.go.setDefault(True)
        self.go.setVisible(leads)
        self.close_button = QPushButton("关闭", self)
        lay_out_list(self, self.headline, self.table, (self.close_button, self.go))
        if leads:
            self.table.opened.connect(self._choose)
        self.go.clicked.connect(lambda: self._choose(self.table.current_line()))
        self.close_button.clicked.connect(self.reject)
        self.table.current_moved.connect(self._offer)
        self.table.selectRow(0)
        self._offer()
        open_wide(self)

    def _offer(self) -> None:
        self.go.setEnabled(self.table.current_line() is not None)

    def _choose(self, line: object) -> None:
        if isinstance(line, RemarkLine):
            self.wanted = line.remark
            self.accept()
