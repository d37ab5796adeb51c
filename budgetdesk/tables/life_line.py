"""The life line of a project: each indicator from its target to what was reached and scored.

What of a record kind stands on it is declared (`life_line` in the dictionary): no kind is known
here by name. Rows are told apart by the identity that following rows carry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import records
from budgetdesk.book.effective import DELETED
from budgetdesk.book.read import project
from budgetdesk.book.stages import stage_forms, told_shortly
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.dictionary.life_line import LifeLineParts
from budgetdesk.dictionary.reckoning import Reckoned, as_held
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import DeclaredRecord, FormRecord, ListRow, Project, RecordKind
from budgetdesk.domain.scoring import share_of
from budgetdesk.domain.target import parse_target
from budgetdesk.domain.typed import show_value
from budgetdesk.forms.loader import BASE_SET, load_form_set
from budgetdesk.forms.sheet import Light

_LATE, _VERY_LATE = 0.1, 0.3
"""Of the whole: 10 points behind are told of where money and goals part, 30 by rule J12."""
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class LifeCell:
    """What an indicator says at one time; `share` is what was reached of the target then."""

    text: str = ""
    light: Light | None = None
    share: float | None = None


@dataclass(slots=True)
class LifeRow:
    """One indicator, its cells by the columns' places; `target` is the one in force so far."""

    level1: str
    level2: str
    name: str
    target: str = ""
    cells: dict[int, LifeCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LifeMoney:
    """Money at one time, in 分; `at` is the share of the year that has gone, None for a plan."""

    title: str
    planned: int | None
    executed: int | None
    at: float | None

    @property
    def share(self) -> float | None:
        """What is executed of the plan."""
        if self.executed is None or not self.planned:
            return None
        return self.executed / self.planned

    @property
    def light(self) -> Light | None:
        """How far it is behind the straight line of time."""
        return None if self.share is None or self.at is None else light_of(self.share, self.at)


@dataclass(frozen=True, slots=True)
class LifeLine:
    """A project from its target to the next year's proposal."""

    project: Project
    titles: tuple[str, ...]
    rows: tuple[LifeRow, ...]
    money: tuple[LifeMoney, ...]
    reached: tuple[tuple[float, float], ...]  # of the year gone, of the targets reached on average


def light_of(share: float, expected: float, allowed: float = _LATE) -> Light:
    """The light for a share reached where another was to be reached by then."""
    behind = expected - share
    if behind <= allowed:
        return Light.GREEN
    return Light.YELLOW if behind <= _VERY_LATE else Light.RED


def life_line(book: Book, project_id: int) -> LifeLine:
    """The life line of a project; RowMissing when it is not in the book."""
    with book.snapshot():
        own = project(book, project_id)
        drawing = _Living(book.info.fiscal_year)
        for kind in book.dictionary.stages(RecordKind.PROJECT):
            for record in _records(book, kind, own):
                drawing.take(kind, record)
    return drawing.life_line(own)


def _records(book: Book, kind: KindDeclaration, own: Project) -> Sequence[FormRecord]:
    if not kind.own:
        return (own,)
    if _parts(kind) is None:
        return ()
    ids = [form.id for form in stage_forms(book, RecordKind.PROJECT, kind, (own.id,))]
    found: list[DeclaredRecord] = list(records(book, kind.kind, ids)) if ids else []
    return sorted(found, key=lambda it: str(it.declared.get(kind.told_apart_by) or "").zfill(12))


def _parts(kind: KindDeclaration) -> LifeLineParts | None:
    """What of a kind stands on the line; None for nothing.

    A dictionary written before kinds could say it has what the set that ships says of that kind.
    """
    if kind.life_line is not None or not kind.own:
        return kind.life_line
    shipped = load_form_set(BASE_SET).dictionary.kinds.get(kind.kind)
    parts = None if shipped is None else shipped.life_line
    return parts if parts is not None and _holds(kind, parts) else None


def _holds(kind: KindDeclaration, parts: LifeLineParts) -> bool:
    """Whether a kind has the list and the fields that parts name."""
    of_rows = {f"{parts.rows}.{it}" for it in (parts.value, parts.score, parts.proposal) if it}
    alone = {it for it in (parts.planned, parts.executed) if it}
    return parts.rows in {"", *kind.lists} and of_rows | alone <= set(kind.fields)


class _Living:
    """The line in the making, record by record."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._titles: list[str] = []
        self._rows: dict[str, LifeRow] = {}
        self._money: list[LifeMoney] = []
        self._reached: list[tuple[float, float]] = []

    def life_line(self, own: Project) -> LifeLine:
        rows = tuple(self._rows.values())
        return LifeLine(own, tuple(self._titles), rows, tuple(self._money), tuple(self._reached))

    def take(self, kind: KindDeclaration, record: FormRecord) -> None:
        """Take what a record tells."""
        parts = _parts(kind)
        if parts is None:
            return
        told = _number(kind, record)
        title = f"{kind.stage} {told_shortly(kind, told, self._year)}".strip()
        reckoned = Reckoned(record, kind.fields, kind.formulas)
        at = _gone(kind, told, self._year) if parts.executed else None
        self._take_money(kind, parts, reckoned, title, at)
        band = kind.lists.get(parts.rows)
        if band is not None:
            self._take_rows(kind, band, parts, reckoned, title, at)

    def _take_money(
        self,
        kind: KindDeclaration,
        parts: LifeLineParts,
        reckoned: Reckoned,
        title: str,
        at: float | None,
    ) -> None:
        planned, executed = (_amount(kind, reckoned, it) for it in (parts.planned, parts.executed))
        if planned is not None or executed is not None:
            self._money.append(LifeMoney(title, planned, executed, at))

    def _take_rows(
        self,
        kind: KindDeclaration,
        band: RowList,
        parts: LifeLineParts,
        reckoned: Reckoned,
        title: str,
        at: float | None,
    ) -> None:
        value = self._column(title) if parts.value else -1
        score = self._column("得分") if parts.score else -1
        proposal = self._column("下年建议") if parts.proposal else -1
        in_force = not kind.in_force or bool(reckoned.value(kind.in_force))
        shares = []
        for row in reckoned.listed(band.path):
            mine = self._row(band, row.held)
            cell = LifeCell(_text(row.held, parts.value))
            if at is not None:
                cell = _lit(cell, mine.target, at)
                shares += [] if cell.share is None else [cell.share]
            elif band.amends and _text(row.held, _last(band, band.amends)) == DELETED:
                cell = LifeCell(DELETED)
            elif cell.text and in_force:
                mine.target = cell.text
            mine.cells[value] = cell
            for place, path in ((score, parts.score), (proposal, parts.proposal)):
                if place >= 0:
                    shown = _shown(kind, band, reckoned, row.held, path)
                    mine.cells[place] = LifeCell(shown)
        if shares and at is not None:
            self._reached.append((at, sum(shares) / len(shares)))

    def _column(self, title: str) -> int:
        self._titles.append(title)
        return len(self._titles) - 1

    def _row(self, band: RowList, held: ListRow) -> LifeRow:
        key = held.follows or held.uuid
        if key not in self._rows:
            self._rows[key] = LifeRow(
                held.level1, held.level2, _text(held, _last(band, band.known_by))
            )
        return self._rows[key]


def _number(kind: KindDeclaration, record: FormRecord) -> str | int | None:
    """What tells a record apart, where anything does."""
    number = value_of(record, kind.told_apart_by)
    return number if isinstance(number, str | int) else None


def _gone(kind: KindDeclaration, number: str | int | None, year: int) -> float:
    """The share of the year that had gone when a record was made; all of it but for a month's."""
    told_by = kind.fields.get(kind.told_apart_by)
    if told_by is None or told_by.kind is not Kind.MONTH or not number:
        return 1.0
    until = str(number)
    return int(until[5:7]) / _MONTHS if until[:4] == str(year) else 1.0


def _lit(cell: LifeCell, target: str, at: float) -> LifeCell:
    """A cell with what was reached of the target, and its light."""
    share = share_of(parse_target(cell.text), parse_target(target))
    if share is None:
        return cell
    part = float(share)
    return replace(cell, share=part, light=light_of(part, at, 0.0 if at == 1 else _LATE))


def _text(row: ListRow, name: str) -> str:
    held = getattr(row, "declared", {}).get(name) or getattr(row, name, "")
    return str(held or "")


def _last(band: RowList, column: str) -> str:
    """The last part of the path of a field, which a row says its value by."""
    return next((it.last for it in band.fields if it.column == column), column)


def _shown(
    kind: KindDeclaration, band: RowList, reckoned: Reckoned, row: ListRow, name: str
) -> str:
    told = kind.fields[f"{band.path}.{name}"]
    shown = reckoned.shown(told, row) if told.formula else _text(row, name)
    text = show_value(told.kind, shown)
    return text.rstrip("0").rstrip(".") if "." in text and not text.endswith("%") else text


def _amount(kind: KindDeclaration, reckoned: Reckoned, path: str) -> int | None:
    if not path:
        return None
    value = reckoned.value(path)
    held = as_held(kind.fields[path], value) if isinstance(value, Decimal) else value
    return held if isinstance(held, int) else None


def shares(line: LifeLine) -> Iterator[tuple[float, float]]:
    """What of the plan was executed, by the share of the year gone."""
    for money in line.money:
        if money.at is not None and money.share is not None:
            yield money.at, money.share
