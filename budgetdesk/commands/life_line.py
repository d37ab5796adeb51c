"""`lifeline`: a project from its target to what was reached, as a page or as JSON."""

import argparse
import json
from pathlib import Path

from budgetdesk.commands.console import DONE, add_book, receive


def lifeline(wish: argparse.Namespace) -> int:
    """Print the life line of a project as JSON, or write its page."""
    from budgetdesk.book.book import Book
    from budgetdesk.domain.file_kinds import EXCEL, PDF, kind_of
    from budgetdesk.domain.progress import ignore_progress
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.output.sheet_files import SHEET_WRITERS
    from budgetdesk.tables.life_line import life_line
    from budgetdesk.tables.life_line_sheet import life_line_content, sheet_of

    with Book.open(wish.book, read_only=True) as book:
        receive(book)
        line = life_line(book, wish.project)
        year = book.info.fiscal_year
    if wish.to is None:
        print(json.dumps(life_line_content(line), ensure_ascii=False, indent=1))
        return DONE
    kind = kind_of(wish.to)
    write = SHEET_WRITERS.get(kind) if kind else None
    if write is None:
        raise ExportFault(f"「{wish.to.name}」请以 {PDF.suffix} 或 {EXCEL.suffix} 结尾。")
    sheet = sheet_of(line, year)
    write(wish.to, [sheet], sheet.name, ignore_progress)
    return DONE


def add_lifeline(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    add_book(parser)
    parser.add_argument(
        "--project", metavar="ID", type=int, required=True, help="项目的编号（见 list）"
    )
    parser.add_argument(
        "--to",
        metavar="FILE",
        type=Path,
        help="写成 .pdf 或 .xlsx；不写则以 JSON 输出，金额单位为万元",
    )
