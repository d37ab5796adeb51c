"""Random rectangles of random forms, changed in a spreadsheet and pasted: only the changes come.

The worksheet is the form as it is exported, tall rows in several; the clipboard is rendered by
`shapes.py`, which knows what the programs write and nothing of how it is read.
"""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import Field, FieldRef, Kind, value_of
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.typed import parse_typed
from budgetdesk.exchange.clipboard.reading import read_clipboard
from budgetdesk.exchange.placement.placing import place
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import form_set_ids, load_form_set
from budgetdesk.forms.parts import WHOLE, part_text, whole_texts
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.forms.standing import in_list, list_path, rows_of, standing_of
from tests.exchange.placement.random_records import (
    TARGETS,
    base_record,
    count,
    later_record,
    words,
)
from tests.exchange.placement.shapes import SHAPES, Piece
from tests.forms.conftest import SHANXI

_HEADINGS = {"三级指标", "指标值"}
Changes = dict[FieldRef, str]


def _rectangle(chance: Random, sheet: Sheet) -> list[Cell]:
    """The cells of a rectangle that cuts none of them."""
    top = chance.randrange(len(sheet.rows))
    bottom = chance.randrange(top, min(len(sheet.rows), top + chance.choice([1, 3, 8, 60])))
    left = chance.randrange(len(sheet.columns))
    right = chance.randrange(left, len(sheet.columns))
    while True:
        inside = [
            cell
            for cell in sheet.cells
            if cell.row <= bottom
            and cell.row + cell.rows > top
            and cell.column <= right
            and cell.column + cell.columns > left
        ]
        grown = (
            min(top, *(cell.row for cell in inside), top),
            max(bottom, *(cell.row + cell.rows - 1 for cell in inside), bottom),
            min(left, *(cell.column for cell in inside), left),
            max(right, *(cell.column + cell.columns - 1 for cell in inside), right),
        )
        if grown == (top, bottom, left, right):
            return inside
        top, bottom, left, right = grown


def _another(chance: Random, cell: Cell) -> str:
    assert cell.field is not None
    match field_of(cell.field).kind:
        case Kind.MONEY | Kind.MONEY_WAN:
            return chance.choice(["", f"{chance.randint(1, 10**7):,}"])
        case Kind.TARGET:
            return chance.choice(["", chance.choice(TARGETS) + "新"])
        case Kind.COUNT | Kind.DECIMAL | Kind.PERCENT:
            return chance.choice(["", str(count(chance))])
        case Kind.TICK:
            return chance.choice(["", "√"])
        case Kind.DATE:
            return chance.choice(["", f"2026-01-{chance.randint(1, 28):02}"])
        case Kind.MONTH:
            return chance.choice(["", f"2026-{chance.randint(1, 12):02}"])
        case _:
            return _other_words(chance, field_of(cell.field))


def _other_words(chance: Random, field: Field) -> str:
    if field.kind is Kind.CHOICE and field.own:  # others take any words
        return chance.choice(["", *field.choices])
    if field.kind is Kind.PARAGRAPH:
        return chance.choice(["", words(chance, 9) + "新", words(chance, 9) + "新\n二"])
    return words(chance, 9) + "新"


def _changed(chance: Random, sheet: Sheet, cells: list[Cell]) -> tuple[Changes, Changes]:
    """New texts for some cells, and what they make of the fields: those in parts are whole."""
    inputs = [cell for cell in cells if cell.role is Role.INPUT and cell.field]
    plain = [cell for cell in inputs if cell.field and not cell.field.part]
    chosen = chance.sample(plain, min(len(plain), chance.choice([0, 1, 2, 3])))
    texts = {cell.field: _another(chance, cell) for cell in chosen if cell.field is not None}
    told = {
        ref: text
        for cell in chosen
        if (ref := cell.field) is not None and _value(ref, texts[ref]) != _value(ref, cell.text)
        for text in [texts[ref]]
    }
    whole = _whole_ones(sheet, inputs)
    ref = chance.choice(list(whole)) if whole and chance.random() < 0.5 else None
    if ref is None:
        return told, told
    choices = field_of(ref).choices
    new = chance.choice(choices or TARGETS)
    return told | {it: part_text(it.part, new) for it in whole[ref]}, told | {ref: new}


