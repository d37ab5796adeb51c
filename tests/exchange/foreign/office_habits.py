"""Layouts of one form as many offices have it: the same project, said in another way each.

Each gives rows as `kinds_of_files` takes them. What a habit says otherwise than the project's
plain content stands in `SAID`, what it doesn't say in `UNSAID`.
"""

from collections.abc import Callable, Mapping

from tests.exchange.foreign.kinds_of_files import Rows

NAME, OFFICE, UNIT = "农村饮水安全巩固提升工程", "某县水务局", "某县供水服务中心"
TEXTS = {
    "overview": "对全县12个乡镇的86处集中供水工程进行维修养护，更换老化管网35.6公里。",
    "basis": "《某县农村饮水安全工程管理办法》（某政发〔2023〕12号）",
    "necessity": "部分管网使用超过15年，漏损率高，群众反映较多。",
    "safeguards": "成立工作专班，实行周调度、月通报。",
    "plan": "3月完成招标；4月至10月施工；11月验收。",
}
GOAL = "完成86处工程维修，3.2万人饮水安全得到保障。"
MONEY = {"total": "3456700", "central": "1200000", "provincial": "800000", "local": "1456700"}
LEVELS = (
    ("产出指标", "数量指标", "维修供水工程数量", "≥86处"),
    ("产出指标", "数量指标", "更换管网长度", "35.6公里"),
    ("产出指标", "质量指标", "工程验收合格率", "100%"),
    ("产出指标", "时效指标", "完工时间", "2025年10月底前"),
    ("产出指标", "成本指标", "工程总成本", "≤345.67万元"),
    ("效益指标", "社会效益指标", "受益人口", "≥3.2万人"),
    ("效益指标", "生态效益指标", "管网漏损率", "≤12%"),
    ("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥95%"),
)
Row = tuple[str, str, str, str]


def head() -> Rows:
    return [
        ["项目支出绩效目标申报表", ">", ">", ">", ">", ">"],
        ["项目名称", NAME, ">", ">", ">", ">"],
        ["主管部门", OFFICE, ">", "实施单位", UNIT, ">"],
    ]


def money(amounts: Mapping[str, str] = MONEY, unit: str = "元") -> Rows:
    return [
        [f"项目资金（{unit}）", "年度资金总额", amounts["total"], ">", ">", ">"],
        ["^", "其中：中央财政资金", amounts["central"], ">", ">", ">"],
        ["^", "省级财政资金", amounts["provincial"], ">", ">", ">"],
        ["^", "县级财政资金", amounts["local"], ">", ">", ">"],
    ]


def texts(labels: Mapping[str, str] | None = None) -> Rows:
    named = labels or {
        "overview": "项目概况",
        "basis": "立项依据",
        "necessity": "项目设立必要性",
        "safeguards": "保证项目实施的制度、措施",
        "plan": "项目实施计划",
    }
    return [[label, TEXTS[path], ">", ">", ">", ">"] for path, label in named.items()]


def goal(label: str = "年度目标") -> Rows:
    return [[label, GOAL, ">", ">", ">", ">"]]


def indicators(rows: tuple[Row, ...] = LEVELS, *, merged: bool = True, side: bool = False) -> Rows:
    """Six columns: perhaps 绩效指标 beside it, else the name is wider."""
    found: Rows = [["一级指标", "二级指标", "三级指标", ">", ">", "指标值"]]
    if side:
        found = [["绩效指标", "一级指标", "二级指标", "三级指标", ">", "指标值"]]
    above = ("", "")
    for level1, level2, name, target in rows:
        first = "^" if merged and level1 == above[0] else level1
        second = "^" if merged and (level1, level2) == above else level2
        line = [first, second, name, ">", ">", target]
        found.append(["^", first, second, name, ">", target] if side else line)
        above = (level1, level2)
    return found


def plain() -> Rows:
    return [*head(), *money(), *texts(), *goal(), *indicators()]


def repeated_levels() -> Rows:
    return [*head(), *money(), *texts(), *goal(), *indicators(merged=False)]


def beside() -> Rows:
    return [*head(), *money(), *texts(), *goal(), *indicators(side=True)]


