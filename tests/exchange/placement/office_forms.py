"""The forms whose worksheets were copied in LibreOffice for the fixtures.

    PYTHONPATH=. python tests/exchange/placement/office_forms.py WORKBOOK

writes the workbook; `fixtures/README.md` tells the rest.
"""

import sys
from pathlib import Path

from budgetdesk.domain.records import (
    Department,
    Funding,
    Horizon,
    Indicator,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.excel import write_workbook

SETS = ("yonghe-2024", "taiyuan-2023", "jincheng-chengqu-2025")
_TALL = (
    "对离岗的老年村医按工龄发放退养补助，逐人核实身份和工龄，名单公示后按月打入本人账户。\n" * 40
)


def _rows(first_id: int, mark: str) -> tuple[Indicator, ...]:
    texts = [
        ("产出指标", "数量指标", f"享受补助村医人数{mark}", "≥127人"),
        ("产出指标", "数量指标", f"发放批次{mark}", "12批"),
        ("产出指标", "质量指标", f"发放准确率{mark}", "100%"),
        ("产出指标", "时效指标", f"按月发放{mark}", "每月10日前"),
        ("效益指标", "社会效益指标", f"“村医队伍”稳定{mark}\n（含离岗人员）", "提高"),
        ("满意度指标", "服务对象满意度指标", f"村医满意度{mark}", "≥95%"),
    ]
    if mark:
        texts.insert(1, ("产出指标", "数量指标", "覆盖乡镇", "7个"))
    return tuple(Indicator(*row, id=first_id + n) for n, row in enumerate(texts))


def office_project(form_set: str) -> Project:
    """A project with a paragraph taller than a row of Excel, merged cells and unlike halves."""
    two = Horizon.IMPLEMENTATION in load_form_set(form_set).horizons
    money = Funding(507_221_950, 507_221_950, 0, None, 0, None)
    return Project(
        name="老年村医退养补助",
        unit=Unit("永和县医疗集团", Department("202", "永和县卫生健康和体育局", 1), id=1),
        attribute="经常性项目",
        period="1年" if two else None,
        funding=PerHorizon(money if two else None, money),
        overview=_TALL.strip(),
        basis="",
        necessity="　　村医是农村卫生的“网底”。\n退养补助稳住了队伍。",
        safeguards="制度健全\t措施到位",
        plan="1.一季度核实。\n2.按月发放。",
        goals=PerHorizon(_TALL[:900] if two else None, "全年按月发放，\n不漏一人。"),
        indicators=PerHorizon(_rows(100, "") if two else None, _rows(200, "（年度）")),
        filed_at="20240122161853",
        id=1,
    )


def printed(form_set: str, project: Project | None = None) -> Sheet:
    """A project's form as it is exported."""
    loaded = load_form_set(form_set)
    record = project or office_project(form_set)
    return lay_out(loaded.form(RecordKind.PROJECT), record, loaded.fiscal_year)


def on_screen(form_set: str, project: Project) -> Sheet:
    """A project's form as it is edited."""
    loaded = load_form_set(form_set)
    form = loaded.form(RecordKind.PROJECT)
    return lay_out(form, project, loaded.fiscal_year, every_slot=True)


if __name__ == "__main__":
    write_workbook(Path(sys.argv[1]), [printed(name) for name in SETS], "夹具")
