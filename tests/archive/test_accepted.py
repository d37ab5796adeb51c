"""The accepted versions are those that a bureau's book says it accepted, as it says it last."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from budgetdesk.archive.connecting import connected
from budgetdesk.archive.loading import load_files
from budgetdesk.archive.schema import set_up
from budgetdesk.book import step as steps
from budgetdesk.book.book import Book
from budgetdesk.book.read import projects, units
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.register.deciding import decide
from budgetdesk.exchange.register.states import (
    ACCEPTED_STATES,
    RegisterDeed,
    entry_of,
    put_entry,
)
from budgetdesk.exchange.sealed.envelope import Envelope
from budgetdesk.tables.as_json import tables_json
from tests.archive.conftest import Ask
from tests.archive.packages import PackageMaker, write_package
from tests.archive.server import Server
from tests.exchange.sealed.conftest import (
    Offices,
    edit,
    made,
    offices,
    received,
    run,
    submitted,
)

__all__ = ["made", "offices"]
STAGE = "目标"
ACCEPTED = (
    "SELECT u.name, v.kind, v.version, p.overview FROM budgetdesk_accepted.version AS v "
    "JOIN budgetdesk_accepted.unit AS u ON u.id = v.id "
    "JOIN budgetdesk.project AS p ON p.version_id = v.id AND p.n = 0"
)


def come(book: Book, unit: Unit, stage: str = STAGE) -> None:
    """Let something be received of a unit."""
    with book.step("收") as step:
        entry = entry_of(book, unit.uuid, stage)
        put_entry(book, step, unit.uuid, entry.with_package(entry.version + 1, ""))


def loaded(archive: str, *paths: Path) -> list[tuple[str, int, int]]:
    return [(it.outcome.value, it.versions, it.standings) for it in load_files(archive, paths)]


def test_a_package_is_not_accepted_a_bureaus_book_says_it(
    archive: str, ask: Ask, offices: Offices
) -> None:
    bureau = offices.bureau
    received(bureau, offices.package, submitted(offices.second, offices.folder / "出"))
    assert loaded(archive, offices.package, bureau) == [("taken", 1, 0), ("taken", 2, 2)]
    assert ask(ACCEPTED) == []
    code, out, err = run("archive", archive, "tables", "--accepted")
    assert (code, out) == (0, "")
    assert err.startswith("总库里没有已验收的单位")
    run("desk", bureau, "--accept", "甲医院")
    assert loaded(archive, bureau, bureau) == [("taken", 0, 1), ("known", 0, 0)]
    assert ask(ACCEPTED) == [("甲医院", "账套", 1, "村医的概况")]
    edit(offices.first, "村医", "overview", "又报的概况")
    second = submitted(offices.first, offices.folder / "出")
    assert loaded(archive, second) == [("taken", 1, 0)]
    assert ask(ACCEPTED) == [("甲医院", "账套", 1, "村医的概况")]
    newest = ACCEPTED.replace("_accepted", "_newest")
    assert ("甲医院", "上报", 2, "又报的概况") in ask(newest)
    code, out, _ = run("archive", archive, "list", "--accepted")
    assert (code, "目标已验收" in out, "共 1 个版本" in out) == (0, True, True)
    [told] = json.loads(run("archive", archive, "list", "--accepted", "--json")[1])
    assert (told["accepted"], told["stages"][STAGE]["state"]) == (True, "accepted")
    assert told["stages"][STAGE].keys() == {"state", "version", "at"}
    run("desk", bureau, "--unlock", "甲医院", "--note", "科目要改")
    assert loaded(archive, bureau) == [("taken", 0, 1)]
    assert ask(ACCEPTED) == []


def test_the_tables_of_what_was_accepted_are_those_of_the_book(
    archive: str, ask: Ask, tmp_path: Path, put_sample: Callable[[Path], Path]
) -> None:
    path = put_sample(tmp_path / "甲.budget")
    with Book.open(path) as book:
        every = units(book)
        for unit in every:
            come(book, unit)
        decide(book, [(unit, "") for unit in every], RegisterDeed.ACCEPT)
        whole = json.loads(tables_json(book))
    load_files(archive, [path, write_package(tmp_path / "a.xlsx", _of_sample_region())])
    told = json.loads(run("archive", archive, "tables", "--accepted", "--json")[1])
    assert told == whole
    assert json.loads(run("archive", archive, "tables", "--json")[1]) != whole
    with Book.open(path) as book:
        decide(book, [(every[0], "")], RegisterDeed.APPROVE)
        decide(book, [(every[1], "")], RegisterDeed.UNLOCK, "要改")
    load_files(archive, [path])
    names = {name for (name,) in ask("SELECT unit FROM budgetdesk_accepted.register")}
    assert names == {it.name for it in every} - {every[1].name}


def _of_sample_region() -> Envelope:
    """A package of a unit that no book knows, so that nobody accepted it."""
    return PackageMaker(1).envelope("卫生院", 2)


def test_one_stage_that_is_accepted_is_enough_and_the_book_as_it_is_counts(
    archive: str, ask: Ask, offices: Offices
) -> None:
    bureau = offices.bureau
    received(bureau, offices.package)
    run("desk", bureau, "--accept", "甲医院")
    with Book.open(bureau) as book:
        come(book, units(book)[0], "监控")
    edit(bureau, "村医", "overview", "局里改的概况")
    load_files(archive, [bureau])
    assert ask(ACCEPTED) == [("甲医院", "账套", 1, "局里改的概况")]
    [(stages,)] = ask("SELECT stages FROM budgetdesk_accepted.register")
    assert isinstance(stages, dict)
    assert {stage: it["state"] for stage, it in stages.items()} == {
        STAGE: "accepted",
        "监控": "sent",
    }


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step of a book stands in a second of its own."""
    now = datetime.now().astimezone() + timedelta(days=1)

    class Clock:
        @classmethod
        def now(cls) -> datetime:
            nonlocal now
            now += timedelta(seconds=1)
            return now

    monkeypatch.setattr(steps, "datetime", Clock)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(it, marks=pytest.mark.proof) for it in range(1, 9))]
)
def test_in_whatever_order_copies_of_a_book_come_its_last_word_counts(
    archive: str, ask: Ask, tmp_path: Path, offices: Offices, seed: int
) -> None:
    chance = Random(seed)
    received(offices.bureau, offices.package)
    copies = list(_copies(offices.bureau, tmp_path, chance))
    with Book.open(copies[-1], read_only=True) as book:
        accepted = entry_of(book, units(book)[0].uuid, STAGE).state in ACCEPTED_STATES
        expected = projects(book)[0].overview
    order = [*copies, *chance.sample(copies, 3)]
    chance.shuffle(order)
    load_files(archive, order)
    assert ask(ACCEPTED) == ([("甲医院", "账套", 1, expected)] if accepted else [])
    assert {outcome for outcome, *_ in loaded(archive, *order)} <= {"known", "taken"}
    assert ask(ACCEPTED) == ([("甲医院", "账套", 1, expected)] if accepted else [])


