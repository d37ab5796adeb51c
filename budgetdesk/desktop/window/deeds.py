"""What each command does, by its name."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from budgetdesk.desktop import ask
from budgetdesk.desktop.window import choosing
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.commands import Actions
from budgetdesk.desktop.window.past_forms import PastForms
from budgetdesk.domain.file_kinds import EXCEL, PDF

if TYPE_CHECKING:
    from budgetdesk.desktop.session import Session
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.desktop.window.output_commands import OutputCommands
    from budgetdesk.desktop.window.review import Review

Deed = Callable[[], object]
T = TypeVar("T")

_ON_DESK: "dict[str, Callable[[Desk], object]]" = {
    "find": lambda desk: desk.go_to_filter(),
    "next_pane": lambda desk: desk.next_pane(),
    "next_tab": lambda desk: desk.tabs.step_tab(1),
    "previous_tab": lambda desk: desk.tabs.step_tab(-1),
    "list_tabs": lambda desk: desk.tabs.tab_list.open_list(),
    "zoom_in": lambda desk: desk.tabs.zoom_by(10),
    "zoom_out": lambda desk: desk.tabs.zoom_by(-10),
    "zoom_whole": lambda desk: desk.tabs.zoom_by(0),
    "close_tab": lambda desk: desk.tabs.close_current(),
    "next_project": lambda desk: desk.commands.step_project(1),
    "previous_project": lambda desk: desk.commands.step_project(-1),
    "new_project": lambda desk: desk.commands.new_project(),
    "paste_projects": lambda desk: desk.commands.paste_projects(),
    "new_unit": lambda desk: desk.commands.new_unit(),
    "new_department": lambda desk: desk.commands.new_department(),
    "rename": lambda desk: desk.commands.rename(),
    "properties": lambda desk: desk.commands.properties(),
    "duplicate": lambda desk: desk.commands.moving.duplicate(),
    "move_to_unit": lambda desk: desk.commands.moving.move_to_unit(),
    "copy_to_unit": lambda desk: desk.commands.moving.copy_to_unit(),
    "move_up": lambda desk: desk.commands.moving.move(-1),
    "move_down": lambda desk: desk.commands.moving.move(1),
    "delete": lambda desk: desk.commands.delete(),
    "new_of_stage": lambda desk: desk.stages.add(),
    "open_overall": lambda desk: desk.commands.open_overall(),
    "open_ledger": lambda desk: desk.open_ledger(),
    "own_ledger": lambda desk: desk.open_own_ledger(),
    "open_life_line": lambda desk: desk.overviews.open_life_line(),
    "open_tables": lambda desk: desk.open_tables(),
    "open_disclosure": lambda desk: desk.open_disclosure(),
    "filled_in": lambda desk: desk.toggle_filled_in(),
    "livelihood": lambda desk: desk.toggle_livelihood(),
    "open_livelihood": lambda desk: desk.open_livelihood(),
}

_OUTPUT: "dict[str, Callable[[OutputCommands], object]]" = {
    "import_files": lambda output: output.import_files(),
    "codes": lambda output: output.see_codes(),
    "export": lambda output: output.export(),
    "preview": lambda output: output.preview(),
    "preview_tables": lambda output: output.preview_tables(),
    "print": lambda output: output.print_here(),
    "back_up": lambda output: output.back_up(),
}

_ON_SESSION: "dict[str, Callable[[Session], object]]" = {
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
}

_REVIEW: "dict[str, Callable[[Review], object]]" = {
    "check": lambda review: review.check(),
    "next_finding": lambda review: review.step(1),
    "previous_finding": lambda review: review.step(-1),
    "fix_safely": lambda review: review.fix_safely(),
    "findings_xlsx": lambda review: review.export(EXCEL),
    "findings_pdf": lambda review: review.export(PDF),
    "check_settings": lambda review: review.set_up(),
}


def deeds_of(
    books: Books, commands: Actions, review: "Callable[[], Review | None]", past: PastForms
) -> dict[str, Deed]:
    """Every command's deed; those on a book do nothing while none is open.

    Args:
        books: which book is open, and its window.
        commands: the commands, some of which can be ticked.
        review: gives 审核 of the open book.
        past: keeps what suggestions are made from.
    """
    return {
        "close_book": books.close,
        "quit": books.window.close,
        "library": past.take_library,
        "past_forms": lambda: past.switch(on=commands["past_forms"].isChecked()),
        **{name: partial(deed, books) for name, deed in _ON_BOOKS.items()},
        **_over(lambda: books.session, _ON_SESSION),
        **_over(lambda: books.desk, _ON_DESK),
        **_over(lambda: books.desk, _panes_shown(commands)),
        **_over(lambda: books.output, _OUTPUT),
        **_over(review, _REVIEW),
        "register": lambda: _register(books, review()),
        "show_findings": lambda: _with(
            review, lambda it: it.show_panel(shown=commands["show_findings"].isChecked())
        ),
    }


def _panes_shown(commands: Actions) -> "dict[str, Callable[[Desk], object]]":
    return {
        "show_tree": lambda desk: desk.show_tree(shown=commands["show_tree"].isChecked()),
        "show_side": lambda desk: desk.show_side(shown=commands["show_side"].isChecked()),
    }


def _over(
    give: Callable[[], T | None], deeds: Mapping[str, Callable[[T], object]]
) -> dict[str, Deed]:
    """Deeds on what may not be there just now: then they do nothing."""
    return {name: partial(_with, give, deed) for name, deed in deeds.items()}


def _with(give: Callable[[], T | None], deed: Callable[[T], object]) -> None:
    thing = give()
    if thing is not None:
        deed(thing)


def _show_manual(books: Books, page: str = "") -> None:
    from budgetdesk.desktop.window.helping import show_manual

    show_manual(books, page)


def _show_about(books: Books) -> None:
    """Which program this is."""
    from budgetdesk.desktop.dialogs.about import AboutDialog

    ask.run(AboutDialog(books.window))


def _replace(books: Books) -> None:
    """查找和替换 over the texts of forms."""
    from budgetdesk.desktop.window.replacing_words import find_and_replace

    find_and_replace(books)


def _take_payments(books: Books) -> None:
    """国库支付明细 into 监控 and 自评."""
    from budgetdesk.desktop.window.paying import take_payments

    take_payments(books)


def _compare_with_list(books: Books) -> None:
    """A list of 一体化 against the book."""
    from budgetdesk.desktop.window.against_list import compare_with_list

    compare_with_list(books)


def _compare_final_copy(books: Books) -> None:
    """终稿核对."""
    from budgetdesk.desktop.window.final_copies import compare_final_copy

    compare_final_copy(books)


def _inspect(books: Books) -> None:
    """公开检查."""
    from budgetdesk.desktop.window.public_check import check_files

    check_files(books)


def _make_next_year(books: Books) -> None:
    """Next year's book from the open one, or from files."""
    from budgetdesk.desktop.window.renewing import make_next_year

    make_next_year(books)


