"""Naming the codes that no catalogue has, and correcting the names that were given."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QLineEdit, QScrollArea, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.domain.catalogue import OwnEntry, load_catalogue
from budgetdesk.domain.ledger_naming import Unnamed
from budgetdesk.domain.text import one_line
from budgetdesk.exchange.line_tables.reading import Code

_MOST = 100  # codes at a time; more than anybody types names for
_ROWS_SEEN = 12
_CHARACTERS = 24


class NamingDialog(Dialog):
    """A line for each code without a name, then one for each that the office named itself."""

    manual_page = "ledger"

    def __init__(
        self,
        parent: QWidget | None,
        year: int,
        unnamed: Sequence[Unnamed],
        own: Sequence[OwnEntry] = (),
    ) -> None:
        super().__init__(parent, "为科目命名", "保存名称")
        self._year = year
        self.boxes: dict[Code, QLineEdit] = {}
        self._before: dict[Code, str] = {}
        self._list = QFormLayout()
        self._list.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._list.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for each in unnamed[:_MOST]:
            self._add_code((each.kind, each.code), f"{each.title}　{each.count} 行", each.name)
        if own:
            self._list.addRow(_heading("已命名的科目（清空名称即收回）"))
        for entry in own[:_MOST]:
            title = Unnamed(entry.kind, entry.code, 0).title
            self._add_code((entry.kind, entry.code), title, entry.name)
            self._before[entry.kind, entry.code] = entry.name
        self.fields.addRow(_explained())
        self.fields.addRow(self._scrolled())

    @property
    def names(self) -> Mapping[Code, str]:
        """The names that are others now; "" for one that is taken back."""
        return {
            code: name
            for code, box in self.boxes.items()
            if (name := one_line(box.text())) != self._before.get(code, "")
        }

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        year: int,
        unnamed: Sequence[Unnamed],
        own: Sequence[OwnEntry] = (),
        first: Code | None = None,
    ) -> Mapping[Code, str]:
        """Ask, the cursor on the code `first`; {} when nothing is to change."""
        dialog = cls(parent, year, unnamed, own)
        if first in dialog.boxes:
            dialog.boxes[first].setFocus()
        return dialog.names if ask.run(dialog) else {}

    def _add_code(self, code: Code, label: str, name: str) -> None:
        box = QLineEdit(name, self)
        box.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * _CHARACTERS)
        box.setAccessibleName(label)
        box.setPlaceholderText(self._place_of(code))
        self.boxes[code] = box
        self._list.addRow(unlettered(label), box)

    def _place_of(self, code: Code) -> str:
        """Below which 款 or 类 a code stands, as the pale words in its field."""
        above = load_catalogue(code[0], self._year).parent(code[1])
        return f"属于 {above.code} {above.name}" if above else "目录中没有它的上级"

    def _scrolled(self) -> QWidget:
        content = QWidget(self)
        content.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wanted = content.sizeHint()
        row = next((box.sizeHint().height() for box in self.boxes.values()), 30) + 8
        area.setMinimumWidth(wanted.width() + 20)
        area.setFixedHeight(min(wanted.height(), _ROWS_SEEN * row) + 4)
        return area


def _explained() -> QLabel:
    label = QLabel("名称保存在账套中，报表、审核和查找都用它；随账套一起导出。")
    label.setObjectName("faint")
    label.setWordWrap(True)
    return label


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("section")
    label.setContentsMargins(0, 8, 0, 0)
    return label
