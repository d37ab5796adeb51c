"""`inspect`: 公开检查 of workbooks, Word and PDF files before they are published."""

import argparse
import json
from pathlib import Path

from budgetdesk.commands.console import DONE, FINDINGS, REFUSED, refuse


def inspect(wish: argparse.Namespace) -> int:
    """Say of each file what must not be published."""
    from budgetdesk.exchange.public_check import inspect_files

    inspected = inspect_files(wish.files)
    found = [it.found for it in inspected if it.found is not None]
    for one in inspected:
        if one.found is None:
            refuse(one.fault)
    if wish.json:
        print(json.dumps([it.as_json() for it in found], ensure_ascii=False, indent=1))
    else:
        for it in found:
            print(it.sentence())
            for place in it.persons:
                print(f"  {place}")
    if len(found) < len(inspected):
        return REFUSED
    return DONE if all(it.is_clean for it in found) else FINDINGS


def add_inspect(parser: argparse.ArgumentParser) -> None:
    """Declare what `inspect` takes."""
    parser.description = (
        "公开检查：看 Excel、Word、PDF 文件能不能公开——是不是上报文件（封存着含个人信息的数据），"
        "各表（含隐藏的）、批注、文件属性、页眉页脚有没有个人信息。"
        "没有发现退出码为 0，有发现为 1，读不出来为 2。"
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="Excel、Word、PDF 文件")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
