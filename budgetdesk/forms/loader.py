"""Finding and reading form sets: `forms/<set>/set.toml` and `forms/<set>/<form>.toml`.

A set that says `extend = "other"` takes over all that the other says, and its own files say only
what differs: tables key by key, anything else whole.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial, reduce
from pathlib import Path

from budgetdesk.assets import forms_folder, own_forms_folders
from budgetdesk.dictionary.base import base_dictionary, extended
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.parameters import PARAMETERS
from budgetdesk.dictionary.toml_table import FormSetError, TomlTable, merged, read_table
from budgetdesk.forms.definition import Form, FormSet
from budgetdesk.forms.set_reading import read_further_form, read_set
from budgetdesk.forms.set_rules.declared import DeclaredRule
from budgetdesk.forms.set_rules.reading import read_rules
from budgetdesk.forms.set_version import VERSION

__all__ = [
    "BASE_SET",
    "FormSetError",
    "faults_of",
    "form_set_ids",
    "has_part",
    "load_form_set",
    "read_form_set",
    "read_part",
    "usable_sets",
]

BASE_SET = "shanxi"
"""The set that holds every record kind; drawn ones extend it."""
_SET_FILE = "set.toml"
_DICTIONARY = "dictionary"
_RULES = "rules"
_DISCLOSURE = "disclosure"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def form_set_ids() -> tuple[str, ...]:
    """The ids of the form sets a book can be made from, in order; bases for others left out."""
    found = (set_id for folder in _folders() for set_id in _offered(folder))
    return tuple(sorted(set(found)))


@cache
def load_form_set(set_id: str) -> FormSet:
    """The form set of that id, read once.

    Raises:
        FormSetError: there is no such set, or a file of it cannot be used.
    """
    return read_form_set(forms_folder(), set_id)


def usable_sets() -> tuple[tuple[FormSet, ...], tuple[FormSetError, ...]]:
    """The sets a book can be made from, and what is wrong with those that can't be used."""
    sets, faults = [], []
    for set_id in form_set_ids():
        try:
            sets.append(load_form_set(set_id))
        except FormSetError as error:
            faults.append(error)
    return tuple(sets), tuple(faults)


def is_set_id(name: str) -> bool:
    """Whether a name may be the id of a set: small letters, digits and hyphens."""
    return _ID.fullmatch(name) is not None


def is_known(set_id: str) -> bool:
    """Whether there is a set of that id, whole or broken."""
    return is_set_id(set_id) and _is_set(_home(forms_folder(), set_id))


def texts_of(set_id: str) -> dict[str, str]:
    """The texts of the files of the set of that id that is found here; errors as `texts_in`."""
    return texts_in(_home(forms_folder(), set_id))


def texts_in(home: Path) -> dict[str, str]:
    """The texts of the files of a set's folder, by file name.

    Raises:
        FormSetError: one can't be read.
    """
    return {file.name: _text_of(file) for file in home.glob("*.toml")}


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = "这个文件读不出来，请以 UTF-8 保存，或移出套表的文件夹。"
        raise FormSetError(file, "", "", told) from error


def forget_sets() -> None:
    """Read sets anew when they are next asked for: some came or changed."""
    for cached in (form_set_ids, load_form_set, load_disclosure_form):
        cached.cache_clear()


def definition_hash(set_id: str) -> str:
    """The hash of everything that a form set and those it extends say, rules and limits too.

    Raises:
        FormSetError: a set of the chain is not there or cannot be read.
    """
    told = hashlib.sha256()
    for table in chain_of(forms_folder(), set_id):
        for file in sorted(table.file.parent.glob("*.toml")):
            told.update(f"{table.file.parent.name}/{file.name}\n".encode() + file.read_bytes())
    return told.hexdigest()


@cache
def load_disclosure_form(set_id: str) -> Form:
    """The form of what a department tells for its 部门预算公开, read once when first needed.

    Raises:
        FormSetError: the set has no `disclosure.toml`, or it cannot be used.
    """
    chain = chain_of(forms_folder(), set_id)
    folders, table = [part.file.parent for part in chain], _merged(chain)
    dictionary = _dictionary(folders, table.only(PARAMETERS))
    form_table = _form_table(folders, _DISCLOSURE)
    return read_further_form(set_id, table, dictionary, _DISCLOSURE, form_table)


def read_form_set(folder: Path, set_id: str) -> FormSet:
    """The form set of that id below `folder`, read anew; what it extends may be elsewhere.

    Raises:
        FormSetError: there is no such set, or a file of it cannot be used.
    """
    if not is_set_id(set_id) or not _is_set(_home(folder, set_id)):
        known = "、".join(_offered(folder) or form_set_ids())
        problem = f"没有套表「{set_id}」，可用的有：{known}。"
        raise FormSetError(folder / set_id / _SET_FILE, "", "", problem)
    chain = chain_of(folder, set_id)
    folders = [part.file.parent for part in chain]
    table = _merged(chain)
    dictionary = _dictionary(folders, table.only(PARAMETERS))
    rest = table.without(PARAMETERS)
    form_set = read_set(set_id, rest, dictionary, lambda name: _form_table(folders, name))
    rules = cache(partial(_rules, folders, form_set))
    if folders[-1].parent != forms_folder():
        rules()  # of an office's own set every fault is told at once
    return replace(form_set, read_rules=rules)


