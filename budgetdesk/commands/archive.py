"""`archive`: books and packages of a whole province in PostgreSQL, its tables and 审核."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, FINDINGS, REFUSED, progress_of

if TYPE_CHECKING:
    from budgetdesk.archive.loading import LoadedFile
    from budgetdesk.archive.views import WhichVersions


def archive(wish: argparse.Namespace) -> int:
    """Load files into an archive, or do with it what the word behind its address says."""
    from budgetdesk.archive.faults import ArchiveFault

    deed = _DEEDS.get(wish.what[0])
    if (wish.accepted or wish.every_version) and deed not in (_tables, _list):
        print("--accepted 和 --every-version 只用于 tables 和 list。", file=sys.stderr)
        return REFUSED
    try:
        if deed is None or len(wish.what) > 1:
            return _load(wish)
        return deed(wish)
    except ArchiveFault as fault:
        print(fault, file=sys.stderr)
        return REFUSED


def _set_up(wish: argparse.Namespace) -> int:
    from budgetdesk.archive.connecting import connected
    from budgetdesk.archive.schema import set_up

    with connected(wish.url) as connection:
        set_up(connection, wish.url)
    print("总库已备好。角色 budgetdesk_loader 授予装入和审核的人，budgetdesk_reader 授予查询的人。")
    return DONE


def _load(wish: argparse.Namespace) -> int:
    from budgetdesk.archive.loading import Loaded, load_files

    files = load_files(wish.url, list(map(Path, wish.what)), wish.workers, progress_of("装入"))
    for line in [_loaded_json(files)] if wish.json else _loaded_lines(files):
        print(line)
    return REFUSED if any(it.outcome is Loaded.REFUSED for it in files) else DONE


def _loaded_lines(files: Sequence["LoadedFile"]) -> list[str]:
    from budgetdesk.archive.loading import Loaded

    counts = {outcome: sum(it.outcome is outcome for it in files) for outcome in Loaded}
    versions, forms = (sum(getattr(it, name) for it in files) for name in ("versions", "forms"))
    refused = [it.sentence for it in files if it.outcome is Loaded.REFUSED]
    standings = sum(it.standings for it in files)
    told = f"，{standings} 个单位的收报状态" if standings else ""
    taken = f"装入 {counts[Loaded.TAKEN]} 个文件（{versions} 个单位版本，{forms} 张表{told}）"
    rest = f"已在总库 {counts[Loaded.KNOWN]} 个，没有装入 {counts[Loaded.REFUSED]} 个"
    return [*refused, f"{taken}，{rest}。"]


def _loaded_json(files: Sequence["LoadedFile"]) -> str:
    content = [
        {
            "file": str(it.path),
            "outcome": it.outcome.value,
            "versions": it.versions,
            "forms": it.forms,
            "standings": it.standings,
            "sentence": it.sentence,
        }
        for it in files
    ]
    return json.dumps(content, ensure_ascii=False, indent=1)


def _tables(wish: argparse.Namespace) -> int:
    from budgetdesk.archive.connecting import connected
    from budgetdesk.archive.tabulating import (
        Wanted,
        archive_tables_json,
        archive_tables_lines,
        region_tables,
    )

    wanted = Wanted(wish.region or "", wish.year, _counted(wish))
    with connected(wish.url) as connection:
        regions = region_tables(connection, wish.url, wanted)
    for line in [archive_tables_json(regions)] if wish.json else archive_tables_lines(regions):
        print(line)
    if wish.accepted and not regions:
        print(_NONE_ACCEPTED, file=sys.stderr)
    faults = [fault for region in regions for fault in region.faults]
    for fault in faults:
        print(fault, file=sys.stderr)
    return FINDINGS if faults else DONE


_NONE_ACCEPTED = "总库里没有已验收的单位：验收在县里的收报登记中做，随账套装入总库。"


def _counted(wish: argparse.Namespace) -> "WhichVersions":
    from budgetdesk.archive.views import WhichVersions

    if wish.accepted:
        return WhichVersions.ACCEPTED
    return WhichVersions.EVERY if wish.every_version else WhichVersions.NEWEST


def _list(wish: argparse.Namespace) -> int:
    from budgetdesk.archive.connecting import connected
    from budgetdesk.archive.register import register, register_json, register_lines

    with connected(wish.url) as connection:
        lines = register(connection, wish.url, _counted(wish))
    for line in [register_json(lines)] if wish.json else register_lines(lines):
        print(line)
    return DONE


def _check(wish: argparse.Namespace) -> int:
    from budgetdesk.archive.checking import check_archive

    checked = check_archive(wish.url, wish.workers, progress_of("审核"))
    for it in checked:
        if it.fault:
            print(f"{it.region} {it.department}：没有审核，{it.fault}", file=sys.stderr)
        else:
            before = "" if it.is_new else "（上次的结果）"
            told = f"错误 {it.errors} 条，共 {it.findings} 条{before}"
            print(f"{it.region} {it.fiscal_year} {it.department}：{told}。")
    return FINDINGS if any(it.errors or it.fault for it in checked) else DONE


_DEEDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "set-up": _set_up,
    "tables": _tables,
    "list": _list,
    "check": _check,
}


def add_archive(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    parser.description = (
        "把账套和上报文件装入 PostgreSQL 总库：每个文件全部装入或全部不动，同一个文件只装一次，"
        "中断后重新运行即可。URL 后面写文件，或写一个词：set-up 建库（管理员），tables 报表，"
        "list 收件登记，check 审核。"
    )
    parser.add_argument(
        "url", metavar="URL", help="数据库，如 postgresql://主机/库名；密码请放在 ~/.pgpass 中"
    )
    parser.add_argument(
        "what",
        metavar="FILE",
        nargs="+",
        type=str,
        help="账套、上报文件，或 set-up、tables、list、check",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument(
        "--workers", metavar="N", type=_workers, default=os.cpu_count() or 1,
        help="同时用几个进程装入或审核，默认与处理器的核数相同",
    )  # fmt: skip
    parser.add_argument("--region", metavar="R", help="只出这个地区的报表，写地区编码")
    parser.add_argument("--year", metavar="Y", type=int, help="只出这个年度的报表")
    counted = parser.add_mutually_exclusive_group()
    counted.add_argument(
        "--accepted", action="store_true",
        help="只出已验收的版本（以县里账套的收报登记为准），不写则出各单位最新的版本",
    )  # fmt: skip
    counted.add_argument(
        "--every-version", action="store_true", help="不只是各单位最新的版本，每个版本各出一份"
    )


def _workers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 256:
        raise argparse.ArgumentTypeError(f"「{text}」不是进程数")
    return int(text)
