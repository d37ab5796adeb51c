"""审核表 in the window: filled in for what is in front or chosen in the tree."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.read import overalls
from budgetdesk.desktop import ask
from budgetdesk.desktop.tree.outline import Level, projects_at
from budgetdesk.desktop.window.books import Books
from budgetdesk.dictionary.standing import is_overall
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.checks.reviewing.sheets import FilledSheet
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.exchange.form_review.rows import JudgedForm

Roots = Mapping[str, Collection[int]]


def fill_review_sheets(books: Books) -> None:
    """Fill in the review sheets of the forms chosen, and show the first of them."""
    session, desk = books.session, books.desk
    if session is None or desk is None or not session.commit_editors():
        return
    roots, form_set = _roots(desk), session.form_set
    count = sum(map(len, roots.values()))
    if not count:
        desk.notice.say("请先选择项目，或选择已填报整体表的部门，再填审核表。")
        return

    def work(book: Book, progress: Progress) -> "tuple[FilledSheet, ...]":
        from budgetdesk.checks.reviewing.sheets import fill_sheets

        return fill_sheets(book, form_set, roots, progress)

    books.start(f"填审核表 {count} 张", work, partial(_filled, books), "审核表没有填", writes=True)


def review_forms(books: Books) -> None:
    """Go through the forms one after the other, beginning with the unit the tree is in."""
    session, desk = books.session, books.desk
    if session is None or desk is None or not session.commit_editors():
        return
    form_set = session.form_set

    def work(book: Book, progress: Progress) -> "tuple[JudgedForm, ...]":
        from budgetdesk.exchange.form_review.rows import all_found, judged_forms

        return judged_forms(book, all_found(book, form_set, progress))

    books.start("逐表审核", work, partial(_go_through, books), "逐表审核没有开始")


def _go_through(books: Books, forms: "tuple[JudgedForm, ...]") -> None:
    from budgetdesk.desktop.reviewing.dialog import ReviewDialog

    session, desk = books.session, books.desk
    if session is None or desk is None:
        return
    if not forms:
        desk.notice.say("账套中还没有表，没有可审核的。")
        return
    node = desk.view.current()
    while node is not None and node.level > Level.UNIT:
        node = node.parent
    unit = node.id if node is not None and node.level is Level.UNIT else 0
    ask.run(ReviewDialog(session, forms, unit, books.window))


def _roots(desk: "Desk") -> Roots:
    """The form in front, unless the tree is worked in; else all at or below its lines."""
    form, project = desk.tabs.current_form(), desk.tabs.project_in_front()
    if not desk.view.hasFocus():
        if project is not None:
            return {RecordKind.PROJECT: (project,)}
        root = None if form is None else desk.tabs.forms_in_front()
        if root is not None and is_overall(root.key[0]):
            return {RecordKind.OVERALL: tuple(filter(None, (root.key[1],)))}
    lines = desk.view.lines()
    chosen = {node.id for node in lines if node.level is Level.DEPARTMENT}
    overall = [it.id for it in overalls(desk.session.book) if it.department.id in chosen]
    return {RecordKind.PROJECT: projects_at(lines), RecordKind.OVERALL: overall}


def _filled(books: Books, filled: "tuple[FilledSheet, ...]") -> None:
    session, desk = books.session, books.desk
    if session is None or desk is None or not filled:
        return
    session.book.catch_up()
    desk.tabs.open_form(filled[0].kind, filled[0].id).setFocus()
    left = sum(one.left for one in filled)
    more = f"，其中 {left} 项由审核人判断" if left else ""
    desk.notice.offer_undo(f"已填审核表 {len(filled)} 张{more}。", session.undo)
