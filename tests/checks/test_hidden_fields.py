"""No rule judges, names or mends a field that the record's form does not show."""

import re
import shutil
from pathlib import Path

import pytest

from budgetdesk.assets import forms_folder
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding, SetField, Severity
from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import load_form_set, read_form_set
from tests.checks.conftest import Checked

YONGHE, LULIANG, JINCHENG = "yonghe-2024", "luliang-2025", "jincheng-chengqu-2025"
PAYERS = ("central", "provincial", "local", "own", "other")
TEXTS = ("overview", "basis", "necessity", "safeguards", "plan")
HEAD = ("attribute", "period", "unit.name", "unit.department.name", "name")
FOOT = ("responsible", "handler", "phone", "filed_at")
MONEY = tuple(
    f"funding.{horizon}.{part}"
    for horizon in ("implementation", "annual")
    for part in ("total", *PAYERS)
)
GOALS = ("goals.implementation", "goals.annual")
WHOLE = tuple(path for path in (*GOALS, *MONEY) if ".implementation" in path)
SHAPE = re.compile(r"(?:columns|rows) = \d+")


def without(folder: Path, set_id: str, paths: tuple[str, ...]) -> FormSet:
    """A form set whose project form has empty labels in the place of some fields."""
    copied = folder / "forms"
    shutil.copytree(forms_folder(), copied)
    for file in copied.glob("*/*.toml"):
        text = file.read_text("utf-8")
        for path in paths:
            text = re.sub(rf'\{{ field = "{re.escape(path)}["."][^{{}}]*\}}', _blank, text)
            text = text.replace(f'["{path}"]', '["nothing"]')
        file.write_text(text, "utf-8")
    return read_form_set(copied, set_id)


def _blank(found: re.Match[str]) -> str:
    shape = SHAPE.findall(found[0])
    return '{ text = ""' + "".join(f", {it}" for it in shape) + " }"


def told(finding: Finding) -> str:
    labels = " ".join(label for label, _ in finding.values)
    return f"{finding.message} {labels} {finding.fix.title if finding.fix else ''}"


def key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.place.ref, finding.message


def check_without(samples: dict[str, Checked], sample: str, folder: Path, *paths: str) -> None:
    """Nothing is found at hidden fields, nothing names them, and nothing new is found."""
    book, full = samples[sample].book, samples[sample].report
    form_set = without(folder, sample, paths)
    shown = form_set.form(RecordKind.PROJECT).paths
    hidden = load_form_set(sample).form(RecordKind.PROJECT).paths - shown
    assert hidden
    report = Checker(book, form_set).run()
    assert report.faults == ()
    labels = {fields_of(RecordKind.PROJECT)[path].label for path in hidden}
    labels -= {fields_of(RecordKind.PROJECT)[path].label for path in shown}
    known = {key(finding) for finding in full.findings}
    for finding in report.findings:
        ref = finding.place.ref
        assert ref.record is not RecordKind.PROJECT or ref.path in shown, finding
        assert not [it for it in labels if it in told(finding)], finding
        if ref.record is RecordKind.PROJECT and finding.fix:
            written = {it.ref.path for it in finding.fix.edits if isinstance(it, SetField)}
            assert written <= shown, finding
    more = [f for f in report.findings if key(f) not in known and f.code not in MORE_OFTEN]
    assert more == []


# What these say changes with what else the form shows: Q01 and Q02 list what is empty, Q04 tells of
# one text at a time, Q38 knows fewer totals, and of an empty form the first text is pointed at.
MORE_OFTEN = {"Q01", "Q02", "Q04", "Q38", "X39", "M01"}


@pytest.mark.parametrize("path", [*HEAD, *TEXTS, *GOALS, *MONEY, *FOOT])
def test_a_field_left_out_is_neither_judged_nor_named(
    checked: dict[str, Checked], tmp_path: Path, path: str
) -> None:
    check_without(checked, LULIANG, tmp_path, path)


@pytest.mark.parametrize("paths", [WHOLE, TEXTS, FOOT, GOALS, MONEY, (*TEXTS, *FOOT, *MONEY)])
def test_parts_left_out_together(
    checked: dict[str, Checked], tmp_path: Path, paths: tuple[str, ...]
) -> None:
    check_without(checked, YONGHE, tmp_path, *paths)


@pytest.mark.parametrize("path", ["overview", "goals.annual", "attribute", "funding.annual.total"])
def test_the_annual_family_too(checked: dict[str, Checked], tmp_path: Path, path: str) -> None:
    check_without(checked, JINCHENG, tmp_path, path)


# A form like that of 财预〔2015〕88号: the year alone, no 项目期, none of the five texts.
SHORT_FORM = """
order = ["title", "head", "goals", "indicators"]
[[rows.head]]
cells = [{ text = "项目名称" }, { field = "name", columns = 4 }]
[[rows.head]]
cells = [{ text = "实施单位" }, { field = "unit.name", role = "locked", columns = 2 },
    { text = "项目资金（元）" }, { field = "funding.annual.total" }]
"""


def test_a_short_form_makes_no_false_errors(checked: dict[str, Checked], tmp_path: Path) -> None:
    copied = tmp_path / "forms"
    shutil.copytree(forms_folder(), copied)
    text = (copied / JINCHENG / "project.toml").read_text("utf-8")
    head, _, rest = text.partition("[[rows.head]]")
    goals = rest[rest.index("[[rows.goals]]") :]
    head = re.sub(r"order = .*", "", head)
    order, _, rows = SHORT_FORM.strip().partition("\n")
    (copied / JINCHENG / "project.toml").write_text(f"{order}\n{head}{rows}\n{goals}", "utf-8")
    form_set = read_form_set(copied, JINCHENG)
    shown = form_set.form(RecordKind.PROJECT).paths
    # These books hold both halves, 项目期 and texts beside what the form has.
    for sample in (LULIANG, YONGHE):
        report = Checker(checked[sample].book, form_set).run()
        assert report.faults == ()
        known = {(f.code, f.place.project) for f in checked[sample].report.findings}
        projects = [f for f in report.findings if f.place.project]
        assert {f.place.ref.path for f in projects} <= shown
        assert {f.code for f in projects} & {"Q01", "Q03", "Q41", "Q42", "X41", "X42"} <= {"Q01"}
        assert not [f for f in projects if "实施期" in told(f)]
        errors = [f for f in projects if f.severity is Severity.ERROR]
        # What Q42 told of both halves, Q10 tells of the one that is left.
        others = [f for f in errors if f.code not in ("Q01", "Q10")]
        assert {(f.code, f.place.project) for f in others} <= known
