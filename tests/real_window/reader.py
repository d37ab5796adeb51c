"""What a screen reader does: walks a program's whole accessible tree and asks for everything.

Run by the system's own Python, which has the GObject bindings of AT-SPI:
`/usr/bin/python3 reader.py PROCESS [TIMES]` prints how many objects of each role it met, as JSON.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is chosen before

_AT_MOST = 20_000  # objects, so that a tree that grows while it is read ends
_PATIENCE = 20.0  # seconds until the program has said hello to the bus
_CHILDREN = 300  # of one object; of a longer list so many, from all over it
_SAMPLE = 500  # characters of a text
_GRAINS = tuple(
    getattr(Atspi.TextGranularity, name)
    for name in ("CHAR", "WORD", "SENTENCE", "LINE", "PARAGRAPH")
)
_BOUNDS = tuple(
    getattr(Atspi.TextBoundaryType, name)
    for name in ("CHAR", "WORD_START", "SENTENCE_START", "LINE_START")
)

_ASKED_OF_ALL: tuple[Callable[[Any], object], ...] = (
    Atspi.Accessible.get_name,
    Atspi.Accessible.get_description,
    Atspi.Accessible.get_role_name,
    Atspi.Accessible.get_index_in_parent,
    Atspi.Accessible.get_parent,
    Atspi.Accessible.get_relation_set,
    Atspi.Accessible.get_attributes,
    Atspi.Accessible.get_application,
    lambda it: it.get_state_set().get_states(),
)


def _component(it: Any) -> None:
    place = it.get_extents(Atspi.CoordType.SCREEN)
    it.get_position(Atspi.CoordType.WINDOW)
    it.get_accessible_at_point(place.x + 1, place.y + 1, Atspi.CoordType.SCREEN)
    it.get_layer()


def _action(it: Any) -> None:
    for number in range(it.get_n_actions()):
        it.get_action_name(number)
        it.get_action_description(number)
        it.get_key_binding(number)


def _text(it: Any) -> None:
    length = it.get_character_count()
    it.get_text(0, min(length, _SAMPLE))
    offset = it.get_caret_offset()
    Atspi.Text.get_attribute_run(it, max(offset, 0), False)
    for place in dict.fromkeys((0, length // 2, offset, length, length + 1, -1)):
        for grain in _GRAINS:
            it.get_string_at_offset(place, grain)
        for bounds in _BOUNDS:
            it.get_text_before_offset(place, bounds)
            it.get_text_at_offset(place, bounds)
            it.get_text_after_offset(place, bounds)
    it.get_character_extents(0, Atspi.CoordType.SCREEN)
    for number in range(it.get_n_selections()):
        it.get_selection(number)


def _value(it: Any) -> None:
    for ask in (it.get_current_value, it.get_minimum_value, it.get_maximum_value):
        ask()


def _table(it: Any) -> None:
    rows, columns = it.get_n_rows(), it.get_n_columns()
    it.get_caption()
    it.get_selected_rows()
    it.get_selected_columns()
    for row, column in ((0, 0), (rows - 1, columns - 1), (rows, columns)):
        it.get_accessible_at(row, column)
        it.get_row_extent_at(row, column)
        it.get_row_header(row)
        it.get_column_header(column)


def _table_cell(it: Any) -> None:
    cell = Atspi.TableCell
    for ask in (
        *(cell.get_position, cell.get_row_span, cell.get_column_span, cell.get_table),
        *(cell.get_row_header_cells, cell.get_column_header_cells),
    ):
        ask(it)


def _selection(it: Any) -> None:
    for number in range(min(it.get_n_selected_children(), 5)):
        it.get_selected_child(number)
    it.is_child_selected(0)


_ASKED_OF: dict[str, Callable[[Any], None]] = {
    "Component": _component,
    "Action": _action,
    "Text": _text,
    "EditableText": _text,
    "Value": _value,
    "Table": _table,
    "TableCell": _table_cell,
    "Selection": _selection,
}


def ask_everything(it: Any, refused: Counter[str]) -> None:
    """Ask an object for all that it could say; what it refuses is counted."""
    for ask in _ASKED_OF_ALL:
        _try(partial(ask, it), refused)
    for name, asked in _ASKED_OF.items():
        if name in it.get_interfaces():
            _try(partial(asked, it), refused)


def _try(ask: Callable[[], object], refused: Counter[str]) -> None:
    try:
        ask()
    except GLib.Error as error:
        refused[str(error)[:120]] += 1
    except AttributeError as error:  # an object that went away meanwhile
        refused[str(error)[:120]] += 1


_NAMED = {
    *("push button", "check box", "radio button", "combo box", "text", "entry", "spin button"),
    *("list", "tree", "table", "page tab", "menu item", "slider", "button", "grip"),
}


def is_nameless(it: Any) -> bool:
    """Whether a control that is to be seen has neither name nor description."""
    states = it.get_state_set()
    shown = states.contains(Atspi.StateType.SHOWING)
    return shown and it.get_role_name() in _NAMED and not (it.get_name() or it.get_description())


def walk(root: Any) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Every object below the root: how many of each role, what was refused, what has no name."""
    met: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    nameless: Counter[str] = Counter()
    waiting = [root]
    while waiting and met.total() < _AT_MOST:
        it = waiting.pop()
        try:
            met[it.get_role_name()] += 1
            count = it.get_child_count()
            step = max(count // _CHILDREN, 1)
            children = [it.get_child_at_index(number) for number in range(0, count, step)]
        except GLib.Error as error:
            refused[str(error)[:120]] += 1
            continue
        ask_everything(it, refused)
        if is_nameless(it):
            nameless[f"{it.get_role_name()} in {it.get_parent().get_name()}"] += 1
        waiting.extend(child for child in children if child is not None)
    return met, refused, nameless


def _program(process: int) -> Any:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(number)
            if found is not None and found.get_process_id() == process:
                return found
        time.sleep(0.1)
    raise SystemExit(f"no program {process} on the accessibility bus")


def main() -> None:
    """Walk, as often as asked, and print the last walk."""
    process = int(sys.argv[1])
    Atspi.set_timeout(5000, 15000)
    root = _program(process)
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        root.clear_cache()
        met, refused, nameless = walk(root)
    told = {"met": met, "refused": refused, "nameless": nameless}
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
