"""A published 民生领域重大事项绩效目标情况表 as exchange JSON: read into rows and written.

Amounts are decimal strings in the unit that the file names: 元 or 万元. A list kept by others has
no `format`; it is known by its rows.
"""

import re
from collections.abc import Callable

from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.money import parse_wan, parse_yuan
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.exchange.shape import Shape
from budgetdesk.exchange.versions import FORMAT_KEYS, FileFormat
from budgetdesk.tables.livelihood import LivelihoodList, livelihood_content
from budgetdesk.tables.livelihood_definition import load_livelihood

FORMAT = FileFormat("budgetdesk-livelihood/1")

_LABELS = {
    "unit": "单位",
    "rows": "清单各行",
    "rows.unit_code": "预算单位编码",
    "rows.unit_name": "预算单位",
    "rows.project_name": "项目名称",
    "rows.amount": "预算金额",
}
_PARSERS: dict[str, Callable[[str], int | None]] = {"元": parse_yuan, "万元": parse_wan}
_YEAR = re.compile(r"(20[0-9]{2}) *年")


def looks_like_list(shape: Shape) -> bool:
    """Whether an object without a format is a published list."""
    return shape.has("title") and shape.has("rows")


def read_list(shape: Shape, form_set: str) -> tuple[ListedProject, ...]:
    """The rows of a published list, in its order.

    Raises:
        ImportFault: the form set has no such list, a key is missing, a value of the wrong type,
            an amount wrong, or a project of a unit listed twice.
    """
    shape.reader.labels = _LABELS
    if load_livelihood(form_set) is None:
        shape.fail("rows", "本账套的套表没有民生领域重大事项绩效目标情况表。")
    shape.known(
        *FORMAT_KEYS, "title", "fiscal_year", "unit", "line", "columns", "rows", "notes",
        "total_printed", "total_computed",
    )  # fmt: skip
    parse = _parser(shape)
    rows: list[ListedProject] = []
    seen: dict[tuple[str, str], int] = {}
    for number, part in enumerate(shape.parts("rows"), start=1):
        row = _row(part, parse)
        key = (fold_name(row.unit), fold_name(row.project))
        if key in seen:
            part.fail("project_name", f"与第 {seen[key]} 项是同一单位的同一个项目，请删去一个。")
        seen[key] = number
        rows.append(row)
    if not rows:
        shape.fail("rows", "清单是空的。")
    return tuple(rows)


def year_of(shape: Shape) -> int | None:
    """The year that a list is of, as it says itself or as its title does; None where neither."""
    if shape.has("fiscal_year"):
        return shape.number("fiscal_year")
    found = _YEAR.search(shape.text("title")) if shape.has("title") else None
    return int(found[1]) if found else None


def list_content(listed: LivelihoodList, fiscal_year: int) -> dict[str, object]:
    """A list as the content of an exchange file."""
    return {**FORMAT.content, "fiscal_year": fiscal_year, **livelihood_content(listed)}


def _parser(shape: Shape) -> Callable[[str], int | None]:
    unit = shape.name("unit").strip() if shape.has("unit") else "元"
    if unit not in _PARSERS:
        shape.fail("unit", f"「{shorten(unit)}」不是金额单位，应为 元 或 万元。")
    return _PARSERS[unit]


def _row(part: Shape, parse: Callable[[str], int | None]) -> ListedProject:
    part.known("seq", "unit_code", "unit_name", "project_name", "amount")
    return ListedProject(
        unit_code=part.text("unit_code").strip(),
        unit=part.name("unit_name").strip(),
        project=part.name("project_name").strip(),
        amount=part.amount("amount", parse),
    )
