"""公开检查 in the window: files are chosen, looked through behind it, and what was found listed."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.desktop import ask
from budgetdesk.desktop.settings import EXPORT_FOLDER
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.file_kinds import INSPECTED
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.exchange.public_check import Inspected

_NAME = "公开检查"


def check_files(books: Books) -> None:
    """Ask for files that are to be published, and list what must not be; it needs no book."""
    folder = books.settings.folder(EXPORT_FOLDER, last_folder(books.settings))
    paths = ask.ask_open(books.window, f"{_NAME}：要公开的文件", folder, INSPECTED)
    if not paths:
        return
    books.settings.put(EXPORT_FOLDER, str(paths[0].parent))

    def work(progress: Progress) -> "tuple[Inspected, ...]":
        from budgetdesk.exchange.public_check import inspect_files

        return inspect_files(paths, progress)

    books.jobs.start(_NAME, work, partial(_show, books), shows=True)


def _show(books: Books, inspected: "tuple[Inspected, ...]") -> None:
    from budgetdesk.desktop.dialogs.public_check import PublicCheckDialog

    ask.run(PublicCheckDialog(inspected, partial(_open_folder, books), books.window))


def _open_folder(books: Books, folder: Path) -> None:
    from budgetdesk.desktop.noticing import notice_in_front
    from budgetdesk.desktop.opening_folders import open_folder

    open_folder(folder, lambda: notice_in_front(books.window).say(f"打不开文件夹，文件在 {folder}"))
