"""Where a file or folder is chosen, without anything in this process opening what is listed.

SQLite's locks on the book are the process's: whoever in it opens a file of the book and closes it
again drops them (https://www.sqlite.org/howtocorrupt.html, 2.2). Another window on the same book
then takes it for left behind and cuts the log's index off under us. Qt looks into files for their
icons and kinds, GTK's dialog does the same; those of Windows and macOS need not, the locks there
being a handle's, or the dialog another process.
"""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QTreeView, QWidget

from budgetdesk.desktop.screen_room import screen_room
from budgetdesk.domain.there import is_folder

_WIDE, _HIGH = 74, 40  # characters
_COLUMNS = (24, 6, 9, 14)  # characters: name, size, kind, time


class UnopenedIcons(QFileIconProvider):
    """Icons and kinds of files that go by what the folder says of them."""

    def icon(self, of: QFileInfo | QFileIconProvider.IconType, /) -> QIcon:
        """That of any file, or of any folder."""
        if not isinstance(of, QFileInfo):
            return super().icon(of)
        kind = QFileIconProvider.IconType
        return super().icon(kind.Folder if of.isDir() else kind.File)

    def type(self, of: QFileInfo, /) -> str:
        """What the list says of a file beside its name."""
        if of.isDir():
            return "文件夹"
        return f"{of.suffix()} 文件" if of.suffix() else "文件"


@cache
def _icons() -> UnopenedIcons:
    """One for all dialogs: PySide6 never lets go of one that a dialog was given."""
    return UnopenedIcons()


class FileDialog(QFileDialog):
    """Asks for files or a folder; `chosen` are what was chosen, none when given up."""

    def __init__(self, parent: QWidget | None, title: str, at: Path, kinds: str = "") -> None:
        folder = at if is_folder(at) else at.parent
        super().__init__(parent, title, str(folder), kinds)
        self.setIconProvider(_icons())
        if sys.platform.startswith("linux"):
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
            self._make_room()

    def _make_room(self) -> None:
        """Qt's own opens so small that names, times and kinds of files are cut."""
        character = self.fontMetrics().horizontalAdvance("永")
        self.resize(QSize(character * _WIDE, character * _HIGH).boundedTo(screen_room()))
        details = self.findChild(QTreeView)
        if details is not None:
            for column, characters in enumerate(_COLUMNS):
                details.header().resizeSection(column, character * characters)

    def chosen(self) -> tuple[Path, ...]:
        """Show it and wait."""
        accepted = self.exec() == QFileDialog.DialogCode.Accepted
        self.deleteLater()
        return tuple(Path(name) for name in self.selectedFiles()) if accepted else ()
