"""`payments`: the treasury's payment list into 监控 and 自评."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, FINDINGS, add_book, receive, require_own
from budgetdesk.exchange.payments.money_rows import MONEY_ROWS, USUAL_ROW

if TYPE_CHECKING:
    from budgetdesk.exchange.payments.payment import PaymentList

_PASTED = "-"


def payments(wish: argparse.Namespace) -> int:
    """Place what was paid on the projects, and fill it in; what stands on none is listed."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.payments.filling import fill_executed, require_period
    from budgetdesk.exchange.payments.placing import faces_of, place_payments
    from budgetdesk.exchange.payments.telling import as_json, lines_of

    with Book.open(wish.book, read_only=wish.dry_run) as book:
        receive(book)
        if not wish.dry_run:
            require_own(book)
        require_period(book, wish.period)
        listed = _listed(wish.file, book.info.fiscal_year)
        placement = place_payments(listed.payments, faces_of(book), wish.period)
        filled = fill_executed(
            book, placement.executed, wish.into, wish.period, wish.row, dry_run=wish.dry_run
        )
    told = (
        [as_json(listed, placement, filled)] if wish.json else lines_of(listed, placement, filled)
    )
    for line in told:
        print(line)
    return FINDINGS if placement.unplaced else DONE


def _listed(file: Path, year: int) -> "PaymentList":
    from budgetdesk.exchange.payments.reading import pasted_payments, read_payments

    if str(file) == _PASTED:
        return pasted_payments(sys.stdin.read(), year)
    return read_payments(file, year)


def _row_words() -> str:
    usual = {USUAL_ROW: "（默认）"}
    return "，".join(f"{row} {name}{usual.get(row, '')}" for row, name in MONEY_ROWS.items())


def add_payments(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    add_book(parser)
    parser.add_argument(
        "file", metavar="FILE", type=Path,
        help="支付明细：.csv、.tsv、.txt 或 Excel；写 - 则读标准输入中粘贴的内容",
    )  # fmt: skip
    parser.add_argument(
        "--period", metavar="YYYY-MM", required=True, help="截止月份，如 2026-07；之后的支付不计入"
    )
    parser.add_argument(
        "--into", metavar="KIND", required=True,
        help="填入哪种表：monitoring 执行监控，self_evaluation 项目自评",
    )  # fmt: skip
    parser.add_argument(
        "--row", choices=tuple(MONEY_ROWS), default=USUAL_ROW,
        help=f"填入哪一行：{_row_words()}",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="只说明结果，不写入账套")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，金额单位为元")
