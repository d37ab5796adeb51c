"""The examples of docs/dictionary.md are read as they stand."""

import re
from pathlib import Path

import pytest

from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.toml_table import read_table

_DOCS = Path(__file__).parents[2] / "docs" / "dictionary.md"
_EXAMPLES = re.findall(r"```toml\n(.*?)```", _DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)
_WHOLE = [text for text in _EXAMPLES if not text.startswith("[parameters]")]


@pytest.mark.parametrize("text", _WHOLE, ids=[text.split("\n", 1)[0] for text in _WHOLE])
def test_an_example_is_a_dictionary(tmp_path: Path, text: str) -> None:
    file = tmp_path / "dictionary.toml"
    file.write_text(text, encoding="utf-8")
    assert extended(read_table(file)).kinds


def test_parameters_are_read_by_name(tmp_path: Path) -> None:
    (text,) = [text for text in _EXAMPLES if text.startswith("[parameters]")]
    parameters, field = text.split("# in dictionary.toml\n")
    file = tmp_path / "dictionary.toml"
    fields = (
        '[one]\nname = "甲"\nbelow = "project"\n[one.fields]\n'
        'a = { name = "执行数", kind = "money" }\nb = { name = "预算数", kind = "money" }\n'
    )
    file.write_text(f"{parameters}\n{fields}{field}", encoding="utf-8")
    assert "score" in extended(read_table(file)).kinds["one"].formulas
