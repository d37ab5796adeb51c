"""The base dictionary, and what the fields that references point at are called."""

import json
from collections.abc import Mapping
from functools import cache

from budgetdesk.assets import resource
from budgetdesk.dictionary.declaration import Dictionary, RowList
from budgetdesk.dictionary.likeness import with_likes
from budgetdesk.dictionary.reading import read_dictionary, require_formulas
from budgetdesk.dictionary.toml_table import TomlTable, merged, plain_table, read_table
from budgetdesk.domain.fields import Field, FieldRef

# A set is read once for the book that carries it and for its forms: reading takes its time.
_READ: dict[str, Dictionary] = {}
_MOST_KEPT = 16
_FILES = ("project", "overall", "department")
READY = "ready.json"
"""Where a wheel has what the files say, by their names (`packaging/dictionary_hook.py`)."""


@cache
def base_table() -> TomlTable:
    """What the files of the base dictionary say."""
    first, *others = (_table(name) for name in _FILES)
    for other in others:
        first = merged(first, other)
    return first


def _table(name: str) -> TomlTable:
    file, ready = resource("dictionary", f"{name}.toml"), _ready()
    return plain_table(ready[name], file) if name in ready else read_table(file)


@cache
def _ready() -> Mapping[str, Mapping[str, object]]:
    """What the files say, as a wheel brings it: a start need not read TOML. A checkout has none."""
    file = resource("dictionary", READY)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def base_dictionary() -> Dictionary:
    """The dictionary that every form set has."""
    return read_dictionary(base_table())


def extended(extension: TomlTable, *, trusted: bool = False) -> Dictionary:
    """The base dictionary with what a form set adds.

    Args:
        extension: that.
        trusted: its formulas are read when they are first asked for.

    Raises:
        FormSetError: a key is missing, unknown or wrong, or takes the place of a base one.
    """
    extension = with_likes(extension)
    plain = extension.plain()
    text = json.dumps(plain, ensure_ascii=False)
    whole = merged(base_table(), extension)
    if text not in _READ:
        if len(_READ) >= _MOST_KEPT:
            _READ.clear()
        _READ[text] = read_dictionary(whole, base_dictionary(), plain)
    if not trusted:
        require_formulas(_READ[text], whole)
    return _READ[text]


def field_of(ref: FieldRef) -> Field:
    """The field a reference points at."""
    return ref.declared or base_dictionary().field(ref)


def label_of(ref: FieldRef) -> str:
    """What a reference is called: its field, a paragraph with its own name."""
    label = field_of(ref).label
    return f"{label}「{ref.level1}」" if ref.path == "paragraphs.text" else label


def fields_of(kind: str) -> Mapping[str, Field]:
    """The fields of a base record kind by their paths, in the order of the form."""
    return base_dictionary().kinds[kind].fields


def list_of(ref: FieldRef) -> RowList:
    """The list of a base kind that a reference points into; KeyError where it stands alone."""
    return base_dictionary().kinds[ref.record].lists[ref.path.rpartition(".")[0]]


def is_base(kind: str, field: Field) -> bool:
    """Whether a field of a kind is just what the base dictionary says of it."""
    known = base_dictionary().kinds.get(kind)
    return known is not None and known.fields.get(field.path) == field
