"""Last year's book: a book, or one made for the while of packages and of forms in files."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.borrowing import borrowed
from budgetdesk.domain.file_kinds import BOOK, EXCEL, kind_of
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.faults import AllRefused, ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.report import FileReport
from budgetdesk.exchange.sealed.deciding import undecided
from budgetdesk.exchange.sealed.envelope import COLLECTED, UPWARD, Header
from budgetdesk.exchange.sealed.opening import ForeignFile, open_sealed
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome
from budgetdesk.exchange.sealed.receiving import receive_files
from budgetdesk.forms.loader import load_form_set

_FIRST_COUNTS = Decisions(all=OnExisting.SKIP)
_BY_HAND = "封存以后手工改过，请先用“收数”收进账套，决定取哪边的内容。"


class UnnamedSet(ImportFault):
    """Files are no packages, and nobody said which form set their forms are of."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "不是上报文件，请用 --form-set 写明表所属的套表，套表见 budgetdesk new --list。"
        )


class SeveralBooks(ImportFault):
    """A book stands beside other files."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "由账套新建时只写一个账套；表格文件和上报文件可以写几个。")


class NoneRead(ImportFault):
    """Of several files none can be read; a sentence each."""

    def __init__(self, path: Path, sentences: Sequence[str]) -> None:
        super().__init__(path, sentences[0])
        self.args = ("\n".join(sentences),)


class CameDown(ImportFault):
    """A package came from above: it tells of no unit's year."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "是上级发来的文件，不是本单位上年的表；由下发的文件新建账套请用 new --from。"
        )


class LastKind(Enum):
    """What last year's files are, as they are counted."""

    BOOK = "账套"
    PACKAGES = "上报文件"
    FORMS = "文件"


@dataclass(frozen=True, slots=True)
class LastFiles:
    """What files of last year say of themselves; of mere forms neither set nor year is known."""

    kind: LastKind
    form_set: str = ""
    year: int = 0


class FileDoubt(NamedTuple):
    """What is to be known or looked at of a file that was read: its name, and a sentence."""

    file: str
    words: str


@dataclass(slots=True)
class LastYear:
    """Last year's book, why files are missing in it, and what of the others is to be looked at."""

    book: Book
    refused: list[str] = field(default_factory=list)
    doubts: list[FileDoubt] = field(default_factory=list)


def look_at_last(files: Sequence[Path]) -> LastFiles:
    """What files are, of which set and year, before a book is made of them.

    Raises:
        SeveralBooks: a book stands beside others.
        FileFault: the book can't be read.
    """
    if (book := _lone_book(files)) is not None:
        with borrowed(book) as last:
            return LastFiles(LastKind.BOOK, last.info.form_set, last.info.fiscal_year)
    headers, _ = _headers_of(files)
    first = _first_sent(headers)
    if first is None:
        return LastFiles(LastKind.FORMS)
    return LastFiles(LastKind.PACKAGES, first.form_set, first.fiscal_year)


@contextmanager
def last_year(
    files: Sequence[Path], form_set: str = "", year: int = 0, progress: Progress = ignore_progress
) -> Iterator[LastYear]:
    """Last year's book; one that is made of files lives no longer than it is read.

    A file that can't be read is left out, and its fault told. Of a project that several files
    hold, that of the first counts, packages before others.

    Args:
        files: one book; or packages, exchange files, forms in Excel, Word or PDF.
        form_set: the id of their set; "" for that of the first package.
        year: their year; 0 for that of the first package, else of the set.
        progress: told of while they are read.

    Raises:
        SeveralBooks: a book stands beside others.
        UnnamedSet: it is not known which set they are of.
        ImportFault: none of them can be read.
        FileFault: the book can't be read.
        FormSetError: there is no such set.
        Cancelled: `progress` stopped it.
    """
    if (path := _lone_book(files)) is not None:
        with borrowed(path) as book:
            yield LastYear(book)
        return
    headers, faults = _headers_of(files)
    refused = [*map(str, faults.values())]
    first = _first_sent(headers)
    others = [it for it in files if it not in headers and it not in faults]
    if not form_set and first is None:
        down = [str(CameDown(it)) for it in headers]
        raise UnnamedSet(others[0]) if others else NoneRead(files[0], refused + down)
    known = load_form_set(form_set or (first.form_set if first else ""))
    year = year or (first.fiscal_year if first else known.fiscal_year)
    info = BookInfo(known.id, year, f"{known.region.name} {year}")
    with (
        TemporaryDirectory() as folder,
        Book.create(Path(folder) / f"{year}.budget", info, known.dictionary) as book,
    ):
        last = LastYear(book, refused)
        taken = _receive(last, [*headers], progress) + _import(last, others, progress)
        if not taken:
            raise NoneRead(files[0], last.refused)
        yield last


def _lone_book(files: Sequence[Path]) -> Path | None:
    """The book that the files are; None where they are others."""
    book = next((path for path in files if kind_of(path) is BOOK), None)
    if book is not None and len(files) > 1:
        raise SeveralBooks(book)
    return book


def _headers_of(
    files: Sequence[Path],
) -> tuple[Mapping[Path, Header], Mapping[Path, ImportFault]]:
    """What packages say of themselves, and what is wrong with damaged ones."""
    headers: dict[Path, Header] = {}
    faults: dict[Path, ImportFault] = {}
    for path in files:
        try:
            header = _sealed(path)
        except ImportFault as fault:
            faults[path] = fault
        else:
            headers |= {path: header} if header is not None else {}
    return headers, faults


def _first_sent(headers: Mapping[Path, Header]) -> Header | None:
    """The first package that was sent upward; what came down tells of no unit's year."""
    return next((it for it in headers.values() if it.kind in (UPWARD, COLLECTED)), None)


def _sealed(path: Path) -> Header | None:
    """What a package says of itself; None for a file that is none."""
    if kind_of(path) is not EXCEL:
        return None
    try:
        return open_sealed(path)[0].header
    except ForeignFile:
        return None


def _receive(last: LastYear, packages: Sequence[Path], progress: Progress) -> int:
    """Take packages into the book; how many."""
    receipts = receive_files(last.book, packages, undecided, progress)
    left = [it for it in receipts if it.outcome is not ReceiptOutcome.TAKEN]
    last.refused += map(_why_left, left)
    return len(receipts) - len(left)


def _why_left(receipt: Receipt) -> str:
    if receipt.outcome is ReceiptOutcome.WAITS:
        return str(ImportFault(receipt.path, _BY_HAND))
    return receipt.sentence


def _import(last: LastYear, files: Sequence[Path], progress: Progress) -> int:
    """Import the other files, leaving out those that can't be; how many came in."""
    left = [*files]
    while left:
        try:
            report = import_files(last.book, left, decisions=_FIRST_COUNTS, progress=progress)
        except AllRefused as faults:
            last.refused += str(faults).split("\n")
            return 0
        except ImportFault as fault:
            last.refused.append(str(fault))
            left.remove(fault.path)
        else:
            last.refused += report.refused
            last.doubts += (it for file in report.files for it in _doubts(file))
            return len(report.files)
    return 0


def _doubts(file: FileReport) -> Iterator[FileDoubt]:
    name = file.path.name
    for project in file.skipped:
        yield FileDoubt(name, f"项目「{project}」前面的文件已有，这里的没有取。")
    yield from (FileDoubt(name, it) for it in (*file.ahead, *file.notes, *file.doubts))
