"""No floor above the dictionary lists fields by hand, or asks which kind a record is.

Allowed are what the program reasons about in Python: the typed records, the rules, the tables and
the document, and the tables of the book as they were first made.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from budgetdesk.dictionary.base import base_dictionary

PACKAGE = Path(__file__).resolve().parents[2] / "budgetdesk"
PATHS = {field.path for field in base_dictionary().fields() if not field.path.startswith("ledger")}
REASONED_ABOUT = (
    "dictionary/", "domain/", "checks/rules/", "checks/language/", "tables/", "disclosure/",
    "book/table_views.py", "book/schema.py", "book/migrations.py", "commands/",
)  # fmt: skip
# What still lists fields by hand, and why; the list may only get shorter.
KNOWN = {
    "book/filled_in.py": "the fingerprint of a form that was marked in an older book stays its own",
    "exchange/projects_file.py": "the parts of the file in their order",
    "exchange/shape.py": "what keys of the files themselves are called",
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if not name.startswith(REASONED_ABOUT):
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def _listed(node: ast.AST) -> set[str]:
    """The paths among the texts of a literal list, set, tuple or dictionary."""
    if isinstance(node, ast.Dict):
        items = [key for key in node.keys if key is not None]
    elif isinstance(node, ast.List | ast.Set | ast.Tuple):
        items = node.elts
    else:
        return set()
    texts = {it.value for it in items if isinstance(it, ast.Constant) and isinstance(it.value, str)}
    return texts & PATHS


def test_no_floor_above_the_dictionary_lists_fields_by_hand() -> None:
    found = {
        name: sorted(listed)
        for name, tree in _modules()
        for node in ast.walk(tree)
        if len(listed := _listed(node)) > 2
    }
    assert set(found) == set(KNOWN), {name: found.get(name) for name in set(found) ^ set(KNOWN)}


def test_a_list_of_words_in_one_text_is_one_too() -> None:
    assert not [
        (name, node.value)
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and len(set(node.value.split()) & PATHS) > 3
    ]


def _asked_kinds(tree: ast.AST) -> Iterator[int]:
    """The lines where a comparison or a case is held against one of the base kinds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            parts: list[ast.AST] = [node.left, *node.comparators]
        elif isinstance(node, ast.match_case):
            parts = [node.pattern]
        else:
            continue
        yield from (line for part in parts for line in _named_kinds(part))


def _named_kinds(node: ast.AST) -> Iterator[int]:
    """Where a base kind is named, but for what is handed to a function."""
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "RecordKind":
            yield node.lineno
        return
    for child in ast.iter_child_nodes(node):
        yield from _named_kinds(child)


def test_no_floor_above_the_dictionary_asks_which_kind_a_record_is() -> None:
    files = (it for it in sorted(PACKAGE.rglob("*.py")) if "dictionary" not in it.parts)
    assert not {
        file.relative_to(PACKAGE).as_posix(): lines
        for file in files
        if (lines := [*_asked_kinds(ast.parse(file.read_text(encoding="utf-8")))])
    }


RECORD_CLASSES = frozenset(
    (
        *("Project", "OverallForm", "DisclosureForm", "DeclaredRecord", "Department", "Unit"),
        *("Indicator", "KeyTask", "DeclaredRow", "Held", "FormRecord", "Above", "ListRow"),
        *("ProjectCase", "OverallCase", "DeclaredCase", "FormCase", "RecordCase"),
    )
)
"""The classes of record kinds, of their rows, and the cases that the rules have of them."""


def _told_by_class(tree: ast.AST) -> Iterator[int]:
    """The lines where what comes next depends on the class of a record."""
    for node in ast.walk(tree):
        if isinstance(node, ast.MatchClass):
            asked: tuple[ast.AST, ...] = (node.cls,)
        elif isinstance(node, ast.Compare) and "type" in map(_called, _sides(node)):
            asked = _sides(node)
        elif isinstance(node, ast.Call) and _called(node) in ("isinstance", "issubclass"):
            asked = tuple(node.args[1:])
        else:
            continue
        if any(_last_name(it) in RECORD_CLASSES for one in asked for it in ast.walk(one)):
            yield node.lineno


def _sides(node: ast.Compare) -> tuple[ast.AST, ...]:
    return (node.left, *node.comparators)


def _called(node: ast.AST) -> str:
    return _last_name(node.func) if isinstance(node, ast.Call) else ""


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_no_floor_above_the_domain_tells_records_apart_by_their_classes() -> None:
    files = (
        it for it in sorted(PACKAGE.rglob("*.py")) if not {"dictionary", "domain"} & {*it.parts}
    )
    assert not {
        file.relative_to(PACKAGE).as_posix(): lines
        for file in files
        if (lines := [*_told_by_class(ast.parse(file.read_text(encoding="utf-8")))])
    }


def test_what_asks_for_the_class_of_a_record_is_found() -> None:
    asked = (
        "isinstance(one, Project)",
        "isinstance(one, records.OverallForm | DeclaredRecord)",
        "type(one) is Unit",
        "match one:\n    case Department(name):\n        pass",
    )
    assert all([*_told_by_class(ast.parse(text))] for text in asked)
    assert not [*_told_by_class(ast.parse("Project(one) if isinstance(one, str) else one.unit"))]
