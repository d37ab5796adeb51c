"""A PostgreSQL for all tests of the archive, and for each an archive of its own."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from budgetdesk.archive.connecting import connected
from budgetdesk.archive.schema import OFFICE_TABLES, set_up, version_tables
from tests.archive.server import Server, lacking


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if reason := lacking():
        pytest.skip(reason)
    made = Server()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def one_archive(server: Server) -> str:
    url = server.new_database("archive")
    with connected(url) as connection:
        set_up(connection, url)
    return url


@pytest.fixture
def archive(one_archive: str) -> Iterator[str]:
    """The address of an empty archive."""
    yield one_archive
    with psycopg.connect(one_archive, autocommit=True) as connection:
        names = [table.name for table in (*OFFICE_TABLES, *version_tables())]
        listed = ", ".join(f"budgetdesk.{it}" for it in (*names, "reader_region"))
        connection.execute(f"TRUNCATE {listed} RESTART IDENTITY")


Ask = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def ask(archive: str) -> Iterator[Ask]:
    """Asks the archive with all rights."""
    with psycopg.connect(archive, autocommit=True) as connection:
        yield lambda sql, *values: connection.execute(sql, values or None).fetchall()
