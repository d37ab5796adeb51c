"""`review`: the 绩效目标审核表 of projects, filled in with what 审核 knows."""

import argparse
from collections.abc import Sequence

from budgetdesk.commands.console import DONE, add_book, progress_of, receive, require_own


def review(wish: argparse.Namespace) -> int:
    """Make or renew the review sheets, and tell what is left to the reviewer."""
    from budgetdesk.book.book import Book
    from budgetdesk.book.declared_records import records
    from budgetdesk.checks.reviewing.sheets import fill_sheets
    from budgetdesk.domain.records import RecordKind
    from budgetdesk.exchange.exporting import require_forms
    from budgetdesk.exchange.selection import Selection
    from budgetdesk.forms.inside import load_forms_of

    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        roots: dict[str, Sequence[int] | None] = {
            RecordKind.PROJECT: None,
            RecordKind.OVERALL: None,
        }
        if wish.project:
            require_forms(book, Selection(tuple(wish.project)))
            roots = {RecordKind.PROJECT: wish.project}
        filled = fill_sheets(book, load_forms_of(book), roots, progress_of("审核"))
        for one in filled:
            made = records(book, one.kind, (one.id,))[0]
            name = made.title_on(book.dictionary.kinds[one.kind].name)
            left = f"还有 {one.left} 项由审核人判断" if one.left else "各项都已有等级"
            print(f"{'新建' if one.new else '重填'}　{made.office} {name}　{left}")
    return DONE


def add_review(parser: argparse.ArgumentParser) -> None:
    """Declare what `review` takes."""
    parser.description = (
        "绩效目标审核表（财预〔2015〕88号）：审核能判断的问题先选好等级、写明依据，其余由审核人判断。"
        "审核人改过的不动。打印用 export --stage 目标审核。"
    )
    add_book(parser)
    parser.add_argument(
        "--project", metavar="ID", type=int, action="append",
        help="只填这个项目的，可写多次（编号见 list）；不写则所有项目和部门整体",
    )  # fmt: skip
