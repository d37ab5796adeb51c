"""Asking for a book: which one to open, what kind to make, whose to take over."""

from pathlib import Path

from budgetdesk.desktop import ask
from budgetdesk.desktop.settings import LAST_FOLDER, Settings
from budgetdesk.desktop.window.books import Books
from budgetdesk.domain.file_kinds import BOOK, BOOKS, IMPORTS
from budgetdesk.domain.there import is_folder


def new_from_files(books: Books, paths: tuple[Path, ...] = ()) -> None:
    """Ask for files, then for a new book, and import them into it."""
    folder = last_folder(books.settings)
    asked = paths or ask.ask_open(books.window, "从文件导入", folder, IMPORTS)
    if asked and new_book(books) and books.output is not None:
        books.output.import_these(asked)


def new_book(books: Books, form_set: str = "") -> bool:
    """Ask for a new book, make it and open it; False when there is none in the end.

    `form_set` is the id of the set that is proposed, "" for none.
    """
    from budgetdesk.desktop.typed_ahead import TypedAhead

    with TypedAhead(books.window):
        from budgetdesk.desktop.dialogs.new_book import NewBookDialog
        from budgetdesk.desktop.window.opening import NotOpened, make_book
        from budgetdesk.forms.loader import usable_sets

        form_sets, faults = usable_sets()
    if faults:
        told = "\n".join(map(str, faults))
        ask.tell(books.window, ask.Telling("有的套表不能用，其他的照常", told))
    wish = NewBookDialog.ask(books.window, form_sets, last_folder(books.settings), form_set)
    if wish is None:
        return False
    try:
        make_book(wish.path, wish.info)
    except NotOpened as error:
        ask.tell(books.window, ask.Telling("账套没有建成", str(error)))
        return False
    return books.open(wish.path)


def choose_book(books: Books) -> None:
    """Ask for a book and open it."""
    path = ask.ask_one(books.window, "打开账套", last_folder(books.settings), BOOKS)
    if path is not None:
        books.settings.put(LAST_FOLDER, str(path.parent))
        books.open(path)


def answer_save(books: Books) -> None:
    """Write what is being typed; nothing else is ever unsaved, and that is said."""
    if books.session is None or books.desk is None or not books.session.commit_editors():
        return
    read_only = books.session.book.read_only
    books.desk.notice.say("账套以只读方式打开，没有要保存的修改。" if read_only else "已自动保存")


def save_as(books: Books) -> None:
    """Ask for a place, write the book there as it stands, and go on in that file."""
    from budgetdesk.book.errors import BookError

    if books.session is None or not books.session.commit_editors():
        return
    book = books.session.book
    proposal = book.path.with_name(f"{book.path.stem} 另存{book.path.suffix}")
    path = ask.ask_save(books.window, "账套另存为", proposal, BOOK)
    if path is None or path.absolute() == book.path:
        return
    try:
        book.backup_to(path)
    except BookError as error:
        ask.tell(books.window, ask.Telling("没有另存", str(error)))
        return
    books.open(path)


def choose_copy(books: Books, path: Path | None = None) -> None:
    """Show the dated copies of a book, of the open one where none is named."""
    from budgetdesk.desktop.window.restoring import choose_copy as choose

    book = path or Path(books.path_to_reopen)
    held = books.session is not None and books.session.book.locked_by is not None
    choose(books, book, may_restore=not held)


def take_over(books: Books) -> None:
    """Push aside whoever holds the book, once the user knows that nobody works in it."""
    if books.session is None:
        return
    go_on, stay = "接管编辑", "保持只读"
    answer = ask.tell(
        books.window,
        ask.Telling(
            "接管编辑",
            "只有确认对方已经退出（例如那台计算机已关机），才能接管。",
            "如果对方还在编辑，两边的修改会互相覆盖。",
        ),
        (go_on, stay),
    )
    if answer == go_on:
        books.open(books.session.book.path, take_over=True)


def last_folder(settings: Settings) -> Path:
    """Where files were chosen last, else the documents."""
    return settings.folder(LAST_FOLDER, _documents())


def _documents() -> Path:
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.DocumentsLocation
    known = Path(QStandardPaths.writableLocation(place) or Path.home())
    return known if is_folder(known) else Path.home()
