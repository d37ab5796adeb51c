"""The row above the disclosure: which department, which of its faces, and what can be done."""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from budgetdesk.desktop.boxes import fill_box
from budgetdesk.desktop.preview.tool_row import ToolRow, hidden, short
from budgetdesk.desktop.still import StillBox
from budgetdesk.domain.records import Department


class DisclosureFace(Enum):
    """What the tab shows of a disclosure."""

    ENTRIES = "填报"
    TEXT = "文稿"
    PREVIEW = "预览"


_TIPS = {
    DisclosureFace.ENTRIES: "填写只有人知道的内容",
    DisclosureFace.TEXT: "看程序写出的文字，可以改写",
    DisclosureFace.PREVIEW: "看将要公开的文件",
}


class DisclosureRow(ToolRow):
    """The tools of the tab. What folds away is in the menu 编辑 too."""

    department_chosen = Signal(int)
    face_chosen = Signal(object)  # DisclosureFace
    gap_wanted = Signal()
    last_year_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, parent: QWidget, *, writable: bool) -> None:
        super().__init__(parent)
        self.department = StillBox(self)
        self.department.setAccessibleName("部门")
        self.department.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.department.setMinimumContentsLength(8)
        self.faces = {
            face: self._face(number, face) for number, face in enumerate(DisclosureFace, start=1)
        }
        self._group = QButtonGroup(self)
        for number, button in enumerate(self.faces.values()):
            self._group.addButton(button, number)
        self.gaps = self._button("", "下一处待填（Ctrl+J）", "link")
        self.last_year = self._button("从上年账套带入…", "", "")
        self.last_year.setEnabled(writable)
        self.files = self._button("生成文件…", "", "primary")
        self._lay_out()
        self._connect()
        self._give_keys(parent)

    def list_departments(self, departments: tuple[Department, ...], chosen: int) -> None:
        """List the departments, one of them chosen; a single one needs no list."""
        names = [(f"{it.code} {it.name}".strip(), it.id) for it in departments]
        fill_box(self.department, names, chosen)
        self.department.setVisible(len(departments) > 1)
        self.fold()

    def show_face(self, face: DisclosureFace) -> None:
        """Show which face is in front."""
        self.faces[face].setChecked(True)

    def tell_gaps(self, count: int | None) -> None:
        """How many entries the text waits for; None where there is no text."""
        self.gaps.setVisible(count is not None)
        self.gaps.setEnabled(bool(count))
        self.gaps.setText(f"待填 {count} 项" if count else "已填齐")
        self.fold()

    def offer(self, *, anything: bool) -> None:
        """Whether there is a department at all."""
        for part in (*self.faces.values(), self.files):
            part.setEnabled(anything)

    # Inside

    def _face(self, number: int, face: DisclosureFace) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("face")
        button.setText(face.value)
        button.setCheckable(True)
        button.setToolTip(f"{_TIPS[face]}（Ctrl+{number}）")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _button(self, text: str, tip: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        return button

    def _give_keys(self, tab: QWidget) -> None:
        """Keys for the whole tab. A button's own would act late, and be lost with each new text."""
        keys = {f"Ctrl+{n}": button for n, button in enumerate(self.faces.values(), start=1)}
        for key, button in {**keys, "Ctrl+J": self.gaps}.items():
            shortcut = QShortcut(QKeySequence(key), tab)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def _connect(self) -> None:
        self.department.currentIndexChanged.connect(
            lambda: self.department_chosen.emit(self.department.currentData())
        )
        for face, button in self.faces.items():
            button.clicked.connect(lambda _=False, face=face: self.face_chosen.emit(face))
        self.gaps.clicked.connect(self.gap_wanted)
        self.last_year.clicked.connect(self.last_year_wanted)
        self.files.clicked.connect(self.files_wanted)

    def _lay_out(self) -> None:
        self.row.setSpacing(8)
        self.row.addWidget(self.department)
        faces = QHBoxLayout()
        faces.setSpacing(0)
        for button in self.faces.values():
            faces.addWidget(button)
        self.row.addLayout(faces)
        self.row.addStretch(1)
        for part in (self.gaps, self.last_year, self.files):
            self.row.addWidget(part)
        self.fold_by(
            (
                short(self.last_year, "带入上年…"),
                short(self.files, "生成…"),
                hidden(self.last_year),
                hidden(self.files),
            )
        )
