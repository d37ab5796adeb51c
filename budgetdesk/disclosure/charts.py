"""The charts of the narrative: what they show, and where its parts stand.

Bars, not a pie: four items of which three are zero, and corrections below zero, are then still
told. Each bar carries its amount and share, so that nothing has to be read off an axis.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from budgetdesk.disclosure.figures import Figures
from budgetdesk.disclosure.narrative import OFFICIAL_NAMES
from budgetdesk.disclosure.wording import amount_text, percent_text


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its amount in 分, and the words at its end."""

    name: str
    amount: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart under its title."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def longest(self) -> int:
        """The amount that the longest bar shows, in 分; at least 1."""
        return max([abs(bar.amount) for bar in self.bars] + [1])


def general_chart(figures: Figures) -> Chart:
    """一般公共预算当年拨款结构图: this year's 一般公共预算 by 类, the largest first."""
    ranked = sorted(figures.general_classes, key=lambda item: -item[1])
    return _chart("一般公共预算当年拨款结构图", ranked)


def official_chart(figures: Figures) -> Chart:
    """三公经费分布图: the four items of “三公”经费 in their official order."""
    items = [(name, figures.official[key]) for key, name in OFFICIAL_NAMES.items()]
    return _chart("三公经费分布图", items)


def _chart(title: str, items: Sequence[tuple[str, int]]) -> Chart:
    # Beside corrections the others are more than the whole: no shares then.
    whole = sum(amount for _, amount in items) if all(it >= 0 for _, it in items) else 0
    return Chart(title, tuple(Bar(name, amount, _label(amount, whole)) for name, amount in items))


def _label(amount: int, whole: int) -> str:
    percent = percent_text(amount, whole) if amount else None
    return amount_text(amount) if percent is None else f"{amount_text(amount)}  {percent}"
