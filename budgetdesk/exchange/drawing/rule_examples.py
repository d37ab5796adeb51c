"""The two examples of a rule: one that it finds wrong and one that it passes, found by trying."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from budgetdesk.dictionary.declaration import LEVELS, KindDeclaration
from budgetdesk.dictionary.expressions.expression import Expression, read_condition
from budgetdesk.dictionary.reckoning import Reckoned, ReckonedRow
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import DeclaredRow
from budgetdesk.domain.typed import parse_typed
from budgetdesk.exchange.drawing.candidates import candidates, combinations
from budgetdesk.exchange.drawing.drawn import DrawnRule
from budgetdesk.exchange.drawing.invented import leaves, reckoned_of
from budgetdesk.forms.set_rules.declared import DeclaredRule

_ROWS = 2  # of a list that a rule of the record reads


@dataclass(frozen=True, slots=True)
class ExampleField:
    """A field that an example gives a value, of a list in its row (from 1; 0: not in one)."""

    path: str
    label: str
    kind: Kind
    row: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleExamples:
    """Values for fields, in their order, as they would be typed; None where none were found."""

    fields: tuple[ExampleField, ...]
    failing: tuple[str, ...] | None
    passing: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a rule finds an example wrong, and what it would tell."""

    wrong: bool
    sentence: str


def condition_of(kind: KindDeclaration, rule: DrawnRule) -> Expression:
    """The condition of a rule, in the set's names.

    Raises:
        ExpressionError: it can't be read, or is none.
    """
    rows = kind.names.rows[rule.rows] if rule.rows else None
    return read_condition(rule.when, kind.names.alone, rows)


def find_examples(kind: KindDeclaration, rule: DrawnRule, year: int) -> RuleExamples:
    """Examples of a rule, found by trying values; errors as `condition_of`."""
    when = condition_of(kind, rule)
    fields = tuple(_fields(kind, rule.rows, when))
    found: dict[bool, tuple[str, ...]] = {}
    for texts in combinations([candidates(it.kind, it.choices, rule.when, year) for it in fields]):
        record, row = example_record(kind, rule.rows, fields, texts)
        found.setdefault(when.holds(record, row), texts)
        if len(found) > 1:
            break
    return RuleExamples(fields, found.get(True), found.get(False))


def judge(
    kind: KindDeclaration, rule: DeclaredRule, fields: Sequence[ExampleField], texts: Sequence[str]
) -> Judged:
    """What a rule says of an example.

    Raises:
        TypedError: a value is none of its field's kind.
    """
    record, row = example_record(kind, rule.rows, fields, texts)
    return Judged(rule.when.holds(record, row), rule.message.text(record, row))


def example_record(
    kind: KindDeclaration, rows: str, fields: Sequence[ExampleField], texts: Sequence[str]
) -> tuple[Reckoned, ReckonedRow | None]:
    """The record of an example, and the row that is judged; errors as `judge`."""
    said: dict[str, object] = {}
    lists: dict[str, dict[int, dict[str, object]]] = {rows: {1: {}}} if rows else {}
    for field, text in zip(fields, texts, strict=True):
        value = _parsed(field.kind, text)
        if field.row:
            above, _, last = field.path.rpartition(".")
            lists.setdefault(above, {}).setdefault(field.row, {})[last] = value
        else:
            said[field.path] = value
    for above, held in lists.items():
        kept = (it for it in held.values() if above == rows or not _is_blank(it))
        said[above] = tuple(map(_row, kept))
    record = reckoned_of(kind, said)
    judged = record.listed(rows) if rows else ()
    return record, next(iter(judged), None)


def said_in_rule(
    rows: str, fields: Sequence[ExampleField], texts: Sequence[str]
) -> Mapping[str, Any]:
    """An example as `rules.toml` says it."""
    said: dict[str, Any] = {}
    lists: dict[str, dict[int, dict[str, str]]] = {}
    for field, text in zip(fields, texts, strict=True):
        above, _, last = field.path.rpartition(".")
        if not field.row:
            said[field.path] = text
        elif above == rows:
            said[last] = text
        else:
            lists.setdefault(above, {}).setdefault(field.row, {})[last] = text
    kept = {
        above: [it for it in held.values() if any(it.values())] for above, held in lists.items()
    }
    return said | kept


def texts_of(rows: str, fields: Sequence[ExampleField], said: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of fields in an example of a rule, "" where it gives none."""
    return tuple(_text_of(rows, it, said) for it in fields)


# Inside

_parsed = lru_cache(maxsize=1024)(parse_typed)


def _is_blank(values: Mapping[str, object]) -> bool:
    return all(value is None or value == "" for value in values.values())


def _text_of(rows: str, field: ExampleField, said: Mapping[str, Any]) -> str:
    above, _, last = field.path.rpartition(".")
    if not field.row:
        return str(said.get(field.path, ""))
    if above == rows:
        return str(said.get(last, ""))
    listed = said.get(above, ())
    return str(listed[field.row - 1].get(last, "")) if field.row <= len(listed) else ""


def _row(values: dict[str, object]) -> DeclaredRow:
    level1, level2 = (str(values.pop(level, "") or "") for level in LEVELS)
    return DeclaredRow(values, level1, level2)


def _fields(kind: KindDeclaration, rows: str, when: Expression) -> Iterator[ExampleField]:
    """The fields that an example gives, of lists each in as many rows as are tried."""
    levels = {path: it for path, it in kind.level_fields.items() if path in when.reads}
    paths = [*leaves(kind, when), *levels]
    for path in paths:
        field = levels.get(path) or kind.fields[path]
        above = path.rpartition(".")[0]
        if above not in kind.lists:
            yield ExampleField(path, _label(field), field.kind, 0, field.choices)
    for above in dict.fromkeys(path.rpartition(".")[0] for path in paths):
        if above in kind.lists:
            columns = [path for path in paths if path.rpartition(".")[0] == above]
            for row in range(1, 2 if above == rows else _ROWS + 1):
                for path in columns:
                    field = levels.get(path) or kind.fields[path]
                    label = f"{_label(field)}" if above == rows else f"第{row}行 {_label(field)}"
                    yield ExampleField(path, label, field.kind, row, field.choices)


def _label(field: Field) -> str:
    unit = {Kind.MONEY: "（元）", Kind.MONEY_WAN: "（万元）", Kind.PERCENT: "（%）"}
    return field.label + unit.get(field.kind, "")
