"""The official tables (部门预算公开 T1 to T13) as sums over the ledger: the views of a book.

A few wide views sum the ledger once, by function code, economic codes, unit or project; each
official table (`table_01` … `table_13`) shows some rows and columns of one. The condition of a
column also finds the ledger lines behind its figures. Amounts are in 分; `level` 0 is the 合计.

SQLite and PostgreSQL both take this SQL: an archive has the same views (`budgetdesk/archive/`).

Which lines a table counts follows the titles of the published tables (不含上年结转) and the
tie-outs between them.
"""

# ruff: noqa: S608 - the SQL is this package's own; values are always bound

from collections.abc import Mapping
from dataclasses import field

from budgetdesk.domain import records
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.records import Source

# What stands for a code or name that a line lacks, so that its money falls off no table.
LACKING = "未填"
# Stands for the revenue that no revenue line accounts for.
UNLISTED = "未列"

SOURCES = tuple(source.value for source in Source)
APPROPRIATED = tuple(source.value for source in records.APPROPRIATED)

_LEDGER = "ledger_line AS l JOIN unit AS u ON u.id = l.unit_id"
_CURRENT = "l.origin = 'current'"
_CARRYOVER = "l.origin = 'carryover'"
_APPROPRIATION = "l.source IN ('general', 'fund', 'state_capital')"
# 人员经费: 301 and 303; without that code, what the government code says of it.
_PERSONNEL = (
    "substr(coalesce(nullif(l.department_economic, ''), l.government_economic, ''), 1, 3) "
    "IN ('301', '303', '501', '509') "
    "OR coalesce(l.department_economic, '') = '' AND coalesce(l.government_economic, '') = '50501'"
)
# “三公”: by the department code; without one by the government code.
_THREE_PUBLIC = """CASE coalesce(nullif(l.department_economic, ''), l.government_economic)
    WHEN '30212' THEN 'abroad' WHEN '50207' THEN 'abroad'
    WHEN '30217' THEN 'reception' WHEN '50206' THEN 'reception'
    WHEN '31013' THEN 'purchase' WHEN '30913' THEN 'purchase'
    WHEN '50303' THEN 'purchase' WHEN '50403' THEN 'purchase'
    WHEN '30231' THEN 'running' WHEN '50208' THEN 'running' END"""
_VEHICLES = "item IN ('purchase', 'running')"


@immutable
class KeyLevel:
    """The rows of one level: SQL for each key over the leaf's names, and which leaves count."""

    keys: tuple[str, ...]
    where: str = "TRUE"


@immutable
class Sums:
    """Sums over ledger lines in several columns, for rows at several levels.

    `columns` gives the condition on a line for each column, `where` that for all, `leaf` what
    tells the finest rows apart. `levels` makes rows of them, each with a value for every key.
    """

    columns: Mapping[str, str]
    keys: tuple[str, ...]
    leaf: Mapping[str, str]
    levels: tuple[KeyLevel, ...]
    where: str = "TRUE"
    source: str = _LEDGER
    department: str = "u.department_id"

    @property
    def sql(self) -> str:
        """The view's query: `department_id`, `level`, the keys, the columns in 分."""
        levels = "\nUNION ALL\n".join(map(self._level_sql, range(len(self.levels))))
        order = ", ".join(("department_id", *self.keys, "level"))
        return f"WITH leaf AS (\n{self._leaf_sql()}\n)\n{levels}\nORDER BY {order}"

    def lines_sql(self, level: int, column: str) -> str:
        """A query for the ids of the ledger lines behind a figure.

        Its parameters: the department's id, then the row's keys.
        """
        rows = self.levels[level]
        leaf = "".join(f", {sql} AS {name}" for name, sql in self.leaf.items())
        is_row = "".join(f" AND ({key}) IS ?" for key in rows.keys)
        return (
            f"SELECT id FROM (SELECT l.id, u.department_id{leaf} FROM {_LEDGER} "
            f"WHERE ({self.where}) AND ({self.columns[column]})) "
            f"WHERE department_id = ? AND {rows.where}{is_row} ORDER BY id"
        )

    def _leaf_sql(self) -> str:
        own = "".join(f", {sql} AS {name}" for name, sql in self.leaf.items())
        sums = ",\n    ".join(
            f"{_whole(f'CASE WHEN {condition} THEN l.amount ELSE 0 END')} AS {name}"
            for name, condition in self.columns.items()
        )
        groups = ", ".join(str(number) for number in range(1, len(self.leaf) + 2))
        return (
            f"  SELECT {self.department} AS department_id{own},\n    {sums}\n"
            f"  FROM {self.source}\n  WHERE {self.where}\n  GROUP BY {groups}"
        )

    def _level_sql(self, number: int) -> str:
        level = self.levels[number]
        named = zip(self.keys, level.keys, strict=True)
        keys = "".join(f", {sql} AS {name}" for name, sql in named)
        sums = ", ".join(f"{_whole(name)} AS {name}" for name in self.columns)
        groups = ", ".join(str(place) for place in (1, *range(3, 3 + len(self.keys))))
        return (
            f"SELECT department_id, {number} AS level{keys},\n  {sums}\n"
            f"FROM leaf WHERE {level.where} GROUP BY {groups}"
        )


