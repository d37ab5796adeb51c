"""Packages of every shipped form set arrive whole, whatever office program saved them last."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budgetdesk.forms.loader import form_set_ids
from tests.exchange.sealed.conftest import changed, new_book, received, state, submitted
from tests.exchange.sealed.filled_set import filled_book


def _sent(folder: Path, set_id: str) -> tuple[Path, Path]:
    """A filled book of a set and its package."""
    own = folder / set_id
    own.mkdir()
    filled_book(own / "甲.budget", set_id)
    package = submitted(own / "甲.budget", own / "出")
    return own / "甲.budget", Path(shutil.copyfile(package, folder / f"{set_id}.xlsx"))


def _arrives_whole(book: Path, package: Path, bureau: Path, set_id: str) -> None:
    code, [told] = received(new_book(bureau, set_id), package)
    assert (code, told["found"], told["edits"]) == (0, ["new", "unknown_unit"], []), told
    assert not any("没有读取" in it for it in told["warnings"])
    assert state(bureau) == state(book)
    assert received(bureau, package)[1][0]["status"] == "duplicate"


def test_every_field_of_a_set_arrives(tmp_path: Path) -> None:
    book, package = _sent(tmp_path, "sichuan-2023")
    _arrives_whole(book, package, tmp_path / "局.budget", "sichuan-2023")


def test_what_is_typed_behind_a_unit_or_over_a_proposal_is_taken(tmp_path: Path) -> None:
    book, package = _sent(tmp_path, "yonghe-2024")
    adjustment = "村医补助 绩效目标调整表 1"

    def type_in(workbook: Any) -> None:
        workbook["整体支出绩效目标申报表"]["C5"].value = "31人"
        workbook[adjustment]["F15"].value = "修改"
        workbook[adjustment]["C26"].value = workbook[adjustment]["C15"].value

    hand = changed(package, tmp_path / "手工.xlsx", type_in)
    bureau = new_book(tmp_path / "局.budget", "yonghe-2024")
    received(bureau, package)
    code, [told] = received(bureau, hand, "--hand-edits", "take")
    assert (code, told["outcome"], len(told["edits"])) == (0, "taken", 3), told["warnings"]
    [unit] = state(bureau).values()
    assert unit["overall"]["approved_staffing"] == "31"
    [one] = [it for it in unit["projects"]["projects"] if it["name"] == "村医补助"]
    rows = one["adjustment"][0]["indicators"]
    assert [it["name"] for it in rows if it.get("state") == "修改"]
    assert any(it["name"] == _shown(package, adjustment, "C15") for it in rows[11:])
    assert state(book) != state(bureau)


def _shown(package: Path, sheet: str, cell: str) -> str:
    return str(load_workbook(package)[sheet][cell].value)


def _saved_again(packages: Iterable[Path], form: str, folder: Path) -> None:
    profile = (folder / "profile").as_uri()
    files = [str(it) for it in packages]
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
         "--outdir", str(folder / form), *files],
        check=True, capture_output=True, timeout=900,
    )  # fmt: skip


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_packages_of_all_sets_saved_by_another_program_arrive_whole(tmp_path: Path) -> None:
    sent = {set_id: _sent(tmp_path, set_id) for set_id in form_set_ids()}
    for form in ("xlsx", "xls", "ods"):
        _saved_again((package for _, package in sent.values()), form, tmp_path)
        for set_id, (book, package) in sent.items():
            again = tmp_path / form / package.with_suffix(f".{form}").name
            _arrives_whole(book, again, tmp_path / f"{set_id} {form}.budget", set_id)
