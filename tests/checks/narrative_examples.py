"""Examples of the rules on the document's text and on what was filled in for it."""

from collections.abc import Mapping
from functools import cache

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Severity
from budgetdesk.dictionary.entries import ENTRIES, VEHICLE_USES
from budgetdesk.domain.disclosure import EntryValue, OwnParagraph
from tests.checks.department_building import department
from tests.checks.example import Examples, Fails

WAN = 1_000_000
TEXT = "paragraphs.text"
SOUND: dict[str, EntryValue] = {
    "duties": "执行卫生健康和体育工作的法律法规。",
    "structure": "内设四个股室。",
    "published_on": "2024年4月18日",
    "last_total": 120 * WAN,
    "last_general": 110 * WAN,
    "last_abroad": 0,
    "last_reception": 0,
    "last_vehicle_purchase": 0,
    "last_vehicle_operation": 2 * WAN,
    "last_operating": 4_800_000,
    "reason_total": "上级提前下达的专项增加",
    "reason_general": "专项增加",
    "reason_vehicle_operation": "封存一辆车",
    "purchase_goods": 0,
    "purchase_works": 0,
    "purchase_services": 3 * WAN,
    "assets_on": "2023年12月31日",
    "vehicle_quota": 3,
    **dict.fromkeys(VEHICLE_USES, 0),
    "vehicle_emergency": 2,
    "equipment_general": 0,
    "equipment_special": 0,
    "office_area": "600",
    "service_catalogue": "按《山西省部门政府购买服务指导性目录》（晋财综〔2021〕43号）执行。",
}  # fmt: skip


def told(
    changed: Mapping[str, EntryValue | None] | None = None, *paragraphs: OwnParagraph
) -> DepartmentCase:
    """A department that told everything; some entries otherwise, None where it didn't."""
    entries = SOUND | dict(changed or {})
    return department(
        entries={key: value for key, value in entries.items() if value is not None},
        paragraphs=paragraphs,
    )


@cache
def drafts() -> dict[str, str]:
    return {it.key: it.drafted for it in told().document.paragraphs}


def own(key: str, old: str = "", new: str = "", text: str = "") -> DepartmentCase:
    """The department with one paragraph rewritten: something of its draft, or all of it."""
    draft = drafts()[key]
    assert old in draft
    return told({}, OwnParagraph(key, text or draft.replace(old, new), draft))


def mended(key: str, **changes: str) -> str:
    (old, new) = changes["old"], changes["new"]
    return drafts()[key].replace(old, new)


GENERAL, SPENT = "一般公共规模", "支出构成"
GROWN = "比上年增加21.88万元，增长19.89%，主要原因是专项增加"

