"""A package that was filled in by another version of the book's form set, in words."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.toml_table import FormSetError, plain_table
from budgetdesk.exchange.set_versions.changes import SetChange, SetChangeKind, fields_between
from budgetdesk.forms.carried import SetFiles, files_in, read_files
from budgetdesk.forms.set_version import SetVersion, read_version

_MOST = 6


def refusal_of_fields(book: Book, path: Path, payload: Mapping[str, object]) -> str:
    """Why a package whose set has other fields than the book's isn't taken, and what to do."""
    theirs, own = _version_in(book, path, payload), version_of(files_in(book), book.info.form_set)
    versions = f"按{theirs}填报，本账套用的是{own}，" if theirs != own else ""
    if theirs.number < own.number:
        cure = f"请对方换用{own}后重新上报"
    elif theirs.number > own.number:
        cure = f"请先让本账套换用{theirs}，再收这个文件"
    else:
        cure = "请双方换用同一份套表后重新上报"
    return f"{versions}所用套表的栏目与本账套的不同{_fields(book, path, payload)}，{cure}。"


def remark_on_version(book: Book, path: Path, payload: Mapping[str, object]) -> str:
    """That a package of the same fields was filled in by another version; "" where by the same."""
    theirs, own = _version_in(book, path, payload), version_of(files_in(book), book.info.form_set)
    if theirs.number == own.number:
        return ""
    return f"按{theirs}填报，本账套用的是{own}；栏目相同，表样或审核可能不同。"


def version_of(files: SetFiles, set_id: str) -> SetVersion:
    """The version of a set among the files of sets; none where it can't be read."""
    try:
        table = tomllib.loads(files.get(set_id, {}).get("set.toml", ""))
        return read_version(plain_table(table, Path(set_id) / "set.toml"))
    except (FormSetError, tomllib.TOMLDecodeError):
        return SetVersion()


def _version_in(book: Book, path: Path, payload: Mapping[str, object]) -> SetVersion:
    text = payload.get("form_set_files")
    if not text or not isinstance(text, str):
        return SetVersion()
    try:
        return version_of(read_files(path, text), book.info.form_set)
    except FormSetError:
        return SetVersion()


def _fields(book: Book, path: Path, payload: Mapping[str, object]) -> str:
    """Which fields the package has more and less; "" where that can't be read."""
    theirs = _dictionary(path, payload.get("dictionary"))
    if theirs is None:
        return ""
    changes = fields_between(theirs, book.dictionary)
    parts = (
        _named("文件多", changes, SetChangeKind.FIELD_GONE),
        _named("文件少", changes, SetChangeKind.FIELD_ADDED),
        _named("类型不同的有", changes, SetChangeKind.FIELD_RETYPED),
    )
    told = "；".join(filter(None, parts))
    return f"（{told}）" if told else ""


def _dictionary(path: Path, extension: object) -> Dictionary | None:
    if not isinstance(extension, dict):
        return None
    try:
        return extended(plain_table(extension, path), trusted=True)
    except FormSetError:
        return None


def _named(words: str, changes: Iterable[SetChange], kind: SetChangeKind) -> str:
    names = [f"「{it.name}」" for it in changes if it.kind is kind]
    more = f"等 {len(names)} 栏" if len(names) > _MOST else ""
    return f"{words}{''.join(names[:_MOST])}{more}" if names else ""
