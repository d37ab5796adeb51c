"""Immutable records: like the standard library's frozen dataclasses in everything but the time."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.immutable import Remembering, immutable

T = TypeVar("T")


@immutable
class Row:
    name: str
    amount: int | None = None
    uuid: str = field(default="", compare=False)
    declared: Mapping[str, object] = field(default_factory=dict, hash=False)
    secret: str = field(default="", repr=False)
    kind: ClassVar[str] = "row"


@dataclass(frozen=True, slots=True)
class Standard:
    name: str
    amount: int | None = None
    uuid: str = field(default="", compare=False)
    declared: Mapping[str, object] = field(default_factory=dict, hash=False)
    secret: str = field(default="", repr=False)
    kind: ClassVar[str] = "row"


@immutable
class Pair(Generic[T]):
    first: T
    second: T


@immutable
class Counted(Remembering):
    names: tuple[str, ...]

    @cached_property
    def count(self) -> list[int]:
        """How many they are; a new list each time it is worked out."""
        return [len(self.names)]


class Named(Row):
    """A plain class on top of one."""

    def __init__(self) -> None:
        super().__init__("made by its own")


_SAID = st.fixed_dictionaries(
    {"name": st.text(max_size=2)},
    optional={
        "amount": st.none() | st.integers(0, 2),
        "uuid": st.text(max_size=1),
        "declared": st.dictionaries(st.sampled_from("ab"), st.integers(0, 1), max_size=1),
        "secret": st.text(max_size=1),
    },
)


@given(_SAID, _SAID)
def test_they_are_equal_hashed_and_told_as_the_standard_ones(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    ours, theirs = (Row(**one), Row(**other)), (Standard(**one), Standard(**other))
    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
    assert list(map(hash, ours)) == list(map(hash, theirs))
    assert repr(ours[0]) == repr(theirs[0]).replace("Standard", "Row")
    assert asdict(ours[0]) == asdict(theirs[0])


def test_nothing_of_one_can_be_changed() -> None:
    row = Row("a")
    with pytest.raises(FrozenInstanceError):
        row.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del row.name
    with pytest.raises(FrozenInstanceError):
        row.other = "b"  # type: ignore[attr-defined]
    assert row == Row("a")


def test_one_is_made_from_another_by_copying_and_by_pickling() -> None:
    row = Row("a", 1, uuid="u", declared={"x": [1]})
    assert replace(row, amount=2) == Row("a", 2, declared={"x": [1]})
    assert replace(row, amount=2).uuid == "u"
    for again in (copy.copy(row), copy.deepcopy(row), pickle.loads(pickle.dumps(row))):
        assert (again, again.uuid) == (row, "u")


def test_each_has_its_own_of_what_is_made_new() -> None:
    assert Row("a").declared is not Row("a").declared
    assert [it.name for it in fields(Row)] == ["name", "amount", "uuid", "declared", "secret"]


def test_one_of_another_class_is_another() -> None:
    assert Row("a") != Standard("a")
    assert Pair(1, 2) != (1, 2)
    assert Pair(1, 2) == Pair(1, 2)


def test_what_is_missing_or_unknown_is_refused() -> None:
    with pytest.raises(TypeError):
        Row()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Row("a", nothing=1)  # type: ignore[call-arg]


def test_a_plain_class_on_top_of_one_keeps_its_own_beginning() -> None:
    assert [Named().name, Named().name] == ["made by its own"] * 2


def test_their_fields_can_be_matched_by_place() -> None:
    match Pair(1, 2):
        case Pair(first, second):
            assert (first, second) == (1, 2)


def test_one_that_remembers_works_a_thing_out_once_and_is_as_unchangeable() -> None:
    counted = Counted(("a", "b"))
    assert counted.count == [2]
    assert counted.count is counted.count
    assert (counted, hash(counted)) == (Counted(("a", "b")), hash(Counted(("a", "b"))))
    assert repr(counted) == "Counted(names=('a', 'b'))"
    for again in (copy.copy(counted), pickle.loads(pickle.dumps(counted)), replace(counted)):
        assert again == counted
        assert again.count is not counted.count
    with pytest.raises(FrozenInstanceError):
        counted.names = ()  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        counted.other = 1  # type: ignore[attr-defined]
