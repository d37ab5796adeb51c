"""The command line: the same work as the window's, without a window.

Exit codes: 0 done, 1 errors found by 审核, 2 refused (one sentence on stderr, nothing changed).
Commands import what they need when they run, so that `--help` and a refused call answer at once.
"""

import argparse
import gc
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from budgetdesk import __version__
from budgetdesk.assets import forms_folder, user_forms_folder
from budgetdesk.commands.console import (
    DONE,
    FINDINGS,
    REFUSED,
    add_book,
    add_stage,
    name_files_in_utf8,
    progress_of,
    receive,
    refuse,
    require_own,
    set_up_output,
)
from budgetdesk.commands.late import late
from budgetdesk.commands.parsing import Parser, Takes
from budgetdesk.domain.file_kinds import BOOK, import_words, kind_of

if TYPE_CHECKING:
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.line_tables.assumptions import Assumptions
    from budgetdesk.forms.definition import FormSet

_Run = Callable[[argparse.Namespace], int]
_PROGRAM = "budgetdesk"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code.

    Args:
        arguments: what stands behind the program's name; None for this process's own.
    """
    if arguments is None:
        name_files_in_utf8()
    set_up_output()
    _require_home()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        given = _with_command(given)
        wish = _parser(given).parse_args(given)
        return _guarded(wish)
    except SystemExit as end:  # argparse: help, version, or a call it cannot read
        return end.code if isinstance(end.code, int) else REFUSED


def _require_home() -> None:
    """Give a user whom the system does not know a home, in which nothing can be kept."""
    try:
        Path.home()
    except RuntimeError:
        os.environ["HOME"] = os.sep


def _guarded(wish: argparse.Namespace) -> int:
    run: _Run = wish.run
    try:
        with _ended_in_order(run):
            code = run(wish)
        _flush()
    except BrokenPipeError:
        # Whoever reads the output has seen enough (`budgetdesk list … | head`).
        _close_output()
        return DONE
    except KeyboardInterrupt:
        return refuse("已中断，没有完成的部分没有写入。")
    except Exception as error:  # noqa: BLE001 - the last place that can turn it into a sentence
        return refuse(_sentence_of(error))
    return code


@contextmanager
def _ended_in_order(run: _Run) -> Iterator[None]:
    """Let a signal to end break the work off as Ctrl+C does: books are closed, locks released.

    The window sees to that itself.
    """
    if run is _open or threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _sentence_of(error: Exception) -> str:
    from budgetdesk.exchange.refusals import refusal_of

    told = refusal_of(error)
    return told or f"程序内部出错（{type(error).__name__}：{error}），请把这句话告诉维护人员。"


# Commands


def _open(wish: argparse.Namespace) -> int:
    # What is loaded stays: looking for garbage meanwhile takes a tenth of the start. The window
    # turns it on again.
    gc.disable()
    try:
        from budgetdesk.desktop.plain_imports import import_plainly

        import_plainly()
        from budgetdesk.desktop.app import main as show_window
    except ImportError as error:
        return refuse(f"窗口无法打开（{error}），可改用命令行，见 {_PROGRAM} --help。")
    if _lacks_screen():
        return refuse(f"这里没有图形界面，窗口无法打开，可改用命令行，见 {_PROGRAM} --help。")
    return show_window(wish.book)


def _lacks_screen() -> bool:
    """Whether Qt would end the program for want of a screen."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _sample(wish: argparse.Namespace) -> int:
    from budgetdesk.exchange.sample import create_sample

    create_sample(wish.book)
    print(f"已建立示例账套「{wish.book}」。")
    return DONE


def _list_sets() -> int:
    """Every set that can be used; a broken one is told of and keeps none of the others away."""
    from budgetdesk.forms.loader import usable_sets

    sets, faults = usable_sets()
    for form_set in sets:
        print(f"{form_set.id}\t{form_set.name}")
    for error in faults:
        print(error, file=sys.stderr)
    return FINDINGS if faults else DONE


