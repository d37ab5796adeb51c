"""Lists as 一体化 exports them, made of a book's projects, in the habits of many systems."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from budgetdesk.domain.records import Project
from budgetdesk.domain.target_parts import parts_of
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid

Span = tuple[int, int, int, int]


@dataclass(frozen=True)
class Line:
    """One indicator of a list."""

    level1: str
    level2: str
    name: str
    target: str


@dataclass(frozen=True)
class Listed:
    """One project of a list, its amount in 分."""

    unit: str
    name: str
    total: int | None
    goal: str
    lines: tuple[Line, ...]
    code: str = "[140123240001200]"


@dataclass(frozen=True)
class Habit:
    """How a list is written."""

    heads: tuple[str, ...] = (
        "序号", "单位名称", "项目名称", "预算数（元）", "年度目标", "一级指标", "二级指标",
        "三级指标",
        "指标性质", "指标值", "度量单位",
    )  # fmt: skip
    order: tuple[int, ...] = tuple(range(11))
    filled: str = "blank"  # what stands beside further indicators: blank, repeated, merged
    wan: bool = False
    coded: bool = False
    commas: bool = False
    padded: bool = False
    above: tuple[str, ...] = ()
    two_rows: bool = False
    split: bool = True  # the target in three columns
    shuffled: bool = False


HABITS: dict[str, Habit] = {
    "plain": Habit(),
    "repeated, in 万元, shuffled": Habit(filled="repeated", wan=True, shuffled=True),
    "merged, two header rows": Habit(
        filled="merged", two_rows=True, above=("项目支出绩效目标批复表", "单位：元")
    ),
    "columns moved and renamed": Habit(
        heads=(
            "序号", "预算单位", "项目（政策）名称", "预算金额（万元）", "总体目标", "一级指标名称",
            "二级指标名称", "指标名称", "指标符号", "目标值", "计量单位",
        ),
        order=(0, 2, 1, 5, 6, 7, 8, 9, 10, 3, 4), wan=True, filled="repeated",
    ),
    "codes, commas, blanks, one column of targets": Habit(
        coded=True, commas=True, padded=True, split=False
    ),
}  # fmt: skip


def listed(project: Project) -> Listed:
    """What a list says of a project of the book."""
    lines = tuple(
        Line(it.level1, it.level2, it.name, it.target)
        for it in project.indicators.annual
        if not it.is_blank
    )
    total = project.funding.annual.total
    return Listed(project.unit.name, project.name, total, project.goals.annual, lines)


def sheet_of(projects: Sequence[Listed], habit: Habit) -> tuple[list[list[str]], list[Span]]:
    """The rows of a sheet, and its merged cells: row, column, rows, columns."""
    return _Sheet(habit).made(projects)


@dataclass
class _Sheet:
    habit: Habit
    rows: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def made(self, projects: Sequence[Listed]) -> tuple[list[list[str]], list[Span]]:
        habit = self.habit
        self.rows += [[it] for it in habit.above]
        self._head()
        found = [*projects]
        if habit.shuffled:
            random.Random(7).shuffle(found)
        for number, one in enumerate(found, 1):
            self._project(number, one)
        return self.rows, self.spans

    def _head(self) -> None:
        habit = self.habit
        heads = [habit.heads[it] for it in habit.order]
        if habit.wan:
            heads = [it.replace("（元）", "（万元）") for it in heads]
        if not habit.split:
            heads = [it for it in heads if it not in ("指标性质", "度量单位")]
        if not habit.two_rows:
            self.rows.append(heads)
            return
        top = len(self.rows)
        of_indicator = heads.index("一级指标")
        self.rows.append(
            [*heads[:of_indicator], "绩效指标", *[""] * (len(heads) - of_indicator - 1)]
        )
        self.rows.append([*[""] * of_indicator, *heads[of_indicator:]])
        self.spans += [(top, column, 2, 1) for column in range(of_indicator)]
        self.spans.append((top, of_indicator, 1, len(heads) - of_indicator))

    def _project(self, number: int, one: Listed) -> None:
        habit, top = self.habit, len(self.rows)
        name = f"{one.code}{one.name}" if habit.coded else one.name
        head = [str(number), one.unit, name, self._amount(one.total), one.goal]
        for at, line in enumerate(one.lines or (Line("", "", "", ""),)):
            parts = parts_of(line.target)
            target = [*self._parts(*parts)] if habit.split else [line.target]
            shown = head if at == 0 or habit.filled == "repeated" else [""] * 5
            cells = [*shown, line.level1, line.level2, line.name, *target]
            if habit.padded:
                cells = [f" {it}　\n" if it else it for it in cells]
            self.rows.append([cells[it] for it in habit.order if it < len(cells)])
        if habit.filled == "merged" and len(one.lines) > 1:
            self.spans += [(top, column, len(one.lines), 1) for column in range(5)]

    def _parts(self, sign: str, value: str, unit: str) -> tuple[str, str, str]:
        if unit and not sign:
            return "=", value, unit
        return sign or ("定性" if value else ""), value, unit

    def _amount(self, fen: int | None) -> str:
        if fen is None:
            return ""
        if self.habit.wan:
            return f"{fen / 1_000_000:.6f}".rstrip("0").rstrip(".")
        return f"{fen / 100:,.2f}" if self.habit.commas else f"{fen / 100:.2f}".removesuffix(".00")


def grid_of_list(projects: Sequence[Listed], habit: Habit) -> SourceGrid:
    """The same as a reader of workbooks gives it."""
    rows, spans = sheet_of(projects, habit)
    sizes = {(row, column): (height, width) for row, column, height, width in spans}
    covered = {
        (row + down, column + right)
        for row, column, height, width in spans
        for down in range(height)
        for right in range(width)
    } - sizes.keys()
    cells = [
        SourceCell(
            row, column, text, f"{row + 1}行{column + 1}列", *sizes.get((row, column), (1, 1))
        )
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if (row, column) not in covered
    ]
    return SourceGrid("清单", tuple(cells))


def changed_line(one: Listed, at: int, line: Line | None) -> Listed:
    """A project with another line in a place, or without it."""
    lines = [*one.lines]
    lines[at : at + 1] = [] if line is None else [line]
    return replace(one, lines=tuple(lines))
