"""`return`, `approve` and `remarks`: 退回 and 批复 to a unit; what was noted, got and answered."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, FINDINGS, add_book, receive, require_own

if TYPE_CHECKING:
    from budgetdesk.book.book import Book
    from budgetdesk.domain.records import Unit
    from budgetdesk.domain.return_remarks import ReturnRemark

_WISHES = {"correct": "改正", "supplement": "补充", "explain": "说明"}
_PLACED = (3, 4)  # words of a remark: form, field, perhaps row, and what is said


def return_to(wish: argparse.Namespace) -> int:
    """Write the 退回 of a unit."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.downward.returning import return_unit
    from budgetdesk.exchange.sealed.submitting import units_wanted

    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        [unit] = units_wanted(book, [wish.unit])
        found = _of_findings(book, unit) if wish.findings else ()
        remarks = [*found, *_by_hand(book, unit, wish)]
        made = return_unit(book, wish.to, unit, wish.note, remarks, wish.stage)
    print(made.path)
    print(made.sentence())
    return DONE


def _of_findings(book: "Book", unit: "Unit") -> "Iterator[ReturnRemark]":
    from budgetdesk.exchange.checking import check_book
    from budgetdesk.exchange.downward.remarking import remarks_of_findings

    return remarks_of_findings(book, unit, check_book(book))


def _by_hand(book: "Book", unit: "Unit", wish: argparse.Namespace) -> "Iterator[ReturnRemark]":
    from budgetdesk.domain.return_remarks import RemarkWish
    from budgetdesk.exchange.downward.naming import place_named
    from budgetdesk.exchange.downward.remarking import remark_at
    from budgetdesk.exchange.export_faults import ExportFault

    for told in wish.remark or ():
        if len(told) not in _PLACED:
            raise ExportFault(
                "--remark 后请写：项目 栏目 意见，指标另写名称：项目 栏目 指标 意见。"
            )
        *where, words = told
        yield remark_at(book, place_named(book, unit, *where), words, RemarkWish(wish.wish))


def add_return(parser: argparse.ArgumentParser) -> None:
    """Declare what `return` takes."""
    parser.description = (
        "退回：把一个单位报来的退回去，连同审核发现的问题和逐栏写的意见，写成封存的 Excel 文件；"
        "单位用 receive 或在窗口的收数中打开，逐条改正或说明后重报。"
    )
    add_book(parser)
    parser.add_argument("--unit", metavar="U", required=True, help="退给哪个单位，名称或编码")
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="存放的文件夹")
    parser.add_argument("--note", metavar="TEXT", required=True, help="退回的原因")
    parser.add_argument("--stage", metavar="STAGE", default="", help="哪个阶段；不写则最近收到的")
    parser.add_argument(
        "--findings", action="store_true", help="审核出的错误和还没有说明的，都作为意见"
    )
    parser.add_argument(
        "--remark", metavar="WORD", nargs="+", action="append",
        help="一条意见：项目 栏目 意见，指标写 项目 栏目 指标 意见；可写多次",
    )  # fmt: skip
    told = "，".join(f"{key} {label}" for key, label in _WISHES.items())
    parser.add_argument(
        "--wish", choices=tuple(_WISHES), default="correct", help=f"要单位做什么：{told}"
    )


def approve(wish: argparse.Namespace) -> int:
    """Approve what was accepted of units, and write it for them."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.downward.approving import approve_several
    from budgetdesk.exchange.sealed.submitting import units_wanted

    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        chosen = [(unit, wish.stage) for unit in units_wanted(book, wish.unit)]
        made = approve_several(book, wish.to, chosen, wish.note)
    for one in made:
        print(one.path)
        print(one.sentence())
    return DONE


def add_approve(parser: argparse.ArgumentParser) -> None:
    """Declare what `approve` takes."""
    parser.description = (
        "批复：已验收的单位改为已批复，把批复的版本和各项目的金额写成封存的 Excel 文件；"
        "单位用 receive 收，与账套不一致的逐条说明。"
    )
    add_book(parser)
    parser.add_argument(
        "--unit", metavar="U", action="append", required=True, help="哪个单位，可写多次"
    )
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="存放的文件夹")
    parser.add_argument("--note", metavar="TEXT", default="", help="批复文号等")
    parser.add_argument("--stage", metavar="STAGE", default="", help="哪个阶段；不写则最近收到的")


def remarks(wish: argparse.Namespace) -> int:
    """Tell the remarks of a book, and answer one."""
    from budgetdesk.book.book import Book
    from budgetdesk.book.return_remarks import RemarkSide, open_remarks, remarks_of

    writes = bool(wish.changed or wish.explain)
    with Book.open(wish.book, read_only=not writes) as book:
        receive(book)
        if writes:
            require_own(book)
            _answer(book, wish)
        sides = {"got": RemarkSide.GOT, "given": RemarkSide.GIVEN}
        told = {name: remarks_of(book, side) for name, side in sides.items()}
        left = len(open_remarks(book))
    if wish.json:
        print(_as_json(told))
    else:
        print(*_lines(told["got"]), f"退回意见 {len(told['got'])} 条，未处理 {left} 条。", sep="\n")
    return FINDINGS if left else DONE


def _answer(book: "Book", wish: argparse.Namespace) -> None:
    from budgetdesk.book.return_remarks import RemarkSide, answer_remark, remarks_of
    from budgetdesk.domain.return_remarks import RemarkTreatment
    from budgetdesk.exchange.export_faults import ExportFault

    known = {it.id: it for it in remarks_of(book, RemarkSide.GOT)}
    wanted = [(it, RemarkTreatment.CHANGED, "") for it in wish.changed or ()]
    wanted += [(key, RemarkTreatment.EXPLAINED, text) for key, text in wish.explain or ()]
    for key, treatment, text in wanted:
        if key not in known:
            raise ExportFault(f"没有编号为「{key}」的退回意见，编号见 remarks --json。")
        answer_remark(book, known[key], treatment, text)


def _as_json(told: "dict[str, tuple[ReturnRemark, ...]]") -> str:
    from budgetdesk.domain.return_remarks import as_plain

    content = {name: [as_plain(it) for it in listed] for name, listed in told.items()}
    return json.dumps({"format": "budgetdesk-remarks/1", **content}, ensure_ascii=False, indent=1)


def _lines(remarks: "tuple[ReturnRemark, ...]") -> Iterator[str]:
    for it in remarks:
        where = " ".join(filter(None, (it.place.form, it.place.in_words)))
        code = f"（{it.code}）" if it.code else ""
        yield f"{where}：{it.words}{code} {_WISHES[it.wish]}　{it.answered or '未处理'}"


def add_remarks(parser: argparse.ArgumentParser) -> None:
    """Declare what `remarks` takes."""
    parser.description = (
        "退回意见：收到的逐条列出，已改的用 --changed 标出，不改的用 --explain 说明；"
        "下次上报时随文件带回。都处理了退出码为 0，还有未处理的为 1。"
    )
    add_book(parser)
    parser.add_argument("--changed", metavar="ID", action="append", help="这一条已改，可写多次")
    parser.add_argument(
        "--explain", metavar=("ID", "TEXT"), nargs=2, action="append", help="说明这一条，可写多次"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，含发出的意见和答复")
