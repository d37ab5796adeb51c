"""Totals, rates and differences of new fields, where the grid they stand in tells their formula."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.regions import GridCell, GridPart
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.words import core_of, without_brackets

_TOTAL = re.compile(
    r"(?:全年|年度|本年)?(?:金额|资金|经费|支出|收入)?(?:合计|总计|小计)|(?:资金|支出|收入)?总额"
)
_TEXTS = ("line", "paragraph", "choice")
_PART = re.compile(r"^其中")
_RATE = re.compile(r"(?:执行|支付|完成|到位)率|(?:支出|执行)进度")
_DONE = re.compile(r"(?:执行|支出|支付|完成|到位)(?:数|金额)")
_PLANNED = re.compile(r"(?:预算|计划|下达|安排)(?:数|金额)")
_WHOLE_YEAR = re.compile(r"全年|调整|变动后")
_PAST = re.compile(r"上年|上一年|去年|以前年度")
_CHANGE = re.compile(r"增减(?:额|数|变动)?|(?:调整|变动)额|差额")
_BEFORE, _AFTER = re.compile(r"^(?:原|调整前)"), re.compile(r"^(?:调整后|新)")


class DrawnFormula(NamedTuple):
    """The fields that a formula reads, and its text with `{}` for each of them."""

    paths: tuple[str, ...]
    text: str


def reckon(form: DrawnForm) -> None:
    """Give new fields of grids their formulas; what no grid tells stays to be typed."""
    at = {cell.box: cell for cell in form.cells if not cell.list_path}
    names = {it.key: f"「{it.says['name']}」" for it in form.fields if not it.list_path}
    for part in form.page.parts:
        if isinstance(part, GridPart):
            for box, paths in _formulas(part, at):
                _compute_of(form, at[box], paths, names)


def _compute_of(
    form: DrawnForm, cell: DrawnCell, formula: DrawnFormula, names: Mapping[str, str]
) -> None:
    """Write a formula: of new fields by their names, of others by their paths."""
    compute(form, cell, formula.text.format(*(names.get(it, it) for it in formula.paths)))


def compute(form: DrawnForm, cell: DrawnCell, formula: str) -> None:
    """Let a new field be worked out; one of the dictionary is what the dictionary says."""
    for number, new in enumerate(form.fields):
        if not new.list_path and new.key == cell.path:
            form.fields[number] = replace(new, says={**new.says, "computed": formula})
            form.cells[form.cells.index(cell)] = replace(cell, computed=True)


def _formulas(part: GridPart, at: Mapping[Box, DrawnCell]) -> Iterator[tuple[Box, DrawnFormula]]:
    """The boxes of a grid that are worked out of others, and how."""
    drawn = [it for it in part.cells if it.box in at]
    nested = any(_PART.match(fold(it.row_label)) for it in drawn)
    for cell in drawn:
        row = [it for it in drawn if it.box.row == cell.box.row and it is not cell]
        column = [it for it in drawn if it.box.column == cell.box.column and it is not cell]
        if at[cell.box].kind == "percent":
            formula = _quotient(cell.head, _headed(row), at)
            formula = formula or _quotient(cell.row_label, _labelled(column), at)
        elif _says(_CHANGE, cell.head):
            formula = _difference(_headed(row), at)
        elif _says(_TOTAL, cell.row_label) and not nested:
            formula = _sum(column, at)
        elif _says(_TOTAL, cell.head) and not any(_PART.match(fold(it.head)) for it in row):
            formula = _sum(row, at)
        else:
            formula = None
        if formula is not None:
            yield cell.box, formula


def _says(pattern: re.Pattern[str], label: str) -> bool:
    return bool(pattern.fullmatch(without_brackets(core_of(label))))


def _sum(parts: list[GridCell], at: Mapping[Box, DrawnCell]) -> DrawnFormula | None:
    """The sum of all others of a row or column but texts, which have to be amounts or points."""
    summed = [at[it.box] for it in parts if at[it.box].kind not in _TEXTS]
    paths, kinds = [it.path for it in summed], {it.kind for it in summed}
    if len(paths) < 2 or len(kinds) > 1 or not (kinds & {"money"} or _are_points(kinds)):
        return None
    return DrawnFormula(tuple(paths), f"total({', '.join(['{}'] * len(paths))})")


def _are_points(kinds: set[str]) -> bool:
    return all(kind.startswith("decimal") for kind in kinds)


def _headed(cells: list[GridCell]) -> list[tuple[str, Box]]:
    """The cells of a row, each with what heads it."""
    return [(it.head, it.box) for it in cells]


def _labelled(cells: list[GridCell]) -> list[tuple[str, Box]]:
    """The cells of a column, each with the label of its row."""
    return [(it.row_label, it.box) for it in cells]


def _quotient(
    said: str, others: list[tuple[str, Box]], at: Mapping[Box, DrawnCell]
) -> DrawnFormula | None:
    if not _RATE.search(core_of(said)):
        return None
    done, planned = (_one(others, pattern, at) for pattern in (_DONE, _PLANNED))
    return DrawnFormula((done, planned), "{} ÷ {}") if done and planned else None


def _difference(others: list[tuple[str, Box]], at: Mapping[Box, DrawnCell]) -> DrawnFormula | None:
    before, after = (_one(others, pattern, at) for pattern in (_BEFORE, _AFTER))
    return DrawnFormula((after, before), "{} - {}") if before and after else None


def _one(
    others: list[tuple[str, Box]], pattern: re.Pattern[str], at: Mapping[Box, DrawnCell]
) -> str:
    """The path of the only amount of those whose words say so; "" for none or several."""
    said = [(words, box) for words, box in others if pattern.search(core_of(words))]
    found = [it for it in said if not _PAST.match(it[0]) and at[it[1]].kind == "money"]
    if len(found) > 1:  # a rate is one of the budget as it was changed
        found = [it for it in found if _WHOLE_YEAR.search(core_of(it[0]))]
    return at[found[0][1]].path if len(found) == 1 else ""
