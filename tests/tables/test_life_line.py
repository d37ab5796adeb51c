"""The life line of a project: target, adjusted, rounds, actual, score, by identity of the rows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_numbered
from budgetdesk.cli import main
from budgetdesk.exchange.exporting import selected_sheets
from budgetdesk.exchange.sample import create_sample
from budgetdesk.exchange.selection import Selection
from budgetdesk.forms.sheet import Light
from budgetdesk.output.sheet_files import SHEET_WRITERS
from budgetdesk.tables.life_line import LifeRow, life_line, light_of
from budgetdesk.tables.life_line_sheet import sheet_of


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample with an adjustment in force and two more rounds of its first evaluated project."""
    path = tmp_path_factory.mktemp("life") / "sample.budget"
    create_sample(path)
    with Book.open(path) as book:
        kinds, project = book.dictionary.kinds, project_of(book)
        with book.step("调整和监控") as step:
            made = add_numbered(step, kinds["adjustment"], project, 1)
            approved = kinds["adjustment"].fields["approved_at"].column
            step.update(kinds["adjustment"].table, made, {approved: "2024-08-20"})
        band = kinds["adjustment"].lists["indicators"]
        sql = f"SELECT id FROM {band.table} WHERE {band.owner} = ? ORDER BY position"
        row = book.rows(sql, (made,))[0][0]
        with book.step("调整指标") as step:
            column = {field.last: field.column for field in band.fields}
            step.update(band.table, row, {column["target"]: "28人", column["state"]: "修改"})
            add_numbered(step, kinds["monitoring"], project, "2024-10")
        yield book


def project_of(book: Book) -> int:
    return int(book.rows("SELECT project_id FROM own_self_evaluation ORDER BY id")[0][0])


def texts(row: LifeRow, width: int) -> list[str]:
    return [row.cells[place].text if place in row.cells else "" for place in range(width)]


def test_each_record_has_its_column_and_each_indicator_one_row(sample: Book) -> None:
    line = life_line(sample, project_of(sample))
    assert line.titles == ("目标", "调整 1", "监控 7月", "监控 10月", "自评", "得分", "下年建议")
    (own,) = sample.rows(
        "SELECT count(*) FROM indicator WHERE project_id = ? AND horizon = 'annual'",
        (line.project.id,),
    )
    assert len(line.rows) == own[0]
    first = texts(line.rows[0], len(line.titles))
    assert first[:2] == [line.project.indicators.annual[0].target, "28人"]
    assert first[4] == "14人"


def test_lights_are_held_against_the_adjusted_target(sample: Book) -> None:
    line = life_line(sample, project_of(sample))
    row = line.rows[0]
    assert row.target == "28人"
    assert row.cells[4].share == pytest.approx(0.5)
    assert row.cells[4].light is Light.RED
    assert row.cells[2].light is Light.YELLOW, "8 of 28 in July, when 7/12 are due"
    assert line.rows[1].cells[4].light is Light.GREEN


def test_money_stands_beside_the_straight_line_of_time(sample: Book) -> None:
    line = life_line(sample, project_of(sample))
    july = next(money for money in line.money if money.title == "监控 7月")
    assert (july.planned, july.executed, july.light) == (60_000_00, 34_800_00, Light.GREEN)
    assert july.at == pytest.approx(7 / 12)


@pytest.mark.parametrize(
    ("share", "light"),
    [(0.5, Light.GREEN), (0.45, Light.GREEN), (0.35, Light.YELLOW), (0.1, Light.RED)],
)
def test_lights_by_how_far_behind(share: float, light: Light) -> None:
    assert light_of(share, 0.5) is light


def test_it_prints_on_one_page_and_goes_to_excel_with_its_tints(
    sample: Book, tmp_path: Path
) -> None:
    line = life_line(sample, project_of(sample))
    (sheet,) = selected_sheets(sample, Selection(life_line=line.project.id))
    assert sheet == sheet_of(line, sample.info.fiscal_year)
    assert sheet.landscape
    assert {cell.style.light for cell in sheet.cells} >= {Light.RED, Light.GREEN}
    assert any(cell.curves for cell in sheet.cells)
    for kind, write in SHEET_WRITERS.items():
        path = tmp_path / f"全过程{kind.suffix}"
        write(path, [sheet], sheet.name, lambda *_: None)
        assert path.stat().st_size > 2000


def test_the_command_line_writes_the_page_and_tells_it_as_json(
    sample: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["lifeline", str(sample.path), "--project", str(project_of(sample))]
    assert main(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["columns"][:2] == ["目标", "调整 1"]
    assert told["indicators"][0]["values"][4] == {"text": "14人", "light": "red"}
    assert main([*call, "--to", str(tmp_path / "页.pdf")]) == 0
    assert (tmp_path / "页.pdf").read_bytes().startswith(b"%PDF")
    assert main([*call, "--to", str(tmp_path / "页.txt")]) == 2
    assert not (tmp_path / "页.txt").exists()


def test_a_book_whose_dictionary_does_not_say_it_has_its_life_line(
    sample: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, now = life_line(sample, project_of(sample)), sample.dictionary
    older = {name: replace(kind, life_line=None) for name, kind in now.kinds.items() if kind.own}
    before = replace(now, kinds={**now.kinds, **older})
    monkeypatch.setattr(Book, "dictionary", property(lambda _: before))
    assert life_line(sample, project_of(sample)) == told
