"""`desk`: the bureau's register of units, and what is decided about them."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, add_book, receive, require_own

if TYPE_CHECKING:
    from budgetdesk.book.book import Book

_DEEDS = {
    "review": "开始审核",
    "return": "退回，须写 --note",
    "accept": "验收；验收后不再接收",
    "unlock": "解锁，须写 --note",
    "approve": "批复已验收的",
}


def desk(wish: argparse.Namespace) -> int:
    """Decide what is wished, then tell the register."""
    from budgetdesk.book.book import Book

    wanted = {name: getattr(wish, f"{name}_units") for name in _DEEDS}
    writes = any(wanted.values()) or wish.deadline is not None or wish.consolidate
    with Book.open(wish.book, read_only=not writes) as book:
        receive(book)
        if writes:
            require_own(book)
            _decide(book, wanted, wish)
        _tell(book, wish)
    return DONE


def _decide(
    book: "Book", wanted: dict[str, Sequence[str] | None], wish: argparse.Namespace
) -> None:
    from budgetdesk.exchange.register.consolidating import consolidate
    from budgetdesk.exchange.register.deciding import decide, set_deadline
    from budgetdesk.exchange.register.states import RegisterDeed
    from budgetdesk.exchange.sealed.submitting import units_wanted

    if wish.deadline is not None:
        set_deadline(book, wish.deadline)
    for name, units in wanted.items():
        if units:
            chosen = [(unit, wish.stage) for unit in units_wanted(book, units)]
            decide(book, chosen, RegisterDeed(name), wish.note)
    if wish.consolidate:
        consolidate(book)


def _tell(book: "Book", wish: argparse.Namespace) -> None:
    from budgetdesk.exchange.county.arrived import arrived_counties, county_content
    from budgetdesk.exchange.county.listing import county_reminder
    from budgetdesk.exchange.register.consolidating import consolidation_content, consolidation_of
    from budgetdesk.exchange.register.rows import (
        acknowledgements,
        as_content,
        lines_of,
        register_rows,
        reminder,
    )
    from budgetdesk.exchange.register.states import deadline_of

    rows = register_rows(book, check=wish.check)
    deadline, state = deadline_of(book), consolidation_of(book)
    counties = arrived_counties(book)
    if wish.json:
        told = {
            "format": "budgetdesk-register/1",
            "deadline": deadline,
            "reminder": reminder(rows, deadline),
            "consolidated": consolidation_content(state),
            "units": [as_content(row) for row in rows],
            "counties": [county_content(it) for it in counties],
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif wish.acknowledge:
        print(*acknowledgements(rows, wish.acknowledge), sep="\n")
    elif wish.remind:
        wanting = filter(None, (reminder(rows, deadline), county_reminder(counties)))
        print("\n".join(wanting) or "各单位都已上报。")
    else:
        told_by = [f"{it.sentence()}。" for it in counties]
        print(*filter(None, (*lines_of(rows), *told_by, state.sentence())), sep="\n")


def day(text: str) -> str:
    """A day as it is written on the command line, ISO."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，应写作 2026-01-01") from None


def add_desk(parser: argparse.ArgumentParser) -> None:
    """Declare what `desk` takes."""
    parser.description = (
        "收报登记：各单位各阶段的状态（未报、已报、审核中、已退回、已重报、已验收、已批复）、版本、"
        "收到时间、迟报天数、资金。每个决定是账套中的一步，可以撤销。"
    )
    add_book(parser)
    for name, text in _DEEDS.items():
        parser.add_argument(
            f"--{name}", dest=f"{name}_units", metavar="U", action="append",
            help=f"{text}；单位名称或编码，可写多次",
        )  # fmt: skip
    parser.add_argument("--stage", metavar="STAGE", default="", help="哪个阶段；不写则最近收到的")
    parser.add_argument("--note", metavar="TEXT", default="", help="退回、解锁的原因，或其他说明")
    parser.add_argument("--deadline", metavar="DAY", type=day, help="报送期限，如 2026-01-01")
    parser.add_argument("--consolidate", action="store_true", help="汇总各部门的报送数和审核数")
    parser.add_argument("--check", action="store_true", help="同时审核，数出各单位的错误")
    parser.add_argument("--remind", action="store_true", help="只给出催报的文字")
    parser.add_argument(
        "--acknowledge", metavar="U", action="append",
        help="给出回执的文字，可以粘贴到微信；单位名称或编码，可写多次",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
