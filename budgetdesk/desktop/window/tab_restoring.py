"""The tabs of the last time, opened again."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from budgetdesk.desktop.tree.outline import Level
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.desktop.window.desk import Desk

_MOST_RESTORED = 8


def restore_tabs(desk: "Desk", keys: Sequence[str], front: str) -> None:
    """Open tabs by the words that were kept for them, as far as what they show is still there."""
    kept = keys[-_MOST_RESTORED:]
    for key in [*kept, *([front] if front in keys else kept[-1:])]:
        _open_again(desk, key)


def _open_again(desk: "Desk", key: str) -> None:
    pages: dict[str, Callable[[], object]] = {
        "ledger": desk.open_ledger,
        "tables": desk.open_tables,
        "disclosure": desk.open_disclosure,
        "livelihood": desk.open_livelihood,
    }
    key, _, front = key.partition("/")
    kind, _, number = key.partition(":")
    if key in pages:
        pages[key]()
    elif kind == RecordKind.PROJECT and _is_known(desk, Level.PROJECT, number):
        desk.tabs.open_form(RecordKind.PROJECT, int(number))
    elif kind == RecordKind.OVERALL and _is_known(desk, Level.DEPARTMENT, number):
        desk.tabs.open_overall(int(number))
    if front:
        _turn_to(desk, front)


def _turn_to(desk: "Desk", key: str) -> None:
    """The form that was in front of a tab, where it is still one of its forms."""
    kind, _, number = key.partition(":")
    page = desk.tabs.forms_in_front()
    if page is not None and number.isdecimal() and (kind, int(number)) in page.keys:
        page.show_form((kind, int(number)))


def _is_known(desk: "Desk", level: Level, number: str) -> bool:
    return number.isdecimal() and desk.model.find(level, int(number)) is not None
