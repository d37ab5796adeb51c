"""What a document says as a row of pieces: sentences, and rows of tables with their cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budgetdesk.domain.text import fold

_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]*|[。；;！？]+")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A sentence, or a row of a table where `cells` is not empty; `place` is where it stands.

    `columns` head the cells. `again` is how a row that heads every page of its table is printed
    there; what is `optional` is not in every kind of file.
    """

    text: str
    place: str
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    again: str = ""
    optional: bool = False

    @property
    def key(self) -> str:
        """Its text for comparing."""
        return fold(self.text)

    @property
    def head(self) -> str:
        """The first text of a row."""
        return next((it for it in self.cells if it.strip()), "")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with the sign that ends it."""
    return tuple(it for it in _SENTENCE.findall(text) if fold(it))


def of_text(text: str, place: str, *, optional: bool = False) -> Iterator[TextPiece]:
    """The sentences of a paragraph or heading."""
    for it in sentences(text):
        yield TextPiece(it.strip(), place, optional=optional)


def of_row(
    cells: Iterable[str], place: str, columns: Iterable[str] = (), *, again: str = ""
) -> Iterator[TextPiece]:
    """A row of a table; one with a single text is read as sentences, for it may be a paragraph."""
    texts = tuple(it.strip() for it in cells)
    said = [it for it in texts if fold(it)]
    if len(said) > 1:
        yield TextPiece("".join(said), place, texts, tuple(columns), again)
        return
    for text in said:
        for it in sentences(text):
            yield TextPiece(it.strip(), place, again=again)
