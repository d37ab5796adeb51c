"""What an exchange file says of computed fields, held against what the book computes itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import id_below, record
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.held_values import records_in
from budgetdesk.domain.records import FormRecord, Held
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import TypedError, parse_typed, show_value
from budgetdesk.exchange.field_text import told_value
from budgetdesk.exchange.shape import Shape
from budgetdesk.forms.inside import load_forms_of

COMPUTED_KEY = "_computed"
"""Of what is computed, for information: it is not read back. No field has such a name."""

_NAMED = 4  # how many differences a sentence gives


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says of a computed field; of one of a list, of the row of that name in a slot."""

    path: str
    text: str
    row: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a file says so of one record; it stands beside what the record holds."""

    all: tuple[Claim, ...]


def claims_in(shape: Shape, kind: KindDeclaration) -> Claims:
    """What a record of a file, with the rows of its lists, says of computed fields."""
    computed = {field.path for field in kind.fields.values() if field.formula}
    found = [*_of_part(shape, "", computed)]
    for band in kind.lists.values():
        if any(path.startswith(f"{band.path}.") for path in computed):
            for part in _parts(shape, band.path):
                name = (*(part.content.get(it) for it in (*band.levels, _known_by(kind, band))),)
                found += _of_part(part, f"{band.path}.", computed, tuple(map(str, name)))
    return Claims(tuple(found))


def _of_part(
    shape: Shape, head: str, computed: set[str], row: tuple[str, ...] = ()
) -> Iterator[Claim]:
    said = shape.content.get(COMPUTED_KEY, {})
    if not isinstance(said, dict):
        shape.reader.ignored.add(COMPUTED_KEY)
        return
    for key, value in said.items():
        if f"{head}{key}" not in computed:
            shape.reader.ignored.add(f"{COMPUTED_KEY}.{shorten(str(key))}")
        elif value not in (None, ""):
            yield Claim(f"{head}{key}", str(value), row)


def _parts(shape: Shape, path: str) -> Iterator[Shape]:
    """The rows of a list, where the file has it."""
    head, _, last = path.rpartition(".")
    if head:
        if not isinstance(shape.content.get(head), dict):
            return
        shape = shape.part(head)
    if isinstance(shape.content.get(last), list):
        yield from shape.parts(last)


def _known_by(kind: KindDeclaration, band: RowList) -> str:
    """The last part of the path of the field that a row is known by."""
    fields = (kind.fields[f"{band.path}.{it}"] for it in band.last_names)
    return next(field.last for field in fields if field.column == band.known_by)


def told_otherwise(book: Book, step: Step, record_id: int, wanted: Held) -> Iterator[str]:
    """One sentence for each record of a file, at any depth, that the book computes otherwise."""
    claims = wanted.declared.get(COMPUTED_KEY)
    if isinstance(claims, Claims) and claims.all:
        kind, stored = book.dictionary.kinds[wanted.kind], record(book, wanted.kind, record_id)
        found = [*_differences(kind, stored, claims, load_forms_of(book).in_own_words)]
        if found:
            more = f" 等 {len(found)} 处" if len(found) > _NAMED else ""
            whose = stored.title_on(kind.name)
            yield f"「{whose}」{'；'.join(found[:_NAMED])}{more}，以程序算得的为准。"
    for kind in step.dictionary.own_kinds:
        for one in records_in(wanted, kind.kind) if kind.below == wanted.kind else ():
            known = id_below(step, record_id, one)
            if known is not None:
                yield from told_otherwise(book, step, known, one)


def _differences(
    kind: KindDeclaration, stored: FormRecord, claims: Claims, own: Callable[[str], str]
) -> Iterator[str]:
    reckoned = Reckoned(stored, kind.fields, kind.formulas)
    for claim in claims.all:
        field = kind.fields[claim.path]
        if not claim.row:
            yield from _difference(own(field.label), field, claim, reckoned.shown(field))
            continue
        band = kind.lists[claim.path.rpartition(".")[0]]
        known = (*band.levels, _known_by(kind, band))
        alike = [
            row
            for row in reckoned.listed(band.path)
            if tuple(str(value_of(row.held, it)) for it in known) == claim.row
        ]
        if len(alike) == 1:  # what a blank row says of itself is nothing
            now = reckoned.shown(field, alike[0].held)
            yield from _difference(own(field.label), field, claim, now)


def _difference(label: str, field: Field, claim: Claim, now: int | str | None) -> Iterator[str]:
    here = "" if now in (None, "") else str(told_value(field.kind, now))
    if not _same(field, claim.text, here):
        about = f"（{shorten(claim.row[-1], 20)}）" if claim.row else ""
        given, told = shorten(claim.text, 20), shorten(here or "空白", 20)
        yield f"{label}{about}文件中为 {given}，程序算得 {told}"


def _same(field: Field, one: str, other: str) -> bool:
    try:
        parsed = [show_value(field.kind, parse_typed(field.kind, it)) for it in (one, other)]
    except TypedError:
        return one == other
    return parsed[0] == parsed[1] or _number(parsed[0]) == _number(parsed[1]) is not None


def _number(text: str) -> Decimal | None:
    """A number without the zeros at its end."""
    try:
        return Decimal(text)
    except DecimalException:
        return None
