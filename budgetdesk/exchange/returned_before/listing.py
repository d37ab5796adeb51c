"""退回过的意见 as a list: what holds for a book now, with who said it when."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.money import with_thousands
from budgetdesk.domain.return_remarks import WISH_LABELS
from budgetdesk.exchange.returned_before.told_again import ToldAgain
from budgetdesk.forms.listing import ColumnKind, ListedColumn


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A lesson that holds, as a line of a list."""

    number: int
    told: ToldAgain

    @property
    def key(self) -> Hashable:
        """The remark."""
        return self.told.lesson.remark.id

    @property
    def now(self) -> str:
        """What stands there, an amount with its thousands set apart."""
        is_amount = field_of(self.told.ref).kind.is_money
        return with_thousands(self.told.now) if is_amount else self.told.now


TOLD_AGAIN: tuple[ListedColumn[ToldLine], ...] = (
    ListedColumn("序号", 3.2, lambda it: str(it.number), ColumnKind.SHORT),
    ListedColumn("表", 10, lambda it: it.told.lesson.remark.place.form),
    ListedColumn("位置", 11, lambda it: it.told.lesson.remark.place.in_words),
    ListedColumn("现在的内容", 11, lambda it: it.now),
    ListedColumn("当时的意见", 18, lambda it: it.told.lesson.remark.words),
    ListedColumn("谁、何时", 13, lambda it: it.told.lesson.said),
    ListedColumn("要求", 4, lambda it: WISH_LABELS[it.told.lesson.remark.wish], ColumnKind.SHORT),
    ListedColumn("当时的答复", 9, lambda it: it.told.lesson.remark.answered),
    ListedColumn("提醒", 4, lambda it: "不再" if it.told.lesson.off else "", ColumnKind.SHORT),
)
"""The columns, in the window."""


def told_as_lines(told: Sequence[ToldAgain]) -> list[ToldLine]:
    """What holds as lines, numbered."""
    return [ToldLine(number, it) for number, it in enumerate(told, start=1)]
