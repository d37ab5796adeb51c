"""Last year's book where there was none: made of sealed packages, or of forms in files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.file_kinds import EXCEL, kind_of
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.sealed.deciding import undecided
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.opening import ForeignFile, open_sealed
from budgetdesk.exchange.sealed.receipt import ReceiptOutcome
from budgetdesk.exchange.sealed.receiving import receive_files
from budgetdesk.forms.loader import load_form_set


class UnnamedSet(ImportFault):
    """Files are no packages, and nobody said which form set their forms are of."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "不是上报文件，请用 --form-set 写明表所属的套表，套表见 budgetdesk new --list。"
        )


@contextmanager
def book_of_files(
    files: Sequence[Path], form_set: str = "", year: int = 0, progress: Progress = ignore_progress
) -> Iterator[Book]:
    """A book of what files say, that lives no longer than it is read.

    Args:
        files: packages, exchange files, forms in Excel, Word or PDF.
        form_set: the id of their set; "" for that of the first package.
        year: their year; 0 for that of the first package, else of the set.
        progress: told of while they are read.

    Raises:
        UnnamedSet: it is not known which set they are of.
        ImportFault: one of them can't be read, or was edited by hand since it was sealed.
        FormSetError: there is no such set.
        Cancelled: `progress` stopped it.
    """
    headers = {path: header for path in files if (header := _sealed(path)) is not None}
    first = next(iter(headers.values()), None)
    if not form_set and first is None:
        raise UnnamedSet(files[0])
    known = load_form_set(form_set or (first.form_set if first else ""))
    year = year or (first.fiscal_year if first else known.fiscal_year)
    info = BookInfo(known.id, year, f"{known.region.name} {year}")
    with (
        TemporaryDirectory() as folder,
        Book.create(Path(folder) / f"{year}.budget", info, known.dictionary) as book,
    ):
        _receive(book, [*headers], progress)
        if others := [path for path in files if path not in headers]:
            import_files(book, others, progress=progress)
        yield book


def _sealed(path: Path) -> Header | None:
    """What a package says of itself; None for a file that is none."""
    if kind_of(path) is not EXCEL:
        return None
    try:
        return open_sealed(path)[0].header
    except ForeignFile:
        return None


def _receive(book: Book, packages: Sequence[Path], progress: Progress) -> None:
    for receipt in receive_files(book, packages, undecided, progress):
        if receipt.outcome is ReceiptOutcome.WAITS:
            raise ImportFault(
                receipt.path, "封存以后手工改过，请先用“收数”收进账套，决定取哪边的内容。"
            )
        if receipt.outcome is not ReceiptOutcome.TAKEN:
            told = receipt.sentence.removeprefix(f"「{receipt.path.name}」：")
            raise ImportFault(receipt.path, told)
