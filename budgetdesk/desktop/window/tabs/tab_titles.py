"""What stands on the tabs: short, and never the same on two tabs of different things."""

from collections.abc import Sequence
from itertools import takewhile

from budgetdesk.desktop.lettered import unlettered
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.text import one_line

_HEAD, _TAIL = 8, 5  # characters of a long title on its tab
_ROOM = _HEAD + _TAIL + 1


@immutable
class TabTitle:
    """A page's whole title, and where what it shows belongs: a project's unit."""

    text: str
    place: str = ""

    @property
    def tool_tip(self) -> str:
        """All of it."""
        return f"{self.text}\n{self.place}" if self.place else self.text


def title_of(record: FormRecord) -> TabTitle:
    """What the tab of a project or overall form is called."""
    title = record.title_on(f"整体支出 {record.office}")
    return TabTitle(title or "（未命名）", record.whereabouts.unit)


def tab_texts(titles: Sequence[TabTitle]) -> list[str]:
    """The titles as they stand on the tabs beside one another.

    Names of one batch begin and end alike (2024年…补助资金): where two would read the same, they
    show the part that differs; and their units, where the whole names are the same.
    """
    lines = [one_line(title.text) for title in titles]
    texts = [_shortened(line) for line in lines]
    for alike in _groups(texts):
        for number, part in zip(alike, _parted([lines[it] for it in alike]), strict=True):
            texts[number] = part
    for alike in _groups(texts):
        places = _parted([one_line(titles[it].place) for it in alike])
        for number, place in zip(alike, places, strict=True):
            if place:
                texts[number] = f"{_clipped(lines[number], _HEAD)}·{_clipped(place, _HEAD)}"
    return [*map(unlettered, texts)]


def _groups(texts: Sequence[str]) -> list[list[int]]:
    """The numbers of the texts that are the same, of those that are not alone."""
    places: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        places.setdefault(text, []).append(number)
    return [alike for alike in places.values() if len(alike) > 1]


def _parted(lines: Sequence[str]) -> list[str]:
    """Each line by what sets it apart from the others."""
    before = _common(lines)
    after = _common([line[before:][::-1] for line in lines])
    return [_middle(line, before, len(line) - after) for line in lines]


def _common(lines: Sequence[str]) -> int:
    """How many characters all lines begin with alike."""
    columns = zip(*lines, strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def _middle(line: str, start: int, end: int) -> str:
    own = line[start:end]
    if not own or len(line) <= _ROOM:
        return _shortened(line)
    tail = "…" if end < len(line) else ""
    head = line[: max(0, min(start, _ROOM - 2 - len(own)))]
    gap = "…" if len(head) < start else ""
    return f"{head}{gap}{_clipped(own, _ROOM - 2)}{tail}"


def _shortened(line: str) -> str:
    return line if len(line) <= _ROOM else f"{line[:_HEAD]}…{line[-_TAIL:]}"


def _clipped(line: str, room: int) -> str:
    return line if len(line) <= room else f"{line[: room - 3]}…{line[-2:]}"
