"""The tables from an archive are those from the book, cell by cell."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from budgetdesk import assets
from budgetdesk.archive.connecting import connected
from budgetdesk.archive.loading import Loaded, load_files
from budgetdesk.archive.tabulating import Wanted, archive_tables_json, region_tables
from budgetdesk.archive.views import WhichVersions
from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.catalogue import put_catalogue_entry
from budgetdesk.book.ledger import add_ledger_line, add_revenue_line
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    Project,
    RevenueLine,
    Source,
    Unit,
)
from budgetdesk.exchange.sealed.envelope import Envelope
from budgetdesk.forms.loader import forget_sets
from budgetdesk.tables.as_json import tables_json
from tests.archive.conftest import Ask
from tests.archive.packages import PackageMaker, write_package
from tests.exchange.sealed.conftest import run

_CODES = ("208", "2080505", "20805", "2100101", "9990101", "2230105")
_DEPARTMENT_CODES = (None, "30101", "30201", "30217", "30231", "31013", "303", "39999")
_GOVERNMENT_CODES = (None, "50101", "50201", "50206", "50208", "50303", "50501", "50502")
_REVENUE_CODES = ("103", "10301", "1030148", "1030601", "1039999")


def of_archive(url: str, wanted: Wanted = Wanted()) -> str:  # noqa: B008 - it is immutable
    with connected(url) as connection:
        return archive_tables_json(region_tables(connection, url, wanted))


def of_book(path: Path) -> str:
    with Book.open(path) as book:
        return tables_json(book)


def test_the_sample_department_has_the_same_tables(archive: str, sample_book: Path) -> None:
    [loaded] = load_files(archive, [sample_book])
    assert (loaded.outcome, loaded.versions, loaded.sentence) == (Loaded.TAKEN, 6, "")
    told = json.loads(of_archive(archive))
    assert len(told) >= 13
    assert told == json.loads(of_book(sample_book))


@pytest.mark.parametrize("seed", range(3))
def test_any_ledger_and_revenue_give_the_same_tables(
    archive: str, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "账套.budget"
    _any_book(path, Random(seed))
    load_files(archive, [path])
    told = json.loads(of_archive(archive))
    assert told == json.loads(of_book(path))
    assert len(told) == 2


def _any_book(path: Path, chance: Random) -> None:
    """Two departments whose lines say whatever lines can say, revenue by code among it."""
    with Book.create(path, BookInfo("yonghe-2024", 2024, "试验")) as book, book.step("填") as step:
        for number in range(2):
            owner = Department(f"20{number}", f"部门{number}")
            owner = replace(owner, id=edit.add_department(step, owner))
            for place in range(3):
                unit = Unit(f"部门{number}单位{place}", owner)
                unit = replace(unit, id=edit.add_unit(step, unit))
                for n in range(4):
                    edit.add_project(step, Project(f"项目{n}", unit))
                for _ in range(30):
                    add_ledger_line(step, _line(unit, chance))
                for _ in range(chance.randrange(6)):
                    add_revenue_line(step, _revenue(unit, chance))
        put_catalogue_entry(step, CatalogueKind.FUNCTION, "9990101", "本地自编科目")


def _line(unit: Unit, chance: Random) -> LedgerLine:
    nature = chance.choice(list(Nature))
    named = f"项目{chance.randrange(6)}" if nature is Nature.PROJECT else None
    return LedgerLine(
        unit,
        chance.choice(_CODES),
        nature,
        chance.choice(list(Source)),
        chance.choice(list(Origin)),
        chance.randrange(-(10**6), 10**9),
        project=named,
        department_economic=chance.choice(_DEPARTMENT_CODES),
        government_economic=chance.choice(_GOVERNMENT_CODES),
    )


def _revenue(unit: Unit, chance: Random) -> RevenueLine:
    source = chance.choice((Source.FUND, Source.STATE_CAPITAL))
    code = chance.choice(_REVENUE_CODES)
    name = "本地收入" if code == "1039999" else ""
    return RevenueLine(unit, source, code, chance.randrange(1, 10**8), name)


def test_revenue_by_code_stands_in_tables_7_and_9(archive: str, tmp_path: Path, ask: Ask) -> None:
    path = tmp_path / "账套.budget"
    _any_book(path, Random(1))
    load_files(archive, [path])
    for view, source in (("table_07", "fund"), ("table_09_revenue", "state_capital")):
        listed = ask(
            f"SELECT sum(total) FROM budgetdesk_newest.{view} "
            "WHERE level = 1 AND code NOT LIKE '未%'"
        )
        lines = ask("SELECT sum(amount) FROM budgetdesk.revenue_line WHERE source = %s", source)
        assert listed == lines != [(None,)]


def test_the_newest_version_of_a_unit_counts(archive: str, tmp_path: Path) -> None:
    make = PackageMaker(1)
    envelopes = [make.envelope("卫生院", 3, version) for version in (1, 2, 3)]
    files = [write_package(tmp_path / f"{n}.xlsx", it) for n, it in enumerate(envelopes)]
    load_files(archive, [files[1], files[0]])
    second = of_archive(archive)
    assert second == _alone(archive, files[1])
    load_files(archive, [files[2]])
    assert of_archive(archive) == _alone(archive, files[2]) != second
    told = of_archive(archive, Wanted(counted=WhichVersions.EVERY))
    assert all(f'"department": "卫生院 第 {version} 版"' in told for version in (1, 2, 3))
    every = json.loads(_as_department(told))
    assert [json.dumps(it, ensure_ascii=False, indent=1) for it in every] == [
        _alone(archive, files[n]) for n in (0, 1, 2)
    ]


def _alone(archive: str, file: Path) -> str:
    """The tables of one package in an archive of its own, made by the versions' views."""
    from budgetdesk.exchange.sealed.opening import open_sealed

    package_id = open_sealed(file)[0].header.package_id
    with connected(archive) as connection:
        [(found,)] = connection.execute(
            "SELECT id FROM budgetdesk.version WHERE package_id = %s", (package_id,)
        ).fetchall()
        [region] = region_tables(connection, archive, Wanted(counted=WhichVersions.EVERY))
    of = [it for it in region.departments if it.department.id == found]
    return _as_department(archive_tables_json([replace(region, departments=tuple(of))]))


