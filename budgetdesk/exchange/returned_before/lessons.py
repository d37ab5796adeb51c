"""The lessons that a book holds: of its own returns, and those that came from earlier years."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.filled_in import marks_of
from budgetdesk.book.known_persons import known_persons
from budgetdesk.book.process import user_name
from budgetdesk.book.read import units
from budgetdesk.book.return_remarks import RemarkSide, ref_of_place, remarks_of
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.persons import Persons
from budgetdesk.domain.return_lessons import ReturnLesson, lesson_of_text, lesson_text, unnamed
from budgetdesk.domain.return_remarks import LONGEST_TEXT, ReturnRemark
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.returned_before.later_book import LaterBook
from budgetdesk.forms.field_text import text_at
from budgetdesk.suggestions.index import index_file, remember_lessons, remembered_lessons

_BROUGHT = "return_lesson."  # from an earlier year's book
_OFF = "return_lesson_off."


def lessons_of(book: Book) -> tuple[ReturnLesson, ...]:
    """What was returned of a book, and of those it was made from as it was then; also switched off.

    It is what the book is held against.
    """
    own = (_own(book, it) for it in remarks_of(book, RemarkSide.GOT))
    return _switched(book, (*_brought(book), *own))


def lessons_since(book: Book) -> tuple[ReturnLesson, ...]:
    """The same with what each place says in this book: what a later one is held against."""
    later = LaterBook(book)
    own = (_own(book, it) for it in remarks_of(book, RemarkSide.GOT))
    return _switched(book, (*(_since(later, it) for it in _brought(book)), *own))


def _brought(book: Book) -> Iterator[ReturnLesson]:
    return map(lesson_of_text, marks_of(book, _BROUGHT).values())


def _since(later: LaterBook, lesson: ReturnLesson) -> ReturnLesson:
    ref = later.place_of(lesson)
    if ref is None:
        return lesson
    return replace(lesson, became=text_at(later.book, ref)[:LONGEST_TEXT])


def _switched(book: Book, lessons: Iterable[ReturnLesson]) -> tuple[ReturnLesson, ...]:
    off = marks_of(book, _OFF)
    return tuple(replace(it, off=it.remark.id in off) for it in lessons)


def known_lessons(book: Book) -> tuple[ReturnLesson, ...]:
    """Those of a book, and of its units in other books of this computer.

    Of a remark that both know the book's counts, which tells who said it.
    """
    own = {it.remark.id: it for it in lessons_of(book)}
    off = marks_of(book, _OFF)
    named = {fold_name(name) for it in units(book) for name in (it.name, it.department.name)}
    for it in remembered_lessons(index_file()):
        place = it.remark.place
        is_ours = fold_name(place.unit or place.department) in named
        if is_ours and it.year <= book.info.fiscal_year and it.remark.id not in own:
            own[it.remark.id] = replace(it, off=it.off or it.remark.id in off)
    return tuple(sorted(own.values(), key=_order))


def _order(lesson: ReturnLesson) -> tuple[int, int, int, str]:
    remark = lesson.remark
    return lesson.year, remark.returned, remark.number, remark.id


def _own(book: Book, remark: ReturnRemark) -> ReturnLesson:
    ref = ref_of_place(book, remark.place)
    became = text_at(book, ref)[:LONGEST_TEXT] if ref is not None else ""
    return ReturnLesson(remark, book.info.fiscal_year, became)


def bring_lessons(last: Book, step: Step, renewed: Mapping[str, str]) -> None:
    """Put all that was returned of last year's book, and still holds, into the next one's.

    `renewed` are the uuids of what was taken over: of then, and of now.
    """
    for lesson in lessons_since(last):
        place = lesson.remark.place
        record, row = (renewed.get(it, it) for it in (place.record, place.row))
        remark = replace(lesson.remark, place=replace(place, record=record, row=row))
        if not lesson.off:
            told = lesson_text(replace(lesson, remark=remark))
            put_setting(step, f"{_BROUGHT}{remark.id}", told)


def switch_lesson(book: Book, lesson: ReturnLesson, *, on: bool) -> None:
    """Tell of a remark no more in this book and those made from it, or again; a step."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    told = None if on else json.dumps({"who": user_name(), "at": now}, ensure_ascii=False)
    name = "恢复提醒退回过的意见" if on else "不再提醒退回过的意见"
    with book.step(name) as step:
        put_setting(step, f"{_OFF}{lesson.remark.id}", told)


def keep_lessons(book: Book, path: Path) -> None:
    """Remember in the user's data folder what was returned of a book, without persons.

    Args:
        book: perhaps a companion of the book.
        path: the book's own file.

    Raises:
        NotKeptError: it can't be written there.
    """
    persons = known_persons(book)
    remember_lessons(index_file(), path, book.info.fiscal_year, _nameless(book, persons))


def _nameless(book: Book, persons: Persons) -> Iterator[ReturnLesson]:
    for lesson in lessons_since(book):
        place = lesson.remark.place
        kind = book.dictionary.kinds.get(place.kind)
        field = kind.fields.get(place.path) if kind else None
        if field is None or not field.personal:
            yield unnamed(lesson, persons)
