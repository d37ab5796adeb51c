"""`revise`: 核减 and 核增 beside what units told, and 差额表."""

import argparse
import json
from pathlib import Path

from budgetdesk.commands.console import DONE, add_book, receive, require_own
from budgetdesk.commands.sheets import write_sheet


def revise(wish: argparse.Namespace) -> int:
    """Decide about one amount, where that is wished, and tell all of them."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.exchange.register import revising
    from budgetdesk.exchange.sealed.submitting import units_wanted

    if wish.by is not None and len(wish.unit or ()) != 1:
        raise ExportFault("核减核增请用 --unit 写明一个单位。")
    with Book.open(wish.book, read_only=wish.by is None) as book:
        receive(book)
        chosen = units_wanted(book, wish.unit or ())
        if wish.by is not None:
            require_own(book)
            line = revising.amount_named(book, chosen[0], wish.project, wish.source)
            revising.revise(book, line.unit, line.project, line.source, wish.by, wish.note)
        rows, title = revising.revised_amounts(book, chosen), book.info.title
    if wish.to is not None:
        write_sheet(revising.revision_sheet(rows, title), wish.to)
    if wish.json:
        told = {
            "format": "budgetdesk-revisions/1",
            "amounts": [revising.revised_content(it) for it in rows],
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return DONE
    for it in rows:
        if it.revision:
            print("　".join(filter(None, (column.text(it) for column in revising.REVISED))))
    print(revising.revised_summed(rows))
    return DONE


def _yuan(text: str) -> int:
    from budgetdesk.domain.money import MoneyError, parse_yuan

    try:
        amount = parse_yuan(text)
    except MoneyError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if amount is None:
        raise argparse.ArgumentTypeError("请写明金额，核减写负数，如 -5000")
    return amount


def add_revise(parser: argparse.ArgumentParser) -> None:
    """Declare what `revise` takes."""
    parser.description = (
        "核减核增：审核数 = 报送数 + 核减核增，按单位、项目、资金来源；单位填报的数不改动。"
        "每次是账套中的一步，可以撤销；不写 --by 只列出。"
    )
    add_book(parser)
    parser.add_argument("--unit", metavar="U", action="append", help="单位名称或编码")
    parser.add_argument("--project", metavar="P", default="", help="项目名称；不写则为基本支出")
    parser.add_argument("--source", metavar="S", default="", help="资金来源；只有一个时可以不写")
    parser.add_argument(
        "--by", metavar="YUAN", type=_yuan, help="核减写负数，如 --by=-5000；0 为取消"
    )
    parser.add_argument("--note", metavar="TEXT", default="", help="原因")
    parser.add_argument("--to", metavar="FILE", type=Path, help="差额表写成 .xlsx 或 .pdf")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
