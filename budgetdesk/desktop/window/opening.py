"""Opening a book with all that shows it. Loaded when the first book is opened, not before."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from budgetdesk.assets import forms_folder, own_forms_folders
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import BookError, FileFault, MissingBook, UnwritableFolder
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.output_commands import OutputCommands
from budgetdesk.domain.immutable import immutable


class NotOpened(Exception):  # noqa: N818 - as the faults it stands for
    """A book was not opened or made; the text is the sentence for the clerk."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.missing = isinstance(error, MissingBook)
        self.replaceable = isinstance(error, FileFault) and _may_be_replaced(error)


def _may_be_replaced(error: FileFault) -> bool:
    from budgetdesk.book.restoring import may_be_replaced

    return may_be_replaced(error)


@immutable
class Work:
    """An open book and what shows it."""

    session: Session
    desk: Desk
    output: OutputCommands


def open_file(path: Path, *, take_over: bool = False, read_only: bool = False) -> tuple[Book, str]:
    """Open a book; read-only where nothing can be written, and why. NotOpened when refused."""
    try:
        try:
            return Book.open(path, take_over=take_over, read_only=read_only), ""
        except UnwritableFolder as error:
            if take_over or read_only:
                raise
            # Read-only media, a folder of somebody else's.
            return Book.open(path, read_only=True), error.reason
    except BookError as error:
        raise NotOpened(error) from error


def show_book(session: Session, settings: Settings, jobs: Jobs, window: QWidget) -> Work:
    """Make what shows an open book; one that can't be read after all is closed: NotOpened."""
    try:
        desk = Desk(session, settings, jobs, window)
    except BookError as error:
        session.close()
        raise NotOpened(error) from error
    return Work(session, desk, OutputCommands(desk, jobs, settings, window))


def session_of(book: Book, parent: QObject) -> Session:
    """A session for an open book.

    A book whose form set is not installed is closed again: NotOpened. What the form set says is
    read when the book is painted.
    """
    session = Session(book, parent)
    name = session.book.info.form_set
    if any(
        (folder / name / "set.toml").is_file() for folder in (*own_forms_folders(), forms_folder())
    ):
        return session
    from budgetdesk.forms.carried import bring_sets
    from budgetdesk.forms.loader import FormSetError

    try:
        bring_sets(book)
        session.form_set  # noqa: B018 - it says itself what is missing
    except FormSetError as error:
        session.close()
        raise NotOpened(error) from error
    return session


def make_book(path: Path, info: BookInfo) -> None:
    """Make a new, empty book; NotOpened when that cannot be."""
    from budgetdesk.forms.carried import as_setting, files_of
    from budgetdesk.forms.loader import FormSetError, load_form_set

    try:
        asked = load_form_set(info.form_set).dictionary
        carried = as_setting(files_of(forms_folder(), info.form_set))
        Book.create(path, info, asked, carried).close()
    except (BookError, FormSetError) as error:
        raise NotOpened(error) from error
