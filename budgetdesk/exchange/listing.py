"""A book's departments, units and projects as a list to read and as JSON."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from budgetdesk.book.book import Book
from budgetdesk.book.read import ProjectRow, departments, project_rows, units
from budgetdesk.book.stages import StageForm, marked_fullness, stage_forms
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.form_marks import FormMark, mark_of
from budgetdesk.domain.money import exchange_text, yuan_text
from budgetdesk.domain.records import RecordKind, Unit
from budgetdesk.exchange.publishing_codes import other_editions_line

_LISTED = "　〔民生〕"  # on the list of 民生领域重大事项


Forms = Mapping[int, Sequence[StageForm]]
"""The forms of a stage by the projects that they are of."""


def listing_lines(book: Book, stage: KindDeclaration | None = None) -> Iterator[str]:
    """The book as lines: each project with its state, id, annual total in 元 and indicators.

    The state is that of the project's own form, or of its last one of a stage.
    """
    info, marked = book.info, marked_fullness(book)
    forms = _forms_of(book, stage)
    yield f"{info.title}（{info.form_set}，{info.fiscal_year} 年度）"
    if lists := other_editions_line(book):
        yield lists
    owned = _by_unit(book)
    for department in departments(book):
        yield f"{department.code} {department.name}".strip()
        for unit in units(book, department.id):
            rows = owned.get(unit.id, ())
            total = yuan_text(sum(row.annual_total or 0 for row in rows), thousands=True)
            yield f"  {unit.name}　项目 {len(rows)} 个，年度资金 {total} 元" + _counted(
                rows, stage, forms
            )
            for row in rows:
                own = marked.get(row.id, row.fullness)
                last = forms[row.id][-1].fullness if row.id in forms else None
                yield _project_line(row, mark_of(own if forms is _NONE else last))


def _project_line(row: ProjectRow, mark: FormMark) -> str:
    amount = yuan_text(row.annual_total, thousands=True) or "—"
    indicators = f"{row.implementation_indicators}/{row.annual_indicators}"
    listed = _LISTED if row.livelihood else ""
    return f"    {mark} {row.id:>4}  {amount:>16}  {indicators:>7}  {row.name}{listed}"


def listing_json(book: Book, stage: KindDeclaration | None = None) -> str:
    """The book as JSON: ids, annual totals as decimal strings in 元, counts of indicators.

    With a stage, each project's forms of it: ids, what tells them apart, how far they are.
    """
    info, forms = book.info, _forms_of(book, stage)
    owned = _by_unit(book)
    content = {
        "form_set": info.form_set,
        "fiscal_year": info.fiscal_year,
        "departments": [
            {
                "code": department.code,
                "name": department.name,
                "units": [_unit(unit, owned, forms) for unit in units(book, department.id)],
            }
            for department in departments(book)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _unit(unit: Unit, owned: dict[int, list[ProjectRow]], forms: Forms) -> dict[str, object]:
    rows = owned.get(unit.id, ())
    return {"name": unit.name, "projects": [_project(row, forms) for row in rows]}


def _project(row: ProjectRow, forms: Forms) -> dict[str, object]:
    told = [
        {"id": form.id, "number": form.number, "state": form.fullness.value}
        for form in forms.get(row.id, ())
    ]
    return {
        "id": row.id,
        "name": row.name,
        "annual_total": exchange_text(row.annual_total),
        "indicators": {
            "implementation": row.implementation_indicators,
            "annual": row.annual_indicators,
        },
        **({"livelihood": True} if row.livelihood else {}),
        **({} if forms is _NONE else {"forms": told}),
    }


_NONE: Forms = {}


def _forms_of(book: Book, stage: KindDeclaration | None) -> Forms:
    """The forms of a stage; `_NONE` where none was asked for, or the projects' own."""
    if stage is None or not stage.own:
        return _NONE
    found: dict[int, list[StageForm]] = defaultdict(list)
    for form in stage_forms(book, RecordKind.PROJECT, stage):
        found[form.root].append(form)
    return found


def _counted(rows: Sequence[ProjectRow], stage: KindDeclaration | None, forms: Forms) -> str:
    """How many of a unit's projects have a form of the stage."""
    if stage is None or forms is _NONE:
        return ""
    return f"，{stage.stage} {sum(row.id in forms for row in rows)} 个"


def _by_unit(book: Book) -> dict[int, list[ProjectRow]]:
    owned: dict[int, list[ProjectRow]] = {}
    for row in project_rows(book):
        owned.setdefault(row.unit_id, []).append(row)
    return owned
