"""What a file says of computed fields is held against what the book computes, and told."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.writing import write_field
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import DeclaredRow
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.importing import import_files
from tests.dictionary.cycle_book import INDICATORS, cycle_book

Content = dict[str, Any]


@pytest.fixture
def content(tmp_path: Path) -> Iterator[Content]:
    """What a file says of a project whose 自评 has a score."""
    with cycle_book(tmp_path / "一.budget", INDICATORS) as book:
        with book.step("自评") as step:
            add_record(step, "self_evaluation", 1)
            add_record(step, "monitoring", 1)
        (made,) = records(book, "self_evaluation")
        rows = made.declared["indicators"]
        assert isinstance(rows, tuple)
        with book.step("填写") as step:
            ref = FieldRef("self_evaluation", 1, "executed_fiscal")
            write_field(step, ref, 65_000_000)
            for row, actual in zip(rows, ("8700人", "100%", "96%"), strict=True):
                assert isinstance(row, DeclaredRow)
                for path, value in (("weight", "30"), ("actual", actual)):
                    ref = FieldRef("self_evaluation", 1, f"indicators.{path}", row.id)
                    write_field(step, ref, value)
        yield json.loads(projects_json(book))


def notes(tmp_path: Path, content: Content) -> list[str]:
    file = tmp_path / "projects.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    with cycle_book(tmp_path / "二.budget", project=False) as book:
        return [note for each in import_files(book, [file]).files for note in each.notes]


def own(content: Content) -> Content:
    found: Content = content["projects"][0]["self_evaluation"][0]
    return found


def test_what_went_out_comes_in_without_a_word(tmp_path: Path, content: Content) -> None:
    assert own(content)["_computed"]["execution_score"] == "9.90"
    assert own(content)["indicators"][0]["_computed"]["score"] == "29.81"
    assert notes(tmp_path, content) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda it: it["_computed"].update(execution_score="9.00"),
            ["预算执行得分文件中为 9.00，程序算得 9.90"],
        ),
        (
            lambda it: it["indicators"][0]["_computed"].update(score="30"),
            ["得分（参保人数）文件中为 30，程序算得 29.81"],
        ),
        (lambda it: it["_computed"].update(rate_carryover="50"), ["程序算得 空白"]),
        (lambda it: it["_computed"].update(execution_score="很好"), ["文件中为 很好"]),
        (lambda it: it["_computed"].update(execution_score="9.9"), []),
        (lambda it: it["_computed"].update(total_score=None), []),
        (lambda it: it["_computed"].update(mark="9"), ["未导入的栏目：_computed.mark"]),
        (lambda it: it.update(_computed=[9]), ["未导入的栏目：_computed"]),
        (lambda it: it.update(total_score="9"), ["未导入的栏目"]),
    ],
)
def test_what_differs_is_told_and_the_book_counts(
    tmp_path: Path, content: Content, change: Callable[[Content], None], told: list[str]
) -> None:
    change(own(content))
    found = notes(tmp_path, content)
    assert len(found) == len(told)
    for note, words in zip(found, told, strict=True):
        assert words in note
        assert note.endswith("。")


def test_of_many_differences_the_first_are_named(tmp_path: Path, content: Content) -> None:
    said = own(content)["_computed"]
    said.update(dict.fromkeys(("total_points", "total_score", "output_score"), "1.23"))
    said.update(dict.fromkeys(("rate_total", "rate_fiscal", "output_points"), "1.23"))
    (note,) = notes(tmp_path, content)
    assert "等 6 处，以程序算得的为准。" in note
    assert note.startswith("「个人缴费县级配套资金 项目支出绩效自评表」")
