"""The questions of the review sheets, and which rules answer them: read from one list."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from budgetdesk.assets import resource
from budgetdesk.domain.immutable import immutable


@immutable
class ReviewQuestion:
    """One question: the field of the sheet that its grade is written into.

    `rules` are codes, each perhaps with a dot and the field that it must point at. `sound` says
    that finding nothing answers the question; `others` that it takes the rules of form sets.
    """

    key: str
    rules: frozenset[str]
    sound: bool
    others: bool

    @property
    def reason(self) -> str:
        """The field for what the grade rests on."""
        return f"{self.key}_reason"


@cache
def review_questions() -> tuple[ReviewQuestion, ...]:
    """All questions in the order of the sheet."""
    return tuple(
        ReviewQuestion(
            key,
            frozenset(told["rules"].split()),
            told["sound"],
            told.get("others", False),
        )
        for key, told in _read()["questions"].items()
    )


@cache
def sheet_kinds() -> Mapping[str, str]:
    """The record kind of the sheet by that of the form which it judges."""
    return dict(_read()["sheets"])


def question_of(code: str, path: str) -> ReviewQuestion | None:
    """The question that a finding of a rule at a field answers; None where it is none's."""
    known = review_questions()
    for wanted in (f"{code}.{path}", code):
        for question in known:
            if wanted in question.rules:
                return question
    return None


def question_of_others() -> ReviewQuestion:
    """The question that the rules of form sets answer."""
    return next(it for it in review_questions() if it.others)


@cache
def _read() -> dict[str, Any]:
    text = resource("review", "questions.toml").read_text(encoding="utf-8")
    told: dict[str, Any] = tomllib.loads(text)
    return told
