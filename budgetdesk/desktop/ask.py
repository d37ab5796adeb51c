"""Everything the window asks or tells in a box, each through one function that tests replace."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from budgetdesk.desktop.lettered import as_title
from budgetdesk.domain.file_kinds import FileKind, Offer
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.text import readable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from budgetdesk.desktop.file_dialog import FileDialog

_MOST_LINES, _MOST_CHARACTERS = 10, 400  # of a text in a box, on a screen of 600 pixels


@immutable
class Telling:
    """What a box says: one sentence, what to do, and a fold of details that can be copied."""

    title: str
    sentence: str
    advice: str = ""
    details: str = ""


@runtime_checkable
class HavingManual(Protocol):
    """A window with a manual."""

    def offer_manual(self, box: "QDialog") -> None:
        """Let the manual's key show it over a box, which holds the window's own key back."""


def tell(parent: "QWidget | None", telling: Telling, buttons: tuple[str, ...] = ("知道了",)) -> str:
    """Show a box and wait; the chosen button's text.

    The last button must be the harmless one: it is what Esc and Enter choose.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(as_title(telling.title))
    # Before the texts: names of files and projects may look like HTML.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_fitting(telling.sentence))
    box.setInformativeText(_fitting(telling.advice))
    if details := _details(telling):
        box.setDetailedText(details)
    role = QMessageBox.ButtonRole
    added = {box.addButton(text, role.AcceptRole): text for text in buttons[:-1]}
    last = box.addButton(buttons[-1], role.RejectRole)
    added[last] = buttons[-1]
    box.setEscapeButton(last)
    box.setDefaultButton(last)
    _make_way(box)
    box.exec()
    box.deleteLater()
    return next(
        (text for button, text in added.items() if button is box.clickedButton()), buttons[-1]
    )


def _fitting(text: str) -> str:
    """As much of a text as leaves the buttons on a small screen."""
    lines = readable(text).split("\n")
    shown = lines[:_MOST_LINES]
    while len(shown) > 1 and sum(map(len, shown)) > _MOST_CHARACTERS:
        shown.pop()
    told = "\n".join(shown)
    if len(told) > _MOST_CHARACTERS:
        return f"{told[:_MOST_CHARACTERS]}……全文见详情。"
    left = len(lines) - len(shown)
    return f"{told}\n另有 {left} 行，见详情。" if left else told


def _details(telling: Telling) -> str:
    """What is to be copied, and before it the texts that had to be cut."""
    cut = (it for it in (telling.sentence, telling.advice) if _fitting(it) != readable(it))
    return readable("\n\n".join(filter(None, (*cut, telling.details))))


def ask_open(parent: "QWidget", title: str, folder: Path, offer: Offer) -> tuple[Path, ...]:
    """Ask for files to read; empty when the user thinks better of it."""
    from budgetdesk.desktop.file_dialog import FileDialog

    dialog = FileDialog(parent, title, folder, offer.filter)
    dialog.setFileMode(FileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def ask_one(parent: "QWidget", title: str, folder: Path, offer: Offer) -> Path | None:
    """Ask for one file to read."""
    from budgetdesk.desktop.file_dialog import FileDialog

    dialog = FileDialog(parent, title, folder, offer.filter)
    dialog.setFileMode(FileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), None)


def ask_save(parent: "QWidget", title: str, proposal: Path, kind: FileKind) -> Path | None:
    """Ask where to write a file; the suffix of the proposal is kept when none is typed."""
    from budgetdesk.desktop.file_dialog import FileDialog

    dialog = FileDialog(parent, title, proposal.parent, kind.filter)
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(FileDialog.FileMode.AnyFile)
    dialog.selectFile(proposal.name)
    [path] = _chosen(dialog) or (None,)
    return path if path is None or path.suffix else path.with_suffix(proposal.suffix)


def ask_folder(parent: "QWidget", title: str, folder: Path) -> Path | None:
    """Ask for a folder to write into."""
    from budgetdesk.desktop.file_dialog import FileDialog

    dialog = FileDialog(parent, title, folder)
    dialog.setFileMode(FileDialog.FileMode.Directory)
    dialog.setOption(FileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def run(dialog: "QDialog") -> bool:
    """Show a dialog and wait; whether it was accepted."""
    _make_way(dialog)
    accepted = dialog.exec() == dialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _chosen(dialog: "FileDialog") -> tuple[Path, ...]:
    _make_way(dialog)
    return dialog.chosen()


def _make_way(box: "QDialog") -> None:
    """Close what is open over the window, and let the box show the manual.

    A box may come while a menu is open; what was then chosen there opened a box behind this one,
    and neither could be closed by keys.
    """
    from PySide6.QtWidgets import QApplication

    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    above = box.parentWidget()
    while above is not None and not isinstance(above, HavingManual):
        above = above.parentWidget()
    if above is not None:
        above.offer_manual(box)
