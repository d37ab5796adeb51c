"""`issue`: what the bureau sends out before units fill in; a new book made from it."""

import argparse
from pathlib import Path

from budgetdesk.commands.console import DONE, add_book, receive, require_own
from budgetdesk.commands.desk import day


def issue(wish: argparse.Namespace) -> int:
    """Write a file for each department."""
    from budgetdesk.book.book import Book
    from budgetdesk.book.read import units
    from budgetdesk.exchange.downward.ceiling_file import read_ceilings
    from budgetdesk.exchange.downward.issuing import issue_to, set_ceilings
    from budgetdesk.exchange.register.deciding import set_deadline
    from budgetdesk.exchange.sealed.submitting import units_wanted

    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        wanted = units_wanted(book, wish.unit or ())
        if wish.ceilings is not None:
            set_ceilings(book, read_ceilings(wish.ceilings, units(book)))
        if wish.deadline is not None:
            set_deadline(book, wish.deadline)
        made = issue_to(book, wish.to, wanted)
    for one in made:
        print(one.path)
        print(one.sentence())
    return DONE


def add_issue(parser: argparse.ArgumentParser) -> None:
    """Declare what `issue` takes."""
    parser.description = (
        "下发：把单位名单、控制数、报送期限、科目和套表写成封存的 Excel 文件，一个部门一个；"
        "单位用 new --from 由它新建账套，或用 receive 收进已有的账套。"
    )
    add_book(parser)
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="存放的文件夹")
    parser.add_argument(
        "--unit", metavar="U", action="append", help="只下发给这个单位，名称或编码，可写多次"
    )
    parser.add_argument(
        "--ceilings", metavar="FILE", type=Path,
        help="控制数表（Excel、CSV）：一行一个单位，一列一种资金来源，元或（万元）",
    )  # fmt: skip
    parser.add_argument("--deadline", metavar="DAY", type=day, help="报送期限，如 2026-01-01")


def new_from(path: Path, target: Path, wanted: tuple[str, ...]) -> int:
    """A new book made from what was issued."""
    from budgetdesk.exchange.downward.issued_file import book_from_issue

    plan = book_from_issue(path, target, wanted)
    print(f"已新建账套「{target}」。{plan.receipt.sentence}")
    for warning in plan.receipt.warnings:
        print(f"  {warning}")
    return DONE


def add_new_from(parser: argparse.ArgumentParser) -> None:
    """Declare what `new` takes beside: a 下发 to make the book from."""
    parser.add_argument(
        "--from", dest="issued", metavar="FILE", type=Path,
        help="由下发的文件新建：套表、单位、控制数、期限都在其中",
    )  # fmt: skip
    parser.add_argument(
        "--unit", metavar="U", action="append", help="与 --from 一起：只要这个单位，可写多次"
    )
