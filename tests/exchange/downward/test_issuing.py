"""下发: units, 控制数 and a day go down as a file; a book is made from it, 审核 holds to it."""

import json
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.ceilings import ceilings_of, due_day
from budgetdesk.book.edit import add_department, add_unit
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import units
from budgetdesk.checks.engine import Checker
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit
from budgetdesk.exchange.downward.issue_content import read_issue
from budgetdesk.exchange.downward.issuing import set_ceilings
from budgetdesk.exchange.sealed.opening import open_package
from budgetdesk.forms.inside import load_forms_of
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import new_book, received, run, submitted

_CEILINGS = """单位编码,单位,一般公共预算（万元）,政府性基金预算（元）,备注
202001,甲医院,10,,上年同口径
,乙医院,2.5,3000,
,合计,12.5,3000,
"""


def issued(bureau: Path, *options: object) -> list[Path]:
    code, out, err = run("issue", bureau, "--to", bureau.parent / "下", *options)
    assert code == 0, err
    return [Path(line) for line in out.splitlines() if line.endswith(".xlsx")]


def ceilings_file(bureau: Path, text: str = _CEILINGS) -> Path:
    path = bureau.parent / "控制数.csv"
    path.write_text(text, encoding="utf-8")
    return path


def health(bureau: Path) -> Path:
    """The file of the department with 控制数 and day."""
    given = ("--ceilings", ceilings_file(bureau), "--deadline", "2024-01-31")
    return issued(bureau, *given)[0]


def told(path: Path) -> tuple[dict[str, dict[Source, int]], str]:
    """The 控制数 of a book by the units' names, and its day."""
    with Book.open(path, read_only=True) as book:
        names = {unit.uuid: unit.name for unit in units(book)}
        given = {names[uuid]: dict(it) for uuid, it in ceilings_of(book).items()}
        return given, due_day(book)


_GIVEN = {
    "甲医院": {Source.GENERAL: 10_000_000},
    "乙医院": {Source.GENERAL: 2_500_000, Source.FUND: 300_000},
}


def test_each_department_gets_a_file(bureau: Path) -> None:
    files = issued(bureau)
    assert [it.name for it in files] == [
        "下发_2024_202_永和县卫生健康和体育局_v1.xlsx",
        "下发_2024_205_永和县教育局_v1.xlsx",
    ]
    assert issued(bureau, "--unit", "一中")[0].name.endswith("_v2.xlsx")
    content = open_package(files[0]).payload
    assert [unit.name for unit in read_issue(content).units] == ["甲医院", "乙医院"]


def test_a_book_is_made_from_it(bureau: Path) -> None:
    file, unit = health(bureau), bureau.parent / "甲.budget"
    code, out, err = run("new", unit, "--from", file, "--unit", "甲医院")
    assert code == 0, err
    assert "单位 1 个，控制数 1 项，报送期限 2024-01-31" in out
    assert told(unit) == ({"甲医院": _GIVEN["甲医院"]}, "2024-01-31")
    with Book.open(unit) as book:
        assert book.info.title == "甲医院 2024"
        [own] = units(book)
        assert (own.code, own.department.code) == ("202001", "202")
        with Book.open(bureau, read_only=True) as other:
            assert own.uuid in {it.uuid for it in units(other)}
    received(bureau, submitted(unit, bureau.parent / "出"))
    assert register(bureau)["甲医院"]["state"] == "sent"
    assert register(bureau)["甲医院"]["late_days"] > 0


def test_a_book_with_units_takes_what_is_theirs_in_a_step(bureau: Path) -> None:
    file, unit = health(bureau), new_book(bureau.parent / "乙.budget")
    with Book.open(unit) as book, book.step("建") as step:
        department = Department("202", "永和县卫生健康和体育局")
        home = Department("202", department.name, add_department(step, department))
        add_unit(step, Unit("乙医院", home))
    code, [receipt] = received(unit, file)
    assert (code, receipt["found"], receipt["outcome"]) == (0, ["issued"], "taken")
    assert told(unit) == ({"乙医院": _GIVEN["乙医院"]}, "2024-01-31")
    code, [second] = received(unit, file)
    assert (code, second["found"]) == (0, ["duplicate"])
    with Book.open(unit) as book:
        assert book.undo_name == "收到下发 永和县卫生健康和体育局"
        book.undo()
    assert told(unit) == ({}, "")


def test_an_empty_book_gets_all_units(bureau: Path) -> None:
    unit = new_book(bureau.parent / "全.budget")
    received(unit, health(bureau))
    assert told(unit) == (_GIVEN, "2024-01-31")


