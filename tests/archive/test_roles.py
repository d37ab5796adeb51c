"""Each role may do what it is there for, and nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from budgetdesk.archive.columns import public_of, record_tables, table_of
from budgetdesk.archive.loading import load_files
from budgetdesk.archive.views import SCHEMAS
from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.domain.kind import Kind
from tests.archive.conftest import Ask
from tests.archive.packages import PackageMaker, write_package
from tests.archive.server import Server
from tests.exchange.sealed.conftest import run

PEOPLE = {
    "loading_clerk": "budgetdesk_loader",
    "province_reader": "budgetdesk_reader",
    "county_reader": "budgetdesk_reader",
    "stranger": None,
}
Do = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def filled(archive: str, ask: Ask, tmp_path: Path) -> str:
    """Two counties, and people with a role each."""
    for n, region in enumerate(("141001", "141002")):
        envelope = PackageMaker(n, region).envelope("卫生院", 2)
        load_files(archive, [write_package(tmp_path / f"{region}.xlsx", envelope)])
    with psycopg.connect(archive, autocommit=True) as connection:
        for person, role in PEOPLE.items():
            connection.execute(
                f"DO $$ BEGIN CREATE ROLE {person} LOGIN; "
                "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            )
            if role:
                connection.execute(f"GRANT {role} TO {person}")
        connection.execute(
            "INSERT INTO budgetdesk.standing "
            "(region, fiscal_year, unit_id, version_id, told_at, stages) SELECT region, "
            """fiscal_year, unit_id, id, made_at, '{"目标": {"state": "accepted"}}' """
            "FROM budgetdesk.version"
        )
        connection.execute(
            "INSERT INTO budgetdesk.reader_region VALUES "
            "('province_reader', '*'), ('county_reader', '141001')"
        )
    return archive


@pytest.fixture
def as_person(filled: str, server: Server) -> Iterator[Callable[[str], Do]]:
    """Lets a person ask the archive."""
    name = psycopg.conninfo.conninfo_to_dict(filled)["dbname"]
    opened = []

    def of(person: str) -> Do:
        connection = psycopg.connect(server.url(str(name), person), autocommit=True)
        opened.append(connection)

        def do(sql: str, *values: object) -> list[tuple[object, ...]]:
            cursor = connection.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

        return do

    yield of
    for connection in opened:
        connection.close()


def url_of(server: Server, archive: str, person: str) -> str:
    return server.url(str(psycopg.conninfo.conninfo_to_dict(archive)["dbname"]), person)


REGIONS = "SELECT array_agg(DISTINCT region ORDER BY region) FROM {}"


@pytest.mark.parametrize(
    ("person", "regions"),
    [("province_reader", ["141001", "141002"]), ("county_reader", ["141001"])],
)
def test_a_reader_sees_the_regions_that_are_its_own(
    as_person: Callable[[str], Do], person: str, regions: list[str]
) -> None:
    do = as_person(person)
    for schema in SCHEMAS:
        for view in ("unit", "project", "ledger_line", "register", "money_by_source", "standing"):
            assert do(REGIONS.format(f"{schema}.{view}")) == [(regions,)], (schema, view)
        [(departments,)] = do(f"SELECT count(DISTINCT department_id) FROM {schema}.table_03")
        assert departments == len(regions)
    assert do(REGIONS.format("budgetdesk.ledger_line")) == [(regions,)]


def test_a_reader_cannot_widen_what_it_sees(as_person: Callable[[str], Do]) -> None:
    do = as_person("county_reader")
    for attempt in (
        "INSERT INTO budgetdesk.reader_region VALUES ('county_reader', '*')",
        "UPDATE budgetdesk.reader_region SET region = '*'",
        "SET ROLE budgetdesk_loader",
        "SET ROLE budgetdesk_owner",
        "ALTER TABLE budgetdesk.project DISABLE ROW LEVEL SECURITY",
        "CREATE VIEW budgetdesk_accepted.mine AS SELECT 1",
        "CREATE TABLE budgetdesk.mine (a int)",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            do(attempt)
    do("SET row_security = off")
    with pytest.raises(errors.InsufficientPrivilege):
        do("SELECT count(*) FROM budgetdesk_accepted.project")


def test_persons_and_running_texts_are_no_public_columns() -> None:
    kept_back = {Kind.PERSON, Kind.PHONE, Kind.PARAGRAPH, Kind.TARGET}
    public = {(it.name, name) for it in record_tables() for name in public_of(it.columns)}
    for kind in base_dictionary().kinds.values():
        for field in kind.fields.values():
            if field.personal or field.kind in kept_back:
                group = kind.group_of(field.path)
                table = (group.table if group else "") or table_of(kind)
                assert (table, field.column) not in public, field.path


def test_no_view_shows_a_person_or_a_running_text(as_person: Callable[[str], Do], ask: Ask) -> None:
    do = as_person("province_reader")
    shown = ask(
        "SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = ANY (%s)",
        list(SCHEMAS),
    )
    assert len(shown) > 500
    for table in record_tables():
        hidden = [column for column in table.columns if not column.public]
        told = {(f"{schema}.{table.name}", it.name) for schema in SCHEMAS for it in hidden}
        assert told.isdisjoint(shown)
        for column in hidden:
            with pytest.raises(errors.InsufficientPrivilege):
                do(f"SELECT {column.name} FROM budgetdesk.{table.name}")
    for attempt in ("sealed", "declaration", "life_line"):
        with pytest.raises(errors.InsufficientPrivilege):
            do(f"SELECT * FROM budgetdesk.{attempt}")
    assert do("SELECT count(*) FROM pg_stats WHERE schemaname = 'budgetdesk' AND "
              "attname IN ('phone', 'responsible', 'overview')") == [(0,)]  # fmt: skip


def test_a_loader_adds_and_changes_nothing(as_person: Callable[[str], Do]) -> None:
    do = as_person("loading_clerk")
    do("SET ROLE budgetdesk_loader")
    for table in ("version", "sealed", "project", "ledger_line", "check_run", "unit", "standing"):
        for attempt in (
            f"UPDATE budgetdesk.{table} SET region = '1'",
            f"DELETE FROM budgetdesk.{table}",
            f"TRUNCATE budgetdesk.{table}",
            f"DROP TABLE budgetdesk.{table}",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                do(attempt)
    for attempt in (
        "INSERT INTO budgetdesk.reader_region VALUES ('loading_clerk', '*')",
        "CREATE TABLE budgetdesk.mine (a int)",
        "SET ROLE budgetdesk_owner",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            do(attempt)


def test_the_program_works_with_the_rights_of_who_logs_in(
    filled: str, server: Server, tmp_path: Path
) -> None:
    package = write_package(tmp_path / "新.xlsx", PackageMaker(7, "141003").envelope("中心", 2))
    clerk, reader, county, stranger = (url_of(server, filled, it) for it in PEOPLE)
    code, out, err = run("archive", reader, package, "--workers", 1)
    assert (code, out) == (2, "")
    assert "没有权限" in err
    assert run("archive", stranger, "list")[0] == 2
    assert run("archive", county, "check", "--workers", 1)[0] == 2
    assert run("archive", clerk, package, "--workers", 1)[0] == 0
    assert "共 3 个版本" in run("archive", clerk, "list")[1]
    assert "共 3 个版本" in run("archive", reader, "list")[1]
    assert "共 1 个版本" in run("archive", county, "list")[1]
    whole, own = (run("archive", it, "tables", "--json") for it in (clerk, county))
    assert whole[0] == own[0] == 0
    assert run("archive", reader, "tables", "--json") == whole
    assert run("archive", clerk, "tables", "--json", "--region", "141001")[1] == own[1] != whole[1]
