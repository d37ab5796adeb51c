"""The definitions that ship: complete, plain, and with words for every field."""

import pytest

from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.records import Horizon, RecordKind
from budgetdesk.forms.definition import Entry, FixedRow, Form, FormPlace, IndicatorBand, Label
from budgetdesk.forms.loader import form_set_ids, load_disclosure_form, load_form_set
from budgetdesk.forms.sheet import Role

_KNOWN = {
    "jincheng-chengqu-2025", "luliang-2025", "taiyuan-2023", "yonghe-2023", "yonghe-2024",
    "national-2015", "national-2021", "sichuan-2023", "xiangtan-2023",
    "guichi-2022", "huangshi-2019",
}  # fmt: skip
_CYCLE = {
    "adjustment", "monitoring", "self_evaluation", "overall_self_evaluation", "ex_ante",
    "target_review", "overall_target_review",
}  # fmt: skip
_BY_HAND = {"responsible", "handler", "phone", "filed_at"}
_OF_DISCLOSURE = ("entries.", "now.", "change.", "sums.")
_WIDTH = 482  # points between the margins of an A4 page
_FORMS = [
    pytest.param(load_form_set(set_id), form, id=form.id)
    for set_id in form_set_ids()
    for form in load_form_set(set_id).forms
]


def _places(form: Form) -> list[FormPlace[Label | Entry]]:
    places: list[FormPlace[Label | Entry]] = []
    for row in form.rows:
        if isinstance(row, IndicatorBand):
            places += [place for half in row.halves for place in half.places]
        else:
            places += row.places
    return places


def _entries(form: Form) -> list[Entry]:
    return [place.content for place in _places(form) if isinstance(place.content, Entry)]


def _labels(form: Form) -> list[Label]:
    return [place.content for place in _places(form) if isinstance(place.content, Label)]


def _printed(label: Label) -> str:
    """A label without the formulas within its words."""
    text = label.text
    for formula in label.formulas:
        text = text.replace(formula, "")
    return text


def test_the_sets_are_those_published() -> None:
    assert set(form_set_ids()) == _KNOWN


@pytest.mark.parametrize("set_id", form_set_ids())
def test_a_set_has_the_forms_of_the_cycle_and_its_id_ends_in_its_year(set_id: str) -> None:
    form_set = load_form_set(set_id)
    kinds = {form.kind for form in form_set.forms}
    assert kinds == {RecordKind.PROJECT, RecordKind.OVERALL, *_CYCLE}
    assert set_id.endswith(f"-{form_set.fiscal_year}")
    assert form_set.name.startswith(f"{form_set.region.name}{form_set.fiscal_year}年")
    assert len(form_set.region.code) == 6
    assert Horizon.ANNUAL in form_set.horizons
    assert form_set.attributes
    assert form_set.periods


@pytest.mark.parametrize(("form_set", "form"), _FORMS)
def test_columns_are_measured_in_points_of_the_page(form_set: object, form: Form) -> None:
    assert sum(form.columns) == pytest.approx(_WIDTH)


@pytest.mark.parametrize(("form_set", "form"), _FORMS)
def test_every_field_to_be_typed_has_an_instruction(form_set: object, form: Form) -> None:
    instructions = load_form_set(form.id.partition("/")[0]).instructions
    typed = {entry.path for entry in _entries(form) if entry.role is Role.INPUT}
    assert typed <= set(instructions)


def test_instructions_are_one_to_three_short_sentences() -> None:
    for set_id in form_set_ids():
        for path, text in load_form_set(set_id).instructions.items():
            assert text.endswith("。"), path
            assert 1 <= text.count("。") <= 3, path
            assert len(text) <= 80, path


@pytest.mark.parametrize(("form_set", "form"), _FORMS)
def test_texts_and_goals_have_hints_and_other_cells_do_not_need_them(
    form_set: object, form: Form
) -> None:
    hinted = {entry.path for entry in _entries(form) if entry.hint}
    paragraphs = {
        entry.path
        for entry in _entries(form)
        if entry.kind == "paragraph" and entry.role is Role.INPUT and entry.path not in _BY_HAND
    }
    assert paragraphs <= hinted
    assert not hinted & _BY_HAND


@pytest.mark.parametrize(("form_set", "form"), _FORMS)
def test_cells_not_typed_say_why(form_set: object, form: Form) -> None:
    for entry in _entries(form):
        assert bool(entry.reason) is (entry.role is not Role.INPUT)
        formula = entry.declared.formula if entry.declared else ""
        assert not entry.reason or entry.reason.endswith(formula or "。")


@pytest.mark.parametrize(("form_set", "form"), _FORMS)
def test_a_label_names_nothing_that_is_left_to_fill_in(form_set: object, form: Form) -> None:
    for label in _labels(form):
        assert "{" not in _printed(label).replace("{year}", "")


@pytest.mark.parametrize(("form_set", "form"), _FORMS)
def test_labels_have_the_brackets_of_the_set(form_set: object, form: Form) -> None:
    half_width = load_form_set(form.id.partition("/")[0]).brackets == "half"
    level = load_form_set(form.id.partition("/")[0]).region.level
    for label in _labels(form):
        text = _printed(label).replace(level, "") if level else _printed(label)
        assert not set(text) & (set("（）：") if half_width else set("():"))


@pytest.mark.parametrize("set_id", form_set_ids())
def test_every_field_of_the_overall_record_is_on_its_form(set_id: str) -> None:
    form = load_form_set(set_id).form(RecordKind.OVERALL)
    assert form.paths == set(fields_of(RecordKind.OVERALL))


@pytest.mark.parametrize("set_id", ["luliang-2025", "yonghe-2023", "yonghe-2024"])
def test_every_field_of_a_project_but_its_category_is_on_the_full_form(set_id: str) -> None:
    form = load_form_set(set_id).form(RecordKind.PROJECT)
    assert form.paths == set(fields_of(RecordKind.PROJECT)) - {"category"}


@pytest.mark.parametrize("set_id", form_set_ids())
def test_every_entry_of_a_disclosure_is_asked_for_and_explained(set_id: str) -> None:
    form = load_disclosure_form(set_id)
    asked = {path for path in fields_of(RecordKind.DEPARTMENT) if path.startswith(_OF_DISCLOSURE)}
    assert form.paths == asked
    assert sum(form.columns) == pytest.approx(_WIDTH)
    for entry in _entries(form):
        assert entry.reason if entry.role is Role.COMPUTED else _explained(set_id, entry.path)


def _explained(set_id: str, path: str) -> bool:
    return bool(load_form_set(set_id).instruction(path))


@pytest.mark.parametrize("set_id", form_set_ids())
def test_what_a_project_form_lacks_is_no_main_part_of_it(set_id: str) -> None:
    form_set = load_form_set(set_id)
    single = form_set.dictionary.kinds[RecordKind.PROJECT].single
    shown = form_set.shown(RecordKind.PROJECT)
    lacking = {it.path for it in single if it.counts and not it.may_lack} - shown
    assert lacking == set()


def test_forms_that_print_differently_have_different_digests() -> None:
    digests = {form.digest for set_id in form_set_ids() for form in load_form_set(set_id).forms}
    assert len(digests) == len(_FORMS)


def test_the_title_stands_first() -> None:
    for set_id in form_set_ids():
        for form in load_form_set(set_id).forms:
            first = form.rows[0]
            assert isinstance(first, FixedRow)
            (place,) = first.places
            assert isinstance(place.content, Label)
            assert place.content.role is Role.TITLE
            assert place.content.text.endswith(form.name.translate(str.maketrans("（）", "()")))
