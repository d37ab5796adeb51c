"""What is to be known of 科目 before tables are published: nameless codes, names to compare."""

from collections.abc import Iterator, Mapping

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import editions, unconfirmed
from budgetdesk.domain.code_changes import editions_sentence
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.tables.bare_codes import bare_codes
from budgetdesk.tables.compute import compute_tables


def nameless_codes(book: Book) -> Mapping[str, tuple[str, ...]]:
    """The codes that a table prints as their own names, with the tables' numbers."""
    found: dict[str, tuple[str, ...]] = {}
    for each in compute_tables(book):
        for code, numbers in bare_codes(each.tables).items():
            found[code] = tuple(dict.fromkeys((*found.get(code, ()), *numbers)))
    return found


def nameless_sentence(book: Book) -> str:
    """What is nameless in the tables, as an error in words; "" where nothing is."""
    found = nameless_codes(book)
    if not found:
        return ""
    told = "、".join(f"{code}（{'、'.join(numbers)}）" for code, numbers in found.items())
    return f"错误：报表上有 {len(found)} 个科目只印编码、没有名称：{told}，请先为科目命名再公开。"


def comparing_lines(book: Book) -> Iterator[str]:
    """The names in use that nobody has compared with the official book yet, a line each."""
    waiting = unconfirmed(book)
    count = sum(map(len, waiting.values()))
    if not count:
        return
    yield (
        f"{editions_line(book)}。以下 {count} 个科目名称还没有核对，公开前请与本年度科目书核对，"
        "无误的在“文件、科目目录…”中确认，或导入本年度清单："
    )
    for kind, entries in waiting.items():
        for entry in entries:
            yield f"  {CODE_KINDS[kind].name} {entry.code} {entry.name}"


def editions_line(book: Book) -> str:
    """Whose year's lists the book uses: `科目：2025年，尚无2027年，可导入`."""
    return editions_sentence(book.info.fiscal_year, editions(book))


def other_editions_line(book: Book) -> str:
    """As `editions_line`; "" where all lists are those of the book's own year."""
    is_plain = set(editions(book).values()) == {book.info.fiscal_year}
    return "" if is_plain else editions_line(book)


def comparing_sentence(book: Book) -> str:
    """How many names wait for comparison, in one sentence; "" where none does."""
    count = sum(map(len, unconfirmed(book).values()))
    return f"还有 {count} 个科目名称没有与本年度科目书核对。" if count else ""