def _new(wish: argparse.Namespace) -> int:

    if wish.list:
        return _list_sets()
    if wish.book is not None and wish.issued is not None:
        from budgetdesk.commands.issuing import new_from

        return new_from(wish.issued, wish.book, tuple(wish.unit or ()))
    if wish.book is None or wish.form_set is None:
        return refuse(f"请写明新账套的文件名和 --form-set，套表见 {_PROGRAM} new --list。")
    from budgetdesk.book.book import Book, BookInfo
    from budgetdesk.forms.carried import as_setting, files_of

    form_set = _wished_set(wish.form_set)
    year = wish.year or form_set.fiscal_year
    title = wish.title or f"{form_set.region.name} {year}"
    info, carried = (
        BookInfo(form_set.id, year, title),
        as_setting(files_of(forms_folder(), form_set.id)),
    )
    Book.create(wish.book, info, form_set.dictionary, carried).close()
    print(f"已新建账套「{wish.book}」（{form_set.name}，{year} 年度）。")
    return DONE


def _wished_set(named: str) -> "FormSet":
    """The form set of an id; or that of a folder, which is put into the user's folder of sets.

    Raises:
        FormSetError: there is none, or it cannot be used.
    """
    from budgetdesk.forms.carried import files_of, install
    from budgetdesk.forms.loader import is_known, load_form_set, read_form_set

    home = Path(named).absolute()
    if Path(named).name == named and (is_known(named) or not home.is_dir()):
        return load_form_set(named)
    read_form_set(home.parent, home.name)
    install(files_of(home.parent, home.name))
    print(f"套表「{home.name}」已装入「{user_forms_folder()}」。", file=sys.stderr)
    return load_form_set(home.name)


def _import(wish: argparse.Namespace) -> int:
    from budgetdesk.book.book import Book
    from budgetdesk.exchange.existing import Decisions, OnExisting
    from budgetdesk.exchange.foreign_file import reading_json
    from budgetdesk.exchange.importing import import_files

    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        decisions = Decisions(OnExisting(wish.on_existing) if wish.on_existing else None)
        report = import_files(
            book,
            wish.files,
            assumed=wish.assume,
            decisions=decisions,
            progress=progress_of("导入"),
            dry_run=wish.dry_run,
        )
        if not wish.dry_run:
            _keep_copy(book)
        told = [reading_json(report)] if wish.json else report.with_doubts()
    for sentence in told:
        print(sentence)
    return REFUSED if report.refused else DONE


def _keep_copy(book: "Book") -> None:
    """Keep a dated copy; where it fails that is told, and what was written stands."""
    from budgetdesk.book.errors import BackupFailed

    try:
        book.keep_dated_copy()
    except BackupFailed as error:
        print(error, file=sys.stderr)


def _compact(wish: argparse.Namespace) -> int:
    from budgetdesk.book.book import Book

    with Book.open(wish.book) as book:
        receive(book)
        require_own(book)
        done = book.compact(wish.before)
    sizes = f"{done.before / 1e6:.1f} MB → {done.after / 1e6:.1f} MB"
    print(f"已整理账套：{done.steps} 步历史合并为一步，{sizes}。")
    if done.kept is not None:
        print(f"整理前的账套另存为「{done.kept}」。")
    return DONE


def _list(wish: argparse.Namespace) -> int:
    from budgetdesk.book.book import Book
    from budgetdesk.domain.records import RecordKind
    from budgetdesk.exchange.listing import listing_json, listing_lines
    from budgetdesk.exchange.stage_names import stage_named

    with Book.open(wish.book, read_only=True) as book:
        receive(book)
        of = (stage_named(book, wish.stage, (RecordKind.PROJECT,)),) if wish.stage else ()
        for line in [listing_json(book, *of)] if wish.json else listing_lines(book, *of):
            print(line)
    return DONE


