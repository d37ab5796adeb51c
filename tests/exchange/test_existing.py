"""A project of a file that the book has: covered, passed over, or kept beside."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.checks.explanations import FindingKey, explain, read_explanations
from budgetdesk.cli import main
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Horizon, Project, RecordKind
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.contrasts import RowPlace
from budgetdesk.exchange.existing import (
    Decision,
    Decisions,
    ExistingProjectsFault,
    OnExisting,
)
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.projects_file import identity

Content = dict[str, Any]
Write = Callable[[str, object], Path]


@pytest.fixture
def filled(book: Book, content: Content, write: Write) -> Book:
    import_files(book, [write("first.json", content)])
    return book


@pytest.fixture
def changed(filled: Book) -> Content:
    """The first project as it comes back: another overview, a row on top, one renamed a little."""
    content: Content = json.loads(projects_json(filled))
    content["projects"] = content["projects"][:1]
    one = content["projects"][0]
    one["overview"] = "改过的概况"
    rows = one["indicators"]["annual"]
    slot = {key: rows[0][key] for key in ("level1", "level2")}
    rows[0]["name"] += "数"
    rows.insert(0, {**slot, "name": "全新一项甲乙丙丁", "target": "1个"})
    return content


def by_words(content: Content) -> Content:
    """The same file as a program without uuids writes it."""
    text = json.dumps(content)
    return json.loads(text, object_hook=lambda each: {k: v for k, v in each.items() if k != "uuid"})  # type: ignore[no-any-return]


def first(book: Book) -> Project:
    return read.projects(book)[0]


def test_nothing_is_taken_before_it_is_decided(
    filled: Book, changed: Content, write: Write, state: Callable[[Book], Any]
) -> None:
    before = state(filled)
    with pytest.raises(ExistingProjectsFault, match="--on-existing") as refused:
        import_files(filled, [write("again.json", changed)])
    (meeting,) = refused.value.meetings
    assert meeting.known == first(filled)
    assert meeting.wanted.overview == "改过的概况"
    assert state(filled) == before


@pytest.mark.parametrize("words_alone", [False, True])
def test_covered_it_says_what_the_file_says_and_stays_itself(
    filled: Book, changed: Content, write: Write, words_alone: bool
) -> None:
    before = first(filled)
    old = before.indicators.annual
    with filled.step("说明") as step:
        path = "indicators.annual.target"
        key = FindingKey("Q30", RecordKind.PROJECT, before.id, path, row=old[0].uuid)
        explain(step, FindingKey(*_words(key, old[0].level2, old[0].name)), "属实")
    content = by_words(changed) if words_alone else changed
    file = write("again.json", content)
    (report,) = import_files(filled, [file], decisions=Decisions(OnExisting.OVERWRITE)).files
    after = first(filled)
    assert (after.id, after.uuid, after.overview) == (before.id, before.uuid, "改过的概况")
    assert [row.id for row in after.indicators.annual[1:]] == [row.id for row in old]
    assert after.indicators.annual[1].name == f"{old[0].name}数"
    assert after.indicators.annual[0].uuid not in {row.uuid for row in old}
    (given,) = read_explanations(filled)
    assert given.row == old[0].uuid
    assert report.overwritten == [before.name]
    ref = FieldRef(RecordKind.PROJECT, after.id, path, old[0].id)
    assert [entry.new for entry in read.field_history(filled, ref)] == [old[0].target]
    filled.undo()
    assert first(filled) == before


def _words(key: FindingKey, level2: str, indicator: str) -> tuple[Any, ...]:
    return (key.code, key.record, key.record_id, key.path, level2, indicator, key.row)


def test_a_guess_can_be_taken_back(filled: Book, changed: Content, write: Write) -> None:
    old = first(filled).indicators.annual
    file = write("again.json", by_words(changed))
    with pytest.raises(ExistingProjectsFault) as refused:
        import_files(filled, [file])
    (meeting,) = refused.value.meetings
    (guess,) = [it for it in meeting.differences() if it.guessed]
    assert guess.guessed == RowPlace(Horizon.ANNUAL, 1)
    assert (old[0].name in guess.held, f"{old[0].name}数" in guess.becomes) == (True, True)
    decision = Decision(OnExisting.OVERWRITE, frozenset({guess.guessed}))
    each = {identity(meeting.wanted): decision}
    import_files(filled, [file], decisions=Decisions(each=each))
    now = first(filled).indicators.annual
    assert now[1].uuid not in {row.uuid for row in old}
    assert [row.uuid for row in now[2:]] == [row.uuid for row in old[1:]]


def test_both_sides_are_told_in_the_words_of_the_form(
    filled: Book, changed: Content, write: Write
) -> None:
    changed["projects"][0]["funding"]["annual"]["own"] = "12.50"
    del changed["projects"][0]["indicators"]["annual"][-1]
    was = first(filled)
    with pytest.raises(ExistingProjectsFault) as refused:
        import_files(filled, [write("again.json", changed)])
    (meeting,) = refused.value.meetings
    told = {it.label: (it.held, it.becomes) for it in meeting.differences()}
    assert told["项目概况"] == (was.overview, "改过的概况")
    assert told["年度单位自筹"][1] == "12.5"
    assert {"项目概况", "年度单位自筹", "年度指标"} == {*told}
    rows = [it for it in meeting.differences() if it.label == "年度指标"]
    assert [(bool(it.held), bool(it.becomes)) for it in rows] == [
        (False, True),
        (True, True),
        (True, False),
    ]


def test_passed_over_it_stays_and_what_is_new_comes(
    filled: Book, changed: Content, content: Content, write: Write
) -> None:
    before = first(filled)
    changed["projects"].append({**content["projects"][1], "name": "新项目"})
    file = write("again.json", changed)
    (report,) = import_files(filled, [file], decisions=Decisions(OnExisting.SKIP)).files
    assert first(filled) == before
    assert (report.projects, report.skipped) == (1, [before.name])
    assert "新项目" in {it.name for it in read.projects(filled)}


def test_passed_over_alone_it_leaves_no_step(filled: Book, changed: Content, write: Write) -> None:
    undo = filled.undo_name
    report = import_files(
        filled, [write("again.json", changed)], decisions=Decisions(OnExisting.SKIP)
    )
    assert filled.undo_name == undo
    assert any("没有改动" in sentence for sentence in report.sentences())


def test_kept_beside_it_is_another_one(filled: Book, changed: Content, write: Write) -> None:
    before = first(filled)
    file = write("again.json", changed)
    for _ in range(2):
        import_files(filled, [file], decisions=Decisions(OnExisting.BOTH))
    found = {it.name: it for it in read.projects(filled)}
    assert found[before.name] == before
    twin = found[f"{before.name}（导入）"]
    assert twin.overview == "改过的概况"
    assert f"{before.name}（导入2）" in found
    own = {row.uuid for it in (before, twin) for row in it.indicators.annual}
    assert len(own) == len(before.indicators.annual) + len(twin.indicators.annual)


def test_a_project_that_was_renamed_is_known_by_its_uuid(
    filled: Book, changed: Content, write: Write
) -> None:
    before = first(filled)
    with filled.step("改名") as step:
        edit.rename(step, "project", before.id, "账套里的新名称")
    file = write("again.json", changed)
    import_files(filled, [file], decisions=Decisions(OnExisting.OVERWRITE))
    assert first(filled).name == before.name
    assert first(filled).id == before.id
    assert len(read.projects(filled)) == 3


def test_the_command_line_names_the_option_and_takes_it(
    filled: Book, changed: Content, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path, file = filled.path, write("again.json", changed)
    filled.close()
    data = path.read_bytes()
    assert main(["import", str(path), str(file)]) == 2
    assert "--on-existing" in capsys.readouterr().err
    assert path.read_bytes() == data
    assert main(["import", str(path), str(file), "--on-existing", "overwrite"]) == 0
    assert "覆盖账套中已有的项目 1 个" in capsys.readouterr().out
    with Book.open(path, read_only=True) as book:
        assert first(book).overview == "改过的概况"
