"""国库支付明细: asked for, read in the background, shown on two sides, written as one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop import ask
from budgetdesk.desktop.clips import text_to_paste
from budgetdesk.desktop.dialogs.payments import PaymentsDialog, PaymentsWish
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import LAST_FOLDER
from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides, Verdict
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.file_kinds import PAYMENTS
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.payments.filling import FilledRecord, fill_executed, filled_kinds
from budgetdesk.exchange.payments.payment import PaymentList, Placement
from budgetdesk.exchange.payments.placing import faces_of, place_payments
from budgetdesk.exchange.payments.reading import pasted_payments, read_payments

_TITLE = "国库支付明细"


@dataclass(frozen=True, slots=True)
class _Read:
    """A list, where its payments stand, and what that makes of the records."""

    listed: PaymentList
    placement: Placement
    filled: Sequence[FilledRecord]


def take_payments(books: Books) -> None:
    """Ask for a payment list and what it is to fill; show what it makes of the forms."""
    session = books.session
    if session is None or books.desk is None or not session.commit_editors():
        return
    kinds = filled_kinds(session.book)
    if not kinds:
        books.desk.notice.say("本账套的套表没有执行监控和自评的表，没有可填的执行数。")
        return
    wish = PaymentsDialog.ask(books.window, kinds, session.book.info.fiscal_year)
    if wish is None:
        return
    path = None if wish.copied else _chosen_file(books)
    if path is None and not wish.copied:
        return
    data = text_to_paste(books.desk.notice.say) if wish.copied else None
    if wish.copied and data is None:
        return
    text = data.text() if data is not None else ""

    def work(book: Book, _progress: Progress) -> _Read:
        return _read(book, wish, path, text)

    books.start(f"读取{_TITLE}", work, lambda read: _show(books, wish, read), "支付明细没有读取")


def _chosen_file(books: Books) -> Path | None:
    path = ask.ask_one(books.window, _TITLE, last_folder(books.settings), PAYMENTS)
    if path is not None:
        books.settings.put(LAST_FOLDER, str(path.parent))
    return path


def _read(book: Book, wish: PaymentsWish, path: Path | None, text: str) -> _Read:
    year = book.info.fiscal_year
    listed = read_payments(path, year) if path else pasted_payments(text, year)
    placement = place_payments(listed.payments, faces_of(book), wish.until)
    filled = fill_executed(book, placement.executed, wish.kind, wish.until, dry_run=True)
    return _Read(listed, placement, filled)


def _show(books: Books, wish: PaymentsWish, read: _Read) -> None:
    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    dialog = TwoSidesDialog(_content(read), books.window)
    if not ask.run(dialog) or not session.commit_editors():
        return
    chosen = {read.filled[number].project_id for number in dialog.chosen}
    executed = {number: it for number, it in read.placement.executed.items() if number in chosen}
    try:
        fill_executed(session.book, executed, wish.kind, wish.until)
    except BookError as error:
        tell_refusal(books.window, "执行数没有填入，账套没有变动", error)
        return
    desk.notice.offer_undo(f"已填入 {len(executed)} 个项目的执行数。", session.undo)


def _content(read: _Read) -> TwoSides:
    guessed = {guess.project_id: guess.said for guess in read.placement.guesses}
    pairs = [
        Pair(
            one.unit,
            guessed.get(one.project_id, one.project),
            one.project,
            "" if one.before is None else _yuan(one.before),
            _yuan(one.now),
            Verdict.GUESSED if one.project_id in guessed else Verdict.SURE,
        )
        for one in read.filled
    ]
    left = [
        Remainder(it.place, f"{it.project or it.code or '（空白）'} {_yuan(it.amount)}", str(why))
        for it, why in read.placement.unplaced
    ]
    headline = (
        f"支付 {len(read.listed.payments)} 笔，合计 {_yuan(read.listed.total)} 元；"
        f"记到 {len(pairs)} 个项目 {_yuan(read.placement.placed)} 元，"
        f"没有记到项目 {_yuan(read.placement.left)} 元"
    )
    return TwoSides(
        _TITLE,
        headline,
        pairs,
        left,
        read.listed.notes,
        deed="填入 {} 个项目",
        sides=("明细中的名称", "执行数（元）"),
        widths=(6, 10, 16, 16, 7),
    )


def _yuan(fen: int) -> str:
    return yuan_text(fen, thousands=True)
