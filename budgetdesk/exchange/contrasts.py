"""Where two records of one kind say different things, in words, in the order of the form."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from budgetdesk.book.declared_records import place_of
from budgetdesk.dictionary.declaration import Dictionary, KindDeclaration, RowList
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.held_values import records_in
from budgetdesk.domain.identity import Match, RowFace, match_rows
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.records import (
    DeclaredRecord,
    FormRecord,
    Held,
    Horizon,
    Indicator,
    ListRow,
    OverallForm,
    Project,
    RecordKind,
)
from budgetdesk.domain.typed import show_value

_HORIZON_NAMES = {Horizon.IMPLEMENTATION: "实施期", Horizon.ANNUAL: "年度"}


class RowPlace(NamedTuple):
    """A row of the file's project: its horizon, and its number there."""

    horizon: Horizon
    number: int


class Contrast(NamedTuple):
    """One place where the two sides differ, in words; a `row` that is only guessed to be one."""

    label: str
    held: str
    becomes: str
    guessed: RowPlace | None = None
    is_amount: bool = False


def project_contrasts(
    dictionary: Dictionary, held: Project, becomes: Project
) -> Iterator[Contrast]:
    """Where a project of the book would say something else than one that comes.

    Records that a set declares below a project count where both hold them (`records_in`); those
    that don't come stay, and are no difference.
    """
    kind = dictionary.kinds[RecordKind.PROJECT]
    yield from _in_fields(kind, held, becomes)
    if held.livelihood != becomes.livelihood:
        was, will = ("列入" if it.livelihood else "" for it in (held, becomes))
        yield Contrast("民生领域重大事项", was, will)
    for horizon in Horizon:
        band = kind.lists[f"indicators.{horizon}"]
        yield from _in_indicators(band, horizon, held, becomes)
    yield from _in_lists(kind.own_lists, held, becomes)
    yield from _in_records(dictionary, held, becomes)


def overall_contrasts(
    dictionary: Dictionary, held: OverallForm, becomes: OverallForm
) -> Iterator[Contrast]:
    """Where an overall form of the book would say something else than one that comes."""
    kind = dictionary.kinds[held.kind]
    yield from _in_fields(kind, held, becomes)
    yield from _in_lists(tuple(kind.lists.values()), held, becomes)
    yield from _in_records(dictionary, held, becomes)


def matched(held: Sequence[Indicator], becomes: Sequence[Indicator]) -> tuple[Match, ...]:
    """Which of a project's indicators those of a file are."""
    return match_rows([*map(_face, held)], [*map(_face, becomes)])


def _in_fields(kind: KindDeclaration, held: FormRecord, becomes: FormRecord) -> Iterator[Contrast]:
    for path, one in kind.fields.items():
        if one.carried or one.listed or one.computed:
            continue
        was, will = (_shown(one, value_of(it, path)) for it in (held, becomes))
        if was != will:
            yield Contrast(one.label, was, will, is_amount=one.kind.is_money)


def _in_indicators(
    band: RowList, horizon: Horizon, held: Project, becomes: Project
) -> Iterator[Contrast]:
    known, wanted = (it.indicators.of(horizon) or () for it in (held, becomes))
    found = {match.new: match for match in matched(known, wanted)}
    left = {match.old for match in found.values()}
    name = f"{_HORIZON_NAMES[horizon]}指标"
    for number, row in enumerate(wanted):
        match = found.get(number)
        was = _row_text(band, known[match.old]) if match else ""
        guessed = match is not None and match.ground.is_guess
        if guessed or was != _row_text(band, row):
            place = RowPlace(horizon, number) if guessed else None
            yield Contrast(name, was, _row_text(band, row), place)
    for number, row in enumerate(known):
        if number not in left:
            yield Contrast(name, _row_text(band, row), "")


def _in_lists(
    bands: Sequence[RowList], held: FormRecord, becomes: FormRecord
) -> Iterator[Contrast]:
    """Rows of some lists, those that are on one side alone."""
    for band in bands:
        known, wanted = (_texts(it, band) for it in (held, becomes))
        for text in known:
            if text not in wanted:
                yield Contrast(band.name, text, "")
        for text in wanted:
            if text not in known:
                yield Contrast(band.name, "", text)


def _in_records(dictionary: Dictionary, held: Held, becomes: Held) -> Iterator[Contrast]:
    """What differs in the records below, at any depth; those that don't come stay."""
    for kind in dictionary.own_kinds:
        if kind.below == held.kind:
            known = records_in(held, kind.kind)
            for one in records_in(becomes, kind.kind):
                yield from _in_record(dictionary, kind, known, one)


def _in_record(
    dictionary: Dictionary,
    kind: KindDeclaration,
    held: Sequence[DeclaredRecord],
    becomes: DeclaredRecord,
) -> Iterator[Contrast]:
    name = f"{kind.name} {becomes.number}".strip()
    known = [(it.uuid, it.declared.get(kind.told_apart_by)) for it in held]
    place = place_of(kind, known, becomes)
    if place is None:
        yield Contrast(name, "", "新增")
        return
    for it in (
        *_in_fields(kind, held[place], becomes),
        *_in_lists(kind.own_lists, held[place], becomes),
        *_in_records(dictionary, held[place], becomes),
    ):
        yield it._replace(label=f"{name} {it.label}")


def _texts(record: FormRecord, band: RowList) -> list[str]:
    found = value_of(record, band.path)
    return [_row_text(band, row) for row in found] if isinstance(found, tuple) else []


def _face(row: Indicator) -> RowFace:
    return RowFace(row.name, row.target, (bare(row.level1), bare(row.level2)), row.uuid)


def _row_text(band: RowList, row: ListRow) -> str:
    texts = (_shown(it, value_of(row, it.last)) for it in band.fields if not it.computed)
    slot = (value_of(row, "level2"),) if band.slotted else ()
    return "｜".join((*map(str, slot), *texts)).rstrip("｜")


def _shown(field: Field, value: object) -> str:
    return show_value(field.kind, value if isinstance(value, str | int) else None)
