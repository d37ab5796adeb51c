"""Connections to an archive. Nothing of their address is kept or printed with its password."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from budgetdesk.archive.faults import ArchiveFault, parts_of, told_plainly

if TYPE_CHECKING:
    from psycopg import Connection

LOADER, READER, OWNER = "budgetdesk_loader", "budgetdesk_reader", "budgetdesk_owner"
"""Roles of the server: they can't log in, people's own roles are made their members."""

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
    """
    [(may,)] = connection.execute(
        "SELECT coalesce(pg_has_role(session_user, to_regrole(%s), 'MEMBER'), FALSE)", (LOADER,)
    ).fetchall()
    if may:
        connection.execute(f"SET ROLE {LOADER}")
