"""Definitions that are wrong are refused, naming file, table and key, with what to do."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.assets import forms_folder
from budgetdesk.domain.indicator_tree import NEW_TREE, Slot
from budgetdesk.domain.records import Department, Project, RecordKind, Unit
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import FormSetError, form_set_ids, load_form_set, read_form_set
from budgetdesk.forms.sheet import Role

_SET = """
name = "试用套表"
fiscal_year = 2026
forms = ["project"]
brackets = "full"
thousands = true
unused_slots = true
tree = "old"
required_slots = [["产出指标", "数量指标"], ["效益指标"]]
[region]
code = "140000"
name = "某县"
level = "县级"
[reasons]
"unit.name" = "由单位树决定。"
[choices]
attribute = ["一次性项目（1年结束）"]
"""
_FORM = """
kind = "project"
version = "1"
name = "目标表"
title = "{region}{level}{name}"
order = ["head", "indicators"]
columns = [20, 60, 60, 90, 50]
[[rows.head]]
cells = [{ text = "{title}（{year}）", style = "title", columns = 5 }]
[[rows.head]]
cells = [
    { text = "名称", rows = 2 },
    { field = "name", columns = 4 },
]
[[rows.head]]
cells = [
    { field = "attribute", columns = 2 },
    { field = "unit.name", role = "locked", columns = 2 },
]
[[rows.indicators]]
band = "indicators"
cells = [
    { text = "" },
    { level = 1 },
]
"""
_BAND = """cells = [
    { level = 1 },
    { level = 2, columns = 2 },
    { field = "indicators.annual.name" },
    { field = "indicators.annual.target" },
]
"""
_FORM = _FORM[: _FORM.index('cells = [\n    { text = "" }')] + _BAND

Edit = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A forms folder with one small set, `trial`."""
    _write(tmp_path, "trial", set=_SET, project=_FORM)
    return tmp_path


def _write(folder: Path, set_id: str, **files: str) -> None:
    (folder / set_id).mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / set_id / f"{name}.toml").write_text(text, encoding="utf-8")


