"""Loading files into an archive: each wholly or not at all, once, whoever else loads meanwhile.

Before anything is written of a version its id is: of two loaders with the same package the second
waits for the first and finds it there.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import hashlib
import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from budgetdesk.archive.arriving import Arrival, Stages, arrivals
from budgetdesk.archive.columns import OF_VERSION, SCHEMA, tables
from budgetdesk.archive.connecting import act_as_loader
from budgetdesk.archive.copying import CopyRows
from budgetdesk.archive.faults import ArchiveFault, told_plainly
from budgetdesk.archive.rows import rows_of
from budgetdesk.archive.views import LAST_TOLD_FIRST, NEWEST_FIRST
from budgetdesk.archive.working import in_workers
from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.life_line import LifeLineParts
from budgetdesk.dictionary.toml_table import plain_table
from budgetdesk.domain.file_kinds import BOOK
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.refusals import REFUSALS
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.uncollected import uncollected

if TYPE_CHECKING:
    from psycopg import Connection

_FIRST_OF_VERSION = ", ".join(column.name for column in OF_VERSION)
COPIES = {
    table.name: f"COPY {SCHEMA}.{table.name} ({_FIRST_OF_VERSION}, {', '.join(table.names)}) "
    "FROM STDIN"
    for table in tables()
}


# The versions of a unit, none of a higher number, with what their contents are known by, however
# often a book had them.
_CONTENTS = f"""(SELECT v.*, s.header::json ->> 'package_id' AS content,
    row_number() OVER (ORDER BY {NEWEST_FIRST}) AS place
FROM {SCHEMA}.version AS v
JOIN {SCHEMA}.sealed AS s ON s.region = v.region AND s.version_id = v.id
WHERE v.region = %(region)s AND v.unit_id = %(unit_id)s AND v.version <= %(version)s)"""
_STANDS = f"""SELECT 1 FROM {_CONTENTS} AS v
WHERE content = %(package_id)s AND (place = 1 OR made_at = %(made_at)s)"""
# Of the version that the book has now; nothing where that was said of it last.
_TELL = f"""
INSERT INTO {SCHEMA}.standing (region, fiscal_year, unit_id, version_id, told_at, stages)
SELECT v.region, v.fiscal_year, v.unit_id, v.id, %(made_at)s, %(stages)s::jsonb
FROM {_CONTENTS} AS v
WHERE content = %(package_id)s
    AND NOT coalesce((SELECT s.version_id = v.id AND s.stages = %(stages)s::jsonb
        FROM {SCHEMA}.standing AS s WHERE s.region = v.region AND s.unit_id = v.unit_id
        ORDER BY {LAST_TOLD_FIRST} LIMIT 1), FALSE)
ORDER BY place LIMIT 1
ON CONFLICT DO NOTHING RETURNING id"""


class Loaded(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    KNOWN = "known"  # every version in it was there, and what it says of them
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What became of one file; `versions` are those that came in, `forms` in them.

    `standings` are the units of which a bureau's book said something new.
    """

    path: Path
    outcome: Loaded
    versions: int = 0
    forms: int = 0
    standings: int = 0
    sentence: str = ""  # why it was refused


