"""`compare`: a published document, or a list of 一体化, against its book."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import (
    DONE,
    FINDINGS,
    add_book,
    progress_of,
    receive,
    refuse,
    require_own,
)
from budgetdesk.commands.writing import add_parts
from budgetdesk.domain.file_kinds import EXCEL, kind_of

if TYPE_CHECKING:
    from budgetdesk.book.book import Book


def compare(wish: argparse.Namespace) -> int:
    """Say what differs between a file and the book."""
    from budgetdesk.book.book import Book

    is_list = kind_of(wish.file) is EXCEL
    if wish.mend and not is_list:
        return refuse("--mend 只用于一体化导出的 Excel 清单；预算公开文件请在账套中逐处修改。")
    with Book.open(wish.book, read_only=not wish.mend) as book:
        receive(book)
        if wish.mend:
            require_own(book)
        return _compare_list(book, wish) if is_list else _compare_document(book, wish)


def _compare_document(book: "Book", wish: argparse.Namespace) -> int:
    from budgetdesk.exchange.disclosing import DisclosureWish, slots_named
    from budgetdesk.exchange.final_copy.comparing import (
        compare_file,
        difference_lines,
        differences_json,
    )

    made = DisclosureWish(internal=wish.internal, left_out=slots_named(wish.without or ()))
    found = compare_file(book, wish.file, made, progress_of("核对"))
    lines = [differences_json(found)] if wish.json else difference_lines(wish.file, found)
    for line in lines:
        print(line)
    return FINDINGS if found else DONE


def _compare_list(book: "Book", wish: argparse.Namespace) -> int:
    from budgetdesk.exchange.portal.comparing import compare_list, mend_book
    from budgetdesk.exchange.portal.telling import as_json, lines_of

    found = compare_list(book, wish.file, progress_of("核对"))
    for line in [as_json(found)] if wish.json else lines_of(wish.file, found):
        print(line)
    mended = tuple(it for it in found.differences if it.edits) if wish.mend else ()
    if mended:
        mend_book(book, mended)
    if wish.mend and not wish.json:
        left = len(found.differences) - len(mended)
        print(f"已按清单修改账套 {len(mended)} 处，另有 {left} 处要由人处理。")
    return FINDINGS if len(found.differences) > len(mended) else DONE


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Declare what `compare` takes."""
    parser.description = (
        "终稿核对：已公开、在 WPS 中改过的 .docx 或它的 PDF，与账套现在生成的预算公开文件逐句逐格"
        "核对。一体化导出的项目清单（.xls、.xlsx、.ods）与账套的项目逐项核对。"
        "一致退出码为 0，有不同为 1，读不出来为 2。"
    )
    add_book(parser)
    parser.add_argument(
        "file", metavar="FILE", type=Path,
        help="预算公开的 .docx 或 PDF，或一体化导出的 .xls、.xlsx、.ods 清单",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--mend", action="store_true", help="把账套改成清单的内容，可以撤销")
    add_parts(parser)
