"""A small book with a person in every text that its schema has room for."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.schema import DATA_TABLES
from budgetdesk.book.step import Step
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.exchange.sample import create_sample

# Columns of text that hold a word of a list, a key or a code; uuid apart, every
# other one holds what is typed.
_NOT_TYPED = {
    "setting": {"key", "value"},  # the title is put in by itself
    "unit": {"kind"},
    "funding": {"horizon"},
    "indicator": {"horizon", "level1", "level2"},
    "ledger_line": {
        "function_code", "nature", "department_economic", "government_economic", "source", "origin",
    },
    "revenue_line": {"source", "revenue_code"},
    "overall_indicator": {"level1", "level2"},
    "explanation": {"code", "path", "at"},
    "disclosure_entry": {"key"},
    "disclosure_paragraph": {"key"},
    "catalogue_entry": {"kind", "code"},
}  # fmt: skip

# What the sample lacks.
_MORE_ROWS: Mapping[str, Sequence[Mapping[str, str | int]]] = {
    "revenue_line": [
        {"unit_id": 1, "source": "fund", "revenue_code": "1030148", "amount": 100},
        {"unit_id": 1, "source": "state_capital", "revenue_code": "1030698", "amount": 100},
    ],
    "explanation": [
        {"project_id": 1, "code": "Q02", "path": "phone", "text": "", "who": "", "at": "2024"},
        {"overall_id": 1, "code": "Q08", "path": "duties", "text": "", "who": "", "at": "2024"},
        {"department_id": 1, "code": "N01", "path": "entries", "text": "", "who": "", "at": "2024"},
    ],
    "disclosure_paragraph": [
        {"department_id": 1, "key": "budget.total", "text": "", "drafted": ""},
    ],
    "catalogue_entry": [
        {"kind": "function", "code": "2100101", "name": ""},
        {"kind": "function", "code": "2299999", "name": ""},
    ],
    "listed_project": [
        {"position": 1, "unit_code": "", "unit": "", "project": "", "amount": 100},
    ],
}


def book_of_persons(
    path: Path, spellings: Sequence[str], signed: str, form_set: str
) -> dict[str, tuple[str, str]]:
    """Make the book; the mark that stands in each text, and the column and spelling there.

    Args:
        path: the book to make.
        spellings: what is put into the texts, over and over.
        signed: into the fields that ask for a person.
        form_set: what forms the book has.
    """
    create_sample(path)
    marks: dict[str, tuple[str, str]] = {}

    def told(column: str) -> str:
        mark = f"〔p{len(marks):04d}q〕"
        spelling = spellings[len(marks) % len(spellings)]
        marks[mark] = (column, spelling)
        return f"{mark}，{spelling}。"

    with Book.open(path) as book, book.step("人员") as step:
        _make_small(step)
        for table, column in typed_columns(step):
            known = step.rows(f"SELECT id FROM {table} WHERE {column} IS NOT NULL ORDER BY id")
            for (row,) in known:
                text = told(f"{table}.{column}")
                is_signed = column in ("responsible", "handler", "phone")
                step.update(table, int(row), {column: signed + text if is_signed else text})
        ((title,),) = step.rows("SELECT id FROM setting WHERE key = 'title'")
        step.update("setting", int(title), {"value": told("setting.title")})
        ((forms,),) = step.rows("SELECT id FROM setting WHERE key = 'form_set'")
        step.update("setting", int(forms), {"value": form_set})
    return marks


def typed_columns(step: Step) -> Iterator[tuple[str, str]]:
    """Every column of the schema that holds what a person typed."""
    for table in DATA_TABLES:
        for _, name, kind, *_ in step.rows(f"PRAGMA table_info({table})"):
            if kind == "TEXT" and name != "uuid" and name not in _NOT_TYPED.get(table, ()):
                yield table, str(name)


def _make_small(step: Step) -> None:
    """Three projects, rows in every table, every entry."""
    for (row,) in step.rows("SELECT id FROM project WHERE id NOT IN (1, 2, 3)"):
        step.delete("project", int(row))
    step.update("project", 1, {"livelihood": 1})
    for table, rows in _MORE_ROWS.items():
        for values in rows:
            step.insert(table, values)
    told = {key for (key,) in step.rows("SELECT key FROM disclosure_entry")}
    for key, entry in ENTRIES.items():
        if key not in told and not entry.kind.is_number:
            step.insert("disclosure_entry", {"department_id": 1, "key": key, "text": ""})
