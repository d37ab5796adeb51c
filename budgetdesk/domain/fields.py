"""The fields of the records: their official names, their kinds, and how to point at one.

A field is named by a path that is also the path of attributes in the record
(`funding.annual.central`, `goals.implementation`, `unit.department.code`). Rows of a list are
pointed at by the row's id, or, for a blank slot, by level 1, level 2 and position.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.domain.disclosure import ENTRIES, LAST_YEAR, EntryKind
from budgetdesk.domain.kind import Kind as Kind
from budgetdesk.domain.ledger_words import LABELS as LEDGER_LABELS
from budgetdesk.domain.ledger_words import REVENUE_LABELS, LedgerField, RevenueField
from budgetdesk.domain.records import FormRecord, Horizon, Payer, RecordKind


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record kind: its path, its official name, its kind, what is asked for."""

    path: str
    label: str
    kind: Kind
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FieldRef:
    """One field of one record in a book.

    For a field in a list (`indicators.annual.name`, `key_tasks.task`) `row_id` is the row's id,
    or 0 for a blank slot that has no row yet: then `level1`/`level2` name the slot, and `index`
    the place within it, counted from 0.

    Of a department: `ledger.amount` and `revenue.amount` with the line's id as `row_id`,
    `entries.duties` for what is told, `now.total`, `change.total` and `sums.vehicles` for what is
    reckoned beside it,
    `paragraphs.text` with the paragraph's key as `level1`, and
    `tables.figure` with the table's id as `level1`, the column's key as `level2` and the row's
    number as `index`; `listed.project` with the id of a row of the published 民生 list as `row_id`.
    """

    record: RecordKind
    record_id: int
    path: str
    row_id: int = 0
    level1: str = ""
    level2: str = ""
    index: int = 0


PAYER_LABELS: dict[Payer, str] = {
    Payer.CENTRAL: "中央财政资金",
    Payer.PROVINCIAL: "省级财政资金",
    Payer.LOCAL: "市县（区）财政资金",
    Payer.OWN: "单位自筹",
    Payer.OTHER: "其他资金",
}

HORIZON_LABELS: dict[Horizon, str] = {
    Horizon.IMPLEMENTATION: "实施期",
    Horizon.ANNUAL: "年度",
}


def _project_fields() -> tuple[Field, ...]:
    fields = [
        Field("name", "项目名称", Kind.LINE),
        Field("unit.department.code", "主管部门代码", Kind.LINE),
        Field("unit.department.name", "主管部门", Kind.LINE),
        Field("unit.name", "实施单位", Kind.LINE),
        Field("attribute", "项目属性", Kind.CHOICE),
        Field("period", "项目期", Kind.CHOICE),
        Field("category", "项目类别", Kind.CHOICE),
        Field("overview", "项目概况", Kind.PARAGRAPH),
        Field("basis", "立项依据", Kind.PARAGRAPH),
        Field("necessity", "项目设立必要性", Kind.PARAGRAPH),
        Field("safeguards", "保证项目实施的制度、措施", Kind.PARAGRAPH),
        Field("plan", "项目实施计划", Kind.PARAGRAPH),
        Field("responsible", "负责人", Kind.LINE),
        Field("handler", "经办人", Kind.LINE),
        Field("phone", "联系电话", Kind.LINE),
        Field("filed_at", "填报日期", Kind.LINE),
    ]
    for horizon, name in HORIZON_LABELS.items():
        fields += [
            Field(f"funding.{horizon}.total", f"{name}资金总额", Kind.MONEY),
            *(
                Field(f"funding.{horizon}.{payer}", f"{name}{label}", Kind.MONEY)
                for payer, label in PAYER_LABELS.items()
            ),
            Field(f"goals.{horizon}", f"{name}目标", Kind.PARAGRAPH),
            Field(f"indicators.{horizon}.name", f"{name}三级指标", Kind.PARAGRAPH),
            Field(f"indicators.{horizon}.target", f"{name}指标值", Kind.TARGET),
        ]
    return tuple(fields)


