"""What each command does, by its name."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from budgetdesk.desktop.window import choosing
from budgetdesk.desktop.window.frame import Frame
from budgetdesk.desktop.window.sample_book import open_sample

if TYPE_CHECKING:
    from budgetdesk.desktop.findings.review import Review
    from budgetdesk.desktop.session import Session
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.desktop.window.output_commands import OutputCommands

Deed = Callable[[], object]
T = TypeVar("T")

_ON_DESK: "dict[str, Callable[[Desk], object]]" = {
    "find": lambda desk: desk.go_to_filter(),
    "next_pane": lambda desk: desk.next_pane(),
    "next_tab": lambda desk: desk.tabs.step_tab(1),
    "previous_tab": lambda desk: desk.tabs.step_tab(-1),
    "list_tabs": lambda desk: desk.tabs.tab_list.open_list(),
    "close_tab": lambda desk: desk.tabs.close_current(),
    "next_project": lambda desk: desk.commands.step_project(1),
    "previous_project": lambda desk: desk.commands.step_project(-1),
    "new_project": lambda desk: desk.commands.new_project(),
    "new_unit": lambda desk: desk.commands.new_unit(),
    "new_department": lambda desk: desk.commands.new_department(),
    "rename": lambda desk: desk.commands.rename(),
    "properties": lambda desk: desk.commands.properties(),
    "duplicate": lambda desk: desk.commands.duplicate(),
    "move_to_unit": lambda desk: desk.commands.move_to_unit(),
    "copy_to_unit": lambda desk: desk.commands.copy_to_unit(),
    "move_up": lambda desk: desk.commands.move(-1),
    "move_down": lambda desk: desk.commands.move(1),
    "delete": lambda desk: desk.commands.delete(),
    "open_overall": lambda desk: desk.commands.open_overall(),
    "open_ledger": lambda desk: desk.open_ledger(),
    "own_ledger": lambda desk: desk.open_own_ledger(),
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

_REVIEW: "dict[str, Callable[[Review], object]]" = {
    "check": lambda review: review.check(),
    "next_finding": lambda review: review.step(1),
    "previous_finding": lambda review: review.step(-1),
    "fix_safely": lambda review: review.fix_safely(),
    "findings_xlsx": lambda review: review.export(".xlsx"),
    "findings_pdf": lambda review: review.export(".pdf"),
    "check_settings": lambda review: review.set_up(),
}


def deeds_of(window: Frame) -> dict[str, Deed]:
    """Every command's deed; those on a book do nothing while none is open."""
    commands = window.commands
    return {
        "new_book": partial(choosing.new_book, window),
        "open_book": partial(choosing.choose_book, window),
        "open_sample": partial(open_sample, window),
        "save": partial(choosing.answer_save, window),
        "save_as": partial(choosing.save_as, window),
        "close_book": window.close_book,
        "restore": partial(choosing.choose_copy, window),
        "compact": partial(_compact, window),
        "quit": window.close,
        "keys": window.show_keys,
        "about": window.show_about,
        "show_tree": lambda: _with(
            window.desk, lambda desk: desk.show_tree(shown=commands["show_tree"].isChecked())
        ),
        "show_side": lambda: _with(
            window.desk, lambda desk: desk.show_side(shown=commands["show_side"].isChecked())
        ),
        "show_findings": lambda: _with(
            window.review,
            lambda review: review.show_panel(shown=commands["show_findings"].isChecked()),
        ),
        "undo": partial(_take_back, window, "撤销", lambda session: session.undo()),
        "redo": partial(_take_back, window, "重做", lambda session: session.redo()),
        "zoom_in": partial(window.zoom, 10),
        "zoom_out": partial(window.zoom, -10),
        "zoom_whole": partial(window.zoom, 0),
        **{name: partial(_on_desk, window, deed) for name, deed in _ON_DESK.items()},
        **{name: partial(_on_output, window, deed) for name, deed in _OUTPUT.items()},
        **{name: partial(_on_review, window, deed) for name, deed in _REVIEW.items()},
    }


def _compact(window: Frame) -> None:
    from budgetdesk.desktop.window.keeping import compact

    compact(window)


def _take_back(window: Frame, word: str, deed: "Callable[[Session], object]") -> None:
    """撤销 or 重做; where the book refuses it, that is told."""
    from budgetdesk.book.errors import BookError
    from budgetdesk.desktop.window.refusal import tell_refusal

    try:
        _with(window.session, deed)
    except BookError as error:
        tell_refusal(window, f"{word}没有完成", error)


def _on_desk(window: Frame, deed: "Callable[[Desk], object]") -> None:
    _with(window.desk, deed)


def _on_output(window: Frame, deed: "Callable[[OutputCommands], object]") -> None:
    _with(window.output, deed)


def _on_review(window: Frame, deed: "Callable[[Review], object]") -> None:
    _with(window.review, deed)


def _with(thing: T | None, deed: Callable[[T], object]) -> None:
    if thing is not None:
        deed(thing)
