"""Work beside the window: results come home, failures are values, owners may be gone."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from remanence.core.base.errors import AppError, NotAllowed
from remanence.gui.jobs import (
    SPARE,
    USUAL,
    WAITED_FOR,
    InlineJobs,
    Job,
    Jobs,
    Report,
    preloading,
)


def test_the_result_comes_to_the_thread_of_the_window(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    threads: list[int] = []
    here: list[object] = []

    def work(_report: Report) -> int:
        threads.append(threading.get_ident())
        return 1 << 40

    job = Job(owner, "adding", work).on(
        lambda result: here.append((result, threading.get_ident())), None
    )
    with qtbot.waitSignal(job.ended, timeout=5000):
        jobs.start(job)
    assert here == [(1 << 40, threading.get_ident())]
    assert threads != [threading.get_ident()]
    jobs.stop()


def test_a_known_failure_is_handed_over(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    failures: list[AppError] = []

    def work(_report: Report) -> None:
        raise NotAllowed(what="The file is in use.")

    job = Job(owner, "writing", work).on(None, failures.append)
    with qtbot.waitSignal(job.ended, timeout=5000):
        jobs.start(job)
    assert [str(failure) for failure in failures] == ["The file is in use."]
    jobs.stop()


@pytest.mark.logs
def test_a_bug_is_raised_on_the_thread_of_the_window() -> None:
    owner, inline = QObject(), InlineJobs()

    def work(_report: Report) -> int:
        return 1 // 0

    with pytest.raises(ZeroDivisionError):
        inline.start(Job(owner, "dividing", work))


def test_nothing_is_handed_to_an_owner_that_is_gone() -> None:
    owner, inline = QObject(), InlineJobs(held=True)
    here: list[object] = []
    inline.start(Job(owner, "reading", lambda _report: 3).on(here.append, None))
    delete(owner)
    inline.run_all()
    assert here == []


def test_cancelling_ends_the_work_at_its_next_report() -> None:
    owner, inline = QObject(), InlineJobs(held=True)
    done: list[object] = []
    steps: list[int] = []

    def work(report: Report) -> str:
        for step in range(3):
            report(step, 3)
            steps.append(step)
        return "all"

    job = Job(owner, "importing", work).on(done.append, None)
    inline.start(job)
    job.cancel()
    inline.run_all()
    assert (done, steps) == ([], [])


def test_progress_is_told(qtbot: QtBot) -> None:
    owner, inline = QObject(), InlineJobs()
    told: list[object] = []

    def work(report: Report) -> None:
        report(1, 2)

    job = Job(owner, "importing", work)
    job.progressed.connect(told.append)
    inline.start(job)
    assert told == [(1, 2)]


def test_jobs_run_one_after_the_other(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    running: list[int] = []
    most: list[int] = []

    def work(_report: Report) -> None:
        running.append(1)
        most.append(len(running))
        running.pop()

    last = [Job(owner, str(n), work) for n in range(5)]
    with qtbot.waitSignals([job.ended for job in last], timeout=5000):
        for job in last:
            jobs.start(job)
    assert most == [1] * 5
    jobs.stop()


def test_spare_work_waits_for_all_questions(qtbot: QtBot) -> None:
    """Libraries are loaded one a job: a question waits for one of them at most."""
    jobs, owner = Jobs(held=True), QObject()
    ran: list[str] = []

    def noting(word: str, priority: int) -> Job:
        return Job(owner, word, lambda _report: ran.append(word), priority=priority)

    spare = preloading(owner, "making ready", ["bisect", "heapq"])
    assert [job.priority for job in spare] == [SPARE, SPARE]
    last = [noting("spare", SPARE), noting("usual", USUAL)]
    for job in [*spare, *last]:
        jobs.start(job)
    with qtbot.waitSignal(last[0].ended, timeout=5000):
        jobs.release()
    assert ran == ["usual", "spare"]
    jobs.stop()


def test_an_awaited_question_does_not_stand_behind_long_work(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    may_end, ran = threading.Event(), list[str]()

    def long(_report: Report) -> None:
        assert may_end.wait(5)
        ran.append("long")

    work = Job(owner, "long", long)
    question = Job(owner, "short", lambda _report: ran.append("short"), priority=WAITED_FOR)
    jobs.start(work)
    with qtbot.waitSignal(question.ended, timeout=5000):
        jobs.start(question)
    assert ran == ["short"]
    with qtbot.waitSignal(work.ended, timeout=5000):
        may_end.set()
    assert jobs.is_idle
    jobs.stop()