class Loader:
    """Loads files over one connection."""

    def __init__(self, connection: "Connection[tuple[Any, ...]]", url: str) -> None:
        self._connection, self._url = connection, url
        self._offices: dict[tuple[str, str], int] = {}
        self._declarations: set[str] = set()
        with told_plainly(url):
            act_as_loader(connection)

    def load(self, path: Path) -> LoadedFile:
        """Load a file; what can't be read or trusted is refused and leaves nothing.

        Raises:
            ArchiveFault: the server refuses or is gone; nothing of the file is in the archive.
        """
        return self._guarded(path, lambda: self._take(path, arrivals(path)))

    def take(self, path: Path, arrived: Sequence[Arrival]) -> LoadedFile:
        """Write the versions of a file in one transaction; errors as `load`."""
        return self._guarded(path, lambda: self._take(path, arrived))

    def _guarded(self, path: Path, work: Callable[[], LoadedFile]) -> LoadedFile:
        from psycopg import DataError, IntegrityError

        try:
            with told_plainly(self._url), uncollected():
                return work()
        except REFUSALS as fault:
            reason = str(fault)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            reason = f"{_NOT_OURS}（{_told(error)}）。"
        except ArchiveFault as error:
            if not isinstance(error.__cause__, DataError | IntegrityError):
                raise
            reason = str(error)
        named = reason if path.name in reason else f"「{path.name}」：{reason}"
        return LoadedFile(path, Loaded.REFUSED, sentence=named)

    def _take(self, path: Path, arrived: Sequence[Arrival]) -> LoadedFile:
        if not arrived:
            raise ImportFault(path, "账套中没有单位。")
        prepared = [(it, self._offices_of(it.envelope.header), self._declare(it)) for it in arrived]
        taken = forms = told = 0
        with self._connection.transaction():
            for arrival, offices, declaration in prepared:
                values = _of_header(arrival, offices, declaration)
                if self._put(arrival, values):
                    taken += 1
                    forms += arrival.envelope.header.forms
                if arrival.stages:
                    told += self._tell(arrival.stages, values)
        outcome = Loaded.TAKEN if taken or told else Loaded.KNOWN
        return LoadedFile(path, outcome, taken, forms, told)

    def _put(self, arrival: Arrival, values: Mapping[str, Any]) -> bool:
        """Write one version; whether it was not there."""
        envelope = arrival.envelope
        header = envelope.header
        found = self._add("version", values)
        if found is None and header.kind == BOOK.name:
            found = self._add_again(values)
        if found is None:
            return False
        begin = (_region(header), header.fiscal_year, found)
        self._connection.execute(
            f"INSERT INTO {SCHEMA}.sealed ({_FIRST_OF_VERSION}, header, payload) "
            "VALUES (%s, %s, %s, %s, %b)",
            (*begin, envelope.header_line, b64decode(envelope.payload)),
        )
        self._copy(rows_of(arrival.payload["contents"], begin))
        return True

    def _add_again(self, values: Mapping[str, Any]) -> int | None:
        """Add what a book came back to, by undo or by hand: known, but another one counts since."""
        if self._connection.execute(_STANDS, values).fetchall():
            return None
        told = f"{values['package_id']}|{values['made_at'].isoformat()}"
        return self._add("version", {**values, "package_id": str(uuid5(NAMESPACE_OID, told))})

    def _tell(self, stages: Stages, values: Mapping[str, Any]) -> bool:
        """Write what a book says of a unit; whether it is not what was said last."""
        told = {**values, "stages": json.dumps(stages, ensure_ascii=False)}
        return bool(self._connection.execute(_TELL, told).fetchall())

    def _copy(self, rows: Mapping[str, CopyRows]) -> None:
        with self._connection.cursor() as cursor:
            for table, copied in rows.items():
                if text := copied.text():
                    with cursor.copy(COPIES[table]) as copy:
                        copy.write(text)

    # What versions stand below: small, the same for many, and there before any of them

    def _offices_of(self, header: Header) -> Mapping[str, int]:
        department = header.department
        year, region = header.fiscal_year, _region(header)
        key = f"{year}|{department.code}|{fold_name(department.name)}"
        about = {"region": region, "fiscal_year": year}
        named = {"key": key, "code": department.code, "name": department.name}
        owner = self._office("department", region, about | named)
        key = fold_name(header.unit.name)  # a code may be learnt later
        named = {"key": key, "code": header.unit.code, "name": header.unit.name}
        unit = self._office("unit", region, about | {"department_id": owner} | named)
        return {"department_id": owner, "unit_id": unit}

    def _office(self, table: str, region: str, values: Mapping[str, Any]) -> int:
        place = (table, f"{region}|{values.get('department_id', '')}|{values['key']}")
        if place not in self._offices:
            found = self._add(table, values)
            if found is None:
                owner = "department_id" if table == "unit" else "fiscal_year"
                [(found,)] = self._connection.execute(
                    f"SELECT id FROM {SCHEMA}.{table} "
                    f"WHERE region = %s AND key = %s AND {owner} = %s",
                    (region, values["key"], values[owner]),
                ).fetchall()
            self._offices[place] = found
        return self._offices[place]

    def _add(self, table: str, values: Mapping[str, Any]) -> int | None:
        """Add a row and give its id; None where there is one of its key."""
        names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        rows = self._connection.execute(
            f"INSERT INTO {SCHEMA}.{table} ({names}) VALUES ({marks}) "
            "ON CONFLICT DO NOTHING RETURNING id",
            tuple(values.values()),
        ).fetchall()
        return rows[0][0] if rows else None

    def _declare(self, arrival: Arrival) -> str:
        """The hash of what the form set declares; what it says is kept once."""
        extension = arrival.payload["dictionary"]
        text = json.dumps(extension, ensure_ascii=False, sort_keys=True)
        told = hashlib.sha256(text.encode()).hexdigest()
        if told not in self._declarations:
            with self._connection.transaction():
                self._put_declaration(told, text, extension)
            self._declarations.add(told)
        return told

    def _put_declaration(self, told: str, text: str, extension: Mapping[str, Any]) -> None:
        self._connection.execute(
            f"INSERT INTO {SCHEMA}.declaration (hash, extension) VALUES (%s, %s) "
            "ON CONFLICT DO NOTHING",
            (told, text),
        )
        for values in _life_line_kinds(told, extension):
            self._connection.execute(
                f"INSERT INTO {SCHEMA}.declared_kind VALUES ({', '.join(['%s'] * len(values))}) "
                "ON CONFLICT DO NOTHING",
                values,
            )


