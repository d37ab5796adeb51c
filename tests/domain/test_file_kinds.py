"""Every kind of file is told once, and whoever reads or writes files knows each."""

import ast
from pathlib import Path

import pytest

from budgetdesk.domain import file_kinds
from budgetdesk.domain.file_kinds import (
    BOOK,
    DISCLOSED,
    EXCHANGE,
    EXPORTED,
    FILE_KINDS,
    IMPORTED,
    TEXT,
    FileKind,
    Offer,
    import_words,
    kind_of,
)
from budgetdesk.exchange.importing import _READERS
from budgetdesk.output.disclosure.files import DOCUMENT_WRITERS
from budgetdesk.output.sheet_files import SHEET_WRITERS

_PACKAGE = Path(__file__).resolve().parents[2] / "budgetdesk"
_SUFFIXES = {suffix for kind in FILE_KINDS for suffix in (*kind.suffixes, *kind.old)}
_OFFERS = [it for it in vars(file_kinds).values() if isinstance(it, Offer)]


@pytest.mark.parametrize("kind", FILE_KINDS, ids=str)
def test_a_kind_is_known_by_every_suffix(kind: FileKind) -> None:
    for suffix in (*kind.suffixes, *kind.old):
        assert kind_of(f"表 2024{suffix}") is kind
        assert kind_of(Path(f"表.内{suffix.upper()}")) is kind
    assert kind.filter == f"{kind.name} (*{kind.suffixes[0]})"


def test_no_two_kinds_share_a_suffix_or_a_key() -> None:
    suffixes = [suffix for kind in FILE_KINDS for suffix in (*kind.suffixes, *kind.old)]
    assert len(set(suffixes)) == len(suffixes)
    assert len({kind.key for kind in FILE_KINDS}) == len(FILE_KINDS)
    assert kind_of("表.odt") is None


def test_whatever_is_offered_is_read_or_written() -> None:
    # A text is read as what it begins like.
    assert set(_READERS) == set(IMPORTED) - {TEXT}
    assert {*SHEET_WRITERS, EXCHANGE} == set(EXPORTED)
    assert set(DOCUMENT_WRITERS) == set(DISCLOSED)
    assert BOOK in IMPORTED, "another office's"


def test_words_name_every_suffix_and_what_becomes_of_old_files() -> None:
    words = import_words()
    for kind in IMPORTED:
        assert all(suffix in words for suffix in (*kind.suffixes, *kind.old))
    assert ".doc、.wps 先另存为 .docx" in words


@pytest.mark.parametrize("offer", _OFFERS, ids=lambda it: it.name)
def test_a_dialog_lists_what_is_read_and_tells_of_old_files_what_to_do(offer: Offer) -> None:
    first, *olds, last = offer.filter.split(";;")
    assert last == "所有文件 (*)"
    assert first.startswith(f"{offer.name} (")
    for kind in offer.kinds:
        assert all(f"*{suffix}" in first for suffix in kind.suffixes)
        assert not any(f"*{suffix} " in f"{first[:-1]} " for suffix in kind.old)
    told = {(kind.suffix, suffix) for kind in offer.kinds for suffix in kind.old}
    assert len(olds) == len({wanted for wanted, _ in told})
    for wanted, suffix in told:
        assert any(f"另存为 {wanted} " in old and f"*{suffix}" in old for old in olds)


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
