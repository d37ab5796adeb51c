"""How far a form is, and the mark that says so wherever forms are listed."""

from enum import StrEnum

from budgetdesk.domain.immutable import immutable


class Fullness(StrEnum):
    """How far the filling of a form is."""

    EMPTY = "未填"
    DRAFT = "填报中"
    COMPLETE = "已填齐"
    DONE = "填报完成"  # the clerk says so
    SUBMITTED = "已上报"  # it went upward as it stands

    @property
    def is_done(self) -> bool:
        """Whether the clerk says that it is filled in, or sent it."""
        return self in (Fullness.DONE, Fullness.SUBMITTED)


class FormMark(StrEnum):
    """What stands before a form's name: in the tree, the strip, lists and on the command line."""

    NONE = "–"  # there is no such form
    EMPTY = "○"
    DRAFT = "◐"
    FILLED = "◉"
    ERRORS = "●"
    CLEAN = "✓"
    SUBMITTED = "↑"  # of packages that went upward
    SUBMITTED_AMISS = "↑●"  # the same, with errors in it


@immutable
class Tally:
    """What 审核 still asks for in a form, or at and below a line: to mend, and to explain."""

    errors: int = 0
    unexplained: int = 0

    @property
    def gravest(self) -> int:
        """The errors or, when there are none, what is not yet explained."""
        return self.errors or self.unexplained

    @property
    def words(self) -> str:
        """The same in words."""
        parts = (("错误", self.errors), ("需说明", self.unexplained))
        told = " · ".join(f"{word} {count}" for word, count in parts if count)
        return told or "没有待处理的问题"

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.errors + other.errors, self.unexplained + other.unexplained)


def mark_of(fullness: Fullness | None, tally: Tally | None = None) -> FormMark:
    """The mark of a form, by what is filled in and by what 审核 found.

    Args:
        fullness: how far it is filled in; None where there is none.
        tally: None while nothing was checked.
    """
    if fullness is None:
        return FormMark.NONE
    if fullness is Fullness.EMPTY:
        return FormMark.EMPTY
    amiss = tally is not None and bool(tally.errors)
    if fullness is Fullness.SUBMITTED:
        return FormMark.SUBMITTED_AMISS if amiss else FormMark.SUBMITTED
    if amiss:
        return FormMark.ERRORS
    if fullness is Fullness.DRAFT:
        return FormMark.DRAFT
    return FormMark.CLEAN if tally == Tally() else FormMark.FILLED
