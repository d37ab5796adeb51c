"""The bureau's register: units and stages, decisions as steps, the lock of what was accepted."""

import json
import shutil
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.exchange.register.rows import summed
from tests.exchange.sealed.conftest import (
    Offices,
    cell_with,
    changed,
    edit,
    made,
    offices,
    received,
    run,
    state,
    submitted,
)

__all__ = ["made", "offices"]


def register(book: Path, *options: object) -> dict[str, dict[str, Any]]:
    code, out, err = run("desk", book, "--json", *options)
    assert code == 0, err
    return {it["unit"]: it for it in json.loads(out)["units"]}


def test_a_unit_goes_from_unsent_to_approved(offices: Offices) -> None:
    bureau = offices.bureau
    received(bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    told = register(bureau)
    assert [it["state"] for it in told.values()] == ["sent", "sent"]
    assert (told["甲医院"]["stage"], told["甲医院"]["version"]) == ("目标", 1)
    assert told["甲医院"]["money_fen"] == 2_000_000
    assert register(bureau, "--review", "甲医院")["甲医院"]["state"] == "in_review"
    code, _, err = run("desk", bureau, "--return", "甲医院")
    assert (code, "请写明原因" in err) == (2, True)
    told = register(bureau, "--return", "甲医院", "--note", "计划太简略")
    assert (told["甲医院"]["state"], told["甲医院"]["note"]) == ("returned", "计划太简略")
    edit(offices.first, "村医", "plan", "详细的计划")
    received(bureau, submitted(offices.first, offices.folder / "出"))
    told = register(bureau)
    assert (told["甲医院"]["state"], told["甲医院"]["version"]) == ("resent", 2)
    told = register(bureau, "--accept", "甲医院", "--accept", "乙医院")
    assert [it["state"] for it in told.values()] == ["accepted", "accepted"]
    assert register(bureau, "--approve", "甲医院")["甲医院"]["state"] == "approved"
    states = [it["state"] for it in register(bureau)["甲医院"]["events"]]
    assert states == ["sent", "in_review", "returned", "resent", "accepted", "approved"]


def test_every_decision_is_a_step_that_is_taken_back(offices: Offices) -> None:
    received(offices.bureau, offices.package)
    register(offices.bureau, "--accept", "甲医院")
    with Book.open(offices.bureau) as book:
        assert book.undo_name == "验收 甲医院 目标"
        book.undo()
    assert register(offices.bureau)["甲医院"]["state"] == "sent"
    with Book.open(offices.bureau) as book:
        book.undo()
    assert register(offices.bureau) == {}


def test_what_was_accepted_takes_nothing_until_it_is_unlocked(offices: Offices) -> None:
    bureau = offices.bureau
    received(bureau, offices.package)
    register(bureau, "--accept", "甲医院")
    edit(offices.first, "村医", "plan", "晚来的")
    late = submitted(offices.first, offices.folder / "出")

    def type_in(workbook: Any) -> None:
        cell_with(workbook, "防疫的计划").value = "手工改的"

    hand = changed(offices.package, offices.folder / "手工.xlsx", type_in)
    before = state(bureau)
    code, told = received(bureau, late, hand, offices.package, "--hand-edits", "take")
    assert (code, [it["status"] for it in told[:2]]) == (2, ["locked", "locked"])
    assert all("已验收" in it["sentence"] for it in told[:2])
    assert (told[2]["outcome"], state(bureau)) == ("nothing", before)
    register(bureau, "--unlock", "甲医院", "--note", "单位更正")
    assert received(bureau, late)[0] == 0
    assert register(bureau)["甲医院"]["state"] == "resent"


def test_who_is_late_or_missing_is_told_and_reminded(offices: Offices) -> None:
    bureau = offices.bureau
    received(bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    register(bureau, "--return", "乙医院", "--note", "重报")
    told = register(bureau, "--deadline", "2020-01-01")
    assert told["甲医院"]["late_days"] > 1000
    assert register(bureau, "--check")["甲医院"]["errors"] > 0
    code, out, _ = run("desk", bureau, "--remind")
    assert (code, out.strip()) == (
        0, "以下 1 个单位已退回、尚未重报：乙医院，请于 2020-01-01 前报送。"
    )  # fmt: skip
    code, out, _ = run("desk", offices.second, "--remind")
    assert "以下 1 个单位尚未上报：乙医院" in out
    code, out, _ = run("desk", bureau)
    assert "已退回" in out
    assert "共 2 行：已报 1，已退回 1" in out


def test_a_decision_that_cannot_be_made_changes_nothing(offices: Offices) -> None:
    bureau = offices.bureau
    received(bureau, offices.package)
    copy = Path(shutil.copyfile(bureau, offices.folder / "前.budget"))
    for options in (("--approve", "甲医院"), ("--unlock", "甲医院", "--note", "为何")):
        code, _, err = run("desk", bureau, *options)
        assert (code, "不能" in err) == (2, True)
    code, _, err = run("desk", bureau, "--accept", "没有这个单位")
    assert (code, "没有单位" in err) == (2, True)
    assert register(bureau) == register(copy)


def test_a_desk_without_units_says_so() -> None:
    assert summed(()) == "还没有单位，也没有收到上报文件。"
