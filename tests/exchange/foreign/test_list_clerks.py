"""A list of many projects in any order of its columns: all is read where it belongs, or is told."""

from random import Random

import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import read_forms
from tests.exchange.foreign.clerks import AMOUNTS, DIGITS, number_of
from tests.exchange.foreign.kinds_of_files import Rows
from tests.exchange.foreign.test_clerks import KINDS, SET, grid_of
from tests.exchange.foreign.test_office_habits import values

LEVELS = (
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)  # fmt: skip
TARGETS = (("≥", "12", "个"), ("≤", "5", "%"), ("=", "3.5", "公里"), ("定性", "及时", ""))
OFFICES = ("某县养老中心", "某县一中", "县医院")
STRANGE = ("联系人", "上年预算数", "支付方式", "备注")
OF_PROJECT = ("unit", "name", "total", "goal")


class ListClerk:
    """Makes a list of a few projects; `said` are they by path, `beside` what nobody asks for."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._unit = self._chance.choice(tuple(DIGITS))
        self._where = self._chance.choice(("heading", "above", "title"))
        self._mode = self._chance.choice(("merged", "repeated", "blank"))
        self._parted = self._chance.random() < 0.5
        self.said: list[dict[str, str]] = []
        self.beside: list[str] = []

    def rows(self) -> Rows:
        """The list, with all around it."""
        columns = self._columns()
        over = [">"] * (len(columns) - 1)
        title = f"项目支出绩效目标清单{f'（单位：{self._unit}）' if self._where == 'title' else ''}"
        rows: Rows = [[title, *over]]
        if self._where == "above":
            rows.append([f"单位：{self._unit}", *over])
        rows.append([head for _, head in columns])
        for number in range(self._chance.randint(1, 3)):
            rows += self._project(number, [role for role, _ in columns])
        sums = {"name": "合计", "total": "999"}
        rows += [[sums.get(role, "") for role, _ in columns]] * self._chance.randrange(2)
        return [*rows, *[["注：本表一式三份。", *over]] * self._chance.randrange(2)]

    def _columns(self) -> list[tuple[str, str]]:
        chance = self._chance
        amount = chance.choice(("预算数", "预算金额", "项目资金总额"))
        behind = f"（{self._unit}）" if self._where == "heading" else ""
        own = [("unit", chance.choice(("单位名称", "预算单位", "单位"))), ("name", "项目名称"),
               ("total", f"{amount}{behind}"), ("goal", "年度目标")]  # fmt: skip
        rows = [("level1", "一级指标"), ("level2", "二级指标"), ("indicator", "三级指标"),
                ("target", "指标值")]  # fmt: skip
        if self._parted:
            rows += [("sign", "指标性质"), ("measure", "度量单位")]
        for part in (own, rows):
            if chance.random() < 0.4:
                chance.shuffle(part)
        both = [*own, *rows] if chance.random() < 0.8 else [*rows, *own]
        if chance.random() < 0.4:
            both.insert(chance.randrange(len(both)), ("", chance.choice(STRANGE)))
        return [("number", "序号"), *both] if chance.random() < 0.4 else both

    def _project(self, number: int, roles: list[str]) -> Rows:
        fen, amount = self._chance.randrange(10**9), self._chance.choice(AMOUNTS)
        told = {
            "unit": self._chance.choice(OFFICES), "name": f"第{number}号项目",
            "total": amount(number_of(fen, self._unit), self._unit), "goal": f"目标{number}",
        }  # fmt: skip
        self.said.append({
            "name": told["name"], "unit.name": told["unit"], "goals.annual": told["goal"],
            "funding.annual.total": str(fen),
        })  # fmt: skip
        rows: Rows = []
        for at, levels in enumerate(LEVELS[: self._chance.randint(1, 4)]):
            again = {"merged": "^", "blank": ""}.get(self._mode)
            if at and again is not None:
                told |= dict.fromkeys(OF_PROJECT, again)
            rows.append(self._row(at, levels, told, roles))
        return rows

    def _row(
        self, at: int, levels: tuple[str, str], told: dict[str, str], roles: list[str]
    ) -> list[str]:
        sign, value, measure = self._chance.choice(TARGETS)
        whole = f"{sign if sign != '定性' else ''}{value}{measure}"
        name = f"指标{len(self.said)}甲{at}"
        said = dict(
            zip(("level1", "level2", "name", "target"), (*levels, name, whole), strict=True)
        )
        self.said[-1] |= {f"indicators.annual.{at}.{last}": it for last, it in said.items()}
        cells = told | {
            "number": f"{at + 1}", "level1": levels[0], "level2": levels[1], "indicator": name,
            "sign": sign, "target": value if self._parted else whole, "measure": measure,
            "": f"旁{len(self.said)}{at}",
        }  # fmt: skip
        self.beside += [cells[""]] if "" in roles else []
        return [cells[it] for it in roles]


@pytest.mark.parametrize("seed", range(150))
def test_all_that_was_put_in_is_read_where_it_belongs(seed: int) -> None:
    clerk = ListClerk(seed)
    source = read_forms([grid_of(clerk.rows())], KINDS)
    assert len(source.projects) == len(clerk.said)
    told = {fold(it.cell.said) for project in source.projects for it in project.unread}
    for project, said in zip(source.projects, clerk.said, strict=True):
        found = dict(values(ProjectContents(SET, [], []).content(project)))
        found["funding.annual.total"] = str(parse_yuan(found["funding.annual.total"]))
        del found["department.name"]  # the list names none
        assert found == dict(values(said))
    assert not clerk.beside or told & set(map(fold, clerk.beside)), "of a column the first is told"


@pytest.mark.parametrize("heading", ["单位", "度量单位", "计量单位"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("below", ["个", "某县养老中心"])
def test_what_stands_below_tells_offices_from_measures(
    heading: str, below: str, *, first: bool
) -> None:
    if heading != "单位" and below != "个":
        return
    row = ["产出指标", "数量指标", "食堂", "12"]
    heads = ["一级指标", "二级指标", "三级指标", "指标值"]
    rows = [["项目名称", *heads], ["某项目", *row], ["另一项目", *row]]
    for line, cell in zip(rows, (heading, below, below), strict=True):
        line.insert(0 if first else len(line), cell)
    one, _ = read_forms([grid_of(rows)], KINDS).projects
    is_office = below != "个"
    assert one.rows[0].target == ("12" if is_office else "12个")
    assert ("unit.name" in one.fields) is is_office
