"""What goes wrong with an archive, as one sentence without any password."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

_IN_URL = re.compile(r"(?<=//)([^/@\s]*?):([^/\s]*)@")
_AS_WORD = re.compile(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&]+)", re.IGNORECASE)
_HIDDEN = "***"


class ArchiveFault(Exception):  # noqa: N818 - what the archive or its server refuses
    """An archive can't be used; the sentence says why and what to do."""


def without_password(text: str, url: str = "") -> str:
    """A text that shows no password: none of a connection string in it, and not that of `url`."""
    shown = _AS_WORD.sub(rf"\1{_HIDDEN}", _IN_URL.sub(rf"\1:{_HIDDEN}@", text))
    for secret in _secrets(url):
        shown = shown.replace(secret, _HIDDEN)
    return shown


def parts_of(url: str) -> dict[str, Any]:
    """What a connection string says.

    Raises:
        ArchiveFault: it is none; nothing of it is repeated, for a password may stand in it.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        return conninfo_to_dict(url)
    except psycopg.Error:
        raise ArchiveFault("数据库地址写得不对，应如 postgresql://用户@主机/库名。") from None


def _secrets(url: str) -> Iterator[str]:
    """The passwords in a connection string, as they are meant and as an address spells them."""
    told = parts_of(url) if url else {}
    for secret in (str(value) for name, value in told.items() if "password" in name and value):
        yield secret
        yield quote(secret, safe="")


@contextmanager
def told_plainly(url: str) -> Iterator[None]:
    """Let what the database refuses be an `ArchiveFault`."""
    import psycopg
    from psycopg import errors

    try:
        yield
    except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
        raise ArchiveFault("数据库里还没有总库，请先由管理员运行 archive URL set-up。") from error
    except errors.InsufficientPrivilege as error:
        told = "没有权限，请管理员授予 budgetdesk_loader（装入、审核）或 budgetdesk_reader（查询）"
        raise ArchiveFault(f"{told}：{_reason(error, url)}。") from error
    except psycopg.OperationalError as error:
        told = "请检查网络、地址和密码；没有装完的文件没有写入，可以重新运行"
        raise ArchiveFault(f"数据库连不上或中断了（{_reason(error, url)}），{told}。") from error
    except psycopg.Error as error:
        raise ArchiveFault(f"数据库不接受（{_reason(error, url)}）。") from error


def _reason(error: Exception, url: str) -> str:
    return without_password(" ".join(str(error).split()), url) or type(error).__name__
