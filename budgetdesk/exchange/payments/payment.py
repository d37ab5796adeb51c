"""A payment of the treasury's list, where it was placed, and why one was not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PaymentFault(Exception):  # noqa: N818 - the trade's word, as of an import
    """A list can't be taken into this book; the text is a sentence for the clerk."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of the list.

    `place` names the row to the clerk; `amount` is in 分, negative for what came back; `month` is
    ISO text (`2026-07`), "" where the list has no dates; `date` what stands there where that is
    none. `paid` is false where the list says so.
    """

    place: str
    amount: int
    project: str = ""
    code: str = ""
    unit: str = ""
    month: str = ""
    date: str = ""
    paid: bool = True


@dataclass(frozen=True, slots=True)
class PaymentList:
    """All payments of a list in its order, and what is to be told of how it was read."""

    payments: tuple[Payment, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """In 分."""
        return sum(payment.amount for payment in self.payments)


class PlacedBy(StrEnum):
    """By what a payment was placed on a project."""

    CODE = "项目代码相同"
    NAME = "名称相同"
    BARE = "名称去掉括号和标点后相同"
    LIKENESS = "名称相近"


class Unplaced(StrEnum):
    """Why a payment stands on no project."""

    NO_NAME = "没有写项目名称"
    UNKNOWN = "账套中没有这个项目"
    SEVERAL = "账套中有几个这样的项目，分不清是哪一个"
    UNIT = "账套中没有这个单位"
    LATER = "支付在截止月份之后"
    OTHER_YEAR = "不是本年度的支付"
    NO_DATE = "支付日期无法识别"
    UNPAID = "状态为没有支付"


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that only resembles that of the project its payments were placed on."""

    said: str
    project_id: int
    name: str
    amount: int
    rows: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the payments of a list stand.

    `executed` is what was paid for each project up to the period's end, by its id, in 分;
    `unplaced` every other payment with the reason: together they are the list, to the 分.
    """

    executed: Mapping[int, int]
    unplaced: tuple[tuple[Payment, Unplaced], ...]
    guesses: tuple[Guess, ...]

    @property
    def placed(self) -> int:
        """The sum of what stands on projects, in 分."""
        return sum(self.executed.values())

    @property
    def left(self) -> int:
        """The sum of what stands on none, in 分."""
        return sum(payment.amount for payment, _ in self.unplaced)
