"""Rows of a pasted list, each into its slot: by the names of its levels, or by where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.columns import BlockColumns, ColumnGroup, text_of
from budgetdesk.exchange.placement.drafting import Drafting, says
from budgetdesk.exchange.placement.form_map import AbreastBand, FormMap, ListHalf
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.telling import slots_by_words
from budgetdesk.exchange.placement.words import find_slot, names_level1
from budgetdesk.forms.standing import Standing, row_ref

Pairs = Sequence[tuple[ColumnGroup, ListHalf]]

_TEXT = 4  # what the same text tells, in blanks
_NO_HALF = "本表没有实施期"
_TOO_MANY = "本表没有更多的列"


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of a block that belong to one list, with what its columns hold.

    `start` is the row of the sheet that the first one was pasted at, where it was pasted in the
    list; `half` the half of a block that has only one.
    """

    rows: tuple[int, ...]
    columns: BlockColumns
    band: AbreastBand
    half: int
    start: int | None = None
    certainty: Certainty = Certainty.SURE


class ListFilling:
    """Puts the rows of segments into the lists of a form."""

    def __init__(self, block: Block, form: FormMap, drafting: Drafting) -> None:
        self._block, self._form, self._drafting = block, form, drafting

    def put(self, segment: Segment) -> None:
        """Plan one segment."""
        pairs = list(self._halves(segment))
        if segment.columns.named:
            self._by_names(segment, pairs)
        else:
            self._by_position(segment, pairs)
        self._leave_unread(segment)

    def _halves(self, segment: Segment) -> Iterator[tuple[ColumnGroup, ListHalf]]:
        """The groups of the block with the halves of the form that they go into."""
        groups, halves = segment.columns.groups, segment.band.halves
        if segment.columns.exact:
            yield from (pair for pair in zip(groups, halves, strict=True) if any_field(pair[0]))
        elif len(groups) == 1:
            yield groups[0], halves[segment.half]
        elif len(halves) == 1:
            self._leave_groups(segment, groups[:-1], _NO_HALF)
            yield groups[-1], halves[0]
        else:
            yield from zip(groups, halves, strict=False)
            self._leave_groups(segment, groups[len(halves) :], _TOO_MANY)

    # By names

    def _by_names(self, segment: Segment, pairs: Pairs) -> None:
        slots = self._form.slots(segment.band)
        naming = _Naming(self._block, segment.columns, slots, self._drafting)
        counts: dict[tuple[str, Slot], int] = {}
        first = self._first_index(segment)
        for row in segment.rows:
            named = naming.slots_of(row)
            for group, half in pairs:
                slot = named.get(segment.columns.groups.index(group))
                if slot is None:
                    self._leave_row(row, group, "没有对应的二级指标")
                    continue
                key = (half.list_path, slot)
                index = counts.get(key, first.get(key, 0))
                if self._covered(row, group):
                    continue
                counts[key] = index + 1
                self._put_row(row, group, half, Standing(slot, index), segment.certainty)

    def _first_index(self, segment: Segment) -> dict[tuple[str, Slot], int]:
        """Where the rows of a block that names one slot alone begin, when pasted within it."""
        column = segment.columns.level1
        said = {
            bare(cell.text)
            for row in segment.rows
            for cell in self._block.line(row)
            if cell.text.strip()
            and cell.column in {one.level2 for one in segment.columns.groups}
            and cell.column != column
        }
        if segment.start is None or len(said) != 1 or len(segment.columns.groups) != 1:
            return {}
        half = segment.band.halves[segment.half]
        standing = self._form.standing(segment.start, half)
        if standing is None or bare(standing.slot.level2) not in said:
            return {}
        return {(half.list_path, standing.slot): standing.index}

    # By position

    def _by_position(self, segment: Segment, pairs: Pairs) -> None:
        if segment.start is None:
            for row in segment.rows:
                for group, _ in pairs:
                    self._leave_row(row, group, "没有说明属于哪个二级指标")
            return
        rows = self._trimmed(segment)
        ways = self._ways(segment, pairs, rows)
        chosen, certainty = self._best(segment, pairs, rows, ways)
        for number, row in enumerate(rows):
            for group, half in pairs:
                standing = ways.standing(chosen, number, half)
                if standing is None:
                    self._leave_row(row, group, "超出了指标的行数")
                else:
                    self._put_row(row, group, half, standing, certainty)

    def _ways(self, segment: Segment, pairs: Pairs, rows: Sequence[int]) -> "_Ways":
        """Where rows may go; a list as long as the form's that is begun one row off is the list.

        Unless more of it stands already where it was pasted.
        """
        band, start, count = segment.band, segment.start or 0, len(rows)
        here, whole = _Ways(self._form, band, start), _Ways(self._form, band, band.top)
        as_long = count > 2 and count in (whole.rows_left, whole.slots_left)
        if start != band.top + 1 or not as_long:
            return here
        best, best_whole = (
            max(self._agreement(way, pairs, rows, ways) for way in WAYS) for ways in (here, whole)
        )
        return here if best > best_whole else whole

    def _best(
        self,
        segment: Segment,
        pairs: Pairs,
        rows: Sequence[int],
        ways: "_Ways",
    ) -> tuple[str, Certainty]:
        """How rows without names go down: where the form says what they say already.

        Else as the form's rows or slots where there are as many, else as the names' words tell,
        else all into the slot pasted at.
        """
        agreeing = {way: self._agreement(way, pairs, rows, ways) for way in WAYS}
        if len(rows) <= ways.own_rows:  # blanks alone lead out of no slot that has room for all
            agreeing["slots"] = max(agreeing["slots"] - _TEXT, 0)
        best = max(WAYS, key=lambda way: agreeing[way])
        merged = segment.columns.exact and self._shows_merging(segment)
        count = len(rows)
        if agreeing[best]:
            alike = agreeing["slot"] == agreeing[best] and not (
                merged and best in ("printed", "rows")
            )
            return "slot" if alike else best, Certainty.SURE
        if merged and count <= ways.rows_left:
            return "rows", Certainty.SURE
        if count > 1 and count == ways.rows_left:
            return "rows", Certainty.SURE
        if ways.own_rows < count == ways.slots_left:
            return "slots", Certainty.SURE
        if count > 2 and self._tells_slots(segment, pairs, rows, ways):
            return "told", Certainty.GUESSED
        far = count > ways.rows_left and bool(ways.slots_left > 1)
        return "slot", Certainty.GUESSED if far else Certainty.SURE

    def _tells_slots(
        self,
        segment: Segment,
        pairs: Pairs,
        rows: Sequence[int],
        ways: "_Ways",
    ) -> bool:
        """Whether the names' words tell slots, in the form's order; then `ways` has that way."""
        names = []
        for row in rows:
            found = (text_of(self._block, row, group, 0) for group, _ in pairs)
            names.append(" ".join(one[1] for one in found if one is not None))
        slots = self._form.slots(segment.band)
        told = slots_by_words(names, slots) if len(slots) > 1 else None
        if told is None:
            return False
        ways.tell([slots[number] for number in told])
        return True

    def _agreement(
        self,
        way: str,
        pairs: Pairs,
        rows: Sequence[int],
        ways: "_Ways",
    ) -> int:
        """How much of the block stands where it would go.

        A blank for a blank counts for less than the same text, and as much as a text for another
        one, or for a blank in a row that a worksheet has too.
        """
        texts = blanks = 0
        for number, row in enumerate(rows):
            for group, half in pairs:
                standing = ways.standing(way, number, half)
                refs = self._form.refs(half, standing) if standing is not None else []
                for place, ref in enumerate(refs):
                    if group.field(place) is None:
                        continue  # of what the block lacks it says nothing
                    found, shown = text_of(self._block, row, group, place), self._form.shown(ref)
                    if shown is None:
                        continue
                    blank, said = not shown.text.strip(), bool(found and found[1].strip())
                    blanks += blank != said or (said and self._form.prints(shown.row))
                    texts += not blank and found is not None and says(shown, found[1])
        return texts * _TEXT + blanks if texts else 0

    def _shows_merging(self, segment: Segment) -> bool:
        """Whether the block is merged, or has gaps, as the form's own sheet is."""
        widths = {
            column: self._width(segment.start or 0, column)
            for half in segment.band.halves
            for column in half.columns
        }
        return max(widths.values()) > 1 and self._block.columns > len(segment.columns.read)

    def _width(self, row: int, column: int) -> int:
        cell = self._form.at(row, column)
        return cell.columns if cell is not None else 1

    def _trimmed(self, segment: Segment) -> Sequence[int]:
        """The rows without blank ones at the end that may belong to a merged cell."""
        rows = list(segment.rows)
        while (
            not self._block.spanned
            and len(rows) > 1
            and not any(cell.text.strip() for cell in self._block.line(rows[-1]))
        ):
            rows.pop()
        return rows

    # Rows

    def _put_row(
        self,
        row: int,
        group: ColumnGroup,
        half: ListHalf,
        standing: Standing,
        certainty: Certainty = Certainty.SURE,
    ) -> None:
        parts = [(self._block.at(row, at - group.offset), like) for at, like in half.parts
                 if group.offset is not None]  # fmt: skip
        for number, ref in enumerate(self._form.refs(half, standing)):
            found = text_of(self._block, row, group, number)
            if found is not None and not (parts and number == half.target):
                self._drafting.fill(ref, found[0], found[1], certainty)
        for cell, like in parts:
            if cell is not None:
                ref = row_ref(self._form.record, like, like.path, standing)
                self._drafting.fill(ref, cell, cell.text, certainty)
        if parts:
            return
        if group.measure is not None and not _has_value(self._block, row, group):
            measure = self._block.at(row, group.measure)
            if measure is not None:
                self._drafting.leave(measure, "没有指标值，单位没有粘贴")

    def _covered(self, row: int, group: ColumnGroup) -> bool:
        """Whether every field of a row lies within merged cells that begin further above."""
        columns = [column for column in group.fields if column is not None]
        return bool(columns) and all(self._block.at(row, column) is None for column in columns)

    def _leave_row(self, row: int, group: ColumnGroup, why: str) -> None:
        for column in group.columns - {group.level2}:
            cell = self._block.at(row, column)
            if cell is not None:
                self._drafting.leave(cell, why)

    def _leave_groups(self, segment: Segment, groups: Sequence[ColumnGroup], why: str) -> None:
        for row in segment.rows:
            for group in groups:
                self._leave_row(row, group, why)

    def _leave_unread(self, segment: Segment) -> None:
        read = segment.columns.read
        for row in segment.rows:
            for cell in self._block.line(row):
                if cell.column not in read:
                    self._drafting.leave(cell, "本表没有这一列")


