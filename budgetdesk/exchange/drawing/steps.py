"""The forms of a workbook on their way into a set: each correction is a step that can be undone."""

from collections.abc import Sequence

from budgetdesk.exchange.drawing.drawn import DrawnForm


class DrawingSteps:
    """The forms as they are now, with those before and after each step."""

    def __init__(self, forms: Sequence[DrawnForm]) -> None:
        self._states: list[tuple[DrawnForm, ...]] = [tuple(forms)]
        self._now = 0

    @property
    def forms(self) -> tuple[DrawnForm, ...]:
        """The forms with all corrections."""
        return self._states[self._now]

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is one to make again."""
        return self._now < len(self._states) - 1

    def do(self, at: int, form: DrawnForm) -> None:
        """Take a corrected form in the place of one."""
        self._states[self._now + 1 :] = [self.with_form(at, form)]
        self._now += 1

    def with_form(self, at: int, form: DrawnForm) -> tuple[DrawnForm, ...]:
        """The forms with another one in the place of one."""
        return (*self.forms[:at], form, *self.forms[at + 1 :])

    def undo(self) -> None:
        """Take the last step back."""
        self._now -= self.can_undo

    def redo(self) -> None:
        """Make it again."""
        self._now += self.can_redo
