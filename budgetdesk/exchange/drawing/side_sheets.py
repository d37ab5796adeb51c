"""The sheets of a template that are no form: rules of 审核, formulas, figures, a line each.

A person reads and changes them in a spreadsheet. Blank cells say nothing.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.kind_words import KIND_NAMES
from budgetdesk.domain.severity import SEVERITY_LABELS
from budgetdesk.exchange.drawing.toml_text import toml_value

Says = dict[str, Any]
Kinds = Mapping[str, KindDeclaration]


class SideColumn(NamedTuple):
    """A column: its heading, the key that it tells, and how wide it is in characters.

    `write` makes a cell's text of a value; `read` the value again, None where it can't be one.
    """

    head: str
    key: str
    width: int
    write: Callable[[Any, Kinds], str] = lambda value, _kinds: str(value)
    read: Callable[[str, Kinds], Any] = lambda text, _kinds: text


class SideSheet(NamedTuple):
    """A sheet: its name, its columns, how many of them each line must have."""

    name: str
    columns: tuple[SideColumn, ...]
    needed: tuple[str, ...]


def _write_kind(record: Any, kinds: Kinds) -> str:
    return kinds[record].name if record in kinds else str(record)


def _read_kind(text: str, kinds: Kinds) -> str | None:
    return next((key for key, it in kinds.items() if text in (it.name, key)), None)


def _by_words(words: Mapping[str, str]) -> tuple[Any, Any]:
    keys = {word: key for key, word in words.items()}
    return (lambda value, _kinds: words[value]), (lambda text, _kinds: keys.get(text))


_KIND = re.compile(r"(?P<word>[^(（]+)(?:[(（](?P<places>[0-9])[)）])?")


def _write_field_kind(kind: Any, _kinds: Kinds) -> str:
    plain, bracket, rest = str(kind).partition("(")
    return KIND_NAMES[plain] + bracket + rest


def _read_field_kind(text: str, _kinds: Kinds) -> str | None:
    found = _KIND.fullmatch(text)
    kind = next((it for it, word in KIND_NAMES.items() if found and found["word"] == word), None)
    places = found["places"] if found else None
    return f"{kind}({places})" if kind and places else kind


def _write_lines(value: Any, _kinds: Kinds) -> str:
    return "\n".join([value] if isinstance(value, str) else value)


def _read_lines(text: str, _kinds: Kinds) -> Any:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0] if len(lines) == 1 else lines


def _read_list(text: str, _kinds: Kinds) -> Any:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _write_example(value: Any, _kinds: Kinds) -> str:
    """A line a field: its path, and what would be typed; lists as TOML has them."""
    return "\n".join(
        f"{key} = {it if isinstance(it, str) and not _is_toml(it) else toml_value(it)}"
        for key, it in value.items()
    )


def _is_toml(text: str) -> bool:
    return text.startswith(("[", "{", '"')) or "\n" in text or text != text.strip()


def _read_example(text: str, _kinds: Kinds) -> Says | None:
    found: Says = {}
    for line in filter(str.strip, text.splitlines()):
        key, equals, value = (it.strip() for it in line.partition("="))
        if not (key and equals):
            return None
        found[key.strip('"')] = value
        if value.startswith(("[", "{", '"')):
            try:
                found[key.strip('"')] = tomllib.loads(f"v = {value}")["v"]
            except tomllib.TOMLDecodeError:
                return None
    return found


def _read_number(text: str, _kinds: Kinds) -> int | float | None:
    plain = text.replace(",", "")
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", plain):
        return None
    return float(plain) if "." in plain else int(plain)


def _read_steps(text: str, _kinds: Kinds) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _number(head: str, key: str) -> SideColumn:
    return SideColumn(head, key, 8, lambda it, _kinds: f"{it:g}", _read_number)


_SEVERITY = _by_words({key.value: word for key, word in SEVERITY_LABELS.items()})
USES = {
    "name": "改称",
    "computed": "算出",
    "proposed": "建议",
    "required_when": "何时必填",
    "carried": "带入",
}
"""What a line says of a field, by its key in a dictionary: its formula, or another name."""
_RECORD = SideColumn("表", "record", 20, _write_kind, _read_kind)
RULES = SideSheet(
    "审核规则",
    (
        SideColumn("编号", "code", 7),
        SideColumn("表", "kind", 20, _write_kind, _read_kind),
        SideColumn("名称", "title", 22),
        SideColumn("严重程度", "severity", 9, *_SEVERITY),
        SideColumn("列表", "rows", 12),
        SideColumn("条件", "when", 40),
        SideColumn("字段", "at", 18, _write_lines, _read_lines),
        SideColumn("提示语", "message", 40),
        SideColumn("另列的值", "values", 16, _write_lines, _read_list),
        SideColumn("查什么", "checks", 30),
        SideColumn("理由", "why", 30),
        SideColumn("依据", "source", 24),
        SideColumn("自动改为", "fix", 16),
        SideColumn("应查出的例子", "failing", 24, _write_example, _read_example),
        SideColumn("应通过的例子", "passing", 24, _write_example, _read_example),
    ),
    ("code",),
)
FORMULAS = SideSheet(
    "公式",
    (
        _RECORD,
        SideColumn("列表", "list", 14),
        SideColumn("字段", "key", 18),
        SideColumn("名称", "name", 24),
        SideColumn("类型", "kind", 10, _write_field_kind, _read_field_kind),
        SideColumn("单位", "unit", 8),
        SideColumn("作用", "use", 9, *_by_words(USES)),
        SideColumn("公式", "formula", 70),
    ),
    ("record", "key", "use"),
)
PARAMETERS = SideSheet(
    "参数",
    (
        SideColumn("编号", "key", 20),
        SideColumn("名称", "name", 34),
        _number("值", "value"),
        _number("最小", "least"),
        _number("最大", "most"),
        SideColumn("分档", "steps", 40, lambda it, _kinds: json.dumps(it), _read_steps),
    ),
    ("key",),
)
SIDE_SHEETS: Sequence[SideSheet] = (RULES, FORMULAS, PARAMETERS)
"""In the order in which a template has them."""


def side_sheet_of(name: str, heads: Sequence[str]) -> SideSheet | None:
    """The kind of sheet that a name and the texts of a first row say; None for a form."""
    found = next((it for it in SIDE_SHEETS if it.name == name.strip()), None)
    if found is None:
        return None
    by_key = {column.key: column.head for column in found.columns}
    return found if {by_key[key] for key in found.needed} <= {*heads} else None
