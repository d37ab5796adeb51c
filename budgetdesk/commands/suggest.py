"""`suggest`: what could stand in a project's indicators, from the office's own forms."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.commands.console import DONE, add_book, receive

if TYPE_CHECKING:
    from budgetdesk.suggestions.past import PastForm
    from budgetdesk.suggestions.proposing import Suggestion

    Suggestions = Mapping[tuple[str, str], Sequence[Suggestion]]


def suggest(wish: argparse.Namespace) -> int:
    """Print suggestions for each place of a project's form."""
    from budgetdesk.book.book import Book
    from budgetdesk.suggestions.asking import suggestions_for
    from budgetdesk.suggestions.index import index_file, remembered

    others = [*remembered(index_file(), apart=wish.book)]
    others += [form for past in wish.past for form in _forms_of(past)]
    with Book.open(wish.book, read_only=True) as book:
        receive(book)
        found = suggestions_for(book, wish.project, others)
    print(_as_json(found) if wish.json else _told(found))
    return DONE


def _forms_of(path: Path) -> "Sequence[PastForm]":
    from budgetdesk.book.book import Book
    from budgetdesk.suggestions.past import past_forms

    with Book.open(path, read_only=True) as book:
        receive(book)
        return tuple(past_forms(book))


def _told(found: "Suggestions") -> str:
    lines = []
    for (level1, level2), suggestions in found.items():
        lines.append(f"{level1}　{level2}")
        lines += [f"    {_line(it)}" for it in suggestions] or ["    没有可供参考的指标"]
    return "\n".join(lines)


def _line(it: "Suggestion") -> str:
    value = f"　{it.target}（{it.target_why}）" if it.target else ""
    return f"{it.name}{value}　—　{it.why}"


def _as_json(found: "Suggestions") -> str:
    rows = [
        {"level1": level1, "level2": level2, "name": it.name, "why": it.why, "target": it.target,
         "target_why": it.target_why, "evidence": it.evidence}
        for (level1, level2), suggestions in found.items()
        for it in suggestions
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=1)


def add_suggest(parser: argparse.ArgumentParser) -> None:
    """Let the command take its arguments."""
    add_book(parser)
    parser.add_argument(
        "--project", metavar="ID", type=int, required=True, help="项目的编号（见 list）"
    )
    parser.add_argument(
        "--past", metavar="BOOK", type=Path, action="append", default=[],
        help="往年的账套，也从中找；可写多次",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
