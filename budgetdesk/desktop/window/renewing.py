"""新建下一年度账套: next year's book from the open one, with what is to be looked at."""

from collections.abc import Iterator
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.jobs import on_companion
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides, Verdict
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.window.books import Books
from budgetdesk.domain.file_kinds import BOOK
from budgetdesk.domain.moved_years import YearDeed
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.next_year.carrying import Carried, next_year_book
from budgetdesk.exchange.next_year.telling import WORDS

_TITLE = "新建下一年度账套"
_VERDICTS = {
    YearDeed.MOVED: Verdict.SURE,
    YearDeed.ASKED: Verdict.GUESSED,
    YearDeed.STALE: Verdict.ASSUMED,
}


def make_next_year(books: Books) -> None:
    """Ask for a place, make the book there in the background, show what became of it."""
    session = books.session
    if session is None or not session.commit_editors():
        return
    info, here = session.book.info, session.book.path
    year = str(info.fiscal_year + 1)
    name = here.stem.replace(str(info.fiscal_year), year)
    proposal = here.with_name(f"{name if year in name else f'{name} {year}'}{BOOK.suffix}")
    path = ask.ask_save(books.window, _TITLE, proposal, BOOK)
    if path is None:
        return

    def work(book: Book, progress: Progress) -> Carried:
        return next_year_book(book, path, progress=progress)

    books.jobs.start(
        _TITLE,
        on_companion(session.book, work),
        lambda done: _show(books, path, done),
        failed=lambda error: tell_refusal(books.window, "下一年度账套没有建成", error),
    )


def _show(books: Books, path: Path, done: Carried) -> None:
    """What moved and what did not; then the new book is opened, or stays for later."""
    content = sides_of(done)
    if not content.pairs or ask.run(TwoSidesDialog(content, books.window)):
        books.open(path)


def sides_of(done: Carried) -> TwoSides:
    """Every year that was told of, doubtful ones first, and the projects that were left."""
    pairs = sorted(_pairs(done), key=lambda it: it.certainty is not Verdict.GUESSED)
    doubtful = sum(it.certainty is not Verdict.SURE for it in pairs)
    return TwoSides(
        _TITLE,
        f"已建成 {done.year} 年度账套：带入项目 {len(done.went_on)} 个，{doubtful} 处要核对。"
        "带入的内容以灰色显示，修改或标为填报完成后才算填报。",
        pairs,
        tuple(Remainder("", name, "一次性项目，没有带入") for name in done.left),
        deed="打开新账套",
        sides=("上年的文字", "怎样处理"),
        between="项目",
        widths=(5, 0, 20, 12, 18),
    )


def _pairs(done: Carried) -> Iterator[Pair]:
    for note in done.notes:
        verdict = _VERDICTS[note.deed]
        yield Pair("", note.words, note.label, note.project, WORDS[note.deed], verdict, fixed=True)
    for name, indicator, why in done.unmet:
        told = f"上年未完成，指标值是否合适（{why}）"
        yield Pair("", indicator, "指标值", name, told, Verdict.GUESSED, fixed=True)