EXAMPLES: dict[str, Examples] = {
    "X46": Examples(
        failing=(
            Fails(
                own(SPENT, "基本支出116.40万元", "基本支出161.40万元"),
                TEXT,
                "基本支出161.40万元与报表不符",
                fix=drafts()[SPENT],
                severity=Severity.ERROR,
                values=("161.40万元", "116.40万元"),
            ),
            # Another item's amount, which the document has, but not of this.
            Fails(
                own(SPENT, "项目支出16.18万元", "项目支出15.48万元"),
                TEXT,
                "与报表不符",
                fix=drafts()[SPENT],
                severity=Severity.ERROR,
            ),
            Fails(
                own("财政拨款支出", text="财政拨款支出主要用于9.61万元的社保和其他。"),
                TEXT,
                "9.61万元与表中的数都不相同",
                fix="",
            ),
            Fails(
                told({}, OwnParagraph("其他", "没有其他说明。", "")),
                TEXT,
                "改写以后数据有变动",
                fix="",
                severity=Severity.NOTICE,
            ),
        ),
        passing=(
            told(),
            own(SPENT, text="支出预算132.58万元，其中：基本支出116.4万元，项目支出16.18万元。"),
            own("收入构成", text="本年收入131.88万元，上年结转0.7万元。"),
            own(GENERAL, text="一般公共预算当年支出131.88万元，主要原因是提前下达12.34万元。"),
            own("设备", "有单价", "占有使用单价"),
        ),
    ),
    "X47": Examples(
        failing=(
            Fails(
                own(GENERAL, GROWN, "比上年增加131.88万元，原因是专项增加"),
                TEXT,
                "增减额131.88万元等于本年的数",
                fix=mended(GENERAL, old=GROWN, new="比上年增加21.88万元，原因是专项增加"),
                severity=Severity.ERROR,
                values=("增加131.88万元", "增加21.88万元"),
            ),
            Fails(
                own(GENERAL, "增加21.88万元，增长19.89%", "增加12.88万元，增长19.89%"),
                TEXT,
                "不是本年数与上年数的差",
                fix=drafts()[GENERAL],
                severity=Severity.ERROR,
            ),
            Fails(
                own(GENERAL, GROWN, "比上年减少21.88万元，原因是专项减少"),
                TEXT,
                "应是增加21.88万元",
                fix=mended(GENERAL, old=GROWN, new="比上年增加21.88万元，原因是专项减少"),
                severity=Severity.ERROR,
            ),
            Fails(
                own(GENERAL, "19.89%", "18.89%"),
                TEXT,
                "18.89%与报表不符",
                fix=drafts()[GENERAL],
                severity=Severity.ERROR,
            ),
            Fails(
                own(GENERAL, "，主要原因是专项增加", ""), TEXT, "请说明原因", fix=""
            ),
            Fails(
                told({"reason_total": None}),
                "entries.reason_total",
                "收支总计比上年增加12.58万元，请填写变动原因",
                values=("132.58万元", "120.00万元"),
            ),
            Fails(
                told({"reason_operating": "人员减少"}),
                "entries.reason_operating",
                "与上年持平",
                fix="",
                severity=Severity.NOTICE,
            ),
            Fails(told({"last_total": 0}), "entries.last_total", "填的是零"),
            Fails(told({"last_total": -WAN}), "entries.last_total", "不能小于零"),
            Fails(
                told({"last_general": 110 * WAN * 10_000}),
                "entries.last_general",
                "是否以万元为单位",
            ),
        ),
        passing=(
            told(),
            department(),
            told({"last_total": None, "reason_total": None}),
            own(GENERAL, GROWN, "较上年增加21.88万元，系专项增加，原因是上级提前下达"),
            own("三公合计", text="三公1.8万元，比2023年减少0.2万元，下降10%，原因是封存车辆。"),
        ),
    ),
    "X48": Examples(
        failing=(
            Fails(
                own(SPENT, "占87.80%", "占78.80%"),
                TEXT,
                "78.80%与报表不符",
                fix=drafts()[SPENT],
                severity=Severity.ERROR,
                values=("78.80%", "87.80%"),
            ),
            Fails(own("其他", text="执行率为96.5%。"), TEXT, "96.5%与按表计算的比例", fix=""),
        ),
        passing=(
            told(),
            own(SPENT, text="基本支出116.40万元，占支出预算的87.8%；项目支出16.18万元，占12.2%。"),
        ),
    ),
    "X49": Examples(
        failing=(
            Fails(
                own("设备", "专用设备", "通用设备"),
                TEXT,
                "没有写“专用设备”",
                fix=drafts()["设备"],
                values=("通用设备、通用设备", "通用设备、专用设备"),
            ),
            Fails(
                own("车辆", "应急保障用车2辆", "应急保障用车3辆"),
                TEXT,
                "应急保障用车3辆与报表不符",
                fix=drafts()["车辆"],
                severity=Severity.ERROR,
                values=("3辆", "2辆"),
            ),
            Fails(
                own("房屋", text="办公用房建筑面积6000平方米。"),
                TEXT,
                "6000平方米与填报的数都不相同",
                fix="",
            ),
            Fails(
                told({"vehicle_quota": 1}),
                "entries.vehicle_quota",
                "超过编制",
                severity=Severity.NOTICE,
                values=("1辆", "2辆"),
            ),
            Fails(
                told({"vehicle_emergency": 0}),
                "entries.vehicle_leader",
                "实有车辆却都是零",
                severity=Severity.NOTICE,
            ),
            Fails(
                told({"purchase_goods": -WAN}), "entries.purchase_goods", "采购货物不能小于零"
            ),
            Fails(
                told({"purchase_services": 3 * WAN * 10_000}),
                "entries.purchase_services",
                "大于支出总计",
                values=("30,000.00万元", "132.58万元"),
            ),
        ),
        passing=(
            told(),
            told({"vehicle_leader": None, "vehicle_quota": 0}),
            own("房屋", text="办公用房建筑总面积600平方米。"),
        ),
    ),
    "X50": Examples(
        failing=(
            Fails(
                own("报表说明", "2024年部门预算报表", "2023年部门预算报表"),
                TEXT,
                "“2023年部门预算报表共”应是2024年",
                fix=drafts()["报表说明"],
                severity=Severity.ERROR,
                values=("2023年", "2024年"),
            ),
            Fails(
                own("其他", text="2023年永和县卫生健康和体育局支出预算按轻重缓急安排。"),
                TEXT,
                "应是2024年",
                fix="2024年永和县卫生健康和体育局支出预算按轻重缓急安排。",
                severity=Severity.ERROR,
            ),
            Fails(
                own(GENERAL, "2024年", "2022年"),
                TEXT,
                "2022年不是本年度或上年度",
                fix=drafts()[GENERAL],
            ),
            Fails(
                own("其他", text="本单位没有其他说明。"),
                TEXT,
                "“本单位”请改为“本部门”",
                fix="本部门没有其他说明。",
                safe=True,
            ),
            Fails(told({"published_on": "2023年12月20日"}), "entries.published_on", "不在2024年内"),
            Fails(told({"published_on": "四月十八日"}), "entries.published_on", "应写作"),
            Fails(told({"assets_on": "2022年12月31日"}), "entries.assets_on", "不在2023、2024年内"),
            Fails(
                told({"assets_on": "2024年5月1日"}),
                "entries.assets_on",
                "晚于公开日期",
                values=("2024年5月1日", "2024年4月18日"),
            ),
            Fails(
                told({"structure": "2019年机构改革后内设四个股室。"}),
                "entries.structure",
                "2019年",
                severity=Severity.NOTICE,
            ),
            Fails(told({"scope": "全县"}), "entries.scope", "只能填“部门”或“单位”"),
            Fails(
                told({"duties": "本单位负责卫生健康。"}),
                "entries.duties",
                "写了“本单位”",
                fix="本部门负责卫生健康。",
                safe=True,
                severity=Severity.NOTICE,
            ),
        ),
        passing=(
            told(),
            department(),
            told({"scope": "单位", "duties": "本单位负责卫生健康。"}),
            told({"assets_on": "截至2024年3月底"}),
            own("其他", text="按《2021年办法》和晋财社〔2022〕18号执行，比2023年预算有所变化。"),
            own("其他", text="比2023年永和县卫生健康和体育局支出预算有所变化。"),
            own("其他", text="比2023年预算减少的，以2023年底的数为准。"),
        ),
    ),
    "N01": Examples(
        failing=(
            Fails(
                told({"duties": None, "last_operating": None}),
                "entries.duties",
                "还有 2 项待填：部门职责、上年机关运行经费。",
            ),
            Fails(own("其他", text="【待填：某事】"), TEXT, "还有 1 项待填：某事。"),
        ),
        passing=(
            told(),
            department(),
            told({"reason_total": None}),
        ),
    ),
    "N02": Examples(
        failing=(
            Fails(
                told({"reason_total": "上年结转{上年结存}增加"}),
                "entries.reason_total",
                "“{上年结存}”不是可以换成数的名称",
            ),
            Fails(own("其他", text="共{单位数}个单位。"), TEXT, "“{单位数}”"),
        ),
        passing=(told(), department(), told({"reason_total": "上年结转{上年结转}"})),
    ),
    "X54": Examples(
        failing=(
            Fails(
                own("人员经费", "基本工资和机关", "基本工资、津贴补贴和机关"),
                TEXT,
                "表六中没有津贴补贴",
                fix="人员经费109.60万元，包括基本工资、机关事业单位基本养老保险缴费。",
                severity=Severity.ERROR,
            ),
            Fails(
                own("公用经费", "办公费和公务用车运行维护费", "办公费"),
                TEXT,
                "没有写到公务用车运行维护费",
                fix="公用经费6.80万元，包括办公费、公务用车运行维护费。",
                severity=Severity.ERROR,
            ),
        ),
        passing=(
            told(),
            own(
                "公用经费",
                text="公用经费6.80万元，主要包括：公务用车运行维护费、办公费等。",
            ),
        ),
    ),
}  # fmt: skip

assert set(SOUND) <= set(ENTRIES)
