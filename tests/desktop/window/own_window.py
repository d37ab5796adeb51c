"""A book whose form set declares record kinds below the project and below the overall form."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk import assets
from budgetdesk.book import edit
from budgetdesk.book.declared_records import add_record
from budgetdesk.book.read import departments, units
from budgetdesk.domain.records import OverallForm
from budgetdesk.forms import loader
from tests.dictionary.own_set import DICTIONARY, as_the_form_asks, own_book, own_set

ROUNDS = """
[round]
name = "绩效运行监控表"
stage = "监控"
below = "project"
many = true
told_apart_by = "until"

[round.fields]
until = { name = "监控截止月份", kind = "month" }
found = { name = "发现的问题", kind = "paragraph" }
cure = { name = "改进措施", kind = "paragraph" }

[review]
name = "项目支出绩效自评表"
stage = "自评"
below = "project"
many = false

[review.fields]
summary = { name = "自评结论", kind = "paragraph", counts = true }
note = { name = "备注", kind = "line" }

[whole]
name = "整体支出绩效自评表"
stage = "自评"
below = "overall"
many = false

[whole.fields]
summary = { name = "自评结论", kind = "paragraph" }
"""
_FORM = """
kind = "{kind}"
version = "1"
name = "{name}"
title = "{name}"
order = ["title", "own"]
columns = [100, 300]

[[rows.title]]
cells = [{{ text = "{{title}}", style = "title", columns = 2 }}]
"""
_ROW = '\n[[rows.own]]\ncells = [{{ text = "{label}" }}, {{ field = "{path}" }}]\n'


def _form(kind: str, name: str, fields: dict[str, str]) -> str:
    rows = (_ROW.format(label=label, path=path) for path, label in fields.items())
    return _FORM.format(kind=kind, name=name) + "".join(rows)


FORMS = {
    "round": _form(
        "round",
        "绩效运行监控表",
        {
            "project.name": "项目名称",
            "until": "监控截止月份",
            "found": "发现的问题",
            "cure": "改进措施",
        },
    ),
    "review": _form(
        "review",
        "项目支出绩效自评表",
        {"project.name": "项目名称", "summary": "自评结论", "note": "备注"},
    ),
    "whole": _form("whole", "整体支出绩效自评表", {"summary": "自评结论"}),
    "overall": _form("overall", "整体支出绩效目标表", {"duties": "部门职责"}),
}


@contextmanager
def staged_forms(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of form sets with one that declares stages; a book of it with two units.

    Each unit has two projects; the first project has an adjustment.
    """
    form_set = own_set(folder, DICTIONARY + ROUNDS, FORMS)
    (folder / "resources").symlink_to(assets.resource())
    monkeypatch.setattr(assets, "_root", lambda: folder)
    loader.load_form_set.cache_clear()
    path = folder / "各阶段.budget"
    with own_book(path, form_set) as book:
        with book.step("更多") as step:
            (first,) = units(book)
            second = replace(first, name="县疾控中心", id=0, uuid="")
            other = replace(second, id=edit.add_unit(step, second))
            for name, unit in (("老年健康", first), ("免疫规划", other), ("卫生监督", other)):
                edit.add_project(step, replace(as_the_form_asks(unit), name=name))
            add_record(step, "adjustment", 1)
            edit.put_overall(step, OverallForm(departments(book)[0], duties="卫生健康"))
        with book.step("填写") as step:
            step.update("own_adjustment", 1, {"own_number": 1})
    yield path
    loader.load_form_set.cache_clear()
