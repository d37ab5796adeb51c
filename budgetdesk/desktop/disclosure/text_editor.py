"""The document's text in the form editor, with what can be done to a paragraph."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from budgetdesk.book.change import Value
from budgetdesk.book.disclosure import drop_paragraph, keep_paragraph
from budgetdesk.book.step import Step
from budgetdesk.desktop.disclosure.text import TextSource
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.session import Session
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.disclosure import OwnParagraph, gaps_in
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.text import shorten

_PROGRAMS = "没有改写的段落由程序写出；直接输入就可以改写。"
_STALE = "改写以后数据有变。核对文字后修改它，或在右键菜单中选“改写仍然有效”。"


@dataclass(frozen=True, slots=True)
class ParagraphGuide:
    """What helps with a paragraph: what the program says, beside a person's words."""

    title: str
    text: str
    ref: FieldRef

    def say(self, value: Value) -> str:
        """A text of the paragraph's past."""
        return str(value or "")


class TextEditor(FormEditor):
    """Rewrites paragraphs; a click on 【待填：…】 asks for the entry."""

    entry_wanted = Signal(str)  # the entry's name

    def __init__(self, session: Session, source: TextSource, parent: QWidget | None = None) -> None:
        super().__init__(session, source, parent)
        self._text = source
        self._pressed = ""  # the gap the button went down on
        self.setAccessibleName("部门预算公开文稿")
        offer = self.commands.offer
        self.restore = offer(
            "恢复程序文字", "", self._restore, lambda: self._may(lambda it: it.own)
        )
        self.confirm = offer(
            "改写仍然有效", "", self._confirm, lambda: self._may(lambda it: it.stale)
        )
        self.commands.clear.triggered.connect(self._say_whose)
        self.tell = offer("去填写待填项", "", self._tell, lambda: bool(self.gap_here()))

    def _say_whose(self) -> None:
        """A paragraph is never blank: without a person's words it has the program's."""
        if not self.session.book.read_only:
            self.message.emit(_PROGRAMS)

    def gap_here(self) -> str:
        """The first entry that the current paragraph waits for; "" for none."""
        cell = self.current
        gaps = gaps_in(cell.text) if cell is not None else ()
        return gaps[0].name if gaps else ""

    def guide(self) -> ParagraphGuide | None:
        """What helps with the current paragraph; None where the cursor is in none."""
        ref = self.current.field if self.current is not None else None
        paragraph = self._text.paragraph(ref) if ref is not None else None
        if ref is None or paragraph is None:
            return None
        parts = [self.session.form_set.instruction(ref.path)]
        if paragraph.stale:
            parts.insert(0, _STALE)
        if paragraph.own:
            parts.insert(0, f"程序现在写的是：\n{paragraph.drafted}")
        return ParagraphGuide(
            self.session.form_set.label_of(ref), "\n\n".join(filter(None, parts)), ref
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the gap pressed: it is one click only where the button comes up on it."""
        super().mousePressEvent(event)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        gap = self.gap_at(event.position().toPoint()) if plain else ""
        self._pressed = "" if self.editing.open else gap

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a gap asks for its entry."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, ""
        if pressed and pressed == self.gap_at(event.position().toPoint()):
            self.entry_wanted.emit(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a gap can be clicked."""
        super().mouseMoveEvent(event)
        if not self.editing.open and self.gap_at(event.position().toPoint()):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what a click on a gap does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            gap = "" if self.editing.open else self.gap_at(event.pos())
            if gap:
                QToolTip.showText(event.globalPos(), f"点击去填写“{gap}”", self.viewport())
                return True
        return super().viewportEvent(event)

    # Inside

    def _chosen(self) -> list[Paragraph]:
        refs = [cell.field for cell in self.selected_cells() if cell.field is not None]
        found = (self._text.paragraph(ref) for ref in refs)
        return [paragraph for paragraph in found if paragraph is not None]

    def _may(self, suits: Callable[[Paragraph], bool]) -> bool:
        return not self.session.book.read_only and any(suits(it) for it in self._chosen())

    def _restore(self) -> None:
        own = [it for it in self._chosen() if it.own]
        owner = self.record_id
        self._change("恢复", own, lambda step, it: drop_paragraph(step, owner, it.key))

    def _confirm(self) -> None:
        stale = [it for it in self._chosen() if it.stale]
        owner = self.record_id
        self._change(
            "确认改写",
            stale,
            lambda step, it: keep_paragraph(step, owner, OwnParagraph(it.key, it.text, it.drafted)),
        )

    def _change(
        self, verb: str, paragraphs: list[Paragraph], act: Callable[[Step, Paragraph], None]
    ) -> None:
        """Change paragraphs as one step named after them."""
        if not paragraphs:
            return
        named = f"段落「{shorten(paragraphs[0].key)}」"
        name = f"{verb} {named}" if len(paragraphs) == 1 else f"{verb} {len(paragraphs)} 个段落"
        with self.session.book.step(name) as step:
            for paragraph in paragraphs:
                act(step, paragraph)

    def _tell(self) -> None:
        self.entry_wanted.emit(self.gap_here())
