"""Next year's book straight from last year's files."""

from collections.abc import Sequence
from pathlib import Path

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.next_year.carrying import Carried, next_year_book
from budgetdesk.exchange.next_year.from_files import last_year


def next_year_of_files(
    files: Sequence[Path],
    path: Path,
    *,
    form_set: str = "",
    year: int = 0,
    with_once: bool = False,
    reading: Progress = ignore_progress,
    progress: Progress = ignore_progress,
) -> Carried:
    """Make the next year's book of a book, of packages, or of forms in files.

    Arguments and errors as of `last_year` and `next_year_book`; `reading` is told of while files
    are read, `progress` while their projects are taken over.
    """
    with last_year(files, form_set, year, reading) as last:
        done = next_year_book(last.book, path, with_once=with_once, progress=progress)
    done.refused += last.refused
    done.doubts += last.doubts
    return done
