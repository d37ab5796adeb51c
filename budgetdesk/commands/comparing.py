"""`compare`: 终稿核对 of a published document against its book."""

import argparse
from pathlib import Path

from budgetdesk.commands.console import DONE, FINDINGS, add_book, progress_of, receive
from budgetdesk.commands.writing import add_parts


def compare(wish: argparse.Namespace) -> int:
    """Say what differs between a published file and what the book makes now."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.disclosing import DisclosureWish, slots_named
    from budgetdesk.exchange.final_copy.comparing import (
        compare_file,
        difference_lines,
        differences_json,
    )

    made = DisclosureWish(internal=wish.internal, left_out=slots_named(wish.without or ()))
    with Book.open(wish.book, read_only=True) as book:
        receive(book)
        found = compare_file(book, wish.file, made, progress_of("核对"))
    lines = [differences_json(found)] if wish.json else difference_lines(wish.file, found)
    for line in lines:
        print(line)
    return FINDINGS if found else DONE


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Declare what `compare` takes."""
    parser.description = (
        "终稿核对：已公开、在 WPS 中改过的 .docx 或它的 PDF，与账套现在生成的预算公开文件逐句逐格"
        "核对。一致退出码为 0，有不同为 1，读不出来为 2。"
    )
    add_book(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="预算公开的 .docx 或 PDF")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    add_parts(parser)
