"""Which field a name in an expression is: by its path, its official name, or part and name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar
from unicodedata import normalize

from budgetdesk.dictionary.expressions.faults import AmbiguousNameError, UnknownNameError
from budgetdesk.dictionary.expressions.values import Steps, ValueKind
from budgetdesk.domain.text import shorten


@dataclass(frozen=True, slots=True)
class NamedField:
    """A field that expressions may read: its path, what it gives, the names it goes by.

    `always` is the number, or the steps, that a setting of the form set gives, wherever it is read.
    """

    path: str
    kind: ValueKind
    names: tuple[str, ...] = ()
    always: Decimal | Steps | None = None


class Naming:
    """The names of a record's fields, or of a row's, and of the lists that a record has."""

    def __init__(
        self, fields: Iterable[NamedField], lists: "Mapping[str, RowNaming] | None" = None
    ) -> None:
        """`lists` are by path."""
        self._fields: dict[str, list[NamedField]] = {}
        for one in fields:
            for name in {one.path, *one.names}:
                self._fields.setdefault(_folded(name), []).append(one)
        self._lists: dict[str, list[RowNaming]] = {}
        for path, rows in (lists or {}).items():
            for name in {path, *rows.names}:
                self._lists.setdefault(_folded(name), []).append(rows)

    def has(self, name: str) -> bool:
        """Whether anything goes by a name."""
        return _folded(name) in self._fields

    def field(self, name: str, place: int) -> NamedField:
        """The one field that goes by a name.

        Raises:
            UnknownNameError: none does.
            AmbiguousNameError: several do; their paths are offered.
        """
        return _only(self._fields.get(_folded(name), []), name, place, "字段")

    def rows(self, name: str, place: int) -> "RowNaming":
        """The one list that goes by a name; as `field` otherwise."""
        return _only(self._lists.get(_folded(name), []), name, place, "列表")


@dataclass(frozen=True, slots=True)
class RowNaming:
    """A list: its path, the names it goes by, and those of its rows' fields."""

    path: str
    naming: Naming
    names: tuple[str, ...] = field(default=())


_Found = TypeVar("_Found", NamedField, RowNaming)


def _only(found: list[_Found], name: str, place: int, what: str) -> _Found:
    if not found:
        raise UnknownNameError(f"没有叫「{shorten(name)}」的{what}", place)
    if len(found) > 1:
        paths = "、".join(sorted(one.path for one in found))
        raise AmbiguousNameError(f"叫「{shorten(name)}」的{what}不止一个，请写 {paths} 之一", place)
    return found[0]


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    # Python reads names in NFKC: ２ and 2 are one there.
    return normalize("NFKC", name).replace(" ", "")
