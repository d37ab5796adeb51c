"""What may be wrong with a list that follows, a proposal or a parameter is told with its place."""

from pathlib import Path

import pytest

from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.toml_table import FormSetError, read_table

KIND = """
[review]
name = "自查表"
below = "project"

[review.fields]
number = { name = "次数", kind = "count" }
at = { name = "批复日期", kind = "date" }

[review.lists.rows]
name = "指标"
follows = "indicators.annual"

[review.lists.rows.fields]
name = { name = "三级指标", kind = "paragraph", carried = "row.name" }
state = { name = "状态", kind = "choice" }
actual = { name = "实际完成值", kind = "target" }
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"indicators.annual"', '"indicators.anual"', "indicators.annual"),
        ("row.name", "row.nam", "所跟随的列表没有这个字段"),
        ("row.name", "unit", 'carried = "row.'),
        ('follows = "indicators.annual"\n', "", "所跟随的列表没有这个字段"),
        ('kind = "paragraph", carried', 'kind = "count", carried', "与所跟随的"),
        ("[review.lists.rows.fields]", 'amends = "state"\n[review.lists.rows.fields]', "in_force"),
        ("[review.lists.rows.fields]", 'amends = "actual"\n[review.lists.rows.fields]', "state"),
        ('below = "project"', 'below = "project"\nin_force = "name"', "没有「name」"),
        (
            'kind = "count" }',
            'kind = "count", proposed = "1", computed = "1" }',
            "computed 和 proposed 只能写一个",
        ),
        ('kind = "count" }', 'kind = "count", proposed = "没有的" }', "算式 proposed 不对"),
        ('kind = "count" }', 'kind = "count", proposed = "批复日期" }', "这个字段要数"),
        ("[review]", '[parameters]\na = { name = "甲", value = "十" }\n[review]', "应为数字"),
        ("[review]", '[parameters]\na = { name = "甲", valu = 1 }\n[review]', "value"),
    ],
)
def test_a_fault_names_its_file_and_cure(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in KIND
    file = tmp_path / "dictionary.toml"
    file.write_text(KIND.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormSetError) as caught:
        extended(read_table(file))
    assert "dictionary.toml" in str(caught.value)
    assert told in str(caught.value)


def test_as_it_stands_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "dictionary.toml"
    file.write_text(KIND, encoding="utf-8")
    (rows,) = extended(read_table(file)).kinds["review"].following
    assert (rows.slotted, rows.follows, rows.fixed) == (True, "indicators.annual", True)
