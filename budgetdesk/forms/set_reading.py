"""From the merged table of a form set to a `FormSet`."""

import hashlib
import json
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import Kind
from budgetdesk.domain.indicator_tree import IndicatorTree, Slot, bare
from budgetdesk.domain.records import Horizon
from budgetdesk.forms.definition import CheckSettings, Form, FormSet, Region
from budgetdesk.forms.own_words import renamed
from budgetdesk.forms.portal import read_portal
from budgetdesk.forms.reading import SetRules, read_form, read_tree
from budgetdesk.forms.set_version import read_version
from budgetdesk.forms.sheet import Style
from budgetdesk.forms.styles import STYLES
from budgetdesk.forms.wording import Wording, altered, half_width

_BRACKETS = {"full": "full", "half": "half"}
# What of a set decides the printed page, and so belongs to the digest of its forms.
_PRINTED = ("region", "brackets", "thousands", "tree", "unused_slots", "styles")


def read_set(
    set_id: str, table: TomlTable, dictionary: Dictionary, form_table: Callable[[str], TomlTable]
) -> FormSet:
    """The form set that `table` describes; `form_table` gives the table of a form by its name.

    Raises:
        FormSetError: a key is missing, unknown or wrong in the set or one of its forms.
    """
    region = _region(table.table("region"))
    brackets = table.one_of("brackets", _BRACKETS)
    rules = _rules(table, region, brackets, dictionary)
    printed = _printed(table)
    forms = tuple(
        _form(set_id, name, form_table(name), printed, rules) for name in _form_names(table)
    )
    form_set = FormSet(
        id=set_id,
        name=table.text("name"),
        region=region,
        fiscal_year=table.whole("fiscal_year"),
        brackets=brackets,
        thousands=rules.thousands,
        tree=rules.tree,
        unused_slots=rules.unused_slots,
        required_slots=rules.required_slots,
        horizons=_horizons(forms),
        attributes=rules.wording.choices.get("attribute", ()),
        periods=rules.wording.choices.get("period", ()),
        forms=forms,
        dictionary=dictionary,
        instructions=_declared_instructions(dictionary)
        | _by_path(table.table("instructions"), dictionary),
        checks=_checks(table.table("checks")),
        version=read_version(table),
        portal=read_portal(table.table("portal"), dictionary),
        words=rules.words,
    )
    table.finish()
    return form_set


def read_further_form(
    set_id: str, table: TomlTable, dictionary: Dictionary, name: str, form_table: TomlTable
) -> Form:
    """A form that goes with a set without being one of its official ones.

    Raises:
        FormSetError: a key is missing, unknown or wrong in the set or the form.
    """
    region = _region(table.table("region"))
    rules = _rules(table, region, table.one_of("brackets", _BRACKETS), dictionary)
    return _form(set_id, name, form_table, _printed(table), rules)


def _printed(table: TomlTable) -> dict[str, object]:
    """What of a set goes into the digests of its forms."""
    return {key: value for key, value in table.plain().items() if key in _PRINTED}


def _form_names(table: TomlTable) -> tuple[str, ...]:
    names = table.texts("forms")
    for name in names:
        if not name.isidentifier():
            table.fail("forms", f"「{name}」不能作文件名，请只用字母。")
        if names.count(name) > 1:
            table.fail("forms", f"「{name}」写了两次，kind 相同的几张表各用一个文件。")
    return names


def _region(table: TomlTable) -> Region:
    region = Region(table.text("code"), table.text("name"), table.text("level"))
    table.finish()
    return region


def _declared_instructions(dictionary: Dictionary) -> dict[str, str]:
    return {field.path: field.instruction for field in dictionary.fields() if field.instruction}


def _rules(table: TomlTable, region: Region, brackets: str, dictionary: Dictionary) -> SetRules:
    tree = read_tree(table)
    wording = Wording(
        words={"region": region.name, "level": region.level},
        half_width=brackets == "half",
        styles=_styles(table.table("styles")),
        hints=_by_path(table.table("hints"), dictionary),
        reasons=_by_path(table.table("reasons"), dictionary),
        choices=_choices(table.table("choices"), brackets, dictionary),
    )
    return SetRules(
        wording=wording,
        dictionary=dictionary,
        tree=tree,
        unused_slots=table.flag("unused_slots"),
        required_slots=_required_slots(table, tree),
        thousands=table.flag("thousands"),
        words=_words(table.table("words"), dictionary),
    )


def _required_slots(table: TomlTable, tree: IndicatorTree) -> tuple[Slot, ...]:
    return tuple(_required_slot(table, tree, names) for names in table.text_lists("required_slots"))


def _required_slot(table: TomlTable, tree: IndicatorTree, names: list[str]) -> Slot:
    for branch in tree.level1_names:
        if len(names) == 1 and bare(branch) == bare(names[0]):
            return Slot(branch, "")
    found = tree.find(names[0], names[1]) if len(names) == 2 else None
    if found is None:
        table.fail("required_slots", f"指标体系中没有「{'、'.join(names)}」，请核对 tree。")
    return found


def _styles(table: TomlTable) -> dict[str, Style]:
    styles = dict(STYLES)
    for name in table.written:
        if name not in styles:
            table.fail(name, f"没有这种格式，可用的有：{'、'.join(styles)}。")
        styles[name] = _style(table.table(name), styles[name])
    return styles


def _style(table: TomlTable, style: Style) -> Style:
    said = altered(table, style)
    table.finish()
    return said


def _choices(table: TomlTable, brackets: str, dictionary: Dictionary) -> dict[str, tuple[str, ...]]:
    known = [it.path for it in dictionary.fields() if it.kind is Kind.CHOICE]
    choices = {}
    for path in table.written:
        if path not in known:
            table.fail(path, f"不是可选的字段，可用的有：{'、'.join(known)}。")
        texts = table.texts(path)
        choices[path] = tuple(map(half_width, texts)) if brackets == "half" else texts
    return choices


def _words(table: TomlTable, dictionary: Dictionary) -> tuple[tuple[str, str], ...]:
    """The program's words with those of the forms: as written, and as fields are named."""
    return tuple({**renamed(dictionary), **{it: table.text(it) for it in table.written}}.items())


def _by_path(table: TomlTable, dictionary: Dictionary) -> dict[str, str]:
    """Texts by field path; `*` in a key stands for any part (`funding.*.total`)."""
    levels = (path for kind in dictionary.kinds.values() for path in kind.level_fields)
    paths = [*(it.path for it in dictionary.fields()), *levels]
    texts: dict[str, str] = {}
    exact: dict[str, str] = {}
    for pattern in table.written:
        exactly = pattern in paths  # as most are; matching all paths would be felt at the start
        hits = [pattern] if exactly else [path for path in paths if fnmatchcase(path, pattern)]
        if not hits:
            table.fail(pattern, "没有这个字段，请核对路径。")
        into = exact if pattern in hits else texts
        into.update(dict.fromkeys(hits, table.text(pattern)))
    return {**texts, **exact}


def _checks(table: TomlTable) -> CheckSettings:
    return {code: table.table(code).plain() for code in table.written}


def _form(
    set_id: str, name: str, table: TomlTable, printed: Mapping[str, object], rules: SetRules
) -> Form:
    whole = {"set": printed, "form": table.plain()}
    canonical = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return read_form(table, f"{set_id}/{name}", digest, rules)


def _horizons(forms: tuple[Form, ...]) -> tuple[Horizon, ...]:
    paths = {path for form in forms for path in form.paths}
    return tuple(horizon for horizon in Horizon if f"goals.{horizon}" in paths)