def _whole_ones(sheet: Sheet, inputs: list[Cell]) -> dict[FieldRef, list[FieldRef]]:
    """The fields that stand in several cells which are all within the rectangle."""
    parts: dict[FieldRef, list[FieldRef]] = {}
    for cell in inputs:
        if cell.field is not None and cell.field.part not in WHOLE:
            parts.setdefault(replace(cell.field, part=""), []).append(cell.field)
    everywhere = [replace(cell.field, part="") for cell in sheet.cells if cell.field]
    return {ref: found for ref, found in parts.items() if len(found) == everywhere.count(ref)}


def _held(record: FormRecord, ref: FieldRef) -> str:
    """What a field in a row holds."""
    rows = {row.id: row for row in rows_of(record, list_path(ref))} if in_list(ref) else {}
    if in_list(ref) and not ref.row_id:
        return ""
    held = value_of(rows[ref.row_id], field_of(ref).last) if rows else value_of(record, ref.path)
    return str(held or "")


def _stays(record: FormRecord, ref: FieldRef, text: str) -> bool:
    """Whether a target or a choice, which may stand in several cells, is as it was."""
    return field_of(ref).kind in (Kind.TARGET, Kind.CHOICE) and text == _held(record, ref)


def _value(ref: FieldRef, text: str) -> object:
    return parse_typed(field_of(ref).kind, text)


def _pieces(chance: Random, cells: list[Cell], changed: Changes) -> list[Piece]:
    """The cells as a worksheet's, in which some rows are several."""
    top, left = min(cell.row for cell in cells), min(cell.column for cell in cells)
    bottom = max(cell.row + cell.rows for cell in cells)
    first = {top: 0}
    for row in range(top, bottom):
        first[row + 1] = first[row] + chance.choice([1] * 12 + [3])
    return [
        (
            first[cell.row],
            cell.column - left,
            first[cell.row + cell.rows] - first[cell.row],
            cell.columns,
            changed.get(cell.field, cell.text) if cell.field is not None else cell.text,
        )
        for cell in cells
    ]


def _start(printed: Sheet, screen: Sheet, cells: list[Cell]) -> Cell | None:
    """The cell of the screen that the rectangle's first one is."""
    first = min(cells, key=lambda cell: (cell.row, cell.column))
    if first.field is not None:
        return next(cell for cell in screen.cells if cell.field == first.field)
    alike = [
        [one for one in sheet.cells if (one.text, one.column) == (first.text, first.column)]
        for sheet in (printed, screen)
    ]
    return alike[1][alike[0].index(first)]


def _says_where(record: FormRecord, cells: list[Cell], changed: Changes) -> bool:
    """Whether the rectangle tells where it was: by a label, or by texts beyond its first slot.

    Otherwise nothing tells values copied over several slots from new rows for one of them, and
    without a label no block leaves the list it began in.
    """
    labels = {cell.text for cell in cells if cell.field is None and cell.text.strip()}
    fields = [cell for cell in cells if cell.field is not None]
    standings = [standing_of(record, cell.field) for cell in fields if cell.field is not None]
    if labels - _HEADINGS or not standings or standings[0] is None:
        return True
    if not labels and None in standings:
        return False
    first = standings[0].slot
    others = [
        cell
        for cell, standing in zip(fields, standings, strict=True)
        if labels or standing is None or standing.slot != first
    ]
    same = [cell for cell in others if cell.text.strip() and cell.field not in changed]
    return not others or len(same) > len(changed)


def _says_what_is_blank(cells: list[Cell], changed: Changes) -> bool:
    """Whether a label, no heading, stands beside what was made blank in a list.

    Otherwise it may be the blank of a slot that the screen alone has, and erases nothing.
    """
    if {cell.text for cell in cells if cell.field is None and cell.text.strip()} - _HEADINGS:
        return True
    return not any(in_list(ref) and not text for ref, text in changed.items())


