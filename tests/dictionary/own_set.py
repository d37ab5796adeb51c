"""A form set in a temporary folder that adds to the dictionary by one TOML file, and draws it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from budgetdesk.assets import forms_folder
from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.records import Department, Funding, PerHorizon, Project, Unit
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import read_form_set
from tests.book.records import INDICATORS

SET = "own-2026"
DICTIONARY = """
[project.fields]
poverty = { name = "巩固脱贫成果说明", kind = "paragraph", hint = "填写成效", longest = 500 }
mentor = { name = "联系人", kind = "person" }
share = { name = "配套比例", kind = "percent" }

[project.by_horizon.lists.indicators.fields]
weight = { name = "分值", kind = "count" }

[project.lists.steps]
name = "实施步骤"

[project.lists.steps.fields]
what = { name = "步骤内容", kind = "paragraph" }
until = { name = "完成时限", kind = "date" }
cost = { name = "所需资金", kind = "money", unit = "万元" }

[adjustment]
name = "绩效目标调整表"
stage = "调整"
below = "project"
many = true
told_apart_by = "number"

[adjustment.fields]
number = { name = "调整次数", kind = "count" }
reason = { name = "调整原因", kind = "paragraph" }
signed = { name = "审核人", kind = "person" }

[adjustment.lists.changes]
name = "调整内容"

[adjustment.lists.changes.fields]
before = { name = "调整前", kind = "line" }
after = { name = "调整后", kind = "line" }
points = { name = "调整分值", kind = "count" }
"""
SET_FILE = """
extend = "yonghe-2024"
name = "自加字段的套表"
fiscal_year = 2026
forms = ["project", "adjustment"]
"""
PROJECT_FORM = """
kind = "project"
version = "1"
name = "项目表"
title = "项目表"
order = ["title", "own", "steps", "indicators"]
columns = [60, 60, 90, 90, 60, 60]

[[rows.title]]
cells = [{ text = "{title}", style = "title", columns = 6 }]

[[rows.own]]
cells = [{ text = "项目名称" }, { field = "name", columns = 5 }]

[[rows.own]]
cells = [{ text = "巩固脱贫成果说明" }, { field = "poverty", columns = 5 }]

[[rows.own]]
cells = [{ text = "联系人" }, { field = "mentor", columns = 2 }, { text = "配套比例" },
    { field = "share", columns = 2 }]

[[rows.steps]]
cells = [{ text = "步骤内容", columns = 3 }, { text = "完成时限" },
    { text = "所需资金", columns = 2 }]

[[rows.steps]]
band = "steps"
cells = [{ field = "steps.what", columns = 3 }, { field = "steps.until" },
    { field = "steps.cost", columns = 2 }]

[[rows.indicators]]
band = "indicators"
cells = [{ level = 1 }, { level = 2 }, { field = "indicators.annual.name", columns = 2 },
    { field = "indicators.annual.target" }, { field = "indicators.annual.weight" }]
"""
ADJUSTMENT_FORM = """
kind = "adjustment"
version = "1"
name = "绩效目标调整表"
title = "{name}"
order = ["title", "own", "changes"]
columns = [80, 120, 80, 120]

[[rows.title]]
cells = [{ text = "{title}", style = "title", columns = 4 }]

[[rows.own]]
cells = [{ text = "项目名称" }, { field = "project.name" }, { text = "调整次数" },
    { field = "number" }]

[[rows.own]]
cells = [{ text = "调整原因" }, { field = "reason" }, { text = "审核人" }, { field = "signed" }]

[[rows.changes]]
band = "changes"
cells = [{ field = "changes.before", columns = 2 }, { field = "changes.after" },
    { field = "changes.points" }]
"""


def own_set(
    folder: Path, dictionary: str = DICTIONARY, more: Mapping[str, str] | None = None
) -> FormSet:
    """The set with all that the shipped ones have beside it; `more` are forms by their kinds."""
    forms = folder / "forms"
    if not forms.exists():
        shutil.copytree(forms_folder(), forms)
    own = forms / SET
    own.mkdir(exist_ok=True)
    files = {
        "set": SET_FILE,
        "dictionary": dictionary,
        "project": PROJECT_FORM,
        "adjustment": ADJUSTMENT_FORM,
        **(more or {}),
    }
    names = "".join(f', "{name}"' for name in more or ())
    files["set"] = SET_FILE.replace(', "adjustment"', f', "adjustment"{names}')
    for name, text in files.items():
        (own / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_form_set(forms, SET)


def as_the_form_asks(unit: Unit) -> Project:
    """A project with no more than the set's form has a place for."""
    return Project(
        "乡村医生补助",
        unit,
        period=None,
        funding=PerHorizon(None, Funding()),
        goals=PerHorizon(None, ""),
        indicators=PerHorizon(None, INDICATORS[:2]),
    )


def own_book(path: Path, form_set: FormSet) -> Book:
    """A book of the set with one project, whose id is 1."""
    info = BookInfo(form_set.id, form_set.fiscal_year, "自加字段")
    book = Book.create(path, info, form_set.dictionary)
    with book.step("新建") as step:
        department = Department("202", "卫生健康和体育局")
        owner = Department("202", department.name, edit.add_department(step, department))
        unit = Unit("县医疗集团", owner)
        stored = Unit(unit.name, owner, id=edit.add_unit(step, unit))
        edit.add_project(step, as_the_form_asks(stored))
    return book
