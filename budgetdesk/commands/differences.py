"""`differences`: two submissions, or two years, held against each other."""

import argparse
from pathlib import Path

from budgetdesk.commands.console import DONE, FINDINGS
from budgetdesk.commands.sheets import write_sheet


def differences(wish: argparse.Namespace) -> int:
    """Say what differs between two files, or between a package and the version before it."""
    from budgetdesk.exchange.comparison.changes import compared
    from budgetdesk.exchange.comparison.sides import side_before, side_of_file
    from budgetdesk.exchange.comparison.telling import as_json, difference_sheet, difference_text

    if wish.new is None:
        sides = side_before(wish.old), side_of_file(wish.old)
    else:
        sides = side_of_file(wish.old), side_of_file(wish.new)
    found = compared(*sides)
    if wish.to is not None:
        write_sheet(difference_sheet(found), wish.to)
    for line in [as_json(found)] if wish.json else difference_text(found):
        print(line)
    return FINDINGS if found.differences else DONE


def add_differences(parser: argparse.ArgumentParser) -> None:
    """Declare what `differences` takes."""
    parser.description = (
        "比较两次上报、上报与账套，或今年与上年：项目和预算明细的新增、删去、改动，按金额从大到小，"
        "长文字逐字标出。一致退出码为 0，有不同为 1，读不出来为 2。"
    )
    parser.add_argument("old", metavar="OLD", type=Path, help="原来的上报文件或账套")
    parser.add_argument(
        "new", metavar="NEW", type=Path, nargs="?",
        help="现在的上报文件或账套；不写则以 OLD 与它自己的上一版比较",
    )  # fmt: skip
    parser.add_argument("--to", metavar="FILE", type=Path, help="另写成 .xlsx 或 .pdf")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
