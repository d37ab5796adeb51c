"""The side of the panel: everything about the finding the cursor is on, and what can be done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.checks.finding import Finding
from budgetdesk.checks.rule import Rule
from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.findings.wording import details_html
from budgetdesk.desktop.theme import colours, theme

_ALWAYS = ("finding-explain", "finding-ignore")
_NOTHING = "选中一条结果，这里显示它的原因、依据和合格的写法。"


class DetailsPane(QFrame):
    """Message, values of both sides, why, source, an example that passes; the actions below."""

    def __init__(
        self,
        actions: tuple[QAction, ...],
        rule_of: Callable[[str], Rule | None],
        aid_of: Callable[[Finding], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self._rule_of, self._aid_of = rule_of, aid_of
        self._entry: FindingLine | None = None
        self.text = QLabel(self)
        self.text.setObjectName("details-text")
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setContentsMargins(12, 8, 12, 8)
        self._area = QScrollArea(self)
        self._area.setWidget(self.text)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(_buttons(actions))
        theme().changed.connect(self._write)
        self._write()

    def show_entry(self, entry: FindingLine | None) -> None:
        """Tell of this finding; None: there is none."""
        if entry is self._entry:
            return
        other = entry is None or self._entry is None or entry.key != self._entry.key
        self._entry = entry
        self._write()
        if other:
            self._area.verticalScrollBar().setValue(0)

    def _write(self) -> None:
        if self._entry is None:
            self.text.setText(f'<span style="color:{colours().ink_faint.name()}">{_NOTHING}</span>')
            return
        finding = self._entry.finding
        aid = self._aid_of(finding)
        self.text.setText(details_html(finding, self._rule_of(finding.code), colours(), aid))


def _buttons(actions: tuple[QAction, ...]) -> QWidget:
    row = QWidget()
    row.setObjectName("details-buttons")
    row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(8, 5, 8, 6)
    layout.setSpacing(4)
    for action in actions:
        button = QToolButton(row)
        button.setObjectName("tool")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        action.changed.connect(partial(_follow, button, action))
        _follow(button, action)
        layout.addWidget(button)
    layout.addStretch(1)
    return row


def _follow(button: QToolButton, action: QAction) -> None:
    """What can't be done makes room, unless it is what one would look for here."""
    button.setVisible(action.isEnabled() or action.objectName() in _ALWAYS)