def _whole(amounts: str) -> str:
    """SQL for a sum that stays a whole number: PostgreSQL makes a decimal one of it."""
    return f"CAST(sum({amounts}) AS BIGINT)"


def _both(*conditions: str) -> str:
    return " AND ".join(conditions)


def _source(name: str) -> str:
    return f"l.source = '{name}'"


_BASIC, _PROJECT = "l.nature = 'basic'", "l.nature = 'project'"
# 合计, 类 (3 digits), 款 (5) and 项, each with all that its code begins.
_CODE_LEVELS = (
    KeyLevel(("''",)),
    KeyLevel(("substr(code, 1, 3)",)),
    KeyLevel(("substr(code, 1, 5)",), "length(code) > 3"),
    KeyLevel(("code",), "length(code) > 5"),
)
_FUNCTION = f"coalesce(nullif(l.function_code, ''), '{LACKING}')"
_PROJECT_NAME = f"coalesce(nullif(l.project, ''), '{LACKING}')"

SUMS: dict[str, Sums] = {
    "function_sums": Sums(
        columns={
            "total": "TRUE",
            "basic": _BASIC,
            "project": _PROJECT,
            "current": _CURRENT,
            "carryover": _CARRYOVER,
            "appropriated": _APPROPRIATION,
            "appropriated_current": _both(_APPROPRIATION, _CURRENT),
            "appropriated_carryover": _both(_APPROPRIATION, _CARRYOVER),
            **{name: _source(name) for name in APPROPRIATED},
            **{f"{name}_current": _both(_source(name), _CURRENT) for name in SOURCES},
            **{f"{name}_carryover": _both(_source(name), _CARRYOVER) for name in APPROPRIATED},
            **{
                f"{name}_current_{nature}": _both(_source(name), _CURRENT, condition)
                for name in APPROPRIATED
                for nature, condition in (("basic", _BASIC), ("project", _PROJECT))
            },
            "current_basic": _both(_CURRENT, _BASIC),
            "current_project": _both(_CURRENT, _PROJECT),
        },
        keys=("code",),
        leaf={"code": _FUNCTION},
        levels=_CODE_LEVELS,
        source="ledger_by_function AS l",
        department="l.department_id",
    ),
    "economic_sums": Sums(
        columns={"total": "TRUE", "personnel": _PERSONNEL, "public": f"NOT ({_PERSONNEL})"},
        keys=("class", "department_code", "government_code"),
        leaf={
            "department_code": f"coalesce(nullif(l.department_economic, ''), '{LACKING}')",
            "government_code": "coalesce(l.government_economic, '')",
        },
        levels=(
            KeyLevel(("''", "''", "''")),
            KeyLevel(("substr(department_code, 1, 3)", "''", "''")),
            KeyLevel(("substr(department_code, 1, 3)", "department_code", "government_code")),
        ),
        where=_both(_BASIC, _source("general"), _CURRENT),
    ),
    "three_public_sums": Sums(
        columns={"total": "TRUE", **{name: _source(name) for name in APPROPRIATED}},
        keys=("item",),
        leaf={"item": _THREE_PUBLIC},
        levels=(
            KeyLevel(("''",)),
            KeyLevel((f"CASE WHEN {_VEHICLES} THEN 'vehicles' ELSE item END",)),
            KeyLevel(("item",), _VEHICLES),
        ),
        where=_both(_CURRENT, _APPROPRIATION, f"({_THREE_PUBLIC}) IS NOT NULL"),
    ),
    "agency_sums": Sums(
        columns={"total": "TRUE", **{name: _source(name) for name in APPROPRIATED}},
        keys=("unit_id",),
        leaf={"unit_id": "l.unit_id"},
        levels=(KeyLevel(("0",)), KeyLevel(("unit_id",))),
        # 机关运行经费: the 公用经费 of offices, which the government codes 502 and 503 tell.
        where=_both(
            _BASIC, _CURRENT, _APPROPRIATION, f"NOT ({_PERSONNEL})",
            "substr(l.government_economic, 1, 3) IN ('502', '503')",
        ),
    ),
    "project_sums": Sums(
        columns={
            "current": _CURRENT,
            "carryover": _CARRYOVER,
            **{f"{name}_current": _both(_source(name), _CURRENT) for name in SOURCES},
            **{f"{name}_carryover": _both(_source(name), _CARRYOVER) for name in SOURCES},
        },
        keys=("unit_id", "project_id", "project"),
        leaf={
            "unit_id": "l.unit_id",
            "project_id": "coalesce(l.project_id, 0)",  # 0: a name without a project
            "project": _PROJECT_NAME,
        },
        levels=(
            KeyLevel(("0", "0", "''")),
            KeyLevel(("unit_id", "0", "''")),
            KeyLevel(("unit_id", "project_id", "project")),
        ),
        where=_PROJECT,
    ),
    "revenue_sums": Sums(
        columns={name: _source(name) for name in ("fund", "state_capital")},
        keys=("code",),
        leaf={"code": "l.code"},
        levels=_CODE_LEVELS,
        source="revenue_by_code AS l",
        department="l.department_id",
    ),
}  # fmt: skip


