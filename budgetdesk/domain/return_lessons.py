"""What a 退回 taught: a remark, with what stood at its place and what the unit made of it."""

import json
from dataclasses import replace

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.persons import Persons
from budgetdesk.domain.return_remarks import ReturnRemark, as_plain, from_plain


@immutable
class ReturnLesson:
    """A remark as a later book is held against it.

    `year` is the budget year of the book it was made about; `became` what stands at its place
    there since, the same as the remark's `stood` where nothing was done. `off` says that it was
    switched off.
    """

    remark: ReturnRemark
    year: int
    became: str
    off: bool = False

    @property
    def said(self) -> str:
        """Who said it when, as far as is known, and at which stage."""
        return f"{self.remark.at[:10]} {self.remark.who or '上级'}退回".strip()


def unnamed(lesson: ReturnLesson, persons: Persons) -> ReturnLesson:
    """A lesson without persons, neither who said it nor whom its texts name."""
    remark = lesson.remark
    place = replace(
        remark.place,
        form=persons.masked(remark.place.form),
        indicator=persons.masked(remark.place.indicator),
    )
    answer = remark.answer
    bare = replace(
        remark,
        place=place,
        words=persons.masked(remark.words),
        stood=persons.masked(remark.stood),
        who="",
        answer=answer and replace(answer, who="", text=persons.masked(answer.text)),
    )
    return replace(lesson, remark=bare, became=persons.masked(lesson.became))


def lesson_text(lesson: ReturnLesson) -> str:
    """A lesson as it is kept."""
    told = {"remark": as_plain(lesson.remark), "year": lesson.year, "became": lesson.became}
    return json.dumps(told, ensure_ascii=False)


def lesson_of_text(text: str, *, off: bool = False) -> ReturnLesson:
    """The lesson that was kept so.

    Raises:
        TypeError, KeyError, ValueError: it is none.
    """
    told = json.loads(text)
    return ReturnLesson(from_plain(told["remark"]), int(told["year"]), str(told["became"]), off)
