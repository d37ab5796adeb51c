"""Who tells a clerk of a field asks the form set what it is called, not the dictionary."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "budgetdesk"
# Floors that say it in the program's words, which others put into the forms' own.
BELOW = ("dictionary/", "domain/", "book/", "checks/", "forms/", "exchange/drawing/")
# What else reads a label, and why; the list may only get shorter.
KNOWN = {
    "desktop/dialogs/number.py": "of a field that the set itself declares",
    "exchange/clipboard/copying_out.py": "the editor puts what it copies into the forms' words",
    "exchange/contrasts.py": "who asks for contrasts puts them into the forms' words",
    "exchange/foreign/indicators.py": "of a column, which has no other word",
    "exchange/placement/labels.py": "labels to be recognised, not told",
    "exchange/portal/fields.py": "the comparison puts all into the forms' words",
    "exchange/portal/rows.py": "the comparison puts all into the forms' words",
    "exchange/privacy.py": "who publishes says the forms' words",
    "exchange/set_versions/changes.py": "what a set's dictionary says, before and after",
    "exchange/set_versions/rewording.py": "what a set's dictionary says, before and after",
    "tables/overview.py": "headings of the statistics, which are the program's",
}
_OWN = ("in_own_words(", "form_set.label_of(", "load_forms_of(book).label_of", ".in_own_words")


def _reads_label(node: ast.AST) -> bool:
    """Whether a field's label is read: of `field`, `one`, what `field_of` or `fields[…]` gives."""
    if not isinstance(node, ast.Attribute) or node.attr != "label":
        return False
    of = ast.unparse(node.value)
    return of in ("field", "one") or of.startswith("field_of(") or "field(" in of or "fields" in of


def _telling() -> Iterator[str]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name, text = file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8")
        if name.startswith(BELOW) or name.startswith("desktop/drawing/"):
            continue
        if any(map(_reads_label, ast.walk(ast.parse(text)))):
            if not any(word in text for word in _OWN):
                yield name
        elif "dictionary.base import" in text and " label_of" in text.partition("\n\n\n")[0]:
            yield name


def test_only_those_that_are_named_read_the_dictionary_s_label() -> None:
    assert set(_telling()) == set(KNOWN)
