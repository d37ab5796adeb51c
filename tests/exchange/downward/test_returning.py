"""退回: remarks go down, lie in the unit's book, are answered, and come back with the package."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects, units
from budgetdesk.book.return_remarks import RemarkSide, open_remarks, ref_of_place, remarks_of
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.return_remarks import RemarkWish
from budgetdesk.exchange.downward.incoming import take_incoming
from budgetdesk.exchange.downward.naming import place_named
from budgetdesk.exchange.downward.remark_sheet import remark_sheet
from budgetdesk.exchange.downward.remarking import note_remark, remark_at
from budgetdesk.exchange.sealed.envelope import Envelope
from budgetdesk.exchange.sealed.opening import open_package
from budgetdesk.exchange.sealed.receipt import ReceivedChange
from budgetdesk.output.excel import write_sealed
from budgetdesk.output.excel.workbook import Sealed
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import (
    Offices,
    changed,
    edit,
    new_book,
    received,
    run,
    state,
    submitted,
)

_PLAN = ("村医", "项目实施计划", "写明各月的安排")
_ROW = ("村医", "年度指标值", "村医人数", "依据是什么")


def returned(offices: Offices, *options: object) -> Path:
    """The file of a 退回 to the first unit, which the bureau has received."""
    folder = offices.folder / "退"
    given = ("--unit", "甲医院", "--to", folder, "--note", "计划太简略", *options)
    code, out, err = run("return", offices.bureau, *given)
    assert code == 0, err
    return Path(out.splitlines()[0])


def told(book: Path) -> dict[str, list[dict[str, Any]]]:
    code, out, err = run("remarks", book, "--json")
    assert code in (0, 1), err
    content: dict[str, list[dict[str, Any]]] = json.loads(out)
    return content


def test_remarks_go_down_are_answered_and_come_back(offices: Offices) -> None:
    file = returned(offices, "--remark", *_PLAN, "--remark", *_ROW)
    assert file.name == "退回_2024_甲医院_v1.xlsx"
    assert register(offices.bureau)["甲医院"]["state"] == "returned"
    code, [receipt] = received(offices.first, file)
    assert (code, receipt["found"], receipt["outcome"]) == (0, ["returned"], "taken")
    assert "意见 2 条" in receipt["sentence"]
    code, out, _ = run("remarks", offices.first)
    assert (code, "未处理 2 条" in out, "年度指标值 数量指标 村医人数：依据是什么" in out) == (
        1, True, True,
    )  # fmt: skip
    plan, row = told(offices.first)["got"]
    code, _, err = run("remarks", offices.first, "--explain", row["id"], "按人头")
    assert (code, "至少 6 个字" in err) == (2, True)
    edit(offices.first, "村医", "plan", "一月至十二月按月")
    run("remarks", offices.first, "--changed", plan["id"])
    code, _, err = run("submit", offices.first, "--to", offices.folder / "出")
    assert "未处理的退回意见 1 条" in err
    code, _, _ = run("remarks", offices.first, "--explain", row["id"], "按县卫健局核定的人数")
    assert code == 0
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    answers = [it["answer"] for it in register(offices.bureau)["甲医院"]["remarks"]]
    assert [(it["treatment"], it["text"]) for it in answers] == [
        ("changed", ""),
        ("explained", "按县卫健局核定的人数"),
    ]
    assert told(offices.bureau)["given"][1]["answer"]["text"] == "按县卫健局核定的人数"


def test_a_person_can_read_them(offices: Offices) -> None:
    file = returned(offices, "--remark", *_PLAN)
    workbook = load_workbook(file)
    assert workbook.sheetnames == ["退回意见表", "_budgetdesk"]
    said = [str(cell.value) for row in workbook["退回意见表"].iter_rows() for cell in row]
    assert {"村医", "项目实施计划", "写明各月的安排", "改正"} <= set(said)
    assert any("计划太简略" in it for it in said)


def test_findings_go_down_with_the_code_of_their_rule(offices: Offices) -> None:
    received(offices.first, returned(offices, "--findings"))
    with Book.open(offices.first, read_only=True) as book:
        remarks = remarks_of(book, RemarkSide.GOT)
        refs = [ref_of_place(book, it.place) for it in remarks]
        places = {it.place.unit or it.place.department for it in remarks}
    assert remarks
    assert all(it.code and it.words for it in remarks)
    assert all(refs)
    assert "乙医院" not in places


def test_a_remark_leads_to_its_row_also_where_the_name_of_a_project_alone_is_known(
    offices: Offices,
) -> None:
    """The bureau may know a project under another identity: one of a name that it had before."""
    received(offices.first, returned(offices, "--remark", *_ROW))
    with Book.open(offices.first, read_only=True) as book:
        [remark] = open_remarks(book)
        [village] = [it for it in projects(book) if it.name == "村医"]
        elsewhere = replace(
            remark.place,
            record="00000000-0000-4000-8000-000000000000",
            row="00000000-0000-4000-8000-000000000001",
        )
        refs = [ref_of_place(book, place) for place in (remark.place, elsewhere)]
        rows = {row.id: row for row in village.indicators.annual}
    assert refs[0] == refs[1]
    assert refs[0] is not None
    assert refs[0].record_id == village.id
    assert value_of(rows[refs[0].row_id], "name") == "村医人数"


def test_a_file_is_taken_once_and_by_a_step(offices: Offices) -> None:
    file = returned(offices, "--remark", *_PLAN)
    before = state(offices.first)
    code, [dry] = received(offices.first, file, "--dry-run")
    assert (dry["outcome"], told(offices.first)["got"]) == ("taken", [])
    received(offices.first, file)
    [remark] = told(offices.first)["got"]
    run("remarks", offices.first, "--changed", remark["id"])
    code, [second] = received(offices.first, file)
    assert (code, second["found"], second["outcome"]) == (0, ["duplicate"], "nothing")
    assert told(offices.first)["got"][0]["answer"]["treatment"] == "changed"
    with Book.open(offices.first) as book:
        assert book.undo_name == "处理退回意见"
        book.undo()
        assert len(open_remarks(book)) == 1
        assert book.undo_name == "收到退回 甲医院 第 1 次"
        book.undo()
        assert not remarks_of(book, RemarkSide.GOT)
    assert state(offices.first) == before


def test_what_is_not_for_a_book_is_refused_in_a_sentence(offices: Offices) -> None:
    file = returned(offices, "--remark", *_PLAN)
    other = new_book(offices.folder / "别的套表.budget", "taiyuan-2023")
    cases = {
        offices.second: ("unknown_unit", "本账套没有这个单位"),
        offices.bureau: ("own", "本账套发出的"),
        other: ("wrong_set", "按套表「yonghe-2024」"),
    }
    for book, (found, words) in cases.items():
        before = state(book)
        code, [receipt] = received(book, file)
        assert (code, receipt["found"], receipt["outcome"]) == (2, [found], "refused")
        assert file.name in receipt["sentence"]
        assert words in receipt["sentence"]
        assert (state(book), told(book)["got"]) == (before, [])


_SPOILT: tuple[Callable[[Any], object], ...] = (
    lambda content: content.pop("remarks"),
    lambda content: content.update(note=3),
    lambda content: content["remarks"][0].update(words=" "),
    lambda content: content["remarks"][0].update(wish="burn"),
    lambda content: content["remarks"][0].pop("at"),
    lambda content: content["remarks"][0]["place"].update(number="1"),
    lambda content: content["remarks"][0].update(words="长" * 5_000),
    lambda content: content.update(remarks=[0] * 30_000),
)


def test_a_strangers_remarks_are_refused_whole(offices: Offices) -> None:
    opened = open_package(returned(offices, "--remark", *_PLAN))
    sheet, path = remark_sheet(opened.envelope.header, "", ()), offices.folder / "坏.xlsx"
    with Book.open(offices.first) as book:
        for spoil in _SPOILT:
            content = deepcopy(opened.payload)
            spoil(content)
            sealed = Envelope.of(opened.envelope.header, content)
            write_sealed(path, [sheet], "退回", Sealed("_budgetdesk", sealed.lines, ""))
            [receipt] = take_incoming(book, [path])
            assert receipt.found == (ReceivedChange.DAMAGED,)
            assert path.name in receipt.sentence
            path.unlink()
        assert remarks_of(book, RemarkSide.GOT) == ()


def test_what_somebody_wrote_into_the_sheet_is_told(offices: Offices) -> None:
    def write(workbook: Any) -> None:
        workbook["退回意见表"]["H5"] = "已改"

    file = returned(offices, "--remark", *_PLAN)
    _, [receipt] = received(offices.first, changed(file, offices.folder / "填过.xlsx", write))
    assert any("手工填写" in it for it in receipt["warnings"])


def test_a_return_of_an_older_version_says_so(offices: Offices) -> None:
    edit(offices.first, "村医", "plan", "新的计划")
    submitted(offices.first, offices.folder / "出")
    _, [receipt] = received(offices.first, returned(offices))
    assert any("以前的版本" in it and "第 2 版" in it for it in receipt["warnings"])


def test_noted_remarks_go_out_once(offices: Offices) -> None:
    with Book.open(offices.bureau) as book:
        [unit] = units(book)
        place = place_named(book, unit, *_PLAN[:2])
        note_remark(book, unit, remark_at(book, place, "太短", RemarkWish.SUPPLEMENT))
        assert book.undo_name == "记下退回意见"
    received(offices.first, returned(offices))
    assert [it["words"] for it in told(offices.first)["got"]] == ["太短"]
    edit(offices.first, "村医", "plan", "详细")
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    second = returned(offices, "--remark", *_ROW)
    assert second.name.endswith("_v2.xlsx")
    received(offices.first, second)
    assert [it["words"] for it in told(offices.first)["got"]] == ["太短", "依据是什么"]


def test_what_cannot_be_returned_or_named_writes_nothing(offices: Offices) -> None:
    given = ("return", offices.bureau, "--unit", "甲医院", "--to", offices.folder / "退")
    for options, words in (
        (("--note", " "), "请写明原因"),
        (("--note", "改", "--remark", "没有", "项目概况", "改"), "没有项目「没有」"),
        (("--note", "改", "--remark", "村医", "没有", "改"), "没有栏目「没有」"),
        (("--note", "改", "--remark", "村医", "改"), "项目 栏目 意见"),
        (("--note", "改", "--remark", "村医", "年度指标值", "没有", "改"), "没有或不止一行"),
    ):
        code, _, err = run(*given, *options)
        assert (code, words in err) == (2, True), err
    assert not (offices.folder / "退").exists()
    assert register(offices.bureau)["甲医院"]["state"] == "sent"
