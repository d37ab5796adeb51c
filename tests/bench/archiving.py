"""A province in PostgreSQL: 100,000 forms of 117 counties go in, and their tables come out."""

import resource
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetdesk.archive.arriving import Arrival
from budgetdesk.archive.columns import SCHEMA, tables
from budgetdesk.archive.connecting import act_as_loader, connected
from budgetdesk.archive.loading import COPIES, LoadedFile, Loader
from budgetdesk.archive.rows import rows_of
from budgetdesk.archive.schema import set_up
from budgetdesk.archive.tabulating import Wanted, archive_tables_json, region_tables
from budgetdesk.archive.views import WhichVersions
from budgetdesk.archive.working import in_workers
from budgetdesk.book.table_views import SUMS
from budgetdesk.exchange.sealed.envelope import Envelope, kept_envelope
from tests.archive.packages import PackageMaker
from tests.archive.server import Server, lacking
from tests.bench.figures import Figure, in_turns

if TYPE_CHECKING:
    from psycopg import Connection

FORMS = 100_000
_COUNTIES = 117
_IN_PACKAGE = 60
_ROWS = 12  # indicators of a horizon; with funding and lines 31 rows a form
_PROVINCE = 700_000
_LOAD_BAR, _TABLE_BAR, _PROJECT_BAR = 3.0, 5.0, 3.0
_ROUNDS = 5
_BY_PROJECT = "project_sums"
_BARE = f"""SELECT region, function_code, nature, source, origin, sum(amount)
FROM {SCHEMA}.ledger_line GROUP BY 1, 2, 3, 4, 5"""
_BARE_BY_PROJECT = f"""SELECT region, version_id, project_id, project, source, origin, sum(amount)
FROM {SCHEMA}.ledger_line WHERE nature = 'project' GROUP BY 1, 2, 3, 4, 5, 6"""


def figures(folder: Path, forms: int = FORMS) -> Iterator[Figure]:
    """Measure with generated packages; nothing where no PostgreSQL can be had."""
    if reason := lacking():
        print(reason)
        return
    server = Server(safe=True)
    try:
        urls = [_archive(server, name) for name in ("plain", "loaded")]
        files = _sealed(folder, forms)
        plain = _measured(server, lambda: _copy_plainly(urls[0], files))
        loaded = _measured(server, lambda: in_workers(urls[1], sealed_work, files, 2))
        yield _loading(forms, loaded, plain, _size(urls[1]))
        with connected(urls[1]) as connection:
            connection.execute("ANALYZE")
            yield from _tabulating(connection, urls[1], forms)
    finally:
        server.stop()


def _archive(server: Server, name: str) -> str:
    url = server.new_database(name)
    with connected(url) as connection:
        set_up(connection, url)
    return url


