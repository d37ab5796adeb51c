"""What the lines of a grid may say in one book, whichever lines they are: ledger or revenue.

`shown`, `editable` and `with_text` are a cell's text, the text to edit, and the line with another
text in that cell; what follows from a change (the government code, the project's link) is in it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, Generic, TypeVar

from budgetdesk.domain.catalogue import Catalogue, CatalogueKind, OwnEntry, load_catalogue
from budgetdesk.domain.code_search import CODE_KINDS, CodeKind
from budgetdesk.domain.code_text import code_beside_name, name_without_code
from budgetdesk.domain.money import MoneyError, parse_yuan, yuan_text
from budgetdesk.domain.records import LedgerLine, RevenueLine, Unit
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.domain.typed import TypedError

Line = LedgerLine | RevenueLine
AnyLine = TypeVar("AnyLine", LedgerLine, RevenueLine)
Column = TypeVar("Column", bound=StrEnum)
_NAMED = 6  # codes that a sentence gives
UNIT, AMOUNT = "unit", "amount"  # the columns that every kind of line has


@dataclass(frozen=True)
class LineTerms(ABC, Generic[AnyLine, Column]):
    """The units and the catalogues of the year, `own` the entries that the office added."""

    columns: ClassVar[tuple[StrEnum, ...]]
    labels: ClassVar[Mapping[Any, str]]
    catalogues: ClassVar[Mapping[Any, CatalogueKind]]  # of the columns that hold codes
    hints: ClassVar[Mapping[Any, str]]  # what a fresh line lacks, as pale words in its cells

    year: int
    units: tuple[Unit, ...] = ()
    own: tuple[OwnEntry, ...] = field(default=(), kw_only=True)

    # A cell's text

    def shown(self, line: AnyLine, column: Column) -> str:
        """A cell as the grid shows it: codes with their names, amounts in 元 with separators."""
        return self.value_text(column, getattr(line, column.value))

    def painted(self, line: AnyLine, column: Column) -> str:
        """A cell as it is painted: amounts with two decimals, so that their points align."""
        if column == AMOUNT and line.amount:
            return yuan_text(line.amount, thousands=True, decimals=True)
        return self.shown(line, column)

    def value_text(self, column: Column, value: Any) -> str:
        """A line's value in a column as the grid shows it."""
        if column in self.catalogues:
            return self.code_text(column, value)
        if column == UNIT:
            return self.unit_name(value)
        if column == AMOUNT:
            return yuan_text(value, thousands=True) if value else ""
        return self.words(column).get(value, value or "")

    def editable(self, line: AnyLine, column: Column) -> str:
        """A cell as the text to edit; `with_text` reads it back."""
        if column in self.catalogues:
            return getattr(line, column.value) or ""
        if column == AMOUNT:
            return yuan_text(line.amount) if line.amount else ""
        return self.shown(line, column)

    @abstractmethod
    def words(self, column: Column) -> Mapping[Any, str]:
        """The short list of a column; empty where it has none."""

    def unit_name(self, unit: Unit) -> str:
        """A unit's name, with its department's where two units share it."""
        return self._unit_names.get(unit.id, unit.name)

    @property
    def unit_names(self) -> list[str]:
        """The names of all units, as they are listed."""
        return [self.unit_name(unit) for unit in self.units]

    def code_text(self, column: Column, code: str | None) -> str:
        """A code with its name: `2100408 基本公共卫生服务`."""
        if not code:
            return ""
        known = self._code_texts.get((column, code))
        if known is None:
            name = self.catalogue(column).name_of(code)
            known = self._code_texts[column, code] = f"{code} {name}" if name else code
        return known

    def label(self, column: Column) -> str:
        """A column's name for sentences, without its unit of measure."""
        return self.labels[column].partition("（")[0]

    # A cell changed

    @abstractmethod
    def with_text(self, line: AnyLine, column: Column, text: str) -> AnyLine:
        """The line with another text in one cell.

        Raises:
            TypedError: the text doesn't suit the cell.
        """

    @abstractmethod
    def fresh(self, like: AnyLine | None = None, column: Column | None = None) -> AnyLine:
        """A new line, to be begun in a column.

        It repeats of another line what that says left of the column, and its short words.
        """

    def unit_named(self, text: str) -> Unit:
        """The unit a name or code stands for, a department's own office first.

        Raises:
            TypedError: the book has none.
        """
        folded = fold_name(text)
        if not folded:
            raise TypedError("单位不能为空。")
        found = self._units_by_name.get(folded) or self._unit_beside_code(text)
        if found is None:
            raise TypedError(f"账套中没有单位「{shorten(text)}」，请从列表中选择或先新建这个单位。")
        return found

    def _unit_beside_code(self, text: str) -> Unit | None:
        """The unit of `202001-永和县…`, in either order, or of a code that lost its first zero."""
        name, code = name_without_code(text), code_beside_name(text)
        found = self._units_by_name.get(fold_name(name)) if name else None
        if found is None and code and not name:
            short = [it for it in self.units if it.code and it.code.lstrip("0") == code.lstrip("0")]
            found = short[0] if len(short) == 1 else None
        return found

    # What may stand in a cell, and what is odd about it

    @abstractmethod
    def names_for(self, line: AnyLine, column: Column) -> Iterable[str]:
        """The names that may stand in a cell of a column without codes."""

    @abstractmethod
    def remark(self, line: AnyLine, column: Column) -> str:
        """What is open or odd about a cell, as one sentence; "" when nothing is."""

    def hint(self, line: AnyLine, column: Column) -> str:  # noqa: ARG002 - for those that look
        """The pale words in a blank cell that should say something; "" in any other."""
        return self.hints.get(column, "")

    def code_of(self, column: Column) -> Callable[[AnyLine], str | None]:
        """What gives a line's code in a column; None where the line names it itself."""
        return attrgetter(column.value)

    def unknown(self, line: AnyLine) -> Iterator[tuple[CatalogueKind, str]]:
        """The codes of a line that no catalogue has."""
        for column, kind in self.catalogues.items():
            code = self.code_of(column)(line)
            if code and not self.catalogue(column).name_of(code):
                yield kind, code

    # The catalogues

    def catalogue(self, column: StrEnum) -> Catalogue:
        """The catalogue of a code column."""
        return self._catalogues[column]

    def code_kind(self, column: StrEnum) -> CodeKind:
        """What the codes of a column are called, and how long they are."""
        return CODE_KINDS[self.catalogues[column]]

    @cached_property
    def _catalogues(self) -> Mapping[StrEnum, Catalogue]:
        return {
            column: load_catalogue(kind, self.year).with_own(self.own)
            for column, kind in self.catalogues.items()
        }

    @cached_property
    def _code_texts(self) -> dict[tuple[StrEnum, str], str]:
        return {}  # filled as codes are shown

    @cached_property
    def _unit_names(self) -> Mapping[int, str]:
        names = [unit.name for unit in self.units]
        return {
            unit.id: f"{unit.department.name}／{unit.name}"
            if names.count(unit.name) > 1
            else unit.name
            for unit in self.units
        }

    @cached_property
    def _units_by_name(self) -> Mapping[str, Unit]:
        # The last one counts: plain names over codes, a department's own office over others.
        own_last = sorted(self.units, key=lambda unit: unit.name == unit.department.name)
        found = {fold_name(unit.code): unit for unit in own_last if unit.code}
        found |= {fold_name(unit.name): unit for unit in own_last}
        return found | {fold_name(self.unit_name(unit)): unit for unit in self.units}


Terms = LineTerms[Any, Any]  # of lines of any kind


def amount_of(text: str) -> int:
    """The amount in 分 that a text in 元 says, 0 for a blank; TypedError where it says none."""
    try:
        return parse_yuan(text) or 0
    except MoneyError as error:
        raise TypedError(str(error)) from error


def several_codes(codes: Iterable[str], text: str) -> TypedError:
    """The refusal of a text that several codes may be meant by."""
    every = tuple(codes)
    told = "、".join(every[:_NAMED]) + (f" 等 {len(every)} 个" if len(every) > _NAMED else "")
    return TypedError(f"「{shorten(text)}」可能是 {told}，请填其中一个编码。")


def unknown_code(kind: CodeKind, code: str) -> str:
    """The remark on a code that no catalogue has."""
    return f"目录中没有{kind.name} {code}，请核对编码，或为它命名。"
