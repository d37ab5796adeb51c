"""Forms of departments and later stages as any clerk might have made them, by chance.

Columns stand in any order, some that nobody knows among them; what amounts are in is said anywhere.
"""

from collections.abc import Mapping, Sequence

from tests.exchange.foreign.clerks import COLUMNS, Clerk, Made, number_of
from tests.exchange.foreign.kinds_of_files import Rows
from tests.exchange.foreign.office_habits import NAME, OFFICE, UNIT

TITLES = {
    "self_evaluation": "项目支出绩效自评表",
    "monitoring": "项目支出绩效目标执行监控表",
    "overall": "部门整体支出绩效目标申报表",
    "overall_self_evaluation": "部门整体支出绩效自评表",
}
MONEY = {
    "self_evaluation": {"initial": "年初预算数", "full": "全年预算数", "executed": "全年执行数"},
    "monitoring": {
        "initial": "年初预算数", "executed": "1-7月执行数", "forecast": "全年预计执行数",
    },
    "overall_self_evaluation": {"initial": "年初预算数", "full": "全年预算数"},
}  # fmt: skip
ROWS = {
    "self_evaluation": {
        "total": "年度资金总额", "fiscal": "其中：当年财政拨款", "other": "其他资金",
    },
    "monitoring": {"total": "年度资金总额", "fiscal": "其中：本年一般公共预算拨款"},
    "overall_self_evaluation": {
        "total": "年度资金总额", "basic": "其中：基本支出", "project": "项目支出",
    },
}  # fmt: skip
SOURCES = (("total", "资金总额"), ("general", "其中：一般公共预算资金"), ("unit_funds", "单位资金"))
DIRECTIONS = (("total", "合计"), ("basic", "其中：基本支出"), ("project", "项目支出"))
SCORED = {"target": "年度指标值", "actual": "实际完成值", "weight": "分值", "score": "得分",
          "reason": "偏差原因分析及改进措施"}  # fmt: skip
VALUES = {
    "self_evaluation": SCORED,
    "overall_self_evaluation": SCORED,
    "monitoring": {
        "target": "年度指标值", "so_far": "1-7月执行情况", "forecast": "全年预计完成情况",
        "reason": "偏差原因", "likelihood": "完成目标可能性", "remark": "备注",
    },
    "overall": {"target": "指标值"},
}  # fmt: skip
LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))
STRANGE = ("核定数", "结余数", "佐证材料", "数据来源")