def _as_department(told: str) -> str:
    """What is told of a version under the name of its department."""
    return re.sub(r"卫生院 第 \d 版", "卫生健康局", told)


def test_each_region_and_year_stands_by_itself(archive: str, tmp_path: Path) -> None:
    one, other = PackageMaker(1, "141001"), PackageMaker(2, "141002")
    files = [
        write_package(tmp_path / "a.xlsx", one.envelope("卫生院", 2)),
        write_package(tmp_path / "b.xlsx", other.envelope("卫生院", 2)),
        write_package(tmp_path / "c.xlsx", other.envelope("卫生院", 2, fiscal_year=2025)),
    ]
    load_files(archive, files)
    told = json.loads(of_archive(archive))
    assert list(told) == ["141001 2024", "141002 2024", "141002 2025"]
    assert json.loads(of_archive(archive, Wanted("141001"))) == told["141001 2024"]
    assert json.loads(of_archive(archive, Wanted(year=2025))) == told["141002 2025"]


@pytest.fixture
def own_sets(tmp_path: Path) -> Iterator[None]:
    """A user's folder of sets that nobody after this test knows of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "_USER_FOLDER", tmp_path / "forms")
        forget_sets()
        yield
    forget_sets()


@pytest.mark.usefixtures("own_sets")
def test_a_set_of_a_countys_own_comes_with_its_packages(archive: str, tmp_path: Path) -> None:
    one, other = PackageMaker(1, "141001"), PackageMaker(2, "141002")
    brought = {"set.toml": 'extend = "yonghe-2024"\nname = "本县套表"\n'}
    payload = one.payload("卫生院", 2) | {"form_set_files": json.dumps({"own-2024": brought})}
    header = one.envelope("卫生院", 2, form_set="own-2024").header
    gone = other.envelope("卫生院", 2, form_set="gone-2024")
    files = [
        write_package(tmp_path / "a.xlsx", Envelope.of(header, payload)),
        write_package(tmp_path / "b.xlsx", gone),
    ]
    assert [it.outcome for it in load_files(archive, files)] == [Loaded.TAKEN] * 2
    code, out, err = run("archive", archive, "tables", "--json")
    told = json.loads(out)
    assert code == 1
    assert len(told["141001 2024"]) >= 13
    assert told["141002 2024"] == []
    assert err.startswith("141002 卫生健康局：没有报表，")
    _, out, err = run("archive", archive, "check", "--workers", 1)
    assert out.startswith("141001 2024 卫生健康局：错误 ")
    assert err.startswith("141002 卫生健康局：没有审核，")
    assert (tmp_path / "forms" / "own-2024" / "set.toml").is_file()


def test_the_sql_of_the_guide_runs(archive: str, ask: Ask, sample_book: Path) -> None:
    load_files(archive, [sample_book])
    guide = Path(__file__).parents[2] / "docs" / "province.md"
    blocks = re.findall(r"```sql\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    [query] = [block for block in blocks if block.startswith("SELECT")]
    told = {code: amount for region, code, amount in ask(query) if region == "141032"}
    assert float(str(told["208"])) == 474.148


def test_the_register_and_money_tell_all_that_came(
    archive: str, ask: Ask, put_sample: Callable[[Path], Path], tmp_path: Path
) -> None:
    load_files(archive, [put_sample(tmp_path / "甲.budget")])
    assert ask("SELECT count(*), sum(forms) FROM budgetdesk_newest.register") == [(6, 67)]
    assert ask(
        "SELECT source, origin, sum(amount)::bigint FROM budgetdesk_newest.money_by_source "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    ) == [
        ("fund", "carryover", 5400000),
        ("general", "carryover", 342911000),
        ("general", "current", 5460409153),
    ]


def test_a_project_has_its_life_line(archive: str, ask: Ask, sample_book: Path) -> None:
    load_files(archive, [sample_book])
    stages = "SELECT DISTINCT place, stage FROM budgetdesk.life_line"
    assert {"目标", "监控", "自评"} <= {stage for _, stage in ask(stages)}
    [(targets, reached)] = ask(
        "SELECT count(*) FILTER (WHERE a.place = 0), count(*) FILTER (WHERE a.stage = '自评' AND "
        "EXISTS (SELECT FROM budgetdesk.life_line AS t WHERE t.place = 0 AND "
        "t.indicator = a.indicator AND t.name = a.name)) FROM budgetdesk.life_line AS a"
    )
    assert targets
    assert reached
