"""上报 and 收数 in the window: packages up, and what came in looked at and received."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.ceilings import due_day
from budgetdesk.book.person import likely_person
from budgetdesk.book.read import projects, units
from budgetdesk.desktop import ask
from budgetdesk.desktop.settings import INBOX, SUBMIT_FOLDER
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.file_kinds import PACKAGES
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.text import one_line

if TYPE_CHECKING:
    from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
    from budgetdesk.desktop.dialogs.submit import SubmitDialog
    from budgetdesk.exchange.sealed.receipt import Receipt
    from budgetdesk.exchange.sealed.submitting import Submission

_RECEIVED = "收数"
_AS_IT_IS, _MEND = "照样上报", "去处理"


def submit(books: Books, project_ids: Collection[int] = ()) -> None:
    """Ask which units go upward where to, and write their packages.

    The units of the projects are ticked, all where none are given. A package is always of a whole
    unit: whoever receives it takes what it lacks for deleted.
    """
    from budgetdesk.desktop.dialogs.still_open import run_while_checking
    from budgetdesk.desktop.dialogs.submit import SubmitDialog
    from budgetdesk.exchange.sealed.submitting import stages_sent

    session, desk = books.session, books.desk
    if session is None or desk is None or not session.commit_editors():
        return
    known = units(session.book)
    if not known:
        desk.notice.say("账套中还没有单位，没有可上报的内容。")
        return
    folder = books.settings.folder(SUBMIT_FOLDER, last_folder(books.settings))
    wanted = {it.unit.id for it in projects(session.book, project_ids)} if project_ids else None
    ticked = [it for it in known if wanted is None or it.id in wanted]
    due, person = due_day(session.book), likely_person(session.book)
    stages = stages_sent(session.book, known)
    dialog = SubmitDialog(books.window, known, stages, folder, ticked, due, person)
    row = dialog.still_open
    if run_while_checking(dialog, row, books.jobs, session.book):
        books.settings.put(SUBMIT_FOLDER, str(dialog.folder.path))
        if _may_go(books, dialog):
            _write(books, dialog)
    elif row.wanted is not None:
        desk.place_wanted.emit(row.wanted)
    elif row.wants_returned:
        from budgetdesk.desktop.window.between_offices.returned_before import see_returned

        see_returned(books)


def _may_go(books: Books, dialog: "SubmitDialog") -> bool:
    """Whether nothing in the chosen units asks to be mended, or the user sends it as it is."""
    from budgetdesk.desktop.dialogs.still_open import found_by_then
    from budgetdesk.desktop.dialogs.waiting import GivenUp
    from budgetdesk.exchange.still_open import open_in

    session, desk = books.session, books.desk
    if session is None or desk is None:
        return False
    try:
        found = found_by_then(dialog.still_open, books.window, books.jobs, session.book)
    except GivenUp:
        return False
    left, blank = open_in(session.book, dialog.chosen, found)
    if left == Tally() and not blank:
        return True
    answer = ask.tell(books.window, _left_over(left, blank), (_AS_IT_IS, _MEND, "取消"))
    if answer == _MEND and found.first is not None:
        desk.place_wanted.emit(found.first)
    return answer == _AS_IT_IS


def _left_over(left: Tally, blank: int) -> ask.Telling:
    parts = (
        ("条错误没有改", left.errors),
        ("张空白表", blank),
        ("条需说明没有写明", left.unexplained),
    )
    told = "，".join(f"{count} {what}" for what, count in parts if count)
    advice = "照样上报的，会写在封面和审核结果表上，主管部门可能退回。"
    return ask.Telling("上报", f"还有 {told}。", advice)


def _write(books: Books, dialog: "SubmitDialog") -> None:
    folder, chosen, person = dialog.folder.path, dialog.chosen, one_line(dialog.person.text())

    def work(book: Book, progress: Progress) -> "tuple[Submission, ...]":
        from budgetdesk.exchange.sealed.submitting import submit as write

        return write(book, folder, chosen, progress, person=person)[1]

    books.start(
        f"上报 {len(chosen)} 个单位", work, partial(_written, books), "上报没有完成", writes=True
    )


def _written(books: Books, made: "Sequence[Submission]") -> None:
    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    session.book.catch_up()
    paths = [path for one in made for path in one.paths]
    codes = f"，校验码 {made[0].code}" if len(made) == 1 else "，校验码见其中的上报记录"
    left = sum(bool(one.still_open) for one in made)
    more = f"{codes}；{left} 个单位尚有待处理的问题" if left else codes
    desk.notice.tell_written("已上报", paths, f"{more}。请把文件交给主管部门。")


def receive_files(books: Books) -> None:
    """Ask for packages, look at them, and receive what is wished."""
    paths = ask.ask_open(books.window, _RECEIVED, _inbox(books), PACKAGES)
    if paths:
        look_at(books, paths)


def receive_folder(books: Books) -> None:
    """The same for all packages of a folder, and of those within it."""
    from budgetdesk.exchange.sealed.inbox import packages_in

    folder = ask.ask_folder(books.window, "收件文件夹", _inbox(books))
    if folder is None:
        return
    paths = packages_in(folder)
    if paths:
        look_at(books, paths)
        books.settings.put(INBOX, str(folder))
    elif books.desk is not None:
        books.desk.notice.say(f"{folder} 和其中的文件夹里没有 Excel 文件。")


def _inbox(books: Books) -> Path:
    return books.settings.folder(INBOX, last_folder(books.settings))


def look_at(books: Books, paths: Sequence[Path]) -> None:
    """Look at packages, and ask what becomes of them."""
    session = books.session
    if session is None or not session.commit_editors():
        return
    books.settings.put(INBOX, str(paths[0].parent))

    def work(book: Book, progress: Progress) -> "list[Receipt]":
        from budgetdesk.exchange.downward.incoming import look_at_incoming

        return look_at_incoming(book, paths, progress=progress)

    books.start(f"查看 {len(paths)} 个上报文件", work, partial(_show, books), "上报文件没有读取")


def _show(books: Books, receipts: "list[Receipt]") -> None:
    from budgetdesk.desktop.dialogs.receipt import ReceiptDialog

    session = books.session
    if session is None:
        return
    dialog = ReceiptDialog(receipts, books.window)
    if ask.run(dialog) and session.commit_editors():
        _receive(books, dialog)


def _receive(books: Books, dialog: "ReceiptDialog") -> None:
    wanted, deciding = dialog.wanted, dialog.decisions

    def work(book: Book, progress: Progress) -> "list[Receipt]":
        from budgetdesk.exchange.downward.incoming import take_incoming

        return take_incoming(book, wanted, deciding, progress)

    books.start(
        f"收下 {len(wanted)} 个上报文件",
        work,
        partial(_received, books),
        "收数没有完成",
        writes=True,
    )


def _received(books: Books, receipts: "list[Receipt]") -> None:
    from budgetdesk.exchange.sealed.listing import taken_in_words
    from budgetdesk.exchange.sealed.receipt import ReceiptOutcome, ReceivedChange

    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    session.book.catch_up()
    taken = [it for it in receipts if it.outcome is ReceiptOutcome.TAKEN]
    if taken:
        desk.notice.offer_undo(taken_in_words(taken), session.undo)
    if any(ReceivedChange.RETURNED in it.found for it in taken):
        from budgetdesk.desktop.window.between_offices.remarks import tell_open_remarks

        tell_open_remarks(books)
    left = [it.sentence for it in receipts if it not in taken]
    if left:
        advice = "其余的已收下，这些没有改动账套。" if taken else "账套没有变动。"
        ask.tell(books.window, ask.Telling(_RECEIVED, left[0], advice, "\n".join(left[1:])))
