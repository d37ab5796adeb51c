"""What labels mean: the dictionary's names, other offices' words, what shipped forms print."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

from budgetdesk.assets import forms_folder, resource
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.toml_table import read_table
from budgetdesk.domain.fields import HORIZON_LABELS, Field
from budgetdesk.domain.kind import Kind
from budgetdesk.exchange.drawing.words import core_of, is_constant, without_brackets
from budgetdesk.exchange.placement.words import names_level1, names_level2
from budgetdesk.forms.definition import (
    Entry,
    FixedRow,
    Form,
    FormPlace,
    FormRow,
    FormSet,
    IndicatorBand,
    Label,
    ListBand,
)
from budgetdesk.forms.loader import BASE_SET, form_set_ids, load_form_set

_MONTHS = re.compile(
    r"^(?:截[至止])?(?:[0-9]{4}年)?(?:[0-9]{1,2}[-至~到])?[0-9]{1,2}月[底末份]?(?:累计|止)?"
    r"|^(?:上半年|半年度?|前三季度|截至目前|监控期|目前)"
)
_FUTURE = re.compile(r"^(?:实施期|中长期|中期|长期|项目期|总体?)")
_THIS_YEAR = re.compile(r"^(?:年度|本年度?|当年|今年|[0-9]{4}年度?)")
_WHEN = re.compile(r"^(?:年初|年末|年度|全年|本年|当年)(?:设定|计划|预期)?的?")
_AT_END = re.compile(r"^(?:年末|年终|全年)")
_BOUND = re.compile(r"(?:大于|超过|低于)?[±+-]?[0-9]+%(?:以上|以下)?的?")
_GRADE = re.compile(r"(?:评定|评价)?(?:等级|等次|评级|结论|结果)")
_OF_HORIZON = re.compile(r"\.(?:annual|implementation)(?:\.|$)")
_SIDES = (
    "绩效指标",
    "年度绩效指标",
    "项目资金",
    "资金来源",
    "预算执行情况",
    "资金情况",
    "基本情况",
)
T = TypeVar("T")
Pairs = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Vocabulary:
    """The labels of one record kind.

    `single` gives paths by label, those for the whole project period in `future`; `pairs` by the
    labels of row and column; `columns` the last part of an indicator's field by heading; `behind`
    by the field that stands left of one without a label of its own: a phone behind a name.
    """

    kind: KindDeclaration
    single: Mapping[str, str]
    future: Mapping[str, str]
    pairs: Pairs
    columns: Mapping[str, str]
    rows: Mapping[str, str]
    payers: Mapping[str, str]
    grid_rows: Mapping[str, str]
    grid_columns: Mapping[str, str]
    lists: Mapping[str, str]
    listed: Mapping[str, str]
    behind: Mapping[str, str]

    def path_of(self, label: str, *, future: bool = False) -> str:
        """The path of the field that a label names, "" for none."""
        core = core_of(label)
        if not future and core in self.single:
            return self.single[core]
        if future or _FUTURE.match(core):
            core = without_brackets(core)
            rest = _FUTURE.sub("", core)
            return self.future.get(core) or self.future.get(rest, "")
        this_year = _THIS_YEAR.sub("", core) or core
        names = core, this_year, without_brackets(core), _AT_END.sub("", core)
        found = next((path for name in names if (path := self.single.get(name))), "")
        return found or self._of_short(core)

    def _of_short(self, core: str) -> str:
        """The field that a label names without 项目 before it and 的 in it; no person's."""
        path = next((it for name in _shorter(core) if (it := self.single.get(name))), "")
        field = self.kind.fields.get(path)
        return "" if field is None or field.kind is Kind.PERSON else path

    def payer_of(self, label: str) -> str:
        """Who pays by a label of a row of money: `local`, `total`; "" for nobody known."""
        core = core_of(label)
        plain = _THIS_YEAR.sub("", _FUTURE.sub("", core)) or core
        return self.payers.get(core) or self.payers.get(plain, "")

    def grid_path(self, row: str, head: str) -> str:
        """The path of the field where a row and a column of money meet, "" for none."""
        keys = core_of(row), without_brackets(without_months(core_of(head)))
        if found := self.pairs.get((keys[0], core_of(head))) or self.pairs.get(keys):
            return found
        if found := self._of_question(*keys):
            return found
        about, what = self.grid_rows.get(keys[0], ""), self.grid_columns.get(keys[1], "")
        special = {"points": "execution_points", "score": "execution_score"}
        if about == "total" and what in special and special[what] in self.kind.fields:
            return special[what]
        if about == "total" and what == "reason" and "execution_reason" in self.kind.fields:
            return "execution_reason"
        path = f"{what}_{about}"
        return path if about and what and path in self.kind.fields else ""

    def _of_question(self, row: str, head: str) -> str:
        """The field of a question's row, 规范完整性: its grade, its points, what is said of it.

        One that is worked out is not meant: of what, the form may have no cells for.
        """
        whole = self.kind.fields.get(self.single.get(row + head, ""))
        if whole is not None and not whole.computed:
            return whole.path
        grade = self.kind.fields.get(self.single.get(row, "") if _GRADE.fullmatch(head) else "")
        return grade.path if grade is not None and grade.kind is Kind.CHOICE else ""

    def column(self, head: str) -> str:
        """The last part of the path of the field that a heading of indicators names."""
        core = core_of(head)
        plain = core, without_months(core), without_brackets(core)
        names = *plain, _WHEN.sub("", core), _BOUND.sub("", core)
        return next((role for name in names if (role := self.columns.get(name))), "")

    def official(self, path: str, printed: str) -> str:
        """What a field is called: as printed where that is its name, else its official name."""
        field = self.kind.fields.get(path)
        core = core_of(printed)
        if field is None or without_brackets(core) in (
            core_of(field.label),
            core_of(bare_name(field)),
        ):
            return core
        return field.label


