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
    keys = [f"budgetdesk {name} {colour.rgba():x} {size} {_ratio()}" for size in sizes]
    kept = [QPixmap() for _ in sizes]
    if all(map(QPixmapCache.find, keys, kept)):
        return kept
    drawn = _drawn(_drawing(name), colour, sizes)
    for key, picture in zip(keys, drawn, strict=True):
        QPixmapCache.insert(key, picture)
    return drawn


def _drawing(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


def _drawn(drawing: str, colour: QColor, sizes: tuple[int, ...]) -> list[QPixmap]:
    """The drawing in each of the sizes."""
    from PySide6.QtSvg import QSvgRenderer

    tinted = drawing.replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(tinted.encode()))
    return [_pixmap(renderer, colour, size) for size in sizes]


def _pixmap(renderer: "QSvgRenderer", colour: QColor, size: int) -> QPixmap:
    ratio = _ratio()
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


def _half(colour: QColor) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(0.5)
    return faded