def _swap(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert text.count(old) == 1
        return text.replace(old, new)

    return edit


def test_the_trial_set_is_whole(folder: Path) -> None:
    form_set = read_form_set(folder, "trial")
    assert form_set.required_slots == (Slot("产出指标", "数量指标"), Slot("效益指标", ""))
    project = Project("名", Unit("单位", Department("1", "部门")))
    sheet = lay_out(form_set.form(RecordKind.PROJECT), project, 2026)
    assert (sheet.cells[0].text, sheet.cells[0].role) == ("某县县级目标表（2026）", Role.TITLE)


@pytest.mark.parametrize(
    ("edit", "table", "key", "words"),
    [
        (_swap('name = "试用套表"', ""), "", "name", "缺少这个键"),
        (_swap("fiscal_year = 2026", 'fiscal_year = "2026"'), "", "fiscal_year", "应为整数"),
        (_swap("thousands = true", "thousands = 1"), "", "thousands", "应为true 或 false"),
        (_swap("thousands = true", "thousand = true"), "", "thousands", "缺少这个键"),
        (_swap('tree = "old"', 'tree = "older"'), "", "tree", "请改为 old。"),
        (_swap('tree = "old"', 'tree = [["产出指标"]]'), "", "tree", "至少一个"),
        (_swap('tree = "old"', 'tree = [["产出", "数量", "数量指标"]]'), "", "tree", "写了两次"),
        (_swap('tree = "old"', "tree = [1]"), "", "tree", "文字的数组"),
        (_swap('["效益指标"]', '["管理指标"]'), "", "required_slots", "指标体系中没有"),
        (_swap('brackets = "full"', 'brackets = "round"'), "", "brackets", "可用的有"),
        (_swap('code = "140000"', "code = 140000"), "region", "code", "应为文字"),
        (_swap('level = "县级"', 'level = "县级"\ncity = 1'), "region", "city", "不认识这个键"),
        (_swap('"unit.name" =', '"unit.nam" ='), "reasons", "unit.nam", "没有这个字段"),
        (_swap("attribute = [", "name = ["), "choices", "name", "不是可选的字段"),
        (_swap('["一次性项目（1年结束）"]', "[1]"), "choices", "attribute", "第 1 项应为文字"),
        (_swap('forms = ["project"]', 'forms = ["../x"]'), "", "forms", "不能作文件名"),
        (_swap('forms = ["project"]', 'forms = ["project", "project"]'), "", "forms", "kind 相同"),
        (lambda text: f"{text}[styles.titel]\nsize = 1", "styles", "titel", "没有这种格式"),
        (lambda text: f"{text}[styles.title]\nsize = 0", "styles.title", "size", "大于 0"),
        (lambda text: f"{text}[styles.title]\ncolor = 0", "styles.title", "color", "不认识"),
        (lambda text: f"{text}[checks]\nQ02 = 1", "checks", "Q02", "应为表"),
        (lambda text: f'extend = "nothing"\n{text}', "", "extend", "没有套表"),
        (lambda text: f'extend = "trial"\n{text}', "", "extend", "绕回了自己"),
    ],
)
def test_faults_of_the_set(folder: Path, edit: Edit, table: str, key: str, words: str) -> None:
    _write(folder, "trial", set=edit(_SET))
    _assert_refused(folder, "set.toml", table, key, words)


@pytest.mark.parametrize(
    ("edit", "table", "key", "words"),
    [
        (_swap('kind = "project"', 'kind = "projects"'), "", "kind", "请改为 project。"),
        (_swap('version = "1"', "version = 1"), "", "version", "应为文字"),
        (_swap('version = "1"', "version = 2024-01-01"), "", "version", "现在是日期"),
        (_swap("{region}", "{county}"), "", "title", "花括号"),
        (_swap("{region}", "{region"), "", "title", "花括号"),
        (_swap("{region}", "{}"), "", "title", "花括号"),
        (_swap("{region}", "{region.name.x}"), "", "title", "花括号"),
        (_swap("90, 50]", '90, "50"]'), "", "columns", "第 5 项应为数字"),
        (_swap("90, 50]", "90, 0]"), "", "columns", "大于 0"),
        (_swap("90, 50]", "90, nan]"), "", "columns", "大于 0"),
        (_swap("90, 50]", "90]"), "rows.head 1.cells 1", "columns", "超出表的 4 列"),
        (_swap("90, 50]", "90, 50, 1]"), "rows.head 1", "cells", "第 6 列起没有格子"),
        (_swap('"head", "ind', '"heads", "ind'), "", "order", "[[rows.heads]]"),
        (_swap('style = "title"', 'style = "big"'), "rows.head 1.cells 1", "style", "没有「big」"),
        (_swap('field = "name"', 'field = "nam"'), "rows.head 2.cells 2", "field", "请改为 name。"),
        (
            _swap('"name", columns', '"name", colums'),
            "rows.head 2.cells 2", "colums", "请改为 columns。",
        ),
        (
            _swap('field = "name",', 'field = "name", bold = true,'),
            "rows.head 2.cells 2", "bold", "不认识这个键",
        ),
        (
            _swap('field = "attribute"', 'field = "name"'),
            "rows.head 3.cells 1", "field", "已有一格",
        ),
        (
            _swap('field = "attribute"', 'field = "indicators.annual.name"'),
            "rows.head 3.cells 1", "field", "成行的字段",
        ),
        (
            _swap('field = "attribute"', 'field = "period", role = "computed"'),
            "rows.head 3.cells 1", "role", "[reasons]",
        ),
        (_swap("rows = 2", "rows = 3"), "rows.head 2.cells 1", "rows", "超出本段的 3 行"),
        (_swap("rows = 2", "rows = 0"), "rows.head 2.cells 1", "rows", "1 或更大"),
        (_swap("rows = 2", "rows = 1"), "rows.head 3", "cells", "第 5 列起没有格子"),
        (_swap("rows = 2", "rows = true"), "rows.head 2.cells 1", "rows", "应为整数"),
        (
            _swap('{ field = "attribute", columns = 2 }', '{ field = "attribute", columns = 3 }'),
            "rows.head 3.cells 2", "columns", "超出表的 5 列",
        ),
        (
            _swap('"locked", columns = 2 },', '"locked", columns = 2 }, { text = "多" },'),
            "rows.head 3.cells 3", "columns", "已满",
        ),
        (_swap('text = "名称", ', ""), "rows.head 2.cells 1", "field", "缺少这个键"),
        (_swap('band = "indicators"', 'band = "tasks"'), "rows.indicators 1.cells 1", "field", ""),
        (_swap("{ level = 1 }", '{ text = "" }'), "rows.indicators 1", "cells", "{ level = 1 }"),
        (
            _swap("indicators.annual.target", "indicators.implementation.target"),
            "rows.indicators 1", "cells", "同一半边",
        ),
        (
            _swap("indicators.annual.target", "overview"),
            "rows.indicators 1.cells 4", "field", "不在 indicators 之下",
        ),
        (_swap("level = 2, ", "level = 2, rows = 2, "), "rows.indicators 1.cells 2", "rows", ""),
        (
            _swap('{ text = "名称", rows = 2 }', '"名称"'),
            "rows.head 2", "cells", "第 1 项应为表",
        ),
        (lambda text: f"{text}rows = 1\n", "rows.indicators 1", "rows", "不认识这个键"),
        (lambda text: f"{text}height = -1\n", "rows.indicators 1", "height", "大于 0"),
        (lambda text: f"{text}repeat = 1\n", "rows.indicators 1", "repeat", "true 或 false"),
        (lambda text: f"colour = 1\n{text}", "", "colour", "不认识这个键，请"),
    ],
)  # fmt: skip
def test_faults_of_a_form(folder: Path, edit: Edit, table: str, key: str, words: str) -> None:
    _write(folder, "trial", project=edit(_FORM))
    _assert_refused(folder, "project.toml", table, key, words)


def test_a_cell_that_runs_into_one_merged_from_above_is_refused(folder: Path) -> None:
    overlapping = _swap(
        '    { text = "名称", rows = 2 },\n    { field = "name", columns = 4 },',
        '    { field = "name", columns = 4 },\n    { text = "名称", rows = 2 },',
    )(_FORM)
    widened = _swap('role = "locked", columns = 2', 'role = "locked", columns = 3')(overlapping)
    _write(folder, "trial", project=widened)
    _assert_refused(folder, "project.toml", "rows.head 3.cells 2", "columns", "重叠")


def test_a_cell_of_a_band_covers_one_row(folder: Path) -> None:
    below = '[[rows.indicators]]\ncells = [{ text = "", columns = 4 }]\n'
    tall = _swap("{ level = 1 }", "{ level = 1, rows = 2 }")(_FORM)
    _write(folder, "trial", project=tall + below)
    _assert_refused(folder, "project.toml", "rows.indicators 1", "cells", "不能有 rows")


def test_broken_toml_tells_the_place(folder: Path) -> None:
    _write(folder, "trial", project=_FORM.replace("[20,", "[20 60,"))
    _assert_refused(folder, "project.toml", "", "", "第 7 行第 15 列附近")


def test_a_missing_form_file_is_named(folder: Path) -> None:
    (folder / "trial" / "project.toml").unlink()
    _assert_refused(folder, "project.toml", "", "", "没有这个文件")


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / "trial" / "set.toml").write_bytes(_SET.encode("gbk"))
    _assert_refused(folder, "set.toml", "", "", "UTF-8")


