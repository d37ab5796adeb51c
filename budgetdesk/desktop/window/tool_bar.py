"""The tool bar: in a narrow window some of its buttons go without words, so that none is hidden."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from budgetdesk.desktop.window.commands import LINE, TOOLS, Actions

_STYLE = Qt.ToolButtonStyle
# Whose picture alone is understood, the best known first.
_KNOWN_BY_ICON = ("print", "preview", "import_files", "export", "open_ledger", "open_tables")


class ToolBar(QToolBar):
    """The commands used most."""

    def __init__(self, commands: Actions, parent: QWidget) -> None:
        super().__init__("工具栏", parent)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setToolButtonStyle(_STYLE.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._buttons: dict[str, QToolButton] = {}
        for name in TOOLS:
            if name == LINE:
                self.addSeparator()
                continue
            self.addAction(commands[name])
            button = self.widgetForAction(commands[name])
            if isinstance(button, QToolButton):
                self._buttons[name] = button

    def button(self, name: str) -> QToolButton:
        """The button of a command."""
        return self._buttons[name]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give words to as many buttons as have room for them."""
        super().resizeEvent(event)
        self._share_out(event.size().width())

    def _share_out(self, room: int) -> None:
        known = [self._buttons[name] for name in _KNOWN_BY_ICON]
        now = sum(button.sizeHint().width() for button in known)
        widths = [_widths(button) for button in known]
        over = self.sizeHint().width() - now + sum(whole for whole, _ in widths) - room
        for button, (whole, bare) in zip(known, widths, strict=True):
            wanted = _STYLE.ToolButtonIconOnly if over > 0 else _STYLE.ToolButtonTextBesideIcon
            over -= whole - bare if over > 0 else 0
            if button.toolButtonStyle() is not wanted:
                button.setToolButtonStyle(wanted)


def _widths(button: QToolButton) -> tuple[int, int]:
    """How wide a button is with its words and without."""
    style = button.toolButtonStyle()
    found = []
    for each in (_STYLE.ToolButtonTextBesideIcon, _STYLE.ToolButtonIconOnly):
        button.setToolButtonStyle(each)
        found.append(button.sizeHint().width())
    button.setToolButtonStyle(style)
    return found[0], found[1]