def _copies(bureau: Path, folder: Path, chance: Random) -> Iterator[Path]:
    """A book as it was after each of some changes, decisions and undone ones."""
    with Book.open(bureau) as book:
        book.settle()  # what was received stays
    for number in range(10):
        with Book.open(bureau) as book:
            unit, project = units(book)[0], projects(book)[0]
            entry = entry_of(book, unit.uuid, STAGE)
            may = [it for it in RegisterDeed if entry.may(it)]
            deed = chance.choice(["edit", "undo", *may])
            if isinstance(deed, RegisterDeed):
                decide(book, [(unit, STAGE)], deed, "有原因")
            elif deed == "undo":
                book.undo()
        if deed == "edit":
            edit(bureau, project.name, "overview", chance.choice("甲乙丙"))
        yield Path(shutil.copyfile(bureau, folder / f"{number}.budget"))


@pytest.mark.parametrize("option", ["--accepted", "--every-version"])
@pytest.mark.parametrize("deed", ["check", "set-up", "a.xlsx"])
def test_what_would_not_be_heeded_is_refused(deed: str, option: str) -> None:
    code, out, err = run("archive", "postgresql://none.example/x", deed, option)
    assert (code, out) == (2, "")
    assert "只用于 tables 和 list" in err


def test_an_archive_of_an_older_program_keeps_what_it_has(server: Server, tmp_path: Path) -> None:
    url = server.new_database("older")
    package = write_package(tmp_path / "a.xlsx", PackageMaker(1).envelope("卫生院", 2))
    with connected(url) as connection:
        set_up(connection, url)
        assert run("archive", url, package, "--workers", 1)[0] == 0
        connection.execute("DROP SCHEMA budgetdesk_newest, budgetdesk_accepted CASCADE")
        connection.execute("DROP TABLE budgetdesk.standing CASCADE")
        connection.execute("COMMENT ON SCHEMA budgetdesk IS NULL")
    for deed in ([package], ["list"], ["tables", "--accepted"], ["check"]):
        code, _, err = run("archive", url, *deed, "--workers", 1)
        assert (code, "旧版程序建的" in err, "set-up" in err) == (2, True, True)
    assert run("archive", url, "set-up")[0] == 0
    assert run("archive", url, package, "--workers", 1)[1].startswith("装入 0 个文件")
    assert "共 1 个版本" in run("archive", url, "list")[1]
    with connected(url) as connection:
        connection.execute("COMMENT ON SCHEMA budgetdesk IS '99'")
    for deed in (["list"], ["set-up"], [package]):
        code, _, err = run("archive", url, *deed, "--workers", 1)
        assert (code, "更新本机的程序" in err) == (2, True)
