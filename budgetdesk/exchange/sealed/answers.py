"""What a unit answered to the remarks it got, as it travels in its next package."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.return_remarks import RemarkSide, put_remark, remarks_of
from budgetdesk.book.step import Step
from budgetdesk.domain.records import Unit
from budgetdesk.domain.return_remarks import RemarkAnswer, answer_as_plain, answer_from_plain
from budgetdesk.exchange.sealed.envelope import ANSWERS, Payload

Answers = Mapping[str, RemarkAnswer]
"""Answers by the ids of the remarks they are to."""


def answers_content(book: Book, unit: Unit) -> list[dict[str, Any]]:
    """The answers of a unit so far, as JSON."""
    return [
        {"id": remark.id, "answer": answer_as_plain(remark.answer)}
        for remark in remarks_of(book, RemarkSide.GOT, unit.uuid)
        if not remark.is_open
    ]


def read_answers(payload: Payload) -> Answers:
    """The answers of a package; none in one of before they were known.

    Raises:
        TypeError, KeyError, ValueError: they are none.
    """
    found = ((str(it["id"]), answer_from_plain(it["answer"])) for it in payload.get(ANSWERS, ()))
    return {key: answer for key, answer in found if answer is not None}


def put_answers(book: Book, step: Step, unit_uuid: str, answers: Answers, *, goes_on: bool) -> None:
    """Put answers beside the remarks that the book gave to a unit; later ones stand.

    Those of a package that goes on from all that came are later, whatever the unit's clock says.
    """
    for remark in remarks_of(book, RemarkSide.GIVEN, unit_uuid) if answers else ():
        answer, before = answers.get(remark.id), remark.answer
        if answer and (before is None or before.at < answer.at or (goes_on and before != answer)):
            put_remark(step, RemarkSide.GIVEN, unit_uuid, replace(remark, answer=answer))
