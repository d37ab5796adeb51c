"""Reading another office's book: from a checked copy, so that nothing is ever written into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from budgetdesk.book import backup
from budgetdesk.book.book import Book
from budgetdesk.book.errors import BackupFailed, DamagedBook, UnreadableFile
from budgetdesk.book.lock import holder_of
from budgetdesk.book.opening import examine
from budgetdesk.book.store import Access, connect, is_of_content


@contextmanager
def borrowed(path: Path) -> Iterator[Book]:
    """Another book as it stands, whoever works in it and of whatever version.

    It is judged as every book that is opened, copied page by page into a folder that is removed
    afterwards, and the copy is brought up to date. Beside the book no file comes or goes.

    Raises:
        FileFault: the file is no book, damaged, altered, or from a newer version.
    """
    holder = holder_of(path)
    belonging = examine(path, holder)
    readable = belonging.own_log and (holder is None or holder.shares_log)
    store = connect(path, Access.LOOK if readable else Access.FROZEN)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        try:
            backup.copy_to(store, copy)
        except BackupFailed as error:
            if is_of_content(error.__cause__):
                raise DamagedBook(path, reason="内容不完整或被改写") from error
            raise UnreadableFile(path, reason=f"放不进临时文件夹「{folder}」") from error
        finally:
            store.close()
        with Book.open(copy) as book:
            yield book
