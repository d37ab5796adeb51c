"""分配分值: the command of a form whose indicators have points."""

from budgetdesk.book.errors import BookError
from budgetdesk.book.weighting import distribute_weights, weighted_list
from budgetdesk.desktop.editor.commands import FormCommands
from budgetdesk.desktop.editor.form_state import FormState

NAME = "分配分值"


def offer_weights(commands: FormCommands, state: FormState) -> None:
    """Put the command into the menu of a form, where it has points to be distributed."""
    book = state.session.book
    kind = book.dictionary.kinds.get(state.source.kind)
    if kind is None or weighted_list(kind) is None:
        return

    def distribute() -> None:
        try:
            with book.step(NAME) as step:
                distribute_weights(step, kind, state.record_id)
        except BookError as error:
            state.message.emit(str(error))

    commands.offer(NAME, "", distribute, lambda: not book.read_only)