_OVERALL_FIELDS = (
    Field("department.code", "部门代码", Kind.LINE),
    Field("department.name", "部门名称", Kind.LINE),
    Field("internal_departments", "内设职能部门数", Kind.COUNT),
    Field("subordinate_units", "所属预算单位数", Kind.COUNT),
    Field("approved_staffing", "核定的人员编制数", Kind.COUNT),
    Field("actual_staff", "实际在职人员总数", Kind.COUNT),
    Field("staff_on_quota", "在编人员数", Kind.COUNT),
    Field("other_staff", "其他人员数", Kind.COUNT),
    Field("duties", "部门职责", Kind.PARAGRAPH),
    Field("strategic_goal", "部门战略目标", Kind.PARAGRAPH),
    Field("annual_goal", "年度绩效目标", Kind.PARAGRAPH),
    Field("by_source.total", "按资金来源划分合计", Kind.MONEY_WAN),
    Field("by_source.general", "一般公共预算资金", Kind.MONEY_WAN),
    Field("by_source.fund", "政府性基金预算资金", Kind.MONEY_WAN),
    Field("by_source.state_capital", "国有资本经营预算资金", Kind.MONEY_WAN),
    Field("by_source.social_insurance", "社会保险基金预算资金", Kind.MONEY_WAN),
    Field("by_source.special_account", "专户管理资金", Kind.MONEY_WAN),
    Field("by_source.unit_funds", "单位资金", Kind.MONEY_WAN),
    Field("by_direction.total", "按资金方向划分合计", Kind.MONEY_WAN),
    Field("by_direction.basic", "基本支出", Kind.MONEY_WAN),
    Field("by_direction.project", "项目支出", Kind.MONEY_WAN),
    Field("key_tasks.core_function", "核心职能", Kind.PARAGRAPH),
    Field("key_tasks.task", "重点任务", Kind.PARAGRAPH),
    Field("indicators.name", "三级指标", Kind.PARAGRAPH),
    Field("indicators.target", "指标值", Kind.TARGET),
)

_ENTRY_KINDS = {
    EntryKind.LINE: Kind.LINE,
    EntryKind.CHOICE: Kind.CHOICE,
    EntryKind.PARAGRAPHS: Kind.PARAGRAPH,
    EntryKind.AMOUNT: Kind.MONEY_WAN,
    EntryKind.COUNT: Kind.COUNT,
}


def _reckoned_fields() -> Iterator[Field]:
    """This year's amounts, how they differ from last year's, and sums of what is told."""
    for key in LAST_YEAR:
        name = ENTRIES[f"last_{key}"].name.removeprefix("上年")
        yield Field(f"now.{key}", f"本年{name}", Kind.MONEY_WAN)
        yield Field(f"change.{key}", f"{name}增减", Kind.MONEY_WAN)
    yield Field("sums.purchases", "政府采购合计", Kind.MONEY_WAN)
    yield Field("sums.vehicles", "公务用车实有", Kind.COUNT)


def _department_fields() -> tuple[Field, ...]:
    amounts = dict.fromkeys((LedgerField.AMOUNT, RevenueField.AMOUNT), Kind.MONEY)
    return (
        *(
            Field(f"ledger.{it}", LEDGER_LABELS[it], amounts.get(it, Kind.LINE))
            for it in LedgerField
        ),
        *(
            Field(f"revenue.{it}", REVENUE_LABELS[it], amounts.get(it, Kind.LINE))
            for it in RevenueField
        ),
        Field("revenue.name", "科目名称", Kind.LINE),
        *(
            Field(f"entries.{it.key}", it.name, _ENTRY_KINDS[it.kind], it.hint)
            for it in ENTRIES.values()
        ),
        *_reckoned_fields(),
        Field("paragraphs.text", "段落", Kind.PARAGRAPH),
        Field("tables.figure", "报表", Kind.MONEY_WAN),
        Field("listed.project", "民生清单", Kind.LINE),
    )


FIELDS: dict[RecordKind, dict[str, Field]] = {
    RecordKind.PROJECT: {field.path: field for field in _project_fields()},
    RecordKind.OVERALL: {field.path: field for field in _OVERALL_FIELDS},
    RecordKind.DEPARTMENT: {field.path: field for field in _department_fields()},
}


def entry_ref(department_id: int, key: str) -> FieldRef:
    """What points at something that a department tells for its disclosure."""
    return FieldRef(RecordKind.DEPARTMENT, department_id, f"entries.{key}")


def paragraph_ref(department_id: int, key: str) -> FieldRef:
    """What points at a paragraph of a department's document."""
    return FieldRef(RecordKind.DEPARTMENT, department_id, "paragraphs.text", level1=key)


def figure_ref(department_id: int, table_id: str, column: str, row: int) -> FieldRef:
    """What points at a figure of a table: the column by its key, the row by its number from 0."""
    return FieldRef(RecordKind.DEPARTMENT, department_id, "tables.figure", 0, table_id, column, row)


def field_of(ref: FieldRef) -> Field:
    """The field a reference points at."""
    return FIELDS[ref.record][ref.path]


def label_of(ref: FieldRef) -> str:
    """What a reference is called: its field, a paragraph with its own name."""
    label = field_of(ref).label
    return f"{label}「{ref.level1}」" if ref.path == "paragraphs.text" else label


def value_of(record: FormRecord, path: str) -> object:
    """The value a path leads to in a record; None where there is none."""
    value: object = record
    for part in path.split("."):
        if value is None:
            return None
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part)
    return value
