"""`library`: an office's 指标库 into the suggestions, and out of them."""

import argparse
from pathlib import Path

from budgetdesk.commands.console import DONE, progress_of


def library(wish: argparse.Namespace) -> int:
    """Take libraries in, write what is known as one, or forget everything."""
    from budgetdesk.domain.file_kinds import EXCEL
    from budgetdesk.exchange.indicator_library import library_sheet, read_indicator_library
    from budgetdesk.output.sheet_files import SHEET_WRITERS
    from budgetdesk.suggestions.index import forget, index_file, remember, remembered

    if wish.empty:
        forget(index_file())
        print("已清空记住的指标和指标库。")
    for path in wish.files:
        forms = read_indicator_library(path, progress_of("读取指标库"))
        remember(index_file(), path, forms)
        print(f"{path.name}：已收入指标 {sum(len(form.rows) for form in forms)} 条。")
    known = remembered(index_file())
    if wish.to is not None:
        SHEET_WRITERS[EXCEL](wish.to, [library_sheet(known)], "指标库", progress_of("写出指标库"))
        print(f"已写出「{wish.to.name}」。")
    rows = sum(len(form.rows) for form in known)
    print(f"可供参考的指标共 {rows} 条，来自 {len(known)} 张表或类别。")
    return DONE


def add_library(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="*",
        help="要收入的指标库（.xlsx、.xls、.ods、.docx），表头有二级指标、三级指标",
    )  # fmt: skip
    parser.add_argument("--to", metavar="FILE.xlsx", type=Path, help="把记住的指标写成指标库")
    parser.add_argument("--empty", action="store_true", help="先清空记住的指标")
