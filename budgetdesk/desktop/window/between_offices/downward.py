"""What the bureau sends down from the window: 退回, 下发, and remarks noted at cells."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.waiting import GivenUp, waited
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import SUBMIT_FOLDER
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder
from budgetdesk.domain.named_files import named_files
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.domain.records import Unit
    from budgetdesk.exchange.downward.approving import WrittenApproval
    from budgetdesk.exchange.downward.issued_file import IssuePlan
    from budgetdesk.exchange.downward.issuing import WrittenIssue
    from budgetdesk.exchange.downward.returning import WrittenReturn
    from budgetdesk.exchange.next_year.from_files import LastFiles

Chosen = Sequence[tuple["Unit", str]]
"""Units, each with its stage."""
Written = Sequence["WrittenReturn"] | Sequence["WrittenIssue"] | Sequence["WrittenApproval"]
"""The files of one deed."""


def return_units(books: Books, chosen: Chosen, note: str) -> None:
    """Ask why and what goes along, and write a 退回 for each unit."""
    from budgetdesk.desktop.dialogs.downward import ReturnDialog
    from budgetdesk.exchange.downward.returning import noted_remarks

    session = books.session
    if session is None:
        return
    noted = sum(len(noted_remarks(session.book, unit)) for unit, _ in chosen)
    names = [unit.name for unit, _ in chosen]
    dialog = ReturnDialog(books.window, names, note, noted, _folder(books))
    if not ask.run(dialog):
        return
    folder, said, found = dialog.folder.path, dialog.note.text(), dialog.findings.isChecked()
    books.settings.put(SUBMIT_FOLDER, str(folder))

    def work(book: Book, progress: Progress) -> "tuple[WrittenReturn, ...]":
        from budgetdesk.exchange.downward.returning import return_several

        return return_several(book, folder, chosen, said, findings=found, progress=progress)

    _start(books, "退回", len(chosen), work)


def approve_units(books: Books, chosen: Chosen, note: str) -> None:
    """Ask for a folder, and write a 批复 for each unit."""
    session = books.session
    folder = ask.ask_folder(books.window, "批复到文件夹", _folder(books)) if session else None
    if session is None or folder is None:
        return
    books.settings.put(SUBMIT_FOLDER, str(folder))

    def work(book: Book, progress: Progress) -> "tuple[WrittenApproval, ...]":
        from budgetdesk.exchange.downward.approving import approve_several

        return approve_several(book, folder, chosen, note, progress)

    _start(books, "批复", len(chosen), work)


def issue(books: Books) -> None:
    """Ask what goes to whom, and write a 下发 for each department."""
    from budgetdesk.desktop.dialogs.downward import IssueDialog
    from budgetdesk.exchange.register.states import deadline_of

    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    known = units(session.book)
    if not known:
        desk.notice.say("账套中还没有单位，没有可下发的内容。")
        return
    dialog = IssueDialog(books.window, known, deadline_of(session.book), _folder(books))
    if not ask.run(dialog):
        return
    folder, chosen, table, day = dialog.folder.path, dialog.chosen, dialog.table, dialog.day
    books.settings.put(SUBMIT_FOLDER, str(folder))

    def work(book: Book, _progress: Progress) -> "tuple[WrittenIssue, ...]":
        return _issued(book, folder, chosen, table, day)

    _start(books, "下发", len(chosen), work)


def _start(books: Books, deed: str, count: int, work: Callable[[Book, Progress], Written]) -> None:
    books.start(
        f"{deed} {count} 个单位",
        work,
        lambda made: _told(books, f"已{deed}", made),
        f"{deed}没有完成",
        writes=True,
    )


def _issued(
    book: Book, folder: Path, chosen: "Sequence[Unit]", table: Path | None, day: str
) -> "tuple[WrittenIssue, ...]":
    from budgetdesk.exchange.downward.ceiling_file import read_ceilings
    from budgetdesk.exchange.downward.issuing import issue_to, set_ceilings
    from budgetdesk.exchange.register.deciding import set_deadline

    if table is not None:
        set_ceilings(book, read_ceilings(table, units(book)))
    set_deadline(book, day)
    return issue_to(book, folder, chosen)


def _told(books: Books, done: str, made: Written) -> None:
    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    session.book.catch_up()
    more = f"。{made[0].sentence()}" if len(made) == 1 else "。"
    desk.notice.tell_written(done, [one.path for one in made], more)


def _folder(books: Books) -> Path:
    return books.settings.folder(SUBMIT_FOLDER, last_folder(books.settings))


def note_remark_here(books: Books) -> None:
    """Ask what is to be said at the cell that the cursor is on, and note it for the next 退回."""
    from budgetdesk.desktop.dialogs.downward import RemarkDialog
    from budgetdesk.exchange.downward.remarking import note_remark, place_at, remark_at

    session, desk = books.session, books.desk
    if session is None or desk is None or not session.commit_editors():
        return
    editor = desk.tabs.current_editor()
    cell = editor.current if editor is not None else None
    ref = cell.field if cell is not None else None
    if ref is None:
        desk.notice.say("请先打开一张表，光标放在要写意见的格上。")
        return
    book = session.book
    place = place_at(book, ref)
    own = [it for it in units(book) if place.is_of(it)]
    dialog = RemarkDialog(books.window, place)
    if own and ask.run(dialog):
        note_remark(book, own[0], remark_at(book, place, dialog.words.toPlainText(), dialog.wish))
        told = f"已记下给{own[0].name}的退回意见，在收报登记中退回时一起发出。"
        desk.notice.offer_undo(told, session.undo)


def take_without_book(books: Books, packages: tuple[Path, ...]) -> None:
    """A book of what was issued; what units sent may be last year's, or awaits an open book."""
    from budgetdesk.exchange.next_year.from_files import LastKind, look_at_last
    from budgetdesk.exchange.refusals import REFUSED

    def look(progress: Progress) -> "LastFiles":
        progress(0, 0)
        return look_at_last(packages)

    try:
        seen = waited(books.window, books.jobs, f"查看 {named_files(packages)}", look)
    except GivenUp:
        return
    except REFUSED as error:
        tell_refusal(books.window, "没有打开", error)
        return
    if seen.kind is not LastKind.PACKAGES:
        _book_from(books, packages[0])
        return
    make, stay = f"新建 {seen.year + 1} 年度账套…", "知道了"
    answer = ask.tell(
        books.window,
        ask.Telling(
            "上报文件",
            f"拖入的是 {seen.year} 年度的上报文件。要收数，请先打开账套。",
            "也可以由它们新建下一年度账套：延续的项目带入作建议。",
        ),
        (make, stay),
    )
    if answer == make:
        from budgetdesk.desktop.window.renewing import next_year_from

        next_year_from(books, packages)