def _check(seed: int, sets: tuple[str, ...] = SHANXI, *, later: bool = False) -> None:
    chance = Random(seed)
    form_set = load_form_set(chance.choice(sets))
    record = (later_record if later else base_record)(chance, form_set)
    form = form_set.form(record.kind)
    printed = lay_out(form, record, 2024)
    screen = lay_out(form, record, 2024, every_slot=True)
    cells = _rectangle(chance, printed)
    changed, wanted = _changed(chance, printed, cells)
    start = _start(printed, screen, cells)
    if start is None or start.role is Role.TITLE or len(cells) < 2:
        return
    if not any(cell.field for cell in cells):
        return
    if not _says_where(record, cells, changed):
        return
    pieces = _pieces(chance, cells, changed)
    height = max(row + rows for row, _, rows, _, _ in pieces)
    width = max(column + columns for _, column, _, columns, _ in pieces)
    text, html = SHAPES[chance.choice(sorted(SHAPES))](pieces, height, width)
    if len(screen.rows) > len(printed.rows) and not _says_what_is_blank(cells, changed):
        return
    plan = place(read_clipboard(text, html), screen, record, start, lambda: printed)
    texts = whole_texts(plan.texts, lambda ref: _held(record, ref))
    written = {ref: said for ref, said in texts if not _stays(record, ref, said)}
    wanted = {ref: said for ref, said in wanted.items() if not _stays(record, ref, said)}
    assert {ref: _value(ref, said) for ref, said in written.items()} == {
        ref: _value(ref, said) for ref, said in wanted.items()
    }
    assert not [one for one in plan.left_over if not one.refused]


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_a_changed_rectangle_changes_only_what_was_changed(seed: int) -> None:
    _check(seed)


@pytest.mark.parametrize("form_set", ["national-2021", "national-2015", "cycle"])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_so_it_does_where_a_target_stands_in_three_columns(form_set: str, seed: int) -> None:
    _check(seed, (form_set,), later=form_set == "cycle")


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_so_it_does_on_forms_of_later_stages(seed: int) -> None:
    _check(seed, form_set_ids(), later=True)


@pytest.mark.parametrize("seed", [158, 659])
def test_blanks_and_texts_of_different_parts_go_where_they_lie(seed: int) -> None:
    _check(seed, ("cycle",), later=True)


def test_a_changed_column_of_targets_passes_over_a_slot_that_is_not_printed() -> None:
    _check(1_000_247, ("jincheng-chengqu-2025",))


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(100_427, id="a new name below the second of a slot"),
        pytest.param(120_982, id="new names below the first of a slot"),
        pytest.param(1_012_752, id="a changed target beyond a slot that is not printed"),
        pytest.param(5_006_445, id="a new target in a slot that is printed though not used"),
        pytest.param(70_122_807, id="blank targets, then a changed one"),
        pytest.param(1_183_641, id="as many as the list has slots, from the second row on"),
        pytest.param(106_794, id="as many as slots, of which the first are blank"),
        pytest.param(100_493, id="amounts below a blank one"),
        pytest.param(103_217, id="amounts above a blank one"),
        pytest.param(101_972, id="a column of labels merged over rows, and a field below"),
        pytest.param(104_836, id="a merged blank that lies on two cells of the screen"),
    ],
)
def test_a_rectangle_that_went_elsewhere_once_goes_where_it_belongs(seed: int) -> None:
    _check(seed)


@pytest.mark.parametrize("seed", [82, 87, 246, 307])
def test_columns_of_a_wider_list_stay_the_columns_pasted_at(seed: int) -> None:
    _check(seed, ("xiangtan-2023",))


@pytest.mark.proof
@pytest.mark.timeout(1800)
@settings(max_examples=20_000, deadline=None)
@given(st.integers(0, 10**9))
def test_many_changed_rectangles_change_only_what_was_changed(seed: int) -> None:
    _check(seed)
    _check(seed, form_set_ids(), later=True)
    _check(seed, ("national-2021", "sichuan-2023", "xiangtan-2023", "guichi-2022"))
