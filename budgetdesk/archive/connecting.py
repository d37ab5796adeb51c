"""Connections to an archive. Nothing of their address is kept or printed with its password."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from budgetdesk.archive.columns import SCHEMA
from budgetdesk.archive.faults import ArchiveFault, parts_of, told_plainly

if TYPE_CHECKING:
    from psycopg import Connection

LOADER, READER, OWNER = "budgetdesk_loader", "budgetdesk_reader", "budgetdesk_owner"
"""Roles of the server: they can't log in, people's own roles are made their members."""

SHAPE = 2
"""The number of the tables and views as this program makes them; the schema's comment says it."""

_OLDEST = 150000  # PostgreSQL 15: views that ask for the rights of who reads them
_LOCAL = "Asia/Shanghai"  # what books and packages say without a time zone


@contextmanager
def connected(url: str) -> "Iterator[Connection[tuple[Any, ...]]]":
    """A connection that commits each statement.

    Raises:
        ArchiveFault: psycopg is missing, the server refuses or breaks off.
    """
    try:
        import psycopg
    except ImportError as error:
        told = "请安装：pip install 'budgetdesk[archive]'"
        raise ArchiveFault(f"没有连接 PostgreSQL 的部件（{error}），{told}。") from error
    parts_of(url)
    with (
        told_plainly(url),
        psycopg.connect(url, autocommit=True, application_name="budgetdesk") as connection,
    ):
        if connection.info.server_version < _OLDEST:
            raise ArchiveFault("数据库版本太旧，总库需要 PostgreSQL 15 或更新的版本。")
        connection.execute("SELECT set_config('timezone', %s, FALSE)", (_LOCAL,))
        yield connection


def act_as_loader(connection: "Connection[tuple[Any, ...]]") -> None:
    """Take the loader's rights where the one who logged in may, and no others.

    To bypass the rows' policies is no right that members inherit: the role has to be taken.

    Raises:
        ArchiveFault: another version of the program made the archive's tables and views.
    """
    if 0 < shape_of(connection) < SHAPE:
        raise ArchiveFault(
            "总库是旧版程序建的，请管理员用这一版程序运行一次 archive URL set-up，已有的数据不动。"
        )
    require_no_newer(connection)
    [(may,)] = connection.execute(
        "SELECT coalesce(pg_has_role(session_user, to_regrole(%s), 'MEMBER'), FALSE)", (LOADER,)
    ).fetchall()
    if may:
        connection.execute(f"SET ROLE {LOADER}")


def shape_of(connection: "Connection[tuple[Any, ...]]") -> int:
    """The `SHAPE` of the program that made the archive; 0 where there is none."""
    [(there, told)] = connection.execute(
        "SELECT to_regnamespace(%s)::oid, obj_description(to_regnamespace(%s), 'pg_namespace')",
        (SCHEMA, SCHEMA),
    ).fetchall()
    return int(told or 1) if there else 0


def require_no_newer(connection: "Connection[tuple[Any, ...]]") -> None:
    """Refuse an archive of a newer program.

    Raises:
        ArchiveFault: it is one.
    """
    if shape_of(connection) > SHAPE:
        raise ArchiveFault("总库是更新的版本建的，请先更新本机的程序。")
