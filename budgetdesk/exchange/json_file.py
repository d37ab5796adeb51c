"""Reading a JSON file from anywhere: any content is either plain data or a plain refusal."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from budgetdesk.book.store import is_open_here
from budgetdesk.domain.refusals import reason_of
from budgetdesk.domain.text import decode_text, shorten
from budgetdesk.exchange.faults import ImportFault

LARGEST_FILE = 64 * 1024 * 1024  # bytes; a county's thousand projects are 5 MB


@dataclass(frozen=True, slots=True)
class JsonNumber:
    """A JSON number as written: amounts come as text, and nothing here becomes a float."""

    digits: str


def read_bytes(path: Path) -> bytes:
    """The whole file.

    Raises:
        ImportFault: it can't be read, is empty or too large, or is a book that is open: reading
            that would drop SQLite's locks on it.
    """
    try:
        _require_readable(path)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise ImportFault(path, f"文件超过 {LARGEST_FILE // 2**20} MB，请拆分后再导入。")
    except FileNotFoundError:
        raise ImportFault(path, "没有这个文件，请核对路径。") from None
    except OSError as error:
        raise ImportFault(path, f"无法读取（{reason_of(error)}）。") from error
    except ValueError as error:  # a NUL in the path
        raise ImportFault(path, "没有这个文件，请核对路径。") from error
    if not data.strip():
        raise ImportFault(path, "文件是空的。")
    return data


def _require_readable(path: Path) -> None:
    if path.is_dir():
        raise ImportFault(path, "这是文件夹，请选择其中的文件。")
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise ImportFault(path, "不是普通文件，不能导入。")
    if is_open_here(path):
        raise ImportFault(path, "这是正打开着的账套，请选择别的文件。")


def read_text(path: Path) -> str:
    """The whole file as text. Errors as `read_bytes`, or the encoding."""
    data = read_bytes(path)
    try:
        return decode_text(data)
    except UnicodeDecodeError:
        raise ImportFault(path, "编码无法识别，请另存为 UTF-8 文本后再导入。") from None


def read_json(path: Path) -> object:
    """The content of a JSON file; numbers as `Number`.

    Raises:
        ImportFault: it is no JSON, nested too deep, or says a key twice.
    """
    return json_content(path, read_text(path))


def json_content(path: Path, text: str) -> object:
    """The same of a text that stands in a file; errors as `read_json`."""
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 个字"
        raise ImportFault(path, f"不是完整的 JSON 文件（{place}处有误）。") from error
    except RecursionError:
        raise ImportFault(path, "JSON 嵌套过深，不是可导入的文件。") from None
    except _ContentError as error:
        raise ImportFault(path, str(error)) from None


class _ContentError(ValueError):
    pass


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _ContentError(f"同一处写了两次「{shorten(twice)}」，无法确定以哪一个为准。")
    return content


def _refuse_constant(word: str) -> NoReturn:
    raise _ContentError(f"含有不能作为数据的「{word}」。")
