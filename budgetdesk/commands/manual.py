"""`manual`: the manual as one PDF."""

import argparse
import os
from pathlib import Path

from budgetdesk.commands.console import DONE, refuse
from budgetdesk.domain.file_kinds import PDF, kind_of


def add_manual(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    parser.add_argument("--to", metavar="FILE", type=Path, required=True, help="写成这个 .pdf 文件")
    parser.add_argument("--overwrite", action="store_true", help="覆盖已有的文件")


def write_manual(wish: argparse.Namespace) -> int:
    """Write the manual; the exit code."""
    if kind_of(wish.to) is not PDF:
        return refuse(f"「{wish.to.name}」请以 {PDF.suffix} 结尾。")
    if wish.to.exists() and not wish.overwrite:
        return refuse(f"「{wish.to}」已存在，要覆盖请加 --overwrite。")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it is laid out without a screen
    from PySide6.QtGui import QGuiApplication

    from budgetdesk.desktop.window.manual.document import manual_pdf
    from budgetdesk.output.files import replacing

    application = QGuiApplication.instance() or QGuiApplication([])
    content = manual_pdf()
    with replacing(wish.to) as temporary:
        temporary.write_bytes(content)
    del application
    print(f"已写到「{wish.to}」。")
    return DONE