WAYS = ("printed", "rows", "filled", "slot", "slots")  # of two that agree as much the first


class _Ways:
    """Where the n-th row of a block may go that was pasted at a row of a list."""

    def __init__(self, form: FormMap, band: AbreastBand, start: int) -> None:
        self._form, self._band, self._start = form, band, start
        rows = range(start, band.bottom + 1)
        filled = [row for row in rows if self._is_filled(row)]
        self._told: list[Standing] = []
        self._slots = [row for row in rows if row == start or self._begins_slot(row)]
        self._rows = {
            "rows": list(rows),
            "printed": [row for row in rows if row == start or form.prints(row)],
            "filled": filled,  # from the first one on: below a heading an unused slot is left out
            "slots": self._slots,
        }
        self.rows_left = len(rows)
        self.slots_left = len(self._slots)
        after = self._slots[1] if len(self._slots) > 1 else band.bottom + 1
        self.own_rows = after - start  # of the slot begun in

    def standing(self, way: str, number: int, half: ListHalf) -> Standing | None:
        """The standing of the row's n-th follower in a half; None beyond the list."""
        if way == "told":
            return self._told[number]
        if way == "slot":
            first = self._form.standing(self._start, half)
            return Standing(first.slot, first.index + number) if first else None
        rows = self._rows[way]
        return self._form.standing(rows[number], half) if number < len(rows) else None

    def tell(self, slots: Sequence[Slot]) -> None:
        """Take the slots that the rows are of by their words."""
        self._told = [
            Standing(slot, slots[:number].count(slot)) for number, slot in enumerate(slots)
        ]

    def _is_filled(self, row: int) -> bool:
        cells = (self._form.at(row, one) for half in self._band.halves for one in half.columns)
        return any(cell is not None and cell.text for cell in cells)

    def _begins_slot(self, row: int) -> bool:
        standing = self._form.standing(row, self._band.halves[0])
        return standing is not None and standing.index == 0