def _tables(wish: argparse.Namespace) -> int:
    from budgetdesk.book.book import Book
    from budgetdesk.tables.as_json import tables_json
    from budgetdesk.tables.listing import listing_lines

    with Book.open(wish.book, read_only=True) as book:
        receive(book)
        for line in [tables_json(book)] if wish.json else listing_lines(book):
            print(line)
    return DONE


# Reading the call


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = Parser(prog=_PROGRAM, description="县级预算部门、单位离线填报绩效目标表与预算报表。")
    parser.add_argument("--version", action="version", version=__version__, help="显示版本")
    parser.set_defaults(run=_open, book=None)
    commands = parser.add_subparsers(
        title="命令", metavar="命令", parser_class=Parser, required=False
    )
    called = [name for name in given[:1] if name in _COMMANDS]
    for name in called or (_COMMANDS if given else ()):  # all of them take a while
        run, text, takes = _COMMANDS[name]
        made = commands.add_parser(name, help=text, description=text, takes=takes)
        if run is not None:
            made.set_defaults(run=run)
    return parser


def _add_opened(parser: argparse.ArgumentParser) -> None:
    add_book(parser, f"账套文件（*{BOOK.suffix}），不写则打开上次的账套", nargs="?")


def _add_compact(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument(
        "--before", metavar="DATE", type=_date, required=True,
        help="这一天之前的历史不再逐步保留，如 2026-01-01",
    )  # fmt: skip


def _add_list(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，金额单位为元")
    add_stage(parser, "项目前的标记和数量按这个阶段的表，如 监控；没有的显示 –")


def _add_tables(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，金额单位为万元")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        f"导入{import_words()}。交换文件和明细表全部成功或全部不动；"
        "Excel、Word、PDF、网页中读不了的，说明原因后略过，其余照常导入。"
    )
    add_book(parser)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="要导入的文件")
    parser.add_argument(
        "--assume", metavar="KEY=VALUE,…", type=_assumptions, default="",
        help="明细表没有写明的内容：source 资金来源，origin 资金年度，nature 支出性质，unit 金额"
        "单位，year 取哪一年的金额，如 source=general,origin=current,nature=project,unit=元，"
        "内容也可写中文；表中写明的以表为准",
    )  # fmt: skip
    parser.add_argument(
        "--on-existing", choices=("overwrite", "skip", "both"),
        help="账套中已有的项目：overwrite 覆盖，skip 跳过，both 都保留（另起名称）；"
        "不写而有这样的项目，则不导入",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="只说明会导入什么，不写入账套")
    parser.add_argument(
        "--json", action="store_true",
        help="以 JSON 输出从 Excel、Word、PDF、网页的表中读出的每一栏、出处和把握",
    )  # fmt: skip


def _assumptions(text: str) -> "Assumptions":
    from budgetdesk.exchange.line_tables.assumptions import AssumptionError, read_assumptions

    try:
        return read_assumptions(text)
    except AssumptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _add_new(parser: argparse.ArgumentParser) -> None:
    add_book(parser, "要建立的文件", nargs="?")
    parser.add_argument(
        "--form-set", metavar="SET", type=str, help="套表的编号，或自己的套表的文件夹"
    )
    parser.add_argument("--year", metavar="YEAR", type=_year, help="预算年度，默认为套表的年度")
    parser.add_argument("--title", metavar="TITLE", help="账套的名称，默认为地区和年度")
    parser.add_argument("--list", action="store_true", help="列出可用的套表")
    late("issuing.add_new_from")(parser)


def _year(text: str) -> int:
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"「{text}」不是年度")
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，应写作 2026-01-01") from None


def _late(run: str, takes: str, text: str) -> tuple[_Run, str, Takes]:
    """A command that `run` runs, and what `takes` of the same module says that it takes."""
    return late(run), text, late(f"{run.partition('.')[0]}.{takes}")


