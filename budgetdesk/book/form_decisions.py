"""What a reviewer decided about a form, and whether the form is still the one that was judged.

A decision is kept as a setting with the form's fingerprint: an edit, or a newer package of the
unit, makes it one about a form that was otherwise, without having to know of it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from budgetdesk.book.book import Book
from budgetdesk.book.filled_in import fingerprint_of, marks_of
from budgetdesk.book.process import user_name
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.records import Held

_KEY = "form_decision."


class FormVerdict(StrEnum):
    """What is decided about a form."""

    AGREED = "agreed"
    RETURNED = "returned"


VERDICT_LABELS = {FormVerdict.AGREED: "同意", FormVerdict.RETURNED: "退回"}


@immutable
class FormDecision:
    """A decision: what, by whom, when (local time, ISO), about a form that said what."""

    verdict: FormVerdict
    who: str
    at: str
    fingerprint: str

    def holds_for(self, form: Held) -> bool:
        """Whether the form still says what it said when it was judged."""
        return self.fingerprint == fingerprint_of(form)


def form_decisions(book: Book) -> Mapping[str, FormDecision]:
    """Every decision in the book, by the forms' uuids."""
    kept = {uuid: json.loads(text) for uuid, text in marks_of(book, _KEY).items()}
    return {
        uuid: FormDecision(FormVerdict(it["verdict"]), it["who"], it["at"], it["fingerprint"])
        for uuid, it in kept.items()
    }


def put_form_decision(step: Step, form: Held, verdict: FormVerdict | None) -> None:
    """Decide about a form as it is now, by whoever is at the keyboard; None takes it back."""
    told = None
    if verdict is not None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        of_form = fingerprint_of(form)
        kept = {"verdict": verdict, "who": user_name(), "at": now, "fingerprint": of_form}
        told = json.dumps(kept, ensure_ascii=False)
    put_setting(step, f"{_KEY}{form.uuid}", told)
