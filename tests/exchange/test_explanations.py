"""出错说明 travel with the data; what is published carries no person."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.explanations import explain, key_of, read_explanations
from budgetdesk.checks.finding import Finding
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    Project,
    RecordKind,
    Source,
    Unit,
    UnitKind,
)
from budgetdesk.exchange.content import overall_json, projects_json
from budgetdesk.exchange.exporting import ExportFault, ExportOrder, export_book
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.selection import Selection
from budgetdesk.forms.loader import load_form_set

Content = dict[str, Any]
Write = Callable[[str, object], Path]
PUBLIC = ExportOrder((EXCHANGE,), public=True)


@pytest.fixture
def explained(book: Book, content: Content, overall_content: Content, write: Write) -> Book:
    """A book in which every finding is explained, each second one ignored."""
    import_files(book, [write("甲.json", content), write("乙.json", overall_content)])
    findings = Checker(book, load_form_set(book.info.form_set)).run().findings
    with book.step("说明") as step:
        for number, finding in enumerate(findings):
            key = key_of(finding.code, finding.place)
            explain(step, key, f"说明{number}", ignored=number % 2 == 1)
        form = read.overalls(book)[0]
        ref = FieldRef(RecordKind.OVERALL, form.id, "approved_staffing")
        edit.write_field(step, ref, 0)
    found = Checker(book, load_form_set(book.info.form_set)).run().findings
    with book.step("说明") as step:
        for finding in found:
            if finding.code == "X45":
                explain(step, key_of("X45", finding.place), "含借调人员")
    return book


def test_explanations_come_back_in_another_book(
    explained: Book, new_book: Callable[[str, int], Book], write: Write
) -> None:
    other = new_book("yonghe-2024", 2024)
    overall = overall_json(explained)
    assert overall is not None
    files = [write("项目.json", projects_json(explained)), write("整体.json", overall)]
    import_files(other, files)
    given = read_explanations(explained)
    assert len(given) > 3
    assert any(key.record is RecordKind.OVERALL for key in given)
    assert _by_name(other) == _by_name(explained)


def _by_name(book: Book) -> set[object]:
    names = {project.id: project.name for project in read.projects(book)}
    return {
        (key.code, names.get(key.record_id) if key.record is RecordKind.PROJECT else "",
         key.path, key.level2, key.indicator, given)
        for key, given in read_explanations(book).items()
    }  # fmt: skip


def test_a_book_without_explanations_has_no_key(book: Book, content: Content, write: Write) -> None:
    import_files(book, [write("甲.json", content)])
    assert all(
        "explanations" not in project for project in json.loads(projects_json(book))["projects"]
    )


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("path", "overviews", "没有这个栏目"),
        ("text", "", "不能为空"),
        ("code", 3, "应为文字"),
        ("ignored", "yes", "应为是否"),
    ],
)
def test_a_wrong_explanation_is_refused(
    book: Book, content: Content, write: Write, key: str, value: object, words: str
) -> None:
    one = {"code": "Q03", "path": "basis", "level2": "", "indicator": "", "text": "按上级",
           "who": "甲", "at": "2024-03-07T10:00:00", "ignored": False}  # fmt: skip
    content["projects"][0]["explanations"] = [{**one, key: value}]
    with pytest.raises(ImportFault, match=words):
        import_files(book, [write("甲.json", content)])
    assert read_explanations(book) == {}


def test_what_is_published_holds_no_explanation(explained: Book, tmp_path: Path) -> None:
    for path in export_book(explained, tmp_path / "公开", PUBLIC):
        assert "说明0" not in path.read_text("utf-8-sig")
        assert "含借调人员" not in path.read_text("utf-8-sig")


# Personal data


def write_text(book: Book, path: str, text: str, number: int = 0) -> None:
    project_id = read.project_ids(book)[number]
    with book.step("修改") as step:
        edit.write_field(step, FieldRef(RecordKind.PROJECT, project_id, path), text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("联系电话13900000000", "手机号码"),
        ("联系电话１３９-0000-0000", "手机号码"),
        ("身份证11010519491231002X", "身份证号码"),
        ("由王某甲负责实施", "“王某甲”的姓名"),
        ("由张 某乙经办", "“张某乙”的姓名"),
    ],
)
@pytest.mark.parametrize("path", ["overview", "plan", "goals.annual", "name"])
def test_a_public_copy_with_personal_data_is_refused(
    book: Book, content: Content, write: Write, tmp_path: Path, text: str, what: str, path: str
) -> None:
    import_files(book, [write("甲.json", content)])
    write_text(book, "responsible", "王某甲", 1)
    write_text(book, "handler", "李某、张某乙")
    write_text(book, path, text, 2)
    with pytest.raises(ExportFault, match=what) as refused:
        export_book(book, tmp_path / "公开", ExportOrder((EXCEL,), public=True))
    assert read.projects(book)[2].name[:8] in str(refused.value)
    assert not (tmp_path / "公开").exists()
    export_book(book, tmp_path / "内部", ExportOrder((EXCHANGE,)))


def test_a_public_copy_without_personal_data_is_written(
    book: Book, content: Content, write: Write, tmp_path: Path
) -> None:
    import_files(book, [write("甲.json", content)])
    write_text(book, "responsible", "王某甲")
    write_text(book, "handler", "高")
    write_text(book, "overview", "资金13900000000元，提高服务能力", 1)
    assert len(export_book(book, tmp_path / "公开", PUBLIC)) >= 1
    assert "王某甲" not in (tmp_path / "公开" / "projects.json").read_text("utf-8")


def test_chosen_projects_are_judged_alone(
    book: Book, content: Content, write: Write, tmp_path: Path
) -> None:
    import_files(book, [write("甲.json", content)])
    write_text(book, "plan", "联系电话13900000000", 2)
    ids = read.project_ids(book)
    wish = ExportOrder((EXCHANGE,), Selection(ids[:2]), public=True)
    assert export_book(book, tmp_path / "公开", wish)


def test_those_of_a_department_come_back_with_its_ledger(
    new_book: Callable[[str, int], Book], tmp_path: Path
) -> None:
    """The lines have other numbers in the other book; what they say in words is the same."""
    book = _with_ledger(new_book("yonghe-2024", 2024))
    findings = _about_departments(book)
    assert {finding.code for finding in findings} >= {"L04", "L05", "X53"}
    with book.step("说明") as step:
        for finding in findings:
            explain(step, key_of(finding.code, finding.place), f"{finding.code} 属实")
    folder = tmp_path / "上报"
    export_book(book, folder, ExportOrder((EXCHANGE,)))
    other = new_book("yonghe-2024", 2024)
    _with_ledger(other, ("2100408",))
    with other.step("清空") as step:
        for line in read.ledger(other):
            edit.delete_ledger_line(step, line.id)
    import_files(other, [folder / name for name in ("disclosure.json", "ledger.csv")])
    came = {(f.code, f.place.indicator): f.explanation for f in _about_departments(other)}
    assert set(came) == {(f.code, f.place.indicator) for f in findings}
    for (code, _), explanation in came.items():
        assert explanation is not None
        assert explanation.text == f"{code} 属实"
    public = tmp_path / "公开"
    export_book(book, public, PUBLIC)
    assert not (public / "disclosure.json").exists()


def _with_ledger(book: Book, codes: tuple[str, ...] = ("21004", "2109998", "2100408")) -> Book:
    """A department whose ledger has a fault in every line."""
    owner = Department("202", "永和县卫生健康和体育局")
    with book.step("明细") as step:
        owner = replace(owner, id=edit.add_department(step, owner))
        unit = Unit("机关", owner, kind=UnitKind.ADMINISTRATIVE)
        unit = replace(unit, id=edit.add_unit(step, unit))
        edit.add_project(step, Project("甲", unit))
        for number, code in enumerate(codes, start=1):
            edit.add_ledger_line(
                step,
                LedgerLine(
                    unit, code, Nature.PROJECT, Source.FUND, Origin.CURRENT, -100 * number, "甲"
                ),
            )
    return book


def _about_departments(book: Book) -> list[Finding]:
    findings = Checker(book, load_form_set(book.info.form_set)).run().findings
    return [f for f in findings if f.place.ref.record is RecordKind.DEPARTMENT]
