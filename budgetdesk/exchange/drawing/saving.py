"""Putting a set's files into a folder: whole and usable, or not at all."""

import re
import shutil
from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.refusals import reason_of
from budgetdesk.exchange.drawing.fields import key_for
from budgetdesk.exchange.drawing.toml_text import toml_table
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.set_versions.raising import next_version, version_table
from budgetdesk.forms.carried import take_place, write_set
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import forget_sets, is_known, is_set_id, read_form_set
from budgetdesk.forms.set_version import VERSION

_TRIAL = "trial"


def try_set(files: Mapping[str, str]) -> FormSet:
    """A set as it would be saved, read and thrown away.

    Raises:
        FormSetError: it cannot be used.
    """
    with TemporaryDirectory() as aside:
        write_set(Path(aside) / _TRIAL, files)
        return read_form_set(Path(aside), _TRIAL)


def declared_kind(files: Mapping[str, str], record: str) -> KindDeclaration:
    """A record kind as a set would declare it; errors as `try_set`."""
    return try_set(files).dictionary.kinds[record]


def proposed_id(folder: Path, name: str) -> str:
    """An id for a set of that name, which none has: the initials, and a number where needed."""
    letters = key_for(re.sub(r"[（(].*", "", name), set())
    year = "".join(re.findall(r"20[0-9]{2}", name)[:1])
    base = "-".join(filter(None, (letters, year))).replace("_", "-")
    names = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(it for it in names if not (is_known(it) or (folder / it).exists()))


def save_set(folder: Path, set_id: str, files: Mapping[str, str], *, overwrite: bool) -> FormSet:
    """Write a set below a folder; it is read before it takes its place there.

    Its version is one more than that of the set whose place it takes, where it says otherwise.

    Raises:
        ExportFault: the name is none of a set, something is there already, or cannot be written.
        FormSetError: the set cannot be used: nothing was written.
    """
    home = folder / set_id
    if not is_set_id(set_id):
        told = f"「{set_id}」不能作套表名，请只用小写字母、数字和连字符，如 county-2027。"
        raise ExportFault(told)
    if home.exists() and not overwrite:
        raise ExportFault(f"「{home}」已有，没有写入；要替换请加 --overwrite 或换一个名称。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(mkdtemp(prefix=".", dir=folder))
    except OSError as error:
        raise ExportFault(f"「{folder}」不能写入（{reason_of(error)}）。") from error
    try:
        write_set(unfinished / set_id, files)
        version = next_version(read_form_set(unfinished, set_id), home)
        versioned = f"{files['set.toml']}\n{toml_table(VERSION, version_table(version))}"
        (unfinished / set_id / "set.toml").write_text(versioned, encoding="utf-8", newline="\n")
        form_set = read_form_set(unfinished, set_id)
        take_place(unfinished / set_id, home)
    except OSError as error:
        raise ExportFault(f"「{home}」不能写入（{reason_of(error)}）。") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    forget_sets()
    return form_set