class StageClerk(Clerk):
    """Makes one form of a kind; what it says of rows is `rows.3.score`."""

    def __init__(self, kind: str, seed: int) -> None:
        super().__init__(seed)
        self._kind = kind

    def form(self) -> Made:
        """The form with all that it says."""
        rows = [*self._above(), *self._named()]
        rows += self._by_source() if self._kind == "overall" else self._amounts()
        rows += [*self._tasks(), *self._values()]
        if self._where == "below":
            rows.append(self._over(f"注：金额单位为{self._unit}。"))
        width = max(map(len, rows))
        return Made([row + [""] * (width - len(row)) for row in rows], self.said, self.beside)

    def _over(self, *cells: str) -> list[str]:
        return [*cells, *[">"] * (COLUMNS - len(cells))]

    def _above(self) -> Rows:
        rows = [self._over("附件3")] if self._seldom() else []
        behind = f"（单位：{self._unit}）" if self._where == "title" else ""
        rows.append(self._over(f"{self._chance.choice(('', '某县'))}{TITLES[self._kind]}{behind}"))
        if self._seldom():
            rows.append(self._over("2024年度"))
        if self._where == "above":
            rows.append(self._over(f"单位：{self._unit}"))
        return rows

    def _named(self) -> Rows:
        if self._kind.startswith("overall"):
            above = "" if self._kind == "overall" else "overall."
            self.said[f"{above}department.name"] = OFFICE
            return [self._over(self._label("部门名称"), OFFICE)]
        office = "project.unit.department.name"
        self.said |= {"project.name": NAME, "project.unit.name": UNIT, office: OFFICE}
        pair = self._pair(("主管部门", OFFICE), ("实施单位", UNIT))
        return [self._over(self._label("项目名称"), NAME), pair]

    def _money_text(self, path: str) -> str:
        fen = self._fen()
        self.said[path] = str(fen)
        return self._amount(number_of(fen, self._unit), self._unit)

    def _amounts(self) -> Rows:
        columns = list(MONEY[self._kind].items())
        self._chance.shuffle(columns)
        if self._seldom():
            columns.insert(self._chance.randrange(3), ("", self._chance.choice(STRANGE[:2])))
        heads = [self._in_unit(name, "each") for _, name in columns]
        rows = [[self._label(self._in_unit("项目资金", "side", "total")), "", *heads]]
        for row, name in ROWS[self._kind].items():
            line = ["^", name]
            for column, _ in columns:
                line.append(self._money_text(f"{column}_{row}") if column else self._strange())
            rows.append(line)
        return rows

    def _strange(self) -> str:
        self.beside.append(f"{len(self.beside)}7.31")
        return self.beside[-1]

    def _by_source(self) -> Rows:
        rows = [[self._in_unit("年度预算情况", "side", "total", "each"), "按资金来源划分", ">", "",
                 "按资金方向划分"]]  # fmt: skip
        for (source, name), (direction, other) in zip(SOURCES, DIRECTIONS, strict=True):
            left = ["^", name, self._money_text(f"by_source.{source}")]
            rows.append([*left, "", other, self._money_text(f"by_direction.{direction}")])
        return rows

    def _tasks(self) -> Rows:
        if self._kind != "overall_self_evaluation":
            return []
        heads = [self._in_unit(it, "each", "side", "total") for it in ("任务预算数", "任务执行数")]
        rows: Rows = [[self._label("年度主要任务"), "任务名称", "任务完成情况", *heads]]
        for number in range(2):
            above = f"listed.{number}."
            words = [f"第{number}件任务", f"完成了{number}件"]
            self.said |= {f"{above}task": words[0], f"{above}done": words[1]}
            amounts = [self._money_text(f"{above}{it}") for it in ("budget", "executed")]
            rows.append(["^", *words, *amounts])
        return rows

    def _values(self) -> Rows:
        columns = list(VALUES[self._kind].items())
        self._chance.shuffle(columns)
        if self._seldom():
            columns.insert(self._chance.randrange(2), ("", self._chance.choice(STRANGE[2:])))
        rows: Rows = [["一级指标", "二级指标", "三级指标", *(name for _, name in columns)]]
        for number, levels in enumerate(LEVELS):
            rows.append(self._row(number, levels, [role for role, _ in columns]))
        if "score" in VALUES[self._kind]:
            sums = {"weight": ("total_points", "100"), "score": ("total_score", "95.5")}
            self.said |= dict(sums.values())
            rows.append(["总分", "", "", *(sums.get(it, ("", ""))[1] for it, _ in columns)])
        return rows

    def _row(self, number: int, levels: Sequence[str], roles: Sequence[str]) -> list[str]:
        name = f"第{number}个指标"
        said: Mapping[str, str] = {
            "target": f"≥{number + 3}个", "actual": f"{number + 4}个", "so_far": f"{number + 5}个",
            "forecast": f"{number + 6}个", "weight": f"{10 + number}", "score": f"{9 + number}",
            "reason": f"原因{number}", "remark": f"说明{number}", "likelihood": "有可能",
        }  # fmt: skip
        told = {"level1": levels[0], "level2": levels[1], "name": name}
        told |= {it: said[it] for it in roles if it}
        self.said |= {f"rows.{number}.{last}": text for last, text in told.items()}
        return [*levels, name, *(said[it] if it else self._strange() for it in roles)]
