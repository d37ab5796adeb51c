"""Reading TOML tables so that every fault names its file, table and key, and how to mend it."""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NoReturn, TypeVar

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.refusals import reason_of

T = TypeVar("T")

_TYPE_NAMES: dict[type, str] = {
    str: "文字", int: "整数", float: "数字", bool: "true 或 false", list: "数组", dict: "表",
}  # fmt: skip
_EXAMPLES: dict[type, str] = {
    str: '{key} = "…"', int: "{key} = 2", float: "{key} = 1.5", bool: "{key} = true",
    list: "{key} = [ … ]", dict: "{key} = {{ … }}",
}  # fmt: skip


class FormSetError(Exception):
    """A definition cannot be used; says in which file, table and key, and what to do."""

    def __init__(self, file: Path, table: str, key: str, problem: str) -> None:
        self.file = file
        self.table = table
        self.key = key
        self.problem = problem
        place = f"{file.parent.name}/{file.name}"
        place += f"，表 [{table}]" if table else ""
        place += f"，键 {key}" if key else ""
        super().__init__(f"{place}：{problem}")


@immutable
class _Node:
    """A TOML value with the file it was written in."""

    value: object
    file: Path


class TomlTable:
    """One table of a definition; remembers which keys were asked for, to refuse the others."""

    __slots__ = ("_asked", "_nodes", "file", "name")

    def __init__(self, file: Path, name: str, nodes: dict[str, _Node]) -> None:
        self.file = file
        self.name = name
        self._nodes = nodes
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    @property
    def written(self) -> tuple[str, ...]:
        """The keys written in the table."""
        return tuple(self._nodes)

    def fail(self, key: str, problem: str) -> NoReturn:
        """Refuse what stands at `key`, naming the file in which it was written."""
        node = self._nodes.get(key)
        raise FormSetError(node.file if node else self.file, self.name, key, problem)

    def text(self, key: str, default: str | None = None) -> str:
        """The text at `key`; without a default the key must be there."""
        return self._get(key, str, default)

    def whole(self, key: str, default: int | None = None) -> int:
        """The whole number at `key`."""
        return self._get(key, int, default)

    def count(self, key: str, default: int | None = None) -> int:
        """The whole number at `key`, at least 1."""
        number = self._get(key, int, default)
        if number < 1:
            self.fail(key, f"不能是 {number}，请写 1 或更大的整数。")
        return number

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false at `key`."""
        return self._get(key, bool, default)

    def number(self, key: str, default: float | None = None) -> float:
        """The number above 0 at `key`."""
        value = self._get(key, float, default)
        if not 0 < value < math.inf:
            self.fail(key, f"不能是 {value:g}，请写大于 0 的数字。")
        return value

    def signed(self, key: str) -> float:
        """The number at `key`, of either sign."""
        value = self._get(key, float, None)
        if not math.isfinite(value):
            self.fail(key, "不能是无穷大，请写一个数。")
        return value

    def one_of(self, key: str, allowed: Mapping[str, T], default: str | None = None) -> T:
        """What the word at `key` stands for."""
        word = self._get(key, str, default)
        if word not in allowed:
            near = _near(word, allowed)
            cure = f"请改为 {near}" if near else f"可用的有：{'、'.join(allowed)}"
            self.fail(key, f"没有「{word}」，{cure}。")
        return allowed[word]

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the array at `key`."""
        return self._items(key, str)

    def numbers(self, key: str) -> tuple[float, ...]:
        """The numbers above 0 of the array at `key`."""
        numbers = self._items(key, float)
        if not numbers or not all(0 < number < math.inf for number in numbers):
            self.fail(key, "请写至少一个数字，都要大于 0。")
        return numbers

    def pairs(self, key: str) -> tuple[tuple[float, float], ...]:
        """The pairs of numbers in the array at `key`, which may be none."""
        pairs = []
        for number, item in enumerate(self._get(key, list, None), start=1):
            both = [_as_kind(it, float) for it in item] if isinstance(item, list) else []
            if len(both) != 2 or not all(it is not None and math.isfinite(it) for it in both):
                self.fail(key, f"第 {number} 项应为两个数，请写成 {key} = [[90, 100], [60, 50]]。")
            pairs.append((item[0], item[1]))
        return tuple(pairs)

    def text_lists(self, key: str) -> list[list[str]]:
        """The arrays of texts in the array at `key`."""
        lists = self._get(key, list, None)
        if not all(isinstance(item, list) and _all_texts(item) for item in lists):
            self.fail(key, f'每一项都应是文字的数组，请写成 {key} = [["…", "…"], ["…"]]。')
        return lists

    def table(self, key: str) -> "TomlTable":
        """The table at `key`; empty where it is not written."""
        value = self._get(key, dict, {})
        return TomlTable(self._file(key), self._below(key), value)

    def tables(self, key: str) -> "tuple[TomlTable, ...]":
        """The tables of the array at `key`; their faults are counted from 1."""
        tables = []
        for number, item in enumerate(self._get(key, list, None), start=1):
            if not isinstance(item, dict):
                self.fail(key, f"第 {number} 项应为表，请写成 {{ … }}。")
            file = self._file(key)
            nodes = {name: _Node(value, file) for name, value in item.items()}
            tables.append(TomlTable(file, f"{self._below(key)} {number}", nodes))
        return tuple(tables)

    def holds(self, key: str, kind: type) -> bool:
        """Whether a value of that type is written at `key`."""
        return key in self._nodes and isinstance(self._nodes[key].value, kind)

    def without(self, *keys: str) -> "TomlTable":
        """The table but for some keys."""
        kept = {key: node for key, node in self._nodes.items() if key not in keys}
        return TomlTable(self.file, self.name, kept)

    def only(self, *keys: str) -> "TomlTable":
        """The table with some keys alone."""
        return self.without(*(key for key in self._nodes if key not in keys))

    def saying(self, key: str, value: object) -> "TomlTable":
        """The table with another value at a key."""
        node = _Node(value, self._file(key))
        return TomlTable(self.file, self.name, {**self._nodes, key: node})

    def like(self, key: str, other: str, word: str) -> "TomlTable":
        """With all that stands at `other` at `key` too, but for what that says itself.

        `word` is the key by which it says so, which goes.
        """
        own = self.table(key).without(word)._nodes  # noqa: SLF001 - same class's data
        below = {**self._nodes, key: self._nodes[other]}
        merged = _merge(below, {key: _Node(own, self._file(key))})
        return TomlTable(self.file, self.name, merged)

    def plain(self) -> dict[str, object]:
        """The whole table as plain values."""
        return {key: _plain(node) for key, node in self._nodes.items()}

    def finish(self) -> None:
        """Refuse the keys nobody asked for."""
        self.refuse_all_but(self._asked)

    def refuse_all_but(self, known: Collection[str]) -> None:
        """Refuse every key that is not among the known ones."""
        for key in self._nodes:
            if key not in known:
                near = _near(key, known)
                cure = f"请改为 {near}。" if near else "请删去或核对拼写。"
                self.fail(key, f"不认识这个键，{cure}")

    def _file(self, key: str) -> Path:
        node = self._nodes.get(key)
        return node.file if node else self.file

    def _below(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _get(self, key: str, kind: type[T], default: T | None) -> T:
        self._asked.add(key)
        node = self._nodes.get(key)
        if node is None:
            if default is None:
                self.fail(key, f"缺少这个键，请补上：{_EXAMPLES[kind].format(key=key)}。")
            return default
        if type(node.value) is kind:  # as nearly all are
            return node.value
        value = _as_kind(node.value, kind)
        if value is None:
            example = _EXAMPLES[kind].format(key=key)
            is_now = _TYPE_NAMES.get(type(node.value), "日期")
            self.fail(key, f"应为{_TYPE_NAMES[kind]}，现在是{is_now}，请写成 {example}。")
        return value

    def _items(self, key: str, kind: type[T]) -> tuple[T, ...]:
        items = [_as_kind(item, kind) for item in self._get(key, list, None)]
        if None in items:
            self.fail(key, f"第 {items.index(None) + 1} 项应为{_TYPE_NAMES[kind]}。")
        return tuple(item for item in items if item is not None)


def read_table(file: Path) -> TomlTable:
    """The top table of a TOML file.

    Raises:
        FormSetError: the file is absent, unreadable, or no valid TOML.
    """
    import tomllib  # not for what a start reads

    try:
        values = _parsed(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FormSetError(file, "", "", "没有这个文件，请核对套表文件夹是否完整。") from None
    except UnicodeDecodeError:
        raise FormSetError(file, "", "", "不是 UTF-8 编码，请另存为 UTF-8。") from None
    except OSError as error:
        raise FormSetError(file, "", "", f"读不了这个文件（{reason_of(error)}）。") from None
    except tomllib.TOMLDecodeError as error:
        problem = f"{_toml_place(error)}{_toml_fault(error)}"
        raise FormSetError(file, "", "", problem) from None
    return plain_table(values, file)


@lru_cache(maxsize=128)
def _parsed(text: str) -> Mapping[str, object]:
    """What a text says: sets that extend the same ones read the same files."""
    import tomllib

    return tomllib.loads(text)


def plain_table(values: Mapping[str, object], file: Path) -> TomlTable:
    """A table of plain values, as `TomlTable.plain` gives them; `file` is what faults name."""
    return TomlTable(file, "", {key: _wrap(value, file) for key, value in values.items()})


def merged(base: TomlTable, over: TomlTable) -> TomlTable:
    """`base` with what `over` says differently: tables key by key, anything else replaced."""
    return TomlTable(over.file, over.name, _merge(base._nodes, over._nodes))  # noqa: SLF001 - same class's data


def _merge(base: dict[str, _Node], over: dict[str, _Node]) -> dict[str, _Node]:
    result = dict(base)
    for key, node in over.items():
        below = base.get(key)
        if below and isinstance(below.value, dict) and isinstance(node.value, dict):
            result[key] = _Node(_merge(below.value, node.value), node.file)
        else:
            result[key] = node
    return result


def _wrap(value: object, file: Path) -> _Node:
    if isinstance(value, dict):
        return _Node({key: _wrap(item, file) for key, item in value.items()}, file)
    return _Node(value, file)


def _plain(node: _Node) -> object:
    if isinstance(node.value, dict):
        return {key: _plain(item) for key, item in node.value.items()}
    return node.value


def _as_kind(value: object, kind: type[T]) -> T | None:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    return None


def _all_texts(items: list[object]) -> bool:
    return bool(items) and all(isinstance(item, str) for item in items)


def _toml_place(error: ValueError) -> str:
    found = re.search(r"line ([0-9]+), column ([0-9]+)", str(error))
    return f"第 {found[1]} 行第 {found[2]} 列附近" if found else "文件末尾附近"


def _toml_fault(error: ValueError) -> str:
    twice = re.search(r"Cannot (?:declare|overwrite|mutate)", str(error))
    if twice:
        return "写了两次同一个表或键，请合并或改名。"
    return "不是有效的 TOML，请核对引号、括号和等号。"


def _near(word: str, words: Iterable[str]) -> str:
    from difflib import get_close_matches  # for faults alone, not at every start

    return next(iter(get_close_matches(word, list(words), n=1)), "")
