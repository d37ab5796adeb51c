"""A form set from an Excel template: chosen, corrected in its dialog, saved for new books."""

from functools import partial
from pathlib import Path

from budgetdesk.assets import user_forms_folder
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.waiting import GivenUp, waited
from budgetdesk.desktop.drawing.dialog import DrawingDialog
from budgetdesk.desktop.drawing.own_sets_dialog import OwnSetsDialog
from budgetdesk.desktop.settings import LAST_FOLDER
from budgetdesk.desktop.typed_ahead import TypedAhead
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.choosing import last_folder, new_book
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.file_kinds import TEMPLATES
from budgetdesk.domain.progress import Progress
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.drawn import DrawnForm
from budgetdesk.exchange.drawing.own_sets import own_sets
from budgetdesk.exchange.drawing.reopening import reopened
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import load_form_set

_TITLE, _MAKE_BOOK = "从 Excel 建立套表", "新建账套"
_NONE_YET = "请先用“文件 › 从 Excel 建立套表”建立一套。"
_SECOND = 2


def draw_set(books: Books) -> None:
    """Ask for a template, show what is understood of it, save it as a form set."""
    path = ask.ask_one(books.window, _TITLE, last_folder(books.settings), TEMPLATES)
    if path is None:
        return
    books.settings.put(LAST_FOLDER, str(path.parent))
    try:
        read = partial(_read, path)
        forms = waited(books.window, books.jobs, f"读取「{path.name}」", read)
    except GivenUp:
        return
    except ImportFault as error:
        ask.tell(books.window, ask.Telling("套表没有建立", str(error)))
        return
    with TypedAhead(books.window):
        dialog = DrawingDialog(books.window, forms, user_forms_folder())
    if not ask.run(dialog):
        return
    telling = _telling_of(load_form_set(dialog.saved_id))
    if ask.tell(books.window, telling, (_MAKE_BOOK, "知道了")) == _MAKE_BOOK:
        new_book(books, dialog.saved_id)


def _read(path: Path, progress: Progress) -> list[DrawnForm]:
    return draw(path, progress=progress)


def change_set(books: Books) -> None:
    """Ask for one of one's own sets, show it as it was saved, save it as its next version."""
    folder = user_forms_folder()
    sets = own_sets(folder)
    if not sets:
        ask.tell(books.window, ask.Telling("没有自建的套表", _NONE_YET))
        return
    asked = OwnSetsDialog(books.window, sets)
    if not ask.run(asked):
        return
    own = asked.chosen
    try:
        with TypedAhead(books.window):
            forms = reopened(folder / own.set_id)
            dialog = DrawingDialog(books.window, forms, folder, own)
    except (ImportFault, FormSetError) as error:
        ask.tell(books.window, ask.Telling("套表没有打开", str(error)))
        return
    if ask.run(dialog):
        saved = load_form_set(dialog.saved_id)
        same = str(saved.version) == own.version
        told = ask.Telling("套表没有变化", f"「{saved.name}」仍是{saved.version}。")
        ask.tell(books.window, told if same else _telling_of(saved))


def _telling_of(form_set: FormSet) -> ask.Telling:
    if form_set.version.number < _SECOND:
        return ask.Telling("套表已建立", f"新建账套时可以选「{form_set.name}」。")
    told = f"「{form_set.name}」已存为{form_set.version}。"
    return ask.Telling("套表已存为新版本", told, "用以前的版本建立的账套，打开时会提示换用。")
