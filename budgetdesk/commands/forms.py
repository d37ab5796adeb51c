"""`forms`: form sets drawn from Excel templates."""

import argparse
import json
from pathlib import Path

from budgetdesk.commands.console import DONE, FINDINGS


def draw(wish: argparse.Namespace) -> int:
    """Draw the forms of a workbook, write the set, say what was understood."""
    from budgetdesk.exchange.drawing.drawing import draw as draw_forms
    from budgetdesk.exchange.drawing.drawn import told
    from budgetdesk.exchange.drawing.saving import save_set
    from budgetdesk.exchange.drawing.set_text import set_files
    from budgetdesk.exchange.drawing.telling import lines_of

    forms = draw_forms(wish.file)
    save_set(wish.to, wish.set, set_files(forms), overwrite=wish.overwrite)
    if wish.json:
        print(json.dumps(told(forms), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(forms, wish.to / wish.set):
            print(line)
    return FINDINGS if any(form.unknown for form in forms) else DONE


def add_forms(parser: argparse.ArgumentParser) -> None:
    """Let the command take its own commands."""
    commands = parser.add_subparsers(
        title="命令", metavar="命令", parser_class=type(parser), required=True
    )
    text = "由空白的 Excel 表建立套表"
    drawn = commands.add_parser("draw", help=text, description=text)
    drawn.set_defaults(run=draw)
    drawn.add_argument("file", metavar="FILE.xlsx", type=Path, help="财政部门发下的空白表")
    drawn.add_argument("--set", metavar="NAME", required=True, help="套表的编号，如 county-2027")
    drawn.add_argument("--to", metavar="DIR", type=Path, required=True, help="存放套表的文件夹")
    drawn.add_argument("--json", action="store_true", help="以 JSON 说明每格读成什么")
    drawn.add_argument("--overwrite", action="store_true", help="替换文件夹中同名的套表")
