"""`submit` and `receive`: packages up, and into a book."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import (
    DONE,
    FINDINGS,
    REFUSED,
    add_book,
    progress_of,
    receive,
    require_own,
)

if TYPE_CHECKING:
    from budgetdesk.book.book import Book


def submit(wish: argparse.Namespace) -> int:
    """Write the packages of units; what is still open is told."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.exchange.sealed.submitting import submit as write
    from budgetdesk.exchange.sealed.submitting import units_wanted

    if wish.county and wish.unit:
        raise ExportFault(
            "汇总上报是整个账套的，不能与 --unit 同写；不附的单位写 --without-forms。"
        )
    if wish.without_forms and not wish.county:
        raise ExportFault("--without-forms 只用于汇总上报，请同时写 --county。")
    if wish.public:
        raise ExportFault("上报文件含负责人、联系电话等，不能公开；公开请用 export --public。")
    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        if wish.county:
            return _submit_county(book, wish)
        units = units_wanted(book, wish.unit or ())
        _, submissions = write(book, wish.to, units, progress_of("上报"), person=wish.by)
    for one in submissions:
        for path in one.paths:
            print(path)
        print(one.sentence(), file=sys.stderr)
    return FINDINGS if any(one.still_open for one in submissions) else DONE


def _submit_county(book: "Book", wish: argparse.Namespace) -> int:
    """Write what the bureau has of all units; the exit code says whether all forms are in it."""
    from budgetdesk.exchange.county.names import county_of
    from budgetdesk.exchange.county.passing_on import submit_county
    from budgetdesk.exchange.sealed.submitting import units_wanted

    left_out = units_wanted(book, wish.without_forms) if wish.without_forms else ()
    made = submit_county(book, wish.to, county_of(*wish.county), {it.id for it in left_out})
    print(made.path)
    print(made.sentence(), file=sys.stderr)
    return DONE if made.is_whole else FINDINGS


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
    parser.add_argument(
        "--by", metavar="NAME", help="上报人，印在封面和说明上，账套会记住；从不写时封面不印"
    )
    parser.add_argument(
        "--county", metavar=("CODE", "NAME"), nargs=2,
        help="汇总上报：行政区划代码和县名，如 141032 永和县；已验收单位的表、收报登记和汇总表写成"
        "一个 Excel，上级用 receive 收；有单位的表没有附上时退出码为 1",
    )  # fmt: skip
    parser.add_argument(
        "--without-forms", metavar="U", action="append",
        help="汇总上报时不附这个单位的表，只列入登记和汇总，可写多次",
    )  # fmt: skip
    parser.add_argument("--public", action="store_true", help="上报文件不能公开，写了即拒绝")


def receive_packages(wish: argparse.Namespace) -> int:
    """Receive packages, or say what they are."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.downward.incoming import look_at_incoming, take_incoming
    from budgetdesk.exchange.sealed.deciding import Conflicts, Decided, HandEdits
    from budgetdesk.exchange.sealed.inbox import with_inboxes
    from budgetdesk.exchange.sealed.telling import as_json, lines_of

    decided = Decided(
        HandEdits(wish.hand_edits) if wish.hand_edits else None,
        Conflicts(wish.conflicts) if wish.conflicts else None,
    )
    files = with_inboxes(wish.files)
    with Book.open(wish.book, read_only=wish.dry_run) as book:
        receive(book)
        if wish.dry_run:
            receipts = look_at_incoming(book, files, lambda *_: decided)
        else:
            require_own(book)
            receipts = take_incoming(book, files, lambda *_: decided, progress_of("收数"))
    told = [as_json(receipts, dry_run=wish.dry_run)] if wish.json else lines_of(receipts)
    for line in told:
        print(line)
    return _code_of({it.outcome.value for it in receipts})


def _code_of(outcomes: set[str]) -> int:
    if "refused" in outcomes:
        return REFUSED
    return FINDINGS if "waits" in outcomes else DONE


def add_receive(parser: argparse.ArgumentParser) -> None:
    """Declare what `receive` takes."""
    parser.description = (
        "收数：先看清每个上报文件是什么，再逐个收进账套，一个文件一步。全部收下退出码为 0，"
        "有待决定的为 1，有不能接收的为 2；等待和不能接收的文件不改动账套。上级退回的文件也这样收。"
        "县里的汇总上报逐个单位收下，一个单位一步，收报登记和汇总数另为一步。"
    )
    add_book(parser)
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="上报文件，或收件文件夹（连同其中的文件夹）",
    )
    parser.add_argument("--dry-run", action="store_true", help="只说明结果，不写入账套")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument(
        "--hand-edits", choices=("take", "leave"),
        help="在 WPS 里手工改过的栏目：take 取表中值，leave 取包中值；不写则等待决定",
    )  # fmt: skip
    parser.add_argument(
        "--conflicts", choices=("keep", "take"),
        help="两边都改过的栏目：keep 保留账套的，take 取文件的；不写则等待决定",
    )  # fmt: skip