def test_a_file_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "trial" / "project.toml").unlink()
    (folder / "trial" / "project.toml").mkdir()
    _assert_refused(folder, "project.toml", "", "", "读不了这个文件")


@pytest.mark.parametrize("set_id", ["nothing", "../trial", "", "Trial", "trial/"])
def test_an_unknown_set_names_those_there_are(folder: Path, set_id: str) -> None:
    with pytest.raises(FormSetError, match="可用的有：trial。"):
        read_form_set(folder, set_id)


def test_a_circle_of_sets_is_refused(folder: Path) -> None:
    _write(folder, "a", set='extend = "b"')
    _write(folder, "b", set='extend = "a"')
    with pytest.raises(FormSetError, match="a → b → a") as caught:
        read_form_set(folder, "a")
    assert (caught.value.file.parent.name, caught.value.key) == ("b", "extend")


def test_a_set_says_only_what_differs(folder: Path) -> None:
    _write(
        folder,
        "county",
        set='extend = "trial"\ntree = "new"\n[region]\nname = "乙县"\n[hints]\nname = "写名称"',
        project='name = "申报表"\ncolumns = [1, 2, 3, 4, 5]',
    )
    form_set = read_form_set(folder, "county")
    form = form_set.form(RecordKind.PROJECT)
    assert (form_set.region.name, form_set.region.code) == ("乙县", "140000")
    assert form_set.tree is NEW_TREE
    assert form.columns == (1, 2, 3, 4, 5)
    sheet = lay_out(form, Project("", Unit("", Department("", ""))), 2026)
    assert sheet.cells[0].text == "乙县县级申报表（2026）"
    assert {cell.hint for cell in sheet.cells} == {"写名称", ""}


def test_a_fault_taken_over_names_the_file_it_was_written_in(folder: Path) -> None:
    _write(folder, "trial", set=_SET.replace("fiscal_year = 2026", "fiscal_year = true"))
    _write(folder, "county", set='extend = "trial"\nname = "乙县"')
    with pytest.raises(FormSetError) as caught:
        read_form_set(folder, "county")
    assert caught.value.file == folder / "trial" / "set.toml"