def test_what_is_not_for_a_book_is_refused_in_a_sentence(bureau: Path) -> None:
    first, second = issued(bureau)
    other = new_book(bureau.parent / "别的.budget", "taiyuan-2023")
    school = bureau.parent / "一中.budget"
    assert run("new", school, "--from", second)[0] == 0
    for book, found, words in (
        (bureau, "own", "本账套下发的"),
        (other, "wrong_set", "按套表「yonghe-2024」"),
        (school, "unknown_unit", "本账套没有其中的单位"),
    ):
        code, [receipt] = received(book, first)
        assert (code, receipt["found"], receipt["outcome"]) == (2, [found], "refused")
        assert words in receipt["sentence"]
    for options, words in (
        (("--from", first, "--unit", "丙医院"), "其中没有单位「丙医院」，有 甲医院、乙医院"),
        (("--from", submitted(school, bureau.parent / "出")), "不是下发的"),
    ):
        code, _, err = run("new", bureau.parent / "没有.budget", *options)
        assert (code, words in err) == (2, True), err
    assert not (bureau.parent / "没有.budget").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单位,金额\n甲医院,1\n", "没有找到表头"),
        ("单位,一般公共预算\n丙医院,1\n", "第 2 行：账套中没有单位「丙医院」"),
        ("单位,一般公共预算\n甲医院,多\n", "第 2 行 一般公共预算：「多」不是金额"),
        ("单位,一般公共预算\n甲医院,-1\n", "控制数不能是负数"),
        ("单位,一般公共预算\n甲医院,1\n甲医院,2\n", "第 3 行：这个单位有两行"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_by_its_place(
    made_bureau: Path, text: str, words: str
) -> None:
    folder = made_bureau.parent / "下"
    given = ("--to", folder, "--ceilings", ceilings_file(made_bureau, text))
    code, _, err = run("issue", made_bureau, *given)
    assert (code, words in err) == (2, True), err
    assert told(made_bureau)[0] == {}  # nothing was written, so that one book serves all
    assert not folder.exists()


def test_what_exceeds_it_is_an_error_as_soon_as_it_is_known(bureau: Path) -> None:
    unit = bureau.parent / "甲.budget"
    run("new", unit, "--from", health(bureau), "--unit", "甲医院")
    with Book.open(unit) as book:
        [own] = units(book)
        with book.step("填") as step:
            for fen, origin in (
                (9_000_000, Origin.CURRENT),
                (5_000_000, Origin.CARRYOVER),
                (1_000_000, Origin.CURRENT),
            ):
                line = LedgerLine(own, "2100101", Nature.BASIC, Source.GENERAL, origin, fen)
                add_ledger_line(step, line)
        checker = Checker(book, load_forms_of(book))
        checker.run()
        heard = [checker.report]
        book.subscribe(lambda change: heard.append(checker.update(change)))
        with book.step("填") as step:
            line = LedgerLine(own, "2100101", Nature.BASIC, Source.GENERAL, Origin.CURRENT, 100)
            add_ledger_line(step, line)
        set_ceilings(book, {own.uuid: {Source.GENERAL: 10_000_100}})
        set_ceilings(book, {own.uuid: {Source.GENERAL: 9_000_000}})
        over = [[it.values[-1] for it in one.findings if it.code == "L09"] for one in heard]
    assert over == [[], [("超过", "1 元")], [], [("超过", "10,001 元")]]


def test_a_line_acknowledges_what_came(bureau: Path) -> None:
    unit = bureau.parent / "甲.budget"
    run("new", unit, "--from", health(bureau), "--unit", "甲医院")
    received(bureau, submitted(unit, bureau.parent / "出"))
    _, out, _ = run("desk", bureau, "--acknowledge", "甲医院", "--acknowledge", "乙医院")
    first, second = out.splitlines()
    assert first.startswith("回执：甲医院 目标第 1 版，校验码 ")
    assert "收到，已报" in first
    assert second == "还没有收到「乙医院」的上报文件。"


def test_a_strangers_content_is_none(bureau: Path) -> None:
    sound: Any = open_package(health(bureau)).payload
    spoilt: tuple[tuple[str, Any], ...] = (
        ("units", []),
        ("units", [{**sound["units"][0], "name": " "}]),
        ("units", [{**sound["units"][0], "kind": "king"}]),
        ("units", [{**sound["units"][0], "ceilings": {"general": -1}}]),
        ("units", [{**sound["units"][0], "ceilings": {"gold": 1}}]),
        ("deadline", "morgen"),
        ("catalogue", "a"),
    )
    assert read_issue(json.loads(json.dumps(sound))).ceilings == 3
    for key, value in spoilt:
        with pytest.raises((TypeError, KeyError, ValueError, AttributeError)):
            read_issue({**sound, key: value})
