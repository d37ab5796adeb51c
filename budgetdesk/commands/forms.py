"""`forms`: form sets drawn from Excel templates, checked, tried and written as templates."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, FINDINGS, add_book

if TYPE_CHECKING:
    from budgetdesk.forms.definition import FormSet


def draw(wish: argparse.Namespace) -> int:
    """Draw the forms of a workbook, write the set, say what was understood."""
    from budgetdesk.dictionary.toml_table import FormSetError
    from budgetdesk.exchange.drawing.drawing import draw as draw_forms
    from budgetdesk.exchange.drawing.drawn import told
    from budgetdesk.exchange.drawing.fault_places import told_at
    from budgetdesk.exchange.drawing.saving import save_set
    from budgetdesk.exchange.drawing.set_text import set_files
    from budgetdesk.exchange.drawing.telling import lines_of
    from budgetdesk.exchange.faults import ImportFault

    forms = draw_forms(wish.file, wish.record)
    try:
        save_set(wish.to, wish.set, set_files(forms), overwrite=wish.overwrite)
    except FormSetError as error:
        raise ImportFault(wish.file, told_at(forms, error)) from error
    if wish.json:
        print(json.dumps(told(forms), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(forms, wish.to / wish.set):
            print(line)
    return FINDINGS if any(form.unknown for form in forms) else DONE


def check(wish: argparse.Namespace) -> int:
    """Say what is wrong in a set: file, table, key and cure, of each form by itself."""
    from budgetdesk.forms.loader import faults_of, read_form_set

    folder, set_id = _place_of(wish.set)
    faults = faults_of(folder, set_id)
    for fault in faults:
        print(fault)
    if faults:
        return FINDINGS
    form_set = read_form_set(folder, set_id)
    forms = "、".join(form.name for form in form_set.forms)
    counts = f"{len(form_set.forms)} 张表，{len(form_set.rules)} 条审核规则"
    print(f"{form_set.name}：{counts}，可以使用。{forms}")
    return DONE


def sample(wish: argparse.Namespace) -> int:
    """Fill a set with invented data and print it."""
    from budgetdesk.exchange.drawing.trial import print_sample

    for path in print_sample(_read(wish.set), wish.to, overwrite=wish.overwrite):
        print(path)
    return DONE


def template(wish: argparse.Namespace) -> int:
    """Write each form of a set as an Excel template in which every cell names its field."""
    from budgetdesk.exchange.drawing.template_writing import write_template_files
    from budgetdesk.forms.loader import BASE_SET
    from budgetdesk.forms.own_tables import own_tables

    own = own_tables(*_place_of(wish.set), BASE_SET)
    for path in write_template_files(_read(wish.set), wish.to, own, overwrite=wish.overwrite):
        print(path)
    return DONE


def changes(wish: argparse.Namespace) -> int:
    """Say what a set changes in a book that was made with an earlier version of it."""
    from budgetdesk.book.book import Book
    from budgetdesk.commands.console import receive
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.exchange.set_versions.offering import held_by_changes, offer_of
    from budgetdesk.exchange.set_versions.telling import lines_of_offer, offer_json
    from budgetdesk.forms.carried import files_in, files_of

    folder, set_id = _place_of(wish.set)
    form_set = _read(wish.set)
    with Book.open(wish.book, read_only=True) as book:
        receive(book)
        if book.info.form_set != set_id:
            raise ExportFault(f"账套用的是套表「{book.info.form_set}」，不是「{set_id}」。")
        offer = offer_of(book, form_set, files_of(folder, set_id), files_in(book))
        held = held_by_changes(book, offer.changes) if offer else {}
    if wish.json:
        print(offer_json(offer, held))
    else:
        for line in lines_of_offer(offer, held) if offer else ("账套里的套表与它相同。",):
            print(line)
    return DONE


def adopt(wish: argparse.Namespace) -> int:
    """Let a book take over the version of its set that is here, told change by change."""
    from budgetdesk.book.book import Book
    from budgetdesk.commands.console import receive, require_own
    from budgetdesk.exchange.set_versions.offering import held_by_changes, offer_for, take_offer
    from budgetdesk.exchange.set_versions.telling import lines_of_offer

    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        offer = offer_for(book)
        told = list(lines_of_offer(offer, held_by_changes(book, offer.changes))) if offer else []
        changed = offer is not None and take_offer(book, offer)
    for line in told:
        print(line)
    done = "已换用，可以在窗口中撤销；换用前的账套留有备份。"
    print(done if changed else "账套里的套表与本机的相同，没有改动。")
    return DONE


def _place_of(named: str) -> tuple[Path, str]:
    """The folder that holds a set, and its id; a set is named by its id or by its folder."""
    from budgetdesk.assets import forms_folder

    home = Path(named).absolute()
    return (home.parent, home.name) if home.is_dir() else (forms_folder(), named)


def _read(named: str) -> "FormSet":
    from budgetdesk.forms.loader import read_form_set

    return read_form_set(*_place_of(named))


def add_forms(parser: argparse.ArgumentParser) -> None:
    """Let the command take its own commands."""
    commands = parser.add_subparsers(
        title="命令", metavar="命令", parser_class=type(parser), required=True
    )

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    drawn = command("draw", draw, "由空白的 Excel 表建立套表")
    drawn.add_argument("file", metavar="FILE.xlsx", type=Path, help="财政部门发下的空白表")
    drawn.add_argument("--set", metavar="NAME", required=True, help="套表的编号，如 county-2027")
    drawn.add_argument("--to", metavar="DIR", type=Path, required=True, help="存放套表的文件夹")
    kinds = "表种，如 project、overall、self_evaluation；不写就按标题和栏目认"
    drawn.add_argument("--record", metavar="KIND", default="", help=kinds)
    drawn.add_argument("--json", action="store_true", help="以 JSON 说明每格读成什么")
    drawn.add_argument("--overwrite", action="store_true", help="替换文件夹中同名的套表")
    _add_set(command("check", check, "检查套表：哪个文件、哪张表、哪个键有什么错，怎样改"))
    compared = command(
        "changes", changes, "套表的新版本会使账套改变什么：栏目、表样、审核，以及所填内容"
    )
    _add_set(compared)
    add_book(compared)
    compared.add_argument("--json", action="store_true", help="以 JSON 输出，含去掉的栏目里的内容")
    for made, files in (
        (command("sample", sample, "以虚构的数据填满套表，打印成 Excel 和 PDF"), "打印出的文件"),
        (command("template", template, "把套表的每张表写成标明字段的 Excel 模板"), "模板"),
    ):
        _add_set(made)
        made.add_argument(
            "--to", metavar="DIR", type=Path, required=True, help=f"存放{files}的文件夹"
        )
        made.add_argument("--overwrite", action="store_true", help="替换同名的文件")


def _add_set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", metavar="SET", type=str, help="套表的编号，或套表的文件夹")
