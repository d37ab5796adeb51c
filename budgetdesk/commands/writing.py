"""`export` and `disclose`: a book out as files."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import (
    DONE,
    FINDINGS,
    add_book,
    add_stage,
    progress_of,
    receive,
    require_own,
)
from budgetdesk.domain.file_kinds import DISCLOSED, EXCEL, EXPORTED, PDF, FileKind

if TYPE_CHECKING:
    from budgetdesk.book.book import Book


def export(wish: argparse.Namespace) -> int:
    """Write forms, tables and exchange files."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.exchange.exporting import ExportOrder, export_book
    from budgetdesk.exchange.selection import Selection
    from budgetdesk.exchange.stage_names import stage_named

    if wish.mask and not wish.public:
        raise ExportFault("--mask 只用于公开版本，请与 --public 一起写。")
    without = wish.without or ()
    everything = None if not wish.project else ()
    selection = Selection(
        projects=() if "projects" in without else tuple(wish.project or ()) or None,
        overalls=() if "overall" in without else everything,
        tables=wish.tables,
    )
    with Book.open(wish.book, read_only=True) as book:
        receive(book)
        stage = stage_named(book, wish.stage).kind if wish.stage else ""
        order = ExportOrder(
            _kinds_named(wish, EXPORTED) or (EXCEL, PDF),
            replace(selection, stage=stage),
            public=wish.public,
            mask=wish.mask,
            split=wish.split,
        )
        counter = progress_of("导出")
        with _told_in_full():
            paths = export_book(book, wish.to, order, overwrite=wish.overwrite, progress=counter)
        for path in paths:
            print(path)
        return _tell_codes(book) if wish.public and wish.tables else DONE


def _kinds_named(wish: argparse.Namespace, kinds: Sequence[FileKind]) -> tuple[FileKind, ...]:
    """The kinds of files that the call names."""
    return tuple(kind for kind in kinds if getattr(wish, kind.key))


def _add_kinds(parser: argparse.ArgumentParser, kinds: Sequence[FileKind], verb: str) -> None:
    for kind in kinds:
        parser.add_argument(f"--{kind.key}", action="store_true", help=f"{verb} {kind.name}")


def _tell_codes(book: "Book") -> int:
    """Tell what there is to know of 科目 before publishing; whether tables print bare codes."""
    from budgetdesk.exchange.publishing_codes import comparing_lines, nameless_sentence

    nameless = nameless_sentence(book)
    for line in (*filter(None, [nameless]), *comparing_lines(book)):
        print(line, file=sys.stderr)
    return FINDINGS if nameless else DONE


def disclose(wish: argparse.Namespace) -> int:
    """Write the 部门预算公开 document of each department."""
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.disclosing import DisclosureWish, disclose_book, slots_named
    from budgetdesk.exchange.export_faults import ExportFault

    if wish.mask and wish.internal:
        raise ExportFault("--mask 与 --internal 只能写一个。")
    disclosure_wish = DisclosureWish(
        _kinds_named(wish, DISCLOSED) or DISCLOSED,
        internal=wish.internal,
        left_out=slots_named(wish.without or ()),
        mask=wish.mask,
    )
    counter = progress_of("生成")
    with Book.open(wish.book, read_only=wish.last_year is None) as book:
        receive(book)
        # What was taken over is taken back where the document is refused.
        taken = _last_year_taken(book, wish.last_year) if wish.last_year else nullcontext()
        with _told_in_full(), taken:
            disclosed = disclose_book(
                book, wish.to, disclosure_wish, overwrite=wish.overwrite, progress=counter
            )
        for one in disclosed:
            for path in one.paths:
                print(path)
            for sentence in one.sentences():
                print(sentence, file=sys.stderr)
        return _tell_codes(book)


@contextmanager
def _last_year_taken(book: "Book", path: Path) -> Iterator[None]:
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.last_year import take_over_last_year

    require_own(book)
    with Book.open(path, read_only=True) as last, book.step("从上年账套带入"):
        taken = take_over_last_year(book, last)
        yield
    print(f"已带入上年数：{'、'.join(taken)}。", file=sys.stderr)


@contextmanager
def _told_in_full() -> Iterator[None]:
    """A refusal for persons lists every place; one for existing files says what would help."""
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.exchange.privacy import PersonsFound
    from budgetdesk.exchange.targets import TargetsExist

    try:
        yield
    except PersonsFound as found:
        for leak in found.leaks:
            print("\t".join((leak.form, leak.place, leak.what, leak.text)), file=sys.stderr)
        raise ExportFault(found.advised("删去，或加 --mask 遮盖")) from found
    except TargetsExist as found:
        raise ExportFault(f"{found}请换一个文件夹，或加 --overwrite 覆盖。") from found


def add_export(parser: argparse.ArgumentParser) -> None:
    """Declare what `export` takes."""
    add_book(parser)
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="导出到的文件夹")
    _add_kinds(parser, EXPORTED, "导出")
    parser.add_argument(
        "--project", metavar="ID", type=int, action="append",
        help="只导出这个项目，可写多次；编号见 list",
    )  # fmt: skip
    add_stage(
        parser,
        "只导出这个阶段的表，如 监控；不写则都导出，但 --project 只导出目标表",
    )
    parser.add_argument("--tables", action="store_true", help="另导出由预算明细汇总的报表")
    parser.add_argument(
        "--without", metavar="PART", choices=("projects", "overall"), action="append",
        help="不要这一部分，可写多次：projects 项目绩效目标表，overall 整体绩效目标表",
    )  # fmt: skip
    parser.add_argument(
        "--public",
        action="store_true",
        help="公开用：不含负责人、经办人、联系电话，其他文字中有个人信息的不导出",
    )
    _add_care(parser)
    parser.add_argument("--split", action="store_true", help="每张表一个文件")


def add_disclose(parser: argparse.ArgumentParser) -> None:
    """Declare what `disclose` takes."""
    add_book(parser)
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="存放文件的文件夹")
    _add_kinds(parser, DISCLOSED, "生成")
    add_parts(parser)
    parser.add_argument(
        "--last-year",
        metavar="BOOK",
        type=Path,
        help="上年度的账套：先把上年数和沿用的文字带入本账套",
    )
    _add_care(parser)


def add_parts(parser: argparse.ArgumentParser) -> None:
    """Declare what a disclosure document holds, for making it and for comparing with it."""
    parser.add_argument(
        "--without", metavar="PART", action="append",
        choices=("tables", "forms", "charts", "services", "glossary"),
        help="不要这一部分，可写多次：tables 报表，forms 绩效目标表，charts 图，"
        "services 政府购买服务指导性目录表，glossary 名词解释",
    )  # fmt: skip
    parser.add_argument(
        "--internal", action="store_true", help="内部使用：保留负责人、经办人、联系电话"
    )


def _add_care(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mask", action="store_true", help="公开的文件中个人信息以 ×× 代替，账套不变"
    )
    parser.add_argument("--overwrite", action="store_true", help="覆盖文件夹中已有的同名文件")
