"""`submit` and `receive`: packages up, and into a book."""

import argparse
import sys
from pathlib import Path

from budgetdesk.commands.console import DONE, FINDINGS, add_book, progress_of, receive, require_own


def submit(wish: argparse.Namespace) -> int:
    """Write the packages of units; what is still open is told."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.exchange.sealed.submitting import submit as write
    from budgetdesk.exchange.sealed.submitting import units_wanted

    if wish.public:
        raise ExportFault("上报文件含负责人、联系电话等个人信息，不能公开；公开请用 export --public。")
    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        units = units_wanted(book, wish.unit or ())
        _, submissions = write(book, wish.to, units, progress_of("上报"))
    for one in submissions:
        for path in one.paths:
            print(path)
        print(one.sentence(), file=sys.stderr)
    return FINDINGS if any(one.still_open for one in submissions) else DONE


def add_submit(parser: argparse.ArgumentParser) -> None:
    """Declare what `submit` takes."""
    parser.description = (
        "上报：先审核，再把每个单位的表、报表和审核结果写成一个封存的 Excel 文件和一个 PDF，"
        "放进带日期的文件夹；有尚待处理的问题时退出码为 1，文件照写。"
    )
    add_book(parser)
    parser.add_argument(
        "--to", metavar="DIR", type=Path, required=True, help="存放的文件夹，其中新建带日期的一个"
    )
    parser.add_argument(
        "--unit", metavar="U", action="append",
        help="只上报这个单位，写名称或编码，可写多次；不写则每个单位各一份",
    )  # fmt: skip
    parser.add_argument("--public", action="store_true", help="上报文件不能公开，写了即拒绝")
