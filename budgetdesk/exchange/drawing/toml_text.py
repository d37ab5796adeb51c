"""Values as TOML, the way a person would write a form set."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

_LONGEST = 96


def toml_value(value: object) -> str:
    """A text, number, flag, array or inline table."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inside = ", ".join(f"{toml_key(key)} = {toml_value(it)}" for key, it in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(toml_value, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def toml_key(key: str) -> str:
    """A key, in quotes where it has to be."""
    return (
        key
        if key.replace("_", "").isascii() and key.replace("_", "").isalnum()
        else (json.dumps(key, ensure_ascii=False))
    )


def toml_lines(table: Mapping[str, object]) -> list[str]:
    """The lines of a table's plain values; long arrays are broken."""
    lines = []
    for key, value in table.items():
        line = f"{toml_key(key)} = {toml_value(value)}"
        if len(line) > _LONGEST and isinstance(value, list | tuple):
            inside = "".join(f"    {toml_value(it)},\n" for it in value)
            line = f"{toml_key(key)} = [\n{inside}]"
        lines.append(line)
    return lines


def toml_table(name: str, table: Mapping[str, object]) -> str:
    """A table with its heading; "" for an empty one."""
    if not table:
        return ""
    return "\n".join([f"[{name}]", *toml_lines(table)]) + "\n"


def toml_rows(part: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows of a part of a form, one cell a line."""
    blocks = []
    for row in rows:
        said = {key: value for key, value in row.items() if key != "cells"}
        cells = "".join(f"    {toml_value(cell)},\n" for cell in row["cells"])
        lines = [f"[[rows.{part}]]", *toml_lines(said), f"cells = [\n{cells}]"]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
