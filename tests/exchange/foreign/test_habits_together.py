"""Several habits of offices at once in one table of indicators: all is read, or told."""

from random import Random

import pytest

from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import read_forms
from tests.exchange.foreign.kinds_of_files import Rows
from tests.exchange.foreign.office_habits import LEVELS, goal, head, money, texts
from tests.exchange.foreign.test_clerks import KINDS, SET, grid_of

BESIDE = ("备注", "评分标准", "指标解释", "数据来源", "指标值确定依据", "指标内容", "上年指标值",
          "上半年指标值", "指标说明", "绩效标准", "考核频次")  # fmt: skip
NUMBERS = ("123456789", "一二三四五六七八九", "①②③④⑤⑥⑦⑧⑨")
MARKS = ("{}.", "{}、", "（{}）")
PARTS = (
    ("≥", "86", "处"), ("＝", "35.6", "公里"), ("=", "100", "%"), ("定性", "2025年10月底前", ""),
    ("≤", "345.67", "万元"), (">=", "3.2", "万人"), ("《=", "12", "%"), ("大于等于", "95", "%"),
)  # fmt: skip
WHOLE = ("≥86处", "=35.6公里", "=100%", "2025年10月底前", "≤345.67万元", "≥3.2万人", "≤12%", "≥95%")


class TableClerk:
    """Makes one table of indicators by chance; `beside` is what nobody asks for."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self.beside: list[str] = []
        self.targets = list(WHOLE) if self._maybe() else [it[3] for it in LEVELS]
        self._parted = self.targets == list(WHOLE)
        self._points = self._chance.choice(("", "（50分）", "(10)", "\n（权重20%）"))
        numbers = self._chance.choice(NUMBERS)
        style = "{}" if numbers[0] == "①" else self._chance.choice(MARKS)
        self._marks = [style.format(it) for it in numbers]
        self._counted = [self._maybe() for _ in range(3)]
        self._merged = self._chance.choice(("^", "", None))

    def _maybe(self) -> bool:
        return self._chance.random() < 0.4

    def rows(self) -> Rows:
        """The table, perhaps with its headings repeated and notes between."""
        asked = ["level1", "level2", "name"]
        heads = ["一级指标", "二级指标", self._chance.choice(("三级指标", "指标名称"))]
        if self._parted:
            asked += ["sign", "value", "unit"]
            heads += ["计算符号", "指标值", "度量单位"]
        else:
            asked.append("target")
            heads.append(self._chance.choice(("指标值", "年度指标值", "目标值", "绩效指标值")))
        for beside in self._chance.sample(BESIDE, self._chance.choice((0, 1, 2))):
            at = self._chance.choice((3, len(asked)))
            asked.insert(at, "beside")
            heads.insert(at, beside)
        if self._maybe():
            asked.insert(0, "number")
            heads.insert(0, "序号")
        over = [">"] * (len(heads) - 1)
        rows: Rows = [["绩效指标", *over]] * self._maybe() + [heads]
        for number in range(len(LEVELS)):
            if number == 4 and self._maybe():
                rows += [heads]
            rows.append([self._cell(number, it, number == 4) for it in asked])
        return rows

    def _cell(self, number: int, role: str, again: bool) -> str:
        level1, level2, name, _ = LEVELS[number]
        before = LEVELS[number - 1] if number else ("", "")
        if role in ("level1", "level2"):
            same = level1 == before[0] if role == "level1" else (level1, level2) == before[:2]
            if same and self._merged is not None and not again:
                return self._merged
            counted = self._counted[0 if role == "level1" else 1]
            mark = self._marks[0] if counted else ""
            return f"{mark}{level1 if role == 'level1' else level2}{self._points}"
        if role == "beside":
            self.beside.append(f"旁注{len(self.beside)}甲")
            return self.beside[-1]
        sign, value, unit = PARTS[number]
        name = f"{self._marks[number]}{name}" if self._counted[2] else name
        told = {"name": name, "sign": sign, "value": value, "unit": unit,
                "number": f"{number + 1}", "target": self.targets[number]}  # fmt: skip
        return told[role]


@pytest.mark.parametrize("seed", range(80))
def test_all_that_was_put_in_is_read_where_it_belongs(seed: int) -> None:
    clerk = TableClerk(seed)
    table = clerk.rows()
    rows = [*head(), *money(), *texts(), *goal(), *table]
    width = max(map(len, rows))
    source = read_forms([grid_of([row + [""] * (width - len(row)) for row in rows])], KINDS)
    (form,) = source.projects
    ProjectContents(SET, [], []).content(form)
    read = [(it.level1, it.level2, it.name, fold(it.target)) for it in form.rows]
    assert read == [
        (*it[:3], fold(target)) for it, target in zip(LEVELS, clerk.targets, strict=True)
    ]
    assert not any(it.why for it in form.rows)
    assert set(clerk.beside) <= {it.cell.said for it in (*form.unread, *source.unread)}