def other_words() -> Rows:
    named = {
        "overview": "项目简介",
        "basis": "政策依据",
        "necessity": "必要性",
        "safeguards": "保障措施",
        "plan": "实施计划",
    }
    return [
        ["2025年度部门预算项目绩效目标表", ">", ">", ">", ">", ">"],
        ["项目（政策）名称", NAME, ">", ">", ">", ">"],
        ["预算主管部门", OFFICE, ">", "项目承担单位", UNIT, ">"],
        ["资金情况（元）", "项目资金总额", MONEY["total"], ">", ">", ">"],
        ["^", "中央补助", MONEY["central"], ">", ">", ">"],
        ["^", "省级补助", MONEY["provincial"], ">", ">", ">"],
        ["^", "县级资金", MONEY["local"], ">", ">", ">"],
        *texts(named),
        *goal("年度绩效总目标"),
        ["指标类别", "指标类型", "指标内容", ">", ">", "目标值"],
        *indicators(merged=False)[1:],
    ]


def broken_labels() -> Rows:
    rows = plain()
    for row in rows[1:]:
        if row[0] not in (">", "^") and len(row[0]) > 3:
            row[0] = row[0][:2] + "\n" + row[0][2:]
    return rows


def spaced_labels() -> Rows:
    rows = plain()
    for row in rows[1:]:
        if row[0] not in (">", "^"):
            row[0] = " ".join(row[0])
    return rows


def standing_labels() -> Rows:
    """绩效指标 and money written downwards, a letter a line."""
    rows = [*head(), *money(), *texts(), *goal(), *indicators(side=True)]
    for row in rows:
        if row[0] in ("绩效指标", "项目资金（元）"):
            row[0] = "\n".join(row[0])
    return rows


def wide_digits() -> Rows:
    wide = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
    rows = plain()
    return [[it.translate(wide) if number > 2 else it for it in row]
            for number, row in enumerate(rows)]  # fmt: skip


def labels_above() -> Rows:
    """Headings over values for what a form asks first."""
    return [
        ["项目支出绩效目标申报表", ">", ">", ">", ">", ">"],
        ["项目名称", ">", "主管部门", ">", "实施单位", ">"],
        [NAME, ">", OFFICE, ">", UNIT, ">"],
        ["年度资金总额（元）", ">", "其中：中央财政资金（元）", "省级财政资金（元）",
         "县级财政资金（元）", ">"],
        [MONEY["total"], ">", MONEY["central"], MONEY["provincial"], MONEY["local"], ">"],
        *texts(), *goal(), *indicators(),
    ]  # fmt: skip


def money_in_a_row() -> Rows:
    return [
        *head(),
        ["资金总额（元）", MONEY["total"], "中央财政资金", MONEY["central"],
         "省级财政资金", MONEY["provincial"]],
        ["县级财政资金", MONEY["local"], ">", ">", ">", ">"],
        *texts(), *goal(), *indicators(),
    ]  # fmt: skip


def money_by_source() -> Rows:
    return [
        *head(),
        ["资金来源", ">", "金额（万元）", ">", ">", ">"],
        ["合计", ">", "345.67", ">", ">", ">"],
        ["中央财政资金", ">", "120", ">", ">", ">"],
        ["省级财政资金", ">", "80", ">", ">", ">"],
        ["县级财政资金", ">", "145.67", ">", ">", ">"],
        *texts(), *goal(), *indicators(),
    ]  # fmt: skip


def in_wan() -> Rows:
    wan = {"total": "345.67", "central": "120.00", "provincial": "80.00", "local": "145.67"}
    return [*head(), *money(wan, "万元"), *texts(), *goal(), *indicators()]


def unit_behind_amounts() -> Rows:
    said = {
        "total": "345.67万元",
        "central": "120万元",
        "provincial": "80万",
        "local": "145.67万元",
    }
    return [*head(), *_without_unit(money(said)), *texts(), *goal(), *indicators()]


def signs_of_money() -> Rows:
    said = {"total": "¥3,456,700.00", "central": "1,200,000.00", "provincial": "￥800,000",
            "local": "1，456，700元"}  # fmt: skip
    return [*head(), *money(said), *texts(), *goal(), *indicators()]


def in_capitals() -> Rows:
    said = {"total": "叁佰肆拾伍万陆仟柒佰元整", "central": "壹佰贰拾万元整",
            "provincial": "捌拾万元整", "local": "壹佰肆拾伍万陆仟柒佰元整"}  # fmt: skip
    return [*head(), *_without_unit(money(said)), *texts(), *goal(), *indicators()]


def _without_unit(rows: Rows) -> Rows:
    return [[it.replace("（元）", "") for it in row] for row in rows]


def unit_above() -> Rows:
    rows = [*head(), *_without_unit(money()), *texts(), *goal(), *indicators()]
    return [rows[0], ["（2025年度）", ">", ">", "金额单位：元", ">", ">"], *rows[1:]]


