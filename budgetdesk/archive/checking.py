"""审核 over an archive: a department's newest versions as a book of their own, by the same rules.

What was found is kept with the version of the rules. A department is checked again only when one
of its versions or the rules are others.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetdesk import __version__
from budgetdesk.archive.columns import SCHEMA
from budgetdesk.archive.connecting import act_as_loader, connected
from budgetdesk.archive.copying import CopyRows, numbers, ticks, words
from budgetdesk.archive.faults import told_plainly
from budgetdesk.archive.views import WhichVersions
from budgetdesk.archive.working import in_workers
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.checks.report import Report
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.toml_table import plain_table
from budgetdesk.domain.file_kinds import BOOK
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.severity import Severity
from budgetdesk.exchange.checking import check_book, finding_content
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.refusals import REFUSALS
from budgetdesk.exchange.sealed.contents import texts_of
from budgetdesk.exchange.sealed.envelope import Payload, kept_envelope
from budgetdesk.forms.carried import SETTING, bring_sets
from budgetdesk.forms.loader import definition_hash, is_known, load_form_set

if TYPE_CHECKING:
    from psycopg import Connection


class CheckTask(NamedTuple):
    """A department to check: its newest versions in tree order."""

    region: str
    fiscal_year: int
    department_id: int
    department: str
    form_set: str
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckedDepartment:
    """What 审核 of a department came to; `fault` says why it could not be done."""

    region: str
    fiscal_year: int
    department: str
    errors: int = 0
    findings: int = 0
    is_new: bool = True
    fault: str = ""


def check_archive(
    url: str, workers: int = 1, progress: Progress = ignore_progress
) -> list[CheckedDepartment]:
    """Check every department in several processes; what was checked already is told from there.

    Raises:
        ArchiveFault: the server or a process broke off; what was found is kept.
        Cancelled: `progress` stopped the work between two departments.
    """
    with connected(url) as connection, told_plainly(url):
        act_as_loader(connection)
        tasks = tuple(_tasks(connection))
    return in_workers(url, check_work, tasks, workers, progress)


def check_work(
    connection: "Connection[tuple[Any, ...]]", url: str
) -> Callable[[CheckTask], CheckedDepartment]:
    """What checks one department after the other over a connection."""
    with told_plainly(url):
        act_as_loader(connection)
    return _Checking(connection, url).check


def rule_set_of(form_set: str) -> str:
    """The version of the rules over a form set: the program's, and the hash of what decides.

    Raises:
        FormSetError: there is no such set here, or it cannot be used.
    """
    rules = RulesInForce(load_form_set(form_set))
    told = [f"{rule.code} {rule.severity} {rule.title}" for rule in rules]
    content = "\n".join((*sorted(told), definition_hash(form_set)))
    return f"{__version__}+{form_set}.{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _tasks(connection: "Connection[tuple[Any, ...]]") -> Iterator[CheckTask]:
    rows = connection.execute(
        "SELECT u.region, u.fiscal_year, u.department_id, min(d.name), min(v.form_set), "
        "array_agg(v.id ORDER BY u.position NULLS LAST, u.code, u.name, u.id) "
        f"FROM {WhichVersions.NEWEST}.version AS v "
        f"JOIN {WhichVersions.NEWEST}.unit AS u ON u.id = v.id "
        f"JOIN {SCHEMA}.department AS d ON d.region = u.region AND d.id = u.department_id "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2, min(d.code), 3"
    ).fetchall()
    for region, year, row_id, name, form_set, versions in rows:
        yield CheckTask(region, year, row_id, name, form_set, tuple(versions))


class _Checking:
    """Checks departments over one connection."""

    def __init__(self, connection: "Connection[tuple[Any, ...]]", url: str) -> None:
        self._connection, self._url = connection, url

    def check(self, task: CheckTask) -> CheckedDepartment:
        """Check a department, or tell what was found before."""
        about = (task.region, task.fiscal_year, task.department)
        try:
            with told_plainly(self._url):
                return self._check(task)
        except REFUSALS as fault:
            return CheckedDepartment(*about, fault=str(fault))

    def _check(self, task: CheckTask) -> CheckedDepartment:
        if is_known(task.form_set) and (before := self._before(task)):
            return before
        payloads = [self._payload(task, it) for it in task.versions]
        with TemporaryDirectory() as folder, _book_of(task, payloads, Path(folder)) as book:
            report = check_book(book)
        return self._keep(task, report)

    def _payload(self, task: CheckTask, version: int) -> Payload:
        [(header, payload)] = self._connection.execute(
            f"SELECT header, payload FROM {SCHEMA}.sealed WHERE region = %s AND version_id = %s",
            (task.region, version),
            binary=True,
        ).fetchall()
        return kept_envelope(header, b64encode(payload).decode()).opened()

    def _before(self, task: CheckTask) -> CheckedDepartment | None:
        """What was found in the same versions by the same rules."""
        rows = self._connection.execute(
            "SELECT count(f.n), count(f.n) FILTER (WHERE f.severity = %s) "
            f"FROM {SCHEMA}.check_run AS r LEFT JOIN {SCHEMA}.finding AS f "
            "ON f.region = r.region AND f.run_id = r.id WHERE r.region = %s "
            "AND r.department_id = %s AND r.rule_set = %s AND r.versions = %s::bigint[] "
            "GROUP BY r.id",
            (Severity.ERROR, *_key_of(task)),
        ).fetchall()
        if not rows:
            return None
        [(findings, errors)] = rows
        about = (task.region, task.fiscal_year, task.department)
        return CheckedDepartment(*about, errors, findings, is_new=False)

    def _keep(self, task: CheckTask, report: Report) -> CheckedDepartment:
        """Keep what was found; another process may have kept the same."""
        with self._connection.transaction():
            rows = self._connection.execute(
                f"INSERT INTO {SCHEMA}.check_run "
                "(region, fiscal_year, department_id, rule_set, versions, faults) "
                "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id",
                (task.region, task.fiscal_year, *_key_of(task)[1:], len(report.faults)),
            ).fetchall()
            for (run_id,) in rows:
                with self._connection.cursor().copy(_COPY) as copy:
                    copy.write(_rows(task, run_id, report))
        errors = sum(it.severity is Severity.ERROR for it in report.findings)
        about = (task.region, task.fiscal_year, task.department)
        return CheckedDepartment(*about, errors, len(report.findings))


_COPY = (
    f"COPY {SCHEMA}.finding (region, fiscal_year, run_id, n, code, severity, title, unit, "
    "project, explained, content) FROM STDIN"
)


def _key_of(task: CheckTask) -> tuple[str, int, str, list[int]]:
    return task.region, task.department_id, rule_set_of(task.form_set), list(task.versions)


def _rows(task: CheckTask, run_id: int, report: Report) -> str:
    rows = CopyRows([task.region, str(task.fiscal_year), str(run_id)])
    found = report.findings
    rows.add(
        numbers(range(len(found))),
        words([it.code for it in found]),
        words([it.severity.value for it in found]),
        words([it.title for it in found]),
        words([it.place.unit for it in found]),
        words([it.place.project for it in found]),
        ticks([it.explanation is not None for it in found]),
        words([json.dumps(finding_content(it), ensure_ascii=False) for it in found]),
    )
    return rows.text()


def _book_of(task: CheckTask, payloads: Sequence[Payload], folder: Path) -> Book:
    """A book with the contents of a department's packages.

    Raises:
        ImportFault: something of them can't be taken.
    """
    first = payloads[0]
    dictionary = extended(plain_table(first["dictionary"], folder), trusted=True)
    files = first["form_set_files"]
    info = BookInfo(task.form_set, task.fiscal_year, task.department)
    book = Book.create(
        folder / f"check{BOOK.suffix}", info, dictionary, {SETTING: files} if files else {}
    )
    with ExitStack() as closing:
        closing.callback(book.close)
        bring_sets(book)
        _fill(book, payloads, folder, task.department)
        closing.pop_all()
    return book


def _fill(book: Book, payloads: Sequence[Payload], folder: Path, department: str) -> None:
    paths = [path for n, it in enumerate(payloads) for path in _files(it, folder / str(n))]
    report = import_files(book, paths, decisions=Decisions(OnExisting.OVERWRITE))
    lost = [note for file in report.files for note in file.notes if "没有导入" in note]
    if lost:
        raise ImportFault(Path(department), f"有内容不能审核：{lost[0]}")


def _files(payload: Payload, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    for name, text in texts_of(payload["contents"]):
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        yield path
