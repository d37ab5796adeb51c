"""Examples of the rules on what was booked in the ledger, and on the units."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Severity
from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry
from budgetdesk.domain.records import LedgerLine, Nature, Origin, RevenueLine, Source, Unit
from tests.checks.building import overall
from tests.checks.department_building import (
    BUREAU,
    CENTRE,
    PROJECT,
    SOUND_LINES,
    UNITS,
    booked,
    department,
)
from tests.checks.example import Examples, Fails

FUNCTION, GOVERNMENT = "ledger.function_code", "ledger.government_economic"
BLANK_KINDS = tuple(replace(unit, kind=None) for unit in UNITS)
FUND = booked(BUREAU, "2120899", 54_000, project="征地补偿", source=Source.FUND)
CAPITAL = booked(BUREAU, "2230102", 20_000, project="改革", source=Source.STATE_CAPITAL)
SOUND = department()
NOTHING = booked(BUREAU, "2100101", 0, project=PROJECT)


def lines_of(unit: Unit, lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """The lines as those of another unit."""
    return [replace(line, unit=unit) for line in lines]


def beside(*lines: LedgerLine, **fields: Any) -> DepartmentCase:
    """The sound department with more lines."""
    return department([*SOUND_LINES, *lines], **fields)


def revenue(
    code: str, yuan: int, name: str = "", source: Source = Source.FUND
) -> tuple[RevenueLine, ...]:
    return (RevenueLine(BUREAU, source, code, yuan * 100, name),)


def limited(yuan: int, *lines: LedgerLine) -> DepartmentCase:
    """The sound department, whose bureau may plan so much of 一般公共预算."""
    case = beside(*lines)
    given = {"局": {Source.GENERAL: yuan * 100}}
    units = (replace(BUREAU, uuid="局"), CENTRE)
    case.office = replace(case.office, units=units, ceilings=given)
    return case


EXAMPLES: dict[str, Examples] = {
    "L09": Examples(
        failing=(
            Fails(
                limited(844_799),
                "ledger.amount",
                "一般公共预算的明细合计超过控制数",
                values=("844,800 元", "844,799 元", "1 元"),
            ),
            Fails(limited(0, booked(BUREAU, "2100101", 5, source=Source.FUND)), "ledger.amount"),
        ),
        passing=(
            SOUND,
            limited(844_800),
            limited(844_800, booked(BUREAU, "2100101", 5, origin=Origin.CARRYOVER)),
            limited(844_800, booked(CENTRE, "2100401", 9_000_000, "30201", "50502")),
            limited(844_800, booked(BUREAU, "2120899", 5, source=Source.FUND)),
        ),
    ),
    "X30": Examples(
        failing=(
            Fails(
                beside(booked(BUREAU, "2100101", 5, "30201", "50101")),
                GOVERNMENT,
                "30201 办公费不能对应 50101",
                fix="50201",
            ),
            Fails(
                beside(
                    booked(CENTRE, "2100401", 5, "30201", "50199"),
                    booked(CENTRE, "2100408", 6, "30201", "50199"),
                ),
                GOVERNMENT,
                "（共 2 行）",
                fix="50502",
            ),
            Fails(
                department(
                    [booked(BLANK_KINDS[0], "2100101", 5, "30201", "50601")], units=BLANK_KINDS
                ),
                GOVERNMENT,
                "不能对应",
                values=("50201 办公经费、50502 商品和服务支出",),
            ),
            Fails(
                beside(
                    booked(BUREAU, "2100101", 500, "30101", "50501"),
                    booked(BUREAU, "2100101", 700, "30201", "50502"),
                ),
                GOVERNMENT,
                "行政单位，有 2 行",
                fix="50101",
                severity=Severity.EXPLAIN,
                values=("50501、50502", "1,200 元"),
            ),
        ),
        passing=(
            SOUND,
            department([booked(BLANK_KINDS[0], "2100101", 5, "30101", "50501")], units=BLANK_KINDS),
            beside(booked(BUREAU, "2100101", 5, "30201")),
            beside(booked(BUREAU, "2100101", 5, None, "50501")),
            beside(booked(BUREAU, "2100101", 5, "302", "502")),
        ),
    ),
    "X31": Examples(
        failing=(
            Fails(
                department(lines_of(CENTRE, [booked(BUREAU, "2100101", 5, "30101", "50101")])),
                "tables.figure",
                "没有行政、参公单位",
            ),
            Fails(
                department([booked(BUREAU, "2100101", 5, "30101", "50501")]),
                "tables.figure",
                "没有事业单位",
            ),
        ),
        passing=(
            SOUND,
            department([booked(BLANK_KINDS[0], "2100101", 5, "30101", "50501")], units=BLANK_KINDS),
            department([]),
        ),
    ),
    "X53": Examples(
        failing=(
            Fails(
                beside(booked(BUREAU, "21004", 5, project="甲")),
                FUNCTION,
                "21004 公共卫生是款，应列到项",
                severity=Severity.ERROR,
            ),
            Fails(
                beside(
                    booked(BUREAU, "210", 5, project="甲"), booked(BUREAU, "210", 6, project="乙")
                ),
                FUNCTION,
                "是类，应列到项（共 2 行）",
                severity=Severity.ERROR,
            ),
            Fails(
                beside(booked(BUREAU, "2100101", 5, "302")),
                "ledger.department_economic",
                "应列到款",
                severity=Severity.ERROR,
            ),
            Fails(
                beside(booked(BUREAU, "2109998", 5, project="甲")),
                FUNCTION,
                "目录中没有功能科目",
                severity=Severity.ERROR,
            ),
            Fails(
                beside(booked(BUREAU, "2100101", 5, "30201", "50299999")),
                GOVERNMENT,
                "50299999",
                severity=Severity.ERROR,
            ),
            Fails(
                beside(FUND, revenue=revenue("1030199901", 54_000)),
                "revenue.revenue_code",
                "目录中没有收入科目",
                severity=Severity.ERROR,
            ),
            Fails(
                beside(FUND, revenue=revenue("1030148", 54_000, "土地收入")),
                "revenue.revenue_code",
                "名称与目录不同",
                values=("土地收入", "国有土地使用权出让收入"),
            ),
            Fails(
                beside(
                    FUND,
                    revenue=(
                        *revenue("1030199901", 4_000, "甲收入"),
                        *revenue("1030199901", 50_000, "乙收入"),
                    ),
                ),
                "revenue.revenue_code",
                "两个名称",
                values=("乙收入", "甲收入"),
            ),
        ),
        passing=(
            SOUND,
            beside(
                booked(BUREAU, "2109998", 5, project="甲"),
                own=(OwnEntry(CatalogueKind.FUNCTION, "2109998", "其他卫生健康"),),
            ),
            beside(FUND, revenue=revenue("1030148", 54_000, "国有土地使用权出让收入")),
            beside(FUND, revenue=revenue("1030199901", 54_000, "甲收入")),
        ),
    ),
    "X55": Examples(
        failing=(
            Fails(
                department(overall=overall(subordinate_units=5)),
                "subordinate_units",
                "不等",
                values=("6 个", "2 个"),
            ),
            Fails(
                department(lines_of(CENTRE, [booked(BUREAU, "2100101", 5, "30201", "50201")])),
                "tables.figure",
                "是事业单位",
            ),
        ),
        passing=(
            SOUND,
            department(overall=overall(subordinate_units=1)),
            department(overall=overall(subordinate_units=None)),
            department([], overall=overall(subordinate_units=4)),
        ),
    ),
    "L01": Examples(
        failing=(
            Fails(beside(booked(BUREAU, "", 5, "30201", "50201")), FUNCTION, "没有填写功能科目。"),
            Fails(beside(booked(BUREAU, "2100101", 5, project="")), "ledger.project", "项目名称"),
            Fails(
                beside(booked(BUREAU, "2100101", 0, "30201", "50201")),
                "ledger.amount",
                "金额",
                severity=Severity.EXPLAIN,
            ),
            Fails(beside(booked(BUREAU, "", 0, project="")), FUNCTION, "功能科目、项目名称、金额"),
        ),
        passing=(SOUND,),
    ),
    "L02": Examples(
        failing=(
            Fails(
                beside(replace(booked(BUREAU, "2100101", 5, project="甲"), nature=Nature.BASIC)),
                "ledger.project",
                "「甲」",
                fix="项目支出",
            ),
        ),
        passing=(SOUND, beside(booked(BUREAU, "2100101", 5, project="甲"))),
    ),
    "L03": Examples(
        failing=(
            Fails(
                beside(booked(BUREAU, "2100101", 5), booked(BUREAU, "2100101", 6, None, "50201")),
                "ledger.department_economic",
                "部门经济科目（共 2 行）",
                values=("11 元",),
            ),
            Fails(beside(booked(CENTRE, "2100401", 5, "30201")), GOVERNMENT, "政府经济科目"),
        ),
        passing=(
            SOUND,
            beside(booked(BUREAU, "2100101", 5, origin=Origin.CARRYOVER)),
            beside(booked(BUREAU, "2100101", 5, source=Source.UNIT_FUNDS)),
            beside(booked(BUREAU, "2100101", 5, project="甲")),
        ),
    ),
    "L04": Examples(
        failing=(
            Fails(beside(FUND), "tables.figure", "表7", values=("54,000 元",)),
            Fails(
                beside(FUND, revenue=revenue("1030148", 60_000)),
                "tables.figure",
                "比预算明细多",
                values=("6,000 元",),
            ),
            Fails(beside(CAPITAL), "tables.figure", "表9", values=("20,000 元",)),
        ),
        passing=(
            SOUND,
            beside(FUND, revenue=revenue("1030148", 54_000)),
            beside(replace(FUND, origin=Origin.CARRYOVER)),
        ),
    ),
    "L05": Examples(
        failing=(
            Fails(
                beside(booked(BUREAU, "2100101", -5, "30201", "50201")), "ledger.amount", "-5 元"
            ),
            Fails(
                beside(FUND, revenue=revenue("1030148", -54_000)), "revenue.amount", "-54,000 元"
            ),
        ),
        passing=(SOUND,),
    ),
    "L06": Examples(
        failing=(
            Fails(
                beside(SOUND_LINES[0], SOUND_LINES[0]),
                "ledger.amount",
                "有 3 行",
                values=("600,000 元",),
            ),
        ),
        passing=(
            SOUND,
            beside(replace(SOUND_LINES[0], amount=5)),
            beside(replace(SOUND_LINES[0], origin=Origin.CARRYOVER)),
            beside(NOTHING, NOTHING),
        ),
    ),
    "L07": Examples(
        failing=(
            Fails(
                beside(booked(BUREAU, "2100101", 5, "30299", project="公务用车运行维护费")),
                "ledger.department_economic",
                "不是 30231",
                fix="30231",
                values=("30299", "5 元"),
            ),
            Fails(
                beside(booked(BUREAU, "2100101", 5, project="公务接待经费")),
                "ledger.department_economic",
                "不是 30217",
                fix="30217",
                values=("未填", "5 元"),
            ),
            Fails(
                beside(booked(CENTRE, "2100401", 5, None, "50502", project="因公出国培训")),
                "ledger.department_economic",
                "不是 30212",
                fix="30212",
            ),
            Fails(
                beside(booked(BUREAU, "2100101", 5, "31002", project="公务用车购置")),
                "ledger.department_economic",
                "不是 31013",
                fix="31013",
            ),
        ),
        passing=(
            SOUND,
            beside(booked(BUREAU, "2100101", 5, "30231", "50208", project="公务用车运行维护费")),
            beside(booked(BUREAU, "2100101", 5, None, "50208", project="公务用车运行维护费")),
            beside(booked(BUREAU, "2100101", 5, "30913", project="公务用车购置")),
            beside(booked(BUREAU, "2100101", 5, project="公务接待", origin=Origin.CARRYOVER)),
            beside(booked(BUREAU, "2100101", 5, project="公务接待", source=Source.UNIT_FUNDS)),
        ),
    ),
    "L08": Examples(
        failing=(
            Fails(
                department(
                    [*SOUND_LINES, booked(BUREAU, "2100799", 82_800, project="村级计生员补助")]
                ),
                "ledger.project",
                "没有这个项目的申报表",
                values=("82,800 元",),
            ),
            Fails(
                department(
                    [
                        *SOUND_LINES,
                        booked(CENTRE, "2100408", 5, project="健康素养（中央）"),
                        booked(CENTRE, "2100408", 6, project="健康素养(中央)"),
                    ]
                ),
                "ledger.project",
                "（共 2 行）",
                values=("11 元",),
            ),
        ),
        passing=(
            department(SOUND_LINES),
            department(
                [*SOUND_LINES, booked(BUREAU, "2100499", 5, project="甲", origin=Origin.CARRYOVER)]
            ),
            department(
                [
                    *SOUND_LINES,
                    booked(BUREAU, "2100499", 5, project="甲"),
                    booked(BUREAU, "2100499", -5, project="甲"),
                ]
            ),
        ),
    ),
}
