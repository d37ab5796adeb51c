"""`forms check` and `forms sample`, and a drawn set in use from a new book to reading it back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk import assets, cli
from budgetdesk.exchange.drawing.trial import sample_of
from budgetdesk.forms.loader import forget_sets, load_form_set
from tests.exchange.drawing.scoring import TEMPLATES


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a set drawn from the county's template; the user's own sets are elsewhere."""
    monkeypatch.setattr(assets, "_USER_FOLDER", tmp_path / "数据")
    forget_sets()
    template = TEMPLATES / "county-application-2027.xlsx"
    call = ["forms", "draw", str(template), "--set", "county-2027", "--to", str(tmp_path / "套表")]
    assert cli.main(call) == 0
    yield tmp_path / "套表" / "county-2027"
    forget_sets()


def test_a_whole_set_is_told_so(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["forms", "check", str(drawn)]) == 0
    assert "可以使用" in capsys.readouterr().out
    assert cli.main(["forms", "check", "yonghe-2024"]) == 0


def test_what_is_wrong_is_told_with_file_table_key_and_cure(
    drawn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = drawn / "project_1.toml"
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace('field = "basis"', 'feld = "basis"'), encoding="utf-8")
    (drawn / "second.toml").write_text(text.replace("columns = 6", "columns = 9"), encoding="utf-8")
    rules = drawn / "set.toml"
    said = rules.read_text(encoding="utf-8").replace('"project_1"', '"project_1", "second"')
    rules.write_text(said, encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["forms", "check", str(drawn)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 2
    assert "project_1.toml" in told[0]
    assert "feld" in told[0]
    assert "请改为 field" in told[0]
    assert "second.toml" in told[1]
    assert "columns" in told[1]


def test_a_set_is_printed_with_invented_data(
    drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    call = ["forms", "sample", str(drawn), "--to", str(tmp_path / "样张")]
    assert cli.main(call) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.suffix for path in paths] == [".xlsx", ".pdf"]
    assert all(path.stat().st_size > 5000 for path in paths)
    assert cli.main(call) == 2


def test_a_drawn_set_is_filled_in_checked_exported_and_read_back(
    drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, again = tmp_path / "本年.budget", tmp_path / "再.budget"
    assert cli.main(["new", str(again), "--form-set", str(drawn)]) == 0
    sample_of(load_form_set("county-2027"), book)[0].close()
    out, back = tmp_path / "出", tmp_path / "又"
    assert cli.main(["check", str(book)]) in (0, 1)
    assert cli.main(["export", str(book), "--to", str(out), "--xlsx", "--pdf", "--json"]) == 0
    assert cli.main(["import", str(again), str(out / "projects.json")]) == 0
    capsys.readouterr()
    assert cli.main(["export", str(again), "--to", str(back), "--json"]) == 0
    first, second = (
        json.loads((folder / "projects.json").read_text(encoding="utf-8"))["projects"]
        for folder in (out, back)
    )
    assert first == second
    assert first[0]["zcjh"][0]["je"] == "12.50"  # 万元, as the form tells it
    assert first[0]["funding"]["annual"]["total"] == "500000"
    assert first[0]["xmqzsj"] == "2027-01-01/2027-12-31"
    assert [row["weight"] for row in first[0]["indicators"]["annual"]] == ["10"] * 6
