"""What was returned before and stands so again, in words and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from budgetdesk.domain.return_remarks import WISH_LABELS, as_plain
from budgetdesk.exchange.returned_before.told_again import ToldAgain


def told_lines(told: Sequence[ToldAgain]) -> Iterator[str]:
    """To read on a console: each with who said it when; nothing where nothing is told."""
    if told:
        yield f"以前退回过、现在仍是这样的 {len(told)} 处："
    for it in told:
        place = it.lesson.remark.place
        where = " ".join(filter(None, (place.unit or place.department, place.form, place.in_words)))
        yield f"  {where}：{it.lesson.remark.words}（{said_of(it)}）"


def said_of(told: ToldAgain) -> str:
    """Who said it when, what was asked for, and what the unit answered."""
    remark = told.lesson.remark
    asked = f"{told.lesson.said}，要求{WISH_LABELS[remark.wish]}"
    return f"{asked}，当时答复：{remark.answered}" if remark.answered else asked


def told_content(told: ToldAgain) -> dict[str, Any]:
    """One of them as the report's JSON has it: the remark, its year, what stands there."""
    return {**as_plain(told.lesson.remark), "year": told.lesson.year, "now": told.now}
