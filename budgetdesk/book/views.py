"""The views of a book, for any SQLite tool: overviews, and the official tables."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from budgetdesk.book import table_views


def _yuan(amount: str) -> str:
    """SQL for an amount in 分 as exact text in 元."""
    return (
        f"CASE WHEN {amount} IS NOT NULL THEN printf('%s%d.%02d', iif({amount} < 0, '-', ''), "
        f"abs({amount}) / 100, abs({amount}) % 100) END"
    )


VIEWS: dict[str, str] = {
    "project_overview": f"""
SELECT d.code AS department_code, d.name AS department, u.name AS unit,
       p.id AS project_id, p.name AS project, p.attribute, p.period, p.category,
       i.total AS implementation_total, a.total AS annual_total,
       {_yuan("a.total")} AS annual_total_yuan,
       (SELECT count(*) FROM indicator AS t
        WHERE t.project_id = p.id AND t.horizon = 'implementation') AS implementation_indicators,
       (SELECT count(*) FROM indicator AS t
        WHERE t.project_id = p.id AND t.horizon = 'annual') AS annual_indicators
FROM project AS p
JOIN unit AS u ON u.id = p.unit_id
JOIN department AS d ON d.id = u.department_id
LEFT JOIN funding AS i ON i.project_id = p.id AND i.horizon = 'implementation'
LEFT JOIN funding AS a ON a.project_id = p.id AND a.horizon = 'annual'
ORDER BY d.position, d.id, u.position, u.id, p.position, p.id""",
    "unit_overview": f"""
SELECT d.code AS department_code, d.name AS department, u.id AS unit_id, u.name AS unit,
       count(p.id) AS projects, sum(f.total) AS annual_total,
       {_yuan("sum(f.total)")} AS annual_total_yuan
FROM unit AS u
JOIN department AS d ON d.id = u.department_id
LEFT JOIN project AS p ON p.unit_id = u.id
LEFT JOIN funding AS f ON f.project_id = p.id AND f.horizon = 'annual'
GROUP BY u.id
ORDER BY d.position, d.id, u.position, u.id""",
    "ledger_overview": f"""
SELECT u.name AS unit, l.function_code, l.nature, l.project, l.department_economic,
       l.government_economic, l.source, l.origin, l.amount, {_yuan("l.amount")} AS amount_yuan
FROM ledger_line AS l
JOIN unit AS u ON u.id = l.unit_id
ORDER BY l.id""",
    "change_overview": """
SELECT s.id AS step_id, s.at, s.who, s.name AS step, s.kind,
       j.table_name, j.row_id, j.action, j.old_values, j.new_values
FROM step AS s
JOIN journal AS j ON j.step_id = s.id
ORDER BY j.id""",
    # The official tables; amounts in 分.
    **table_views.VIEWS,
}
