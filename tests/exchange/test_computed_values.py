"""What is computed goes out with an exchange file for information, and is not read back."""

import json
from pathlib import Path
from typing import Any

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.domain.fields import FieldRef
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.importing import import_files
from tests.dictionary.cycle_book import cycle_book

KIND = "self_evaluation"


def evaluated(path: Path) -> Book:
    """The cycle's book with a 自评 of which money and one actual value are typed."""
    book = cycle_book(path)
    with book.step("自评") as step:
        own = add_record(step, KIND, 1)
        edit.write_field(step, FieldRef(KIND, own, "full_total"), 65_660_000)
        edit.write_field(step, FieldRef(KIND, own, "executed_total"), 65_070_000)
    (record,) = records(book, KIND)
    rows: Any = record.declared["indicators"]
    with book.step("实际值") as step:
        for column, value in (("weight", "15"), ("actual", "8676人")):
            path_of = f"indicators.{column}"
            edit.write_field(step, FieldRef(KIND, record.id, path_of, rows[0].id), value)
    return book


def content_of(book: Book) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(projects_json(book))
    return content


def test_computed_values_go_out_and_are_not_read_back(tmp_path: Path) -> None:
    file = tmp_path / "projects.json"
    with evaluated(tmp_path / "出.budget") as book:
        content = content_of(book)
    (told,) = content["projects"][0][KIND]
    assert told["_computed"]["execution_score"] == "9.91"
    assert told["_computed"]["rate_total"] == "99.10"
    assert told["indicators"][0]["_computed"]["score"] == "14.86"
    told["_computed"]["execution_score"] = "3"
    told["indicators"][0]["_computed"]["score"] = "不读"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with cycle_book(tmp_path / "入.budget", project=False) as book:
        import_files(book, [file])
        (again,) = content_of(book)["projects"][0][KIND]
        assert again["_computed"]["execution_score"] == "9.91"
        assert again["indicators"][0]["_computed"]["score"] == "14.86"
