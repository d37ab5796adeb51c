"""What a book remembers of files that came down to it."""

import json
from dataclasses import asdict, dataclass

from budgetdesk.book.book import Book
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step

_RETURNS = "taken_returns."
_APPROVALS = "taken_approvals."


@dataclass(frozen=True, slots=True)
class TakenReturn:
    """A 退回 that was taken: which, how many times it was by then, why, who sent it and when."""

    package_id: str
    number: int
    stage: str
    note: str
    made_by: str
    made_at: str


def taken_returns(book: Book, unit_uuid: str) -> tuple[TakenReturn, ...]:
    """The returns that a unit took, in their order."""
    told = setting(book, _RETURNS + unit_uuid)
    return tuple(TakenReturn(**it) for it in json.loads(told)) if told else ()


def put_taken_return(book: Book, step: Step, unit_uuid: str, one: TakenReturn) -> None:
    """Remember one more."""
    told = [asdict(it) for it in (*taken_returns(book, unit_uuid), one)]
    put_setting(step, _RETURNS + unit_uuid, json.dumps(told, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class TakenApproval:
    """A 批复 that was taken: of which version, under which 校验码, by whom and when."""

    package_id: str
    stage: str
    version: int
    code: str
    note: str
    made_by: str
    made_at: str


def taken_approvals(book: Book, unit_uuid: str) -> tuple[TakenApproval, ...]:
    """The 批复 of a unit, in their order."""
    told = setting(book, _APPROVALS + unit_uuid)
    return tuple(TakenApproval(**it) for it in json.loads(told)) if told else ()


def put_approval(book: Book, step: Step, unit_uuid: str, one: TakenApproval) -> None:
    """Remember one more."""
    told = [asdict(it) for it in (*taken_approvals(book, unit_uuid), one)]
    put_setting(step, _APPROVALS + unit_uuid, json.dumps(told, ensure_ascii=False))
