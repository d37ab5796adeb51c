"""`statistics`: what 审核 finds, counted by rule, unit, year, and which sentences come back."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, add_book, progress_of, receive

if TYPE_CHECKING:
    from budgetdesk.exchange.form_review.statistics import CountedBy, CountedFinding, FindingCount

_BY = ("rule", "unit", "year", "sentence")


def statistics(wish: argparse.Namespace) -> int:
    """Count the findings of books, print them or write them as a file."""
    from budgetdesk.domain.file_kinds import EXCEL, PDF, kind_of
    from budgetdesk.domain.progress import ignore_progress
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.exchange.form_review.statistics import (
        CountedBy,
        counts_of,
        lines_of_counts,
        statistics_sheet,
    )
    from budgetdesk.output.sheet_files import SHEET_WRITERS

    by = CountedBy[wish.by.upper()]
    kind = kind_of(wish.to) if wish.to else None
    if wish.to and kind not in SHEET_WRITERS:
        raise ExportFault(f"「{wish.to.name}」请以 {EXCEL.suffix} 或 {PDF.suffix} 结尾。")
    counts = counts_of(_found([wish.book, *(wish.past or ())]), by)
    if kind is not None:
        sheet = statistics_sheet(counts, by, wish.book.stem)
        SHEET_WRITERS[kind](wish.to, [sheet], sheet.name, ignore_progress)
    elif wish.json:
        print(json.dumps(_content(counts, by), ensure_ascii=False, indent=1))
    else:
        print(*lines_of_counts(counts), sep="\n")
    return DONE


def _found(paths: list[Path]) -> "Iterator[CountedFinding]":
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.form_review.statistics import counted_findings
    from budgetdesk.forms.inside import load_forms_of

    for path in paths:
        with Book.open(path, read_only=True) as book:
            receive(book)
            yield from counted_findings(book, load_forms_of(book), progress_of("审核"))


def _content(counts: "tuple[FindingCount, ...]", by: "CountedBy") -> dict[str, object]:
    """The counts for programs."""
    return {
        "format": "budgetdesk-statistics/1",
        "by": by.name.lower(),
        "counts": [
            {
                "codes": it.codes,
                "title": it.title,
                "severity": it.severity,
                "units": it.units,
                "years": it.years,
                "count": it.count,
                "forms": it.forms,
                "again": it.again,
                "sentence": it.sentence,
            }
            for it in counts
        ],
    }


def add_statistics(parser: argparse.ArgumentParser) -> None:
    """Declare what `statistics` takes."""
    parser.description = (
        "审核情况统计：哪一项、哪个单位、哪一年查出多少，哪些话反复出现。"
        "“又出现”是往年同一处有过、或退回过还在的。"
    )
    add_book(parser)
    parser.add_argument(
        "--by", choices=_BY, default="rule",
        help="rule 按审核项，unit 按单位，year 按年度，sentence 反复出现的话",
    )  # fmt: skip
    parser.add_argument(
        "--past", metavar="BOOK", type=Path, action="append", help="一起统计的往年账套，可写多次"
    )
    parser.add_argument("--to", metavar="FILE", type=Path, help="写成 .xlsx 或 .pdf")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
