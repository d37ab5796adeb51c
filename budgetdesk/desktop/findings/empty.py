"""What stands in place of a list of findings without lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from budgetdesk.desktop.findings.live import ReportStanding


class EmptyPage(QWidget):
    """In place of a list without lines: why there is none, and what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings-empty")
        self.text = QLabel(self)
        self.text.setObjectName("faint")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        self.check = QPushButton("审核", self)
        self.cancel = QPushButton("取消", self)
        self.clear = QPushButton("显示全部", self)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.text)
        for button in (self.check, self.cancel, self.clear):
            button.setObjectName("link")
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def tell(self, standing: ReportStanding, *, busy: bool, narrowed: bool) -> None:
        """Say why there is nothing to see."""
        never = standing is ReportStanding.NEVER
        if busy and not narrowed:
            sentence = "正在审核…"
        elif never:
            sentence = "还没有审核。按 F5 审核全部表格。"
        elif narrowed:
            sentence = "没有符合筛选条件的结果。"
        else:
            sentence = "没有发现问题。"
        self.text.setText(sentence)
        self.check.setVisible(never and not busy)
        self.cancel.setVisible(busy and not narrowed)
        self.clear.setVisible(narrowed)
