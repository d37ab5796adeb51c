"""退回意见: what the bureau asks of a unit at a place of its forms, and what the unit answers."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.records import Unit


class RemarkWish(StrEnum):
    """What is asked for."""

    CORRECT = "correct"
    SUPPLEMENT = "supplement"
    EXPLAIN = "explain"


WISH_LABELS = {
    RemarkWish.CORRECT: "改正",
    RemarkWish.SUPPLEMENT: "补充",
    RemarkWish.EXPLAIN: "说明",
}


class RemarkTreatment(StrEnum):
    """What the unit did about a remark."""

    CHANGED = "changed"
    EXPLAINED = "explained"


TREATMENT_LABELS = {RemarkTreatment.CHANGED: "已改", RemarkTreatment.EXPLAINED: "说明"}
LEAST_ANSWER = 6  # characters, as 统计联网直报 asks of a 说明


@immutable
class RemarkPlace:
    """A field by identities that hold in every book, and by its names where those are lost.

    `record` and `row` are uuids; `row` is "" for a field that stands alone. `number` counts blank
    slots from 0.
    """

    kind: str
    record: str
    path: str
    row: str = ""
    level1: str = ""
    level2: str = ""
    number: int = 0
    department: str = ""
    unit: str = ""
    form: str = ""  # the project, or what else the form is called
    field: str = ""
    indicator: str = ""

    @property
    def in_words(self) -> str:
        """Where it is within its form."""
        return " ".join(filter(None, (self.field, self.level2, self.indicator)))

    def is_of(self, unit: Unit) -> bool:
        """Whether it is on a form of that unit, or of its department."""
        if self.unit:
            return self.unit == unit.name
        return self.department == unit.department.name


@immutable
class RemarkAnswer:
    """What the unit says to a remark; `text` may be blank where it changed the field."""

    treatment: RemarkTreatment
    text: str
    who: str
    at: str  # local time, ISO

    @property
    def in_words(self) -> str:
        """What was done, and what was said about it."""
        return "：".join(filter(None, (TREATMENT_LABELS[self.treatment], self.text)))


@immutable
class ReturnRemark:
    """One remark of the bureau.

    `code` is the rule that found it, "" where a person did. `returned` is the number of the
    退回 that carried it, 0 while it only stands noted at the bureau, `number` its place there.
    `stood` is what the field said then, as far as `LONGEST_TEXT`.
    """

    id: str
    place: RemarkPlace
    words: str
    wish: RemarkWish
    who: str
    at: str  # local time, ISO
    code: str = ""
    stage: str = ""
    returned: int = 0
    number: int = 0
    stood: str = ""
    answer: RemarkAnswer | None = None

    @property
    def is_open(self) -> bool:
        """Whether the unit has not answered yet."""
        return self.answer is None

    @property
    def answered(self) -> str:
        """The answer in words; "" while there is none."""
        return self.answer.in_words if self.answer else ""


LONGEST_TEXT = 4_000
"""Characters of any text in a remark: longer ones from outside are none."""


def as_plain(remark: ReturnRemark) -> dict[str, Any]:
    """A remark as JSON has it."""
    told = {it.name: getattr(remark, it.name) for it in fields(ReturnRemark)}
    place = {it.name: getattr(remark.place, it.name) for it in fields(RemarkPlace)}
    return {**told, "place": place, "answer": answer_as_plain(remark.answer)}


def answer_as_plain(answer: RemarkAnswer | None) -> dict[str, Any] | None:
    """An answer as JSON has it."""
    if answer is None:
        return None
    return {it.name: getattr(answer, it.name) for it in fields(RemarkAnswer)}


def from_plain(told: Mapping[str, Any]) -> ReturnRemark:
    """The remark of JSON, which may come from anybody.

    Raises:
        TypeError, KeyError, ValueError: it is none.
    """
    known = {"stood": "", **told}  # remarks were sent before they told it
    values = _typed(ReturnRemark, known, ("place", "wish", "answer"))
    if not values["id"] or not values["words"].strip():
        raise ValueError("id, words")
    place = RemarkPlace(**_typed(RemarkPlace, told["place"]))
    wish, answer = RemarkWish(told["wish"]), answer_from_plain(told.get("answer"))
    return ReturnRemark(**values, place=place, wish=wish, answer=answer)


def answer_from_plain(told: Mapping[str, Any] | None) -> RemarkAnswer | None:
    """The answer of JSON; errors as `from_plain`."""
    if told is None:
        return None
    values = _typed(RemarkAnswer, told, ("treatment",))
    return RemarkAnswer(**values, treatment=RemarkTreatment(told["treatment"]))


def sent_out(
    remarks: Iterable[ReturnRemark], returned: int, stage: str
) -> tuple[ReturnRemark, ...]:
    """Remarks as they go out with a 退回, numbered in their order."""
    return tuple(
        replace(it, returned=returned, stage=stage, number=number)
        for number, it in enumerate(remarks, start=1)
    )


def _typed(cls: type, told: Mapping[str, Any], apart: tuple[str, ...] = ()) -> dict[str, Any]:
    """The values of a record's plain fields, each of its type and no longer than anybody writes."""
    found = {}
    for each in fields(cls):
        if each.name in apart:
            continue
        value = told[each.name]
        wanted = int if each.type in (int, "int") else str
        if type(value) is not wanted or (isinstance(value, str) and len(value) > LONGEST_TEXT):
            raise TypeError(each.name)
        found[each.name] = value
    return found
