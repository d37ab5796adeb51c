"""What a newer version says otherwise: each kind of change, and none where nothing changed."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from budgetdesk.exchange.set_versions.changes import SetChange, SetChangeKind, changes_between
from budgetdesk.exchange.set_versions.telling import change_line, summary
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import form_set_ids, load_form_set, read_form_set
from tests.dictionary.own_set import ADJUSTMENT_FORM, DICTIONARY, PROJECT_FORM, SET
from tests.exchange.set_versions.home import FIRST, RULES, put_set, second, user_home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with user_home(tmp_path / "home") as folder:
        yield folder


def read(home: Path, files: Mapping[str, str]) -> FormSet:
    put_set(home, files)
    return read_form_set(home, SET)


def lines(home: Path, files: Mapping[str, str]) -> list[str]:
    changes = changes_between(read(home, FIRST), read(home, files))
    return [change_line(it).replace("　", " ") for it in changes]


def put(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


_WITHOUT = (
    '\n[[rows.own]]\ncells = [{ text = "巩固脱贫成果说明" }, { field = "poverty", columns = 5 }]\n',
    "",
)
_KIND = 'share = { name = "配套比例", kind = "percent" }'
_MORE = f'{_KIND}\npeople = {{ name = "受益人数", kind = "count" }}'
_CELLS = '{ text = "配套比例" },\n    { field = "share", columns = 2 }]'
_LAID = "表样有变 项目表"
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing": ({}, []),
    "field gone from the form": (
        {"project": put(PROJECT_FORM, _WITHOUT)},
        ["去掉栏目 项目支出绩效目标表：巩固脱贫成果说明", _LAID],
    ),
    "field added": (
        {
            "dictionary": put(DICTIONARY, (_KIND, _MORE)),
            "project": put(
                PROJECT_FORM,
                (
                    _CELLS,
                    _CELLS.replace(" columns = 2 }", '},\n    { field = "people" }').replace(
                        '"share",', '"share"'
                    ),
                ),
            ),
        },
        ["新增栏目 项目支出绩效目标表：受益人数，整数", _LAID],
    ),
    "field renamed": (
        {
            "dictionary": put(DICTIONARY, ("配套比例", "本级配套比例")),
            "rules": put(RULES, ("配套比例", "本级配套比例")),
        },
        [
            "栏目改名 项目支出绩效目标表：配套比例，配套比例 → 本级配套比例",
            "审核有变 项目支出绩效目标表：Z01 配套过少，配套比例 < 10% → 本级配套比例 < 10%",
        ],
    ),
    "kind changed": (
        {
            "dictionary": put(DICTIONARY, ('"percent"', '"decimal(1)"')),
            "rules": put(RULES, ("10%", "10")),
        },
        [
            "栏目改类型 项目支出绩效目标表：配套比例，百分比 → 小数（1 位）",
            "审核有变 项目支出绩效目标表：Z01 配套过少，配套比例 < 10% → 配套比例 < 10",
        ],
    ),
    "unit changed, in a list": (
        {"dictionary": put(DICTIONARY, (', unit = "万元"', ""))},
        ["栏目改类型 项目支出绩效目标表：实施步骤/所需资金，金额（万元） → 金额（元）"],
    ),
    "asked for otherwise": (
        {"dictionary": put(DICTIONARY, ("longest = 500", "longest = 300, required = true"))},
        [
            "栏目要求有变 项目支出绩效目标表：巩固脱贫成果说明（必填），必填",
            "栏目要求有变 项目支出绩效目标表：巩固脱贫成果说明（字数），最多 500 字 → 最多 300 字",
        ],
    ),
    "form gone": (
        {"set": put(second()["set"], (', "adjustment"', ""))},
        ["去掉表 绩效目标调整表"],
    ),
    "form renamed": (
        {"adjustment": put(ADJUSTMENT_FORM, ('name = "绩效目标调整表"', 'name = "调整表"'))},
        ["表样有变 绩效目标调整表，调整表"],
    ),
    "rule gone": ({"rules": ""}, ["去掉审核 项目支出绩效目标表：Z01 配套过少，配套比例 < 10%"]),
    "rule added": (
        {"rules": RULES + RULES.replace("Z01", "Z02")},
        ["新增审核 项目支出绩效目标表：Z02 配套过少，配套比例 < 10%"],
    ),
    "rule graver": (
        {"rules": put(RULES, ('"explain"', '"error"'))},
        ["审核有变 项目支出绩效目标表：Z01 配套过少，需说明 → 错误"],
    ),
    "parameter": (
        {"set": second()["set"] + '\n[parameters]\npart = { name = "配套下限", value = 5 }\n'},
        ["其他 参数"],
    ),
    "called otherwise": (
        {"set": put(second()["set"], ("自加字段的套表", "新套表"))},
        ["其他 套表名称，自加字段的套表 → 新套表"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_change_is_told(home: Path, case: str) -> None:
    files, told = CASES[case]
    found = lines(home, second(**files))
    if case == "form gone":  # with all of its fields
        assert found[-1:] == told
        assert all(line.startswith("去掉栏目 绩效目标调整表：") for line in found[:-1])
    else:
        assert found == told


@pytest.mark.parametrize("set_id", form_set_ids())
def test_a_set_differs_in_nothing_from_itself(set_id: str) -> None:
    form_set = load_form_set(set_id)
    assert changes_between(form_set, form_set) == ()


def test_what_one_gains_the_other_loses() -> None:
    """Between any two sets that ship the ways there and back tell of the same fields and forms."""
    opposite = {
        SetChangeKind.FIELD_ADDED: SetChangeKind.FIELD_GONE,
        SetChangeKind.FORM_ADDED: SetChangeKind.FORM_GONE,
        SetChangeKind.RULE_ADDED: SetChangeKind.RULE_GONE,
    }
    opposite |= {back: there for there, back in opposite.items()}
    sets = [load_form_set(it) for it in form_set_ids()[:6]]

    def keys(changes: tuple[SetChange, ...]) -> set[tuple[str, ...]]:
        counted = (it for it in changes if it.kind in opposite)
        return {(it.kind, it.record, it.path, it.name if not it.path else "") for it in counted}

    for old in sets:
        for new in sets:
            there = keys(changes_between(old, new))
            back = {(opposite[SetChangeKind(it[0])], *it[1:]) for it in there}
            assert keys(changes_between(new, old)) == back


def test_the_summary_counts_each_kind() -> None:
    added = SetChange(SetChangeKind.FIELD_ADDED, "项目", "甲")
    gone = SetChange(SetChangeKind.FIELD_GONE, "项目", "乙")
    assert summary([gone, added, added]) == "新增栏目 2、去掉栏目 1"
