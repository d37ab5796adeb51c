"""Live checks: after an edit, in the background, cancelled, and while edits go on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.edit import update_ledger_line, write_field
from budgetdesk.checks.engine import Checker
from budgetdesk.desktop.findings.live import LiveChecks, ReportStanding
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.session import Session
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.desktop.findings.conftest import Bench
from tests.desktop.later import Later


@pytest.fixture
def session(book_path: Path, qtbot: QtBot) -> Iterator[Session]:
    session = Session(Book.open(book_path))
    yield session
    session.close()


def overview(session: Session, place: int = 0) -> FieldRef:
    return FieldRef(RecordKind.PROJECT, read.project_ids(session.book)[place], "overview")


def fresh_report(session: Session) -> object:
    return Checker(session.book, session.form_set).run()


def test_an_edit_is_checked_by_itself(bench: Bench, qtbot: QtBot) -> None:
    entry = bench.entries("Q17")[0]
    with qtbot.waitSignal(bench.live.report_changed):
        bench.session.write(entry.key.ref, "95%")
    assert entry.key not in [e.key for e in bench.panel.entries]
    assert bench.live.report == fresh_report(bench.session)


def test_quick_edits_are_checked_together(bench: Bench, qtbot: QtBot) -> None:
    told: list[int] = []
    bench.live.report_changed.connect(lambda: told.append(1))
    with qtbot.waitSignal(bench.live.report_changed):
        for text in ("一", "二", "三"):
            bench.session.write(overview(bench.session), text)
    assert told == [1]


def test_a_full_run_asked_for_tells_when_it_is_over(session: Session, qtbot: QtBot) -> None:
    live = LiveChecks(session, Jobs())
    with qtbot.waitSignal(live.checked, timeout=20_000):
        live.check()
    assert live.standing is ReportStanding.CURRENT
    assert live.report == fresh_report(session)


def test_edits_made_during_a_run_are_in_its_report(session: Session) -> None:
    runner = Later()
    live = LiveChecks(session, Jobs(runner=runner))
    live.check()
    assert live.busy
    session.write(overview(session), "待填写")
    runner.wait()
    session.write(overview(session, 1), "xxx")
    live.settle()
    assert not live.busy
    assert live.report == fresh_report(session)


def test_a_cancelled_run_leaves_the_last_report(session: Session) -> None:
    runner = Later()
    live = LiveChecks(session, Jobs(runner=runner))
    live.check()
    runner.wait()
    before = live.report
    over: list[int] = []
    live.checked.connect(lambda: over.append(1))
    live.check()
    live.cancel()
    runner.wait()
    assert not live.busy
    assert live.report is before
    assert over == []
    session.write(overview(session), "待填写")
    live.settle()
    assert live.report == fresh_report(session)


def test_a_first_run_cancelled_leaves_nothing_checked(session: Session) -> None:
    runner = Later()
    live = LiveChecks(session, Jobs(runner=runner))
    live.check()
    live.cancel()
    runner.wait()
    assert live.standing is ReportStanding.NEVER
    session.write(overview(session), "待填写")
    live.settle()
    assert live.report.findings == ()


def test_a_run_that_fails_is_told_and_can_be_repeated(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Jobs(runner=Later())
    live = LiveChecks(session, jobs)
    broken: list[Exception] = []
    jobs.broke.connect(lambda _job, error: broken.append(error))

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(Checker, "run", fail)
        live.check()
        jobs._runner.wait()
    assert [type(error) for error in broken] == [ZeroDivisionError]
    assert not live.busy
    live.check()
    jobs._runner.wait()
    assert live.standing is ReportStanding.CURRENT


def test_a_fault_after_an_edit_is_not_met_again_by_the_next(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Checker, "update", fail)
    bench.session.write(overview(bench.session), "一")
    with pytest.raises(ZeroDivisionError):
        bench.live.settle()
    assert bench.live.standing is ReportStanding.STALE
    bench.session.write(overview(bench.session), "二")
    bench.live.settle()
    monkeypatch.undo()
    bench.live.check()
    assert bench.live.standing is ReportStanding.CURRENT
    assert bench.live.report == fresh_report(bench.session)


def test_a_change_of_many_projects_is_checked_in_the_background(session: Session) -> None:
    runner = Later()
    live = LiveChecks(session, Jobs(runner=runner))
    live.check()
    runner.wait()
    ids = read.project_ids(session.book)
    with session.book.step("清空 概况") as step:
        for project_id in ids:
            write_field(step, FieldRef(RecordKind.PROJECT, project_id, "overview"), "")
    live.settle()
    assert live.standing is ReportStanding.STALE
    assert live.busy
    runner.wait()
    assert live.standing is ReportStanding.CURRENT
    assert live.report == fresh_report(session)


def test_an_edit_of_a_long_ledger_is_checked_in_the_background(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetdesk.checks.engine._MANY_LINES", 10)
    later = Later()
    live = LiveChecks(session, Jobs(runner=later))
    live.check()
    later.wait()
    session.write(overview(session), "按月发放。")
    live.settle()
    assert not later.waiting
    line = read.ledger(session.book)[0]
    with session.book.step("明细") as step:
        update_ledger_line(step, replace(line, function_code="21004"))
    live.settle()
    assert len(later.waiting) == 1
    assert live.standing is ReportStanding.STALE
    later.wait()
    assert live.report == fresh_report(session)
    assert "X53" in {finding.code for finding in live.report.findings}


def test_nothing_of_a_large_change_is_lost_while_a_run_is_under_way(session: Session) -> None:
    runner = Later()
    live = LiveChecks(session, Jobs(runner=runner))
    live.check()
    runner.wait()
    live.check()
    with session.book.step("清空 概况") as step:
        for project_id in read.project_ids(session.book):
            write_field(step, FieldRef(RecordKind.PROJECT, project_id, "overview"), "")
    live.settle()
    runner.wait()
    assert live.standing is ReportStanding.CURRENT
    assert live.report == fresh_report(session)


def test_a_run_on_a_thread_is_cancelled_between_two_projects(
    session: Session, qtbot: QtBot
) -> None:
    live = LiveChecks(session, Jobs())
    live.check()
    live.cancel()
    qtbot.waitUntil(lambda: not live.busy, timeout=20_000)
    assert live.standing is ReportStanding.NEVER
    assert live.report.findings == ()
