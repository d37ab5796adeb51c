"""The views of an archive: the book's own over the newest, the accepted, and over each version.

All three schemas have the tables of a book under the names they have there, so that its views of
the official tables stand on them word for word. Readers may see them: they show no person and no
running text, and ask for the rights of who reads them.
"""

# ruff: noqa: S608 - the SQL is this package's own; values are always bound

from collections.abc import Iterator, Mapping
from enum import StrEnum

from budgetdesk.archive.columns import LINE_TABLES, OF_VERSION, SCHEMA, public_of, record_tables
from budgetdesk.book import table_views
from budgetdesk.exchange.register.states import ACCEPTED_STATES


class WhichVersions(StrEnum):
    """Which versions count, each named by the schema whose views have only those."""

    NEWEST = "budgetdesk_newest"  # of each unit one
    ACCEPTED = "budgetdesk_accepted"  # of each unit that the bureau accepted the one it accepted
    EVERY = "budgetdesk_versions"  # each as an office of its own


SCHEMAS = tuple(it.value for it in WhichVersions)

LAST_TOLD_FIRST = "s.region, s.unit_id, s.told_at DESC, s.id DESC"
"""The order in which what a book said last of each unit is the first."""

_OF_VERSION = public_of(OF_VERSION)
_SHOWN = (
    "v.region, v.fiscal_year, v.id, v.department_id, v.unit_id, v.package_id, v.version, "
    "v.made_at, v.kind, v.stage, v.form_set, v.position, v.forms, v.previous, v.program, "
    "v.loaded_at"
)
NEWEST_FIRST = "v.region, v.unit_id, v.version DESC, v.made_at DESC, v.id DESC"
"""The order in which the newest version of each unit is its first."""
_VERSION = {
    WhichVersions.NEWEST: f"SELECT DISTINCT ON (v.region, v.unit_id) {_SHOWN}\n"
    f"FROM {SCHEMA}.version AS v ORDER BY {NEWEST_FIRST}",
    WhichVersions.ACCEPTED: f"SELECT {_SHOWN} FROM {SCHEMA}.version AS v\n"
    f"JOIN {WhichVersions.ACCEPTED}.standing AS s ON s.region = v.region AND s.version_id = v.id "
    "WHERE s.accepted",
    WhichVersions.EVERY: f"SELECT {_SHOWN} FROM {SCHEMA}.version AS v",
}
# What a bureau's book said of a unit last, and of which version.
_ACCEPTED_STATES = ", ".join(f"'{it.value}'" for it in sorted(ACCEPTED_STATES))
_STANDING = f"""
SELECT DISTINCT ON (s.region, s.unit_id) s.region, s.fiscal_year, s.unit_id, s.version_id,
    s.told_at, s.stages, EXISTS (SELECT FROM jsonb_each(s.stages) AS one
        WHERE one.value ->> 'state' IN ({_ACCEPTED_STATES})) AS accepted
FROM {SCHEMA}.standing AS s ORDER BY {LAST_TOLD_FIRST}"""

# A left join: sums that ask for no name are spared it.
_UNIT = f"""
SELECT v.region, v.fiscal_year, v.id, {{office}} AS department_id, v.position, u.code, u.name
FROM {{schema}}.version AS v
LEFT JOIN {SCHEMA}.unit AS u ON u.region = v.region AND u.id = v.unit_id"""
_DEPARTMENT = f"""
SELECT v.region, v.fiscal_year, {{office}} AS id, d.code, {{named}} AS name,
    min(v.form_set) AS form_set
FROM {{schema}}.version AS v
JOIN {SCHEMA}.unit AS u ON u.region = v.region AND u.id = v.unit_id
JOIN {SCHEMA}.department AS d ON d.region = v.region AND d.id = v.department_id
GROUP BY 1, 2, 3, 4, 5"""
_REGISTER = f"""
SELECT v.region, v.fiscal_year, d.code AS department_code, d.name AS department,
    u.code AS unit_code, u.name AS unit, v.stage, v.version, v.made_at, v.loaded_at, v.kind,
    v.form_set, v.forms, v.package_id, v.previous, v.program,
    coalesce(s.accepted, FALSE) AS accepted, coalesce(s.stages, '{{{{}}}}') AS stages
FROM {{schema}}.version AS v
LEFT JOIN {{schema}}.standing AS s ON s.region = v.region AND s.version_id = v.id
JOIN {SCHEMA}.unit AS u ON u.region = v.region AND u.id = v.unit_id
JOIN {SCHEMA}.department AS d ON d.region = u.region AND d.id = u.department_id"""
_MONEY_BY_SOURCE = """
SELECT u.region, u.fiscal_year, u.department_id, u.id AS unit_id, l.source, l.origin,
    CAST(sum(l.amount) AS BIGINT) AS amount
FROM {schema}.ledger_line AS l JOIN {schema}.unit AS u ON u.id = l.unit_id
GROUP BY 1, 2, 3, 4, 5, 6"""
# The last run of each department, by rule and unit.
_FINDINGS = f"""
SELECT f.region, f.fiscal_year, d.code AS department_code, d.name AS department, f.unit, f.code,
    f.severity, f.title, r.rule_set, count(*) AS findings, count(*) FILTER (WHERE f.explained)
    AS explained
FROM {SCHEMA}.finding AS f
JOIN (SELECT DISTINCT ON (region, department_id) region, id, department_id, rule_set
    FROM {SCHEMA}.check_run ORDER BY region, department_id, id DESC) AS r
    ON r.region = f.region AND r.id = f.run_id
JOIN {SCHEMA}.department AS d ON d.region = r.region AND d.id = r.department_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"""

