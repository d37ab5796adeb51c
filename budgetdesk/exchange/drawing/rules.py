"""Rules of 审核 in a set that is being drawn: added, changed, removed, tried."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.exchange.drawing.correcting import CorrectionError, copied
from budgetdesk.exchange.drawing.drawn import DrawnForm, DrawnRule
from budgetdesk.exchange.drawing.formula_names import spoken, spoken_within
from budgetdesk.exchange.drawing.saving import try_set
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.drawing.vocabulary import base_form_set
from budgetdesk.forms.set_rules.declared import DeclaredRule

_NEEDED = {
    "title": "规则的名称", "when": "条件", "at": "指向的字段", "message": "提示",
    "why": "理由", "source": "依据",
}  # fmt: skip


def new_code(forms: Iterable[DrawnForm]) -> str:
    """A code that no rule of the set or of those that it extends has: Z01."""
    taken = {it.code for it in base_form_set().rules}
    for form in forms:
        taken |= {it.code for it in form.rules}
        taken |= {*form.kept.of_set.rules} if form.kept is not None else set()
    codes = (f"Z{number:02}" for number in count(1))
    return next(it for it in codes if it not in taken)


def in_names(form: DrawnForm, kind: KindDeclaration, rule: DrawnRule) -> DrawnRule:
    """A rule whose condition and sentence speak the set's names instead of the form's labels."""
    when = spoken(form, kind, rule.rows, rule.when)
    return replace(rule, when=when, message=spoken_within(form, kind, rule.rows, rule.message))


def with_rule(form: DrawnForm, rule: DrawnRule) -> DrawnForm:
    """The form whose set has a rule, in the place of the one of its code where there is one.

    Raises:
        CorrectionError: something is not written.
    """
    for key, name in _NEEDED.items():
        if not str(getattr(rule, key)).strip():
            raise CorrectionError(f"请写{name}。")
    copy = copied(form)
    codes = [it.code for it in copy.rules]
    if rule.code in codes:
        copy.rules[codes.index(rule.code)] = rule
    else:
        copy.rules.append(rule)
    return copy


def without_rule(form: DrawnForm, code: str) -> DrawnForm:
    """The form whose set has a rule no more."""
    copy = copied(form)
    copy.rules[:] = [it for it in copy.rules if it.code != code]
    return copy


def declared_rule(forms: Sequence[DrawnForm], at: int, rule: DrawnRule) -> DeclaredRule:
    """A rule as 审核 would run it, the set being tried with it.

    Args:
        forms: those of the set.
        at: which of them the rule belongs to.
        rule: with both its examples.

    Raises:
        CorrectionError: something is not written.
        FormSetError: it, or the set, can't be used.
    """
    with_it = (*forms[:at], with_rule(forms[at], rule), *forms[at + 1 :])
    return next(it for it in try_set(set_files(with_it)).rules if it.code == rule.code)
