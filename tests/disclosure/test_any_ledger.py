"""Every sentence is true of ledgers that nobody thought of: the readers of test_true_sentences."""

import random
from pathlib import Path

import pytest

from budgetdesk.domain.records import Origin, Source
from tests.disclosure import test_true_sentences as sentences
from tests.disclosure.counties import INSTITUTION, LAST, LIKE, OFFICE, County, Row

_FUNCTIONS = (
    "2100101", "2100408", "2080505", "2210201", "2120804", "2230102", "2050204", "2130301",
    "2010301", "2299999", "2069901", "2140104",
)  # fmt: skip
_ECONOMIC = (
    ("30101", "50101"), ("30101", "50501"), ("30201", "50201"), ("30201", "50502"),
    ("30108", "50102"), ("30301", "50901"), ("30231", "50208"), ("30217", "50206"),
    ("30212", "50207"), ("31013", "50305"), ("31002", "50306"), ("30229", "50201"), ("", ""),
)  # fmt: skip
_READERS = [it for name, it in vars(sentences).items() if name.startswith("test_")]


def any_county(chance: random.Random) -> County:
    """Units of any kind, lines of any sign and size, last year anything or nothing."""
    count = chance.randint(1, 7)
    kinds = [chance.choice([OFFICE, LIKE, INSTITUTION, None]) for _ in range(count)]
    rows = [_any_row(chance, count) for _ in range(chance.randint(1, 14))]
    last = {
        key: chance.choice([0, 0, chance.randint(1, 9), chance.randint(1, 600)]) for key in LAST
    }
    scope = chance.choice(["", "单位"]) if count == 1 else ""
    return County(rows, kinds, last, year=chance.randint(2024, 2027), scope=scope)


def _any_row(chance: random.Random, units: int) -> Row:
    department, government = chance.choice(_ECONOMIC)
    wan = chance.choice([0, chance.randint(1, 9), chance.randint(1, 500), -chance.randint(1, 60)])
    return Row(
        chance.randrange(units),
        wan,
        chance.choice(_FUNCTIONS),
        chance.choice(["", "甲项目", "乙项目"]),
        department,
        government,
        chance.choice([Source.GENERAL, Source.GENERAL, *Source]),
        chance.choice([Origin.CURRENT, Origin.CURRENT, Origin.CARRYOVER]),
        0 if wan else chance.choice([1, 99, 4_000, 5_000, -4_000, 123_456_789]),
    )


def _read_all(seed: int, folder: Path) -> None:
    county = any_county(random.Random(seed))
    with county.build(folder / "账.budget") as book:
        reading = sentences.read(county, book)
    for reader in _READERS:
        reader(reading)


@pytest.mark.parametrize("seed", range(8))
def test_every_sentence_is_true_of_any_ledger(seed: int, tmp_path: Path) -> None:
    _read_all(seed, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(8, 500))
def test_every_sentence_is_true_of_many_ledgers(seed: int, tmp_path: Path) -> None:
    _read_all(seed, tmp_path)
