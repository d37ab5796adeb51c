"""The base dictionary names the fields that books and exchange files have always had."""

from pathlib import Path

import pytest

from budgetdesk.book import schema
from budgetdesk.dictionary.base import base_dictionary, field_of, label_of, list_of
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import FieldRef, paragraph_ref, value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Department, OverallForm, Project, RecordKind, Unit

# Kind, path, official name, kind of value: as books and files were made before there was a
# dictionary. A line may come, none may go.
BEFORE = [
    line.split("\t")
    for line in Path(__file__).with_name("base_fields.tsv").read_text("utf-8").splitlines()
]
PERSONAL = {"responsible": Kind.PERSON, "handler": Kind.PERSON, "phone": Kind.PHONE}
OWNER = Unit("单位", Department("202", "部门"))


@pytest.mark.parametrize("line", BEFORE, ids=lambda line: f"{line[0]}-{line[1]}")
def test_a_field_is_what_it_was(line: list[str]) -> None:
    kind, path, label, value_kind = line
    field = field_of(FieldRef(kind, 1, path))
    assert field.label == label
    assert field.kind == PERSONAL.get(path, Kind(value_kind))
    assert field.personal is (path in PERSONAL)


def test_no_field_is_there_beside_them() -> None:
    known = {(line[0], line[1]) for line in BEFORE}
    kinds = base_dictionary().kinds
    assert {(kind, path) for kind in kinds for path in kinds[kind].fields} == known
    assert list(kinds) == list(RecordKind)


def _columns(table: str) -> str:
    return (schema.FIRST_TABLES | schema.SECOND_TABLES)[table]


@pytest.mark.parametrize("kind", [RecordKind.PROJECT, RecordKind.OVERALL])
def test_every_field_stands_in_a_table_of_the_book(kind: str) -> None:
    declared = base_dictionary().kinds[kind]
    for field in declared.single:
        assert f"    {field.column} " in _columns(declared.table)
    for group in declared.groups:
        table = _columns(group.table or declared.table)
        assert all(f"    {column} " in table for column in group.columns)
        assert not group.table or f"    {group.owner} " in table


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (RecordKind.PROJECT, Project("项目", OWNER)),
        (RecordKind.OVERALL, OverallForm(OWNER.department)),
    ],
)
def test_the_typed_record_has_every_field(kind: str, record: Project | OverallForm) -> None:
    """A field that a form set may leave out or rename, the program still reasons about it."""
    declared: KindDeclaration = base_dictionary().kinds[kind]
    for path in declared.fields:
        if isinstance(declared.group_of(path), tuple) and path.rpartition(".")[0] in declared.lists:
            assert value_of(record, path.rpartition(".")[0]) == ()
        else:
            value_of(record, path)


def test_a_paragraph_has_its_own_name() -> None:
    assert label_of(paragraph_ref(1, "车辆")) == "段落「车辆」"
    assert (
        label_of(FieldRef(RecordKind.PROJECT, 1, "funding.annual.local"))
        == "年度市县（区）财政资金"
    )


def test_the_list_of_a_field_and_where_it_stands() -> None:
    ref = FieldRef(RecordKind.PROJECT, 1, "indicators.annual.target")
    assert (list_of(ref).table, list_of(ref).owner) == ("indicator", "project_id")
    assert (list_of(ref).horizon, list_of(ref).slotted) == ("annual", True)
    with pytest.raises(KeyError):
        list_of(FieldRef(RecordKind.PROJECT, 1, "overview"))