def _draw_set(books: Books) -> None:
    from budgetdesk.desktop.window.set_drawing import draw_set

    draw_set(books)


def _change_set(books: Books) -> None:
    from budgetdesk.desktop.window.set_drawing import change_set

    change_set(books)


def _open_sample(books: Books) -> None:
    from budgetdesk.desktop.window.sample_book import open_sample

    open_sample(books)


def _submit(books: Books) -> None:
    """上报."""
    from budgetdesk.desktop.window.between_offices.upward import submit

    submit(books)


def _register(books: Books, review: "Review | None") -> None:
    """收报登记."""
    from budgetdesk.desktop.window.between_offices.registering import see_register

    see_register(books, review.live if review else None)


def _step_remark(books: Books, offset: int) -> None:
    """The next or previous 退回意见."""
    from budgetdesk.desktop.window.between_offices.remarks import step_remark

    step_remark(books, offset)


def _note_remark(books: Books) -> None:
    """A remark of the bureau at the cell that the cursor is on."""
    from budgetdesk.desktop.window.between_offices.downward import note_remark_here

    note_remark_here(books)


def _see_returned(books: Books) -> None:
    from budgetdesk.desktop.window.between_offices.returned_before import see_returned

    see_returned(books)


def _list_remarks(books: Books) -> None:
    from budgetdesk.desktop.window.between_offices.remarks import list_remarks

    list_remarks(books)


def _receive(books: Books, *, folder: bool = False) -> None:
    """收数 of files, or of all in a folder."""
    from budgetdesk.desktop.window.between_offices.upward import receive_files, receive_folder

    (receive_folder if folder else receive_files)(books)


def _fill_review_sheets(books: Books) -> None:
    """审核表 of what is chosen."""
    from budgetdesk.desktop.window.reviewing import fill_review_sheets

    fill_review_sheets(books)


def _review_forms(books: Books) -> None:
    """逐表审核."""
    from budgetdesk.desktop.window.reviewing import review_forms

    review_forms(books)


def _see_statistics(books: Books) -> None:
    """审核情况统计."""
    from budgetdesk.desktop.window.statistics import see_statistics

    see_statistics(books)


def _compact(books: Books) -> None:
    from budgetdesk.desktop.window.keeping import compact

    compact(books)


_ON_BOOKS: Mapping[str, Callable[[Books], object]] = {
    "new_book": choosing.new_book,
    "open_book": choosing.choose_book,
    "open_sample": _open_sample,
    "draw_set": _draw_set,
    "change_set": _change_set,
    "save": choosing.answer_save,
    "save_as": choosing.save_as,
    "restore": choosing.choose_copy,
    "compact": _compact,
    "replace": _replace,
    "payments": _take_payments,
    "against_list": _compare_with_list,
    "final_copy": _compare_final_copy,
    "inspect": _inspect,
    "submit": _submit,
    "receive": _receive,
    "receive_folder": partial(_receive, folder=True),
    "review_sheets": _fill_review_sheets,
    "next_remark": partial(_step_remark, offset=1),
    "previous_remark": partial(_step_remark, offset=-1),
    "remarks": _list_remarks,
    "returned_before": _see_returned,
    "review_forms": _review_forms,
    "check_statistics": _see_statistics,
    "note_remark": _note_remark,
    "next_year": _make_next_year,
    "manual": _show_manual,
    "keys": partial(_show_manual, page="keys"),
    "about": _show_about,
}
