"""What one version of a form set says otherwise than another: fields, forms, rules, the rest."""

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.fields import Field
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.kind_words import kind_name
from budgetdesk.domain.severity import SEVERITY_LABELS
from budgetdesk.exchange.set_versions.rewording import FieldKey, reworded
from budgetdesk.forms.definition import Form, FormSet
from budgetdesk.forms.set_rules.declared import DeclaredRule, Message

T = TypeVar("T")


class SetChangeKind(StrEnum):
    """What became of a thing that a set says."""

    FIELD_ADDED = "field_added"
    FIELD_GONE = "field_removed"
    FIELD_RENAMED = "field_renamed"
    FIELD_RETYPED = "field_kind_changed"
    FIELD_RULED = "field_changed"  # choices, formula, what it asks for
    FORM_ADDED = "form_added"
    FORM_GONE = "form_removed"
    FORM_LAID_OUT = "form_laid_out"
    RULE_ADDED = "rule_added"
    RULE_GONE = "rule_removed"
    RULE_CHANGED = "rule_changed"
    OTHER = "other"


@immutable
class SetChange:
    """One difference, in the words of the trade.

    `of` is the form or list where it is, `name` what is called so, `old` and `new` what was said
    of it; `record` and `path` name a field. `into` is the path of the field that has taken the
    place of one of another path, as happens where a label was reworded.
    """

    kind: SetChangeKind
    of: str
    name: str
    old: str = ""
    new: str = ""
    record: str = ""
    path: str = ""
    into: str = ""


def changes_between(old: FormSet, new: FormSet) -> tuple[SetChange, ...]:
    """What the newer says otherwise; what neither shows on a form is not told of."""
    fields = _fields(old.dictionary, new.dictionary, _shown(old), _shown(new))
    return (*fields, *_forms(old, new), *_rules(old, new), *_rest(old, new))


def fields_between(old: Dictionary, new: Dictionary) -> tuple[SetChange, ...]:
    """The fields that dictionaries declare otherwise, where no more is known of the older set."""
    return tuple(_fields(old, new, _declared(old), _declared(new)))


def _shown(form_set: FormSet) -> Mapping[FieldKey, Field]:
    kinds = dict.fromkeys(form.kind for form in form_set.forms)
    known = form_set.dictionary.kinds
    return {
        (kind, path): field
        for kind in kinds
        for shown in (form_set.shown(kind),)
        for path, field in known[kind].fields.items()
        if path in shown
    }


def _declared(dictionary: Dictionary) -> Mapping[FieldKey, Field]:
    """What a set declares; a field of the record above is one of that alone."""
    return {
        (name, path): field
        for name, kind in dictionary.kinds.items()
        for path, field in kind.fields.items()
        if field.own and not (field.carried and not field.followed)
    }


def _fields(
    old: Dictionary,
    new: Dictionary,
    before: Mapping[FieldKey, Field],
    after: Mapping[FieldKey, Field],
) -> Iterator[SetChange]:
    renamed = reworded(old, new, before, after)
    for key, field in before.items():
        if key in renamed:
            names = (field.label, after[renamed[key]].label)
            told = _of_field(SetChangeKind.FIELD_RENAMED, old, key, field, *names)
            yield replace(told, into=renamed[key][1])
        elif key not in after:
            yield _of_field(SetChangeKind.FIELD_GONE, old, key, field)
    for key, field in after.items():
        if key in before:
            yield from _of_both(new, key, before[key], field)
        elif key not in renamed.values():
            yield _of_field(SetChangeKind.FIELD_ADDED, new, key, field, new=kind_words(field))


def _of_both(
    dictionary: Dictionary, key: FieldKey, former: Field, field: Field
) -> Iterator[SetChange]:
    if former.label != field.label:
        names = (former.label, field.label)
        yield _of_field(SetChangeKind.FIELD_RENAMED, dictionary, key, former, *names)
    if kind_words(former) != kind_words(field):
        kinds = (kind_words(former), kind_words(field))
        yield _of_field(SetChangeKind.FIELD_RETYPED, dictionary, key, field, *kinds)
    for name, tell in _SAID.items():
        said = (tell(former), tell(field))
        if said[0] != said[1]:
            told = _of_field(SetChangeKind.FIELD_RULED, dictionary, key, field, *said)
            yield SetChange(told.kind, told.of, f"{told.name}（{name}）", *said, *key)


