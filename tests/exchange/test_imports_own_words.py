"""What imports and 一体化 say of a field is in its forms' words, of each set that has some."""

from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.desktop.two_sides.foreign import sides_of
from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.domain.persons import Persons
from budgetdesk.domain.records import (
    Department,
    Horizon,
    Indicator,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.exchange.existing import ExistingProjectsFault, Meeting
from budgetdesk.exchange.foreign.forms import SourceReading
from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.foreign.reading import Cut, FieldReading, ProjectReading, RowReading
from budgetdesk.exchange.foreign.telling import notes_on, reading_content
from budgetdesk.exchange.foreign_file import ForeignSource, SourcesSeen
from budgetdesk.exchange.foreign_ledger import LedgerSeen
from budgetdesk.exchange.portal.comparing import held_against_list
from budgetdesk.exchange.privacy import Publication
from budgetdesk.exchange.projects_file import read_projects
from budgetdesk.exchange.shape import Reader, Shape
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import form_set_ids, load_form_set

OWN = [it for it in form_set_ids() if load_form_set(it).words]
_FIELDS = base_dictionary().kinds[RecordKind.PROJECT].fields


@pytest.fixture(params=OWN)
def form_set(request: pytest.FixtureRequest) -> FormSet:
    return load_form_set(request.param)


def _renamed(form_set: FormSet) -> dict[str, tuple[str, str]]:
    """The fields of a project that a set has other words for: the program's and its own."""
    labels = {path: it.label for path, it in _FIELDS.items() if not it.listed}
    own = {path: (it, form_set.in_own_words(it)) for path, it in labels.items()}
    return {path: (usual, said) for path, (usual, said) in own.items() if usual != said}


def _cell(text: str, row: int) -> SourceCell:
    return SourceCell(row, 0, text, "表")


def _reading(form_set: FormSet) -> ProjectReading:
    """A form on which all that is called otherwise stands, unsure and cut."""
    reading = ProjectReading("表")
    reading.put(FieldReading("name", "修路", _cell("修路", 0)))
    for row, path in enumerate(_renamed(form_set), start=1):
        cell = _cell("12", row)
        reading.put(FieldReading(path, "12", cell, why="请看一看"))
        reading.cuts.append(Cut(path, "12", cell, "到了格边"))
    slot = next(iter(form_set.tree_of(RecordKind.PROJECT).slots()))
    reading.rows = [
        RowReading(it, slot.level1, slot.level2, {"name": "里程"}, _cell("里程", 50))
        for it in Horizon
    ]
    return reading


def _says(form_set: FormSet, told: str, what: str) -> None:
    """Nothing is called by a word that the forms have another for; what they have is there."""
    for usual, own in _renamed(form_set).values():
        assert usual not in told, (what, usual)
        assert own in told, (what, own)
    if form_set.in_own_words("实施期") != "实施期":
        assert "实施期" not in told, what


def test_some_sets_have_words_of_their_own() -> None:
    assert len(OWN) >= 4
    assert all(_renamed(load_form_set(it)) for it in OWN)


def test_forms_of_foreign_files_are_told_in_the_forms_words(form_set: FormSet) -> None:
    source = SourceReading([_reading(form_set)])
    seen = ForeignSource(Path("表.xlsx"), source, [], [], form_set, LedgerSeen())
    labels = [it.target for it in sides_of(SourcesSeen((seen,), ())).pairs]
    _says(form_set, "\n".join(labels), "两边")
    _says(form_set, "\n".join(notes_on(source, form_set)), "请核对")
    _says(form_set, str(reading_content(source, form_set)), "json")


def test_a_list_of_the_portal_is_told_in_the_forms_words(form_set: FormSet) -> None:
    office = Unit("甲站", Department("101", "甲局"))
    kept = [Indicator("产出指标", "数量指标", "旧", "1")]
    long = tuple(kept) if Horizon.IMPLEMENTATION in form_set.horizons else None
    project = Project("修路", office, indicators=PerHorizon(long, tuple(kept)))
    found = held_against_list(form_set, [project], SourceReading([_reading(form_set)]))
    told = "\n".join([*found.labels, *(it.label for it in found.differences)])
    shown = form_set.shown(RecordKind.PROJECT)
    for path, (usual, own) in _renamed(form_set).items():
        assert usual not in told
        assert (own in told) == (path in shown)
    assert form_set.in_own_words("实施期") == "实施期" or "实施期" not in told


def test_projects_that_exist_already_are_told_in_the_forms_words(form_set: FormSet) -> None:
    office = Unit("甲站", Department("101", "甲局"))
    known = Project("修路", office, goals=PerHorizon("旧", ""))
    rows = PerHorizon((Indicator("产出指标", "数量指标", "里程", "2"),), ())
    wanted = replace(known, goals=PerHorizon("新", ""), indicators=rows)
    meeting = Meeting(known, wanted, Path("表.json"), form_set.dictionary, form_set)
    own = form_set.in_own_words
    told = [it.label for it in meeting.differences()]
    assert told == [own("实施期目标"), own("实施期指标")]
    assert isinstance(ExistingProjectsFault([meeting]), Exception)


def test_faults_of_files_are_told_in_the_forms_words(form_set: FormSet) -> None:
    reader = Reader(Path("表.json"))
    with pytest.raises(Exception, match="表"):
        read_projects(Shape(reader, {"format": "?"}), form_set)
    for path, (_, own) in _renamed(form_set).items():
        assert reader.label_of(path) == own


def test_what_the_book_refuses_is_told_in_the_forms_words(
    tmp_path: Path, form_set: FormSet
) -> None:
    from budgetdesk.book.errors import LongText
    from budgetdesk.desktop.session import Session
    from budgetdesk.domain.fields import FieldRef

    def put(_: object, ref: FieldRef, *__: object) -> int:
        raise LongText(_FIELDS[ref.path].label, 5, 6)

    info = BookInfo(form_set.id, form_set.fiscal_year, "账")
    session = Session(Book.create(tmp_path / "账.budget", info, form_set.dictionary))
    for path, (_, own) in _renamed(form_set).items():
        ref = FieldRef(RecordKind.PROJECT, 1, path)
        with pytest.raises(LongText, match=f"「{own}」最多 5 字"):
            session.write_all("写", [(ref, "1")], put)
        with pytest.raises(LongText, match=f"「{own}」最多 5 字"):
            session.write(ref, "1", put)
    session.close()


def test_what_keeps_a_public_copy_back_is_told_in_the_forms_words(form_set: FormSet) -> None:
    own = form_set.in_own_words
    publication = Publication(Persons.of((), ()), mask=False, own=own)
    for _, (usual, said) in _renamed(form_set).items():
        publication.text("电话13800138000", "表", f"「{usual}」{usual}")
        assert publication.leaks[-1].place == f"「{usual}」{said}"