def test_a_fault_of_its_own_names_its_own_file(folder: Path) -> None:
    _write(folder, "county", set='extend = "trial"\n[region]\ncode = 5')
    with pytest.raises(FormSetError) as caught:
        read_form_set(folder, "county")
    assert caught.value.file == folder / "county" / "set.toml"
    assert str(caught.value).startswith("county/set.toml，表 [region]，键 code：应为文字")


def test_an_exact_path_counts_more_than_a_pattern(folder: Path) -> None:
    words = '[instructions]\n"funding.annual.total" = "甲"\n"funding.*.total" = "乙"\n'
    _write(folder, "trial", set=_SET + words)
    form_set = read_form_set(folder, "trial")
    assert form_set.instruction("funding.annual.total") == "甲"
    assert form_set.instruction("funding.implementation.total") == "乙"
    assert form_set.instruction("name") == ""


def test_an_empty_text_takes_one_away(folder: Path) -> None:
    _write(folder, "trial", set=f'{_SET}[hints]\nname = "写名称"\n')
    _write(folder, "county", set='extend = "trial"\n[hints]\nname = ""')
    form = read_form_set(folder, "county").form(RecordKind.PROJECT)
    sheet = lay_out(form, Project("", Unit("", Department("", ""))), 2026)
    assert {cell.hint for cell in sheet.cells} == {""}


def test_styles_of_the_set_alter_those_of_the_program(folder: Path) -> None:
    _write(folder, "trial", set=f'{_SET}[styles.title]\nsize = 16\nalign = "left"\n')
    form = read_form_set(folder, "trial").form(RecordKind.PROJECT)
    title = lay_out(form, Project("", Unit("", Department("", ""))), 2026).cells[0].style
    assert (title.size, title.align, title.bold) == (16, "left", True)


def test_a_set_can_bring_its_own_tree(folder: Path) -> None:
    own = '[["产出指标", "数量指标", "质量指标"], ["效益指标", "生态效益指标"]]'
    _write(folder, "trial", set=_SET.replace('"old"', own))
    form_set = read_form_set(folder, "trial")
    assert [slot.level2 for slot in form_set.tree.slots()] == [
        "数量指标",
        "质量指标",
        "生态效益指标",
    ]


def test_settings_of_checks_are_kept_as_written(folder: Path) -> None:
    _write(folder, "trial", set=f'{_SET}[checks]\nQ12 = {{ least = 8 }}\nQ02.severity = "error"\n')
    checks = read_form_set(folder, "trial").checks
    assert checks == {"Q12": {"least": 8}, "Q02": {"severity": "error"}}


def test_a_set_without_a_form_for_the_records_says_so(folder: Path) -> None:
    with pytest.raises(KeyError):
        read_form_set(folder, "trial").form(RecordKind.OVERALL)


@pytest.mark.parametrize(
    ("file", "edit", "differs"),
    [
        ("project", _swap("90, 50]", "90, 51]"), True),
        ("project", _swap('text = "名称"', 'text = "名字"'), True),
        ("project", lambda text: f"# 注\n{text}", False),
        (
            "project",
            _swap('kind = "project"\nversion = "1"', 'version = "1"\nkind = "project"'),
            False,
        ),
        ("set", _swap("thousands = true", "thousands = false"), True),
        ("set", lambda text: f'{text}[hints]\nname = "写名称"', False),
    ],
)
def test_the_digest_follows_what_is_printed(
    folder: Path, file: str, edit: Edit, differs: bool
) -> None:
    before = read_form_set(folder, "trial").form(RecordKind.PROJECT).digest
    _write(folder, "trial", **{file: edit(_SET if file == "set" else _FORM)})
    after = read_form_set(folder, "trial").form(RecordKind.PROJECT).digest
    assert (before != after) is differs
    assert len(after) == 64


def test_a_broken_set_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "forms"
    shutil.copytree(forms_folder(), copy)
    _write(copy, "broken", set="name = ")
    monkeypatch.setattr("budgetdesk.forms.loader.forms_folder", lambda: copy)
    form_set_ids.cache_clear()
    try:
        assert "broken" in form_set_ids()
        assert "yonghe-2024" in form_set_ids()
    finally:
        form_set_ids.cache_clear()


def test_a_set_is_read_once() -> None:
    assert load_form_set("yonghe-2024") is load_form_set("yonghe-2024")


def _assert_refused(folder: Path, file: str, table: str, key: str, words: str) -> None:
    with pytest.raises(FormSetError) as caught:
        read_form_set(folder, "trial")
    fault = caught.value
    assert (fault.file, fault.table, fault.key) == (folder / "trial" / file, table, key)
    assert words in fault.problem
    assert fault.problem.endswith("。")
    assert str(fault).startswith(f"trial/{file}")