def three_columns() -> Rows:
    parts = (
        ("≥", "86", "处"), ("＝", "35.6", "公里"), ("＝", "100", "%"),
        ("定性", "2025年10月底前", ""), ("≤", "345.67", "万元"), ("≥", "3.2", "万人"),
        ("≤", "12", "%"), ("≥", "95", "%"),
    )  # fmt: skip
    return [
        *head(), *money(), *texts(), *goal(),
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        *[[*row[:3], *part] for row, part in zip(LEVELS, parts, strict=True)],
    ]  # fmt: skip


def counted() -> Rows:
    """With a column of numbers, and weights."""
    rows: Rows = [["序号", "一级指标", "二级指标", "三级指标", "指标值", "备注"]]
    rows += [[f"{number}", *row, ""] for number, row in enumerate(LEVELS, 1)]
    return [*head(), *money(), *texts(), *goal(), *rows]


def words_for_signs() -> Rows:
    said = SAID["words_for_signs"]
    rows = tuple((*row[:3], it) for row, it in zip(LEVELS, said, strict=True))
    return [*head(), *money(), *texts(), *goal(), *indicators(rows)]


def text_first() -> Rows:
    """Money and texts side by side in two columns of labels."""
    return [
        *head(),
        ["年度资金总额（元）", MONEY["total"], ">", "项目概况", TEXTS["overview"], ">"],
        ["其中：中央财政资金（元）", MONEY["central"], ">", "立项依据", TEXTS["basis"], ">"],
        ["省级财政资金（元）", MONEY["provincial"], ">", "项目设立必要性", TEXTS["necessity"], ">"],
        ["县级财政资金（元）", MONEY["local"], ">", "保障措施", TEXTS["safeguards"], ">"],
        ["实施计划", TEXTS["plan"], ">", "年度目标", GOAL, ">"],
        *indicators(),
    ]  # fmt: skip


def notes_between() -> Rows:
    return [
        *head(),
        ["填报说明：金额保留两位小数，蓝色栏目必填。", ">", ">", ">", ">", ">"],
        *money(), *texts(),
        ["（请逐项填写）", ">", ">", ">", ">", ">"],
        *goal(), *indicators(),
        ["注：本表一式三份，报财政部门、主管部门、单位各一份。", ">", ">", ">", ">", ">"],
    ]  # fmt: skip


def narrow_name() -> Rows:
    """绩效指标 over all columns, levels in one column each, 指标值 before 备注."""
    rows: Rows = [["绩效指标", ">", ">", ">", ">", ">"]]
    rows.append(["一级指标", "二级指标", "三级指标", "年度指标值", "评分标准", "备注"])
    rows += [[*row, "", ""] for row in LEVELS]
    return [*head(), *money(), *texts(), *goal(), *rows]


def a_list() -> Rows:
    """A row for each indicator, the project beside it."""
    heads = [
        "单位名称",
        "项目名称",
        "预算数（元）",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
    ]
    rows: Rows = [["项目绩效目标清单", *">>>>>>>"], heads]
    for number, row in enumerate(LEVELS):
        about = [UNIT, NAME, MONEY["total"], GOAL] if not number else ["^"] * 4
        rows.append([*about, *row])
    return rows


SAID: Mapping[str, list[str]] = {
    "words_for_signs": [
        "不少于86处", "35.6公里", "100%", "2025年10月底前", "不超过345.67万元", "3.2万人以上",
        "12%以下", "不低于95%",
    ],
    "three_columns": [
        "≥86处", "=35.6公里", "=100%", "2025年10月底前", "≤345.67万元", "≥3.2万人", "≤12%", "≥95%",
    ],
}  # fmt: skip
UNSAID: Mapping[str, tuple[str, ...]] = {
    "a_list": (
        *TEXTS, "department.name",
        *(f"funding.annual.{it}" for it in ("central", "provincial", "local")),
    )
}  # fmt: skip
HABITS: Mapping[str, Callable[[], Rows]] = {
    it.__name__: it
    for it in (
        plain, repeated_levels, beside, other_words, broken_labels, spaced_labels, standing_labels,
        wide_digits, labels_above, money_in_a_row, money_by_source, in_wan, unit_behind_amounts,
        signs_of_money, in_capitals, unit_above, three_columns, counted, words_for_signs,
        text_first, notes_between, narrow_name, a_list,
    )
}  # fmt: skip
