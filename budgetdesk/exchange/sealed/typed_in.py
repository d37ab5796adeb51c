"""What was typed into the visible sheets of a package, written into the book (取表中值)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgetdesk.book.book import Book
from budgetdesk.book.errors import RefusedField
from budgetdesk.book.places import place_of
from budgetdesk.book.row_edits import write_rows
from budgetdesk.book.step import Step
from budgetdesk.book.writing import write_field
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import TypedError, Value, parse_typed, show_value
from budgetdesk.exchange.sealed.deciding import Conflicts, Decided
from budgetdesk.exchange.sealed.edits import EditKind, HandEdit
from budgetdesk.exchange.sealed.judging import ReceiptPlan
from budgetdesk.exchange.sealed.receipt import FieldConflict
from budgetdesk.exchange.sealed.written import FieldKey, ref_of
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.parts import whole_texts, with_part
from budgetdesk.forms.refused import in_words_of


class EditsWait(Exception):  # noqa: N818 - not an error: somebody has to decide
    """Values typed into a package can't be taken as they are; nothing of the file is."""

    def __init__(self, sentence: str, conflicts: tuple[FieldConflict, ...] = ()) -> None:
        super().__init__(sentence)
        self.conflicts = conflicts


class TypedInto:
    """Writes what a plan takes of the visible sheets."""

    def __init__(self, book: Book, plan: ReceiptPlan, decided: Decided) -> None:
        self._book, self._plan, self._decided = book, plan, decided
        self._label_of = load_forms_of(book).label_of

    def put(self, step: Step) -> list[str]:
        """Write the edits; what could not be taken, in words.

        Raises:
            EditsWait: somebody has to decide first.
        """
        edits = self._plan.edits
        rows = [it for it in edits if it.kind is EditKind.ROW_DELETED]
        inserted = [it for it in edits if it.kind is EditKind.ROW_INSERTED]
        for edit in edits:
            if edit.kind is EditKind.COLUMNS_MOVED:
                raise EditsWait(
                    f"「{edit.sheet}」的列有增删，栏目对不上，不能取表中值，请取包中值，"
                    "或让对方在原来的列中改好后重发。"
                )
        self._delete_rows(step, rows)
        texts: list[tuple[FieldRef, str]] = []
        conflicts: list[FieldConflict] = []
        for edit in edits:
            if edit.kind is EditKind.INPUT and edit.field is not None:
                texts += self._text(edit, edit.field, conflicts)
        if conflicts and self._decided.conflicts is None:
            raise EditsWait("手工改过的栏目，账套中也改过，请选择取哪一边。", tuple(conflicts))
        self._write(step, whole_texts(texts, self._held))
        return [
            f"「{it.sheet}」{it.place}插入的行「{it.new}」不能自动取用，请在账套中补填。"
            for it in inserted
        ]

    def _text(
        self, edit: HandEdit, key: FieldKey, conflicts: list[FieldConflict]
    ) -> Iterator[tuple[FieldRef, str]]:
        if edit.is_formula:
            where = f"「{edit.sheet}」{edit.place}"
            raise EditsWait(f"{where}是公式，没有算出的值，请用 WPS 打开、保存后再发。")
        renames = self._plan.renames
        record, row = (renames.get(it, it) for it in (key.record, key.row))
        ref = ref_of(self._book, key._replace(record=record, row=row))
        if ref is None:
            raise EditsWait(f"「{edit.sheet}」{edit.place}改过的栏目，账套中已经没有。")
        held = self._held(replace(ref, part=""))
        old = "" if key.proposed else edit.old  # what a formula proposes nobody typed
        said = tuple(self._said(ref, held, key.suffix, it) for it in (old, edit.new))
        if _same(held, said[1]):
            return
        if not self._is_shown(ref, held, said[0]):
            conflicts.append(FieldConflict(edit.sheet, edit.place, edit.old, held, edit.new))
            if self._decided.conflicts is Conflicts.KEEP:
                return
        yield ref, edit.new.removesuffix(key.suffix)

    def _said(self, ref: FieldRef, held: str, suffix: str, text: str) -> str:
        """The whole field's text with what a cell says."""
        try:
            plain = text.removesuffix(suffix)
            return with_part(ref.part, held, plain) if ref.part else plain
        except TypedError as error:
            raise self._not_taken(ref, text, error) from error

    @staticmethod
    def _is_shown(ref: FieldRef, held: str, old: str) -> bool:
        """Whether the book has what the cell was written with; forms may round to 0.01 万元."""
        if _same(held, old):
            return True
        if field_of(ref).kind is not Kind.MONEY_WAN or not held:
            return False
        amount = parse_typed(Kind.MONEY_WAN, held)
        return isinstance(amount, int) and _same(wan_text(amount), old)

    def _held(self, ref: FieldRef) -> str:
        """What a whole field says now, as it would be typed."""
        place = place_of(self._book.rows, ref, self._book.dictionary)
        if place is None:
            return ""
        sql = f"SELECT {place.column} FROM {place.table} WHERE id = ?"  # noqa: S608 - own names
        return show_value(field_of(ref).kind, self._book.rows(sql, (place.row_id,))[0][0])

    def _write(self, step: Step, texts: Sequence[tuple[FieldRef, str]]) -> None:
        """Each value where it stands; those of one blank place of a list make one row."""
        listed: list[tuple[FieldRef, Value]] = []
        for ref, text in texts:
            field = field_of(ref)
            try:
                value = parse_typed(field.kind, text)
                if ref.row_id or self._book.dictionary.list_of(ref) is None:
                    with in_words_of(self._book):
                        write_field(step, ref, value)
                else:
                    listed.append((ref, value))
            except (TypedError, RefusedField) as error:
                raise self._not_taken(ref, text, error) from error
        with in_words_of(self._book):
            write_rows(step, listed)

    def _delete_rows(self, step: Step, edits: Sequence[HandEdit]) -> None:
        """Rows of lists of which a whole row was deleted in the sheet."""
        done = set()
        for edit in edits:
            for key in (it.field for it in edit.cells if it.field and it.field.row):
                uuid = self._plan.renames.get(key.row, key.row)
                band = step.dictionary.kinds[key.kind].list_at(key.path)
                if band is None or uuid in done or not self._is_whole(key):
                    continue
                done.add(uuid)
                found = step.rows(f"SELECT id FROM {band.table} WHERE uuid = ?", (uuid,))  # noqa: S608
                if found and not band.follows:
                    step.delete(band.table, found[0][0])

    def _is_whole(self, key: FieldKey) -> bool:
        """Whether no cell of the row was merely changed."""
        return not any(
            it.kind is EditKind.INPUT and it.field and it.field.row == key.row
            for it in self._plan.edits
        )

    def _not_taken(self, ref: FieldRef, text: str, error: Exception) -> EditsWait:
        return EditsWait(f"{self._label_of(ref)}「{shorten(text)}」不能取用：{error}")


def _same(held: str, shown: str) -> bool:
    """Whether a field's text is what a cell shows: amounts without separators and end zeros."""
    return _plain(held) == _plain(shown)


def _plain(text: str) -> str:
    plain = text.replace(",", "").strip()
    head, point, decimals = plain.partition(".")
    if point and decimals.isdigit():
        return f"{head}.{decimals}".rstrip("0").rstrip(".")
    return plain
