"""The bundled sample: a whole department, in every state that real work has."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookExists
from budgetdesk.checks.engine import Checker
from budgetdesk.domain.money import exchange_text, parse_wan, wan_text
from budgetdesk.domain.overall_funding import OverallFunding
from budgetdesk.domain.records import (
    PARAGRAPHS,
    Funding,
    Horizon,
    Origin,
    OverallForm,
    Payer,
    Project,
    UnitKind,
)
from budgetdesk.exchange import sample
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sample import create_sample, sample_files
from budgetdesk.forms.loader import load_form_set
from budgetdesk.output.typesetting.fonts import text_face

REQUIRED_SLOTS = ("数量指标", "质量指标", "时效指标", "成本指标", "服务对象满意度指标")
SEVERITIES = {"error", "explain", "notice"}

Form = dict[str, Any]  # a project as its file has it


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("示例 文件") / "永和县.budget"
    create_sample(path)
    with Book.open(path) as book:
        yield book


@pytest.fixture(scope="module")
def projects(book: Book) -> tuple[Project, ...]:
    return read.projects(book)


@pytest.fixture(scope="module")
def overall(book: Book) -> OverallForm:
    (form,) = read.overalls(book)
    return form


def texts_of(project: Project) -> dict[str, str]:
    goals = {f"goals.{horizon}": project.goals.of(horizon) or "" for horizon in Horizon}
    return {path: getattr(project, path) for path in PARAGRAPHS} | goals


def unstarted(projects: tuple[Project, ...]) -> list[Project]:
    return [project for project in projects if not any(texts_of(project).values())]


def signed(projects: tuple[Project, ...]) -> list[Project]:
    """The forms whose clerk has signed them, and so holds them to be complete."""
    return [project for project in projects if project.responsible]


def test_one_department_with_six_units_and_66_projects(
    book: Book, projects: tuple[Project, ...]
) -> None:
    (department,) = read.departments(book)
    assert (department.code, department.name) == ("202", "永和县卫生健康和体育局")
    count: dict[str, int] = defaultdict(int)
    for project in projects:
        count[project.unit.name] += 1
    assert count == {
        "永和县卫生健康和体育局": 27,
        "永和县疾病预防控制中心": 7,
        "永和县妇幼保健计划生育服务中心": 4,
        "永和县卫生健康综合行政执法队": 4,
        "永和县医疗集团": 17,
        "山西省永和县中医医院": 7,
    }
    assert list(count) == [unit.name for unit in read.units(book)]


def test_only_the_office_itself_is_administrative(book: Book) -> None:
    kinds = [unit.kind for unit in read.units(book)]
    assert kinds == [UnitKind.ADMINISTRATIVE, *[UnitKind.INSTITUTION] * 5]


def test_the_ledger_gives_every_project_its_money(
    book: Book, projects: tuple[Project, ...]
) -> None:
    lines = read.ledger(book)
    money: dict[int | None, int] = defaultdict(int)
    for line in lines:
        if line.project and line.origin is Origin.CURRENT:
            money[line.project_id] += line.amount
    assert len(lines) == 217
    assert money == {project.id: project.funding.annual.total for project in projects}


def test_what_is_left_from_last_year_has_no_form(book: Book) -> None:
    left = [line for line in read.ledger(book) if line.origin is Origin.CARRYOVER]
    assert {line.project for line in left} == {"上年结转项目"}
    assert {line.project_id for line in left} == {None}
    assert sum(line.amount for line in left) == parse_wan("348.311")


def test_four_projects_have_their_amount_and_nothing_else(
    projects: tuple[Project, ...],
) -> None:
    empty = unstarted(projects)
    assert len(empty) == 4
    for project in empty:
        total = project.funding.annual.total
        assert project.funding.annual == project.funding.implementation == Funding(total)
        assert not project.indicators.annual
        assert not project.indicators.implementation


def test_the_payers_of_every_other_project_make_its_total(projects: tuple[Project, ...]) -> None:
    empty = unstarted(projects)
    for project in projects:
        for horizon in Horizon:
            funding = project.funding.of(horizon)
            assert funding is not None
            if project not in empty:
                parts = [funding.of(payer) or 0 for payer in Payer]
                assert sum(parts) == funding.total, project.name


def test_the_overall_form_agrees_with_the_ledger(book: Book, overall: OverallForm) -> None:
    current = sum(line.amount for line in read.ledger(book) if line.origin is Origin.CURRENT)
    published, half_a_step = parse_wan("5460.41"), parse_wan("0.005")
    assert published is not None
    assert half_a_step is not None
    assert abs(current - published) < half_a_step
    assert overall.funding_computed
    assert overall.filled_in == OverallFunding(), "what the file says agrees, and is forgotten"
    assert overall.by_source.total == overall.by_direction.total == current
    assert wan_text(current) == "5460.41"
    assert (overall.by_direction.basic or 0) + (overall.by_direction.project or 0) == (
        overall.by_direction.total
    )
    assert len(overall.key_tasks) == 7
    assert all((overall.duties, overall.strategic_goal, overall.annual_goal))


def test_signed_forms_are_complete(projects: tuple[Project, ...]) -> None:
    forms = signed(projects)
    assert len(forms) >= 14
    assert len({project.unit.name for project in forms}) == 6
    for project in forms:
        assert all(len(text) >= 20 for text in texts_of(project).values()), project.name
        assert len(set(texts_of(project).values())) == 7
        assert "《" in project.basis
        assert re.search(r"\d", project.goals.annual)
        assert 80 <= len(project.overview) <= 450
        assert all((project.attribute, project.period, project.handler, project.filed_at))
        for horizon in Horizon:
            rows = project.indicators.of(horizon) or ()
            assert all(row.name and row.target for row in rows)
            slots = {row.level2 for row in rows}
            assert slots.issuperset(REQUIRED_SLOTS), project.name
            assert any(row.level1 == "效益指标" for row in rows)
    assert any(len(project.overview) >= 400 for project in forms)


def test_signed_forms_pass_the_check_and_others_show_what_it_finds(
    book: Book, projects: tuple[Project, ...]
) -> None:
    report = Checker(book, load_form_set(book.info.form_set)).run()
    found: dict[int, list[str]] = defaultdict(list)
    for finding in report.findings:
        ref = finding.place.ref
        if ref is not None and finding.place.project:
            found[ref.record_id].append(f"{finding.code} {finding.message}")
    complete = {project.id: project.name for project in signed(projects)}
    assert not report.faults
    assert {name: found[number] for number, name in complete.items() if found[number]} == {}
    assert {project.id for project in projects} - complete.keys() <= found.keys()
    assert {str(finding.severity) for finding in report.findings} == SEVERITIES
    assert len({finding.code for finding in report.findings}) > 30


def test_drafts_lack_paragraphs(projects: tuple[Project, ...]) -> None:
    started = [project for project in projects if project not in unstarted(projects)]
    drafts = [project for project in started if not all(texts_of(project).values())]
    assert len(drafts) >= 10


def test_nobody_is_named(projects: tuple[Project, ...]) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in sample_files())
    assert not re.search(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)", written)
    assert {project.phone for project in projects} == {"", "0357-0000000"}
    for project in projects:
        assert re.fullmatch(r"(负责人[甲乙丙丁戊己])?", project.responsible)
        assert re.fullmatch(r"(经办人[甲乙丙丁戊己])?", project.handler)


def test_every_character_can_be_printed() -> None:
    written = {char for path in sample_files() for char in path.read_text(encoding="utf-8")}
    assert [char for char in written if char >= " " and not text_face().covers(char)] == []


def test_the_sample_is_one_step_that_cannot_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "示例.budget"
    create_sample(path)
    with Book.open(path) as book:
        assert book.rows("SELECT name FROM step") == [("新建账套",), ("导入示例",)]
        assert book.undo() is None
        assert book.undo_name is None
        assert len(read.project_ids(book)) == 66


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "我的.budget"
    path.write_bytes(b"mine")
    with pytest.raises(BookExists):
        create_sample(path)
    assert path.read_bytes() == b"mine"


def test_a_failure_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*parts: str) -> Path:
        return tmp_path.joinpath(*parts)

    monkeypatch.setattr(sample, "resource", missing)
    with pytest.raises(ImportFault):
        create_sample(tmp_path / "示例.budget")
    assert list(tmp_path.iterdir()) == []


# What was published: its facts carry over, its sentences don't.


@pytest.fixture(scope="module")
def published(shared: Path) -> list[Form]:
    text = (shared / "samples/yonghe-2024/projects.json").read_text(encoding="utf-8")
    return [*json.loads(text)["projects"]]


def test_units_amounts_and_stamps_are_those_published(
    projects: tuple[Project, ...], published: list[Form]
) -> None:
    def facts_of(project: Project) -> tuple[object, ...]:
        amounts = [
            exchange_text(getattr(project.funding.of(horizon), part))
            for horizon in Horizon
            for part in ("total", *Payer)
        ]
        return (project.unit.name, project.name, project.period, amounts, project.filed_at)

    def facts_in(form: Form) -> tuple[object, ...]:
        amounts = [form["funding"][horizon][part] for horizon in Horizon
                   for part in ("total", *Payer)]  # fmt: skip
        return (form["unit"]["name"], form["name"], form["period"], amounts, form["filed_at"])

    ours = [facts_of(project) for project in projects if project.filed_at]
    assert sorted(ours, key=str) == sorted(map(facts_in, published), key=str)


def test_forms_left_as_they_were_keep_their_targets(
    projects: tuple[Project, ...], published: list[Form]
) -> None:
    """Names that the print had cut are whole again; signed forms have better indicators."""
    targets = {
        (form["unit"]["name"], form["name"]): sorted(
            row["target"] for row in form["indicators"]["implementation"]
        )
        for form in published
    }
    for project in projects:
        if project.filed_at and not project.responsible:
            rows = project.indicators.implementation or ()
            ours = sorted(row.target for row in rows)
            assert ours == targets[project.unit.name, project.name], project.name


def test_no_sentence_is_a_published_one(
    projects: tuple[Project, ...], overall: OverallForm, published: list[Form], shared: Path
) -> None:
    folder = shared / "samples/yonghe-2024"
    form = json.loads((folder / "overall.json").read_text(encoding="utf-8"))
    sections = json.loads((folder / "narrative.json").read_text(encoding="utf-8"))
    theirs = [form[key] for key in ("duties", "strategic_goal", "annual_goal")]
    theirs += [text for task in form["key_tasks"] for text in task.values()]
    theirs += [part["text"] for part in sections.values() if "text" in dict_of(part)]
    theirs += [text for form in published for text in published_texts(form)]
    known = {run for text in theirs for run in runs(text)}
    names = [bare(form["name"]) for form in published]
    ours = [text for project in projects for text in texts_of(project).values()]
    ours += [overall.duties, overall.strategic_goal, overall.annual_goal]
    ours += [text for task in overall.key_tasks for text in (task.core_function, task.task)]
    shared_runs = {run for text in ours for part in own_words(text) for run in runs(part)} & known
    assert [run for run in shared_runs if not any(run in name for name in names)] == []


def dict_of(part: object) -> Form:
    return part if isinstance(part, dict) else {}


def published_texts(form: Form) -> list[str]:
    return [form[key] for key in PARAGRAPHS] + list(form["goals"].values())


def own_words(text: str) -> list[str]:
    """A text without titles and numbers of documents."""
    return re.split(r"《[^》]*》|[一-龥]{1,6}〔\d{4}〕\d+号", text)


def bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


def runs(text: str, length: int = 12) -> set[str]:
    """All runs of so many characters, punctuation left out."""
    letters = bare(text)
    return {letters[start : start + length] for start in range(len(letters) - length + 1)}
