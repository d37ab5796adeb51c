"""出错说明 in exchange files: the optional list `explanations` of a form or a department."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from budgetdesk.book.declared_records import id_below
from budgetdesk.book.step import Step
from budgetdesk.checks.explanations import Explanations, FindingKey, keep, row_of
from budgetdesk.checks.finding import Explanation
from budgetdesk.domain.records import DeclaredRecord
from budgetdesk.exchange.shape import Shape

KEY = "explanations"
_PLACE = ("code", "path", "level2", "indicator")
_ROW = "row"  # the uuid of the indicator's row, where it is one
_WORDS = ("text", "who", "at")


@dataclass(frozen=True, slots=True)
class Given:
    """An explanation as a file gives it: of which rule, at which place of its record."""

    code: str
    path: str
    level2: str
    indicator: str
    explanation: Explanation
    row: str = ""
    below: tuple[DeclaredRecord, ...] = ()  # down to the record it is of

    def put(self, step: Step, kind: str, record_id: int) -> None:
        """Put it into the book for the record that it came with, or for one that stands below."""
        for one in self.below:
            found = id_below(step, record_id, one)
            if found is None:
                return  # the record was not taken either
            kind, record_id = one.kind, found
        key = FindingKey(self.code, kind, record_id, self.path, self.level2, self.indicator)
        keep(step, replace(key, row=row_of(step, key, self.row)), self.explanation)


def read_given(shape: Shape, fields: Collection[str]) -> tuple[Given, ...]:
    """The explanations of a record; () where the file has none. `fields` are its fields' paths.

    Raises:
        ImportFault: a key is missing, of the wrong type, or a place is no field of the form.
    """
    if not shape.has(KEY):
        return ()
    return tuple(_given(part, fields) for part in shape.parts(KEY))


def _given(part: Shape, fields: Collection[str]) -> Given:
    part.known(*_PLACE, _ROW, *_WORDS, "ignored")
    path = part.text("path")
    if path not in fields:
        part.fail("path", "本表没有这个栏目。")
    explanation = Explanation(
        part.name("text"), part.text("who"), part.text("at"), part.flag("ignored")
    )
    about = part.text("level2"), part.text("indicator")
    row = part.text(_ROW) if part.has(_ROW) else ""
    return Given(part.name("code"), path, *about, explanation, row)


def given_content(
    explanations: Iterable[tuple[FindingKey, Explanation]],
) -> list[dict[str, object]]:
    """The explanations of one record as the content of an exchange file."""
    return [
        {
            **{name: getattr(key, name) for name in _PLACE},
            **({_ROW: key.row} if key.row else {}),
            **{name: getattr(explanation, name) for name in _WORDS},
            "ignored": explanation.ignored,
        }
        for key, explanation in explanations
    ]


GivenContents = Mapping[tuple[str, int], list[dict[str, object]]]
"""The explanations of records as content, by kind and id."""


def contents_by_record(explanations: Explanations) -> GivenContents:
    """The explanations of each record as content."""
    by_record: dict[tuple[str, int], list[tuple[FindingKey, Explanation]]] = defaultdict(list)
    for key, explanation in explanations.items():
        by_record[key.record, key.record_id].append((key, explanation))
    return {record: given_content(own) for record, own in by_record.items()}