_NOT_OURS = "封存的内容不是本程序写成的，没有装入，请让对方重新发来"


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:80]


def _region(header: Header) -> str:
    return header.region.code or header.region.name


def _of_header(arrival: Arrival, offices: Mapping[str, int], declaration: str) -> Mapping[str, Any]:
    """What the archive says of a version, by column."""
    header = arrival.envelope.header
    return {
        "region": _region(header),
        "fiscal_year": header.fiscal_year,
        **offices,
        "package_id": header.package_id,
        "version": header.version,
        "made_at": datetime.fromisoformat(header.made_at),  # no word that the server knows
        "kind": header.kind,
        "stage": header.stage,
        "form_set": header.form_set,
        "declaration": declaration,
        "position": arrival.position,
        "forms": header.forms,
        "previous": header.previous,
        "program": header.program,
    }


def _life_line_kinds(told: str, extension: Mapping[str, Any]) -> Iterable[tuple[str | int, ...]]:
    """What stands on a project's life line beside its target, as `declared_kind` has it."""
    dictionary = extended(plain_table(extension, Path("dictionary")), trusted=True)
    for place, kind in enumerate(dictionary.stages(RecordKind.PROJECT)):
        line = kind.life_line
        if line is not None and kind.own:
            about = (kind.kind, kind.name, kind.stage, kind.told_apart_by)
            parts = (line.rows, line.value, line.score, line.planned, line.executed)
            yield (told, place, *about, *parts, _unit_of(kind, line))


def _unit_of(kind: KindDeclaration, line: LifeLineParts) -> str:
    """What the money of a life line is told in."""
    field = kind.fields.get(line.executed or line.planned)
    return "万元" if field is not None and field.kind is Kind.MONEY_WAN else "元"


def load_files(
    url: str, paths: Sequence[Path], workers: int = 1, progress: Progress = ignore_progress
) -> list[LoadedFile]:
    """Load files in one or several processes; what became of each, in their order.

    Raises:
        ArchiveFault: the server or a process broke off; files before are loaded, none half.
        Cancelled: `progress` stopped the work between two files.
    """
    return in_workers(url, load_work, paths, workers, progress)


def load_work(connection: "Connection[tuple[Any, ...]]", url: str) -> Callable[[Path], LoadedFile]:
    """What loads one file after the other over a connection."""
    return Loader(connection, url).load
