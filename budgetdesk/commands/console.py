"""What the commands share: exit codes, the book they are about, a counter on the console."""

import argparse
import codecs
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetdesk.book.book import Book
    from budgetdesk.domain.progress import Progress

DONE = 0
FINDINGS = 1
REFUSED = 2
_READABLE = "budgetdesk.readable"


def name_files_in_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale (GBK, Latin-1) has another encoding.

    Disks and Qt have names in UTF-8 whatever the locale says: in another one Python finds no file
    that Qt names, and cannot write names whose characters the encoding lacks. A console of that
    locale is still written to as it reads.
    """
    if os.name != "posix" or sys.getfilesystemencoding() == "utf-8":
        return
    import locale

    os.environ.setdefault("PYTHONIOENCODING", locale.getencoding())
    again = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execv(sys.executable, again)  # noqa: S606 - this very program


def set_up_output() -> None:
    """Chinese to any console, UTF-8 into files and pipes; file names of older systems readable."""
    codecs.register_error(_READABLE, _read_name)
    for stream in (sys.stdout, sys.stderr):
        # A window program on Windows has no streams at all.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = stream.encoding if stream.isatty() else "utf-8"
            readable_there = codecs.lookup(encoding).name == "utf-8"
            reconfigure(encoding=encoding, errors=_READABLE if readable_there else "replace")


def _read_name(error: UnicodeError) -> tuple[bytes, int]:
    """What an encoder writes for bytes of a name that are no characters, and where it goes on."""
    from budgetdesk.domain.text import NAME_BYTES, readable

    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = NAME_BYTES.match(error.object, error.start)
    return (readable(found[0]).encode(), found.end()) if found else (b"?", error.end)


def refuse(sentence: str) -> int:
    """Say in one sentence why nothing was done; the exit code."""
    # A counter that stands on the console is overwritten.
    start = "\r" if sys.stderr is not None and sys.stderr.isatty() else ""
    print(start + " ".join(sentence.split("\n")), file=sys.stderr)
    return REFUSED


def add_book(
    parser: argparse.ArgumentParser, text: str = "账套文件", nargs: str | None = None
) -> None:
    """Let a command take a book."""
    parser.add_argument("book", metavar="BOOK", type=Path, nargs=nargs, help=text)


def add_stage(parser: argparse.ArgumentParser, text: str) -> None:
    """Let a command take the forms of one stage alone."""
    parser.add_argument("--stage", metavar="STAGE", help=text)


def require_own(book: "Book") -> None:
    """Refuse to write into a book that another program holds."""
    if holder := book.locked_by:
        raise holder.keeps_out_of(book.path)


def receive(book: "Book") -> None:
    """Say what was met when the book was opened; the form set that it brings is known from now.

    Raises:
        FormSetError: what it brings is no form set.
    """
    from budgetdesk.forms.carried import bring_sets

    bring_sets(book)
    for sentence in book.notes:
        print(sentence, file=sys.stderr)


def progress_of(what: str) -> "Progress":
    """A counter on the console; nothing where stderr is a file."""
    from budgetdesk.domain.progress import ignore_progress

    if sys.stderr is None or not sys.stderr.isatty():
        return ignore_progress

    longest = 0

    def show(done: int, total: int) -> None:
        nonlocal longest
        count, end = f"{done}/{total}", "\n" if done == total else ""
        longest = max(longest, len(count))  # what a longer one left there is covered
        print(f"\r{what} {count:<{longest}}", end=end, file=sys.stderr, flush=True)

    return show
