"""What a form set may add to the dictionary, and how a fault in it is told."""

from pathlib import Path

import pytest

from budgetdesk.dictionary.base import base_dictionary, extended
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.toml_table import FormSetError, read_table
from budgetdesk.domain.kind import Kind

OWN = """
[project.fields]
poverty = { name = "巩固脱贫成果说明", kind = "paragraph", hint = "填写成效", longest = 500 }
mentor = { name = "联系人", kind = "person" }
share = { name = "配套比例", kind = "decimal(3)" }

[project.by_horizon.fields]
saved = { name = "节约资金", kind = "money" }

[project.by_horizon.lists.indicators.fields]
weight = { name = "分值", kind = "count" }

[project.lists.steps]
name = "实施步骤"

[project.lists.steps.fields]
what = { name = "内容", kind = "paragraph" }
until = { name = "完成时限", kind = "date" }
cost = { name = "所需资金", kind = "money", unit = "万元" }

[adjustment]
name = "绩效目标调整表"
below = "project"
many = true
told_apart_by = "number"

[adjustment.fields]
number = { name = "调整次数", kind = "count" }
reason = { name = "调整原因", kind = "paragraph", required = true }

[adjustment.lists.changes]
name = "调整内容"
follows = "indicators.annual"

[adjustment.lists.changes.fields]
before = { name = "调整前", kind = "line" }
"""


def read(folder: Path, text: str) -> Dictionary:
    file = folder / "dictionary.toml"
    file.write_text(text, encoding="utf-8")
    return extended(read_table(file))


def test_a_set_adds_fields_lists_and_record_kinds(tmp_path: Path) -> None:
    project = read(tmp_path, OWN).kinds["project"]
    poverty = project.fields["poverty"]
    assert (poverty.label, poverty.kind, poverty.column) == (
        "巩固脱贫成果说明", Kind.PARAGRAPH, "own_poverty",
    )  # fmt: skip
    assert (poverty.own, poverty.longest, poverty.hint) == (True, 500, "填写成效")
    assert project.fields["mentor"].personal
    assert (project.fields["share"].kind, project.fields["share"].decimals) == (Kind.DECIMAL, 3)
    assert project.fields["saved.annual"].label == "年度节约资金"
    assert project.fields["saved.annual"].column == "own_saved_annual"
    assert project.fields["steps.cost"].kind is Kind.MONEY_WAN
    assert [it.path for it in project.own_fields] == [
        "poverty", "mentor", "share", "saved.implementation", "saved.annual",
    ]  # fmt: skip
    assert project.lists["indicators.annual"].texts == ("name", "target", "own_weight")
    [steps] = project.own_lists
    assert (steps.table, steps.owner, steps.columns) == (
        "own_project_steps", "project_id", ("own_what", "own_until", "own_cost"),
    )  # fmt: skip


def test_a_record_kind_says_where_it_stands(tmp_path: Path) -> None:
    [kind] = read(tmp_path, OWN).own_kinds
    assert (kind.kind, kind.table, kind.below) == ("adjustment", "own_adjustment", "project")
    assert (kind.many, kind.told_apart_by, kind.owner) == (True, "number", "adjustment_id")
    assert kind.fields["reason"].required
    [changes] = kind.own_lists
    assert (changes.table, changes.follows) == ("own_adjustment_changes", "indicators.annual")


def test_the_base_stays_as_it_is(tmp_path: Path) -> None:
    read(tmp_path, OWN)
    assert "poverty" not in base_dictionary().kinds["project"].fields
    assert base_dictionary().own_kinds == ()


def test_the_extension_travels_as_plain_values(tmp_path: Path) -> None:
    extension = read(tmp_path, OWN).extension
    assert list(extension) == ["project", "adjustment"]


def test_an_official_name_may_be_the_regions_own(tmp_path: Path) -> None:
    text = '[project.fields.overview]\nname = "项目简介"\nrequired = false\n'
    overview = read(tmp_path, text).kinds["project"].fields["overview"]
    assert (overview.label, overview.kind, overview.own) == ("项目简介", Kind.PARAGRAPH, False)


FIELD = '[project.fields]\n{} = {{ name = "甲", kind = "{}" }}\n'
KIND = (
    '[extra]\nname = "另表"\nbelow = "{}"\n[extra.fields]\na = {{ name = "甲", kind = "line" }}\n'
)


