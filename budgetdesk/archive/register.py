"""The register of an archive: which version of which unit came when."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetdesk.archive.connecting import act_as_loader
from budgetdesk.archive.faults import told_plainly
from budgetdesk.archive.views import ACCEPTED, VERSIONS

if TYPE_CHECKING:
    from psycopg import Connection


class RegisterLine(NamedTuple):
    """One version of a unit."""

    region: str
    fiscal_year: int
    department: str
    unit: str
    kind: str
    stage: str
    version: int
    forms: int
    made_at: datetime
    loaded_at: datetime


def register(
    connection: "Connection[tuple[Any, ...]]", url: str, *, every_version: bool = False
) -> tuple[RegisterLine, ...]:
    """The accepted versions, or all, by region, department and unit.

    Raises:
        ArchiveFault: the archive can't be read.
    """
    schema = VERSIONS if every_version else ACCEPTED
    with told_plainly(url):
        act_as_loader(connection)
        rows = connection.execute(
            f"SELECT {', '.join(RegisterLine._fields)} FROM {schema}.register "
            "ORDER BY region, fiscal_year, department_code, department, unit_code, unit, version"
        ).fetchall()
    return tuple(RegisterLine(*row) for row in rows)


def register_lines(lines: Sequence[RegisterLine]) -> Iterator[str]:
    """The register to read on a console."""
    for it in lines:
        version = f"第 {it.version} 版" if it.version else "未上报"
        told = " ".join(filter(None, (it.kind, it.stage, version)))
        yield (
            f"{it.region} {it.fiscal_year} {it.department} {it.unit}：{told}，{it.forms} 张表，"
            f"{it.made_at:%Y-%m-%d %H:%M} 做成，{it.loaded_at:%Y-%m-%d %H:%M} 装入"
        )
    yield f"共 {len(lines)} 个版本。"


def register_json(lines: Sequence[RegisterLine]) -> str:
    """The register as JSON."""
    content = [{key: _plain(value) for key, value in it._asdict().items()} for it in lines]
    return json.dumps(content, ensure_ascii=False, indent=1)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
