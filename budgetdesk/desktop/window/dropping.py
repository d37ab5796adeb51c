"""What files dropped on the window mean: a book, files to import, packages to receive, or none."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl

from budgetdesk.desktop import ask
from budgetdesk.desktop.file_urls import path_of
from budgetdesk.desktop.window import choosing
from budgetdesk.desktop.window.books import Books
from budgetdesk.domain.file_kinds import BOOK, FOREIGN, kind_of
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.named_files import named_files
from budgetdesk.domain.there import is_there


@immutable
class Dropped:
    """A book to open, files to import, or packages to receive; `refusal` says why it is none."""

    book: Path | None = None
    files: tuple[Path, ...] = ()
    packages: tuple[Path, ...] = ()
    refusal: str = ""


def dropped(urls: Sequence[QUrl]) -> Dropped:
    """Sort what was dropped; nothing of it is left out without a word."""
    if not urls or not all(url.isLocalFile() for url in urls):
        return Dropped(refusal="拖进来的是链接，不是文件。请先下载，再拖入文件。")
    paths = [path_of(url) for url in urls]
    gone = [path for path in paths if not is_there(path)]
    if gone:
        return Dropped(refusal=f"找不到{named_files(gone)}，可能已被移走或改名。")
    books = [path for path in paths if kind_of(path) is BOOK]
    if not books:
        return _sorted(paths)
    if len(paths) > 1:
        what = "一次只能打开一个账套" if len(books) > 1 else "账套和要导入的文件不能一起拖入"
        return Dropped(refusal=f"{what}，请分开拖入。")
    return Dropped(book=books[0])


def _sorted(paths: Sequence[Path]) -> Dropped:
    """Files to import, or packages to receive."""
    from budgetdesk.exchange.sealed.inbox import looks_sealed

    sealed = tuple(path for path in paths if looks_sealed(path))
    if sealed and len(sealed) < len(paths):
        return Dropped(refusal="上报、退回、下发的文件和要导入的文件不能一起拖入，请分开拖入。")
    return Dropped(packages=sealed) if sealed else Dropped(files=tuple(paths))


def take_dropped(books: Books, paths: tuple[Path, ...]) -> None:
    """Ask which year forms are of that were dropped with no book open; other files are imported."""
    if not all(kind_of(path) in FOREIGN for path in paths):
        choosing.new_from_files(books, paths)
        return
    this_year, next_year, stay = "导入到新账套", "作为上年的表", "取消"
    answer = ask.tell(
        books.window,
        ask.Telling(
            "拖入的表",
            f"{named_files(paths)}是哪一年的表？",
            f"本年的，{this_year}。上年的，由它们新建下一年度账套：延续的项目带入作建议。",
        ),
        (this_year, next_year, stay),
    )
    if answer == this_year:
        choosing.new_from_files(books, paths)
    elif answer == next_year:
        from budgetdesk.desktop.window.renewing import next_year_from

        next_year_from(books, paths)
