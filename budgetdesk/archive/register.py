"""The register of an archive: which version of which unit came when."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetdesk.archive.connecting import act_as_loader
from budgetdesk.archive.faults import told_plainly
from budgetdesk.archive.views import WhichVersions
from budgetdesk.exchange.register.states import STATE_LABELS, UnitState

if TYPE_CHECKING:
    from psycopg import Connection


class RegisterLine(NamedTuple):
    """One version of a unit; `accepted`: it is the one that the bureau accepted."""

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
    accepted: bool
    stages: Mapping[str, Mapping[str, Any]]  # where the bureau's book says that it stands


def register(
    connection: "Connection[tuple[Any, ...]]",
    url: str,
    counted: WhichVersions = WhichVersions.NEWEST,
) -> tuple[RegisterLine, ...]:
    """The versions that count, by region, department and unit.

    Raises:
        ArchiveFault: the archive can't be read.
    """
    with told_plainly(url):
        act_as_loader(connection)
        rows = connection.execute(
            f"SELECT {', '.join(RegisterLine._fields)} FROM {counted}.register "
            "ORDER BY region, fiscal_year, department_code, department, unit_code, unit, version"
        ).fetchall()
    return tuple(RegisterLine(*row) for row in rows)


def register_lines(lines: Sequence[RegisterLine]) -> Iterator[str]:
    """The register to read on a console."""
    for it in lines:
        version = f"第 {it.version} 版" if it.version else "未上报"
        states = (
            stage + STATE_LABELS[UnitState(told["state"])] for stage, told in it.stages.items()
        )
        told = " ".join(filter(None, (it.kind, it.stage, version, *states)))
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