_LIFE_LINE = """
SELECT p.region, p.fiscal_year, p.version_id, p.id AS project_id, p.name AS project,
    0 AS place, 'project' AS kind, '目标' AS stage, '' AS number, i.uuid::text AS indicator,
    i.level1, i.level2, i.name, i.target AS value, '' AS score,
    trim_scale(f.total / 100.0)::text AS planned, NULL AS executed, '元' AS money_unit
FROM {schema}.project AS p
JOIN {schema}.indicator AS i ON i.region = p.region AND i.fiscal_year = p.fiscal_year
    AND i.version_id = p.version_id AND i.n = p.n AND i.horizon = 'annual'
LEFT JOIN {schema}.funding AS f ON f.region = p.region AND f.fiscal_year = p.fiscal_year
    AND f.version_id = p.version_id AND f.n = p.n AND f.horizon = 'annual'
UNION ALL
SELECT p.region, p.fiscal_year, p.version_id, p.id, p.name, k.place, k.kind, k.stage,
    coalesce(one ->> k.told_apart_by, ''), coalesce(said ->> 'follows', said ->> 'uuid'),
    said ->> 'level1', said ->> 'level2', said ->> 'name', said ->> k.value, said ->> k.score,
    one ->> k.planned, one ->> k.executed, k.unit
FROM {schema}.project AS p
JOIN {schema}.version AS v ON v.region = p.region AND v.id = p.version_id
JOIN {schema}.declared_kind AS k ON k.declaration = v.declaration
CROSS JOIN LATERAL jsonb_array_elements({records}) AS one
CROSS JOIN LATERAL jsonb_array_elements({rows}) AS said"""


def views() -> Iterator[str]:
    """Statements that make all views anew."""
    for schema in WhichVersions:
        named = _of_schema(schema)
        yield f"CREATE SCHEMA IF NOT EXISTS {schema}"
        yield f"SET LOCAL search_path TO {schema}"
        for name in reversed([*named]):  # not what somebody else made on them: that is refused
            yield f"DROP VIEW IF EXISTS {schema}.{name}"
        for name, query in named.items():
            yield f"CREATE VIEW {schema}.{name} WITH (security_invoker) AS {query}"
    yield f"SET LOCAL search_path TO {SCHEMA}"
    yield f"DROP VIEW IF EXISTS {SCHEMA}.life_line"
    yield f"CREATE VIEW {SCHEMA}.life_line AS {_life_line()}"


def _of_schema(schema: WhichVersions) -> Mapping[str, str]:
    every = schema is WhichVersions.EVERY
    named = {
        "schema": schema.value,
        "office": "v.id" if every else "v.department_id",
        "named": "u.name || ' 第 ' || v.version || ' 版'" if every else "d.name",
    }
    own = {"unit": _UNIT, "department": _DEPARTMENT, "register": _REGISTER}
    found = {"standing": _STANDING, "version": _VERSION[schema]}
    found |= {key: it.format(**named) for key, it in own.items()}
    found |= dict(_records(schema))
    return found | {
        "money_by_source": _MONEY_BY_SOURCE.format(**named),
        "findings": _FINDINGS,
        **table_views.VIEWS,
    }


def _records(schema: str) -> Iterator[tuple[str, str]]:
    """The public columns of the records; of lines and projects under the names of a book."""
    for table in (*record_tables(), *LINE_TABLES):
        public = public_of(table.columns)
        also = ["version_id AS unit_id"]
        if "position" not in public:
            also.append("n AS position" if "id" in public else "n AS id")
        columns = ", ".join((*_OF_VERSION, *public, *also))
        within = f"WHERE version_id IN (SELECT id FROM {schema}.version)"
        yield table.name, f"SELECT {columns} FROM {SCHEMA}.{table.name} {within}"


def _life_line() -> str:
    """Each indicator at each stage, of every version: for who may read texts."""
    lists = {"records": _array("p.own -> k.kind"), "rows": _array("one -> k.rows")}
    return _LIFE_LINE.format(schema=SCHEMA, **lists)


def _array(value: str) -> str:
    return f"CASE jsonb_typeof({value}) WHEN 'array' THEN {value} ELSE '[]' END"
