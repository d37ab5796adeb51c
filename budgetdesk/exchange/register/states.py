"""Where a unit stands with a stage, kept in the book; every decision is part of a named step."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.book.process import user_name
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step

_KEY = "register."
_DEADLINE = "register_deadline"


class UnitState(StrEnum):
    """Where a unit stands with a stage."""

    UNSENT = "unsent"
    SENT = "sent"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    RESENT = "resent"
    ACCEPTED = "accepted"
    APPROVED = "approved"


STATE_LABELS = {
    UnitState.UNSENT: "未报",
    UnitState.SENT: "已报",
    UnitState.IN_REVIEW: "审核中",
    UnitState.RETURNED: "已退回",
    UnitState.RESENT: "已重报",
    UnitState.ACCEPTED: "已验收",
    UnitState.APPROVED: "已批复",
}


class RegisterDeed(StrEnum):
    """What the bureau can decide about a unit."""

    REVIEW = "review"
    RETURN = "return"
    ACCEPT = "accept"
    UNLOCK = "unlock"
    APPROVE = "approve"


DEED_LABELS = {
    RegisterDeed.REVIEW: "开始审核",
    RegisterDeed.RETURN: "退回",
    RegisterDeed.ACCEPT: "验收",
    RegisterDeed.UNLOCK: "解锁",
    RegisterDeed.APPROVE: "批复",
}
_IN_HAND = frozenset({UnitState.SENT, UnitState.RESENT, UnitState.IN_REVIEW})
ACCEPTED_STATES = frozenset({UnitState.ACCEPTED, UnitState.APPROVED})
"""In which a unit's stage is accepted, so that no more of it is received."""
_LEADS: Mapping[RegisterDeed, tuple[frozenset[UnitState], UnitState]] = {
    RegisterDeed.REVIEW: (_IN_HAND - {UnitState.IN_REVIEW}, UnitState.IN_REVIEW),
    RegisterDeed.RETURN: (_IN_HAND, UnitState.RETURNED),
    RegisterDeed.ACCEPT: (_IN_HAND, UnitState.ACCEPTED),
    RegisterDeed.UNLOCK: (ACCEPTED_STATES, UnitState.IN_REVIEW),
    RegisterDeed.APPROVE: (frozenset({UnitState.ACCEPTED}), UnitState.APPROVED),
}
NEEDS_NOTE = frozenset({RegisterDeed.RETURN, RegisterDeed.UNLOCK})
"""What is decided for a reason that is said."""


class RefusedDecision(BookError):  # noqa: N818 - refused, not failed
    """A decision that can't be made now; one sentence."""


@dataclass(frozen=True, slots=True)
class RegisterEvent:
    """One thing that happened: when (ISO, local), by whom, the state it led to, with which words.

    `version` is the one that stood in the book then; `number` counts what happened about the unit,
    since the clock of an office may have been set back in between.
    """

    at: str
    who: str
    state: UnitState
    version: int
    note: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A unit in the register for one stage."""

    stage: str
    state: UnitState = UnitState.UNSENT
    version: int = 0
    code: str = ""  # 校验码
    events: tuple[RegisterEvent, ...] = ()

    @property
    def is_locked(self) -> bool:
        """Whether no more is received: it was accepted."""
        return self.state in ACCEPTED_STATES

    @property
    def received_at(self) -> str:
        """When the version that stands came in; "" while none did."""
        came = (UnitState.SENT, UnitState.RESENT)
        return next((it.at for it in reversed(self.events) if it.state in came), "")

    @property
    def note(self) -> str:
        """What was said last."""
        return self.events[-1].note if self.events else ""

    @property
    def moved(self) -> tuple[int, str]:
        """When something happened last; what is greater is later."""
        return (self.events[-1].number, self.events[-1].at) if self.events else (0, "")

    def may(self, deed: RegisterDeed) -> bool:
        """Whether a decision can be made now."""
        return self.state in _LEADS[deed][0]

    def _now(self, state: UnitState, version: int, note: str = "") -> "RegisterEntry":
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        event = RegisterEvent(at, user_name(), state, version, note)
        return replace(self, state=state, version=version, events=(*self.events, event))

    def with_package(self, version: int, code: str) -> "RegisterEntry":
        """The entry once a version was received."""
        again = self.state in (UnitState.RETURNED, UnitState.RESENT, UnitState.IN_REVIEW)
        state = UnitState.RESENT if again else UnitState.SENT
        return replace(self._now(state, max(version, self.version)), code=code)

    def decided(self, deed: RegisterDeed, note: str, unit: str) -> "RegisterEntry":
        """The entry once something was decided; `unit` is its name for what is told.

        Raises:
            RefusedDecision: it can't be decided in this state, or without a reason.
        """
        if not self.may(deed):
            now, told = STATE_LABELS[self.state], DEED_LABELS[deed]
            raise RefusedDecision(f"「{unit}」{self.stage}{now}，不能{told}。")
        if deed in NEEDS_NOTE and not note.strip():
            raise RefusedDecision(f"{DEED_LABELS[deed]}「{unit}」请写明原因。")
        return self._now(_LEADS[deed][1], self.version, note.strip())


def entries_of(book: Book, unit_uuid: str) -> tuple[RegisterEntry, ...]:
    """A unit's entries by stage, in the order in which they began."""
    told = setting(book, _KEY + unit_uuid)
    return tuple(map(_entry, json.loads(told))) if told else ()


def entry_of(book: Book, unit_uuid: str, stage: str) -> RegisterEntry:
    """A unit's entry for a stage; 未报 where there is none."""
    found = (it for it in entries_of(book, unit_uuid) if it.stage == stage)
    return next(found, RegisterEntry(stage))


def put_entry(book: Book, step: Step, unit_uuid: str, entry: RegisterEntry) -> None:
    """Keep an entry, to which something happened, in place of the one of its stage."""
    known = {it.stage: it for it in entries_of(book, unit_uuid)} | {entry.stage: entry}
    *before, last = entry.events
    counted = replace(last, number=sum(len(it.events) for it in known.values()))
    known[entry.stage] = replace(entry, events=(*before, counted))
    told = json.dumps([asdict(it) for it in known.values()], ensure_ascii=False)
    put_setting(step, _KEY + unit_uuid, told)


def _entry(told: Mapping[str, object]) -> RegisterEntry:
    values = dict(told)
    events = values.pop("events")
    assert isinstance(events, list)  # noqa: S101 - written by `put_entry`
    made = tuple(RegisterEvent(**{**it, "state": UnitState(it["state"])}) for it in events)
    state = UnitState(str(values.pop("state")))
    return RegisterEntry(
        str(values["stage"]), state, int(str(values["version"])), str(values["code"]), made
    )


def deadline_of(book: Book) -> str:
    """The day until which units send, ISO; "" where none is set."""
    return setting(book, _DEADLINE) or ""


def put_deadline(step: Step, day: str) -> None:
    """Set the day until which units send."""
    put_setting(step, _DEADLINE, day or None)
