"""Whether a text still says what was returned, in the words of the same or a later year."""

from budgetdesk.domain.moved_years import moved
from budgetdesk.domain.return_lessons import ReturnLesson
from budgetdesk.domain.text import fold_name
from budgetdesk.suggestions.pairs import likeness

NEAR = 0.5
"""At least half of the character pairs are equal."""
_FOLDED, _SAME = 1.5, 2.0  # nearer than any two texts that differ


def closeness(text: str, before: str, year: int, later: int) -> float:
    """How near a text of a later year is to one of before, with its years moved or not.

    Returns:
        `_SAME` or `_FOLDED` for the same, else the share of equal character pairs.
    """
    said = fold_name(text)
    shapes = {moved(before, year, by).text if by else before for by in range(later - year + 1)}
    if text in shapes:
        return _SAME
    if said in map(fold_name, shapes):
        return _FOLDED
    return max(likeness(text, shape) for shape in shapes)


def still_says(lesson: ReturnLesson, text: str, year: int) -> bool:
    """Whether a text of a year's book is what was returned, or near it.

    Where the unit changed it since, only a text nearer to the old than to the new one.
    """
    before = closeness(text, lesson.remark.stood, lesson.year, year)
    if before < NEAR:
        return False
    mended = closeness(text, lesson.became, lesson.year, year)
    return (
        before > mended or closeness(lesson.became, lesson.remark.stood, lesson.year, year) == _SAME
    )
