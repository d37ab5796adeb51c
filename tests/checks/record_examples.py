"""Examples of the rules that look at records of every kind, and at what the dictionary asks."""

from tests.checks.example import Examples, Fails
from tests.checks.record_building import (
    adjustment,
    asked_overall,
    asked_project,
    weighted_project,
)

_LACKING = (("村医人数 40人", ""),)
_NEW = (("", "村医人数 42人"),)

EXAMPLES: dict[str, Examples] = {
    "F01": Examples(
        failing=(
            Fails(
                adjustment(_LACKING), "changes.after", "调整后 没有填写（非 blank(调整前) 时必填）"
            ),
            Fails(asked_project(""), "poverty", "巩固脱贫成果说明 没有填写。"),
            Fails(
                asked_overall(internal_departments=None),
                "internal_departments",
                "内设职能部门数 没有填写。",
            ),
        ),
        passing=(
            adjustment(),
            adjustment(_NEW),
            adjustment(((" ", ""),)),
            adjustment((), reason="", signed=""),  # of which Q01 tells
            asked_project("成效明显。"),
            asked_overall(),
        ),
    ),
    "Q46": Examples(
        failing=(
            Fails(weighted_project("50", "30", "20"), "indicators.annual.weight", "合计 100 分"),
            Fails(weighted_project("60", "30", "0"), "indicators.annual.weight", "应大于零"),
        ),
        passing=(weighted_project("50", "30", "10"), weighted_project(), asked_project("好。")),
    ),
    "F02": Examples(
        failing=(
            Fails(adjustment(reason="调" * 31), "reason", "最多 30 字，现在是 31 字"),
            Fails(asked_project("脱" * 13), "poverty", "最多 12 字"),
            Fails(asked_overall(duties="职" * 21), "duties", "最多 20 字"),
        ),
        passing=(adjustment(reason="调" * 30), asked_project("脱" * 12), asked_overall(duties="")),
    ),
}

# Of rules whose other examples stand elsewhere.
OF_RECORDS: dict[str, Examples] = {
    "Q01": Examples(
        failing=(
            Fails(adjustment(reason=" "), "reason", "调整原因 没有填写"),
            Fails(adjustment((), reason="", signed=""), "number", "绩效目标调整表尚未填写"),
        ),
        passing=(adjustment(), adjustment(signed="")),
    ),
    "Q08": Examples(
        failing=(
            Fails(adjustment(reason="由XX单位提出"), "reason", "XX"),
            Fails(adjustment((("村医人数", "待填写"),)), "changes.after", "待填写"),
        ),
        passing=(adjustment(),),
    ),
    "Q45": Examples(
        failing=(
            Fails(
                adjustment(reason="任务增加。。"),
                "reason",
                "标点重复",
                fix="任务增加。",
                safe=True,
            ),
            Fails(adjustment((("村医😀", "村医2人"),)), "changes.before", "打印不出"),
        ),
        passing=(adjustment(),),
    ),
    "Q47": Examples(
        failing=(
            Fails(adjustment(reason="咨询电话13900000000"), "reason", "手机号码"),
            Fails(adjustment((("负责人甲", "2人"),)), "changes.before", "姓名"),
        ),
        passing=(adjustment(), adjustment(signed="张小三")),
    ),
}