class _Naming:
    """Which slot each row belongs to, as its columns of levels say; a blank goes on."""

    def __init__(
        self, block: Block, columns: BlockColumns, slots: list[Slot], drafting: Drafting
    ) -> None:
        self._block, self._columns, self._slots = block, columns, slots
        self._drafting = drafting
        self._level1 = ""
        self._named: dict[int, Slot | None] = {}

    def slots_of(self, row: int) -> dict[int, Slot | None]:
        """The slot of each group in the next row."""
        above = self._text(row, self._columns.level1)
        if above and names_level1(above.text):
            self._level1 = above.text
            self._named = self._alone(above)
        elif above:
            self._name(above, range(len(self._columns.groups)))
        told = [number for number, group in enumerate(self._columns.groups)
                if self._text(row, group.level2)]  # fmt: skip
        for number in told:
            cell = self._text(row, self._columns.groups[number].level2)
            if cell is not None:
                before = self._named.get(number)
                self._name(cell, [number])
                if self._named[number] != before:
                    self._follow(number, told)
        return dict(self._named)

    def _alone(self, above: BlockCell) -> dict[int, Slot | None]:
        """The slot of a level 1 that has only one."""
        found = find_slot(above.text, "", self._slots)
        return dict.fromkeys(range(len(self._columns.groups)), found[0] if found else None)

    def _follow(self, number: int, told: list[int]) -> None:
        """A half that says nothing in a row goes with the half that does."""
        for other in range(len(self._columns.groups)):
            if other not in told:
                self._named[other] = self._named[number]

    def _name(self, cell: BlockCell, groups: Sequence[int]) -> None:
        found = find_slot(self._level1, cell.text, self._slots)
        for number in groups:
            self._named[number] = found[0] if found else None
        if found is None:
            self._drafting.leave(cell, "本表没有这个二级指标")
        elif not found[1]:
            slot = found[0]
            self._drafting.assume(f"「{cell.text.strip()}」按「{slot.level1}—{slot.level2}」")

    def _text(self, row: int, column: int | None) -> BlockCell | None:
        cell = self._block.at(row, column) if column is not None else None
        return cell if cell is not None and cell.text.strip() else None


def _has_value(block: Block, row: int, group: ColumnGroup) -> bool:
    """Whether a row has a value that its unit can stand behind."""
    found = text_of(block, row, group, group.target)
    return found is not None and bool(found[1].strip())


def any_field(group: ColumnGroup) -> bool:
    """Whether a group has a column for any field."""
    return any(column is not None for column in group.fields)
