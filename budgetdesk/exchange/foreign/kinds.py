"""Of which record kind a foreign form is: by its title, or by headings that only one kind has."""

from collections.abc import Iterable

from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.vocabulary import vocabulary
from budgetdesk.exchange.drawing.words import core_of, record_in
from budgetdesk.exchange.foreign.labels import FormLabels
from budgetdesk.forms.definition import FormSet

_LATER = {"self_evaluation": ("actual",), "monitoring": ("so_far", "forecast")}
_LONGEST_HEAD = 12
_DEEPEST = 4  # a record, the form it stands below, its office, no more


class FormKinds:
    """The record kinds that foreign forms may be of, with what their labels mean to a form set."""

    def __init__(self, form_set: FormSet) -> None:
        self._set = form_set
        self._labels: dict[str, FormLabels] = {}
        self._titles = {core_of(form.name): form.kind for form in form_set.forms}

    @property
    def projects(self) -> FormLabels:
        """The labels of the projects' own forms."""
        return self.labels(RecordKind.PROJECT)

    @property
    def offices(self) -> tuple[FormLabels, ...]:
        """The labels of the forms that are a department's, as far as the set has such."""
        found = (it for it in self._set.dictionary.kinds if self.known(it) and self.is_office(it))
        return tuple(self.labels(kind) for kind in found)

    def labels(self, record: str) -> FormLabels:
        """The labels of a record kind that the set has."""
        if record not in self._labels:
            self._labels[record] = FormLabels(self._set, record)
        return self._labels[record]

    def known(self, record: str) -> bool:
        """Whether the set has a form of a kind, of a project or of a department's overall form."""
        if record not in self._set.dictionary.kinds or not self._set.has_form(record):
            return False
        return 1 < len(self._above(record)) < _DEEPEST

    def name_of(self, record: str) -> str:
        """What a kind is called, also of one that the set lacks."""
        declared = self._set.dictionary.kinds.get(record)
        return declared.name if declared else vocabulary(record).kind.name

    def titled(self, title: str) -> str:
        """The kind that a title names: by the set's own forms, else by its words; "" for none."""
        core = core_of(title)
        own = [name for name in self._titles if name in core]
        return self._titles[max(own, key=len)] if own else record_in(title)

    def record_of(self, title: str, texts: Iterable[str]) -> str:
        """The kind of a form that names a project; `texts` are those of its cells."""
        if told := self.titled(title):
            return told
        heads = [text for text in texts if len(fold(text)) < _LONGEST_HEAD]
        for kind, roles in _LATER.items():
            if any(vocabulary(kind).column(head) in roles for head in heads):
                return kind
        return RecordKind.PROJECT

    def is_office(self, record: str) -> bool:
        """Whether the forms of a kind are a department's and not a project's."""
        return self._above(record)[-1] == "department"

    def _above(self, record: str) -> list[str]:
        """A kind with those above it up to the office that its forms are of."""
        found = [record]
        while (declared := self._set.dictionary.kinds.get(found[-1])) and declared.below:
            found.append(declared.below)
        return found
