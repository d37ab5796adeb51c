"""Code catalogues of a year: function codes, economic codes and how they match, services.

How they are kept in files is told in `catalogue_tables`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from budgetdesk.assets import resource
from budgetdesk.domain.catalogue_tables import (
    CatalogueError,
    Row,
    edition_of,
    load_by_year,
    load_in_force,
)
from budgetdesk.domain.records import UnitKind
from budgetdesk.domain.text import fold_name

__all__ = ["CatalogueError"]  # raised here as well

_SERVICE = re.compile(r"[A-Z](?:[0-9]{2}){0,3}")


class CatalogueKind(StrEnum):
    """The catalogues; the value is the beginning of the file's name."""

    FUNCTION = "function"  # 支出功能分类科目
    DEPARTMENT_ECONOMIC = "department_economic"  # 部门预算支出经济分类
    GOVERNMENT_ECONOMIC = "government_economic"  # 政府预算支出经济分类
    REVENUE = "revenue"  # 收入分类科目
    PURCHASE_SERVICES = "purchase_services"  # 政府购买服务指导性目录, one for each field of office


class Attestation(StrEnum):
    """How sure an entry is: what only memory says can never be an error of the clerk's."""

    PRINTED = "A"  # in an official document, or told by the office itself
    SURE = "B"
    UNCERTAIN = "C"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One code with its official name and other names that older books print."""

    code: str
    name: str
    certainty: Attestation
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What an office's book says of a code: its name, or "" where its list has the code no more.

    A name that the year's catalogue says too is confirmed by it.
    """

    kind: CatalogueKind
    code: str
    name: str


