"""The window's look: which palette holds now, and how Qt's own widgets take it on."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from budgetdesk.desktop.palette import DARK, LIGHT, Palette
from budgetdesk.desktop.style_sheet import style_sheet

_MIDDLE = 128  # lightness, of 255


class Theme(QObject):
    """The palette in force. It follows the system's colour scheme while the program runs."""

    changed = Signal()  # the palette is another one: paint again

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        hints = QGuiApplication.styleHints()
        self.palette: Palette = _palette_for(hints.colorScheme())
        hints.colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def dark(self) -> bool:
        """Whether the dark palette holds."""
        return self.palette is DARK

    def use(self, palette: Palette) -> None:
        """Change to a palette now; does nothing when it already holds."""
        if palette is self.palette:
            return
        self.palette = palette
        self._apply()
        self.changed.emit()

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self.use(_palette_for(scheme))

    def _apply(self) -> None:
        self._application.setPalette(_qt_palette(self.palette))
        self._application.setStyleSheet(style_sheet(self.palette, "dark" if self.dark else "light"))


_KEPT: dict[str, Theme] = {}


def theme() -> Theme:
    """The application's theme, made at its first use. A QApplication must exist."""
    kept = _KEPT.get("theme")
    if kept is not None and isValid(kept):  # asked for with every cell that is painted
        return kept
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("the theme belongs to a QApplication, and there is none yet")
    found = application.findChild(Theme, "theme", Qt.FindChildOption.FindDirectChildrenOnly)
    _KEPT["theme"] = found if isinstance(found, Theme) else Theme(application)
    return _KEPT["theme"]


def colours() -> Palette:
    """The colours that hold now."""
    return theme().palette


def _palette_for(scheme: Qt.ColorScheme) -> Palette:
    if scheme == Qt.ColorScheme.Unknown:  # desktops that colour Qt's programs and say no more
        ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
        return DARK if ground.lightness() < _MIDDLE else LIGHT
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(colours.ink, colours.window)
    for names, colour in (
        ((role.Window, role.Button, role.AlternateBase), colours.window),
        ((role.Base, role.ToolTipBase), colours.paper),
        ((role.Text, role.WindowText, role.ButtonText, role.ToolTipText), colours.ink),
        ((role.HighlightedText, role.BrightText), colours.ink),
        ((role.PlaceholderText,), colours.ink_faint),
        ((role.Highlight,), colours.selection),
        ((role.Accent, role.Link, role.LinkVisited), colours.accent),
        ((role.Mid, role.Midlight, role.Dark), colours.edge),
        ((role.Light,), colours.paper),
    ):
        for name in names:
            palette.setColor(name, colour)
    for name in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, colours.ink_faint)
    return palette
