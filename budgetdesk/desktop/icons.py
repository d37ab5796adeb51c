"""The icons of `resources/icons/`, drawn in the theme's colours."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache

from budgetdesk.assets import resource
from budgetdesk.desktop.theme import colours

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

SMALL, LARGE = 16, 20  # logical pixels: menus and fields, tool bar


def icon(name: str, sizes: tuple[int, ...] = (SMALL, LARGE)) -> QIcon:
    """The icon of that name in the colours that hold now; KeyError when there is none.

    Args:
        name: of the file.
        sizes: those it is wanted in, logical pixels; each takes time to draw.
    """
    found = QIcon()
    palette = colours()
    for mode, colour in (
        (QIcon.Mode.Normal, palette.ink),
        (QIcon.Mode.Disabled, _half(palette.ink_faint)),
    ):
        for picture in _pixmaps(name, colour, sizes):
            found.addPixmap(picture, mode)
    return found


def pixmap(name: str, colour: QColor, size: int) -> QPixmap:
    """One icon in one colour, `size` logical pixels square."""
    return _pixmaps(name, colour, (size,))[0]


def _pixmaps(name: str, colour: QColor, sizes: tuple[int, ...]) -> list[QPixmap]:
    """The icon in each of the sizes; drawn once and kept."""
    return [_tinted(drawn, colour) for drawn in _drawn(name, sizes)]


def _drawn(name: str, sizes: tuple[int, ...]) -> list[QPixmap]:
    """The icon in black, which all its colours are made from: reading a drawing takes longest."""
    keys = [f"budgetdesk {name} {size} {_ratio()}" for size in sizes]
    kept = [QPixmap() for _ in sizes]
    if all(map(QPixmapCache.find, keys, kept)):
        return kept
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_drawing(name).encode()))
    drawn = [_pixmap(renderer, size) for size in sizes]
    for key, picture in zip(keys, drawn, strict=True):
        QPixmapCache.insert(key, picture)
    return drawn


def _drawing(name: str) -> str:
    try:
        text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(name) from None
    return text.replace("currentColor", "#000000")


def _pixmap(renderer: "QSvgRenderer", size: int) -> QPixmap:
    ratio = _ratio()
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _tinted(drawn: QPixmap, colour: QColor) -> QPixmap:
    picture = QPixmap(drawn)
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.setBackground(colour)
    painter.eraseRect(picture.rect())  # at `fillRect` PySide6 makes the enums of QGradient, too
    painter.end()
    return picture


def _ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


def _half(colour: QColor) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(0.5)
    return faded
