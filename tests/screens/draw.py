"""One look: sets the window up, plays each scene, and writes what it looks like."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from budgetdesk.desktop.app import leave_clipboard, make_application
from budgetdesk.desktop.jobs import ImmediateRunner, Jobs
from budgetdesk.desktop.palette import DARK, LIGHT, colour_names
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.theme import colours, theme
from budgetdesk.desktop.window.main_window import MainWindow
from tests.screens.scenes import SCENES

_CAPTION = 32  # pixels: the frame that a window system gives a dialog
FRAME = QSize(2, 30)  # what a window system lays around a window, at the least
_COLOURS = 256  # of the written pictures: a few tints, and the edges of letters


def main(arguments: list[str]) -> None:
    """Draw the named scenes."""
    folder, look, width, height, scheme, *names = arguments
    make_application()
    theme().use(DARK if scheme == "dark" else LIGHT)
    for name, stage in played(names, look, QSize(int(width), int(height))):
        write(stage.picture(), Path(folder) / f"{name}-{look}.png")


def played(names: list[str], look: str, size: QSize | None = None) -> "Iterator[tuple[str, Stage]]":
    """Each scene in turn in a window of its own, so large or as large as the screen."""
    home = Path.home()
    for name in names:
        settings = Settings(home / f"{look}-{name}" / "settings.json")
        window = MainWindow(settings, Jobs(runner=ImmediateRunner()))
        window.resize(size or window.screen().availableSize() - FRAME)
        window.show()
        QApplication.processEvents()
        stage = Stage(window, home / f"{look}-{name}")
        SCENES[name](stage)
        yield name, stage
        stage.clear()
    leave_clipboard("offscreen")  # what was copied in a scene


class Stage:
    """The window a scene plays in, and what it laid over it."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.over: list[tuple[QWidget, QPoint | None]] = []

    def lay_over(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Show a dialog or menu over the window: in its middle, or at a place."""
        self.over.append((widget, place))

    def picture(self) -> QPixmap:
        """What is to be seen."""
        for _ in range(5):
            QApplication.processEvents()
        whole = self.window.grab()
        painter = QPainter(whole)
        for widget, place in self.over:
            widget.ensurePolished()
            if not widget.testAttribute(Qt.WidgetAttribute.WA_Resized):
                widget.adjustSize()
            widget.show()
            QApplication.processEvents()
            self._paint_over(painter, widget, place)
        painter.end()
        return whole

    def _paint_over(self, painter: QPainter, widget: QWidget, place: QPoint | None) -> None:
        part, size = widget.grab(), widget.size()
        title = widget.windowTitle() if isinstance(widget, QDialog) else ""
        caption = _CAPTION if title else 0
        middle = QPoint(
            (self.window.width() - size.width()) // 2,
            (self.window.height() - size.height() + caption) // 2,
        )
        corner = place or middle
        around = QRect(corner, size).adjusted(0, -caption, 0, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 10))
        for spread in range(8, 0, -1):
            shadow = around.adjusted(-spread, 4 - spread, spread, 4 + spread)
            painter.drawRoundedRect(shadow, 6, 6)
        painter.fillRect(around, colours().paper)
        painter.setPen(colours().ink)
        bar = QRect(around.topLeft(), QSize(around.width(), caption)).adjusted(14, 0, -14, 0)
        painter.drawText(bar, Qt.AlignmentFlag.AlignVCenter, title)
        painter.drawPixmap(corner, part)

    def clear(self) -> None:
        """Take everything down."""
        for widget, _ in self.over:
            widget.hide()
            widget.deleteLater()
        self.window.books.abandon()
        self.window.hide()
        self.window.deleteLater()
        QApplication.processEvents()


def write(picture: QPixmap, path: Path) -> None:
    """Write a picture as a small PNG: its commonest colours exactly, the rest by the nearest."""
    from PIL import Image

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    # An RGB picture's colours are triples, which the stubs don't tell.
    found: list[Any] = image.getcolors(image.width * image.height) or []
    counted: list[tuple[int, tuple[int, int, int]]] = sorted(found, reverse=True)
    named = {getattr(colours(), name).getRgb()[:3] for name in colour_names()}
    counted.sort(key=lambda item: item[1] in named, reverse=True)  # a small red dot stays red
    kept = [colour for _, colour in counted[:_COLOURS]]
    number = {colour: place for place, colour in enumerate(kept)}
    for _, colour in counted[_COLOURS:]:
        number[colour] = min(range(len(kept)), key=lambda place: _apart(kept[place], colour))
    small = Image.new("P", image.size)
    small.putpalette([part for colour in kept for part in colour])
    raw = image.tobytes()
    pixels = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    small.putdata([number[colour] for colour in pixels])
    small.save(path, optimize=True)


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    main(sys.argv[1:])