@immutable
class SideView:
    """One side of an official table: columns of `sums` by the names they have there.

    Rows go as deep as `deepest`; those without any amount are left out.
    """

    sums: str
    columns: Mapping[str, str] = field(default_factory=dict)
    deepest: int = 9

    @property
    def sql(self) -> str:
        """The view's query."""
        keys = ", ".join(SUMS[self.sums].keys)
        shown = ", ".join(f"{column} AS {name}" for name, column in self.columns.items())
        filled = " OR ".join(f"{column} <> 0" for column in self.columns.values())
        return (
            f"SELECT department_id, level, {keys}, {shown}\nFROM {self.sums}\n"
            f"WHERE level <= {self.deepest} AND (level = 0 OR {filled})"
        )


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _of_origin(*names: str, origin: str) -> dict[str, str]:
    return {name: f"{name}_{origin}" for name in names}


def _by_nature(source: str) -> dict[str, str]:
    column = f"{source}_current"
    return {"total": column, "basic": f"{column}_basic", "project": f"{column}_project"}


_FUNCTION_SUMS = "function_sums"
TABLE_VIEWS: dict[str, SideView] = {
    "table_01_revenue": SideView(
        _FUNCTION_SUMS,
        {
            **_of_origin(*SOURCES, origin="current"),
            **_same("current", "carryover", "total"),
        },
        deepest=0,
    ),
    "table_01_expenditure": SideView(
        _FUNCTION_SUMS, _same("total", "current", "carryover"), deepest=1
    ),
    "table_02": SideView(
        _FUNCTION_SUMS,
        {
            "total": "current",
            **_of_origin(*SOURCES, origin="current"),
            "carryover": "carryover",
        },
    ),
    "table_03": SideView(_FUNCTION_SUMS, _same("total", "basic", "project")),
    "table_04_revenue": SideView(
        _FUNCTION_SUMS,
        {
            **_of_origin(*APPROPRIATED, origin="current"),
            "current": "appropriated_current",
            "carryover": "appropriated_carryover",
            **_same(*(f"{name}_carryover" for name in APPROPRIATED)),
            "total": "appropriated",
        },
        deepest=0,
    ),
    "table_04_expenditure": SideView(
        _FUNCTION_SUMS, {"total": "appropriated", **_same(*APPROPRIATED)}, deepest=1
    ),
    "table_05": SideView(_FUNCTION_SUMS, _by_nature("general")),
    "table_06": SideView("economic_sums", _same("total", "personnel", "public")),
    "table_07": SideView("revenue_sums", {"total": "fund"}),
    "table_08": SideView(_FUNCTION_SUMS, _by_nature("fund")),
    "table_09_revenue": SideView("revenue_sums", {"total": "state_capital"}),
    "table_09_expenditure": SideView(_FUNCTION_SUMS, _by_nature("state_capital")),
    "table_10": SideView("three_public_sums", _same("total", *APPROPRIATED)),
    "table_11": SideView("agency_sums", _same("total", *APPROPRIATED)),
    "table_12": SideView(
        "project_sums", {"total": "current", **_of_origin(*SOURCES, origin="current")}
    ),
    "table_13": SideView(
        "project_sums", {"total": "carryover", **_of_origin(*SOURCES, origin="carryover")}
    ),
    # 年度预算情况 of the overall form: this year's budget by source and by use.
    "table_overall": SideView(
        _FUNCTION_SUMS,
        {
            "total": "current",
            **_of_origin(*SOURCES, origin="current"),
            "basic": "current_basic",
            "project": "current_project",
        },
        deepest=0,
    ),
}

_LEDGER_BY_FUNCTION = f"""
SELECT u.department_id, l.function_code, l.nature, l.source, l.origin,
    {_whole("l.amount")} AS amount
FROM {_LEDGER}
GROUP BY 1, 2, 3, 4, 5"""

# Fund and state-capital revenue by revenue code. Its sum is the ledger's: what the revenue lines
# leave open, or say too much, stands under a code of its own.
_REVENUE_BY_CODE = f"""
SELECT department_id, source, code, {_whole("amount")} AS amount
FROM (
    SELECT u.department_id, r.source, r.revenue_code AS code, r.amount
    FROM revenue_line AS r JOIN unit AS u ON u.id = r.unit_id
    UNION ALL
    SELECT u.department_id, r.source, '{UNLISTED}', -r.amount
    FROM revenue_line AS r JOIN unit AS u ON u.id = r.unit_id
    UNION ALL
    SELECT u.department_id, l.source, '{UNLISTED}', l.amount
    FROM {_LEDGER}
    WHERE l.source IN ('fund', 'state_capital') AND {_CURRENT}
) AS listed
GROUP BY 1, 2, 3"""

VIEWS: dict[str, str] = {
    "ledger_by_function": _LEDGER_BY_FUNCTION,
    "revenue_by_code": _REVENUE_BY_CODE,
    **{name: sums.sql for name, sums in SUMS.items()},
    **{name: table.sql for name, table in TABLE_VIEWS.items()},
}
