"""What a form from elsewhere says beyond what the book proposes in its own blanks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.records import DeclaredRecord, ListRow
from budgetdesk.domain.text import fold
from budgetdesk.domain.typed import parse_typed
from budgetdesk.exchange.field_text import told_value
from budgetdesk.exchange.foreign.records import ReadRecord


def over_proposals(kind: KindDeclaration, stored: DeclaredRecord, read: ReadRecord) -> ReadRecord:
    """The same form without what the book would show by itself: those fields stay blank.

    A paper prints what was typed and what was proposed alike. `stored` is the record with all else
    that the form says.
    """
    proposed = {path for path in read.fields if path in kind.fields and kind.fields[path].proposed}
    blank = Reckoned(stored, kind.fields, kind.formulas)
    typed = {it for it in proposed if _shown(blank, kind.fields[it]) != read.fields[it]}
    kept = {it for it in typed if _differs(kind, stored, read, typed - {it}, it)}
    fields = {path: it for path, it in read.fields.items() if path not in proposed - kept}
    lists = {
        path: tuple(_row_over(blank, path, row) for row in rows)
        for path, rows in read.lists.items()
    }
    return replace(read, fields=fields, lists=lists)


def _differs(
    kind: KindDeclaration, stored: DeclaredRecord, read: ReadRecord, others: set[str], path: str
) -> bool:
    """Whether a field would show something else while only the others are typed."""
    said = {it: parse_typed(kind.fields[it].kind, str(read.fields[it])) for it in others}
    typed = replace(stored, declared={**stored.declared, **said})
    reckoned = Reckoned(typed, kind.fields, kind.formulas)
    return _shown(reckoned, kind.fields[path]) != read.fields[path]


def _row_over(reckoned: Reckoned, path: str, row: Mapping[str, object]) -> Mapping[str, object]:
    rows = (it.held for it in reckoned.listed(path))
    held = next((it for it in rows if is_same_row(partial(value_of, it), row)), None)
    return {last: it for last, it in row.items() if not _proposes(reckoned, path, last, held, it)}


def _proposes(
    reckoned: Reckoned, path: str, last: str, held: ListRow | None, value: object
) -> bool:
    field = reckoned.fields.get(f"{path}.{last}")
    if held is None or field is None or not field.proposed:
        return False
    return _shown(reckoned, field, held) == value


def _shown(reckoned: Reckoned, field: Field, row: ListRow | None = None) -> object:
    value = reckoned.shown(field, row)
    return "" if value in (None, "") else told_value(field.kind, value)


def is_same_row(held: Callable[[str], object], row: Mapping[str, object]) -> bool:
    """Whether two rows are one: of the same name in the same slot, else all that tells them."""
    keys = ("level2", "name") if "name" in row else tuple(row)[:2]
    return all(fold(str(held(key) or "")) == fold(str(row.get(key) or "")) for key in keys)
