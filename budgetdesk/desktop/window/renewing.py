"""新建下一年度账套: from the open book or last year's files, with what is to be looked at."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.next_year import (
    TITLE,
    LastYearTold,
    NextYearDialog,
    NextYearWish,
)
from budgetdesk.desktop.jobs import on_companion
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import LAST_FOLDER
from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides, Verdict
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.file_kinds import LAST_YEARS
from budgetdesk.domain.moved_years import YearDeed
from budgetdesk.domain.named_files import named_files
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.next_year.carrying import Carried, next_year_book
from budgetdesk.exchange.next_year.from_files import LastFiles, LastKind, look_at_last
from budgetdesk.exchange.next_year.making import next_year_of_files
from budgetdesk.exchange.next_year.telling import WORDS
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import usable_sets

_VERDICTS = {
    YearDeed.MOVED: Verdict.SURE,
    YearDeed.ASKED: Verdict.GUESSED,
    YearDeed.STALE: Verdict.ASSUMED,
}
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def make_next_year(books: Books) -> None:
    """Make the book of the open one, or of files; without an open book files are asked for."""
    session = books.session
    if session is None:
        choose_last_year(books)
        return
    if not session.commit_editors():
        return
    book, info, here = session.book, session.book.info, session.book.path
    words = f"打开的账套「{info.title}」"
    told = LastYearTold(words, here.parent, here.stem, info.form_set, info.fiscal_year)
    wish = _wished(books, told)
    if wish is None:
        return

    def work(last: Book, progress: Progress) -> Carried:
        return next_year_book(last, wish.path, with_once=wish.with_once, progress=progress)

    _start(books, wish.path, on_companion(book, work))


def choose_last_year(books: Books) -> None:
    """Ask for last year's files, and go on with them."""
    files = ask.ask_open(books.window, "上年的文件", last_folder(books.settings), LAST_YEARS)
    if files:
        books.settings.put(LAST_FOLDER, str(files[0].parent))
        next_year_from(books, files)


def next_year_from(books: Books, files: tuple[Path, ...]) -> None:
    """Look at last year's files, ask what they don't say, and make the book."""

    def look(progress: Progress) -> LastFiles:
        progress(0, 0)
        return look_at_last(files)

    books.jobs.start(
        f"查看 {named_files(files)}",
        look,
        lambda seen: _ask_and_make(books, files, seen),
        failed=partial(_refuse, books),
    )


def _ask_and_make(books: Books, files: tuple[Path, ...], seen: LastFiles) -> None:
    form_sets: tuple[FormSet, ...] = ()
    if not seen.form_set:
        form_sets, faults = usable_sets()
        if faults:
            told = "\n".join(map(str, faults))
            ask.tell(books.window, ask.Telling("有的套表不能用，其他的照常", told))
    wish = _wished(books, _told(books, files, seen), form_sets)
    if wish is None:
        return

    def work(progress: Progress) -> Carried:
        return next_year_of_files(
            files,
            wish.path,
            form_set=wish.form_set,
            year=wish.year,
            with_once=wish.with_once,
            reading=progress,
            progress=progress,
        )

    _start(books, wish.path, work)


def _told(books: Books, files: Sequence[Path], seen: LastFiles) -> LastYearTold:
    first = files[0]
    if seen.kind is LastKind.BOOK:
        words = f"账套「{first.name}」，{seen.year} 年度"
        return LastYearTold(words, first.parent, first.stem, seen.form_set, seen.year)
    words = f"{named_files(files)}，{seen.year} 年度" if seen.year else named_files(files)
    found = {int(year) for path in files for year in _YEAR.findall(path.stem)}
    named = found.pop() if len(found) == 1 else 0
    proposed = books.session.book.info.form_set if books.session is not None else ""
    return LastYearTold(
        words, first.parent, "", seen.form_set, seen.year or named, proposed=proposed
    )


def _wished(
    books: Books, told: LastYearTold, form_sets: Sequence[FormSet] = ()
) -> NextYearWish | None:
    """What is wished; None where nothing is, or other files are chosen from here on."""
    dialog = NextYearDialog(books.window, told, form_sets)
    accepted = ask.run(dialog)
    if dialog.wants_files:
        choose_last_year(books)
    return dialog.wish if accepted else None


def _start(books: Books, path: Path, work: Callable[[Progress], Carried]) -> None:
    books.jobs.start(
        TITLE, work, lambda done: _show(books, path, done), failed=partial(_refuse, books)
    )


def _refuse(books: Books, error: Exception) -> None:
    tell_refusal(books.window, "下一年度账套没有建成", error)


def _show(books: Books, path: Path, done: Carried) -> None:
    """What moved and what did not; then the new book is opened, or stays for later."""
    content = sides_of(done)
    is_plain = not (content.pairs or content.remainders or content.notes)
    if is_plain or ask.run(TwoSidesDialog(content, books.window)):
        books.open(path)


def sides_of(done: Carried) -> TwoSides:
    """Every year that was told of, doubtful ones first, and the projects that were left."""
    pairs = sorted(_pairs(done), key=lambda it: it.certainty is not Verdict.GUESSED)
    doubtful = sum(it.certainty is not Verdict.SURE for it in pairs)
    return TwoSides(
        TITLE,
        f"已建成 {done.year} 年度账套：带入项目 {len(done.went_on)} 个，{doubtful} 处要核对。"
        "带入的内容以灰色显示，修改或标为填报完成后才算填报。",
        pairs,
        tuple(Remainder("", name, "一次性项目，没有带入") for name in done.left),
        notes=tuple(f"没有读取 {it}" for it in done.refused),
        deed="打开新账套",
        sides=("上年的文字", "怎样处理"),
        between="项目",
        widths=(5, 0, 24, 7, 13),
        rest="没有带入的项目（{} 个）",
        why="为什么没有带入",
        unasked="以后再打开",
        done=True,
    )


def _pairs(done: Carried) -> Iterator[Pair]:
    for note in done.notes:
        verdict = _VERDICTS[note.deed]
        yield Pair("", note.words, note.label, note.project, WORDS[note.deed], verdict, fixed=True)
    for name, indicator, why in done.unmet:
        told = f"上年未完成，指标值是否合适（{why}）"
        yield Pair("", indicator, "指标值", name, told, Verdict.GUESSED, fixed=True)
    for name in done.adjusted:
        told = "本年调整过，按调整后的带入；目标和资金请核对"
        yield Pair("", "调整后的指标", "绩效指标", name, told, Verdict.GUESSED, fixed=True)
    for file, words in done.doubts:
        yield Pair(
            "", words, "文件", file, "读取时不确定，请与原文件核对", Verdict.GUESSED, fixed=True
        )
