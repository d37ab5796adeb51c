"""The rules in the order that people look for them, for the manual and for lists in the program."""

from collections.abc import Iterator

from budgetdesk.checks import rules as _rules  # noqa: F401 - importing registers the rules
from budgetdesk.checks.rule import RULES, Rule
from budgetdesk.checks.rules_in_force import RulesInForce

THEMES: tuple[tuple[str, str], ...] = (
    ("填写完整", "Q01 Q02 Q08 Q09 Q10 Q11 Q12 Q13 Q34 Q40 F01 F02"),
    ("文字", "Q03 Q04 Q05 Q06 Q07 Q36 Q37 Q41 Q45 Q48"),
    ("产出指标", "Q14 Q15 Q16 Q17 Q18 Q19 Q53"),
    ("成本与资金", "Q20 Q21 Q22 Q23 Q24 Q25 Q26 Q49 Q50 Q52 X41 X42"),
    ("效益与满意度", "Q27 Q28 Q29 Q30 Q31 Q32 Q33"),
    ("前后一致", "Q35 Q38 Q39 Q42 Q46 Q51 Q54"),
    ("单位与公开", "Q43 Q44 Q47"),
    ("全过程", "S27 P04"),
    ("民生领域重大事项清单", "M01 M02 M03 M04 M05"),
    ("公开文件的情况说明", "X46 X47 X48 X49 X50 X54 N01 N02 N03 N04 N05 N06 N07 N08 N09"),
    ("与预算明细、整体表的勾稽", "X39 X40 X43 X44 X45 X51 X55"),
    ("预算明细", "L01 L02 L03 L04 L05 L06 L07 L08 L09 X30 X31 X53"),
    ("预算公开表：收支总表", "X01 X02 X03 X04 X05 X06 X07 X08 X17 X18 X19 X20 X21 X22"),
    ("预算公开表：按科目", "X09 X10 X11 X12 X13 X14 X15 X16 X23 X26 X32 X33"),
    ("预算公开表：经济科目、三公、项目、单位", "X24 X25 X27 X28 X29 X34 X35 X36 X37 X38 X52 X56"),
)


def themed(rules: RulesInForce | None = None) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Each theme with its rules, those of a form set behind the program's."""
    for theme, codes in THEMES:
        yield theme, tuple(RULES[code] for code in codes.split())
    own = rules.own.values() if rules else ()
    for theme in dict.fromkeys(rule.theme for rule in own):
        yield theme, tuple(rule for rule in own if rule.theme == theme)


def limit_label(name: str) -> str:
    """What a limit is called."""
    return _LIMITS[name]


_LIMITS = {
    "least": "至少",
    "least_percent": "至少（%）",
    "most_percent": "至多（%）",
    "most_percent_off": "相差不超过（%）",
    "loose_percent_off": "有“≥”“≤”时相差不超过（%）",
    "points": "合计（分）",
    "average_points": "平均（分）",
    "large_wan": "资金达到（万元）",
}
