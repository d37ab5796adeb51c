"""The shipped divisions: whole, below one another, with the licence they came under."""

from pathlib import Path

import pytest

from budgetdesk.assets import resource
from budgetdesk.domain.catalogue import CatalogueError
from budgetdesk.domain.divisions import load_divisions


def test_every_division_stands_below_another() -> None:
    divisions = load_divisions()
    assert len(divisions) == 3348
    assert sum(not each.above for each in divisions.values()) == 31
    for each in divisions.values():
        assert not each.above or each.above in divisions
        assert each.name == each.name.strip() != ""


def test_the_licence_stands_beside_the_file() -> None:
    folder = resource("catalogues")
    assert "PUBLIC LICENSE" in (folder / "divisions-LICENSE.txt").read_text("utf-8")
    sources = (folder / "SOURCES.md").read_text("utf-8")
    for path in folder.glob("*.csv"):
        named = path.name.replace("correspondence-2023", "correspondence-YEAR")
        assert f"`{named}`" in sources, path.name


@pytest.mark.parametrize(
    ("line", "message"),
    [("14100,甲,city,", "第 2 行"), ("141000,甲,city,\n141000,乙,city,", "第 3 行")],
)  # fmt: skip
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "divisions.csv"
    path.write_text(f"code,name,level,parent\n{line}\n", "utf-8")
    with pytest.raises(CatalogueError, match=message):
        load_divisions(path)
