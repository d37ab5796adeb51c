"""What of an indicator 一体化 asks for, and in which order: the columns that a set says."""

from collections.abc import Mapping

from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import HORIZON_LABELS
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.records import Horizon, RecordKind

PARTS: Mapping[str, str] = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "sign": "符号",
    "value": "值",
    "unit": "单位",
    "target": "指标值",
    "": "空列",
}
"""What every indicator has, by key: its levels, its name, its target as three parts or whole."""


@immutable
class PortalColumn:
    """One column: a key of `PARTS` or the last part of a declared field's path; and its heading."""

    key: str
    head: str


@immutable
class PortalColumns:
    """`table` are the columns of all indicators at once, `single` what is copied one by one."""

    table: tuple[PortalColumn, ...]
    single: tuple[PortalColumn, ...]


_TABLE = ("level1", "level2", "name", "sign", "value", "unit")
_SINGLE = ("name", "sign", "value", "unit")
USUAL = PortalColumns(
    tuple(PortalColumn(it, PARTS[it]) for it in _TABLE),
    tuple(PortalColumn(it, PARTS[it]) for it in _SINGLE),
)
"""As most provinces have them."""


def read_portal(table: TomlTable, dictionary: Dictionary) -> PortalColumns:
    """The columns that `[portal]` of a set says, the usual ones where it says nothing.

    Raises:
        FormSetError: a key or a column is unknown.
    """
    project = dictionary.kinds[RecordKind.PROJECT]
    own = {
        it.last: it.label.removeprefix(HORIZON_LABELS[horizon])
        for horizon in Horizon
        for it in project.lists[f"indicators.{horizon}"].own_fields
    }
    heads = {**own, **PARTS}
    columns = PortalColumns(
        _columns(table, "columns", heads, USUAL.table),
        _columns(table, "single", heads, USUAL.single),
    )
    table.finish()
    return columns


def _columns(
    table: TomlTable, key: str, heads: Mapping[str, str], usual: tuple[PortalColumn, ...]
) -> tuple[PortalColumn, ...]:
    if key not in table:
        return usual
    keys = table.texts(key)
    for it in keys:
        if it not in heads:
            known = "、".join(filter(None, heads))
            table.fail(key, f"没有「{it}」这一列，可用的有：{known}。")
    if not any(keys):
        table.fail(key, "请至少写一列。")
    return tuple(PortalColumn(it, heads[it]) for it in keys)
