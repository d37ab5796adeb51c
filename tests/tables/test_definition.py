"""tables.toml that is wrong is refused, naming file, table and key, with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.forms.loader import FormSetError, form_set_ids
from budgetdesk.tables.definition import Rows, TableSet, load_table_set, read_table_set

_SET = 'name = "试用套表"\n'
_TABLES = """
version = "1"
unit = "万元"
no_data = "注：本表无数据"
classes = [["201", "一般公共服务支出"]]
order = ["t03"]
[tables.t03]
number = "预算公开表3"
title = "{year}年预算支出总表"
keys = ["line", "code", "total"]
[[tables.t03.sides]]
view = "table_03"
rows = "codes"
columns = [
    { key = "code", heads = ["项目", "科目编码"], text = "code", width = 60 },
    { key = "total", heads = ["合计"], amount = "total", width = 70 },
]
"""
Read = Callable[[str], TableSet]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def from_text(text: str) -> TableSet:
        folder = tmp_path / "trial"
        folder.mkdir(exist_ok=True)
        (folder / "set.toml").write_text(_SET, "utf-8")
        (folder / "tables.toml").write_text(text, "utf-8")
        return read_table_set(tmp_path, "trial")

    return from_text


@pytest.mark.parametrize("set_id", form_set_ids())
def test_every_form_set_has_the_thirteen_tables(set_id: str) -> None:
    tables = load_table_set(set_id)
    assert [table.id[:3] for table in tables.tables] == [f"t{n:02d}" for n in range(1, 14)]
    assert len(tables.classes) == 30
    assert load_table_set(set_id) is tables


def test_a_definition_is_read(read: Read) -> None:
    tables = read(_TABLES)
    (table,) = tables.tables
    (side,) = table.sides
    assert side.rows is Rows.CODES
    assert [column.name for column in side.columns] == ["科目编码", "合计"]
    assert (side.columns[1].amount, side.columns[1].text) == ("total", "")


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('order = ["t03"]', 'order = ["t04"]', "键 order", "没有写「t04」这张表"),
        ('"201", "一般', '"201"], ["一般', "键 classes", "每一项应为编码和名称"),
        ('view = "table_03"', 'view = "table_033"', "键 view", "请改为 table_03"),
        ('rows = "codes"', 'rows = "code"', "键 rows", "请改为 codes"),
        ('amount = "total"', 'amount = "totals"', "键 amount", "请改为 total"),
        (', amount = "total"', "", "键 key", "要么写 text，要么写 amount"),
        ('text = "code"', 'text = "title"', "键 text", "没有「title」"),
        ('heads = ["合计"]', "heads = []", "键 heads", "至少一层表头"),
        ('key = "total"', 'key = "code"', "键 sides", "两列的 key 相同"),
        ('"line", "code", "total"', '"line", "sum"', "键 keys", "没有「sum」这一列"),
        ('number = "预算公开表3"', 'numbers = "预算公开表3"', "键 number", "缺少这个键"),
        ('rows = "codes"', 'rows = "codes"\nheight = 3', "键 height", "不认识这个键"),
        ('version = "1"', 'version = "1"\nextra = 1', "键 extra", "不认识这个键"),
    ],
)
def test_what_is_wrong_is_named(read: Read, old: str, new: str, place: str, reason: str) -> None:
    assert old in _TABLES
    with pytest.raises(FormSetError) as refused:
        read(_TABLES.replace(old, new))
    assert "trial/tables.toml" in str(refused.value)
    assert place in str(refused.value)
    assert reason in str(refused.value)


def test_a_fixed_line_names_a_column_of_its_view(read: Read) -> None:
    items = 'rows = "items"\nitems = [{ name = "合计", row = "", column = "sum" }]'
    with pytest.raises(FormSetError, match=r"sides 1\.items 1.*没有「sum」"):
        read(_TABLES.replace('rows = "codes"', items))


def test_a_set_without_tables_says_so(tmp_path: Path) -> None:
    (tmp_path / "trial").mkdir()
    (tmp_path / "trial" / "set.toml").write_text(_SET, "utf-8")
    with pytest.raises(FormSetError, match=r"trial/tables\.toml.*没有这个文件"):
        read_table_set(tmp_path, "trial")
