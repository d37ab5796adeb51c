"""The tree of level 1 and level 2 indicators (一级、二级指标) that carries a form's third level."""

from collections.abc import Iterator
from functools import cached_property, lru_cache

from budgetdesk.domain.immutable import Remembering, immutable
from budgetdesk.domain.text import fold


@immutable
class Slot:
    """One second-level place of the form, by its full names."""

    level1: str
    level2: str


@immutable
class IndicatorTree(Remembering):
    """Level 1 names in the form's order, each with its level 2 names in order."""

    branches: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def level1_names(self) -> tuple[str, ...]:
        """一级指标 in the form's order."""
        return tuple(level1 for level1, _ in self.branches)

    def level2_names(self, level1: str) -> tuple[str, ...]:
        """二级指标 below a level 1 name, however that is written; () where there is none."""
        wanted = bare(level1)
        return next((names for name, names in self.branches if bare(name) == wanted), ())

    def slots(self) -> Iterator[Slot]:
        """Every second-level place, in the form's order."""
        for level1, names in self.branches:
            for level2 in names:
                yield Slot(level1, level2)

    def find(self, level1: str, level2: str) -> Slot | None:
        """The slot of two names as written; the suffix 指标 (or 指) and blanks don't count.

        A blank level 1 is enough where the level 2 name is the only one of its kind.
        """
        return self._by_bare_names.get((bare(level1), bare(level2)))

    @cached_property
    def _by_bare_names(self) -> dict[tuple[str, str], Slot]:
        slots = list(self.slots())
        level2_names = [bare(slot.level2) for slot in slots]
        index = {(bare(slot.level1), bare(slot.level2)): slot for slot in slots}
        for slot, level2 in zip(slots, level2_names, strict=True):
            if level2_names.count(level2) == 1:
                index.setdefault(("", level2), slot)
        return index


@lru_cache(maxsize=1024)  # a form asks for the same few names for each of its rows
def bare(name: str) -> str:
    """A level 1 or 2 name without blanks and without its suffix 指标, whole or cut short."""
    return fold(name).removesuffix("指标").removesuffix("指")


# 财预〔2015〕88号
OLD_TREE = IndicatorTree(
    (
        ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
        ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
        ("满意度指标", ("服务对象满意度指标",)),
    )
)

# 财预〔2021〕101号
NEW_TREE = IndicatorTree(
    (
        ("成本指标", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
        ("产出指标", ("数量指标", "质量指标", "时效指标")),
        ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标")),
        ("满意度指标", ("服务对象满意度指标",)),
    )
)
