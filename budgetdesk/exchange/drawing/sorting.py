"""Which boxes of a template are labels, which are to be filled in, and where its body begins."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.template import Box, Template
from budgetdesk.exchange.drawing.words import (
    is_constant,
    is_head_label,
    is_note,
    is_prompt,
    is_title,
    is_year_line,
    names_year,
    outright,
    says_unit,
    sounds_like_label,
)

Knows = Callable[[str], bool]


_SHORT = 4  # letters of what may be a label as well: 明细表
_HEAD_ROWS = 2  # in which a title may stand with lines around it


class Sort(Enum):
    """What a box is there for."""

    LABEL = "label"
    OPEN = "open"  # to be filled in: blank, or with a prompt
    PRINTED = "printed"  # a constant, a note


class FormHead(NamedTuple):
    """The rows above the body: its title, the unit of money they tell, and the first body row."""

    title: str
    first: int


def heading_of(template: Template) -> FormHead:
    """What stands above the body of a form."""
    title, row = "", 0
    while row < len(template.heights):
        boxes = [box for box in template.starting(row) if box.text]
        if boxes and not _heads(template, row, boxes):
            break
        for box in boxes:
            is_form = is_title(box.text) and not is_year_line(box.text) and len(box.text) > 3
            if is_form and len(box.text) >= len(title):
                title = " ".join(box.text.split())
        row += 1
    return FormHead(title, row)


def _heads(template: Template, row: int, boxes: list[Box]) -> bool:
    """Whether a row stands above the form: a title, a year, a unit, no cell to fill in."""
    if template.ruled and not any(box.ruled for box in template.starting(row)):
        return True
    whole = len(boxes) == 1 and boxes[0].columns == len(template.widths)
    if len(boxes) == 1 and row <= _HEAD_ROWS and _names_form(boxes[0]):
        return True
    if any(box.ruled for box in boxes) and not (whole and row <= _HEAD_ROWS):
        return False
    if len(boxes) == 1 and boxes[0].columns == len(template.widths):
        text = boxes[0].text
        return is_title(text) or is_year_line(text) or says_unit(text)
    filled = any(is_head_label(box.text) for box in boxes)
    return all(
        (filled and is_prompt(box.text))
        or is_year_line(box.text)
        or says_unit(box.text)
        or is_title(box.text)
        or is_head_label(box.text)
        for box in boxes
    ) or (row == 0 and len(boxes) == 1)


def _names_form(box: Box) -> bool:
    """Whether a box that need not be as wide as the sheet holds the title of a form."""
    text = fold(box.text)
    return box.column == 0 and len(text) > _SHORT and text.endswith("表") and is_title(text)


def sorted_boxes(template: Template, first: int, knows: Knows) -> Mapping[Box, Sort]:
    """What each box of the body is there for.

    Args:
        template: the sheet.
        first: the first row of the body.
        knows: whether a text is a label of some form.
    """
    sorts = {box: _sort(box, knows) for box in template.boxes if box.row >= first}
    for row in range(first, len(template.heights)):
        boxes = template.starting(row)
        if is_head_row(template, boxes, sorts):
            _open_below(template, boxes, sorts, knows)
        else:
            _open_values(boxes, sorts, knows)
    return sorts


def _sort(box: Box, knows: Knows) -> Sort:
    if not box.text or outright(box.text):
        return Sort.OPEN
    if is_constant(box.text) or is_note(box.text):
        return Sort.PRINTED
    if knows(box.text) or (names_year(box.text) and box.column == 0):
        return Sort.LABEL
    return Sort.OPEN if is_prompt(box.text) else Sort.LABEL


def below(template: Template, box: Box) -> Box | None:
    """The box right below another, where it is as wide and begins where that does."""
    found = template.at(box.bottom, box.column)
    return found if found and (found.column, found.columns) == (box.column, box.columns) else None


def is_head_row(template: Template, boxes: list[Box], sorts: Mapping[Box, Sort]) -> bool:
    """Whether the labels of a row name the columns of cells below them: two at least do."""
    return sum(_is_head(template, box, sorts) for box in boxes) > 1


def _is_head(template: Template, box: Box, sorts: Mapping[Box, Sort]) -> bool:
    """Whether a label stands above a cell to be filled in, and has none beside it."""
    under = below(template, box)
    heads = sorts.get(box) is Sort.LABEL and under is not None and sorts[under] is not Sort.LABEL
    return heads and not _has_own_value(template, box, sorts)


def _has_own_value(template: Template, box: Box, sorts: Mapping[Box, Sort]) -> bool:
    beside = template.at(box.row, box.end)
    return bool(beside and beside.row == box.row and sorts.get(beside) is Sort.OPEN)


def _open_values(boxes: list[Box], sorts: dict[Box, Sort], knows: Knows) -> None:
    """Texts that stand where a value belongs, behind a label that has no blank, are prompts."""
    for number in range(1, len(boxes)):
        before, box = boxes[number - 1], boxes[number]
        if sorts[box] is not Sort.LABEL or knows(box.text) or sorts[before] is not Sort.LABEL:
            continue
        behind = boxes[number + 1] if number + 1 < len(boxes) else None
        has_blank = behind is not None and sorts[behind] is Sort.OPEN
        is_side = before.rows > box.rows
        if not has_blank and not is_side and not sounds_like_label(box.text):
            sorts[box] = Sort.OPEN


def _names_rows(template: Template, box: Box | None, sorts: Mapping[Box, Sort]) -> bool:
    """Whether every cell of a column has a text of its own, before a blank: they name its rows."""
    texts: list[str] = []
    while box is not None:
        beside = template.at(box.row, box.end)
        if sorts.get(box) is not Sort.LABEL or not (beside and sorts.get(beside) is Sort.OPEN):
            break
        texts.append(box.text)
        box = below(template, box)
    return len(texts) > 1 and len(set(texts)) == len(texts)


def _open_below(template: Template, heads: list[Box], sorts: dict[Box, Sort], knows: Knows) -> None:
    """Texts in the columns of headings that no label is worded like are prompts."""
    lowest = max(it.bottom for it in heads if _is_head(template, it, sorts))
    for head in (it for it in heads if it.bottom <= lowest):
        box = below(template, head)
        if _names_rows(template, box, sorts):
            continue
        while box is not None and not (knows(box.text) and sorts[box] is Sort.LABEL):
            if sorts[box] is Sort.LABEL and not sounds_like_label(box.text):
                sorts[box] = Sort.OPEN
            box = below(template, box)
