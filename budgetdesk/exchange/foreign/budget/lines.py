"""The ledger lines that published tables determine: by 科目, nature and source, nothing guessed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.exchange.foreign.budget.table import About, AmountColumn, BudgetRow, BudgetTable

_SOURCES = {
    About.GENERAL: Source.GENERAL, About.FUND: Source.FUND,
    About.STATE_CAPITAL: Source.STATE_CAPITAL,
}  # fmt: skip
Money = tuple[str, Nature, Source, Origin]
"""What tells lines apart: 功能科目, nature, source, origin."""


@dataclass(frozen=True)
class LedgerParts:
    """Amounts in 分 by what tells lines apart, and the sentences on what no table tells."""

    amounts: Mapping[Money, int]
    untold: tuple[str, ...] = ()

    def of(self, nature: Nature, source: Source, origin: Origin) -> dict[str, int]:
        """The amounts of one kind by 功能科目."""
        wanted = (nature, source, origin)
        return {key[0]: amount for key, amount in self.amounts.items() if key[1:] == wanted}


def ledger_parts(tables: Sequence[BudgetTable]) -> LedgerParts:
    """What the tables determine: first those of one source, then what is left of the others."""
    return _Deriving(tables).parts()


@dataclass
class _Deriving:
    tables: Sequence[BudgetTable]
    found: dict[Money, int] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)

    def parts(self) -> LedgerParts:
        for table in self.tables:
            if source := _SOURCES.get(table.about):
                for row in table.leaves:
                    for nature, amount in _by_nature(table, row).items():
                        self._add((row.code, nature, source, Origin.CURRENT), amount)
        for table in self.tables:
            if table.about is About.SPENDING:
                for row in table.leaves:
                    self._rest(table, row)
        kept = {key: amount for key, amount in self.found.items() if amount}
        return LedgerParts(kept, tuple(self.untold))

    def _add(self, key: Money, amount: int) -> None:
        self.found[key] = self.found.get(key, 0) + amount

    def _rest(self, table: BudgetTable, row: BudgetRow) -> None:
        """What 支出总表 says of a 科目 beyond the lines that are known: of other sources."""
        close = table.tolerance * 3
        rest = {
            nature: amount - self._known(row.code, nature)
            for nature, amount in _by_nature(table, row).items()
        }
        rest = {nature: amount for nature, amount in rest.items() if abs(amount) > close}
        if not rest:
            return
        parts = {it: amount for it, amount in self._others(row.code) if abs(amount) > close}
        if parts and len(rest) == 1:
            nature = next(iter(rest))
            for (source, origin), amount in parts.items():
                self._add((row.code, nature, source, origin), amount)
        elif len(parts) == 1:
            source, origin = next(iter(parts))
            for nature, amount in rest.items():
                self._add((row.code, nature, source, origin), amount)
        else:
            why = "几种资金各占基本支出、项目支出多少" if parts else "其余资金的来源"
            self.untold.append(f"「{row.code} {row.name}」表中没有写{why}，这部分没有读入明细。")

    def _known(self, code: str, nature: Nature) -> int:
        return sum(it for key, it in self.found.items() if key[:2] == (code, nature))

    def _others(self, code: str) -> Iterator[tuple[tuple[Source, Origin], int]]:
        """What 收入总表 says of a 科目 beyond the known lines, by source; 上年结转 by its own."""
        for table in self.tables:
            if table.about is not About.INCOME:
                continue
            for row in (it for it in table.coded if it.code == code):
                for column in table.columns:
                    amount = row.amounts.get(column.column, 0)
                    if column.origin and amount:
                        source = self._source_of_carryover(code)
                        if source is not None:
                            yield (source, Origin.CARRYOVER), amount
                    elif column.source:
                        known = self._known_of(code, column.source)
                        yield (column.source, Origin.CURRENT), amount - known

    def _known_of(self, code: str, source: Source) -> int:
        wanted = (source, Origin.CURRENT)
        return sum(it for key, it in self.found.items() if key[0] == code and key[2:] == wanted)

    def _source_of_carryover(self, code: str) -> Source | None:
        """The one source of what is carried over in a class of 科目: as 财政拨款收支总表 has it."""
        for table in self.tables:
            if table.about is About.CARRYOVER and len(only := _sources_of(table)) == 1:
                return only[0]
        above = {table.about: table for table in self.tables}
        whole, spending = above.get(About.APPROPRIATION), above.get(About.SPENDING)
        name = (
            next((it.name for it in spending.coded if it.code == code[:3]), "") if spending else ""
        )
        if whole is None or not name:
            return None
        rows = [it for it in whole.rows if it.name.rpartition("、")[2] == name]
        beyond = [
            column.source
            for row in rows
            for column in whole.columns
            if column.source and self._is_beyond(row, column, code[:3], whole.tolerance)
        ]
        return beyond[0] if len(beyond) == 1 else None

    def _is_beyond(self, row: BudgetRow, column: AmountColumn, above: str, tolerance: int) -> bool:
        """Whether a class has more of a source than this year's lines, over the rounding of all."""
        lines = [
            amount
            for (code, _, source, origin), amount in self.found.items()
            if code.startswith(above) and source is column.source and origin is Origin.CURRENT
        ]
        left = row.amounts.get(column.column, 0) - sum(lines)
        return left > tolerance * (len(lines) + 2)


def _by_nature(table: BudgetTable, row: BudgetRow) -> dict[Nature, int]:
    found: dict[Nature, int] = defaultdict(int)
    for column in table.columns:
        if column.nature and row.amounts.get(column.column):
            found[column.nature] += row.amounts[column.column]
    return dict(found)


def _sources_of(table: BudgetTable) -> list[Source]:
    """The sources of which a table has any money."""
    return list(
        dict.fromkeys(
            column.source
            for column in table.columns
            if column.source and any(row.amounts.get(column.column) for row in table.rows)
        )
    )
