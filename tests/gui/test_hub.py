"""What pages share: asking, writing, failing, another day."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy

from remanence.core.base.changes import Changes
from remanence.core.base.errors import NotAllowed, StoreBusy
from remanence.gui.answers import Answers
from remanence.gui.hub import Hub, Note
from remanence.gui.jobs import InlineJobs, Report
from tests.gui.conftest import MakeHub
from tests.gui.fake_app import FakeAnswers


def test_an_operation_says_what_changed(hub: Hub) -> None:
    told = QSignalSpy(hub.changed)
    changes = hub.run_operation(lambda _answers: Changes(5, "set_valid_to"))
    assert changes is not None
    assert told.at(0)[0] == changes


def test_a_failure_is_said_in_the_bar_and_changes_nothing(hub: Hub) -> None:
    changed, said = QSignalSpy(hub.changed), QSignalSpy(hub.noted)

    def refuse(_answers: Answers) -> Changes:
        raise NotAllowed(what="The certificate is signed. Ask for a new one.")

    assert hub.run_operation(refuse) is None
    assert changed.count() == 0
    note = said.at(0)[0]
    assert note == Note("blocked", "The certificate is signed.", "Ask for a new one.")


def test_a_busy_store_makes_it_a_job(make_hub: MakeHub) -> None:
    jobs = InlineJobs(held=True)
    hub = make_hub(jobs=jobs)
    changed = QSignalSpy(hub.changed)
    answers = iter([StoreBusy("desk"), None])

    def write(_answers: Answers) -> Changes:
        busy = next(answers)
        if busy:
            raise busy
        return Changes(6, "set_valid_to")

    assert hub.run_operation(write) is None
    assert (changed.count(), hub.is_writing) == (0, True)
    jobs.run_all()
    assert (changed.count(), hub.is_writing) == (1, False)


def test_answers_of_another_day_are_dropped(make_hub: MakeHub) -> None:
    jobs = InlineJobs(held=True)
    hub = make_hub(jobs=jobs)
    here: list[object] = []
    owner = QObject()
    hub.ask(owner, "reading", lambda answers: answers.workspace.today, here.append)
    hub.as_of(date(2026, 12, 1), date(2026, 11, 24))
    jobs.run_all()
    assert here == []
    assert (hub.today, hub.as_of_another_day) == (date(2026, 12, 1), True)


def test_undo_and_redo_take_the_same_road(make_hub: MakeHub) -> None:
    desk = FakeAnswers()
    hub = make_hub(desk)
    told = QSignalSpy(hub.changed)
    hub.undo()
    hub.redo()
    assert [told.at(n)[0].label for n in range(told.count())] == ["undo", "redo"]
    assert desk.asked[-2:] == ["undo", "redo"]


def test_nothing_to_undo_is_a_sentence(make_hub: MakeHub) -> None:
    hub = make_hub(FakeAnswers(empty=True))
    said = QSignalSpy(hub.noted)
    hub.undo()
    assert said.at(0)[0].what == "Nothing is left to undo."


@pytest.mark.parametrize("turn", ["undo", "redo"])
def test_undo_and_redo_can_be_cancelled(make_hub: MakeHub, turn: str) -> None:
    """The work is handed the report that ends it."""
    hub = make_hub()
    changed, begun = QSignalSpy(hub.changed), QSignalSpy(hub.busy)

    def work(report: Report) -> Changes:
        begun.at(0)[0].cancel()
        report(1, 2)
        return Changes(1, turn)

    setattr(hub.answers, turn, work)
    getattr(hub, turn)()
    assert (begun.count(), changed.count(), hub.is_writing) == (2, 0, False)
