"""A book's departments, units and projects as a list to read and as JSON."""

import json
from collections.abc import Iterator

from budgetdesk.book.book import Book
from budgetdesk.book.filled_in import filled_in_ids
from budgetdesk.book.read import ProjectRow, departments, project_rows, units
from budgetdesk.domain.form_marks import FormMark, Fullness, mark_of
from budgetdesk.domain.money import exchange_text, yuan_text
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.publishing_codes import other_editions_line

_LISTED = "　〔民生〕"  # on the list of 民生领域重大事项


def listing_lines(book: Book) -> Iterator[str]:
    """The book as lines: each project with its state, id, annual total in 元 and indicators."""
    info, done = book.info, filled_in_ids(book)
    yield f"{info.title}（{info.form_set}，{info.fiscal_year} 年度）"
    if lists := other_editions_line(book):
        yield lists
    owned = _by_unit(book)
    for department in departments(book):
        yield f"{department.code} {department.name}".strip()
        for unit in units(book, department.id):
            rows = owned.get(unit.id, ())
            total = yuan_text(sum(row.annual_total or 0 for row in rows), thousands=True)
            yield f"  {unit.name}　项目 {len(rows)} 个，年度资金 {total} 元"
            for row in rows:
                yield _project_line(row, mark_of(Fullness.DONE if row.id in done else row.fullness))


def _project_line(row: ProjectRow, mark: FormMark) -> str:
    amount = yuan_text(row.annual_total, thousands=True) or "—"
    indicators = f"{row.implementation_indicators}/{row.annual_indicators}"
    listed = _LISTED if row.livelihood else ""
    return f"    {mark} {row.id:>4}  {amount:>16}  {indicators:>7}  {row.name}{listed}"


def listing_json(book: Book) -> str:
    """The book as JSON: ids, annual totals as decimal strings in 元, counts of indicators."""
    info = book.info
    owned = _by_unit(book)
    content = {
        "form_set": info.form_set,
        "fiscal_year": info.fiscal_year,
        "departments": [
            {
                "code": department.code,
                "name": department.name,
                "units": [_unit(unit, owned) for unit in units(book, department.id)],
            }
            for department in departments(book)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _unit(unit: Unit, owned: dict[int, list[ProjectRow]]) -> dict[str, object]:
    return {"name": unit.name, "projects": [_project(row) for row in owned.get(unit.id, ())]}


def _project(row: ProjectRow) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "annual_total": exchange_text(row.annual_total),
        "indicators": {
            "implementation": row.implementation_indicators,
            "annual": row.annual_indicators,
        },
        **({"livelihood": True} if row.livelihood else {}),
    }


def _by_unit(book: Book) -> dict[int, list[ProjectRow]]:
    owned: dict[int, list[ProjectRow]] = {}
    for row in project_rows(book):
        owned.setdefault(row.unit_id, []).append(row)
    return owned
