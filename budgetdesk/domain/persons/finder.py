"""The one finder of persons: what must not stand in anything that is published."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from budgetdesk.domain.persons.addresses import MAYBE_ADDRESS, AddressKind, addresses_in
from budgetdesk.domain.persons.groups import digits_of
from budgetdesk.domain.persons.half_hidden import MAYBE_HIDDEN, half_hidden
from budgetdesk.domain.persons.labels import heads_column, heads_persons, tells_of_person
from budgetdesk.domain.persons.names import names_in, pattern_of
from budgetdesk.domain.persons.numbers import NumberKind, numbers_in
from budgetdesk.domain.persons.plain import (
    HAN_DIGITS,
    MIXED,
    RAISED_DIGITS,
    plain,
    with_likes,
)
from budgetdesk.domain.persons.telephones import MAYBE_WITHIN, within_house
from budgetdesk.domain.persons.told import names_at, told_names
from budgetdesk.domain.persons.unlabelled import unlabelled_names
from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold

MASK = "××"


class What(StrEnum):
    """What of a person a text tells."""

    NAME = "姓名"
    IDENTITY = NumberKind.IDENTITY.value
    MOBILE = NumberKind.MOBILE.value
    TELEPHONE = NumberKind.TELEPHONE.value
    CARD = NumberKind.CARD.value
    ACCOUNT = NumberKind.ACCOUNT.value
    MAIL = AddressKind.MAIL.value
    WECHAT = AddressKind.WECHAT.value
    QQ = AddressKind.QQ.value
    DOCUMENT = AddressKind.DOCUMENT.value
    PLATE = AddressKind.PLATE.value
    HOME = AddressKind.HOME.value


@dataclass(frozen=True, slots=True)
class Personal:
    """Something of a person: what it is, the very signs, and where they stand in the text."""

    what: What
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"“{fold(self.text)}”的姓名" if self.what is What.NAME else self.what.value


def _moved(it: Personal, by: int) -> Personal:
    return replace(it, start=it.start + by, end=it.end + by)


def _lead(label: str, above: str) -> str:
    """What a cell's text reads like behind: its label, else the heading of its column."""
    if label and (tells_of_person(label) or heads_persons(label)):
        return f"{label.strip().rstrip('：:')}："
    return f"{above.strip()}\t\n" if above and heads_persons(above) else ""


# What the rest takes: six digits close together, ten Chinese ones, an address' sign or word.
_MAYBE = re.compile(
    rf"\d(?:[\W_]{{0,3}}\d){{5}}|[{HAN_DIGITS}](?:[-\s]?[{HAN_DIGITS}]){{9}}"
    rf"|(?:[{RAISED_DIGITS}][-\s]?){{7}}|{MIXED}|{MAYBE_ADDRESS}|{MAYBE_HIDDEN}|{MAYBE_WITHIN}",
    re.IGNORECASE,
)


_SURE = frozenset({NumberKind.MOBILE, NumberKind.IDENTITY})


@dataclass(frozen=True)
class Persons:
    """The persons a book knows by name and telephone; finds these and whatever else is personal."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], phones: Iterable[str]) -> "Persons":
        """The persons in fields that ask for names, and for telephone numbers."""
        named = [*names]
        dialled = (plain(text) for text in (*phones, *named))
        return cls(
            frozenset(name for text in named for name in names_in(text)),
            frozenset(number for text in dialled for number in digits_of(text)),
        )

    @classmethod
    def of_projects(cls, projects: Iterable[Project]) -> "Persons":
        """Those who sign the forms of the projects."""
        signed = [(it.responsible, it.handler, it.phone) for it in projects]
        return cls.of(
            {name for *names, _ in signed for name in names if name},
            {phone for *_, phone in signed if phone},
        )

    def find(self, text: str, label: str = "", above: str = "") -> tuple[Personal, ...]:
        """Everything personal in a text, in order and without overlap.

        Args:
            text: what is looked through.
            label: what stands before it in another cell: a label makes a name of what follows.
            above: what heads its column.
        """
        lead = "" if heads_column(text) else _lead(label, above)
        found = (it for it in self._found(lead + text) if it.start >= len(lead))
        kept: list[Personal] = []
        for it in sorted(found, key=lambda it: (it.start, -it.end)):
            start = max(it.start, kept[-1].end if kept else 0)
            if start < it.end:
                kept.append(it if start == it.start else replace(it, start=start))
        return tuple(_moved(it, -len(lead)) for it in kept) if lead else tuple(kept)

    def masked(self, text: str, label: str = "", above: str = "") -> str:
        """`text` with ×× for everything personal in it."""
        while found := self.find(text, label, above):
            for it in reversed(found):
                text = text[: it.start] + MASK + text[it.end :]
        return text

    def _found(self, text: str) -> Iterator[Personal]:
        spans = [at.span() for at in self._known.finditer(text)] if self._known else []
        for start, end in (*spans, *told_names(text), *unlabelled_names(text)):
            yield Personal(What.NAME, text[start:end], start, end)
        if _MAYBE.search(text):
            yield from self._reached(text, plain(text))

    def _reached(self, text: str, even: str) -> Iterator[Personal]:
        """The numbers and addresses of a text, and the names that stand at numbers."""
        numbers = [*numbers_in(even, self.numbers)]
        for read in with_likes(even):
            numbers += [it for it in numbers_in(read) if it[2] in _SURE]
        for start, end, number in numbers:
            yield Personal(What(number.value), text[start:end], start, end)
            for first, last in names_at(text, start, end):
                yield Personal(What.NAME, text[first:last], first, last)
        for start, end in within_house(even):
            yield Personal(What.TELEPHONE, text[start:end], start, end)
        for start, end, hidden in half_hidden(even):
            yield Personal(What(hidden.value), text[start:end], start, end)
        for start, end, address in addresses_in(even):
            yield Personal(What(address.value), text[start:end], start, end)

    @cached_property
    def _known(self) -> re.Pattern[str] | None:
        """All known names at once, the longest first."""
        names = sorted(self.names, key=len, reverse=True)
        return re.compile("|".join(map(pattern_of, names)), re.IGNORECASE) if names else None