def _sealed(folder: Path, forms: int) -> list[Path]:
    """What is sealed in packages, a file each: its header and its payload."""
    makers = [PackageMaker(n, f"14{n:04}", rows=_ROWS) for n in range(_COUNTIES)]
    files = []
    for number in range(-(-forms // _IN_PACKAGE)):
        maker = makers[number % _COUNTIES]
        envelope = maker.envelope(f"单位{number // _COUNTIES}", _IN_PACKAGE)
        files.append(folder / f"{number}.sealed")
        files[-1].write_text(f"{envelope.header_line}\n{envelope.payload}", encoding="utf-8")
    return files


def _read(file: Path) -> Envelope:
    header, payload = file.read_text(encoding="utf-8").split("\n")
    return kept_envelope(header, payload)


def sealed_work(
    connection: "Connection[tuple[Any, ...]]", url: str
) -> Callable[[Path], LoadedFile]:
    """What loads payloads that stand in files of their own."""
    loader = Loader(connection, url)

    def load(file: Path) -> LoadedFile:
        envelope = _read(file)
        return loader.take(file, (Arrival(envelope, envelope.opened()),))

    return load


def _copy_plainly(url: str, files: Sequence[Path]) -> tuple[float, float]:
    """COPY the same rows out of ready text over one connection: seconds, and of processor."""
    clock = client = 0.0
    with connected(url) as connection, connection.transaction(), connection.cursor() as cursor:
        act_as_loader(connection)
        for first in range(0, len(files), 200):  # ready text of all would fill the memory
            texts = _ready(files[first : first + 200], first)
            start, busy = time.perf_counter(), time.process_time()
            for statement, text in texts:
                with cursor.copy(statement) as copy:
                    copy.write(text)
            clock += time.perf_counter() - start
            client += time.process_time() - busy
    return clock, client


def _ready(files: Sequence[Path], first: int) -> list[tuple[str, bytes]]:
    texts: dict[str, list[str]] = {table.name: [] for table in tables()}
    sealed = []
    for number, file in enumerate(files, start=first + 1):
        envelope = _read(file)
        begin = (envelope.header.region.code, envelope.header.fiscal_year, number)
        for table, rows in rows_of(envelope.opened()["contents"], begin).items():
            texts[table].append(rows.text())
        header = envelope.header_line.replace("\\", "\\\\")
        cells = (*map(str, begin), header, "\\\\x" + b64decode(envelope.payload).hex())
        sealed.append("\t".join(cells) + "\n")
    copies = [(COPIES[name], "".join(text).encode()) for name, text in texts.items()]
    return [*copies, (f"COPY {SCHEMA}.sealed FROM STDIN", "".join(sealed).encode())]


class _Taken(NamedTuple):
    """Seconds by the clock, and of processor for clients and server."""

    clock: float
    client: float
    server: float

    @property
    def busy(self) -> str:
        return f"{self.client:.0f} + {self.server:.0f} s"


def _measured(server: Server, work: Callable[[], object]) -> _Taken:
    """What a work takes; where it gives times of its own, those of clock and client."""
    start, before = time.perf_counter(), (_clients(), server.processor_time())
    told = work()
    clock, client = time.perf_counter() - start, _clients() - before[0]
    if isinstance(told, tuple):
        clock, client = told
    time.sleep(1)  # a connection's process ends behind it
    return _Taken(clock, client, server.processor_time() - before[1])


def _clients() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _size(url: str) -> int:
    with connected(url) as connection:
        [(size,)] = connection.execute("SELECT pg_database_size(current_database())").fetchall()
    return int(size)


def _loading(forms: int, loaded: _Taken, plain: _Taken, size: int) -> Figure:
    whole = loaded.clock / forms * _PROVINCE
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Figure(
        what=f"{forms:,} forms into the archive from sealed payloads, two loaders",
        bar=f"at most {_LOAD_BAR:.0f} × the reference",
        time=loaded.clock,
        met=loaded.clock <= _LOAD_BAR * plain.clock,
        reference_name="COPY of the same rows from ready text, one connection",
        reference=plain.clock,
        note=f"Processor, clients + server: {loaded.busy} against {plain.busy}. "
        f"{forms / loaded.clock:,.0f} forms a second, {size / forms / 1000:.1f} kB a form with "
        f"what was sealed, {memory} MB the largest process; {_PROVINCE:,} forms: {whole / 60:.0f} "
        f"minutes and {size / forms * _PROVINCE / 1e9:.1f} GB, extrapolated in proportion.",
    )


def _tabulating(
    connection: "Connection[tuple[Any, ...]]", url: str, forms: int
) -> Iterator[Figure]:
    others = [name for name in SUMS if name != _BY_PROJECT]

    def rows(*statements: str) -> None:
        for statement in statements:
            connection.execute(statement.encode()).fetchall()

    def sums(*names: str) -> Callable[[], None]:
        return lambda: rows(*(f"SELECT * FROM {WhichVersions.NEWEST}.{name}" for name in names))

    works = (sums(*others), lambda: rows(_BARE), sums(_BY_PROJECT), lambda: rows(_BARE_BY_PROJECT))
    ours, bare, projects, bare_projects = in_turns(works, _ROUNDS)
    lines = connection.execute(f"SELECT count(*) FROM {SCHEMA}.ledger_line").fetchall()[0][0]
    whole = _time(lambda: archive_tables_json(region_tables(connection, url, Wanted())))
    counties = f"{_COUNTIES} counties, {lines:,} lines"
    yield Figure(
        what=f"The sums of T1 to T11 for {counties}",
        bar=f"at most {_TABLE_BAR:.0f} × the reference",
        time=ours,
        met=ours <= _TABLE_BAR * bare,
        reference_name="a bare GROUP BY county, function, nature, source, origin",
        reference=bare,
        note=f"`tables --json` of all counties with every table made: {whole:.1f} s. "
        f"{_PROVINCE:,} forms: {ours / forms * _PROVINCE:.0f} s for the sums, extrapolated.",
    )
    yield Figure(
        what=f"The sums of T12 and T13 for {counties}",
        bar=f"at most {_PROJECT_BAR:.0f} × the reference",
        time=projects,
        met=projects <= _PROJECT_BAR * bare_projects,
        reference_name="a bare GROUP BY project, source, origin",
        reference=bare_projects,
    )
