"""`check`: 审核 of a book, with what was returned of it before; or of a published document."""

import argparse
import sys

from budgetdesk.commands.console import (
    DONE,
    FINDINGS,
    add_book,
    progress_of,
    receive,
    require_own,
)
from budgetdesk.domain.file_kinds import PDF, WORD, kind_of


def add_check(parser: argparse.ArgumentParser) -> None:
    """Declare what `check` takes."""
    parser.description = (
        "审核：逐表列出错误、需说明的和提示；以前退回过、现在又是这样的列在后面，写明谁、何时说的。"
    )
    add_book(parser, "账套文件，或预算公开的 PDF、docx")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--fix-safe", action="store_true", help="先一键修正不改变含义的问题")


def _check_document(wish: argparse.Namespace) -> int:
    from budgetdesk.exchange.document_check import check_document, document_json, document_lines

    remarks = check_document(wish.book)
    lines = [document_json(remarks)] if wish.json else document_lines(wish.book, remarks)
    for line in lines:
        print(line)
    return FINDINGS if remarks else DONE


def check(wish: argparse.Namespace) -> int:
    """Check a book, or a published document."""
    if kind_of(wish.book) in (PDF, WORD):
        return _check_document(wish)
    from budgetdesk.book.book import Book
    from budgetdesk.exchange import checking
    from budgetdesk.exchange.publishing_codes import other_editions_line
    from budgetdesk.exchange.returned_before.telling import told_lines

    with Book.open(wish.book, read_only=not wish.fix_safe) as book:
        receive(book)
        if wish.fix_safe:
            require_own(book)
            fixed = checking.fix_book(book, checking.check_book(book))
            print(f"已修正 {fixed} 处。", file=sys.stderr)
        checked = checking.check_for_sending(book, progress_of("审核"))
        lists = other_editions_line(book)
    if lists:
        print(lists, file=sys.stderr)
    report, returned = checked.report, checked.returned
    for line in checking.fault_lines(report):
        print(line, file=sys.stderr)
    if wish.json:
        print(checking.report_json(report, returned))
    else:
        print(*checking.report_lines(report), *told_lines(returned), sep="\n")
    return FINDINGS if checking.has_errors(report) else DONE