@pytest.mark.parametrize(
    ("text", "table", "key", "told"),
    [
        (FIELD.format('"Order"', "line"), "project.fields", "Order", "小写字母"),
        (FIELD.format('"1a"', "line"), "project.fields", "1a", "小写字母"),
        (FIELD.format('"a-b"', "line"), "project.fields", "a-b", "小写字母"),
        (FIELD.format('"a;drop table x"', "line"), "project.fields", "a;drop table x", "小写字母"),
        (FIELD.format("a" * 42, "line"), "project.fields", "a" * 42, "最多 41 个字符"),
        (FIELD.format("extra", "text"), "project.fields.extra", "kind", "没有「text」"),
        (FIELD.format("extra", "decimal(12)"), "project.fields.extra", "kind", "decimal(12)"),
        (FIELD.format("overview", "line"), "project", "fields", "「overview」的类型"),
        ('[project.fields]\nx = { kind = "line" }', "project.fields.x", "name", "缺少这个键"),
        ('[project.fields]\nx = { name = "甲" }', "project.fields.x", "kind", "缺少这个键"),
        ('[project.fields]\nx = { name = "甲", kind = "line", hintt = "乙" }', "project.fields.x",
         "hintt", "请改为 hint"),
        ('[project.fields]\nx = { name = "甲", kind = "line", column = "name" }',
         "project.fields.x", "column", "请删去"),
        ('[project.fields]\nx = { name = "甲", kind = "line", longest = 0 }', "project.fields.x",
         "longest", "1 或更大"),
        ("[project.lists.steps]\nname = \"步骤\"", "project.lists.steps", "fields", "没有写字段"),
        ('[project.lists."a.b"]\nname = "步骤"', "project.lists", "a.b", "小写字母"),
        (('[project.lists.steps]\nname = "步骤"\ntable = "project"\n[project.lists.steps.fields]\n'
         'a = { name = "甲", kind = "line" }'), "project.lists.steps", "table", "请删去"),
        (('[project.lists.steps]\nname = "步骤"\n[project.lists.steps.fields]\n'
         'a = { name = "甲", kind = "line" }\n[project.fields]\n'
         'steps = { name = "乙", kind = "line" }'), "project", "fields", "既是字段又是列表"),
        ("[project]\nlsits = 1", "project", "lsits", "请改为 lists"),
        (KIND.format("nothing"), "extra", "below", "没有「nothing」"),
        ("[extra]\nname = \"另表\"", "extra", "below", "缺少这个键"),
        ("[Extra]\nname = \"另表\"", "", "Extra", "小写字母"),
        (KIND.format("project") + "[extra.parts.p.fields]\nb = { name = \"乙\", kind = \"line\" }",
         "extra.parts.p", "", "只能加 fields 和 lists"),
        (('[extra]\nname = "另表"\nbelow = "unit"\ntold_apart_by = "no"\n[extra.fields]\n'
         'a = { name = "甲", kind = "line" }'), "extra", "told_apart_by", "没有字段「no」"),
        (('[extra]\nname = "另表"\nbelow="project"\n[extra.lists.l]\nname = "丙"\nfollows = "no"\n'
         '[extra.lists.l.fields]\na = { name = "甲", kind = "line" }'), "extra.lists.l", "follows",
         "没有「no」"),
    ],
)  # fmt: skip
def test_a_fault_names_file_table_key_and_cure(
    tmp_path: Path, text: str, table: str, key: str, told: str
) -> None:
    with pytest.raises(FormSetError) as caught:
        read(tmp_path, text)
    fault = caught.value
    assert fault.file == tmp_path / "dictionary.toml"
    assert (fault.table, fault.key) == (table, key)
    assert told in fault.problem


def test_a_table_takes_so_many_columns_and_no_more(tmp_path: Path) -> None:
    def lines(count: int) -> str:
        fields = (
            f'f{number} = {{ name = "甲{number}", kind = "line" }}' for number in range(count)
        )
        return "[project.fields]\n" + "\n".join(fields)

    assert len(read(tmp_path, lines(370)).kinds["project"].own_fields) == 370
    with pytest.raises(FormSetError, match="最多 400 个字段"):
        read(tmp_path, lines(390))


def test_stages_are_a_kind_and_all_that_is_declared_below_it(tmp_path: Path) -> None:
    text = OWN.replace('name = "绩效目标调整表"\n', 'name = "绩效目标调整表"\nstage = "调整"\n')
    below = '\n[opinion]\nname = "审核意见"\nbelow = "adjustment"\n'
    below += '[opinion.fields]\nsaid = { name = "意见", kind = "line" }\n'
    told = read(tmp_path, text + below)
    assert [one.stage for one in told.stages("project")] == ["目标", "调整", "审核意见"]
    assert [one.stage for one in told.stages("overall")] == ["目标"]
    assert [one.kind for one in told.stages("adjustment")] == ["adjustment", "opinion"]


def test_a_kind_like_another_asks_for_the_same_but_for_what_it_says_itself(tmp_path: Path) -> None:
    other = '[second]\nname = "乙"\nlike = "adjustment"\n'
    changed = '[second.fields]\nreason = { name = "原因", kind = "line" }\n'
    found = read(tmp_path, f"{OWN}\n{other}\n{changed}")
    first, second = found.kinds["adjustment"], found.kinds["second"]
    assert [*second.fields] == [*first.fields]
    assert (second.name, second.below) == ("乙", "project")
    assert second.fields["reason"].label == "原因"
    assert second.fields["number"].label == first.fields["number"].label
    assert "like" not in str(found.extension["second"]), "a book has it written out"


@pytest.mark.parametrize("like", ["nothing", "second", "project"])
def test_a_kind_is_like_one_that_is_declared_before_it(tmp_path: Path, like: str) -> None:
    text = f'[second]\nname = "乙"\nbelow = "project"\nlike = "{like}"\n'
    with pytest.raises(FormSetError, match="like"):
        read(tmp_path, text)
