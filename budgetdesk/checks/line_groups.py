"""Ledger lines with the same fault, which is told once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.records import LedgerLine

Key = TypeVar("Key", bound=Hashable)


def grouped(faults: Iterable[tuple[Key, LedgerLine]]) -> Mapping[Key, Sequence[LedgerLine]]:
    """Lines by what is wrong with them, in the order of the ledger."""
    groups: dict[Key, list[LedgerLine]] = defaultdict(list)
    for key, line in faults:
        groups[key].append(line)
    return groups


def of_lines(lines: Sequence[LedgerLine]) -> str:
    """How many lines it is, for the end of a sentence; "" for a single one."""
    return f"（共 {len(lines)} 行）" if len(lines) > 1 else ""


def coded(case: DepartmentCase, kind: CatalogueKind, code: str) -> str:
    """A code with its name, with a blank before it as digits have it in a sentence."""
    name = case.catalogue(kind).name_of(code)
    return f" {code} {name}" if name else f" {code} "