_SAID: Mapping[str, Callable[[Field], str]] = {
    "选项": lambda field: "、".join(field.choices),
    "公式": lambda field: field.formula or field.proposed,
    "必填": lambda field: field.required_when or ("必填" if field.required else ""),
    "字数": lambda field: f"最多 {field.longest} 字" if field.longest else "",
    "带入": lambda field: field.carried,
}


def _of_field(
    change: SetChangeKind,
    dictionary: Dictionary,
    key: FieldKey,
    field: Field,
    old: str = "",
    new: str = "",
) -> SetChange:
    kind = dictionary.kinds[key[0]]
    group = kind.group_of(key[1])
    within = f"{group.name}/" if group and group.name else ""
    return SetChange(change, kind.name, f"{within}{field.label}", old, new, *key)


def kind_words(field: Field) -> str:
    """What a field holds, with its unit."""
    if field.kind.is_money:
        return f"{kind_name('money')}（{'万元' if field.kind is Kind.MONEY_WAN else '元'}）"
    decimals = "" if field.most_decimals is None else f"（{field.most_decimals} 位）"
    return kind_name(field.kind.value) + decimals


def _forms(old: FormSet, new: FormSet) -> Iterator[SetChange]:
    before, after = _by_file(old), _by_file(new)
    for name, form in before.items():
        if name not in after:
            yield SetChange(SetChangeKind.FORM_GONE, "", form.name)
    for name, form in after.items():
        if name not in before:
            yield SetChange(SetChangeKind.FORM_ADDED, "", form.name)
        elif before[name].digest != form.digest:
            told = form.name if form.name == before[name].name else before[name].name
            now = "" if told == form.name else form.name
            yield SetChange(SetChangeKind.FORM_LAID_OUT, "", told, new=now)


def _by_file(form_set: FormSet) -> Mapping[str, Form]:
    return {form.id.rpartition("/")[2]: form for form in form_set.forms}


def _rules(old: FormSet, new: FormSet) -> Iterator[SetChange]:
    before = {rule.code: rule for rule in old.rules}
    after = {rule.code: rule for rule in new.rules}
    for code, rule in before.items():
        if code not in after:
            yield _of_rule(SetChangeKind.RULE_GONE, rule, old=rule.when.source)
    for code, rule in after.items():
        if code not in before:
            yield _of_rule(SetChangeKind.RULE_ADDED, rule, new=rule.when.source)
        elif _says(before[code]) != _says(rule):
            was, now = _differing(_says(before[code]), _says(rule))
            yield _of_rule(SetChangeKind.RULE_CHANGED, rule, old=was, new=now)


def _of_rule(kind: SetChangeKind, rule: DeclaredRule, old: str = "", new: str = "") -> SetChange:
    return SetChange(kind, rule.kind_name, f"{rule.code} {rule.title}", old, new)


def _says(rule: DeclaredRule) -> tuple[str, ...]:
    mending = rule.mending.expression.source if rule.mending else ""
    return (
        rule.when.source, SEVERITY_LABELS[rule.severity], rule.title, _sentence(rule.message),
        mending, rule.kind, rule.rows, "、".join(rule.at), rule.checks, rule.why, rule.source,
        rule.failing, rule.passing,
    )  # fmt: skip


def _sentence(message: Message) -> str:
    return "".join(
        part if isinstance(part, str) else f"{{{part.expression.source}}}" for part in message.parts
    )


def _differing(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, str]:
    return next((a, b) for a, b in zip(old, new, strict=True) if a != b)


def _rest(old: FormSet, new: FormSet) -> Iterator[SetChange]:
    if old.name != new.name:
        yield SetChange(SetChangeKind.OTHER, "", "套表名称", old.name, new.name)
    if old.fiscal_year != new.fiscal_year:
        years = (str(old.fiscal_year), str(new.fiscal_year))
        yield SetChange(SetChangeKind.OTHER, "", "年度", *years)
    for name, tell in _REST.items():
        if tell(old) != tell(new):
            yield SetChange(SetChangeKind.OTHER, "", name)


_REST: Mapping[str, Callable[[FormSet], Hashable]] = {
    "指标体系": lambda it: it.tree,
    "必填的指标": lambda it: it.required_slots,
    "项目属性、项目期的选项": lambda it: (it.attributes, it.periods),
    "填报说明": lambda it: _as_text(it.instructions),
    "审核设置": lambda it: _as_text(it.checks),
    "参数": lambda it: _as_text(it.dictionary.extension.get("parameters")),
}


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