def faults_of(folder: Path, set_id: str) -> tuple[FormSetError, ...]:
    """What is wrong in a set: the first fault of it, and of each of its forms by itself."""
    faults: list[FormSetError] = []
    try:
        read_form_set(folder, set_id)
    except FormSetError as error:
        faults.append(error)
    if faults:
        with suppress(FormSetError):  # nothing more is known where the set itself is not read
            faults += _faults_by_form(folder, set_id)
    return tuple({str(fault): fault for fault in faults}.values())


def _faults_by_form(folder: Path, set_id: str) -> Iterator[FormSetError]:
    chain = chain_of(folder, set_id)
    folders, table = [part.file.parent for part in chain], _merged(chain)
    dictionary = _dictionary(folders, table.only(PARAMETERS))
    rest = table.without(PARAMETERS)
    for name in rest.texts("forms"):
        try:
            alone = rest.saying("forms", [name])
            read_set(set_id, alone, dictionary, lambda form: _form_table(folders, form))
        except FormSetError as error:
            yield error


def read_part(folder: Path, set_id: str, name: str) -> TomlTable:
    """The merged table of a further file of a set, `<name>.toml`, read anew.

    Raises:
        FormSetError: neither the set nor any it extends has such a file, or it cannot be read.
    """
    return _form_table([part.file.parent for part in chain_of(folder, set_id)], name)


def has_part(folder: Path, set_id: str, name: str) -> bool:
    """Whether a set, or one it extends, has a further file `<name>.toml`.

    Raises:
        FormSetError: a set.toml of the chain cannot be read.
    """
    parts = (part.file.with_name(f"{name}.toml") for part in chain_of(folder, set_id))
    return any(file.is_file() for file in parts)


def _folders() -> tuple[Path, ...]:
    return (*own_forms_folders(), forms_folder())


def _home(folder: Path, set_id: str) -> Path:
    """The folder of a set: below `folder`, else an office's own one, else one that ships."""
    places = [place / set_id for place in (folder, *_folders())]
    return next(filter(_is_set, places), places[0])


def _is_set(folder: Path) -> bool:
    return is_set_id(folder.name) and (folder / _SET_FILE).is_file()


def _offered(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if _is_set(path) and _whole(path)))


def _whole(folder: Path) -> bool:
    # A set whose file is broken stays in the list: loading it tells what is wrong.
    try:
        return not read_table(folder / _SET_FILE).flag("base", default=False)
    except FormSetError:
        return True


def chain_of(folder: Path, set_id: str) -> list[TomlTable]:
    """The tables of a set and of all it extends, the outermost base first.

    Raises:
        FormSetError: a set of the chain is not there, cannot be read, or extends itself.
    """
    chain: list[TomlTable] = []
    seen = [set_id]
    while True:
        table = read_table(_home(folder, seen[-1]) / _SET_FILE)
        base = table.text("extend", "")
        table.flag("base", default=False)
        chain.insert(0, table.without("extend", "base", *([VERSION] if chain else [])))
        if not base:
            return chain
        if base in seen:
            table.fail("extend", f"绕回了自己（{' → '.join([*seen, base])}），请断开其中一环。")
        if not _is_set(_home(folder, base)):
            table.fail("extend", f"没有套表「{base}」，请核对文件夹名。")
        seen.append(base)


def _dictionary(folders: list[Path], parameters: TomlTable) -> Dictionary:
    """The base dictionary with what the `dictionary.toml` of every folder of the chain adds.

    The set's parameters are part of it: formulas read them, in a book far from the set too.
    """
    files = [folder / f"{_DICTIONARY}.toml" for folder in folders]
    tables = [read_table(file) for file in files if file.is_file()]
    if parameters.written:
        tables.append(parameters)
    shipped = folders[-1].parent == forms_folder()  # no test lets one ship that is wrong
    return extended(_merged(tables), trusted=shipped) if tables else base_dictionary()


def _rules(folders: list[Path], form_set: FormSet) -> tuple[DeclaredRule, ...]:
    """The rules that the `rules.toml` of every folder of the chain gives."""
    files = [folder / f"{_RULES}.toml" for folder in folders]
    tables = [read_table(file) for file in files if file.is_file()]
    if not tables:
        return ()
    return read_rules(_merged(tables), form_set.dictionary, form_set.shown, folders[-1])


def _form_table(folders: list[Path], name: str) -> TomlTable:
    """A form's merged table from every folder of the chain that has its file."""
    files = [folder / f"{name}.toml" for folder in folders]
    found = [file for file in files if file.is_file()]
    if not found and not files[-1].exists():
        cure = "请补上，或在 set.toml 中 extend 一个有它的套表，如 shanxi"
        raise FormSetError(files[-1], "", "", f"没有这个文件，{cure}。")
    return _merged([read_table(file) for file in found or files[-1:]])


def _merged(chain: list[TomlTable]) -> TomlTable:
    return reduce(merged, chain)
