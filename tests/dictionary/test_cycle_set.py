"""A newcomer's set takes the cycle as it is, and says only what differs."""

import shutil
from pathlib import Path

import pytest

from budgetdesk.assets import forms_folder
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.records import DeclaredRecord, Department, Project, Unit
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import form_set_ids, load_form_set, read_form_set

SET_FILE = """
extend = "cycle"
name = "某县自评套表"
fiscal_year = 2026
forms = ["self_evaluation"]

[region]
code = "999999"
name = "某县"
level = "县级"

[parameters]
execution = { value = 20 }
best = { value = 95 }
"""
KINDS = ("adjustment", "monitoring", "self_evaluation", "overall_self_evaluation", "ex_ante")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    forms = tmp_path / "forms"
    shutil.copytree(forms_folder() / "cycle", forms / "cycle")
    (forms / "mine-2026").mkdir()
    (forms / "mine-2026" / "set.toml").write_text(SET_FILE, encoding="utf-8")
    return forms


def test_a_set_extends_it_alone_and_sets_its_figures(folder: Path, tmp_path: Path) -> None:
    form_set = read_form_set(folder, "mine-2026")
    assert [form.name for form in form_set.forms] == ["项目支出绩效自评表"]
    kind = form_set.dictionary.kinds["self_evaluation"]
    project = Project("项目", Unit("单位", Department("202", "部门")))
    held = {"project": project, "indicators": (), "full_total": 100, "executed_total": 50}
    record = DeclaredRecord("self_evaluation", project, held)
    score = Reckoned(record, kind.fields, kind.formulas).shown(kind.fields["execution_score"])
    assert score == "10.00"
    info = BookInfo("mine-2026", 2026, "自评")
    with Book.create(tmp_path / "带走.budget", info, form_set.dictionary) as book:
        carried = book.dictionary.kinds["self_evaluation"]
        again = Reckoned(record, carried.fields, carried.formulas)
        assert again.shown(carried.fields["execution_score"]) == "10.00"


def test_it_is_no_set_for_new_books_but_every_shipped_one_has_its_kinds() -> None:
    assert "cycle" not in form_set_ids()
    for set_id in ("jincheng-chengqu-2025", "luliang-2025", "taiyuan-2023", "yonghe-2024"):
        form_set = load_form_set(set_id)
        assert all(form_set.has_form(kind) for kind in KINDS)


def test_the_examples_of_its_rules_hold_by_its_own_figures() -> None:
    assert read_form_set(forms_folder(), "cycle").rules


@pytest.mark.parametrize(("month", "words"), [("2024-07", "1—7月"), ("2024-01", "1月"), ("", "")])
def test_the_heads_of_monitoring_tell_its_months(month: str, words: str) -> None:
    form = load_form_set("yonghe-2024").form("monitoring")
    project = Project("项目", Unit("单位", Department("202", "部门")))
    held = {"project": project, "indicators": (), "period_end": month}
    sheet = lay_out(form, DeclaredRecord("monitoring", project, held), 2024)
    texts = {cell.text for cell in sheet.cells}
    assert {f"{words}执行数", f"{words}执行率", f"{words}执行情况"} <= texts
