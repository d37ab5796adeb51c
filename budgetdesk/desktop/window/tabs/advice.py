"""What stands in the middle of the window while no form is open: what to do next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from budgetdesk.desktop.tree.outline import Level, Node

if TYPE_CHECKING:
    from budgetdesk.desktop.window.commands import Actions

CHOOSE = "在左侧选择一个项目，它的申报表在这里打开。\n\nCtrl+F 筛选项目　　Ctrl+Shift+N 新建项目"
NOTHING = "账套里还没有项目。"
_STEPS = {
    Level.DEPARTMENT: ("new_department", "先新建部门，再新建单位和项目；已有申报表的，可以导入。"),
    Level.UNIT: ("new_unit", "部门已建好。接着新建单位，再新建项目；已有申报表的，可以导入。"),
    Level.PROJECT: (
        "new_project",
        "单位已建好。接着新建项目，或先录入预算明细；已有申报表的，可以导入。",
    ),
}
_WORDS = {
    "new_department": "新建部门…",
    "new_unit": "新建单位…",
    "new_project": "新建项目",
    "import_files": "导入…",
}


class Advice(QWidget):
    """One line of advice; in a book without projects also the buttons for the next step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = QLabel(self)
        self.text.setObjectName("faint")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        self.buttons = {name: QPushButton(words, self) for name, words in _WORDS.items()}
        for button in self.buttons.values():
            button.setAutoDefault(True)  # Enter presses it, as the ring around it promises
        for step, _ in _STEPS.values():  # one of them is seen at a time
            self.buttons[step].setObjectName("primary")
        self._missing: Level | None = None
        self._offered = False
        row = QHBoxLayout()
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(1)
        layout.addWidget(self.text)
        layout.addLayout(row)
        layout.addStretch(1)
        self._tell()

    def offer(self, commands: "Actions") -> None:
        """Let the buttons give the window's commands; not for a book that is only read."""
        for name, button in self.buttons.items():
            button.clicked.connect(commands[name].trigger)
        self._offered = True
        self._tell()

    def follow(self, root: Node) -> None:
        """Say what is to be done in a book with these departments, units and projects.

        The button of the next step takes the focus over from that of the step just done.
        """
        # Of the window, not of the program: a dialog may just have had it.
        focused = self.window().focusWidget() in self.buttons.values()
        self._missing = _missing(root)
        self._tell()
        if focused:
            self.take_focus()

    def take_focus(self) -> None:
        """Give the focus to the button of the next step, if there is one."""
        shown = next((button for button in self.buttons.values() if not button.isHidden()), None)
        if shown is not None:
            shown.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self) -> None:
        step, sentence = _STEPS[self._missing] if self._missing else ("", "")
        sentence = f"{NOTHING}\n\n{sentence}" if self._offered else NOTHING
        self.text.setText(sentence if step else CHOOSE)
        for name, button in self.buttons.items():
            wanted = bool(step) and name in (step, "import_files")
            button.setVisible(wanted and self._offered)


def _missing(root: Node) -> Level | None:
    """The highest level at which a book has nothing yet; None when it has projects."""
    if any(True for _ in root.projects()):
        return None
    if not root.children:
        return Level.DEPARTMENT
    return Level.PROJECT if any(node.children for node in root.children) else Level.UNIT
