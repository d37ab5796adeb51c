"""Holding the paragraphs that people rewrote against the figures of the document.

What is looked for are the faults of published narratives (docs/decisions.md): amounts, shares and
counts that are none of the document's or another item's, an increase that repeats the whole,
another year, 部门 and 单位 mixed, a change without its reason, an item listed that the tables lack.
Each remark carries the code of the rule it belongs to.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from budgetdesk.disclosure import proofreading_figures as figures
from budgetdesk.disclosure import proofreading_words as words
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.remarks import Known, Remark

_MOST_OF_A_KIND = 20  # remarks of one kind on one paragraph
_LOOKS: tuple[Callable[[Paragraph, Known], Iterator[Remark]], ...] = (
    figures.amounts,
    figures.changes,
    words.reason,
    words.against,
    figures.shares,
    figures.counts,
    words.alike,
    words.years,
    words.scope,
    words.items,
)


def proofread(paragraphs: Iterable[Paragraph], known: Known) -> tuple[Remark, ...]:
    """The remarks on rewritten paragraphs, in their order; drafted ones need none."""
    return tuple(
        remark for paragraph in paragraphs if paragraph.own for remark in _remarks(paragraph, known)
    )


def _remarks(paragraph: Paragraph, known: Known) -> list[Remark]:
    looks = (islice(look(paragraph, known), _MOST_OF_A_KIND) for look in _LOOKS)
    found = [remark for look in looks for remark in look]
    # What is wrong is told; that something changed meanwhile only where nothing else is.
    return found or list(_stale(paragraph))


def _stale(paragraph: Paragraph) -> Iterator[Remark]:
    if paragraph.stale:
        sentence = "改写以后数据有变动，请核对。"
        yield Remark("X46", paragraph.key, sentence, slight=True)