@dataclass(frozen=True)
class Catalogue:
    """The codes of one kind and year; a code's children are the codes it begins.

    `edition` is the year whose list it is; an earlier one than `year` while that has none yet.
    """

    kind: CatalogueKind
    year: int
    entries: Mapping[str, CatalogueEntry]
    edition: int | None = None

    def name_of(self, code: str) -> str | None:
        """The official name of a code; None for one the catalogue doesn't have."""
        entry = self.entries.get(code)
        return entry.name if entry else None

    def children(self, code: str = "") -> tuple[CatalogueEntry, ...]:
        """The entries right below a code, in code order; the classes (类) for ""."""
        return self._children.get(code, ())

    def parent(self, code: str) -> CatalogueEntry | None:
        """The nearest entry above a code, also of a code the catalogue lacks; None for a class."""
        above = (self.entries.get(code[:end]) for end in range(len(code) - 1, 0, -1))
        return next((entry for entry in above if entry), None)

    def codes_named(self, name: str) -> tuple[str, ...]:
        """The codes that carry a name, old names included, whatever its width; in code order."""
        return self._codes_by_name.get(fold_name(name), ())

    def path(self, code: str) -> tuple[CatalogueEntry, ...]:
        """The entries from the class (类) down to a code, without those the catalogue lacks."""
        above = (self.entries.get(code[:end]) for end in range(1, len(code) + 1))
        return tuple(entry for entry in above if entry)

    def with_own(self, own: Iterable[OwnEntry]) -> "Catalogue":
        """The catalogue with an office's own entries of its kind; their names go first."""
        said = {each.code: each.name for each in own if each.kind is self.kind}
        if not said:
            return self
        kept = {code: entry for code, entry in self.entries.items() if said.get(code) != ""}
        added = {code: self._named(code, name) for code, name in said.items() if name}
        return replace(self, entries={**kept, **added})

    def _named(self, code: str, name: str) -> CatalogueEntry:
        known = self.entries.get(code)
        others = dict.fromkeys((known.name, *known.also)) if known else {}
        also = tuple(other for other in others if other != name)
        return CatalogueEntry(code, name, Attestation.PRINTED, also)

    @cached_property
    def _children(self) -> dict[str, tuple[CatalogueEntry, ...]]:
        below: dict[str, tuple[CatalogueEntry, ...]] = {}
        for code in sorted(self.entries):
            parent = self.parent(code)
            key = parent.code if parent else ""
            below[key] = (*below.get(key, ()), self.entries[code])
        return below

    @cached_property
    def _codes_by_name(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for code in sorted(self.entries):
            entry = self.entries[code]
            for name in {fold_name(each) for each in (entry.name, *entry.also)}:
                codes[name] = (*codes.get(name, ()), code)
        return codes


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The government code a department code maps to.

    `code` is None where units of that kind don't use the department code at all.
    """

    code: str | None
    certainty: Attestation


@dataclass(frozen=True)
class Correspondence:
    """部门 → 政府预算支出经济分类 of a year, by kind of unit."""

    year: int
    pairs: Mapping[tuple[str, UnitKind], Counterpart] = field(default_factory=dict)

    def of(self, department_code: str, unit_kind: UnitKind) -> Counterpart | None:
        """The counterpart of a department code; None where the table says nothing.

        参公 units map as administrative ones.
        """
        if unit_kind is UnitKind.CIVIL_SERVICE_LIKE:
            unit_kind = UnitKind.ADMINISTRATIVE
        return self.pairs.get((department_code, unit_kind))


@cache
def load_catalogue(kind: CatalogueKind, year: int, folder: Path | None = None) -> Catalogue:
    """The catalogue of a kind for a year, from `folder` or the bundled ones.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    path = (folder or resource("catalogues")) / f"{kind.value}.csv"
    if not path.exists():
        return Catalogue(kind, year, load_by_year(kind.value, year, folder, _code_row), year)
    edition = min(edition_of(path) or year, year)
    return Catalogue(kind, year, load_in_force(path, year, _code_row), edition)


@cache
def load_purchase_services(year: int, folder: Path | None = None) -> Mapping[str, Catalogue]:
    """政府购买服务指导性目录 of a year, by field of office (`卫生健康`) in the printed order.

    The same code stands for another service in each field.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    kind = CatalogueKind.PURCHASE_SERVICES
    fields: dict[str, dict[str, CatalogueEntry]] = {}
    for (office, code), entry in load_by_year(kind.value, year, folder, _service_row).items():
        fields.setdefault(office, {})[code] = entry
    return MappingProxyType(
        {office: Catalogue(kind, year, entries) for office, entries in fields.items()}
    )


@cache
def load_correspondence(year: int, folder: Path | None = None) -> Correspondence:
    """The correspondence of economic codes for a year.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    return Correspondence(year, load_by_year("correspondence", year, folder, _pair_row))


def _code_row(row: Row) -> tuple[str, CatalogueEntry | None]:
    code, name = row["code"], row["name"]
    if not (code.isascii() and code.isdigit()):
        raise ValueError(f"科目代码「{code}」应为数字")
    also = tuple(filter(None, row.get("former", "").split("|")))
    return code, CatalogueEntry(code, name, _certainty(row), also) if name else None


def _service_row(row: Row) -> tuple[tuple[str, str], CatalogueEntry | None]:
    code, name = row["code"], row["name"]
    if not _SERVICE.fullmatch(code):
        raise ValueError(f"服务代码「{code}」应为一个字母加 0、2、4 或 6 位数字")
    return (row["office"], code), CatalogueEntry(code, name, _certainty(row)) if name else None


def _pair_row(row: Row) -> tuple[tuple[str, UnitKind], Counterpart | None]:
    kind = row["unit_kind"]
    if kind not in {each.value for each in UnitKind}:
        raise ValueError(f"单位类型「{kind}」应为 {'、'.join(UnitKind)} 之一")
    counterpart = Counterpart(row["government"] or None, _certainty(row))
    return (row["department"], UnitKind(kind)), counterpart


def _certainty(row: Row) -> Attestation:
    letter = row["certainty"]
    if letter not in {each.value for each in Attestation}:
        raise ValueError(f"可靠程度「{letter}」应为 {'、'.join(Attestation)} 之一")
    return Attestation(letter)
