"""The office's past forms: kept behind the open book, forgotten on a click."""

from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.past_forms import PastForms
from budgetdesk.suggestions.index import index_file, remembered
from tests.desktop.window.steps import trigger


def past_of(window: MainWindow) -> PastForms:
    found = window.books.findChild(PastForms)
    assert isinstance(found, PastForms)
    return found


def test_an_open_book_s_forms_are_kept_and_asked(window: MainWindow) -> None:
    assert window.session is not None
    past_of(window).read()
    window.jobs.stop_all()
    assert window.session.asking is not None
    assert len(remembered(index_file())) > 50
    assert remembered(index_file(), apart=window.session.book.path) == ()


def test_they_are_forgotten_and_no_longer_kept_when_that_is_switched_off(
    window: MainWindow,
) -> None:
    past_of(window).read()
    window.jobs.stop_all()
    assert window.commands["past_forms"].isChecked()
    trigger(window, "past_forms")
    assert not index_file().exists()
    past_of(window).read()
    window.jobs.stop_all()
    assert not index_file().exists()
    trigger(window, "past_forms")
    window.jobs.stop_all()
    assert len(remembered(index_file())) > 50


def test_without_a_book_there_is_nothing_to_read(window: MainWindow) -> None:
    window.books.close()
    past_of(window).read()
    assert window.jobs.running == ()
