"""Loaders and server killed at random: no version is half there, and each is there once."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import psycopg
import pytest

from budgetdesk.archive.columns import tables
from budgetdesk.archive.connecting import connected
from budgetdesk.archive.faults import ArchiveFault
from budgetdesk.archive.loading import Loaded, load_files
from budgetdesk.archive.schema import set_up
from tests.archive.packages import PackageMaker, write_package
from tests.archive.server import Server, lacking

FORMS, ROWS, LINES = 2, 4, 4


@pytest.fixture
def exposed() -> Iterator[tuple[Server, str]]:
    """A server that writes as it would in an office, and the address of its archive."""
    if reason := lacking():
        pytest.skip(reason)
    server = Server(safe=True)
    url = server.new_database("archive")
    with connected(url) as connection:
        set_up(connection, url)
    yield server, url
    server.stop()


def packages(folder: Path, count: int) -> list[Path]:
    """Packages of a hundred units in several versions."""
    make = PackageMaker(1, rows=ROWS)
    return [
        write_package(folder / f"{n}.xlsx", make.envelope(f"院{n % 100}", FORMS, 1 + n // 100))
        for n in range(count)
    ]


def whole_versions(url: str) -> int:
    """How many versions are there; each must be whole, and no row of any other."""
    wanted = {"project": 1, "funding": 2, "indicator": 2 * ROWS, "ledger_line": LINES}
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # others may load
        versions = connection.execute("SELECT id, package_id FROM budgetdesk.version").fetchall()
        assert len({package for _, package in versions}) == len(versions)
        known = {row_id for row_id, _ in versions}
        for table in ("sealed", *(it.name for it in tables())):
            rows = 1 if table == "sealed" else wanted.get(table, 0) * FORMS
            found = connection.execute(
                f"SELECT version_id, count(*) FROM budgetdesk.{table} GROUP BY 1"
            ).fetchall()
            assert dict(found) == (dict.fromkeys(known, rows) if rows else {}), table
    return len(versions)


def test_a_server_that_dies_leaves_whole_versions(
    server: Server, archive: str, tmp_path: Path
) -> None:
    files = packages(tmp_path, 40)
    with ThreadPoolExecutor(1) as thread:
        loading = thread.submit(load_files, archive, files)
        while whole_versions(archive) < 3:
            time.sleep(0.01)
        server.kill()
        assert isinstance(loading.exception(), ArchiveFault)
    server.start()
    assert 3 <= whole_versions(archive) < 40
    load_files(archive, files)
    assert whole_versions(archive) == 40
    assert {it.outcome for it in load_files(archive, files[::-1])} == {Loaded.KNOWN}


@pytest.mark.proof
def test_loaders_and_server_killed_at_random(exposed: tuple[Server, str], tmp_path: Path) -> None:
    server, url = exposed
    files, chance = packages(tmp_path, 1000), Random()
    orders = (files, files[::-1])
    loaders = [_loader(url, order) for order in orders]
    kills = {"loader": 0, "server": 0}
    while not _come(url, whole_versions(url) + chance.randrange(20, 120), loaders):
        if chance.random() < 0.3:
            server.kill()
            kills["server"] += 1
            assert [loader.wait() for loader in loaders] == [2, 2]
            server.start()
            loaders = [_loader(url, order) for order in orders]
        else:
            at = chance.randrange(2)
            loaders[at].kill()
            kills["loader"] += 1
            assert loaders[at].wait() == -9
            loaders[at] = _loader(url, orders[at])
    assert [loader.wait() for loader in loaders] == [0, 0]
    print(kills)
    assert sum(kills.values()) > 5
    assert {it.outcome for it in load_files(url, files)} == {Loaded.KNOWN}
    assert whole_versions(url) == 1000


def _come(url: str, versions: int, loaders: Sequence["subprocess.Popen[bytes]"]) -> bool:
    """Wait for so many versions; whether the loaders came to their end before."""
    with psycopg.connect(url, autocommit=True) as connection:
        while (
            connection.execute("SELECT count(*) FROM budgetdesk.version").fetchall()[0][0]
            < versions
        ):
            if None not in [loader.poll() for loader in loaders]:
                return True
            time.sleep(0.01)
    return False


def _loader(url: str, files: list[Path]) -> "subprocess.Popen[bytes]":
    call = [sys.executable, "-m", "budgetdesk", "archive", url, *map(str, files), "--workers", "1"]
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