def _book_from(books: Books, path: Path) -> None:
    """Ask for which units and where, and make and open a book of what was issued."""
    from budgetdesk.desktop.dialogs.downward import IssuedUnitsDialog
    from budgetdesk.domain.file_kinds import BOOK
    from budgetdesk.exchange.downward.issued_file import book_from_issue, look_at_issue
    from budgetdesk.exchange.file_names import safe_name
    from budgetdesk.exchange.refusals import REFUSED

    try:
        header, issue = waited(
            books.window, books.jobs, f"查看「{path.name}」", lambda _: look_at_issue(path)
        )
        dialog = IssuedUnitsDialog(books.window, header.department.name, issue)
        if not ask.run(dialog):
            return
        whose = dialog.chosen[0] if len(dialog.chosen) == 1 else header.department.name
        proposal = path.with_name(f"{safe_name(f'{whose} {header.fiscal_year}')}{BOOK.suffix}")
        target = ask.ask_save(books.window, "由下发的文件新建账套", proposal, BOOK)
        if target is None:
            return
    except GivenUp:
        return
    except REFUSED as error:
        tell_refusal(books.window, "没有新建账套", error)
        return
    chosen = dialog.chosen
    books.jobs.start(
        f"由「{path.name}」新建账套",
        lambda _: book_from_issue(path, target, chosen),
        lambda plan: _made(books, target, plan),
        failed=lambda error: tell_refusal(books.window, "没有新建账套", error),
    )


def _made(books: Books, target: Path, plan: "IssuePlan") -> None:
    """Open a book made of a 下发, and tell what of the file was not taken."""
    books.open(target)
    if plan.receipt.warnings:
        told = ask.Telling("由下发的文件新建账套", "\n".join(plan.receipt.warnings))
        ask.tell(books.window, told)
