"""`next-year`: next year's book from this year's, from packages, or from forms in any files."""

import argparse
from pathlib import Path

from budgetdesk.commands.console import DONE, FINDINGS, REFUSED, progress_of


def next_year(wish: argparse.Namespace) -> int:
    """Make the book; what a person must look at is told."""
    from budgetdesk.exchange.next_year.making import next_year_of_files
    from budgetdesk.exchange.next_year.telling import as_json, lines_of

    done = next_year_of_files(
        wish.last,
        wish.book,
        form_set=wish.form_set or "",
        year=wish.year or 0,
        with_once=wish.with_once,
        reading=progress_of("读取"),
        progress=progress_of("带入"),
    )
    for line in [as_json(done)] if wish.json else lines_of(done):
        print(line)
    if done.refused:
        return REFUSED
    return DONE if done.is_settled else FINDINGS


def add_next_year(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    parser.description = (
        "由本年度的账套新建下一年度的账套：带入单位、编码、延续的项目和预算公开文字，年份按规则后移，"
        "标题和文号不动；带入的内容在窗口中以灰色显示，修改或标为填报完成后才算填报。一次性项目只列出。"
        "没有账套时，由上报文件或上年的表新建；读不出来的文件说明原因，其他的照常带入。"
    )
    parser.add_argument(
        "last", metavar="LAST", type=Path, nargs="+",
        help="本年度的账套；也可以是上报文件、项目交换文件，或 Excel、Word、PDF 的目标表，可以几个",
    )  # fmt: skip
    parser.add_argument("book", metavar="NEWBOOK", type=Path, help="要建立的账套文件")
    parser.add_argument("--with-once", action="store_true", help="一次性项目也带入")
    parser.add_argument(
        "--form-set", metavar="SET", help="由表格文件新建时，表所属的套表；上报文件自己写明"
    )
    parser.add_argument("--year", metavar="YEAR", type=int, help="表格文件的年度，默认为套表的年度")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
