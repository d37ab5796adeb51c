"""Every kind of file is told once, and whoever reads or writes files knows each."""

import ast
from pathlib import Path

import pytest

from budgetdesk.domain.file_kinds import (
    BOOK,
    DISCLOSED,
    EXCHANGE,
    EXPORTED,
    FILE_KINDS,
    IMPORTED,
    TEXT,
    FileKind,
    dialog_filter,
    import_words,
    kind_of,
)
from budgetdesk.exchange.importing import _READERS
from budgetdesk.output.disclosure.files import DOCUMENT_WRITERS
from budgetdesk.output.sheet_files import SHEET_WRITERS

_PACKAGE = Path(__file__).resolve().parents[2] / "budgetdesk"
_SUFFIXES = {suffix for kind in FILE_KINDS for suffix in kind.suffixes}


@pytest.mark.parametrize("kind", FILE_KINDS, ids=str)
def test_a_kind_is_known_by_every_suffix(kind: FileKind) -> None:
    for suffix in kind.suffixes:
        assert kind_of(f"表 2024{suffix}") is kind
        assert kind_of(Path(f"表.内{suffix.upper()}")) is kind
    assert kind.filter == f"{kind.name} (*{kind.suffixes[0]})"


def test_no_two_kinds_share_a_suffix_or_a_key() -> None:
    suffixes = [suffix for kind in FILE_KINDS for suffix in kind.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert len({kind.key for kind in FILE_KINDS}) == len(FILE_KINDS)
    assert kind_of("表.odt") is None


def test_whatever_is_offered_is_read_or_written() -> None:
    # A text is read as what it begins like.
    assert set(_READERS) == set(IMPORTED) - {TEXT}
    assert {*SHEET_WRITERS, EXCHANGE} == set(EXPORTED)
    assert set(DOCUMENT_WRITERS) == set(DISCLOSED)
    assert BOOK in IMPORTED, "another office's"


def test_filters_and_words_name_every_suffix() -> None:
    words, listed = import_words(), dialog_filter("可导入的文件", IMPORTED)
    for kind in IMPORTED:
        for suffix in kind.suffixes:
            assert f"*{suffix}" in listed
            assert suffix in words
    assert listed.endswith(";;所有文件 (*)")


def test_no_other_module_lists_suffixes() -> None:
    """No tuple, list, set or dict of the package holds two suffixes of files but the registry."""
    found = []
    for path in _PACKAGE.rglob("*.py"):
        if path.name == "file_kinds.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts: list[ast.expr | None] = []
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                parts = [*node.elts]
            elif isinstance(node, ast.Dict):
                parts = [*node.keys]
            texts = [it.value for it in parts if isinstance(it, ast.Constant)]
            if sum(text in _SUFFIXES for text in texts if isinstance(text, str)) > 1:
                found.append(f"{path.relative_to(_PACKAGE)}: {ast.unparse(node)}")
    assert found == []
