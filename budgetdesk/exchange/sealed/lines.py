"""The lists of a package that are lines of CSV, as records that can be merged one by one."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from budgetdesk.exchange import catalogue_file, ledger_file, revenue_file
from budgetdesk.exchange.sealed.contents import Contents

_VALUES = {
    "ledger": ("amount_yuan",),
    "revenue": ("name", "amount_yuan"),
    "catalogue": ("name", "state", "year"),
}
"""The columns of each that a line says; the others together say which line it is."""

LABELS = {
    **catalogue_file.COLUMNS,
    **revenue_file.COLUMNS,
    **ledger_file.COLUMNS,
    "explanations": "出错说明",
    "explanations.text": "出错说明",
}
"""What the columns, and explanations beside them, are called."""


def as_records(contents: Contents) -> Contents:
    """Contents in which each line is a record that says which it is."""
    return {
        key: _records(part, _VALUES[key]) if key in _VALUES else part
        for key, part in contents.items()
    }


def _records(lines: list[str], values: tuple[str, ...]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO("\n".join(lines)), restval=""):
        plain = {key: value for key, value in row.items() if key is not None}
        face = "|".join(value for key, value in plain.items() if key not in values)
        seen[face] = seen.get(face, 0) + 1  # two lines may say the same but for the amount
        found.append({**plain, "uuid": f"{face}|{seen[face]}"})
    return found


def as_lines(records: Contents, have: Contents) -> Contents:
    """The reverse of `as_records`; a part that says what `have` says is that of `have`."""
    had = as_records(have)
    return {
        key: (have[key] if part == had.get(key) else _lines(part)) if key in _VALUES else part
        for key, part in records.items()
    }


def _lines(records: list[dict[str, str]]) -> list[str]:
    if not records:
        return []
    columns = [key for key in dict.fromkeys(key for it in records for key in it) if key != "uuid"]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, "", "ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue().splitlines()


def names_of_lines(records: Contents) -> Mapping[str, str]:
    """What the lines are called, by what says which they are."""
    return {it["uuid"]: _name(it) for key in _VALUES for it in records.get(key, ())}


def _name(line: Mapping[str, Any]) -> str:
    codes = ("function_code", "revenue_code", "code", "project", "department_economic", "source")
    return " ".join(filter(None, (line.get(key, "") for key in codes)))
