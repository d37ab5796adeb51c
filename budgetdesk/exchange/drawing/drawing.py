"""Drawing the forms of a workbook: `draw` reads it and says what every cell is."""

from dataclasses import replace
from pathlib import Path

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.fields import FieldFinder
from budgetdesk.exchange.drawing.listing import ListFinder
from budgetdesk.exchange.drawing.marked import draw_marked, is_marked
from budgetdesk.exchange.drawing.reading import ReadPage, read_page
from budgetdesk.exchange.drawing.reckoning import reckon
from budgetdesk.exchange.drawing.regions import GridPart, ListPart, Single
from budgetdesk.exchange.drawing.template import Box, Template, read_templates
from budgetdesk.exchange.drawing.vocabulary import (
    knows,
    record_keys,
    role_of_any,
    vocabulary,
)
from budgetdesk.exchange.drawing.words import core_of, record_in, unit_in
from budgetdesk.exchange.faults import ImportFault

_TELLING = {
    "self_evaluation": ("实际完成值", "得分", "全年执行数", "偏差原因分析及改进措施"),
    "monitoring": ("全年预计执行数", "全年预计完成情况", "完成目标可能性"),
    "adjustment": ("调整后指标值", "调整事由", "原指标值"),
    "overall": ("部门职责", "部门职能", "年度重点任务", "所属预算单位数"),
}
_FEWEST = 2  # telling labels that say what a form without a title is


def draw(path: Path) -> list[DrawnForm]:
    """The forms of a workbook as they are understood, one for each sheet that is a form.

    Raises:
        ImportFault: the file cannot be read, or no sheet of it holds labels with cells.
    """
    templates, taken = read_templates(path), set(record_keys())
    forms = [_draw(template, taken) for template in templates]
    found = [form for form in forms if form.cells]
    if not found:
        sheet = templates[0]
        told = f"工作表「{sheet.sheet}」从 A1 起没有找到标签和它旁边的空格，请放一张空白的表。"
        raise ImportFault(path, told)
    return found


def _draw(template: Template, taken: set[str]) -> DrawnForm:
    if is_marked(template):
        return draw_marked(template)
    return draw_page(read_page(template, knows, role_of_any), taken)


def draw_page(page: ReadPage, taken: set[str]) -> DrawnForm:
    """One form. `taken` are the keys of fields that the set has; those declared are added."""
    record = record_of(page)
    form = DrawnForm(page, record, _unit(page.template), unknown=list(page.unknown))
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
    form.unknown += _unlabelled(form)
    return form


def record_of(page: ReadPage) -> str:
    """The record kind of a form: by its title, its sheet's name, else by its labels."""
    named = record_in(page.title) or record_in(page.template.sheet)
    if named and named != "project":
        return named
    said = {core_of(box.text) for box in page.template.boxes if box.text}
    votes = {kind: len(said & {core_of(it) for it in words}) for kind, words in _TELLING.items()}
    best = max(votes, key=lambda kind: votes[kind])
    return best if not named and votes[best] >= _FEWEST else named or "project"


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
