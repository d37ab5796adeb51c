"""Drawn forms as the files of a form set that extends the one every drawn set stands on."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from budgetdesk.exchange.drawing.drawn import DrawnForm, KeptSet
from budgetdesk.exchange.drawing.form_text import FormText, named
from budgetdesk.exchange.drawing.toml_text import toml_key, toml_lines, toml_table, toml_value
from budgetdesk.forms.loader import BASE_SET

_REGION: Mapping[str, Any] = {"code": "000000", "name": "", "level": ""}
_YEAR = re.compile(r"(20[0-9]{2})\s*年")


def set_files(forms: Sequence[DrawnForm], *, name: str = "") -> dict[str, str]:
    """The texts of a set's files, by file name.

    Args:
        forms: what was drawn, in the order of the workbook.
        name: what the set is called; its first form's name where "".
    """
    names = _form_names(forms)
    kept = _kept(forms)
    files = dict(kept.files) | {
        f"{file}.toml": FormText(form).text(named(form.title))
        for file, form in zip(names, forms, strict=True)
    }
    if dictionary := _dictionary(forms):
        files["dictionary.toml"] = dictionary
    if rules := _rules(forms):
        files["rules.toml"] = rules
    return {"set.toml": _set(forms, names, name), **files}


def set_name(forms: Sequence[DrawnForm]) -> str:
    """What a set is called where nobody says it: its first form's name and the year."""
    return f"{named(forms[0].title)}（{_year(forms)}年）"


def _form_names(forms: Sequence[DrawnForm]) -> list[str]:
    """A file name for each form, the one it was saved under; none is one of the base set."""
    return [
        form.kept.file if form.kept is not None else f"{form.record}_{number}"
        for number, form in enumerate(forms, 1)
    ]


def _kept(forms: Sequence[DrawnForm]) -> KeptSet:
    """What a set said when it was saved, that its forms don't hold; nothing of a new one."""
    kept = (form.kept.of_set for form in forms if form.kept is not None)
    return next(kept, KeptSet({}, {}, {}))


def _set(forms: Sequence[DrawnForm], names: Sequence[str], name: str) -> str:
    kinds = {form.record for form in forms}
    above = ["project"] if not kinds & {"project", "overall"} else []
    if "overall_self_evaluation" in kinds and "overall" not in kinds:
        above = ["overall"]
    year = _year(forms)
    head: dict[str, Any] = {
        "extend": BASE_SET,
        "name": name or set_name(forms),
        "fiscal_year": year,
        "forms": [*above, *names],
        "thousands": False,
        "unused_slots": True,
        "required_slots": [],
    }
    if tree := next((band.tree for form in forms for band in form.bands if band.tree), ()):
        head["tree"] = [list(names) for names in tree]
    choices = {path: list(them) for form in forms for path, them in form.choices.items()}
    hints = {path: text for form in forms for path, text in form.hints.items()}
    kept = _kept(forms).head
    tables: dict[str, Mapping[str, Any]] = {"region": _REGION}
    tables.update({key: it for key, it in kept.items() if isinstance(it, Mapping)})
    tables["choices"] = {**tables.get("choices", {}), **choices}
    tables["hints"] = {**tables.get("hints", {}), **hints}
    head |= {key: it for key, it in kept.items() if key not in tables}
    texts = ["\n".join(toml_lines(head)) + "\n"]
    texts += [toml_table(key, table) for key, table in tables.items()]
    return "\n".join(filter(None, texts))


def _year(forms: Sequence[DrawnForm]) -> int:
    for form in forms:
        for box in form.page.template.boxes:
            if box.row < form.page.body.first and (found := _YEAR.search(box.text)):
                return int(found[1])
    return date.today().year  # noqa: DTZ011 - the clerk's own calendar


def _dictionary(forms: Sequence[DrawnForm]) -> str:
    """The fields and lists that the set declares."""
    tables: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    lists: dict[str, str] = {}
    for form in forms:
        payers = {key: {"name": name} for key, name in form.renamed.items()}
        if payers:
            tables["project.by_horizon.parts.funding.fields"] |= payers
        for each in form.lists:
            lists[f"{each.record}.lists.{each.key}"] = each.name
        for field in form.fields:
            tables[table_of(field.record, field.list_path)][field.key] = field.says
    for path, declared in _kept(forms).fields.items():
        tables[path] = {**declared, **tables[path]}
    blocks = [f"[{path}]\nname = {toml_value(name)}\n" for path, name in lists.items()]
    blocks += [
        "\n".join([f"[{path}]", *(f"{toml_key(k)} = {toml_value(v)}" for k, v in says.items())])
        + "\n"
        for path, says in tables.items()
    ]
    return "\n".join(blocks)


def _rules(forms: Sequence[DrawnForm]) -> str:
    """The rules of 审核 that the set gives, each a table of the kind that its form is of."""
    said = {it.code: {"kind": form.record, **asdict(it)} for form in forms for it in form.rules}
    told = {
        code: {key: it for key, it in table.items() if key != "code" and it}
        for code, table in said.items()
    }
    return "\n".join(toml_table(*it) for it in {**_kept(forms).rules, **told}.items())


def table_of(record: str, list_path: str) -> str:
    """The table of a dictionary in which a field of a record or of a list is declared."""
    if not list_path:
        return f"{record}.fields"
    between = ".by_horizon" if record == "project" and list_path == "indicators" else ""
    return f"{record}{between}.lists.{list_path}.fields"