def _shorter(core: str) -> tuple[str, ...]:
    plain = core.replace("的", "")
    short = plain.removeprefix("项目")
    names = plain, short, plain.removesuffix("全称")
    return tuple(name for name in names if len(name) > 2 or name == plain)


def without_months(core: str) -> str:
    """A heading without the months that it is about: 1-7月执行数."""
    return _MONTHS.sub("", core) or core


def bare_name(field: Field) -> str:
    """The name of a field without its horizon."""
    for label in HORIZON_LABELS.values():
        if field.label.startswith(label) and _OF_HORIZON.search(field.path):
            return field.label.removeprefix(label)
    return field.label


@cache
def base_form_set() -> FormSet:
    """The set that drawn ones extend, with every record kind."""
    return load_form_set(BASE_SET)


def records() -> tuple[str, ...]:
    """The record kinds that a form may be drawn as: those that the base set has forms of."""
    return tuple(dict.fromkeys(form.kind for form in base_form_set().forms))


def record_keys() -> Sequence[str]:
    """The keys of every record kind's fields and lists, which new ones may not take."""
    kinds = [base_form_set().dictionary.kinds[it] for it in records()]
    paths = (path for kind in kinds for path in (*kind.fields, *kind.lists, *kind.parts))
    return [part for path in paths for part in path.split(".") if part != "weight"]


@cache
def vocabulary(record: str) -> Vocabulary:
    """The labels of a record kind."""
    return vocabulary_of(base_form_set(), record)


def vocabulary_of(form_set: FormSet, record: str) -> Vocabulary:
    """The labels of a record kind of a set: first what its own forms print, then all others."""
    kind, words = form_set.dictionary.kinds[record], _words()
    printed = _learned_from(form_set.forms_of(record))
    single, future = _singles(record, kind, words, printed[0])
    return Vocabulary(
        kind=kind,
        single=single,
        future=future,
        pairs={
            key: path
            for key, path in (_learned(record)[1] | printed[1]).items()
            if path in kind.fields
        },
        columns=_columns(record, kind, words),
        rows=_by_word(words.get(record, {}).get("rows", {})),
        payers=_by_word(words["project"]["payers"]) if record == "project" else {},
        grid_rows=_by_word(words["grid"]["rows"]),
        grid_columns=_by_word(words["grid"]["columns"]),
        lists=_by_word(words.get(record, {}).get("lists", {})),
        listed=_by_word(words.get(record, {}).get("listed", {})),
        behind=_behind(form_set.forms_of(record)),
    )


def knows(text: str) -> bool:
    """Whether a text is a label of some form, or a level of indicators."""
    core = core_of(text)
    if _known() & {core, without_months(core), without_brackets(core)}:
        return True
    return names_level1(core) or (len(core) > 2 and names_level2(core, []))


def role_of_any(head: str) -> str:
    """Which field of an indicator a heading names, on the form of any record kind."""
    return next((role for it in records() if (role := vocabulary(it).column(head))), "")


@cache
def _words() -> Mapping[str, Any]:
    table = read_table(resource("drawing", "words.toml"))
    plain: dict[str, Any] = dict(table.plain())
    return plain


