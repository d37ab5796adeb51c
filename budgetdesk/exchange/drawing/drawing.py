"""Drawing the forms of a workbook: `draw` reads it and says what every cell is."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.excel_formulas import take_formulas
from budgetdesk.exchange.drawing.fields import FieldFinder
from budgetdesk.exchange.drawing.listing import ListFinder
from budgetdesk.exchange.drawing.marked import draw_marked, is_marked
from budgetdesk.exchange.drawing.reading import ReadPage, read_page
from budgetdesk.exchange.drawing.reckoning import reckon
from budgetdesk.exchange.drawing.record_guess import RecordGuess, guess_record
from budgetdesk.exchange.drawing.regions import GridPart, ListPart, Single
from budgetdesk.exchange.drawing.side_reading import with_sides
from budgetdesk.exchange.drawing.template import Box, Template, read_templates
from budgetdesk.exchange.drawing.vocabulary import (
    knows,
    record_keys,
    records,
    role_of_any,
    vocabulary,
)
from budgetdesk.exchange.drawing.words import core_of, unit_in
from budgetdesk.exchange.faults import ImportFault


def draw(path: Path, record: str = "", progress: Progress = ignore_progress) -> list[DrawnForm]:
    """The forms of a workbook as they are understood, one for each sheet that is a form.

    Args:
        path: the workbook.
        record: the kind of record that its forms are of, where a person says so.
        progress: told of each sheet.

    Raises:
        Cancelled: `progress` stopped it.
        ImportFault: the file cannot be read, no sheet of it holds labels with cells, or there is
            no such kind.
    """
    if record and record not in records():
        raise ImportFault(path, f"没有「{record}」这种表，可用的有：{'、'.join(records())}。")
    progress(0, 0)
    (templates, sides), taken = read_templates(path, progress), set(record_keys())
    forms = []
    for number, template in enumerate(templates):
        progress(number, len(templates))
        forms.append(_draw(template, taken, record))
    found = [form for form in forms if form.cells]
    if not found:
        sheet = templates[0]
        told = f"工作表「{sheet.sheet}」从 A1 起没有找到标签和它旁边的空格，请放一张空白的表。"
        raise ImportFault(path, told)
    if sides:
        with_sides(path, found, sides)
    return found


def drawn_as(form: DrawnForm, record: str, others: Iterable[DrawnForm]) -> DrawnForm:
    """A form drawn anew as one of another record kind; corrections made to it are gone.

    `others` are the other forms of the set, whose fields keep their keys.
    """
    taken = set(record_keys())
    for other in others:
        taken |= {*(it.key for it in other.fields), *(it.key for it in other.lists)}
    return replace(draw_page(form.page, taken, record), kept=form.kept)


def _draw(template: Template, taken: set[str], record: str) -> DrawnForm:
    if is_marked(template):
        return draw_marked(template)
    return draw_page(read_page(template, knows, role_of_any), taken, record)


def draw_page(page: ReadPage, taken: set[str], record: str = "") -> DrawnForm:
    """One form. `taken` are the keys of fields that the set has; those declared are added."""
    guess = RecordGuess(record) if record else guess_record(page)
    record, unknown = guess.record, list(page.unknown)
    if guess.question:
        unknown.insert(0, (_title_place(page), guess.question))
    form = DrawnForm(page, record, _unit(page.template), unknown=unknown)
    words = vocabulary(record)
    finder = FieldFinder(form, words, taken)
    lists = ListFinder(form, words, taken)
    for part in page.parts:
        if isinstance(part, Single):
            finder.single(part)
        elif isinstance(part, GridPart):
            finder.grid(part)
        elif isinstance(part, ListPart):
            lists.listed(part)
        else:
            lists.indicators(part)
    finder.declare_lone_parts()
    form.cells[:] = _summed(form.cells)
    reckon(form)
    take_formulas(form)
    form.unknown += _unlabelled(form)
    return form


def _title_place(page: ReadPage) -> str:
    """The cell that the title stands in, else the first."""
    boxes = (
        it for it in page.template.boxes if it.text and core_of(it.text) in core_of(page.title)
    )
    return next((it.place for it in boxes), "A1")


def _unit(template: Template) -> str:
    """The unit of money that a form tells anywhere; 元 where it tells none."""
    said = (unit_in(box.text) for box in template.boxes if "元" in fold(box.text))
    return next((unit for unit in said if unit), "元")


def _summed(cells: list[DrawnCell]) -> list[DrawnCell]:
    """The cells, a project's total being computed where parts of it are told."""
    halves = {
        it.path.rpartition(".")[0]
        for it in cells
        if it.path.startswith("funding.") and not it.path.endswith(".total")
    }
    return [
        replace(it, computed=True, says={**it.says, "role": "computed"})
        if it.path.endswith(".total") and it.path.rpartition(".")[0] in halves
        else it
        for it in cells
    ]


def _unlabelled(form: DrawnForm) -> list[tuple[str, str]]:
    """Blank cells that no label stands beside, and that are no rest of another."""
    body = form.page.body
    placed = {cell.box for cell in form.cells}
    found = []
    for box in body.sorts:
        is_rest = box.row > body.first and _is_rest(form, box)
        if body.is_open(box) and box not in placed and box.merged and not is_rest:
            found.append((box.place, "这格左边和上边没有标签，没有作为填写的格子。"))
    return found


def _is_rest(form: DrawnForm, box: Box) -> bool:
    """Whether a blank is the corner of a grid, or stands behind a cell that has a field."""
    template, body = form.page.template, form.page.body
    beside = template.at(box.row, box.end)
    before = template.at(box.row, box.column - 1)
    corner = beside is not None and body.is_label(beside)
    return corner or (before is not None and not body.is_label(before))
