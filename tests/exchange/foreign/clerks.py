"""One form as any clerk might have made it: marks, units, notes, further rows by chance.

Whatever is put in is known: `Made.said` by its path, `Made.beside` what no field of the set holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.exchange.foreign.kinds_of_files import Rows
from tests.exchange.foreign.office_habits import GOAL, LEVELS, NAME, OFFICE, TEXTS, UNIT

COLUMNS = 8
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
DIGITS = {"元": 2, "千元": 5, "万元": 6}  # between one of it and 分
PAYERS = {
    "central": ("其中：中央财政资金", "中央资金", "中央补助"),
    "provincial": ("省级财政资金", "省级补助"),
    "local": ("市县（区）财政资金", "县级财政资金", "本级资金"),
    "own": ("单位自筹", "自筹资金"),
    "other": ("其他资金", "其它资金"),
}
SYNONYMS = {
    "overview": ("项目概况", "项目简介", "项目基本情况"),
    "basis": ("立项依据", "政策依据", "设立依据"),
    "necessity": ("项目设立必要性", "必要性", "立项必要性"),
    "safeguards": ("保证项目实施的制度、措施", "保障措施"),
    "plan": ("项目实施计划", "实施计划", "实施进度计划"),
}
FURTHER = (
    ("项目编码", "14112425P000000123456"), ("资金用途", "购置设备若干"), ("是否政府采购", "否"),
    ("上年预算数", "8888.12"), ("评审金额", "6543.21"), ("立项年度", "2023年"),
    ("预算科目", "2080299 其他民政管理事务支出"), ("建设年限", "3年"),
)  # fmt: skip
NOTES = (
    "填报说明：金额保留两位小数，蓝色栏目必填。",
    "注：1.本表一式三份；2.数量指标不少于3条。",
    "备注：各单位于2025年1月15日前报送。",
    "说明：指标值应可量化、可考核。",
)
MARKS: Sequence[Callable[[str], str]] = (
    lambda it: it,
    lambda it: " ".join(it),
    lambda it: f"*{it}",
    lambda it: f"※ {it}",
    lambda it: f"{it}：",
    lambda it: f"三、{it}",
    lambda it: f"（二）{it}",
    lambda it: f"7.{it}",
    lambda it: it[:2] + "\n" + it[2:],
    lambda it: it.replace("（", "(").replace("）", ")"),
)
AMOUNTS: Sequence[Callable[[str, str], str]] = (
    lambda it, unit: it,
    lambda it, unit: it.translate(WIDE),
    lambda it, unit: f"￥{it}",
    lambda it, unit: f" {it} ",
    lambda it, unit: it + unit,
    lambda it, unit: _thousands(it),
    lambda it, unit: _thousands(it).translate(WIDE),
)


@dataclass(frozen=True)
class Made:
    """A form with what it says."""

    rows: Rows
    said: dict[str, str]
    beside: list[str]


def _thousands(text: str) -> str:
    whole, point, part = text.partition(".")
    return f"{int(whole):,}{point}{part}"


def number_of(fen: int, unit: str) -> str:
    """An amount of 分 in a unit of money."""
    text = str(fen).rjust(DIGITS[unit] + 1, "0")
    whole, part = text[: -DIGITS[unit]], text[-DIGITS[unit] :].rstrip("0")
    return f"{whole}.{part}" if part else whole


def _wide(*cells: str, columns: int = COLUMNS) -> list[str]:
    """The last of some cells goes on to the right edge."""
    return [*cells, *[">"] * (columns - len(cells))]


class Clerk:
    """Makes one form, by chance."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self.said: dict[str, str] = {}
        self.beside: list[str] = []
        self._label = self._chance.choice(MARKS)
        self._unit = self._chance.choice(tuple(DIGITS))
        self._amount = self._chance.choice(AMOUNTS)
        self._where = self._chance.choice(("title", "side", "total", "each", "above", "below"))

    def form(self) -> Made:
        """The form with all that it says."""
        rows = [*self._head(), *self._further(), *self._money(), *self._texts()]
        rows += [*self._notes(), *self._indicators(), *self._foot()]
        return Made(self._moved(rows), self.said, self.beside)

    def _seldom(self) -> bool:
        return self._chance.random() < 0.3

    def _in_unit(self, text: str, *where: str) -> str:
        return f"{text}（{self._unit}）" if self._where in where else text

    def _head(self) -> Rows:
        behind = f"（单位：{self._unit}）" if self._where == "title" else ""
        rows = [_wide(f"项目支出绩效目标申报表{behind}")]
        if self._seldom():
            rows.append(_wide(self._chance.choice(("2025年度", "（2025年度）", "(2025 年度)"))))
        if self._where == "above":
            rows.append(_wide(f"金额单位：{self._unit}"))
        self.said |= {"name": NAME, "unit.name": UNIT, "department.name": OFFICE}
        office = self._chance.choice((OFFICE, f"202-{OFFICE}", f"{OFFICE}（202）"))
        if office != OFFICE:
            self.said["department.code"] = "202"
        rows.append(_wide(self._label("项目名称"), NAME))
        return [*rows, self._pair(("主管部门", office), ("实施单位", UNIT))]

    def _pair(self, left: tuple[str, str], right: tuple[str, str]) -> list[str]:
        cells = [self._label(left[0]), left[1], ">", ">", self._label(right[0])]
        return _wide(*cells, right[1])

    def _further(self) -> Rows:
        if not self._seldom():
            return []
        one, other = self._chance.sample(FURTHER, 2)
        self.beside += [one[1], other[1]]
        return [self._pair(one, other)]

    def _money(self) -> Rows:
        spans = {"实施期": "implementation", "年度": "annual"}
        paid = {it: {payer: self._fen() for payer in PAYERS} for it in spans.values()}
        names = {payer: self._chance.choice(words) for payer, words in PAYERS.items()}
        line = [self._label(self._in_unit("项目资金", "side"))]
        for span, horizon in spans.items():
            label = self._in_unit(f"{span}资金总额", "total", "each")
            line += [label, self._paid(horizon, "total", sum(paid[horizon].values())), ">"]
        rows = [[*line, ""]]
        for payer, name in names.items():
            line = ["^"]
            for horizon in spans.values():
                fen = paid[horizon][payer]
                line += [self._in_unit(name, "each"), self._paid(horizon, payer, fen), ">"]
            rows.append([*line, ""])
        return rows

    def _fen(self) -> int:
        return self._chance.choice((0, 12_345_600, self._chance.randrange(10**9)))

    def _paid(self, horizon: str, payer: str, fen: int) -> str:
        self.said[f"funding.{horizon}.{payer}"] = str(fen)
        return self._amount(number_of(fen, self._unit), self._unit)

    def _texts(self) -> Rows:
        self.said |= TEXTS
        rows = [
            _wide(self._label(self._chance.choice(words)), TEXTS[path])
            for path, words in SYNONYMS.items()
        ]
        goals = [["", *_wide("实施期目标", columns=4), *_wide("年度目标", columns=3)]]
        goals += [[self._label("总体目标"), *_wide(f"三年：{GOAL}", columns=4),
                   *_wide(GOAL, columns=3)]]  # fmt: skip
        self.said |= {"goals.implementation": f"三年：{GOAL}", "goals.annual": GOAL}
        return [*rows, *goals]

    def _notes(self) -> Rows:
        if not self._seldom():
            return []
        note = self._chance.choice(NOTES)
        self.beside.append(note)
        return [self._chance.choice((_wide(note), [note, *[""] * (COLUMNS - 1)]))]

    def _indicators(self) -> Rows:
        half = ["二级指标", "三级指标", "指标值"]
        rows: Rows = [["绩效指标", "一级指标", *half, *half]]
        before = ""
        for number, (level1, level2, name, target) in enumerate(LEVELS):
            row = [level2, name, target, level2, f"当年{name}", target]
            rows.append(["^", level1 if level1 != before else "^", *row])
            before = level1
            for span, said in (("implementation", name), ("annual", f"当年{name}")):
                keys = ("level1", "level2", "name", "target")
                told = dict(zip(keys, (level1, level2, said, target), strict=True))
                self.said |= {f"indicators.{span}.{number}.{it}": told[it] for it in keys}
        return rows

    def _foot(self) -> Rows:
        rows = self._notes()
        if self._where == "below":
            rows.append(_wide(f"注：金额单位为{self._unit}。"))
        if self._seldom():
            rows.append(
                _wide("负责人：", "张某甲", "经办人：", "李某乙", "联系电话：", "03585550199")
            )
            self.said |= {"responsible": "张某甲", "handler": "李某乙", "phone": "03585550199"}
        return rows

    def _moved(self, rows: Rows) -> Rows:
        """The form with a margin left of it and above, or with a blank column within."""
        if self._seldom():
            rows = [["", *row] for row in rows]
            rows = [[""] * (COLUMNS + 1), *rows]
        if self._seldom():
            rows = [[row[0], "", *row[1:]] for row in rows]
        return rows