def _by_word(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, names in words.items():
        for name in names:
            found.setdefault(core_of(name), path)
    return found


@cache
def _known() -> frozenset[str]:
    """Every label, folded."""
    found = {core_of(label) for label in _SIDES}
    for record in records():
        known = vocabulary(record)
        found.update(known.single, known.future, known.columns, known.rows, known.payers)
        found.update(known.grid_rows, known.grid_columns, known.lists, known.listed)
    for form in _shipped():
        found |= {core_of(it.text) for it in labels_of(form) if "{" not in it.text}
    return frozenset(found - {""})


def labels_of(form: Form) -> Iterator[Label]:
    """What a form prints beside and above its fields."""
    for row in form.rows:
        for place in _places(row):
            if isinstance(place.content, Label) and place.content.style.border:
                yield place.content


def _places(row: FormRow) -> Sequence[FormPlace[Label | Entry]]:
    return row.places if isinstance(row, FixedRow) else row.beside


def _singles(
    record: str, kind: KindDeclaration, words: Mapping[str, Any], printed: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Paths by label, for the year and for the whole project period."""
    single: dict[str, str] = {}
    future: dict[str, str] = {}
    own = _by_word(words.get(record, {}).get("fields", {}))
    above = _by_word(words.get(kind.below, {}).get("fields", {})) if kind.own else {}
    carried = {word: f"{kind.below}.{path}" for word, path in above.items()}
    learned = {
        word: path
        for word, path in _learned(record)[0].items()
        if path not in kind.fields or kind.fields[path].kind is not Kind.PERSON
    }  # who signs is told by the word alone
    official = _named(kind, own=True)
    for names in (printed, official, own, learned, _named(kind, own=False), carried):
        for word, path in names.items():
            into = future if ".implementation" in path else single
            if path in kind.fields:
                into.setdefault(word, path)
    return single, future


def _named(kind: KindDeclaration, *, own: bool) -> dict[str, str]:
    """Paths by official names and aliases: of the kind's own fields, or of those carried."""
    found: dict[str, str] = {}
    for path, field in kind.fields.items():
        is_above = kind.own and path.startswith(f"{kind.below}.")
        if field.listed or is_above is own:
            continue
        for name in (field.label, bare_name(field), *field.aliases):
            found.setdefault(core_of(name), path)
    return found


def _columns(record: str, kind: KindDeclaration, words: Mapping[str, Any]) -> dict[str, str]:
    """The last parts of paths by the headings of indicators."""
    found: dict[str, str] = {}
    for field in kind.fields.values():
        if field.listed and ".tasks." not in field.path and ".key_tasks." not in field.path:
            found.setdefault(core_of(field.label), field.last)
            found.setdefault(core_of(bare_name(field)), field.last)
    columns = words["columns"]
    for known in (columns.get(record, {}), columns["any"]):
        for word, role in _by_word(known).items():
            found.setdefault(word, role)
    return found


@cache
def _shipped() -> tuple[Form, ...]:
    sets = [base_form_set(), *(load_form_set(it) for it in form_set_ids() if _is_shipped(it))]
    return tuple(form for it in sets for form in it.forms)


def _is_shipped(set_id: str) -> bool:
    return (forms_folder() / set_id).is_dir()


@cache
def _learned(record: str) -> tuple[dict[str, str], Pairs]:
    """Paths by the labels of the forms that ship, and by those of rows and columns."""
    return _learned_from(form for form in _shipped() if form.kind == record)


def _learned_from(forms: Iterable[Form]) -> tuple[dict[str, str], Pairs]:
    single: dict[str, set[str]] = defaultdict(set)
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form in forms:
        for label, head, path in _labelled(form):
            (pairs[label, head] if head else single[label]).add(path)
    return _certain(single), _certain(pairs)


def _behind(forms: Iterable[Form]) -> dict[str, str]:
    """Paths by those of the fields left of them, where no label stands between and none above."""
    found: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        for row in form.rows:
            if isinstance(row, ListBand | IndicatorBand):
                continue
            for _, entries in _runs(row):
                for left, right in pairwise(it.content for it in entries):
                    if not right.style.border:
                        found[left.path].add(right.path)
    return _certain(found)


def _certain(found: Mapping[T, set[str]]) -> dict[T, str]:
    """The paths of what means one field alone."""
    return {key: next(iter(paths)) for key, paths in found.items() if len(paths) == 1}


def _labelled(form: Form) -> Iterator[tuple[str, str, str]]:
    """A label, the heading above, "" for none, and the path of the field there."""
    heads: dict[int, str] = {}
    for row in form.rows:
        if isinstance(row, ListBand | IndicatorBand):
            continue
        for label, entries in _runs(row):
            if len(entries) == 1:
                yield core_of(label), "", entries[0].content.path
            for entry in entries:
                if head := heads.get(entry.column, ""):
                    yield core_of(label), head, entry.content.path
        heads = _heads(row) or heads


def _runs(row: FixedRow) -> Iterator[tuple[str, list[FormPlace[Any]]]]:
    """The labels of a row, each with the fields right of it."""
    label, entries = "", []
    for place in row.places:
        if isinstance(place.content, Entry):
            entries.append(place)
            continue
        if is_constant(place.content.text):
            continue
        if label and entries:
            yield label, entries
        label, entries = place.content.text, []
    if label and entries:
        yield label, entries


def _heads(row: FixedRow) -> dict[int, str]:
    """The labels of a row that holds nothing else, by column."""
    if any(isinstance(place.content, Entry) for place in row.places):
        return {}
    return {
        place.column: core_of(place.content.text)
        for place in row.places
        if isinstance(place.content, Label) and place.content.text
    }
