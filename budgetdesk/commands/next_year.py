"""`next-year`: next year's book from this year's, from packages, or from forms in any files."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, FINDINGS, progress_of, refuse
from budgetdesk.domain.file_kinds import BOOK, kind_of

if TYPE_CHECKING:
    from budgetdesk.book.book import Book


def next_year(wish: argparse.Namespace) -> int:
    """Make the book; what a person must look at is told."""
    from budgetdesk.domain.moved_years import YearDeed
    from budgetdesk.exchange.next_year.carrying import next_year_book
    from budgetdesk.exchange.next_year.telling import as_json, lines_of

    books = [path for path in wish.last if kind_of(path) is BOOK]
    if books and len(wish.last) > 1:
        return refuse("由账套新建时只写一个账套；表格文件和上报文件可以写几个。")
    with _last_year(wish) as last:
        done = next_year_book(
            last, wish.book, with_once=wish.with_once, progress=progress_of("带入")
        )
    for line in [as_json(done)] if wish.json else lines_of(done):
        print(line)
    open_ = any(it.deed is not YearDeed.MOVED for it in done.notes)
    return FINDINGS if open_ or done.left else DONE


@contextmanager
def _last_year(wish: argparse.Namespace) -> Iterator["Book"]:
    """Last year's book; one made of other files lives no longer than it is read."""
    if kind_of(wish.last[0]) is BOOK:
        from budgetdesk.book.borrowing import borrowed

        with borrowed(wish.last[0]) as last:
            yield last
        return
    from budgetdesk.exchange.next_year.from_files import book_of_files

    with book_of_files(wish.last, wish.form_set or "", wish.year or 0, progress_of("读取")) as last:
        yield last


def add_next_year(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    parser.description = (
        "由本年度的账套新建下一年度的账套：带入单位、编码、延续的项目和预算公开文字，年份按规则后移，"
        "标题和文号不动；带入的内容在窗口中以灰色显示，修改或标为填报完成后才算填报。一次性项目只列出。"
    )
    parser.add_argument(
        "last", metavar="LAST", type=Path, nargs="+",
        help="本年度的账套；也可以是上报文件、项目交换文件，或 Excel、Word、PDF 的目标表，可以几个",
    )  # fmt: skip
    parser.add_argument("book", metavar="NEWBOOK", type=Path, help="要建立的账套文件")
    parser.add_argument("--with-once", action="store_true", help="一次性项目也带入")
    parser.add_argument(
        "--form-set", metavar="SET", help="由表格文件新建时，表所属的套表；上报文件自己写明"
    )
    parser.add_argument("--year", metavar="YEAR", type=int, help="表格文件的年度，默认为套表的年度")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