_COMMANDS: dict[str, tuple[_Run | None, str, Takes]] = {
    "open": (_open, "打开窗口", _add_opened),
    "sample": (_sample, "建立带示例数据的新账套", partial(add_book, text="要建立的文件")),
    "new": (_new, "建立空白账套", _add_new),
    "next-year": _late("next_year.next_year", "add_next_year", "由本年度账套新建下一年度账套"),
    "import": (_import, "导入交换文件和预算明细表", _add_import),
    "lifeline": _late("life_line.lifeline", "add_lifeline", "一个项目从目标到自评的全过程"),
    "suggest": _late("suggest.suggest", "add_suggest", "从本单位填过的表中找可供参考的指标"),
    "library": _late("library.library", "add_library", "指标库：收入、写出、清空"),
    "payments": _late("payments.payments", "add_payments", "把国库支付明细按项目填入执行数"),
    "compact": (_compact, "整理账套：把某日之前的历史合并为一步，压缩文件", _add_compact),
    "adopt": (late("forms.adopt"), "让账套换用套表的新版本", add_book),
    "list": (_list, "列出部门、单位和项目", _add_list),
    "tables": (_tables, "列出由预算明细汇总的报表", _add_tables),
    "check": _late(
        "checking.check", "add_check", "审核账套（有错误时退出码为 1），或已公开的 PDF、Word"
    ),
    "compare": _late(
        "comparing.compare", "add_compare", "核对：改过的预算公开文件、一体化的清单与账套有哪些不同"
    ),
    "statistics": _late(
        "statistics.statistics", "add_statistics", "审核情况统计：审核项、单位、年度、反复出现的话"
    ),
    "review": _late("reviewing.review", "add_review", "填绩效目标审核表：审核能判断的先选好"),
    "export": _late(
        "writing.export", "add_export", "导出 Excel、PDF 或交换文件（默认 Excel 和 PDF）"
    ),
    "forms": (None, "由 Excel 模板建立套表；检查、打印样张、比较版本", late("forms.add_forms")),
    "submit": _late("upward.submit", "add_submit", "上报：写成封存的 Excel 文件和 PDF"),
    "desk": _late("desk.desk", "add_desk", "收报登记：各单位的状态，退回、验收、批复"),
    "issue": _late("issuing.issue", "add_issue", "下发：单位名单、控制数、报送期限、套表写成文件"),
    "return": _late("returning.return_to", "add_return", "退回：把单位报来的连同逐条意见退回去"),
    "approve": _late("returning.approve", "add_approve", "批复：批复的版本和金额写成文件"),
    "remarks": _late("returning.remarks", "add_remarks", "退回意见：逐条处理，看单位的答复"),
    "differences": _late(
        "differences.differences", "add_differences", "比较两次上报、上报与账套、今年与上年"
    ),
    "revise": _late("revising.revise", "add_revise", "核减核增：审核数与差额表"),
    "inspect": _late("inspecting.inspect", "add_inspect", "公开检查：文件里有没有不能公开的内容"),
    "receive": _late("upward.receive_packages", "add_receive", "收数：把上报文件收进账套"),
    "manual": _late("manual.write_manual", "add_manual", "使用手册，写成一个 PDF"),
    "archive": _late(
        "archive.archive", "add_archive", "总库：全市、全省的账套和上报文件装入 PostgreSQL"
    ),
    "associate": _late(
        "association.associate",
        "add_associate",
        f"让双击 *{BOOK.suffix} 用本程序打开，--remove 取消",
    ),
    "disclose": _late(
        "writing.disclose", "add_disclose", "生成部门预算公开文件（默认 PDF 和 Word）"
    ),
}


def _with_command(given: list[str]) -> list[str]:
    """`budgetdesk 账套.budget`, as file managers call it, means opening that book."""
    if given and kind_of(given[0]) is BOOK:
        return ["open", *given]
    return given


# Output


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _close_output() -> None:
    # The interpreter flushes once more at its end; let that go nowhere.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
