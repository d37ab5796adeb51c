"""A book of any form set in which every cell of every form that can be filled in is."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_numbered, records
from budgetdesk.book.disclosure import put_disclosure_entry
from budgetdesk.book.edit import add_department, add_project, add_unit, put_overall
from budgetdesk.book.errors import LockedField
from budgetdesk.book.ledger import add_ledger_line, add_revenue_line
from budgetdesk.book.read import overalls, projects
from budgetdesk.book.row_edits import write_rows
from budgetdesk.book.step import Step
from budgetdesk.book.writing import write_field
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    OverallForm,
    RecordKind,
    RevenueLine,
    Source,
    Unit,
)
from budgetdesk.domain.typed import Value, parse_typed
from budgetdesk.exchange.exporting import sheets_of
from budgetdesk.exchange.placing import blank_project
from budgetdesk.exchange.selection import EVERY_STAGE
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Role

_TEXTS = {
    Kind.MONEY: "{}.5",
    Kind.MONEY_WAN: "{}.25",
    Kind.COUNT: "{}",
    Kind.DECIMAL: "{}.7",
    Kind.PERCENT: "9.{}",
    Kind.TICK: "√",
    Kind.DATE: "2024-03-01",
    Kind.MONTH: "2024-07",
    Kind.PERIOD: "2024-03-01/2024-11-30",
    Kind.TARGET: "≥{}人",
    Kind.PHONE: "0357-75{:05}",
    Kind.PARAGRAPH: "　　第 {} 段，如“引”、<b>&amp;\n第二行\n1-7",
    Kind.LINE: "=第{}行",
    Kind.PERSON: "某{}",
}


def filled_book(path: Path, set_id: str, unit_name: str = "甲医院") -> None:
    """Make a book of a set with one unit, two projects, every stage and all of its lines."""
    form_set = load_form_set(set_id)
    info = BookInfo(set_id, form_set.fiscal_year, "试验")
    with Book.create(path, info, form_set.dictionary) as book:
        with book.step("建") as step:
            _put_roots(step, form_set, unit_name)
        with book.step("各阶段") as step:
            for root in (RecordKind.PROJECT, RecordKind.OVERALL):
                _put_stages(book, step, root)
        with book.step("填") as step:
            _fill(book, step)


def _put_roots(step: Step, form_set: FormSet, unit_name: str) -> None:
    name = "永和县卫生健康和体育局"
    department = Department("202", name, add_department(step, Department("202", name)))
    wanted = Unit(unit_name, department, "202001")
    unit = Unit(unit_name, department, "202001", id=add_unit(step, wanted))
    for project in ("村医补助", "防疫（第二批）"):
        add_project(step, blank_project(form_set, unit, project))
    put_overall(step, OverallForm(department))
    for number, source in enumerate(Source, start=1):
        rest = ("村医补助", "30201", "50201") if number % 2 else (None, "30101", "50501")
        nature = Nature.PROJECT if number % 2 else Nature.BASIC
        line = LedgerLine(unit, "2100408", nature, source, Origin.CURRENT, number * 1_234, *rest)
        add_ledger_line(step, line)
    for source, code in ((Source.FUND, "1030148"), (Source.STATE_CAPITAL, "1030601")):
        add_revenue_line(step, RevenueLine(unit, source, code, 3_702))
    put_disclosure_entry(step, department.id, "duties", "主要职责\n第二段")


def _put_stages(book: Book, step: Step, root: str) -> None:
    for kind in book.dictionary.stages(root):
        if kind.own and has_form(kind.kind):
            for record in _held(book, kind.below):
                number = kind.fields.get(kind.told_apart_by)
                text = _TEXTS[number.kind].format(1) if number else ""
                add_numbered(step, kind, record, parse_typed(number.kind, text) if number else None)


def _held(book: Book, kind: str) -> list[int]:
    if kind == RecordKind.PROJECT:
        return [it.id for it in projects(book)]
    if kind == RecordKind.OVERALL:
        return [it.id for it in overalls(book)]
    return [it.id for it in records(book, kind)]


def _fill(book: Book, step: Step) -> None:
    numbers = count(1)
    rows: dict[FieldRef, list[tuple[FieldRef, Value]]] = {}
    for ref, choices in dict(_open_fields(book)).items():
        field = book.dictionary.field(ref)
        text = next(filter(None, choices), "") or _TEXTS[field.kind].format(next(numbers))
        value = parse_typed(field.kind, text[: field.longest or None])
        if book.dictionary.list_of(ref) is None:
            with suppress(LockedField):  # as it does for a clerk it stays blank
                write_field(step, ref, value)
        else:
            rows.setdefault(replace(ref, path=ref.path.rpartition(".")[0]), []).append((ref, value))
    for edits in rows.values():
        with suppress(LockedField):
            write_rows(step, edits)


def _open_fields(book: Book) -> Iterator[tuple[FieldRef, tuple[str, ...]]]:
    """The fields of all forms that are blank and can be typed into, with their choices."""
    for sheet in sheets_of(book, stage=EVERY_STAGE):
        for cell in sheet.cells:
            ref = cell.field
            if cell.role is Role.INPUT and ref and has_form(ref.record) and not cell.text:
                yield replace(ref, part=""), cell.choices
